/* Workers that wait without a stop flag: each takes one pill off the queue and leaves; or the one
 * that leaves puts the pill back for the next. */
#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>

enum { N_WORKERS = 3 };

struct item {
    struct item *next;
    int work; /* < 0: go home */
};

struct line {
    pthread_mutex_t lock;
    pthread_cond_t some;
    struct item *first, **end;
};

void work_on(int work);

static struct line saws = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, NULL, &saws.first};
static struct line drills = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, NULL,
                             &drills.first};

static void line_add(struct line *line, int work)
{
    struct item *item = malloc(sizeof *item);
    if (item == NULL)
        abort();
    item->next = NULL;
    item->work = work;
    pthread_mutex_lock(&line->lock);
    *line->end = item;
    line->end = &item->next;
    pthread_cond_signal(&line->some);
    pthread_mutex_unlock(&line->lock);
}

static int line_take(struct line *line)
{
    pthread_mutex_lock(&line->lock);
    while (line->first == NULL)
        pthread_cond_wait(&line->some, &line->lock);
    struct item *item = line->first;
    line->first = item->next;
    if (line->first == NULL)
        line->end = &line->first;
    pthread_mutex_unlock(&line->lock);
    int work = item->work;
    free(item);
    return work;
}

static void *saw(void *arg)
{
    int work;
    while ((work = line_take(&saws)) >= 0)
        work_on(work);
    return arg;
}

static void *drill(void *arg)
{
    for (;;) {
        int work = line_take(&drills);
        if (work < 0) {
            line_add(&drills, work);
            return arg;
        }
        work_on(work);
    }
}

void cut_ok(const int *works, size_t n_works)
{
    pthread_t saw_threads[N_WORKERS];
    for (int i = 0; i < N_WORKERS; i++) {
        if (pthread_create(&saw_threads[i], NULL, saw, NULL) != 0)
            abort();
    }
    for (size_t i = 0; i < n_works; i++)
        line_add(&saws, works[i]);
    for (int i = 0; i < N_WORKERS; i++)
        line_add(&saws, -1);
    for (int i = 0; i < N_WORKERS; i++)
        pthread_join(saw_threads[i], NULL);
}

void bore_ok(const int *works, size_t n_works)
{
    pthread_t drill_threads[N_WORKERS];
    for (int i = 0; i < N_WORKERS; i++) {
        if (pthread_create(&drill_threads[i], NULL, drill, NULL) != 0)
            abort();
    }
    for (size_t i = 0; i < n_works; i++)
        line_add(&drills, works[i]);
    line_add(&drills, -1);
    for (int i = 0; i < N_WORKERS; i++)
        pthread_join(drill_threads[i], NULL);
}
