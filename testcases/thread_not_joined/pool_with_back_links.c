/* A pool whose start fails half-way is dropped with the handles of those that run. Each worker knows its
 * pool, so that pool and workers point at each other. */
#include <pthread.h>
#include <stdlib.h>

struct crew;

struct member {
    struct crew *crew;
    pthread_t thread;
};

struct crew {
    int size, done;
    pthread_mutex_t lock;
    pthread_cond_t change;
    struct member *members;
};

static void *row(void *arg)
{
    struct member *member = arg;

    pthread_mutex_lock(&member->crew->lock);
    while (!member->crew->done)
        pthread_cond_wait(&member->crew->change, &member->crew->lock);
    pthread_mutex_unlock(&member->crew->lock);
    return NULL;
}

static struct crew *crew_alloc(int size)
{
    struct crew *crew = calloc(1, sizeof *crew);

    if (!crew)
        return NULL;
    crew->members = calloc((size_t)size, sizeof *crew->members);
    if (!crew->members) {
        free(crew);
        return NULL;
    }
    crew->size = size;
    pthread_mutex_init(&crew->lock, NULL);
    pthread_cond_init(&crew->change, NULL);
    return crew;
}

static void crew_end(struct crew *crew, int started)
{
    pthread_mutex_lock(&crew->lock);
    crew->done = 1;
    pthread_cond_broadcast(&crew->change);
    pthread_mutex_unlock(&crew->lock);
    for (int i = 0; i < started; i++)
        pthread_join(crew->members[i].thread, NULL);
    free(crew->members);
    free(crew);
}

struct crew *crew_start_bad(int size)
{
    struct crew *crew = crew_alloc(size);

    if (!crew)
        return NULL;
    for (int i = 0; i < size; i++) {
        struct member *member = &crew->members[i];
        member->crew = crew;
        if (pthread_create(&member->thread, NULL, row, member)) // EXPECT: thread-not-joined
            return NULL;
    }
    return crew;
}

struct crew *crew_start_ok(int size)
{
    struct crew *crew = crew_alloc(size);

    if (!crew)
        return NULL;
    for (int i = 0; i < size; i++) {
        struct member *member = &crew->members[i];
        member->crew = crew;
        if (pthread_create(&member->thread, NULL, row, member)) {
            crew_end(crew, i);
            return NULL;
        }
    }
    return crew;
}

void crew_stop(struct crew *crew)
{
    crew_end(crew, crew->size);
}
