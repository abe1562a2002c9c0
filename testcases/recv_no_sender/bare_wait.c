/* A wait that looks at nothing before it sleeps: what was signalled before is not remembered. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

struct greeter {
    pthread_mutex_t lock;
    pthread_cond_t greeted;
    FILE *to;
};

struct bidder {
    pthread_mutex_t lock;
    pthread_cond_t bidden;
    bool has_bid;
    FILE *to;
};

struct caller {
    pthread_mutex_t lock;
    pthread_cond_t called;
    FILE *to;
};

static void *greet(void *arg)
{
    struct greeter *g = arg;
    fputs("hello\n", g->to);
    pthread_mutex_lock(&g->lock);
    pthread_cond_signal(&g->greeted);
    pthread_mutex_unlock(&g->lock);
    return NULL;
}

static void *bid(void *arg)
{
    struct bidder *b = arg;
    fputs("ten\n", b->to);
    pthread_mutex_lock(&b->lock);
    b->has_bid = true;
    pthread_cond_signal(&b->bidden);
    pthread_mutex_unlock(&b->lock);
    return NULL;
}

static void *call_out(void *arg)
{
    struct caller *c = arg;
    fputs("next\n", c->to);
    pthread_mutex_lock(&c->lock);
    pthread_cond_signal(&c->called);
    pthread_mutex_unlock(&c->lock);
    return NULL;
}

int greet_bad(void)
{
    struct greeter g = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, stdout};
    pthread_t thread;
    if (pthread_create(&thread, NULL, greet, &g) != 0)
        return -1;
    pthread_mutex_lock(&g.lock);
    pthread_cond_wait(&g.greeted, &g.lock); // EXPECT: recv-no-sender
    pthread_mutex_unlock(&g.lock);
    return pthread_join(thread, NULL);
}

int bid_ok(void)
{
    struct bidder b = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, false, stdout};
    pthread_t thread;
    if (pthread_create(&thread, NULL, bid, &b) != 0)
        return -1;
    pthread_mutex_lock(&b.lock);
    while (!b.has_bid)
        pthread_cond_wait(&b.bidden, &b.lock);
    pthread_mutex_unlock(&b.lock);
    return pthread_join(thread, NULL);
}

/* The lock is held from before the spawn: the thread cannot signal before the wait has begun. */
int call_out_ok(void)
{
    struct caller c = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, stdout};
    pthread_t thread;
    pthread_mutex_lock(&c.lock);
    int rc = pthread_create(&thread, NULL, call_out, &c);
    if (rc == 0)
        pthread_cond_wait(&c.called, &c.lock);
    pthread_mutex_unlock(&c.lock);
    return rc == 0 ? pthread_join(thread, NULL) : -1;
}
