/* At most four blocks are written at a time. A block that is written leaves its place, but only one that fails tells
 * those who wait for one. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

enum { PLACES = 4 };

struct cache {
    pthread_mutex_t lock;
    pthread_cond_t left;
    int used;
};

struct store {
    pthread_mutex_t lock;
    pthread_cond_t left;
    int used;
};

static struct cache cache = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0};
static struct store store = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0};

static int cache_write_bad(int fd, const char *block, size_t size)
{
    pthread_mutex_lock(&cache.lock);
    while (cache.used >= PLACES)
        pthread_cond_wait(&cache.left, &cache.lock); // EXPECT: recv-no-sender
    cache.used++;
    pthread_mutex_unlock(&cache.lock);
    ssize_t n = write(fd, block, size);
    pthread_mutex_lock(&cache.lock);
    cache.used--;
    if (n < 0) {
        pthread_cond_signal(&cache.left);
        pthread_mutex_unlock(&cache.lock);
        return -1;
    }
    pthread_mutex_unlock(&cache.lock);
    return 0;
}

static int store_write_ok(int fd, const char *block, size_t size)
{
    pthread_mutex_lock(&store.lock);
    while (store.used >= PLACES)
        pthread_cond_wait(&store.left, &store.lock);
    store.used++;
    pthread_mutex_unlock(&store.lock);
    ssize_t n = write(fd, block, size);
    pthread_mutex_lock(&store.lock);
    store.used--;
    if (n < 0) {
        pthread_cond_signal(&store.left);
        pthread_mutex_unlock(&store.lock);
        return -1;
    }
    pthread_cond_signal(&store.left);
    pthread_mutex_unlock(&store.lock);
    return 0;
}

static void *save(void *unused)
{
    for (int i = 0; i < 100; i++)
        if (cache_write_bad(STDOUT_FILENO, "block\n", 6) != 0 ||
            store_write_ok(STDOUT_FILENO, "block\n", 6) != 0)
            break;
    return unused;
}

int main(void)
{
    pthread_t threads[2 * PLACES];

    for (int i = 0; i < 2 * PLACES; i++)
        if (pthread_create(&threads[i], NULL, save, NULL) != 0)
            abort();
    for (int i = 0; i < 2 * PLACES; i++)
        pthread_join(threads[i], NULL);
    return 0;
}
