#include "crew_private.h"

void *member_run(void *arg)
{
    struct member *member = arg;
    struct crew *crew = member->crew;
    pthread_mutex_lock(&crew->lock);
    while (!crew->dismissed)
        pthread_cond_wait(&crew->wake, &crew->lock);
    pthread_mutex_unlock(&crew->lock);
    return NULL;
}

void crew_dismiss(struct crew *crew)
{
    pthread_mutex_lock(&crew->lock);
    crew->dismissed = true;
    pthread_cond_broadcast(&crew->wake);
    pthread_mutex_unlock(&crew->lock);
}
