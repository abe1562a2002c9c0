/* Handles in an array on the heap, behind a field; the stop comes without the mutex. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct request {
    struct request *next;
};

static inline void *zalloc(size_t size)
{
    void *memory = malloc(size);
    if (memory != NULL)
        memset(memory, 0, size);
    return memory;
}

struct store {
    pthread_t *workers;
    int n_workers;
    int stop;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct request *requests;
    void (*serve)(struct request *request);
};

static void *store_worker(void *arg)
{
    struct store *store = arg;
    while (!store->stop) {
        pthread_mutex_lock(&store->lock);
    again:
        if (store->requests == NULL) {
            pthread_cond_wait(&store->changed, &store->lock);
            if (store->stop) {
                pthread_mutex_unlock(&store->lock);
                pthread_exit(NULL);
            }
            goto again;
        }
        struct request *request = store->requests;
        store->requests = request->next;
        pthread_mutex_unlock(&store->lock);
        store->serve(request);
    }
    pthread_exit(NULL);
}

int store_open_bad(struct store *store, int n, void (*serve)(struct request *request))
{
    store->workers = zalloc(sizeof(pthread_t) * (size_t)n);
    if (store->workers == NULL)
        return -1;
    store->serve = serve;
    pthread_cond_init(&store->changed, NULL);
    pthread_mutex_init(&store->lock, NULL);
    for (int i = 0; i < n; i++) {
        int rc =
            pthread_create(&store->workers[i], NULL, store_worker, store); // EXPECT: thread-no-stop
        if (rc != 0) {
            store->stop = 1;
            for (; i > 0; i--)
                pthread_join(store->workers[i - 1], NULL);
            free(store->workers);
            return -1;
        }
    }
    store->n_workers = n;
    return 0;
}

void store_close(struct store *store)
{
    store->stop = 1;
    pthread_cond_broadcast(&store->changed);
    for (int i = 0; i < store->n_workers; i++)
        pthread_join(store->workers[i], NULL);
    pthread_cond_destroy(&store->changed);
    pthread_mutex_destroy(&store->lock);
    free(store->workers);
}

struct depot {
    pthread_t *workers;
    int n_workers;
    int stop;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct request *requests;
    void (*serve)(struct request *request);
};

static void *depot_worker(void *arg)
{
    struct depot *depot = arg;
    while (!depot->stop) {
        pthread_mutex_lock(&depot->lock);
    again:
        if (depot->stop) {
            pthread_mutex_unlock(&depot->lock);
            pthread_exit(NULL);
        }
        if (depot->requests == NULL) {
            pthread_cond_wait(&depot->changed, &depot->lock);
            goto again;
        }
        struct request *request = depot->requests;
        depot->requests = request->next;
        pthread_mutex_unlock(&depot->lock);
        depot->serve(request);
    }
    pthread_exit(NULL);
}

int depot_open_ok(struct depot *depot, int n, void (*serve)(struct request *request))
{
    depot->workers = zalloc(sizeof(pthread_t) * (size_t)n);
    if (depot->workers == NULL)
        return -1;
    depot->serve = serve;
    pthread_cond_init(&depot->changed, NULL);
    pthread_mutex_init(&depot->lock, NULL);
    for (int i = 0; i < n; i++) {
        int rc = pthread_create(&depot->workers[i], NULL, depot_worker, depot);
        if (rc != 0) {
            pthread_mutex_lock(&depot->lock);
            depot->stop = 1;
            pthread_cond_broadcast(&depot->changed);
            pthread_mutex_unlock(&depot->lock);
            for (; i > 0; i--)
                pthread_join(depot->workers[i - 1], NULL);
            free(depot->workers);
            return -1;
        }
    }
    depot->n_workers = n;
    return 0;
}

void depot_close(struct depot *depot)
{
    pthread_mutex_lock(&depot->lock);
    depot->stop = 1;
    pthread_cond_broadcast(&depot->changed);
    pthread_mutex_unlock(&depot->lock);
    for (int i = 0; i < depot->n_workers; i++)
        pthread_join(depot->workers[i], NULL);
    pthread_cond_destroy(&depot->changed);
    pthread_mutex_destroy(&depot->lock);
    free(depot->workers);
}
