/* A tool that has one thing to say, and says it to a new connection where the last one was of no use. */
#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct line {
    int fd;
};

static struct line *line_open(const struct sockaddr_in *to)
{
    const struct timeval soon = {2, 0};
    struct line *line = malloc(sizeof *line);
    if (line == NULL)
        return NULL;
    line->fd = socket(AF_INET, SOCK_STREAM, 0);
    if (line->fd < 0) {
        free(line);
        return NULL;
    }
    setsockopt(line->fd, SOL_SOCKET, SO_RCVTIMEO, &soon, sizeof soon);
    setsockopt(line->fd, SOL_SOCKET, SO_SNDTIMEO, &soon, sizeof soon);
    if (connect(line->fd, (const struct sockaddr *)to, sizeof *to) != 0) {
        close(line->fd);
        free(line);
        return NULL;
    }
    return line;
}

static void line_close(struct line *line)
{
    close(line->fd);
    free(line);
}

/* True: to be tried again. */
static bool ask_to_reload(const struct line *line)
{
    char answer = 0;

    if (send(line->fd, "r", 1, MSG_NOSIGNAL) != 1)
        return true;
    return recv(line->fd, &answer, 1, 0) != 1 || answer != 'k';
}

int main(void)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(4711)};

    while (1) {
        struct line *line = line_open(&to);
        if (line == NULL)
            return 1;
        const bool retry = ask_to_reload(line);
        line_close(line);
        if (!retry)
            return 0;
        sleep(1);
    }
}
