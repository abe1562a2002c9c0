/* Connected once, when the server starts; and each request waits until what it says has gone. */
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

static int plain_fd = -1, timed_fd = -1;

static int metrics_open(const struct sockaddr_in *server)
{
    plain_fd = socket(AF_INET, SOCK_STREAM, 0);
    if (plain_fd < 0)
        return -1;
    return connect(plain_fd, (const struct sockaddr *)server, sizeof *server);
}

static int metrics_open_timed(const struct sockaddr_in *server)
{
    const struct timeval most = {.tv_usec = 100000};
    timed_fd = socket(AF_INET, SOCK_STREAM, 0);
    if (timed_fd < 0 || setsockopt(timed_fd, SOL_SOCKET, SO_SNDTIMEO, &most, sizeof most) < 0)
        return -1;
    return connect(timed_fd, (const struct sockaddr *)server, sizeof *server);
}

static void count_bad(const char *name)
{
    send(plain_fd, name, strlen(name), MSG_NOSIGNAL); // EXPECT: client-no-timeout
}

static void count_ok(const char *name)
{
    send(timed_fd, name, strlen(name), MSG_NOSIGNAL);
}

int main(void)
{
    struct sockaddr_in server = {.sin_family = AF_INET};
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (metrics_open(&server) < 0 || metrics_open_timed(&server) < 0 || listen(listener, 9) < 0)
        return 1;
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            return 1;
        count_bad("connections");
        count_ok("connections");
        close(fd);
    }
}
