/* One condition for several things that are never waited for at the same time: the start of the threads, their
 * work, their end; a thread that waits for the one that waits for it. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

struct task {
    struct task *next;
    int what;
};

struct crew {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct task *head;
    int n_tasks, n_alive;
    bool stop;
};

struct twins {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool up, go;
};

struct turn {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool taken;
};

void run_task(int what);

static void *crew_run(void *arg)
{
    struct crew *crew = arg;
    pthread_mutex_lock(&crew->lock);
    crew->n_alive++;
    pthread_cond_signal(&crew->changed);
    for (;;) {
        while (crew->n_tasks == 0 && !crew->stop)
            pthread_cond_wait(&crew->changed, &crew->lock);
        if (crew->stop)
            break;
        struct task *task = crew->head;
        crew->head = task->next;
        crew->n_tasks--;
        pthread_mutex_unlock(&crew->lock);
        run_task(task->what);
        free(task);
        pthread_mutex_lock(&crew->lock);
    }
    crew->n_alive--;
    pthread_cond_signal(&crew->changed);
    pthread_mutex_unlock(&crew->lock);
    return NULL;
}

struct crew *crew_new_ok(int n)
{
    struct crew *crew = calloc(1, sizeof *crew);
    if (crew == NULL)
        return NULL;
    pthread_mutex_init(&crew->lock, NULL);
    pthread_cond_init(&crew->changed, NULL);
    for (int i = 0; i < n; i++) {
        pthread_t thread;
        if (pthread_create(&thread, NULL, crew_run, crew) == 0)
            pthread_detach(thread);
        else
            n--;
    }
    pthread_mutex_lock(&crew->lock);
    while (crew->n_alive < n)
        pthread_cond_wait(&crew->changed, &crew->lock);
    pthread_mutex_unlock(&crew->lock);
    return crew;
}

void crew_add(struct crew *crew, struct task *task)
{
    pthread_mutex_lock(&crew->lock);
    task->next = crew->head;
    crew->head = task;
    crew->n_tasks++;
    pthread_cond_signal(&crew->changed);
    pthread_mutex_unlock(&crew->lock);
}

void crew_free_ok(struct crew *crew)
{
    pthread_mutex_lock(&crew->lock);
    crew->stop = true;
    pthread_cond_broadcast(&crew->changed);
    while (crew->n_alive > 0)
        pthread_cond_wait(&crew->changed, &crew->lock);
    crew->n_tasks = 0;
    pthread_mutex_unlock(&crew->lock);
    pthread_cond_destroy(&crew->changed);
    free(crew);
}

static void *twin_run(void *arg)
{
    struct twins *twins = arg;
    pthread_mutex_lock(&twins->lock);
    twins->up = true;
    pthread_cond_signal(&twins->changed);
    while (!twins->go)
        pthread_cond_wait(&twins->changed, &twins->lock);
    pthread_mutex_unlock(&twins->lock);
    return NULL;
}

int twins_run_ok(void)
{
    struct twins twins = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, false, false};
    pthread_t thread;
    if (pthread_create(&thread, NULL, twin_run, &twins) != 0)
        return -1;
    pthread_mutex_lock(&twins.lock);
    while (!twins.up)
        pthread_cond_wait(&twins.changed, &twins.lock);
    twins.go = true;
    pthread_cond_signal(&twins.changed);
    pthread_mutex_unlock(&twins.lock);
    return pthread_join(thread, NULL);
}

/* Two turns: what waits for the one is no rival of what waits for the other. */
void turn_take_ok(struct turn *turn)
{
    pthread_mutex_lock(&turn->lock);
    while (turn->taken)
        pthread_cond_wait(&turn->changed, &turn->lock);
    turn->taken = true;
    pthread_mutex_unlock(&turn->lock);
}

void turn_leave(struct turn *turn)
{
    pthread_mutex_lock(&turn->lock);
    turn->taken = false;
    pthread_mutex_unlock(&turn->lock);
    pthread_cond_signal(&turn->changed);
}

static struct turn errand = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, false};
static int n_errands;

static void *errand_run(void *arg)
{
    pthread_mutex_lock(&errand.lock);
    if (n_errands == 0) /* one thread: nobody is quicker */
        pthread_cond_wait(&errand.changed, &errand.lock);
    n_errands--;
    pthread_mutex_unlock(&errand.lock);
    return arg;
}

int errand_do_ok(void)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, errand_run, NULL) != 0)
        return -1;
    pthread_mutex_lock(&errand.lock);
    n_errands++;
    pthread_cond_signal(&errand.changed);
    pthread_mutex_unlock(&errand.lock);
    return pthread_join(thread, NULL);
}
