/* There is a function that closes a session, but whoever leaves is only forgotten by the kernel. */
#include "session.h"

#include <stdio.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

static void on_readable(int poller, int fd)
{
    char line[32];
    ssize_t n = recv(fd, line, sizeof line - 1, 0);

    if (n <= 0) {
        epoll_ctl(poller, EPOLL_CTL_DEL, fd, NULL);
        close(fd);
        return;
    }
    line[n] = '\0';
    struct session *session = session_of(fd);
    if (session)
        printf("%s: %s\n", session->user, line);
    else
        session_open(fd, line);
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0), poller = epoll_create1(0);
    struct epoll_event event = {.events = EPOLLIN, .data.fd = listener};

    epoll_ctl(poller, EPOLL_CTL_ADD, listener, &event);
    while (epoll_wait(poller, &event, 1, 60000) >= 0) {
        int fd = event.data.fd;
        if (fd == listener && (fd = accept(listener, NULL, NULL)) >= 0) {
            struct epoll_event added = {.events = EPOLLIN, .data.fd = fd};
            epoll_ctl(poller, EPOLL_CTL_ADD, fd, &added);
        } else if (fd >= 0) {
            on_readable(poller, fd);
        }
    }
    return 0;
}
