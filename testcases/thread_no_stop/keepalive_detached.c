/* A client library's keepalive thread: detached and endless, one more for each connection. */
#include <pthread.h>
#include <stdint.h>
#include <sys/socket.h>
#include <unistd.h>

enum { KEEPALIVE_SECONDS = 30 };

/* Nobody looks whether the connection is still there. */
static void *ping_for_ever(void *arg)
{
    int fd = (int)(intptr_t)arg;
    for (;;) {
        sleep(KEEPALIVE_SECONDS);
        send(fd, "PING\r\n", 6, MSG_NOSIGNAL);
    }
    return NULL;
}

static void *ping_until_gone(void *arg)
{
    int fd = (int)(intptr_t)arg;
    for (;;) {
        sleep(KEEPALIVE_SECONDS);
        if (send(fd, "PING\r\n", 6, MSG_NOSIGNAL) < 0)
            return NULL;
    }
}

/* As many as tries are left. */
static void *ping_a_while(void *arg)
{
    int fd = (int)(intptr_t)arg;
    int tries = 100;
    do {
        sleep(KEEPALIVE_SECONDS);
        send(fd, "PING\r\n", 6, MSG_NOSIGNAL);
    } while (--tries > 0);
    return NULL;
}

static void *fd_pointer(int fd)
{
    return (void *)(intptr_t)fd;
}

int connection_keep_bad(int fd)
{
    pthread_t pinger;
    if (pthread_create(&pinger, NULL, ping_for_ever, fd_pointer(fd)) != 0) // EXPECT: thread-no-stop
        return -1;
    return pthread_detach(pinger);
}

int connection_keep_ok(int fd)
{
    pthread_t pinger;
    if (pthread_create(&pinger, NULL, ping_until_gone, fd_pointer(fd)) != 0)
        return -1;
    return pthread_detach(pinger);
}

int connection_keep_a_while_ok(int fd)
{
    pthread_t pinger;
    if (pthread_create(&pinger, NULL, ping_a_while, fd_pointer(fd)) != 0)
        return -1;
    return pthread_detach(pinger);
}
