/* A function that is given the address of a descriptor puts a new one there: what was closed before is another. */
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

static int dial(const struct sockaddr *peer, socklen_t size, int *ret_fd)
{
    *ret_fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (*ret_fd == -1)
        return -1;
    if (connect(*ret_fd, peer, size) == -1) {
        close(*ret_fd);
        *ret_fd = -1;
        return -1;
    }
    return 0;
}

static void show(const int *fd)
{
    printf("descriptor %d\n", *fd);
}

void twice_ok(const struct sockaddr *peer, socklen_t size)
{
    int fd;

    if (dial(peer, size, &fd) == 0)
        close(fd);
    if (dial(peer, size, &fd) == 0)
        close(fd);
}

void twice_bad(const struct sockaddr *peer, socklen_t size)
{
    int fd;

    if (dial(peer, size, &fd) != 0)
        return;
    close(fd);
    show(&fd);
    close(fd); // EXPECT: send-after-close
}
