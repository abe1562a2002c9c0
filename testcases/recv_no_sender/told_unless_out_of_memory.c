/* The last job wakes who waits for all of them; a job whose result finds no memory leaves without that. The memory
 * is kept in the object itself. What is declared here is a library's: its callers are not in sight. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct best {
    pthread_mutex_t lock;
    pthread_cond_t done;
    size_t live;
    char *data;
    size_t size;
};

struct worst {
    pthread_mutex_t lock;
    pthread_cond_t done;
    size_t live;
    char *data;
    size_t size;
};

void best_finish_bad(struct best *best, const char *data, size_t size)
{
    pthread_mutex_lock(&best->lock);
    best->live--;
    if (size > best->size) {
        free(best->data);
        best->data = malloc(size);
        if (!best->data) {
            best->size = 0;
            pthread_mutex_unlock(&best->lock);
            return;
        }
        memcpy(best->data, data, size);
        best->size = size;
    }
    if (best->live == 0)
        pthread_cond_broadcast(&best->done);
    pthread_mutex_unlock(&best->lock);
}

void best_start(struct best *best)
{
    pthread_mutex_lock(&best->lock);
    best->live++;
    pthread_mutex_unlock(&best->lock);
}

void best_wait(struct best *best)
{
    pthread_mutex_lock(&best->lock);
    while (best->live != 0)
        pthread_cond_wait(&best->done, &best->lock); // EXPECT: recv-no-sender
    pthread_mutex_unlock(&best->lock);
}

void worst_finish_ok(struct worst *worst, const char *data, size_t size)
{
    pthread_mutex_lock(&worst->lock);
    worst->live--;
    if (size > worst->size) {
        free(worst->data);
        worst->data = malloc(size);
        if (!worst->data) {
            worst->size = 0;
            if (worst->live == 0)
                pthread_cond_broadcast(&worst->done);
            pthread_mutex_unlock(&worst->lock);
            return;
        }
        memcpy(worst->data, data, size);
        worst->size = size;
    }
    if (worst->live == 0)
        pthread_cond_broadcast(&worst->done);
    pthread_mutex_unlock(&worst->lock);
}

void worst_start(struct worst *worst)
{
    pthread_mutex_lock(&worst->lock);
    worst->live++;
    pthread_mutex_unlock(&worst->lock);
}

void worst_wait(struct worst *worst)
{
    pthread_mutex_lock(&worst->lock);
    while (worst->live != 0)
        pthread_cond_wait(&worst->done, &worst->lock);
    pthread_mutex_unlock(&worst->lock);
}
