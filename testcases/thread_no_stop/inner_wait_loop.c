/* The outer loop tests the flag, the inner wait does not: woken, it waits on. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <threads.h>

struct job {
    struct job *next;
    void (*run)(struct job *job);
};

struct executor {
    pthread_mutex_t lock;
    pthread_cond_t not_empty;
    struct job *jobs;
    bool stop;
    pthread_t thread;
};

struct runner {
    pthread_mutex_t lock;
    pthread_cond_t not_empty;
    struct job *jobs;
    bool stop;
    pthread_t thread;
};

static void *executor_run(void *arg)
{
    struct executor *e = arg;
    while (!e->stop) {
        pthread_mutex_lock(&e->lock);
        while (e->jobs == NULL)
            pthread_cond_wait(&e->not_empty, &e->lock);
        struct job *job = e->jobs;
        if (job != NULL)
            e->jobs = job->next;
        pthread_mutex_unlock(&e->lock);
        free(job);
    }
    return NULL;
}

static void *runner_run(void *arg)
{
    struct runner *r = arg;
    while (!r->stop) {
        pthread_mutex_lock(&r->lock);
        while (r->jobs == NULL && !r->stop)
            pthread_cond_wait(&r->not_empty, &r->lock);
        struct job *job = r->jobs;
        if (job != NULL)
            r->jobs = job->next;
        pthread_mutex_unlock(&r->lock);
        free(job);
    }
    return NULL;
}

struct executor *executor_new_bad(void)
{
    struct executor *e = calloc(1, sizeof *e);
    if (e == NULL)
        return NULL;
    pthread_mutex_init(&e->lock, NULL);
    pthread_cond_init(&e->not_empty, NULL);
    if (pthread_create(&e->thread, NULL, executor_run, e) == 0) // EXPECT: thread-no-stop
        return e;
    free(e);
    return NULL;
}

void executor_add(struct executor *e, struct job *job)
{
    pthread_mutex_lock(&e->lock);
    job->next = e->jobs;
    e->jobs = job;
    pthread_cond_signal(&e->not_empty);
    pthread_mutex_unlock(&e->lock);
}

void executor_free(struct executor *e)
{
    pthread_mutex_lock(&e->lock);
    e->stop = true;
    pthread_cond_broadcast(&e->not_empty);
    pthread_mutex_unlock(&e->lock);
    pthread_join(e->thread, NULL);
    free(e);
}

struct runner *runner_new_ok(void)
{
    struct runner *r = calloc(1, sizeof *r);
    if (r == NULL)
        return NULL;
    pthread_mutex_init(&r->lock, NULL);
    pthread_cond_init(&r->not_empty, NULL);
    if (pthread_create(&r->thread, NULL, runner_run, r) == 0)
        return r;
    free(r);
    return NULL;
}

void runner_add(struct runner *r, struct job *job)
{
    pthread_mutex_lock(&r->lock);
    job->next = r->jobs;
    r->jobs = job;
    pthread_cond_signal(&r->not_empty);
    pthread_mutex_unlock(&r->lock);
}

void runner_free(struct runner *r)
{
    pthread_mutex_lock(&r->lock);
    r->stop = true;
    pthread_cond_broadcast(&r->not_empty);
    pthread_mutex_unlock(&r->lock);
    pthread_join(r->thread, NULL);
    free(r);
}

/* A wait for work in a function of its own, in C11. */
static mtx_t wash_lock, iron_lock;
static cnd_t wash_cond, iron_cond;
static int wash_items, iron_items;
static bool wash_done, iron_done;
static thrd_t wash_thread, iron_thread;

static int wash_take(void)
{
    mtx_lock(&wash_lock);
    while (wash_items == 0)
        cnd_wait(&wash_cond, &wash_lock);
    int item = wash_items--;
    mtx_unlock(&wash_lock);
    return item;
}

static int wash_run(void *arg)
{
    (void)arg;
    int sum = 0;
    while (!wash_done)
        sum += wash_take();
    return sum;
}

static int iron_take(void)
{
    mtx_lock(&iron_lock);
    while (iron_items == 0 && !iron_done)
        cnd_wait(&iron_cond, &iron_lock);
    int item = iron_items > 0 ? iron_items-- : 0;
    mtx_unlock(&iron_lock);
    return item;
}

static int iron_run(void *arg)
{
    (void)arg;
    int sum = 0;
    while (!iron_done)
        sum += iron_take();
    return sum;
}

int wash_start_bad(void)
{
    mtx_init(&wash_lock, mtx_plain);
    cnd_init(&wash_cond);
    return thrd_create(&wash_thread, wash_run, NULL); // EXPECT: thread-no-stop
}

void wash_add(void)
{
    mtx_lock(&wash_lock);
    wash_items++;
    cnd_signal(&wash_cond);
    mtx_unlock(&wash_lock);
}

void wash_stop(void)
{
    mtx_lock(&wash_lock);
    wash_done = true;
    cnd_signal(&wash_cond);
    mtx_unlock(&wash_lock);
    thrd_join(wash_thread, NULL);
}

int iron_start_ok(void)
{
    mtx_init(&iron_lock, mtx_plain);
    cnd_init(&iron_cond);
    return thrd_create(&iron_thread, iron_run, NULL);
}

void iron_add(void)
{
    mtx_lock(&iron_lock);
    iron_items++;
    cnd_signal(&iron_cond);
    mtx_unlock(&iron_lock);
}

void iron_stop(void)
{
    mtx_lock(&iron_lock);
    iron_done = true;
    cnd_signal(&iron_cond);
    mtx_unlock(&iron_lock);
    thrd_join(iron_thread, NULL);
}

/* The inner wait is for items alone, but stopping brings one. */
static pthread_mutex_t dry_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t dry_cond = PTHREAD_COND_INITIALIZER;
static int dry_items;
static bool dry_done;
static pthread_t dry_thread;

static void *dry_run(void *arg)
{
    bool done = false;
    while (!done) {
        pthread_mutex_lock(&dry_lock);
        while (dry_items == 0)
            pthread_cond_wait(&dry_cond, &dry_lock);
        dry_items--;
        done = dry_done;
        pthread_mutex_unlock(&dry_lock);
    }
    return arg;
}

int dry_start_ok(void)
{
    return pthread_create(&dry_thread, NULL, dry_run, NULL);
}

void dry_add(void)
{
    pthread_mutex_lock(&dry_lock);
    dry_items++;
    pthread_cond_signal(&dry_cond);
    pthread_mutex_unlock(&dry_lock);
}

void dry_stop(void)
{
    pthread_mutex_lock(&dry_lock);
    dry_done = true;
    dry_items++;
    pthread_cond_signal(&dry_cond);
    pthread_mutex_unlock(&dry_lock);
    pthread_join(dry_thread, NULL);
}
