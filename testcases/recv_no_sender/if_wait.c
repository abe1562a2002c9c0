/* Two consumers: the woken one must look again, another may have been quicker. An `if` around the
 * wait does not: it goes on without an item, counts below zero, and sleeps on what is there. */
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

enum { N_SLOTS = 32, N_COOKS = 2 };

void cook(int order);

struct counter {
    pthread_mutex_t lock;
    pthread_cond_t ordered;
    int orders[N_SLOTS];
    int n_orders;
};

static struct counter grill = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, {0}, 0};
static struct counter oven = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, {0}, 0};

static void *grill_run(void *arg)
{
    for (;;) {
        pthread_mutex_lock(&grill.lock);
        if (grill.n_orders == 0)
            pthread_cond_wait(&grill.ordered, &grill.lock); // EXPECT: recv-no-sender
        int order = grill.orders[--grill.n_orders];
        pthread_mutex_unlock(&grill.lock);
        if (order < 0)
            return arg;
        cook(order);
    }
}

static void *oven_run(void *arg)
{
    for (;;) {
        pthread_mutex_lock(&oven.lock);
        while (oven.n_orders == 0)
            pthread_cond_wait(&oven.ordered, &oven.lock);
        int order = oven.orders[--oven.n_orders];
        pthread_mutex_unlock(&oven.lock);
        if (order < 0)
            return arg;
        cook(order);
    }
}

bool grill_order_bad(int order)
{
    pthread_mutex_lock(&grill.lock);
    bool room = grill.n_orders < N_SLOTS;
    if (room)
        grill.orders[grill.n_orders++] = order;
    pthread_mutex_unlock(&grill.lock);
    pthread_cond_broadcast(&grill.ordered);
    return room;
}

bool oven_order_ok(int order)
{
    pthread_mutex_lock(&oven.lock);
    bool room = oven.n_orders < N_SLOTS;
    if (room)
        oven.orders[oven.n_orders++] = order;
    pthread_mutex_unlock(&oven.lock);
    pthread_cond_broadcast(&oven.ordered);
    return room;
}

static int cooks_start(void *(*body)(void *))
{
    for (int i = 0; i < N_COOKS; i++) {
        pthread_t cook_thread;
        int rc = pthread_create(&cook_thread, NULL, body, NULL);
        if (rc != 0)
            return rc;
        pthread_detach(cook_thread);
    }
    return 0;
}

int kitchen_open(void)
{
    return cooks_start(grill_run) == 0 ? cooks_start(oven_run) : -1;
}
