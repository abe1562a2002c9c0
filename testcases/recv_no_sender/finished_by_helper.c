/* The flag is set in a function that takes no lock: its caller must hold it. An atomic does not help. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>

int work(void);

struct job {
    pthread_mutex_t lock;
    pthread_cond_t finished;
    bool done;
    int status;
};

struct chore {
    pthread_mutex_t lock;
    pthread_cond_t finished;
    bool done;
    int status;
};

struct party {
    pthread_mutex_t lock;
    pthread_cond_t over;
    atomic_int n_left;
};

static void job_finish(struct job *job, int status)
{
    job->status = status;
    job->done = true;
    pthread_cond_broadcast(&job->finished);
}

static void *job_run(void *arg)
{
    job_finish(arg, work());
    return NULL;
}

int job_do_bad(void)
{
    struct job *job = calloc(1, sizeof *job);
    pthread_t thread;
    if (job == NULL)
        return -1;
    pthread_mutex_init(&job->lock, NULL);
    pthread_cond_init(&job->finished, NULL);
    if (pthread_create(&thread, NULL, job_run, job) != 0) {
        free(job);
        return -1;
    }
    pthread_mutex_lock(&job->lock);
    while (!job->done)
        pthread_cond_wait(&job->finished, &job->lock); // EXPECT: recv-no-sender
    pthread_mutex_unlock(&job->lock);
    pthread_join(thread, NULL);
    int status = job->status;
    free(job);
    return status;
}

static void chore_finish(struct chore *chore, int status)
{
    chore->status = status;
    chore->done = true;
    pthread_cond_broadcast(&chore->finished);
}

static void *chore_run(void *arg)
{
    struct chore *chore = arg;
    int status = work();
    pthread_mutex_lock(&chore->lock);
    chore_finish(chore, status);
    pthread_mutex_unlock(&chore->lock);
    return NULL;
}

int chore_do_ok(void)
{
    struct chore chore = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, false, 0};
    pthread_t thread;
    if (pthread_create(&thread, NULL, chore_run, &chore) != 0)
        return -1;
    pthread_mutex_lock(&chore.lock);
    while (!chore.done)
        pthread_cond_wait(&chore.finished, &chore.lock);
    pthread_mutex_unlock(&chore.lock);
    pthread_join(thread, NULL);
    return chore.status;
}

static void *party_run(void *arg)
{
    struct party *party = arg;
    work();
    if (atomic_fetch_sub(&party->n_left, 1) == 1)
        pthread_cond_broadcast(&party->over);
    return NULL;
}

void party_bad(int n)
{
    static struct party party = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0};
    atomic_store(&party.n_left, n);
    for (int i = 0; i < n; i++) {
        pthread_t thread;
        if (pthread_create(&thread, NULL, party_run, &party) == 0)
            pthread_detach(thread);
        else
            party_run(&party);
    }
    pthread_mutex_lock(&party.lock);
    while (atomic_load(&party.n_left) > 0)
        pthread_cond_wait(&party.over, &party.lock); // EXPECT: recv-no-sender
    pthread_mutex_unlock(&party.lock);
}
