/* Workers that end only when they are told to, once their ring is empty: head and tail are compared with each other.
 * Where the start fails half way, those that were started are joined, and nobody has told them. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { MOST = 8, RING = 64 };

struct mill {
    pthread_t wheels[MOST];
    int n_wheels;
    pthread_mutex_t lock;
    pthread_cond_t filled;
    unsigned head, tail;
    int ring[RING];
    bool halt;
};

static void *grind(void *argument)
{
    struct mill *mill = argument;

    for (;;) {
        pthread_mutex_lock(&mill->lock);
        while (mill->head == mill->tail && !mill->halt)
            pthread_cond_wait(&mill->filled, &mill->lock);
        if (mill->head == mill->tail) {
            pthread_mutex_unlock(&mill->lock);
            return NULL;
        }
        int grain = mill->ring[mill->tail++ % RING];
        pthread_mutex_unlock(&mill->lock);
        printf("%d\n", grain);
    }
}

static void fill(struct mill *mill, int grain)
{
    pthread_mutex_lock(&mill->lock);
    if (mill->head - mill->tail < RING) {
        mill->ring[mill->head++ % RING] = grain;
        pthread_cond_signal(&mill->filled);
    }
    pthread_mutex_unlock(&mill->lock);
}

static void stop(struct mill *mill)
{
    pthread_mutex_lock(&mill->lock);
    mill->halt = true;
    pthread_cond_broadcast(&mill->filled);
    pthread_mutex_unlock(&mill->lock);
    for (int i = 0; i < mill->n_wheels; i++)
        pthread_join(mill->wheels[i], NULL);
}

static int start_bad(struct mill *mill, int n)
{
    memset(mill, 0, sizeof(*mill));
    pthread_mutex_init(&mill->lock, NULL);
    pthread_cond_init(&mill->filled, NULL);
    for (mill->n_wheels = 0; mill->n_wheels < n; mill->n_wheels++)
        if (pthread_create(&mill->wheels[mill->n_wheels], NULL, grind, mill) != 0) {
            for (int i = 0; i < mill->n_wheels; i++)
                pthread_join(mill->wheels[i], NULL); // EXPECT: thread-no-stop
            return -1;
        }
    return 0;
}

static int start_ok(struct mill *mill, int n)
{
    memset(mill, 0, sizeof(*mill));
    pthread_mutex_init(&mill->lock, NULL);
    pthread_cond_init(&mill->filled, NULL);
    for (mill->n_wheels = 0; mill->n_wheels < n; mill->n_wheels++)
        if (pthread_create(&mill->wheels[mill->n_wheels], NULL, grind, mill) != 0) {
            stop(mill);
            return -1;
        }
    return 0;
}

int main(int argc, char **argv)
{
    struct mill bad, ok;

    if (start_bad(&bad, MOST) != 0)
        return 1;
    if (start_ok(&ok, MOST) != 0) {
        stop(&bad);
        return 1;
    }
    for (int i = 1; i < argc; i++) {
        fill(&bad, argv[i][0]);
        fill(&ok, argv[i][0]);
    }
    stop(&bad);
    stop(&ok);
    return 0;
}
