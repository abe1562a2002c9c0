/* A hundred queues with room for eight, each of which gets one message before its thread is started; a
 * batch that is as large as the queue; one lock after the other. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

enum { ROOM = 8, N_WORKERS = 100 };

struct queue {
    pthread_mutex_t lock;
    pthread_cond_t moved;
    int values[ROOM];
    int head, n;
};

struct worker {
    struct queue queue;
    int sum;
};

static struct queue batch = {.lock = PTHREAD_MUTEX_INITIALIZER, .moved = PTHREAD_COND_INITIALIZER};

static void queue_init(struct queue *queue)
{
    pthread_mutex_init(&queue->lock, NULL);
    pthread_cond_init(&queue->moved, NULL);
    queue->head = queue->n = 0;
}

static void queue_put(struct queue *queue, int value)
{
    pthread_mutex_lock(&queue->lock);
    while (queue->n == ROOM)
        pthread_cond_wait(&queue->moved, &queue->lock);
    queue->values[(queue->head + queue->n++) % ROOM] = value;
    pthread_cond_broadcast(&queue->moved);
    pthread_mutex_unlock(&queue->lock);
}

static int queue_get(struct queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    while (queue->n == 0)
        pthread_cond_wait(&queue->moved, &queue->lock);
    int value = queue->values[queue->head];
    queue->head = (queue->head + 1) % ROOM;
    queue->n--;
    pthread_cond_broadcast(&queue->moved);
    pthread_mutex_unlock(&queue->lock);
    return value;
}

static void *worker_run(void *arg)
{
    struct worker *worker = arg;
    int value;
    while ((value = queue_get(&worker->queue)) >= 0)
        worker->sum += value;
    return NULL;
}

int sum_all_ok(void)
{
    static struct worker workers[N_WORKERS];
    pthread_t threads[N_WORKERS];
    int sum = 0;
    for (int i = 0; i < N_WORKERS; i++) {
        queue_init(&workers[i].queue);
        queue_put(&workers[i].queue, i);
        queue_put(&workers[i].queue, -1);
    }
    for (int i = 0; i < N_WORKERS; i++) {
        if (pthread_create(&threads[i], NULL, worker_run, &workers[i]) != 0)
            abort();
    }
    for (int i = 0; i < N_WORKERS; i++) {
        pthread_join(threads[i], NULL);
        sum += workers[i].sum;
    }
    return sum;
}

int sum_in_batches_ok(FILE *from)
{
    char line[64];
    int n, sum = 0;
    do {
        n = 0;
        while (n < ROOM && fgets(line, sizeof line, from) != NULL) {
            queue_put(&batch, atoi(line));
            n++;
        }
        for (int i = 0; i < n; i++)
            sum += queue_get(&batch);
    } while (n == ROOM);
    return sum;
}

/* A lock that is made of a flag: each document has its own. */
struct document {
    pthread_mutex_t lock;
    pthread_cond_t turned;
    bool is_busy;
};

struct document *next_document(struct document *document);
int change(struct document *document);

static void document_take(struct document *document)
{
    pthread_mutex_lock(&document->lock);
    while (document->is_busy)
        pthread_cond_wait(&document->turned, &document->lock);
    document->is_busy = true;
    pthread_mutex_unlock(&document->lock);
}

static void document_leave(struct document *document)
{
    pthread_mutex_lock(&document->lock);
    document->is_busy = false;
    pthread_cond_signal(&document->turned);
    pthread_mutex_unlock(&document->lock);
}

int change_all_ok(struct document *first)
{
    int n = 0;
    for (struct document *each = first; each != NULL; each = next_document(each))
        document_take(each);
    for (struct document *each = first; each != NULL; each = next_document(each))
        n += change(each);
    for (struct document *each = first; each != NULL; each = next_document(each))
        document_leave(each);
    return n;
}

int change_two_ok(struct document *from, struct document *to)
{
    document_take(from);
    document_take(to);
    int n = change(from) + change(to);
    document_leave(to);
    document_leave(from);
    return n;
}
