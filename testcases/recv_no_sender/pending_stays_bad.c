/* What is pending is counted before it is handed over; where the queue turns it away, it has to be taken off
 * again, or whoever waits for all waits for ever. */
#include <pthread.h>
#include <stdlib.h>
#include <stdbool.h>

struct task {
    struct task *next;
    void (*run)(void *);
    void *arg;
};
struct group {
    pthread_mutex_t lock;
    pthread_cond_t more, all_done;
    struct task *head, **tail;
    size_t queued, limit;
    int pending;
    bool closing;
};

static bool enqueue(struct group *g, struct task *t)
{
    pthread_mutex_lock(&g->lock);
    if (g->queued >= g->limit || g->closing) {
        pthread_mutex_unlock(&g->lock);
        return false;
    }
    t->next = NULL;
    *g->tail = t;
    g->tail = &t->next;
    g->queued++;
    pthread_cond_signal(&g->more);
    pthread_mutex_unlock(&g->lock);
    return true;
}

static void *work(void *p)
{
    struct group *g = p;
    for (;;) {
        pthread_mutex_lock(&g->lock);
        while (!g->head && !g->closing)
            pthread_cond_wait(&g->more, &g->lock);
        struct task *t = g->head;
        if (!t) {
            pthread_mutex_unlock(&g->lock);
            return NULL;
        }
        g->head = t->next;
        if (!g->head)
            g->tail = &g->head;
        g->queued--;
        pthread_mutex_unlock(&g->lock);
        t->run(t->arg);
        free(t);
        pthread_mutex_lock(&g->lock);
        if (--g->pending == 0)
            pthread_cond_broadcast(&g->all_done);
        pthread_mutex_unlock(&g->lock);
    }
}

int group_add(struct group *g, void (*run)(void *), void *arg)
{
    struct task *t = malloc(sizeof *t);
    if (!t)
        return -1;
    t->run = run;
    t->arg = arg;
    pthread_mutex_lock(&g->lock);
    g->pending++;
    pthread_mutex_unlock(&g->lock);
    if (!enqueue(g, t)) {
        free(t);
        return -1;
    }
    return 0;
}

static void group_wait(struct group *g)
{
    pthread_mutex_lock(&g->lock);
    while (g->pending != 0)
        pthread_cond_wait(&g->all_done, &g->lock); // EXPECT: recv-no-sender
    pthread_mutex_unlock(&g->lock);
}

static void show(void *arg)
{
    (void)arg;
}

int main(int argc, char **argv)
{
    static struct group g = {.lock = PTHREAD_MUTEX_INITIALIZER,
                             .more = PTHREAD_COND_INITIALIZER,
                             .all_done = PTHREAD_COND_INITIALIZER,
                             .limit = 16};
    pthread_t w;
    g.tail = &g.head;
    if (pthread_create(&w, NULL, work, &g) != 0)
        return 1;
    for (int i = 1; i < argc; i++)
        group_add(&g, show, argv[i]);
    group_wait(&g);
    pthread_mutex_lock(&g.lock);
    g.closing = true;
    pthread_cond_broadcast(&g.more);
    pthread_mutex_unlock(&g.lock);
    pthread_join(w, NULL);
    return 0;
}
