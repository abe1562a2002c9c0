/* Stores that would end a wait, were there one: a count that is taken back, the oldest that makes room for the
 * newest, the end of the queue, a state that its owner puts back. */
#include <pthread.h>
#include <stdlib.h>

enum { N_ITEMS = 4 };
enum { IDLE, BUSY, DONE };

int make(void);
void use(int item);

static struct {
    pthread_mutex_t lock;
    pthread_cond_t gone;
    int n;
} lot = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0};

static void *lot_run(void *arg)
{
    use(*(int *)arg);
    pthread_mutex_lock(&lot.lock);
    if (--lot.n == 0)
        pthread_cond_signal(&lot.gone);
    pthread_mutex_unlock(&lot.lock);
    return NULL;
}

int lot_add_ok(int *item)
{
    pthread_t thread;
    pthread_mutex_lock(&lot.lock);
    lot.n++;
    int rc = pthread_create(&thread, NULL, lot_run, item);
    if (rc != 0)
        lot.n--;
    else
        pthread_detach(thread);
    pthread_mutex_unlock(&lot.lock);
    return rc;
}

void lot_wait(void)
{
    pthread_mutex_lock(&lot.lock);
    while (lot.n > 0)
        pthread_cond_wait(&lot.gone, &lot.lock);
    pthread_mutex_unlock(&lot.lock);
}

struct queue {
    pthread_mutex_t lock;
    pthread_cond_t room, some;
    int items[N_ITEMS];
    int in, out, n;
};

struct queue *queue_new(void)
{
    struct queue *queue = calloc(1, sizeof *queue);
    if (queue == NULL)
        return NULL;
    pthread_mutex_init(&queue->lock, NULL);
    pthread_cond_init(&queue->room, NULL);
    pthread_cond_init(&queue->some, NULL);
    return queue;
}

void queue_put(struct queue *queue, int item)
{
    pthread_mutex_lock(&queue->lock);
    while (queue->n == N_ITEMS)
        pthread_cond_wait(&queue->room, &queue->lock);
    queue->items[queue->in] = item;
    queue->in = (queue->in + 1) % N_ITEMS;
    queue->n++;
    pthread_cond_signal(&queue->some);
    pthread_mutex_unlock(&queue->lock);
}

void queue_put_newest_ok(struct queue *queue, int item)
{
    pthread_mutex_lock(&queue->lock);
    if (queue->n == N_ITEMS) {
        queue->out = (queue->out + 1) % N_ITEMS;
        queue->n--;
    }
    queue->items[queue->in] = item;
    queue->in = (queue->in + 1) % N_ITEMS;
    queue->n++;
    pthread_cond_signal(&queue->some);
    pthread_mutex_unlock(&queue->lock);
}

int queue_get(struct queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    while (queue->n == 0)
        pthread_cond_wait(&queue->some, &queue->lock);
    int item = queue->items[queue->out];
    queue->out = (queue->out + 1) % N_ITEMS;
    queue->n--;
    pthread_cond_signal(&queue->room);
    pthread_mutex_unlock(&queue->lock);
    return item;
}

static void queue_clear_ok(struct queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    queue->n = 0;
    pthread_mutex_unlock(&queue->lock);
}

void queue_free(struct queue *queue)
{
    queue_clear_ok(queue);
    pthread_mutex_destroy(&queue->lock);
    free(queue);
}

struct request {
    pthread_mutex_t lock;
    pthread_cond_t done;
    int state, result;
};

static void *request_run(void *arg)
{
    struct request *request = arg;
    int result = make();
    pthread_mutex_lock(&request->lock);
    request->result = result;
    request->state = DONE;
    pthread_cond_broadcast(&request->done);
    pthread_mutex_unlock(&request->lock);
    return NULL;
}

int request_start_ok(struct request *request)
{
    pthread_t thread;
    pthread_mutex_lock(&request->lock);
    if (request->state == BUSY) {
        pthread_mutex_unlock(&request->lock);
        return -1;
    }
    request->state = BUSY;
    pthread_mutex_unlock(&request->lock);
    if (pthread_create(&thread, NULL, request_run, request) != 0) {
        pthread_mutex_lock(&request->lock);
        request->state = IDLE;
        pthread_mutex_unlock(&request->lock);
        return -1;
    }
    return pthread_detach(thread);
}

int request_result_ok(struct request *request)
{
    pthread_mutex_lock(&request->lock);
    while (request->state == BUSY)
        pthread_cond_wait(&request->done, &request->lock);
    int result = request->result;
    request->state = IDLE;
    pthread_mutex_unlock(&request->lock);
    return result;
}

void request_forget_ok(struct request *request)
{
    pthread_mutex_lock(&request->lock);
    if (request->state == DONE)
        request->state = IDLE;
    pthread_mutex_unlock(&request->lock);
}
