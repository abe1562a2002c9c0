#include "box.h"

void box_init(struct box *box)
{
    pthread_mutex_init(&box->lock, NULL);
    pthread_cond_init(&box->some, NULL);
    box->first = NULL;
    box->last = &box->first;
}

void box_put(struct box *box, struct letter *letter)
{
    letter->next = NULL;
    pthread_mutex_lock(&box->lock);
    *box->last = letter;
    box->last = &letter->next;
    pthread_cond_signal(&box->some);
    pthread_mutex_unlock(&box->lock);
}

struct letter *box_get(struct box *box)
{
    pthread_mutex_lock(&box->lock);
    while (!box->first)
        pthread_cond_wait(&box->some, &box->lock);
    struct letter *letter = box->first;
    box->first = letter->next;
    if (!box->first)
        box->last = &box->first;
    pthread_mutex_unlock(&box->lock);
    return letter;
}
