#include "queue.h"

void queue_init(struct queue *queue)
{
    pthread_mutex_init(&queue->lock, NULL);
    pthread_cond_init(&queue->not_empty, NULL);
    pthread_cond_init(&queue->not_full, NULL);
    queue->first = queue->n = 0;
    queue->is_closed = false;
}

bool queue_push(struct queue *queue, void *item)
{
    pthread_mutex_lock(&queue->lock);
    while (queue->n == QUEUE_ROOM && !queue->is_closed)
        pthread_cond_wait(&queue->not_full, &queue->lock);
    bool is_open = !queue->is_closed;
    if (is_open) {
        queue->items[(queue->first + queue->n++) % QUEUE_ROOM] = item;
        pthread_cond_signal(&queue->not_empty);
    }
    pthread_mutex_unlock(&queue->lock);
    return is_open;
}

void *queue_pop(struct queue *queue)
{
    void *item = NULL;
    pthread_mutex_lock(&queue->lock);
    while (queue->n == 0 && !queue->is_closed)
        pthread_cond_wait(&queue->not_empty, &queue->lock);
    if (queue->n > 0) {
        item = queue->items[queue->first];
        queue->first = (queue->first + 1) % QUEUE_ROOM;
        queue->n--;
        pthread_cond_signal(&queue->not_full);
    }
    pthread_mutex_unlock(&queue->lock);
    return item;
}

void queue_close(struct queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    queue->is_closed = true;
    pthread_cond_broadcast(&queue->not_empty);
    pthread_cond_broadcast(&queue->not_full);
    pthread_mutex_unlock(&queue->lock);
}
