#include "crew.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct sailor {
    struct sailor *next_ended;
    struct crew *crew;
    pthread_t thread;
    int fd;
};

struct crew {
    pthread_mutex_t lock;
    pthread_cond_t has_ended;
    struct sailor *ended;
    size_t n;
};

struct crew *crew_new(void)
{
    struct crew *crew = calloc(1, sizeof *crew);
    if (crew == NULL)
        return NULL;
    pthread_mutex_init(&crew->lock, NULL);
    pthread_cond_init(&crew->has_ended, NULL);
    return crew;
}

static void *sail(void *arg)
{
    struct sailor *sailor = arg;
    struct crew *crew = sailor->crew;
    dprintf(sailor->fd, "aye\n");
    close(sailor->fd);
    pthread_mutex_lock(&crew->lock);
    sailor->next_ended = crew->ended;
    crew->ended = sailor;
    pthread_cond_signal(&crew->has_ended);
    pthread_mutex_unlock(&crew->lock);
    return NULL;
}

static void crew_join_ended(struct crew *crew)
{
    pthread_mutex_lock(&crew->lock);
    while (crew->ended != NULL) {
        struct sailor *sailor = crew->ended;
        crew->ended = sailor->next_ended;
        crew->n--;
        pthread_join(sailor->thread, NULL);
        free(sailor);
    }
    pthread_mutex_unlock(&crew->lock);
}

int crew_add(struct crew *crew, int fd)
{
    struct sailor *sailor = calloc(1, sizeof *sailor);
    crew_join_ended(crew);
    if (sailor == NULL)
        return -1;
    sailor->fd = fd;
    sailor->crew = crew;
    pthread_mutex_lock(&crew->lock);
    int rc = pthread_create(&sailor->thread, NULL, sail, sailor);
    if (rc == 0)
        crew->n++;
    else
        free(sailor);
    pthread_mutex_unlock(&crew->lock);
    return rc;
}

void crew_free(struct crew *crew)
{
    while (crew->n > 0) {
        pthread_mutex_lock(&crew->lock);
        while (crew->ended == NULL)
            pthread_cond_wait(&crew->has_ended, &crew->lock);
        pthread_mutex_unlock(&crew->lock);
        crew_join_ended(crew);
    }
    free(crew);
}
