/* A request asks a backend over a socket of its own, which is bounded in one of many ways, or in none. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

static struct sockaddr_in backend = {.sin_family = AF_INET};

static int ask_bad(const char *request, size_t size, char *answer, size_t room)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    ssize_t n = -1;
    if (fd < 0)
        return -1;
    if (connect(fd, (struct sockaddr *)&backend, sizeof backend) == 0) // EXPECT: client-no-timeout
        if (send(fd, request, size, MSG_NOSIGNAL) == (ssize_t)size)
            n = recv(fd, answer, room, 0);
    close(fd);
    return (int)n;
}

/* Only how small packets are sent is set. */
static int ask_without_delay_bad(const char *request, size_t size, char *answer, size_t room)
{
    const int yes = 1;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    ssize_t n = -1;
    if (fd < 0)
        return -1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (connect(fd, (struct sockaddr *)&backend, sizeof backend) == 0) // EXPECT: client-no-timeout
        if (write(fd, request, size) == (ssize_t)size)
            n = read(fd, answer, room);
    close(fd);
    return (int)n;
}

static int ask_ok(const char *request, size_t size, char *answer, size_t room)
{
    const struct timeval most = {.tv_sec = 5};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    ssize_t n = -1;
    if (fd < 0)
        return -1;
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &most, sizeof most);
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &most, sizeof most);
    if (connect(fd, (struct sockaddr *)&backend, sizeof backend) == 0)
        if (send(fd, request, size, MSG_NOSIGNAL) == (ssize_t)size)
            n = recv(fd, answer, room, 0);
    close(fd);
    return (int)n;
}

static int ask_as_long_as_acknowledged_ok(const char *request, size_t size, char *answer,
                                          size_t room)
{
    const unsigned most = 5000;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    ssize_t n = -1;
    if (fd < 0)
        return -1;
    setsockopt(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &most, sizeof most);
    if (connect(fd, (struct sockaddr *)&backend, sizeof backend) == 0)
        if (write(fd, request, size) == (ssize_t)size)
            n = read(fd, answer, room);
    close(fd);
    return (int)n;
}

/* It tries again and again instead of waiting. */
static int ask_in_turns_ok(const char *request, size_t size, char *answer, size_t room)
{
    int on = 1, fd = socket(AF_INET, SOCK_STREAM, 0);
    ssize_t n = -1;
    if (fd < 0)
        return -1;
    if (ioctl(fd, FIONBIO, &on) == 0 &&
        (connect(fd, (struct sockaddr *)&backend, sizeof backend) == 0 || errno == EINPROGRESS)) {
        for (int i = 0; i < 10 && n < 0; i++) {
            usleep(1000);
            if (send(fd, request, size, MSG_NOSIGNAL) == (ssize_t)size)
                n = recv(fd, answer, room, 0);
        }
    }
    close(fd);
    return (int)n;
}

int main(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(8080)};
    char in[512], out[512];
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, 16) < 0)
        return 1;
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        ssize_t size = fd < 0 ? -1 : read(fd, in, sizeof in);
        if (size > 0 && ask_bad(in, (size_t)size, out, sizeof out) < 0 &&
            ask_without_delay_bad(in, (size_t)size, out, sizeof out) < 0 &&
            ask_ok(in, (size_t)size, out, sizeof out) < 0 &&
            ask_as_long_as_acknowledged_ok(in, (size_t)size, out, sizeof out) < 0)
            ask_in_turns_ok(in, (size_t)size, out, sizeof out);
        close(fd);
    }
}
