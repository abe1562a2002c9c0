/* A descriptor that lies in a struct pollfd, waited for by a helper: poll() writes what has come beside it. */
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

static int connect_in(struct pollfd *poller, const struct sockaddr *server, socklen_t size,
                      int milliseconds)
{
    if (connect(poller->fd, server, size) == 0)
        return 0;
    poller->events = POLLOUT;
    return poll(poller, 1, milliseconds) == 1 && poller->revents == POLLOUT ? 0 : -1;
}

int client_ok(const struct sockaddr *server, socklen_t size)
{
    struct pollfd poller;

    poller.fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0); // WRONG: client-leaked
    if (poller.fd < 0)
        return -1;
    if (connect_in(&poller, server, size, 3000) != 0) {
        close(poller.fd);
        return -1;
    }
    return poller.fd;
}

int client_bad(const struct sockaddr *server, socklen_t size)
{
    struct pollfd poller;

    poller.fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0); // EXPECT: client-leaked
    if (poller.fd < 0)
        return -1;
    if (connect_in(&poller, server, size, 3000) != 0)
        return -1;
    return poller.fd;
}
