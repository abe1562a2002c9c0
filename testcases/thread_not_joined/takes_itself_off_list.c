/* A thread puts its session on a list, and when its peer is gone takes it off and frees it. Who ends the process joins the
 * sessions that are still there. */
#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static volatile int stop;

/* ---- bad: the thread is left with nobody who has its handle ---- */

struct session {
    struct session *next;
    pthread_t thread;
    int fd;
};

static struct session *listed_bad;
static void leave_bad(void *arg)
{
    struct session *s = arg, **at;

    pthread_mutex_lock(&lock);
    for (at = &listed_bad; *at && *at != s; at = &(*at)->next)
        ;
    if (*at)
        *at = s->next;
    pthread_mutex_unlock(&lock);
    close(s->fd);
    free(s);
}

static void *serve_bad(void *arg)
{
    struct session *s = arg;
    char byte;

    pthread_mutex_lock(&lock);
    s->next = listed_bad;
    listed_bad = s;
    pthread_mutex_unlock(&lock);
    pthread_cleanup_push(leave_bad, s);
    while (recv(s->fd, &byte, 1, 0) == 1)
        ;
    pthread_cleanup_pop(1);
    return NULL;
}

static void finish_bad(void)
{
    struct session *s;

    pthread_mutex_lock(&lock);
    while ((s = listed_bad)) {
        pthread_t thread = s->thread;
        listed_bad = s->next;
        pthread_mutex_unlock(&lock);
        pthread_cancel(thread);
        pthread_join(thread, NULL);
        pthread_mutex_lock(&lock);
    }
    pthread_mutex_unlock(&lock);
}

static void start_bad(int fd)
{
    struct session *s = malloc(sizeof(*s));

    if (!s)
        return;
    s->fd = fd;
    if (pthread_create(&s->thread, NULL, serve_bad, s) != 0) // EXPECT: thread-not-joined
        free(s);
}

/* ---- good: it detaches itself where it is still on the list ---- */

struct client {
    struct client *next;
    pthread_t thread;
    int fd;
};

static struct client *listed_ok;
static void leave_ok(void *arg)
{
    struct client *s = arg, **at;

    pthread_mutex_lock(&lock);
    for (at = &listed_ok; *at && *at != s; at = &(*at)->next)
        ;
    if (*at) {
        *at = s->next;
        pthread_detach(pthread_self());
    }
    pthread_mutex_unlock(&lock);
    close(s->fd);
    free(s);
}

static void *serve_ok(void *arg)
{
    struct client *s = arg;
    char byte;

    pthread_mutex_lock(&lock);
    s->next = listed_ok;
    listed_ok = s;
    pthread_mutex_unlock(&lock);
    pthread_cleanup_push(leave_ok, s);
    while (recv(s->fd, &byte, 1, 0) == 1)
        ;
    pthread_cleanup_pop(1);
    return NULL;
}

static void finish_ok(void)
{
    struct client *s;

    pthread_mutex_lock(&lock);
    while ((s = listed_ok)) {
        pthread_t thread = s->thread;
        listed_ok = s->next;
        pthread_mutex_unlock(&lock);
        pthread_cancel(thread);
        pthread_join(thread, NULL);
        pthread_mutex_lock(&lock);
    }
    pthread_mutex_unlock(&lock);
}

static void start_ok(int fd)
{
    struct client *s = malloc(sizeof(*s));

    if (!s)
        return;
    s->fd = fd;
    if (pthread_create(&s->thread, NULL, serve_ok, s) != 0) // EXPECT: thread-unbounded
        free(s);
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);

    while (!stop) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            continue;
        if (fd % 2)
            start_bad(fd);
        else
            start_ok(fd);
    }
    finish_bad();
    finish_ok();
    return 0;
}
