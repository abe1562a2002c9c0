/* A connection that becomes the standard output: where it has that number already it stays open as that. */
#include <sys/socket.h>
#include <unistd.h>

enum { LAST_KEPT = 9 };

int print_to_ok(const struct sockaddr *server, socklen_t size)
{
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);

    if (fd < 0)
        return -1;
    if (connect(fd, server, size) != 0) {
        close(fd);
        return -1;
    }
    if (fd != STDOUT_FILENO) {
        dup2(fd, STDOUT_FILENO);
        close(fd);
    }
    return dup2(STDOUT_FILENO, STDERR_FILENO);
}

int print_all_to_ok(const struct sockaddr *server, socklen_t size)
{
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);

    if (fd < 0)
        return -1;
    if (connect(fd, server, size) != 0) {
        close(fd);
        return -1;
    }
    if (fd > STDERR_FILENO) {
        dup2(fd, STDOUT_FILENO);
        close(fd);
    }
    return 0;
}

int print_to_bad(const struct sockaddr *server, socklen_t size)
{
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0); // EXPECT: client-leaked

    if (fd < 0)
        return -1;
    if (connect(fd, server, size) != 0) {
        close(fd);
        return -1;
    }
    if (fd > LAST_KEPT) {
        dup2(fd, STDOUT_FILENO);
        close(fd);
    }
    return dup2(STDOUT_FILENO, STDERR_FILENO);
}
