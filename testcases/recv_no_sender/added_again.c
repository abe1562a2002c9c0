/* Who puts something back must wake, too, where others wait for it. Who need not: whoever calls a function
 * that does so afterwards, who has done so before under the same lock, who fills the queue before there is
 * anybody to wait, and the only thread that takes things out. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

struct task {
    struct task *next;
    int what;
};

struct work {
    pthread_mutex_t lock;
    pthread_cond_t some;
    struct task *head;
    int n;
    bool stop;
};

void run_task(int what);

static struct work lost = {.lock = PTHREAD_MUTEX_INITIALIZER, .some = PTHREAD_COND_INITIALIZER};
static struct work kept = {.lock = PTHREAD_MUTEX_INITIALIZER, .some = PTHREAD_COND_INITIALIZER};

static void work_link(struct work *work, struct task *task)
{
    task->next = work->head;
    work->head = task;
    work->n++;
}

static struct task *work_unlink(struct work *work)
{
    struct task *task = work->head;
    work->head = task->next;
    work->n--;
    return task;
}

static void *lost_run(void *arg)
{
    for (;;) {
        pthread_mutex_lock(&lost.lock);
        while (lost.n == 0 && !lost.stop)
            pthread_cond_wait(&lost.some, &lost.lock); // EXPECT: recv-no-sender
        if (lost.stop)
            break;
        struct task *task = work_unlink(&lost);
        pthread_mutex_unlock(&lost.lock);
        run_task(task->what);
        free(task);
    }
    pthread_mutex_unlock(&lost.lock);
    return arg;
}

void lost_add(struct task *task)
{
    pthread_mutex_lock(&lost.lock);
    task->next = lost.head;
    lost.head = task;
    lost.n++;
    pthread_cond_signal(&lost.some);
    pthread_mutex_unlock(&lost.lock);
}

void lost_add_again_bad(struct task *task)
{
    pthread_mutex_lock(&lost.lock);
    task->next = lost.head;
    lost.head = task;
    lost.n++;
    pthread_mutex_unlock(&lost.lock);
}

void lost_stop(void)
{
    pthread_mutex_lock(&lost.lock);
    lost.stop = true;
    pthread_cond_broadcast(&lost.some);
    pthread_mutex_unlock(&lost.lock);
}

int lost_start(void)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, lost_run, NULL) != 0)
        return -1;
    return pthread_detach(thread);
}

static void *kept_run(void *arg)
{
    for (;;) {
        pthread_mutex_lock(&kept.lock);
        while (kept.n == 0 && !kept.stop)
            pthread_cond_wait(&kept.some, &kept.lock);
        if (kept.stop)
            break;
        struct task *task = work_unlink(&kept);
        bool again = task->what < 0;
        if (again)
            work_link(&kept, task);
        pthread_mutex_unlock(&kept.lock);
        run_task(task->what);
        if (!again)
            free(task);
    }
    pthread_mutex_unlock(&kept.lock);
    return arg;
}

/* The one thread that waits looks again when it comes back: it has to be told where there was nothing. */
void kept_add_ok(struct task *task)
{
    pthread_mutex_lock(&kept.lock);
    task->next = kept.head;
    kept.head = task;
    if (kept.n++ == 0)
        pthread_cond_signal(&kept.some);
    pthread_mutex_unlock(&kept.lock);
}

void kept_add_first_ok(struct task *task)
{
    pthread_mutex_lock(&kept.lock);
    bool was_empty = kept.n == 0;
    task->next = kept.head;
    kept.head = task;
    kept.n++;
    pthread_mutex_unlock(&kept.lock);
    if (was_empty)
        pthread_cond_signal(&kept.some);
}

void kept_add_many_ok(struct task **tasks, int n)
{
    pthread_mutex_lock(&kept.lock);
    for (int i = 0; i < n; i++)
        work_link(&kept, tasks[i]);
    pthread_mutex_unlock(&kept.lock);
    pthread_cond_broadcast(&kept.some);
}

void kept_add_early_ok(struct task *task)
{
    pthread_mutex_lock(&kept.lock);
    pthread_cond_signal(&kept.some);
    task->next = kept.head;
    kept.head = task;
    kept.n++;
    pthread_mutex_unlock(&kept.lock);
}

void kept_stop(void)
{
    pthread_mutex_lock(&kept.lock);
    kept.stop = true;
    pthread_cond_broadcast(&kept.some);
    pthread_mutex_unlock(&kept.lock);
}

int kept_start_ok(struct task *first)
{
    pthread_t thread;
    pthread_mutex_lock(&kept.lock);
    kept.head = first;
    kept.n = 1;
    pthread_mutex_unlock(&kept.lock);
    if (pthread_create(&thread, NULL, kept_run, NULL) != 0)
        return -1;
    return pthread_detach(thread);
}
