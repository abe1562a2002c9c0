#pragma once
#include <pthread.h>
#include <stdbool.h>

struct node {
    struct node *next;
    int fd;
};

struct queue {
    pthread_mutex_t lock;
    pthread_cond_t not_empty;
    struct node *head, **tail;
    bool closed;
};

void queue_init(struct queue *queue);
bool queue_put(struct queue *queue, int fd);
bool queue_get(struct queue *queue, int *ret_fd); /* waits; false when closed and dry */
void queue_close(struct queue *queue);
