/* An event as other systems have it, in a library: nothing here sets it, its users do. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

struct event {
    pthread_mutex_t mutex;
    pthread_cond_t cond;
    bool set, automatic;
};

struct event *event_new(bool automatic)
{
    struct event *event = calloc(1, sizeof *event);
    if (event == NULL)
        return NULL;
    event->automatic = automatic;
    pthread_mutex_init(&event->mutex, NULL);
    pthread_cond_init(&event->cond, NULL);
    return event;
}

void event_wait(struct event *event)
{
    pthread_mutex_lock(&event->mutex);
    while (!event->set)
        pthread_cond_wait(&event->cond, &event->mutex);
    if (event->automatic)
        event->set = false;
    pthread_mutex_unlock(&event->mutex);
}

/* An automatic event lets one waiter pass, another kind all: the signal and the broadcast are both
 * right. */
void event_set(struct event *event)
{
    pthread_mutex_lock(&event->mutex);
    event->set = true;
    if (event->automatic)
        pthread_cond_signal(&event->cond);
    else
        pthread_cond_broadcast(&event->cond);
    pthread_mutex_unlock(&event->mutex);
}

void event_reset(struct event *event)
{
    pthread_mutex_lock(&event->mutex);
    event->set = false;
    pthread_mutex_unlock(&event->mutex);
}

void event_free(struct event *event)
{
    if (event == NULL)
        return;
    pthread_cond_destroy(&event->cond);
    pthread_mutex_destroy(&event->mutex);
    free(event);
}
