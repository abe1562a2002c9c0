/* Pushed after a receiver was stopped and joined, and yet it is received: another worker is there, or
 * the thread was started anew, or he who stopped it takes the rest himself. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

enum { MAX_WORKERS = 8 };

struct job {
    struct job *next;
    int number;
};

void do_job(int number);

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t work = PTHREAD_COND_INITIALIZER;
static struct job *jobs;
static int n_wanted, n_workers;
static pthread_t workers[MAX_WORKERS];

static struct job *take_locked(void)
{
    struct job *job = jobs;
    if (job != NULL)
        jobs = job->next;
    return job;
}

static void *run(void *arg)
{
    int self = *(int *)arg;
    pthread_mutex_lock(&lock);
    while (self < n_wanted) {
        struct job *job = take_locked();
        if (job == NULL) {
            pthread_cond_wait(&work, &lock);
            continue;
        }
        pthread_mutex_unlock(&lock);
        do_job(job->number);
        free(job);
        pthread_mutex_lock(&lock);
    }
    pthread_mutex_unlock(&lock);
    return NULL;
}

int push(int number)
{
    struct job *job = malloc(sizeof *job);
    if (job == NULL)
        return -1;
    job->number = number;
    pthread_mutex_lock(&lock);
    job->next = jobs;
    jobs = job;
    pthread_cond_signal(&work);
    pthread_mutex_unlock(&lock);
    return 0;
}

int grow(void)
{
    static int numbers[MAX_WORKERS];
    if (n_workers == MAX_WORKERS)
        return -1;
    numbers[n_workers] = n_workers;
    pthread_mutex_lock(&lock);
    n_wanted = n_workers + 1;
    pthread_mutex_unlock(&lock);
    if (pthread_create(&workers[n_workers], NULL, run, &numbers[n_workers]) != 0)
        return -1;
    n_workers++;
    return 0;
}

static void shrink(void)
{
    pthread_mutex_lock(&lock);
    n_wanted = n_workers - 1;
    pthread_cond_broadcast(&work);
    pthread_mutex_unlock(&lock);
    pthread_join(workers[--n_workers], NULL);
}

void relax_ok(int number)
{
    if (n_workers > 1)
        shrink();
    push(number);
}

void replace_ok(int number)
{
    if (n_workers > 0)
        shrink();
    if (grow() == 0)
        push(number);
}

void finish_ok(int number)
{
    struct job *job;
    while (n_workers > 0)
        shrink();
    push(number);
    pthread_mutex_lock(&lock);
    while ((job = take_locked()) != NULL) {
        do_job(job->number);
        free(job);
    }
    pthread_mutex_unlock(&lock);
}
