/* The condition is signalled, but the flag that is looked at is not set; or it is set, and another condition
 * is signalled. */
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

enum { N_ITEMS = 4 };

int make(void);
void use(int item);

struct load {
    pthread_mutex_t lock;
    pthread_cond_t loaded;
    bool ready;
    int value;
};

struct fetch {
    pthread_mutex_t lock;
    pthread_cond_t fetched;
    bool ready;
    int value;
};

static struct load load = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, false, 0};
static struct fetch fetch = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, false, 0};

static void *load_run(void *arg)
{
    int value = make();
    pthread_mutex_lock(&load.lock);
    load.value = value;
    pthread_cond_broadcast(&load.loaded);
    pthread_mutex_unlock(&load.lock);
    return arg;
}

int load_bad(void)
{
    pthread_t thread;
    load.ready = false;
    if (pthread_create(&thread, NULL, load_run, NULL) != 0)
        return -1;
    pthread_detach(thread);
    pthread_mutex_lock(&load.lock);
    while (!load.ready)
        pthread_cond_wait(&load.loaded, &load.lock); // EXPECT: recv-no-sender
    pthread_mutex_unlock(&load.lock);
    return load.value;
}

static void *fetch_run(void *arg)
{
    int value = make();
    pthread_mutex_lock(&fetch.lock);
    fetch.value = value;
    fetch.ready = true;
    pthread_cond_broadcast(&fetch.fetched);
    pthread_mutex_unlock(&fetch.lock);
    return arg;
}

int fetch_ok(void)
{
    pthread_t thread;
    fetch.ready = false;
    if (pthread_create(&thread, NULL, fetch_run, NULL) != 0)
        return -1;
    pthread_detach(thread);
    pthread_mutex_lock(&fetch.lock);
    while (!fetch.ready)
        pthread_cond_wait(&fetch.fetched, &fetch.lock);
    pthread_mutex_unlock(&fetch.lock);
    return fetch.value;
}

struct belt {
    pthread_mutex_t lock;
    pthread_cond_t room, some;
    int items[N_ITEMS];
    int n;
};

static struct belt *belt;

void belt_put_bad(int item)
{
    pthread_mutex_lock(&belt->lock);
    while (belt->n == N_ITEMS)
        pthread_cond_wait(&belt->room, &belt->lock); // MISS: recv-no-sender
    belt->items[belt->n++] = item;
    pthread_cond_signal(&belt->some);
    pthread_mutex_unlock(&belt->lock);
}

int belt_get(void)
{
    pthread_mutex_lock(&belt->lock);
    while (belt->n == 0)
        pthread_cond_wait(&belt->some, &belt->lock);
    int item = belt->items[--belt->n];
    pthread_cond_signal(&belt->some);
    pthread_mutex_unlock(&belt->lock);
    return item;
}

void belt_clear(void)
{
    pthread_mutex_lock(&belt->lock);
    belt->n = 0;
    pthread_cond_broadcast(&belt->room);
    pthread_mutex_unlock(&belt->lock);
}

int belt_open(void)
{
    belt = calloc(1, sizeof *belt);
    if (belt == NULL)
        return -1;
    pthread_mutex_init(&belt->lock, NULL);
    pthread_cond_init(&belt->room, NULL);
    return pthread_cond_init(&belt->some, NULL);
}
