/* The socket is waited for with poll() or select(), which end, before each step. */
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdint.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

static int fetch_bad(const struct sockaddr_in6 *from, char *data, size_t room)
{
    int fd = socket(AF_INET6, SOCK_STREAM, IPPROTO_TCP), n = -1;
    if (fd == -1)
        return -1;
    if (connect(fd, (const struct sockaddr *)from, sizeof *from) == 0) // EXPECT: client-no-timeout
        n = (int)recv(fd, data, room, 0);
    close(fd);
    return n;
}

static int fetch_polled_ok(const struct sockaddr_in6 *from, char *data, size_t room)
{
    int fd = socket(AF_INET6, SOCK_STREAM, IPPROTO_TCP), n = -1;
    if (fd == -1)
        return -1;
    if (connect(fd, (const struct sockaddr *)from, sizeof *from) == 0) {
        struct pollfd wait = {.fd = fd, .events = POLLIN};
        if (poll(&wait, 1, 3000) == 1)
            n = (int)recv(fd, data, room, 0);
    }
    close(fd);
    return n;
}

static int fetch_selected_ok(const struct sockaddr_in6 *from, char *data, size_t room)
{
    int fd = socket(AF_INET6, SOCK_STREAM, IPPROTO_TCP), n = -1;
    if (fd == -1)
        return -1;
    if (connect(fd, (const struct sockaddr *)from, sizeof *from) == 0) {
        struct timeval most = {.tv_sec = 3};
        fd_set set;
        FD_ZERO(&set);
        FD_SET(fd, &set);
        if (select(fd + 1, &set, NULL, NULL, &most) == 1)
            n = (int)recv(fd, data, room, 0);
    }
    close(fd);
    return n;
}

static int wait_for(int fd, short events, int milliseconds)
{
    struct pollfd wait = {.fd = fd, .events = events};
    return poll(&wait, 1, milliseconds) == 1 ? 0 : -1;
}

static int connect_within(int fd, const struct sockaddr *to, socklen_t size)
{
    int flags = fcntl(fd, F_GETFL), error = 0;
    socklen_t error_size = sizeof error;
    if (flags < 0 || fcntl(fd, F_SETFL, flags | O_NONBLOCK) < 0)
        return -1;
    if (connect(fd, to, size) < 0 && wait_for(fd, POLLOUT, 1000) < 0)
        return -1;
    if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &error_size) < 0 || error != 0)
        return -1;
    return fcntl(fd, F_SETFL, flags);
}

static int fetch_connected_ok(const struct sockaddr_in6 *from, char *data, size_t room)
{
    int fd = socket(AF_INET6, SOCK_STREAM, IPPROTO_TCP), n = -1;
    if (fd == -1)
        return -1;
    if (connect_within(fd, (const struct sockaddr *)from, sizeof *from) == 0)
        n = (int)recv(fd, data, room, 0);
    close(fd);
    return n;
}

struct session {
    struct sockaddr_in6 from;
    int fd;
};

static void *serve(void *arg)
{
    struct session *session = arg;
    char data[100];
    if (fetch_bad(&session->from, data, sizeof data) < 0 &&
        fetch_polled_ok(&session->from, data, sizeof data) < 0 &&
        fetch_selected_ok(&session->from, data, sizeof data) < 0)
        fetch_connected_ok(&session->from, data, sizeof data);
    close(session->fd);
    return NULL;
}

int main(void)
{
    static struct session session;
    int listener = socket(AF_INET6, SOCK_STREAM, 0);
    socklen_t size = sizeof session.from;
    if (listen(listener, 16) < 0)
        return 1;
    while ((session.fd = accept(listener, (struct sockaddr *)&session.from, &size)) >= 0) {
        pthread_t thread;
        if (pthread_create(&thread, NULL, serve, &session) == 0)
            pthread_join(thread, NULL);
    }
    return 0;
}
