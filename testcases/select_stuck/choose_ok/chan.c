#include "chan.h"

#include <pthread.h>

/* One lock and one condition for all channels, so that a wait for several is simple. */
static pthread_mutex_t all_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t all_changed = PTHREAD_COND_INITIALIZER;

static int find_filled(struct chan *const *chans, int n_chans)
{
    for (int i = 0; i < n_chans; i++) {
        if (chans[i]->n > 0)
            return i;
    }
    return -1;
}

int chan_choose(struct chan *const *chans, int n_chans, int *ret_value)
{
    int i;
    pthread_mutex_lock(&all_lock);
    while ((i = find_filled(chans, n_chans)) < 0)
        pthread_cond_wait(&all_changed, &all_lock);
    *ret_value = chans[i]->values[chans[i]->first];
    chans[i]->first = (chans[i]->first + 1) % 8;
    chans[i]->n--;
    pthread_cond_broadcast(&all_changed);
    pthread_mutex_unlock(&all_lock);
    return i;
}

void chan_send(struct chan *chan, int value)
{
    pthread_mutex_lock(&all_lock);
    while (chan->n == 8)
        pthread_cond_wait(&all_changed, &all_lock);
    chan->values[(chan->first + chan->n++) % 8] = value;
    pthread_cond_broadcast(&all_changed);
    pthread_mutex_unlock(&all_lock);
}
