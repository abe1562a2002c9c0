#include "queue.h"

#include <stdlib.h>

void queue_init(struct queue *queue)
{
    pthread_mutex_init(&queue->lock, NULL);
    pthread_cond_init(&queue->not_empty, NULL);
    queue->head = NULL;
    queue->tail = &queue->head;
    queue->closed = false;
}

bool queue_put(struct queue *queue, int fd)
{
    struct node *node = calloc(1, sizeof *node);
    if (node == NULL)
        return false;
    node->fd = fd;
    pthread_mutex_lock(&queue->lock);
    *queue->tail = node;
    queue->tail = &node->next;
    pthread_cond_signal(&queue->not_empty);
    pthread_mutex_unlock(&queue->lock);
    return true;
}

bool queue_get(struct queue *queue, int *ret_fd)
{
    pthread_mutex_lock(&queue->lock);
    while (queue->head == NULL && !queue->closed)
        pthread_cond_wait(&queue->not_empty, &queue->lock);
    struct node *node = queue->head;
    if (node != NULL) {
        queue->head = node->next;
        if (queue->head == NULL)
            queue->tail = &queue->head;
        *ret_fd = node->fd;
    }
    pthread_mutex_unlock(&queue->lock);
    bool found = node != NULL;
    free(node);
    return found;
}

void queue_close(struct queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    queue->closed = true;
    pthread_mutex_unlock(&queue->lock);
}
