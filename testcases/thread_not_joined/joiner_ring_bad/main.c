/* Handles go through a ring to a thread that counts them, and joins none. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RING_ROOM = 16 };

static struct {
    pthread_t items[RING_ROOM];
    unsigned put, taken;
    bool closed;
    pthread_mutex_t lock;
    pthread_cond_t changed;
} ring = {.lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};

static void *check_word(void *arg)
{
    char *word = arg;

    if (strlen(word) > 20)
        word[20] = '\0';
    return word;
}

static void ring_put(pthread_t tid)
{
    pthread_mutex_lock(&ring.lock);
    while (ring.put - ring.taken == RING_ROOM)
        pthread_cond_wait(&ring.changed, &ring.lock);
    ring.items[ring.put++ % RING_ROOM] = tid;
    pthread_cond_broadcast(&ring.changed);
    pthread_mutex_unlock(&ring.lock);
}

static bool ring_take(pthread_t *ret_tid)
{
    bool found = false;

    pthread_mutex_lock(&ring.lock);
    while (ring.put == ring.taken && !ring.closed)
        pthread_cond_wait(&ring.changed, &ring.lock);
    if (ring.put != ring.taken) {
        *ret_tid = ring.items[ring.taken++ % RING_ROOM];
        found = true;
        pthread_cond_broadcast(&ring.changed);
    }
    pthread_mutex_unlock(&ring.lock);
    return found;
}

static void ring_close(void)
{
    pthread_mutex_lock(&ring.lock);
    ring.closed = true;
    pthread_cond_broadcast(&ring.changed);
    pthread_mutex_unlock(&ring.lock);
}

static void *collect(void *arg)
{
    pthread_t tid;
    unsigned long *count = arg;

    while (ring_take(&tid))
        ++*count;
    return NULL;
}

int main(void)
{
    unsigned long count = 0;
    pthread_t collector;
    char line[128];

    if (pthread_create(&collector, NULL, collect, &count) != 0)
        return EXIT_FAILURE;
    while (fgets(line, sizeof line, stdin)) {
        pthread_t tid;
        char *word = strdup(line);
        if (!word)
            break;
        if (pthread_create(&tid, NULL, check_word, word) != 0) { // EXPECT: thread-not-joined
            free(word);
            continue;
        }
        ring_put(tid);
    }
    ring_close();
    pthread_join(collector, NULL);
    printf("%lu\n", count);
    return EXIT_SUCCESS;
}
