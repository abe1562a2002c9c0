/* The join is behind a flag that the thread itself clears when it ends: a thread that ended by itself is
 * never joined. A flag that it clears only when it was told to stop does no harm. */
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <unistd.h>

/* The input ends, and the thread with it. */
struct recorder {
    int fd;
    bool running;
    pthread_t tid;
};

static void *record(void *arg)
{
    char buffer[512];
    struct recorder *r = arg;
    while (read(r->fd, buffer, sizeof buffer) > 0)
        ;
    r->running = false;
    return NULL;
}

int recorder_start_bad(struct recorder *r, int fd)
{
    r->fd = fd;
    r->running = true;
    if (pthread_create(&r->tid, NULL, record, r) != 0) { // EXPECT: thread-not-joined
        r->running = false;
        return -1;
    }
    return 0;
}

void recorder_stop(struct recorder *r)
{
    if (r->running) {
        close(r->fd);
        pthread_join(r->tid, NULL);
    }
}

/* The creator's own flag says that there is a thread to join. */
struct player {
    int fd;
    bool playing;
    bool started;
    pthread_t tid;
};

static void *play(void *arg)
{
    char buffer[512];
    struct player *p = arg;
    while (read(p->fd, buffer, sizeof buffer) > 0)
        ;
    p->playing = false;
    return NULL;
}

int player_start_ok(struct player *p, int fd)
{
    p->fd = fd;
    p->playing = true;
    if (pthread_create(&p->tid, NULL, play, p) != 0) {
        p->playing = false;
        return -1;
    }
    p->started = true;
    return 0;
}

void player_stop(struct player *p)
{
    if (p->playing)
        close(p->fd);
    if (p->started)
        pthread_join(p->tid, NULL);
    p->started = false;
}

/* The thread leaves only when it is told to, and who tells it joins it. */
struct beacon {
    bool running;
    bool stop;
    pthread_t tid;
};

static void *blink(void *arg)
{
    struct beacon *b = arg;
    while (!b->stop)
        sleep(1);
    b->running = false;
    return NULL;
}

int beacon_start_ok(struct beacon *b)
{
    if (b->running)
        return 0;
    b->running = true;
    b->stop = false;
    if (pthread_create(&b->tid, NULL, blink, b) != 0) {
        b->running = false;
        return -1;
    }
    return 0;
}

void beacon_stop(struct beacon *b)
{
    if (!b->running)
        return;
    b->stop = true;
    pthread_join(b->tid, NULL);
}

/* Told to stop by the same flag: the thread only reads it. */
struct ticker {
    bool running;
    unsigned n;
    pthread_t tid;
};

static void *tick(void *arg)
{
    struct ticker *t = arg;
    while (t->running) {
        t->n++;
        sleep(1);
    }
    return NULL;
}

int ticker_start_ok(struct ticker *t)
{
    t->running = true;
    if (pthread_create(&t->tid, NULL, tick, t) != 0) {
        t->running = false;
        return -1;
    }
    return 0;
}

void ticker_stop(struct ticker *t)
{
    if (!t->running)
        return;
    t->running = false;
    pthread_join(t->tid, NULL);
}

/* The same flag, but the thread clears it on its own, too: on an error it gives up. */
struct poller {
    int fd;
    bool running;
    pthread_t tid;
};

static void *poll_input(void *arg)
{
    char c;
    struct poller *p = arg;
    while (p->running) {
        if (read(p->fd, &c, 1) != 1) {
            p->running = false;
            break;
        }
    }
    return NULL;
}

int poller_start_bad(struct poller *p)
{
    p->running = true;
    int rc = pthread_create(&p->tid, 0, poll_input, p); // EXPECT: thread-not-joined, thread-no-stop
    if (rc != 0) {
        p->running = false;
        return -1;
    }
    return 0;
}

void poller_stop(struct poller *p)
{
    if (!p->running)
        return;
    p->running = false;
    pthread_join(p->tid, NULL);
}

/* Whoever comes after the thread has left joins it: the next start. */
struct scanner {
    int fd;
    bool running;
    bool joinable;
    pthread_t tid;
};

static void *scan(void *arg)
{
    char c;
    struct scanner *s = arg;
    while (read(s->fd, &c, 1) == 1)
        ;
    s->running = false;
    return NULL;
}

int scanner_start_ok(struct scanner *s)
{
    if (s->running)
        return 0;
    if (s->joinable)
        pthread_join(s->tid, NULL);
    s->running = true;
    s->joinable = pthread_create(&s->tid, NULL, scan, s) == 0;
    return s->joinable ? 0 : -1;
}

void scanner_close(struct scanner *s)
{
    if (s->running)
        close(s->fd);
    if (s->joinable)
        pthread_join(s->tid, NULL);
    s->joinable = false;
}
