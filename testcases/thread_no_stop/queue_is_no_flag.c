/* The head of a queue ends a loop as well, and is set to NULL where threads are joined; the flag that stops
 * them is another one. */
#include <pthread.h>
#include <stdlib.h>

struct job {
    struct job *next;
};

struct crew {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct job *jobs;
    int stop;
    int n_threads;
    pthread_t threads[4];
};

static struct job *crew_next(struct crew *crew)
{
    pthread_mutex_lock(&crew->lock);
    while (crew->jobs == NULL && !crew->stop)
        pthread_cond_wait(&crew->changed, &crew->lock);
    struct job *job = crew->jobs;
    if (job != NULL)
        crew->jobs = job->next;
    pthread_mutex_unlock(&crew->lock);
    return job;
}

static void *crew_run(void *arg)
{
    struct crew *crew = arg;
    struct job *job;
    while ((job = crew_next(crew)) != NULL) {
        while (crew->jobs != NULL && job->next == crew->jobs)
            crew->jobs = crew->jobs->next;
        free(job);
    }
    return NULL;
}

static void crew_stop(struct crew *crew)
{
    pthread_mutex_lock(&crew->lock);
    crew->stop = 1;
    pthread_cond_broadcast(&crew->changed);
    pthread_mutex_unlock(&crew->lock);
}

void crew_free(struct crew *crew)
{
    crew_stop(crew);
    for (int i = 0; i < crew->n_threads; i++)
        pthread_join(crew->threads[i], NULL);
    free(crew);
}

struct crew *crew_new_ok(void)
{
    struct crew *crew = calloc(1, sizeof *crew);
    if (crew == NULL)
        return NULL;
    pthread_mutex_init(&crew->lock, NULL);
    pthread_cond_init(&crew->changed, NULL);
    for (; crew->n_threads < 4; crew->n_threads++)
        if (pthread_create(&crew->threads[crew->n_threads], NULL, crew_run, crew) != 0) {
            crew->jobs = NULL;
            crew_free(crew);
            return NULL;
        }
    return crew;
}
