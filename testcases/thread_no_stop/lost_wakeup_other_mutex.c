/* Some mutex is taken on the way to the stop, but not the waiter's, or not while the flag is set. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

void flush_all(void);

static pthread_mutex_t table_lock = PTHREAD_MUTEX_INITIALIZER;
static int n_open;

/* another mutex */
struct flusher {
    pthread_mutex_t lock;
    pthread_cond_t cond;
    int dirty;
    bool stop;
    pthread_t thread;
};

static void *flusher_run(void *arg)
{
    struct flusher *f = arg;
    pthread_mutex_lock(&f->lock);
    while (!f->stop) {
        while (f->dirty == 0 && !f->stop)
            pthread_cond_wait(&f->cond, &f->lock);
        f->dirty = 0;
        pthread_mutex_unlock(&f->lock);
        flush_all();
        pthread_mutex_lock(&f->lock);
    }
    pthread_mutex_unlock(&f->lock);
    return NULL;
}

struct flusher *flusher_new_bad(void)
{
    struct flusher *f = calloc(1, sizeof *f);
    if (f == NULL)
        return NULL;
    pthread_mutex_init(&f->lock, NULL);
    pthread_cond_init(&f->cond, NULL);
    if (pthread_create(&f->thread, NULL, flusher_run, f) == 0) // EXPECT: thread-no-stop
        return f;
    free(f);
    return NULL;
}

void flusher_mark(struct flusher *f)
{
    pthread_mutex_lock(&f->lock);
    f->dirty++;
    pthread_cond_signal(&f->cond);
    pthread_mutex_unlock(&f->lock);
}

void flusher_free(struct flusher *f)
{
    pthread_mutex_lock(&table_lock);
    n_open--;
    pthread_mutex_unlock(&table_lock);
    f->stop = true;
    pthread_cond_signal(&f->cond);
    pthread_join(f->thread, NULL);
    free(f);
}

/* the right one, given back too early */
struct packer {
    pthread_mutex_t lock;
    pthread_cond_t cond;
    int dirty;
    bool stop;
    pthread_t thread;
};

static void *packer_run(void *arg)
{
    struct packer *p = arg;
    pthread_mutex_lock(&p->lock);
    while (!p->stop) {
        while (p->dirty == 0 && !p->stop)
            pthread_cond_wait(&p->cond, &p->lock);
        p->dirty = 0;
        pthread_mutex_unlock(&p->lock);
        flush_all();
        pthread_mutex_lock(&p->lock);
    }
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

struct packer *packer_new_bad(void)
{
    struct packer *p = calloc(1, sizeof *p);
    if (p == NULL)
        return NULL;
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->cond, NULL);
    if (pthread_create(&p->thread, NULL, packer_run, p) == 0) // EXPECT: thread-no-stop
        return p;
    free(p);
    return NULL;
}

void packer_mark(struct packer *p)
{
    pthread_mutex_lock(&p->lock);
    p->dirty++;
    pthread_cond_signal(&p->cond);
    pthread_mutex_unlock(&p->lock);
}

void packer_free(struct packer *p)
{
    pthread_mutex_lock(&p->lock);
    p->dirty = 0;
    pthread_mutex_unlock(&p->lock);
    p->stop = true;
    pthread_cond_broadcast(&p->cond);
    pthread_join(p->thread, NULL);
    free(p);
}

/* set outside, but taken before the signal: who looked before is waiting by then */
struct sorter {
    pthread_mutex_t lock;
    pthread_cond_t cond;
    int dirty;
    bool stop;
    pthread_t thread;
};

static void *sorter_run(void *arg)
{
    struct sorter *s = arg;
    pthread_mutex_lock(&s->lock);
    while (!s->stop) {
        while (s->dirty == 0 && !s->stop)
            pthread_cond_wait(&s->cond, &s->lock);
        s->dirty = 0;
        pthread_mutex_unlock(&s->lock);
        flush_all();
        pthread_mutex_lock(&s->lock);
    }
    pthread_mutex_unlock(&s->lock);
    return NULL;
}

struct sorter *sorter_new_ok(void)
{
    struct sorter *s = calloc(1, sizeof *s);
    if (s == NULL)
        return NULL;
    pthread_mutex_init(&s->lock, NULL);
    pthread_cond_init(&s->cond, NULL);
    if (pthread_create(&s->thread, NULL, sorter_run, s) == 0)
        return s;
    free(s);
    return NULL;
}

void sorter_mark(struct sorter *s)
{
    pthread_mutex_lock(&s->lock);
    s->dirty++;
    pthread_cond_signal(&s->cond);
    pthread_mutex_unlock(&s->lock);
}

void sorter_free(struct sorter *s)
{
    pthread_mutex_lock(&table_lock);
    n_open--;
    pthread_mutex_unlock(&table_lock);
    s->stop = true;
    pthread_mutex_lock(&s->lock);
    pthread_cond_signal(&s->cond);
    pthread_mutex_unlock(&s->lock);
    pthread_join(s->thread, NULL);
    free(s);
}

/* behind wrappers, and the flag behind a function */
struct monitor {
    pthread_mutex_t lock;
    pthread_cond_t cond;
};

static void monitor_enter(struct monitor *m)
{
    pthread_mutex_lock(&m->lock);
}

static void monitor_leave(struct monitor *m)
{
    pthread_mutex_unlock(&m->lock);
}

static void monitor_wait(struct monitor *m)
{
    pthread_cond_wait(&m->cond, &m->lock);
}

static void monitor_wake(struct monitor *m)
{
    pthread_cond_broadcast(&m->cond);
}

struct indexer {
    struct monitor monitor;
    int dirty;
    int stop;
    pthread_t thread;
};

struct crawler {
    struct monitor monitor;
    int dirty;
    int stop;
    pthread_t thread;
};

static void *indexer_run(void *arg)
{
    struct indexer *x = arg;
    monitor_enter(&x->monitor);
    while (!x->stop) {
        if (x->dirty == 0) {
            monitor_wait(&x->monitor);
            continue;
        }
        x->dirty = 0;
        monitor_leave(&x->monitor);
        flush_all();
        monitor_enter(&x->monitor);
    }
    monitor_leave(&x->monitor);
    return NULL;
}

static void *crawler_run(void *arg)
{
    struct crawler *c = arg;
    monitor_enter(&c->monitor);
    while (!c->stop) {
        if (c->dirty == 0) {
            monitor_wait(&c->monitor);
            continue;
        }
        c->dirty = 0;
        monitor_leave(&c->monitor);
        flush_all();
        monitor_enter(&c->monitor);
    }
    monitor_leave(&c->monitor);
    return NULL;
}

int indexer_start_bad(struct indexer *x)
{
    return pthread_create(&x->thread, NULL, indexer_run, x); // EXPECT: thread-no-stop
}

void indexer_mark(struct indexer *x)
{
    monitor_enter(&x->monitor);
    x->dirty++;
    monitor_wake(&x->monitor);
    monitor_leave(&x->monitor);
}

void indexer_stop(struct indexer *x)
{
    monitor_enter(&x->monitor);
    x->dirty = 0;
    monitor_leave(&x->monitor);
    x->stop = 1;
    monitor_wake(&x->monitor);
    pthread_join(x->thread, NULL);
}

int crawler_start_ok(struct crawler *c)
{
    return pthread_create(&c->thread, NULL, crawler_run, c);
}

void crawler_mark(struct crawler *c)
{
    monitor_enter(&c->monitor);
    c->dirty++;
    monitor_wake(&c->monitor);
    monitor_leave(&c->monitor);
}

void crawler_stop(struct crawler *c)
{
    monitor_enter(&c->monitor);
    c->stop = 1;
    monitor_leave(&c->monitor);
    monitor_wake(&c->monitor);
    pthread_join(c->thread, NULL);
}

/* told again and again, until the thread has answered */
struct feeder {
    pthread_mutex_t lock;
    pthread_cond_t cond;
    int dirty;
    bool stop;
    bool gone;
    pthread_t thread;
};

static void *feeder_run(void *arg)
{
    struct feeder *f = arg;
    pthread_mutex_lock(&f->lock);
    while (!f->stop) {
        while (f->dirty == 0 && !f->stop)
            pthread_cond_wait(&f->cond, &f->lock);
        f->dirty = 0;
    }
    pthread_mutex_unlock(&f->lock);
    f->gone = true;
    return NULL;
}

int feeder_start_ok(struct feeder *f)
{
    f->gone = false;
    return pthread_create(&f->thread, NULL, feeder_run, f);
}

void feeder_stop(struct feeder *f)
{
    f->stop = true;
    while (!f->gone) {
        pthread_cond_signal(&f->cond);
        flush_all();
    }
    pthread_join(f->thread, NULL);
}
