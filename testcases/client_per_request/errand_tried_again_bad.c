/* What reports the same again and again could keep its connection: nothing of it ends the loop. */
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

/* True: it has arrived. */
static bool report(const struct line *line)
{
    char answer = 0;

    if (send(line->fd, "r", 1, MSG_NOSIGNAL) != 1)
        return false;
    return recv(line->fd, &answer, 1, 0) == 1 && answer == 'k';
}

int main(void)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(4711)};
    unsigned failures = 0;

    while (failures < 10) {
        struct line *line = line_open(&to); // EXPECT: client-per-request
        if (line == NULL)
            return 1;
        failures += !report(line);
        line_close(line);
        sleep(1);
    }
    return 1;
}
