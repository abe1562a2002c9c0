/* A pool that is made smaller frees the workers beyond its new size, and joins them only where none is to be left. */
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

struct digger {
    pthread_t thread;
    size_t index;
};

static pthread_mutex_t diggers_lock = PTHREAD_MUTEX_INITIALIZER;
static size_t diggers_wanted, n_diggers;
static struct digger *diggers[64];

static void *dig(void *arg)
{
    struct digger *self = arg;
    for (;;) {
        pthread_mutex_lock(&diggers_lock);
        int left = self->index >= diggers_wanted;
        pthread_mutex_unlock(&diggers_lock);
        if (left)
            return NULL;
        nanosleep(&(struct timespec){.tv_nsec = 2000000}, NULL);
    }
}

int diggers_resize_bad(size_t n)
{
    pthread_mutex_lock(&diggers_lock);
    diggers_wanted = n;
    pthread_mutex_unlock(&diggers_lock);
    while (n_diggers < n && n_diggers < 64) {
        struct digger *digger = calloc(1, sizeof *digger);
        if (!digger)
            return -1;
        digger->index = n_diggers;
        if (pthread_create(&digger->thread, NULL, dig, digger) != 0) { // EXPECT: thread-not-joined
            free(digger);
            return -1;
        }
        diggers[n_diggers++] = digger;
    }
    while (n_diggers > n) {
        struct digger *digger = diggers[--n_diggers];
        if (n == 0)
            pthread_join(digger->thread, NULL);
        free(digger);
    }
    return 0;
}

struct porter {
    pthread_t thread;
    size_t index;
};

static pthread_mutex_t porters_lock = PTHREAD_MUTEX_INITIALIZER;
static size_t porters_wanted, n_porters;
static struct porter *porters[64];

static void *carry(void *arg)
{
    struct porter *self = arg;
    for (;;) {
        pthread_mutex_lock(&porters_lock);
        int left = self->index >= porters_wanted;
        pthread_mutex_unlock(&porters_lock);
        if (left)
            return NULL;
        nanosleep(&(struct timespec){.tv_nsec = 2000000}, NULL);
    }
}

int porters_resize_ok(size_t n)
{
    pthread_mutex_lock(&porters_lock);
    porters_wanted = n;
    pthread_mutex_unlock(&porters_lock);
    while (n_porters < n && n_porters < 64) {
        struct porter *porter = calloc(1, sizeof *porter);
        if (!porter)
            return -1;
        porter->index = n_porters;
        if (pthread_create(&porter->thread, NULL, carry, porter) != 0) {
            free(porter);
            return -1;
        }
        porters[n_porters++] = porter;
    }
    while (n_porters > n) {
        struct porter *porter = porters[--n_porters];
        pthread_join(porter->thread, NULL);
        if (n == 0)
            porters[n_porters] = NULL;
        free(porter);
    }
    return 0;
}
