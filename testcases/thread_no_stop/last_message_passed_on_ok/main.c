/* One last message ends all workers: each passes it on to the next one. Others end by what all of them see, when they are
 * woken by a message. */
#include "jobs.h"

#include <stdatomic.h>
#include <stdlib.h>

enum { N_WORKERS = 4 };

static struct jobs jobs, orders;
static atomic_int sum;

static void *work(void *arg)
{
    struct job *job;
    while ((job = jobs_take(&jobs))->kind != JOB_QUIT) {
        sum += job->number;
        free(job);
    }
    jobs_put(&jobs, job);
    return arg;
}

static void ask(struct jobs *to, enum job_kind kind, int number)
{
    struct job *job = malloc(sizeof *job);
    if (job == NULL)
        abort();
    job->kind = kind;
    job->number = number;
    jobs_put(to, job);
}

/* ---- told by an object that they share ---- */

struct shop {
    pthread_mutex_t lock;
    enum { SHOP_OPEN = 1, SHOP_CLOSED } state;
};

static void *serve(void *arg)
{
    struct shop *shop = arg;
    for (;;) {
        free(jobs_take(&orders));
        pthread_mutex_lock(&shop->lock);
        int state = shop->state;
        pthread_mutex_unlock(&shop->lock);
        if (state == SHOP_CLOSED)
            return NULL;
    }
}

static void serve_all(void)
{
    struct shop shop = {.lock = PTHREAD_MUTEX_INITIALIZER, .state = SHOP_OPEN};
    pthread_t servers[N_WORKERS];
    int n = 0;
    while (n < N_WORKERS && pthread_create(&servers[n], NULL, serve, &shop) == 0)
        n++;
    pthread_mutex_lock(&shop.lock);
    shop.state = SHOP_CLOSED;
    pthread_mutex_unlock(&shop.lock);
    for (int i = 0; i < n; i++)
        ask(&orders, JOB_PRINT, 0);
    for (int i = 0; i < n; i++)
        pthread_join(servers[i], NULL);
}

int main(void)
{
    pthread_t workers[N_WORKERS];
    int n = 0;
    jobs_init(&jobs);
    jobs_init(&orders);
    while (n < N_WORKERS && pthread_create(&workers[n], NULL, work, NULL) == 0)
        n++;
    for (int i = 0; n > 0 && i < 1000; i++)
        ask(&jobs, JOB_ADD, i);
    ask(&jobs, JOB_QUIT, 0);
    for (int i = 0; i < n; i++)
        pthread_join(workers[i], NULL);
    serve_all();
    return 0;
}
