/* What closes is reached through two functions that only hand it on; of two such ways down, one closes. */
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

static void shut(int fd)
{
    close(fd);
}

static void drop(int fd)
{
    shutdown(fd, SHUT_RDWR);
    shut(fd);
}

static void quiet(int fd)
{
    shutdown(fd, SHUT_RDWR);
}

static void calm(int fd)
{
    quiet(fd);
}

static int ask_ok(const struct sockaddr *address, socklen_t size)
{
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);

    if (fd < 0)
        return -1;
    if (connect(fd, address, size) < 0) {
        drop(fd);
        return -1;
    }
    send(fd, "?", 1, 0);
    drop(fd);
    return 0;
}

static int ask_bad(const struct sockaddr *address, socklen_t size)
{
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0); // EXPECT: client-leaked

    if (fd < 0)
        return -1;
    if (connect(fd, address, size) < 0) {
        calm(fd);
        return -1;
    }
    send(fd, "?", 1, 0);
    drop(fd);
    return 0;
}

int main(void)
{
    struct sockaddr address = {0};
    char line[100];

    while (fgets(line, sizeof(line), stdin))
        if (ask_ok(&address, sizeof(address)) + ask_bad(&address, sizeof(address)) < 0)
            puts("no answer");
    return 0;
}
