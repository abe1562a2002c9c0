/* The error path of the start-up tells the threads and wakes them; the stop tells them, and nothing wakes them. */
#include <pthread.h>
#include <stdlib.h>

enum { WORKERS = 4 };

struct crew {
    pthread_t threads[WORKERS];
    pthread_mutex_t lock;
    pthread_cond_t work;
    int stopping, jobs;
};

struct crew *crew_start_bad(void);
void crew_stop_bad(struct crew *crew);

static void *work_bad(void *arg)
{
    struct crew *crew = arg;

    pthread_mutex_lock(&crew->lock);
    while (!crew->stopping) {
        if (crew->jobs == 0) {
            pthread_cond_wait(&crew->work, &crew->lock);
            continue;
        }
        crew->jobs--;
    }
    pthread_mutex_unlock(&crew->lock);
    return NULL;
}

struct crew *crew_start_bad(void)
{
    struct crew *crew = calloc(1, sizeof(*crew));
    int started = 0;

    if (!crew)
        return NULL;
    pthread_mutex_init(&crew->lock, NULL);
    pthread_cond_init(&crew->work, NULL);
    for (; started < WORKERS; started++)
        if (pthread_create(&crew->threads[started], NULL, work_bad, crew)) // EXPECT: thread-no-stop
            break;
    if (started == WORKERS)
        return crew;
    pthread_mutex_lock(&crew->lock);
    crew->stopping = 1;
    pthread_cond_broadcast(&crew->work);
    pthread_mutex_unlock(&crew->lock);
    while (started-- > 0)
        pthread_join(crew->threads[started], NULL);
    free(crew);
    return NULL;
}

void crew_stop_bad(struct crew *crew)
{
    pthread_mutex_lock(&crew->lock);
    crew->stopping = 1;
    pthread_mutex_unlock(&crew->lock);
    for (int i = 0; i < WORKERS; i++)
        pthread_join(crew->threads[i], NULL);
    free(crew);
}

struct team {
    pthread_t threads[WORKERS];
    pthread_mutex_t lock;
    pthread_cond_t work;
    int stopping, jobs;
};

struct team *team_start_ok(void);
void team_stop_ok(struct team *team);

static void *work_ok(void *arg)
{
    struct team *team = arg;

    pthread_mutex_lock(&team->lock);
    while (!team->stopping) {
        if (team->jobs == 0) {
            pthread_cond_wait(&team->work, &team->lock);
            continue;
        }
        team->jobs--;
    }
    pthread_mutex_unlock(&team->lock);
    return NULL;
}

struct team *team_start_ok(void)
{
    struct team *team = calloc(1, sizeof(*team));
    int started = 0;

    if (!team)
        return NULL;
    pthread_mutex_init(&team->lock, NULL);
    pthread_cond_init(&team->work, NULL);
    for (; started < WORKERS; started++)
        if (pthread_create(&team->threads[started], NULL, work_ok, team))
            break;
    if (started == WORKERS)
        return team;
    pthread_mutex_lock(&team->lock);
    team->stopping = 1;
    pthread_cond_broadcast(&team->work);
    pthread_mutex_unlock(&team->lock);
    while (started-- > 0)
        pthread_join(team->threads[started], NULL);
    free(team);
    return NULL;
}

void team_stop_ok(struct team *team)
{
    pthread_mutex_lock(&team->lock);
    team->stopping = 1;
    pthread_cond_broadcast(&team->work);
    pthread_mutex_unlock(&team->lock);
    for (int i = 0; i < WORKERS; i++)
        pthread_join(team->threads[i], NULL);
    free(team);
}
