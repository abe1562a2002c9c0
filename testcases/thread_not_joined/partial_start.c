/* Of several threads in a struct one cannot be started: those before it are abandoned, or joined. */
#include <pthread.h>
#include <stdlib.h>

#define N_THREADS 4

struct squad {
    pthread_t tids[N_THREADS];
    int n_jobs;
};

struct team {
    pthread_t tids[N_THREADS];
    int n_jobs;
};

static void *work(void *arg)
{
    return arg;
}

static int squad_start(struct squad *squad)
{
    for (int i = 0; i < N_THREADS; i++) {
        if (pthread_create(&squad->tids[i], NULL, work, squad) != 0) // EXPECT: thread-not-joined
            return -1;
    }
    return 0;
}

int squad_run_bad(int n_jobs)
{
    struct squad squad = {.n_jobs = n_jobs};
    if (squad_start(&squad) != 0)
        return -1;
    for (int i = 0; i < N_THREADS; i++)
        pthread_join(squad.tids[i], NULL);
    return 0;
}

static int team_start(struct team *team)
{
    for (int i = 0; i < N_THREADS; i++) {
        if (pthread_create(&team->tids[i], NULL, work, team) != 0) {
            while (--i >= 0)
                pthread_join(team->tids[i], NULL);
            return -1;
        }
    }
    return 0;
}

int team_run_ok(int n_jobs)
{
    struct team team = {.n_jobs = n_jobs};
    if (team_start(&team) != 0)
        return -1;
    for (int i = 0; i < N_THREADS; i++)
        pthread_join(team.tids[i], NULL);
    return 0;
}

/* On the heap: the array is freed with the handles in it. */
struct fleet {
    pthread_t *tids;
    int n;
};

struct flock {
    pthread_t *tids;
    int n;
};

struct fleet *fleet_new_bad(int n)
{
    struct fleet *fleet = calloc(1, sizeof *fleet);
    if (fleet == NULL)
        return NULL;
    fleet->n = n;
    fleet->tids = calloc((size_t)n, sizeof *fleet->tids);
    if (fleet->tids == NULL) {
        free(fleet);
        return NULL;
    }
    for (int i = 0; i < n; i++) {
        if (pthread_create(&fleet->tids[i], NULL, work, NULL) != 0) { // EXPECT: thread-not-joined
            free(fleet->tids);
            free(fleet);
            return NULL;
        }
    }
    return fleet;
}

void fleet_free(struct fleet *fleet)
{
    for (int i = 0; i < fleet->n; i++)
        pthread_join(fleet->tids[i], NULL);
    free(fleet->tids);
    free(fleet);
}

void flock_free(struct flock *flock)
{
    for (int i = 0; i < flock->n; i++)
        pthread_join(flock->tids[i], NULL);
    free(flock->tids);
    free(flock);
}

/* Counts those that run, and lets the destructor join them. */
struct flock *flock_new_ok(int n)
{
    struct flock *flock = calloc(1, sizeof *flock);
    if (flock == NULL)
        return NULL;
    flock->tids = calloc((size_t)n, sizeof *flock->tids);
    if (flock->tids == NULL) {
        free(flock);
        return NULL;
    }
    for (int i = 0; i < n; i++) {
        if (pthread_create(&flock->tids[i], NULL, work, NULL) != 0) {
            flock_free(flock);
            return NULL;
        }
        flock->n++;
    }
    return flock;
}
