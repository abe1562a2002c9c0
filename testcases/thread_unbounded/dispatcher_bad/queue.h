#pragma once
#include <pthread.h>
#include <stdbool.h>

#define QUEUE_ROOM 128

struct queue {
    pthread_mutex_t lock;
    pthread_cond_t not_empty, not_full;
    void *items[QUEUE_ROOM];
    unsigned first, n;
    bool is_closed;
};

void queue_init(struct queue *queue);
bool queue_push(struct queue *queue, void *item);
void *queue_pop(struct queue *queue);
void queue_close(struct queue *queue);
