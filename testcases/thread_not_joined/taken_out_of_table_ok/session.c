/* A session is taken out of its table and freed, behind a join. */
#include "session.h"
#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#define BUCKETS 64
struct session {
    struct session *next;
    uint32_t id;
    int fd;
    pthread_t thread;
};
static struct session *table[BUCKETS];

static void *session_main(void *arg)
{
    struct session *session = arg;
    char buf[256];
    while (recv(session->fd, buf, sizeof buf, 0) > 0)
        ;
    return NULL;
}

int session_open(uint32_t id, int fd)
{
    struct session *session = calloc(1, sizeof *session);
    if (!session)
        return -1;
    session->id = id;
    session->fd = fd;
    int rc = pthread_create(&session->thread, NULL, session_main, session);
    if (rc != 0) {
        free(session);
        return -1;
    }
    session->next = table[id % BUCKETS];
    table[id % BUCKETS] = session;
    return 0;
}

static struct session *take(uint32_t id)
{
    struct session **at = &table[id % BUCKETS];
    while (*at && (*at)->id != id)
        at = &(*at)->next;
    struct session *session = *at;
    if (session)
        *at = session->next;
    return session;
}

static void end(struct session *session)
{
    shutdown(session->fd, SHUT_RDWR);
    pthread_join(session->thread, NULL);
    close(session->fd);
    free(session);
}

void session_close(uint32_t id)
{
    struct session *session = take(id);
    if (!session)
        return;
    end(session);
}

void sessions_shutdown(void)
{
    for (int i = 0; i < BUCKETS; i++)
        while (table[i]) {
            struct session *session = table[i];
            table[i] = session->next;
            end(session);
        }
}
