/* Libraries have functions of their own that close a descriptor, for systems where close() would not do. */
#include <netinet/in.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

int evutil_make_socket_nonblocking(int fd);
int evutil_closesocket(int fd);
int g_close(int fd, void **error);

/* Closes it where it fails, and says so. */
static int made_nonblocking(int fd)
{
    if (evutil_make_socket_nonblocking(fd) != 0) {
        evutil_closesocket(fd);
        return -1;
    }
    return fd;
}

int dial_bad(const struct sockaddr_in *to)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0); // EXPECT: client-leaked

    if (fd < 0)
        return -1;
    fd = made_nonblocking(fd);
    if (fd >= 0 && connect(fd, (const struct sockaddr *)to, sizeof(*to)) != 0) {
        evutil_make_socket_nonblocking(fd);
        fd = -1;
    }
    return fd;
}

int dial_ok(const struct sockaddr_in *to)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    if (fd < 0)
        return -1;
    fd = made_nonblocking(fd);
    if (fd >= 0 && connect(fd, (const struct sockaddr *)to, sizeof(*to)) != 0) {
        evutil_closesocket(fd);
        fd = -1;
    }
    return fd;
}

int greet_ok(const struct sockaddr_in *to, const char *name, size_t length)
{
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);

    if (fd < 0)
        return -1;
    int failed = connect(fd, (const struct sockaddr *)to, sizeof(*to)) != 0 ||
                 write(fd, name, length) != (ssize_t)length;
    return g_close(fd, NULL) ? failed : -1;
}
