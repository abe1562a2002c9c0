/* A datagram may be lost, and so may its answer: who waits for it without an end waits for ever. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int ask_time_bad(const struct sockaddr_in *server, unsigned char answer[48])
{
    unsigned char question[48] = {0x1b};
    int fd = socket(AF_INET, SOCK_DGRAM, 0), rc = -1;
    if (fd < 0)
        return -1;
    if (connect(fd, (const struct sockaddr *)server, sizeof *server) == 0 &&
        send(fd, question, sizeof question, 0) == sizeof question)
        rc = (int)recv(fd, answer, 48, 0); // EXPECT: client-no-timeout
    close(fd);
    return rc;
}

static int ask_time_ok(const struct sockaddr_in *server, unsigned char answer[48])
{
    unsigned char question[48] = {0x1b};
    int fd = socket(AF_INET, SOCK_DGRAM, 0), rc = -1;
    if (fd < 0)
        return -1;
    struct pollfd wait = {fd, POLLIN, 0};
    if (connect(fd, (const struct sockaddr *)server, sizeof *server) == 0 &&
        send(fd, question, sizeof question, 0) == sizeof question && poll(&wait, 1, 500) > 0)
        rc = (int)recv(fd, answer, 48, 0);
    close(fd);
    return rc;
}

/* Nobody answers: sending datagrams does not wait for the other side. */
static int tell_ok(const struct sockaddr_in *server, const char *metric)
{
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), rc = -1;
    if (fd < 0)
        return -1;
    if (connect(fd, (const struct sockaddr *)server, sizeof *server) == 0)
        rc = (int)send(fd, metric, strlen(metric), MSG_NOSIGNAL);
    close(fd);
    return rc;
}

int main(void)
{
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(123)};
    unsigned char answer[48];
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            return 1;
        if (ask_time_bad(&server, answer) > 0 || ask_time_ok(&server, answer) > 0)
            tell_ok(&server, "times:1|c");
        close(fd);
    }
}
