/* Threads wait until the start is over. Where it fails behind them, they are joined, and what they wait for has not
 * come true. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

struct gate {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool open, shut;
    void *memory;
    pthread_t thread;
};

static struct gate north = {.lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};
static struct door {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool open, given_up;
    void *memory;
    pthread_t thread;
} south = {.lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};
static struct hatch {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool open, done;
    void *memory;
    pthread_t thread;
} roof = {.lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};

static void *guard_north(void *unused)
{
    pthread_mutex_lock(&north.lock);
    while (!north.open)
        pthread_cond_wait(&north.changed, &north.lock); // EXPECT: recv-no-sender
    while (!north.shut)
        pthread_cond_wait(&north.changed, &north.lock);
    pthread_mutex_unlock(&north.lock);
    return unused;
}

static void *guard_south(void *unused)
{
    pthread_mutex_lock(&south.lock);
    while (!south.open && !south.given_up)
        pthread_cond_wait(&south.changed, &south.lock);
    pthread_mutex_unlock(&south.lock);
    return unused;
}

/* It waits for nothing where there is nothing to be done. */
static void *guard_roof(void *unused)
{
    if (!roof.memory)
        return unused;
    pthread_mutex_lock(&roof.lock);
    while (!roof.open)
        pthread_cond_wait(&roof.changed, &roof.lock);
    pthread_mutex_unlock(&roof.lock);
    return unused;
}

static void gate_shut(void)
{
    pthread_mutex_lock(&north.lock);
    north.shut = true;
    pthread_cond_broadcast(&north.changed);
    pthread_mutex_unlock(&north.lock);
    pthread_join(north.thread, NULL);
}

int north_start_bad(size_t size)
{
    if (pthread_create(&north.thread, NULL, guard_north, NULL) != 0)
        return -1;
    north.memory = malloc(size);
    if (!north.memory) {
        gate_shut();
        return -1;
    }
    pthread_mutex_lock(&north.lock);
    north.open = true;
    pthread_cond_broadcast(&north.changed);
    pthread_mutex_unlock(&north.lock);
    return 0;
}

int south_start_ok(size_t size)
{
    if (pthread_create(&south.thread, NULL, guard_south, NULL) != 0)
        return -1;
    south.memory = malloc(size);
    pthread_mutex_lock(&south.lock);
    if (south.memory)
        south.open = true;
    else
        south.given_up = true;
    pthread_cond_broadcast(&south.changed);
    pthread_mutex_unlock(&south.lock);
    if (south.memory)
        return 0;
    pthread_join(south.thread, NULL);
    return -1;
}

int roof_start_ok(size_t size)
{
    if (pthread_create(&roof.thread, NULL, guard_roof, NULL) != 0)
        return -1;
    if (!roof.memory || size == 0) {
        pthread_join(roof.thread, NULL);
        return -1;
    }
    pthread_mutex_lock(&roof.lock);
    roof.open = true;
    pthread_cond_broadcast(&roof.changed);
    pthread_mutex_unlock(&roof.lock);
    pthread_join(roof.thread, NULL);
    return 0;
}

int main(void)
{
    if (north_start_bad(4096) != 0 || south_start_ok(4096) != 0 || roof_start_ok(4096) != 0)
        return 1;
    gate_shut();
    pthread_join(south.thread, NULL);
    return 0;
}
