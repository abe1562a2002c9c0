/* A thread that gets its messages under a mutex and ends by one of them. That a message is never in another state it
 * asserts; a failed assertion ends the process, and is no way out for the thread. In the bad twin that state is what
 * the thread ends by, and it waits without a look at it. */
#include <pthread.h>
#include <stdlib.h>

enum { RESERVED = 1, READY = 2, ENDED = 3 };
enum { TEXT, EXIT };

struct item {
    unsigned state, kind;
};

struct worker {
    pthread_mutex_t lock;
    pthread_cond_t more;
    unsigned in, sent, got;
    pthread_t thread;
    struct item ring[64];
};

static void *consume_ok(void *arg)
{
    struct worker *w = arg;
    int end = 0;

    while (!end) {
        pthread_mutex_lock(&w->lock);
        if (w->got == w->sent)
            pthread_cond_wait(&w->more, &w->lock);
        unsigned left = w->sent - w->got;
        pthread_mutex_unlock(&w->lock);
        while (left > 0) {
            struct item *item = &w->ring[w->got % 64];
            if (item->state == RESERVED)
                continue;
            left--;
            if (item->state != READY)
                abort();
            w->got++;
            if (item->kind == EXIT)
                end = 1;
        }
    }
    return NULL;
}

static struct item *reserve(struct worker *w)
{
    struct item *item = &w->ring[w->in++ % 64];

    item->state = RESERVED;
    return item;
}

static void tell(struct worker *w, unsigned kind)
{
    struct item *item = reserve(w);

    item->kind = kind;
    item->state = READY;
    pthread_mutex_lock(&w->lock);
    w->sent++;
    pthread_cond_signal(&w->more);
    pthread_mutex_unlock(&w->lock);
}

struct worker *worker_new_ok(void)
{
    struct worker *w = calloc(1, sizeof *w);

    if (w == NULL)
        return NULL;
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->more, NULL);
    if (pthread_create(&w->thread, NULL, consume_ok, w)) {
        free(w);
        return NULL;
    }
    tell(w, TEXT);
    return w;
}

void worker_free_ok(struct worker *w)
{
    tell(w, EXIT);
    pthread_join(w->thread, NULL);
    free(w);
}

struct listener {
    pthread_mutex_t lock;
    pthread_cond_t more;
    unsigned state;
    pthread_t thread;
};

void listen_once(void);

static void *listen_bad(void *arg)
{
    struct listener *l = arg;

    while (l->state != ENDED) {
        listen_once();
        pthread_mutex_lock(&l->lock);
        pthread_cond_wait(&l->more, &l->lock); // EXPECT: recv-no-sender
        pthread_mutex_unlock(&l->lock);
    }
    return NULL;
}

int listener_start_bad(struct listener *l)
{
    pthread_mutex_init(&l->lock, NULL);
    pthread_cond_init(&l->more, NULL);
    l->state = READY;
    return pthread_create(&l->thread, NULL, listen_bad, l); // EXPECT: thread-no-stop
}

void listener_stop_bad(struct listener *l)
{
    pthread_mutex_lock(&l->lock);
    l->state = ENDED;
    pthread_cond_signal(&l->more);
    pthread_mutex_unlock(&l->lock);
    pthread_join(l->thread, NULL);
}
