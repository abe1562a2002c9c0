/* The close function joins a thread whose loop has no end: without a cancel it waits for ever. */
#include <pthread.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

struct watchdog {
    pthread_t thread;
    volatile time_t last_kick;
};

struct heartbeat {
    pthread_t thread;
    volatile time_t last_kick;
};

void alarm_raise(void);

static void *watchdog_run(void *arg)
{
    struct watchdog *w = arg;
    while (1) {
        sleep(1);
        if (time(NULL) - w->last_kick > 10)
            alarm_raise();
    }
    return NULL;
}

static void *heartbeat_run(void *arg)
{
    struct heartbeat *h = arg;
    while (1) {
        sleep(1);
        if (time(NULL) - h->last_kick > 10)
            alarm_raise();
    }
    return NULL;
}

struct watchdog *watchdog_open_bad(void)
{
    struct watchdog *w = calloc(1, sizeof *w);
    if (w == NULL)
        return NULL;
    w->last_kick = time(NULL);
    if (pthread_create(&w->thread, NULL, watchdog_run, w) == 0) // EXPECT: thread-no-stop
        return w;
    free(w);
    return NULL;
}

void watchdog_close(struct watchdog *w)
{
    pthread_join(w->thread, NULL);
    free(w);
}

struct heartbeat *heartbeat_open_ok(void)
{
    struct heartbeat *h = calloc(1, sizeof *h);
    if (h == NULL)
        return NULL;
    h->last_kick = time(NULL);
    if (pthread_create(&h->thread, NULL, heartbeat_run, h) == 0)
        return h;
    free(h);
    return NULL;
}

void heartbeat_close(struct heartbeat *h)
{
    pthread_cancel(h->thread);
    pthread_join(h->thread, NULL);
    free(h);
}

/* The loop has no condition, but leaves through pthread_exit. */
static pthread_t fader;
static int fader_level;

static void *fade(void *arg)
{
    for (;;) {
        if (--fader_level < 0)
            pthread_exit(arg);
        usleep(20000);
    }
}

int fader_start_ok(int level)
{
    fader_level = level;
    return pthread_create(&fader, NULL, fade, NULL);
}

void fader_wait(void)
{
    pthread_join(fader, NULL);
}
