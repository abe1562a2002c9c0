/* What could be opened is not the constant that stands for nothing, whatever that is. */
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "nobody_handle.h"

static int report(const struct sockaddr_in *address)
{
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);

    if (fd < 0)
        return -1;
    if (fd == nobody)
        return 0;
    if (connect(fd, (const struct sockaddr *)address, sizeof(*address)) != 0)
        shutdown(fd, SHUT_RDWR);
    close(fd);
    return 0;
}

static int ask_ok(const struct sockaddr_in *address)
{
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);

    if (fd < 0)
        return -1;
    connect(fd, (const struct sockaddr *)address, sizeof(*address));
    if (fd != nobody)
        close(fd);
    return 0;
}

static int ask_bad(const struct sockaddr_in *address)
{
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0); // EXPECT: client-leaked

    if (fd < 0)
        return -1;
    connect(fd, (const struct sockaddr *)address, sizeof(*address));
    if (fd == nobody)
        close(fd);
    return 0;
}

int main(int argc, char **argv)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = 7};

    (void)argv;
    while (argc--)
        if (ask_ok(&address) < 0 || ask_bad(&address) < 0 || report(&address) < 0)
            return 1;
    return 0;
}
