#include "session.h"

#include <stddef.h>

void frames_init(struct frames *frames)
{
    pthread_mutex_init(&frames->lock, NULL);
    pthread_cond_init(&frames->some, NULL);
    frames->head = frames->tail = NULL;
    frames->done = false;
}

void frames_add(struct frames *frames, struct frame *frame)
{
    frame->next = NULL;
    pthread_mutex_lock(&frames->lock);
    if (frames->head == NULL)
        frames->head = frames->tail = frame;
    else
        frames->tail = frames->tail->next = frame;
    pthread_cond_signal(&frames->some);
    pthread_mutex_unlock(&frames->lock);
}

struct frame *frames_take(struct frames *frames)
{
    pthread_mutex_lock(&frames->lock);
    while (!frames->done && frames->head == NULL)
        pthread_cond_wait(&frames->some, &frames->lock);
    struct frame *frame = frames->head;
    if (frame != NULL)
        frames->head = frame->next;
    pthread_mutex_unlock(&frames->lock);
    return frame;
}

void frames_finish(struct frames *frames)
{
    pthread_mutex_lock(&frames->lock);
    frames->done = true;
    pthread_cond_broadcast(&frames->some);
    pthread_mutex_unlock(&frames->lock);
}
