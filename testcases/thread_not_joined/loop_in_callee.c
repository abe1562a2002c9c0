/* The body's loop stands in a function of its own: whether that one comes back by itself decides. */
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <unistd.h>

struct meter {
    int fd;
    bool quit;
    bool running;
    pthread_t tid;
};

struct gauge {
    int fd;
    bool quit;
    bool running;
    pthread_t tid;
};

/* Until it is told to stop. */
static void meter_loop(struct meter *m)
{
    char c;
    while (!m->quit)
        if (read(m->fd, &c, 1) != 1)
            sleep(1);
}

/* Until its input ends. */
static void gauge_loop(struct gauge *g)
{
    char c;
    while (!g->quit)
        if (read(g->fd, &c, 1) != 1)
            break;
}

static void *meter_run(void *arg)
{
    struct meter *m = arg;
    meter_loop(m);
    m->running = false;
    return NULL;
}

static void *gauge_run(void *arg)
{
    struct gauge *g = arg;
    gauge_loop(g);
    g->running = false;
    return NULL;
}

int meter_start_ok(struct meter *m)
{
    m->running = true;
    return pthread_create(&m->tid, NULL, meter_run, m); // EXPECT: thread-no-stop
}

void meter_stop(struct meter *m)
{
    if (!m->running)
        return;
    m->quit = true;
    pthread_join(m->tid, NULL);
}

int gauge_start_bad(struct gauge *g)
{
    g->running = true;
    return pthread_create(&g->tid, NULL, gauge_run, g); // EXPECT: thread-not-joined, thread-no-stop
}

void gauge_stop(struct gauge *g)
{
    if (!g->running)
        return;
    g->quit = true;
    pthread_join(g->tid, NULL);
}
