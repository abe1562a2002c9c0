/* A queue whose room stands in a field: all jobs are put in before the first worker is started, and they are
 * more than that. In the good twin they fit. */
#include <pthread.h>
#include <stdlib.h>

enum { N_JOBS = 100, N_FEW = 12, N_WORKERS = 4 };

struct queue {
    void **items;
    size_t capacity, head, count;
    pthread_mutex_t lock;
    pthread_cond_t room, some;
};

static int queue_init(struct queue *queue, size_t capacity)
{
    queue->items = calloc(capacity, sizeof *queue->items);
    if (!queue->items)
        return -1;
    queue->capacity = capacity;
    queue->head = queue->count = 0;
    pthread_mutex_init(&queue->lock, NULL);
    pthread_cond_init(&queue->room, NULL);
    pthread_cond_init(&queue->some, NULL);
    return 0;
}

static void queue_put(struct queue *queue, void *item)
{
    pthread_mutex_lock(&queue->lock);
    while (queue->count == queue->capacity)
        pthread_cond_wait(&queue->room, &queue->lock);
    queue->items[(queue->head + queue->count) % queue->capacity] = item;
    queue->count++;
    pthread_cond_signal(&queue->some);
    pthread_mutex_unlock(&queue->lock);
}

static void *queue_get(struct queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    while (queue->count == 0)
        pthread_cond_wait(&queue->some, &queue->lock);
    void *item = queue->items[queue->head];
    queue->head = (queue->head + 1) % queue->capacity;
    queue->count--;
    pthread_cond_signal(&queue->room);
    pthread_mutex_unlock(&queue->lock);
    return item;
}

static void *work(void *arg)
{
    void *job;
    while ((job = queue_get(arg)) != NULL)
        free(job);
    return NULL;
}

static void end_workers(struct queue *queue, pthread_t *workers, int n)
{
    for (int i = 0; i < n; i++)
        queue_put(queue, NULL);
    for (int i = 0; i < n; i++)
        pthread_join(workers[i], NULL);
}

int run_all_bad(void)
{
    struct queue queue;
    pthread_t workers[N_WORKERS];
    int n = 0;
    if (queue_init(&queue, 16) != 0)
        return -1;
    for (int i = 0; i < N_JOBS; i++)
        queue_put(&queue, malloc(64)); // EXPECT: queue-full
    while (n < N_WORKERS && pthread_create(&workers[n], NULL, work, &queue) == 0)
        n++;
    end_workers(&queue, workers, n);
    free(queue.items);
    return n > 0 ? 0 : -1;
}

int run_few_ok(void)
{
    struct queue queue;
    pthread_t workers[N_WORKERS];
    int n = 0;
    if (queue_init(&queue, 16) != 0)
        return -1;
    for (int i = 0; i < N_FEW; i++)
        queue_put(&queue, malloc(64));
    while (n < N_WORKERS && pthread_create(&workers[n], NULL, work, &queue) == 0)
        n++;
    end_workers(&queue, workers, n);
    free(queue.items);
    return n > 0 ? 0 : -1;
}
