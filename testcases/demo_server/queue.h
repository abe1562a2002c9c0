/* A bounded queue of pointers between threads. */
#pragma once
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

enum { QUEUE_CAPACITY = 256 };

struct queue {
    pthread_mutex_t lock;
    pthread_cond_t not_empty;
    pthread_cond_t not_full;
    void *items[QUEUE_CAPACITY]; /* a ring of `count` items that begins at `head` */
    size_t head;
    size_t count;
    bool closed;
};

#define QUEUE_INITIALIZER                                                                          \
    {.lock = PTHREAD_MUTEX_INITIALIZER,                                                            \
     .not_empty = PTHREAD_COND_INITIALIZER,                                                        \
     .not_full = PTHREAD_COND_INITIALIZER}

/* Waits while the queue is full. False if it is closed: the item is still the caller's. */
bool queue_push(struct queue *queue, void *item);

/* Waits while the queue is empty. NULL when it is closed and has run dry. */
void *queue_pop(struct queue *queue);

/* Nothing goes in any more; what is in there can still be taken. */
void queue_close(struct queue *queue);
