/* The object is published through a slot, behind a check whose result goes through a variable. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

struct watcher {
    pthread_t tid;
    int number;
};

static void *watch(void *arg)
{
    return arg;
}

static struct watcher *watcher_new(void)
{
    struct watcher *w = calloc(1, sizeof *w);
    if (w == NULL || pthread_create(&w->tid, NULL, watch, NULL) != 0) // EXPECT: thread-not-joined
        abort();
    return w;
}

static struct watcher *published;

static void publish(struct watcher **slot, struct watcher *w)
{
    bool given;
    if (w != NULL)
        given = true;
    else
        given = false;
    if (!given)
        return;
    *slot = w;
}

static void forget(struct watcher **slot, struct watcher *w)
{
    bool given;
    if (w != NULL)
        given = true;
    else
        given = false;
    if (given)
        return;
    *slot = w;
}

void start_forgotten_bad(void)
{
    forget(&published, watcher_new());
}

void start_published_ok(void)
{
    publish(&published, watcher_new());
}

void stop(void)
{
    pthread_join(published->tid, NULL);
    free(published);
}
