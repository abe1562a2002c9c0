/* A function that says by 0 that it has failed, and has closed what it was given then. Its caller does not do so again; the
 * twin goes on to where it closes what it could not use. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

struct point {
    int fd;
};

struct point *point_new(void);
void say(const char *text);

static int try_connect(int fd, const struct sockaddr *address, socklen_t size)
{
    if (connect(fd, address, size) == -1 && errno != EINPROGRESS) {
        say("cannot connect");
        close(fd);
        return 0;
    }
    return 1;
}

struct point *point_connect_ok(const struct sockaddr *address, socklen_t size)
{
    struct point *point;
    int fd = socket(address->sa_family, SOCK_STREAM, 0);

    if (fd == -1)
        return NULL;
    if (!try_connect(fd, address, size))
        return NULL;
    point = point_new();
    if (!point) {
        close(fd);
        return NULL;
    }
    point->fd = fd;
    return point;
}

struct point *point_connect_bad(const struct sockaddr *address, socklen_t size)
{
    struct point *point = NULL;
    int fd = socket(address->sa_family, SOCK_STREAM, 0);

    if (fd == -1)
        return NULL;
    if (try_connect(fd, address, size))
        point = point_new();
    if (!point) {
        close(fd); // EXPECT: send-after-close
        return NULL;
    }
    point->fd = fd;
    return point;
}
