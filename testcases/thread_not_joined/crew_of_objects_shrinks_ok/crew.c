/* A crew that gets smaller tells the last hands to leave, and joins them. */
#include "crew.h"
#include <stdlib.h>

static struct crew *the_crew;

static void *labour(void *arg)
{
    struct hand *hand = arg;
    struct crew *crew = the_crew;
    pthread_mutex_lock(&crew->lock);
    while (!hand->leave) {
        if (crew->pending == 0) {
            pthread_cond_wait(&crew->work, &crew->lock);
            continue;
        }
        crew->pending--;
    }
    pthread_mutex_unlock(&crew->lock);
    return NULL;
}

static int crew_grow(struct crew *crew, int n)
{
    while (crew->n < n) {
        struct hand *hand = calloc(1, sizeof *hand);
        if (!hand)
            return -1;
        if (pthread_create(&hand->id, NULL, labour, hand) != 0) {
            free(hand);
            return -1;
        }
        crew->hands[crew->n++] = hand;
    }
    return 0;
}

int crew_init(struct crew *crew, int n)
{
    pthread_mutex_init(&crew->lock, NULL);
    pthread_cond_init(&crew->work, NULL);
    crew->n = 0;
    the_crew = crew;
    return crew_grow(crew, n);
}

int crew_resize(struct crew *crew, int n)
{
    if (n > CREW_MAX)
        n = CREW_MAX;
    while (crew->n > n) {
        struct hand *hand = crew->hands[--crew->n];
        pthread_mutex_lock(&crew->lock);
        hand->leave = true;
        pthread_cond_broadcast(&crew->work);
        pthread_mutex_unlock(&crew->lock);
        pthread_join(hand->id, NULL);
        free(hand);
        crew->hands[crew->n] = NULL;
    }
    return crew_grow(crew, n);
}

void crew_fini(struct crew *crew)
{
    pthread_mutex_lock(&crew->lock);
    for (int i = 0; i < crew->n; i++)
        crew->hands[i]->leave = true;
    pthread_cond_broadcast(&crew->work);
    pthread_mutex_unlock(&crew->lock);
    for (int i = 0; i < crew->n; i++) {
        pthread_join(crew->hands[i]->id, NULL);
        free(crew->hands[i]);
    }
    crew->n = 0;
    pthread_cond_destroy(&crew->work);
    pthread_mutex_destroy(&crew->lock);
}
