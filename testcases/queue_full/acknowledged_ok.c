/* So much may be under way without an acknowledgement; when the connection is lost, none comes any more. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <sys/socket.h>

struct link {
    int fd;
    pthread_mutex_t m;
    pthread_cond_t less;
    unsigned inflight, window;
    bool broken;
    pthread_t rx;
};

static int take_ack(struct link *l)
{
    unsigned n;
    if (recv(l->fd, &n, sizeof n, MSG_WAITALL) != sizeof n)
        return -1;
    pthread_mutex_lock(&l->m);
    l->inflight -= n;
    pthread_cond_broadcast(&l->less);
    pthread_mutex_unlock(&l->m);
    return 0;
}

static void *receive(void *arg)
{
    struct link *l = arg;
    while (take_ack(l) == 0)
        continue;
    fprintf(stderr, "connection lost\n");
    pthread_mutex_lock(&l->m);
    l->broken = true;
    pthread_cond_broadcast(&l->less);
    pthread_mutex_unlock(&l->m);
    return NULL;
}

struct link *link_new(int fd, unsigned window)
{
    struct link *l = calloc(1, sizeof *l);
    if (!l)
        return NULL;
    l->fd = fd;
    l->window = window;
    pthread_mutex_init(&l->m, NULL);
    pthread_cond_init(&l->less, NULL);
    if (pthread_create(&l->rx, NULL, receive, l) != 0) {
        free(l);
        return NULL;
    }
    return l;
}

int link_send(struct link *l, const void *data, unsigned n)
{
    pthread_mutex_lock(&l->m);
    while (l->inflight > l->window && !l->broken)
        pthread_cond_wait(&l->less, &l->m);
    l->inflight += n;
    pthread_mutex_unlock(&l->m);
    return send(l->fd, data, n, 0) == (ssize_t)n ? 0 : -1;
}

void link_free(struct link *l)
{
    shutdown(l->fd, SHUT_RDWR);
    pthread_join(l->rx, NULL);
    close(l->fd);
    free(l);
}
