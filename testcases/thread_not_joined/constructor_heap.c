/* A constructor returns a heap struct that holds the handle; all its callers are in sight. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

struct timer {
    pthread_t tid;
    unsigned seconds;
};

struct alarm_clock {
    pthread_t tid;
    unsigned seconds;
};

int play(const char *tune);

static void *wait_timer(void *arg)
{
    struct timer *t = arg;
    sleep(t->seconds);
    return NULL;
}

static void *wait_alarm(void *arg)
{
    struct alarm_clock *a = arg;
    sleep(a->seconds);
    return NULL;
}

static struct timer *timer_new(unsigned seconds)
{
    struct timer *t = malloc(sizeof *t);
    if (t == NULL)
        return NULL;
    t->seconds = seconds;
    if (pthread_create(&t->tid, NULL, wait_timer, t) != 0) { // EXPECT: thread-not-joined
        free(t);
        return NULL;
    }
    return t;
}

static void timer_free(struct timer *t)
{
    free(t);
}

static struct alarm_clock *alarm_new(unsigned seconds)
{
    struct alarm_clock *a = malloc(sizeof *a);
    if (a == NULL)
        return NULL;
    a->seconds = seconds;
    if (pthread_create(&a->tid, NULL, wait_alarm, a) != 0) {
        free(a);
        return NULL;
    }
    return a;
}

static void alarm_free(struct alarm_clock *a)
{
    if (a == NULL)
        return;
    pthread_join(a->tid, NULL);
    free(a);
}

int play_timed_bad(const char *tune)
{
    struct timer *t = timer_new(3);
    if (t == NULL)
        return -1;
    int rc = play(tune);
    timer_free(t);
    return rc;
}

int play_timed_ok(const char *tune)
{
    struct alarm_clock *a = alarm_new(3);
    if (a == NULL)
        return -1;
    int rc = play(tune);
    alarm_free(a);
    return rc;
}

/* The constructor's own error path, after the thread runs, drops all of it. */
struct player {
    pthread_t tid;
    char *buffer;
};

struct recorder {
    pthread_t tid;
    char *buffer;
};

static void *stream(void *arg)
{
    return arg;
}

struct player *player_new_bad(void)
{
    struct player *p = calloc(1, sizeof *p);
    if (p == NULL)
        return NULL;
    if (pthread_create(&p->tid, NULL, stream, NULL) != 0) // EXPECT: thread-not-joined
        goto fail;
    p->buffer = malloc(4096);
    if (p->buffer == NULL)
        goto fail;
    return p;
fail:
    free(p);
    return NULL;
}

void player_free(struct player *p)
{
    pthread_join(p->tid, NULL);
    free(p->buffer);
    free(p);
}

struct recorder *recorder_new_ok(void)
{
    struct recorder *r = calloc(1, sizeof *r);
    if (r == NULL)
        return NULL;
    r->buffer = malloc(4096);
    if (r->buffer == NULL)
        goto fail;
    if (pthread_create(&r->tid, NULL, stream, NULL) != 0)
        goto fail;
    return r;
fail:
    free(r->buffer);
    free(r);
    return NULL;
}

void recorder_free(struct recorder *r)
{
    pthread_join(r->tid, NULL);
    free(r->buffer);
    free(r);
}
