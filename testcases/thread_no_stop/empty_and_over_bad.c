/* The thread ends by a flag once its ring is empty, and waits while that is so, without a look at the flag, which
 * does not change that. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

struct ring {
    pthread_mutex_t lock;
    pthread_cond_t filled;
    int items[32];
    unsigned in, out;
    bool over;
};

static bool ring_is_empty(const struct ring *ring)
{
    return ring->in == ring->out;
}

static void *sum(void *arg)
{
    struct ring *ring = arg;
    long total = 0;
    for (;;) {
        pthread_mutex_lock(&ring->lock);
        while (ring_is_empty(ring))
            pthread_cond_wait(&ring->filled, &ring->lock);
        if (ring->over && ring_is_empty(ring)) {
            pthread_mutex_unlock(&ring->lock);
            break;
        }
        total += ring->items[ring->out++ % 32];
        pthread_mutex_unlock(&ring->lock);
    }
    printf("%ld\n", total);
    return NULL;
}

int main(int argc, char **argv)
{
    static struct ring ring = {.lock = PTHREAD_MUTEX_INITIALIZER,
                               .filled = PTHREAD_COND_INITIALIZER};
    pthread_t adder;
    if (pthread_create(&adder, NULL, sum, &ring) != 0) // EXPECT: thread-no-stop
        return 1;
    for (int i = 1; i < argc && i < 33; i++) {
        pthread_mutex_lock(&ring.lock);
        ring.items[ring.in++ % 32] = atoi(argv[i]);
        pthread_cond_signal(&ring.filled);
        pthread_mutex_unlock(&ring.lock);
    }
    pthread_mutex_lock(&ring.lock);
    ring.over = true;
    pthread_cond_signal(&ring.filled);
    pthread_mutex_unlock(&ring.lock);
    pthread_join(adder, NULL);
    return 0;
}
