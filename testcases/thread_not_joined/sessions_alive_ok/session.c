/* At the end of the server every session is joined, those that left by themselves too. */
#include "session.h"

#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static void *talk(void *arg)
{
    char line[128];
    struct session *s = arg;
    while (recv(s->fd, line, sizeof line, 0) > 0)
        send(s->fd, "ok\n", 3, 0);
    s->alive = false;
    return NULL;
}

struct session *session_open(int fd)
{
    struct session *s = calloc(1, sizeof *s);
    if (s == NULL)
        return NULL;
    s->fd = fd;
    s->alive = true;
    if (pthread_create(&s->tid, NULL, talk, s) != 0) { // EXPECT: thread-unbounded
        free(s);
        return NULL;
    }
    return s;
}

void session_close(struct session *s)
{
    if (s->alive)
        shutdown(s->fd, SHUT_RDWR);
    pthread_join(s->tid, NULL);
    close(s->fd);
    free(s);
}
