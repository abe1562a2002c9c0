#include "chan.h"

#include <stddef.h>

void chan_init(struct chan *ch)
{
    pthread_mutex_init(&ch->lock, NULL);
    pthread_cond_init(&ch->offered, NULL);
    pthread_cond_init(&ch->taken, NULL);
    ch->first = NULL;
    ch->last = &ch->first;
}

void chan_send(struct chan *ch, int value)
{
    struct offer offer = {.value = value};
    pthread_mutex_lock(&ch->lock);
    *ch->last = &offer;
    ch->last = &offer.next;
    pthread_cond_signal(&ch->offered);
    while (!offer.taken)
        pthread_cond_wait(&ch->taken, &ch->lock);
    pthread_mutex_unlock(&ch->lock);
}

int chan_receive(struct chan *ch)
{
    pthread_mutex_lock(&ch->lock);
    while (ch->first == NULL)
        pthread_cond_wait(&ch->offered, &ch->lock);
    struct offer *offer = ch->first;
    ch->first = offer->next;
    if (ch->first == NULL)
        ch->last = &ch->first;
    int value = offer->value;
    offer->taken = true;
    pthread_cond_broadcast(&ch->taken);
    pthread_mutex_unlock(&ch->lock);
    return value;
}
