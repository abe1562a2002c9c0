/* Heap nodes with a handle each, on a global list that somebody reaps. */
#include <pthread.h>
#include <stdlib.h>

struct session {
    pthread_t tid;
    int fd;
    struct session *next;
};

struct upload {
    pthread_t tid;
    int fd;
    struct upload *next;
};

static struct session *sessions;
static struct upload *uploads;

static void *talk(void *arg)
{
    return arg;
}

int session_start_bad(int fd)
{
    struct session *s = malloc(sizeof *s);
    if (s == NULL)
        return -1;
    s->fd = fd;
    if (pthread_create(&s->tid, NULL, talk, s) != 0) { // EXPECT: thread-not-joined
        free(s);
        return -1;
    }
    s->next = sessions;
    sessions = s;
    return 0;
}

void sessions_reap(void)
{
    while (sessions != NULL) {
        struct session *s = sessions;
        sessions = s->next;
        free(s);
    }
}

int upload_start_ok(int fd)
{
    struct upload *u = malloc(sizeof *u);
    if (u == NULL)
        return -1;
    u->fd = fd;
    if (pthread_create(&u->tid, NULL, talk, u) != 0) {
        free(u);
        return -1;
    }
    u->next = uploads;
    uploads = u;
    return 0;
}

void uploads_reap(void)
{
    while (uploads != NULL) {
        struct upload *u = uploads;
        uploads = u->next;
        pthread_join(u->tid, NULL);
        free(u);
    }
}
