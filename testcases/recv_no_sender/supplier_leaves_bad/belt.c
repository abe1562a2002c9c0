#include "belt.h"

void belt_load(struct belt *belt, struct piece *piece)
{
    piece->next = NULL;
    pthread_mutex_lock(&belt->lock);
    if (belt->rear != NULL)
        belt->rear->next = piece;
    belt->rear = piece;
    if (belt->front == NULL)
        belt->front = piece;
    pthread_mutex_unlock(&belt->lock);
    pthread_cond_signal(&belt->loaded);
}

struct piece *belt_unload(struct belt *belt)
{
    pthread_mutex_lock(&belt->lock);
    while (belt->front == NULL)
        pthread_cond_wait(&belt->loaded, &belt->lock); // EXPECT: recv-no-sender
    struct piece *piece = belt->front;
    belt->front = piece->next;
    if (belt->front == NULL)
        belt->rear = NULL;
    pthread_mutex_unlock(&belt->lock);
    return piece;
}
