/* The flag is a state that functions read and set; nothing wakes the thread from its mailbox. */
#include <mqueue.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

void forward(const char *text, size_t n);

enum state { STATE_IDLE, STATE_RUN, STATE_STOP };

struct bridge {
    enum state state;
    mqd_t inbox;
    pthread_t thread;
};

struct router {
    enum state state;
    mqd_t inbox;
    pthread_t thread;
};

static bool bridge_runs(const struct bridge *b)
{
    return b->state != STATE_STOP;
}

static void bridge_set(struct bridge *b, enum state state)
{
    b->state = state;
}

static void *bridge_run(void *arg)
{
    struct bridge *b = arg;
    char text[256];
    while (bridge_runs(b)) {
        ssize_t n = mq_receive(b->inbox, text, sizeof text, NULL);
        if (n > 0)
            forward(text, (size_t)n);
    }
    return NULL;
}

struct bridge *bridge_new_bad(mqd_t inbox)
{
    struct bridge *b = calloc(1, sizeof *b);
    if (b == NULL)
        return NULL;
    b->inbox = inbox;
    bridge_set(b, STATE_RUN);
    if (pthread_create(&b->thread, NULL, bridge_run, b) == 0) // EXPECT: thread-no-stop
        return b;
    free(b);
    return NULL;
}

void bridge_free(struct bridge *b)
{
    bridge_set(b, STATE_STOP);
    pthread_join(b->thread, NULL);
    free(b);
}

static bool router_runs(const struct router *r)
{
    return r->state != STATE_STOP;
}

static void router_set(struct router *r, enum state state)
{
    r->state = state;
}

static void *router_run(void *arg)
{
    struct router *r = arg;
    char text[256];
    while (router_runs(r)) {
        ssize_t n = mq_receive(r->inbox, text, sizeof text, NULL);
        if (n > 0)
            forward(text, (size_t)n);
    }
    return NULL;
}

struct router *router_new_ok(mqd_t inbox)
{
    struct router *r = calloc(1, sizeof *r);
    if (r == NULL)
        return NULL;
    r->inbox = inbox;
    router_set(r, STATE_RUN);
    if (pthread_create(&r->thread, NULL, router_run, r) == 0)
        return r;
    free(r);
    return NULL;
}

void router_free(struct router *r)
{
    router_set(r, STATE_STOP);
    mq_send(r->inbox, "", 0, 0);
    pthread_join(r->thread, NULL);
    free(r);
}
