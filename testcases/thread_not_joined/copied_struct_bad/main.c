#include <sys/socket.h>
#include <unistd.h>

struct output;

struct output *tail_output(int fd);
void tail_drop(struct output *out);
struct output *play_output(int fd, unsigned rate);
void play_drop(struct output *out);
int tail_start(int fd);
void play_once(int fd);

static void serve(int fd)
{
    struct output *tail = tail_output(dup(fd));
    struct output *player = play_output(dup(fd), 8);

    tail_start(dup(fd));
    play_once(dup(fd));
    if (tail != NULL)
        tail_drop(tail);
    if (player != NULL)
        play_drop(player);
    close(fd);
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);

    listen(listener, 4);
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            return 1;
        serve(fd);
    }
}
