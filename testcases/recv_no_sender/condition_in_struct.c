/* A condition in a struct of the program's own, with functions that only pass it on: each object has its own. */
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <time.h>

struct event {
    pthread_cond_t cond;
    clockid_t clock;
};

static inline int event_wait(struct event *event, pthread_mutex_t *lock)
{
    return pthread_cond_wait(&event->cond, lock);
}

static inline int event_signal(struct event *event)
{
    return pthread_cond_signal(&event->cond);
}

static inline int event_broadcast(struct event *event)
{
    return pthread_cond_broadcast(&event->cond);
}

int send_block(int block);
int store_block(int block);

/* ---- of two conditions, one is never signalled ---- */

struct sending {
    pthread_mutex_t lock;
    struct event sent;
    bool done;
    int block;
};

static void *send_bad(void *arg)
{
    struct sending *sending = arg;
    int rc = send_block(sending->block);

    pthread_mutex_lock(&sending->lock);
    sending->done = true;
    sending->block = rc;
    pthread_mutex_unlock(&sending->lock);
    return NULL;
}

int send_and_wait_bad(int block)
{
    struct sending sending = {
        PTHREAD_MUTEX_INITIALIZER, {PTHREAD_COND_INITIALIZER, CLOCK_REALTIME}, false, block};
    pthread_t sender;

    if (pthread_create(&sender, NULL, send_bad, &sending) != 0)
        return -1;
    pthread_mutex_lock(&sending.lock);
    while (!sending.done)
        event_wait(&sending.sent, &sending.lock); // EXPECT: recv-no-sender
    pthread_mutex_unlock(&sending.lock);
    pthread_join(sender, NULL);
    return sending.block;
}

struct storing {
    pthread_mutex_t lock;
    struct event stored;
    bool done;
    int block;
};

static void *store_ok(void *arg)
{
    struct storing *storing = arg;
    int rc = store_block(storing->block);

    pthread_mutex_lock(&storing->lock);
    storing->done = true;
    storing->block = rc;
    event_signal(&storing->stored);
    pthread_mutex_unlock(&storing->lock);
    return NULL;
}

int store_and_wait_ok(int block)
{
    struct storing storing = {
        PTHREAD_MUTEX_INITIALIZER, {PTHREAD_COND_INITIALIZER, CLOCK_REALTIME}, false, block};
    pthread_t writer;

    if (pthread_create(&writer, NULL, store_ok, &storing) != 0)
        return -1;
    pthread_mutex_lock(&storing.lock);
    while (!storing.done)
        event_wait(&storing.stored, &storing.lock);
    pthread_mutex_unlock(&storing.lock);
    pthread_join(writer, NULL);
    return storing.block;
}

/* ---- who is told through a pointer to one of them ---- */

static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static struct event opened = {PTHREAD_COND_INITIALIZER, CLOCK_REALTIME};
static struct event closed = {PTHREAD_COND_INITIALIZER, CLOCK_REALTIME};
static bool is_open;

void set_gate_ok(bool open)
{
    pthread_mutex_lock(&gate);
    struct event *changed = open ? &opened : &closed;
    is_open = open;
    event_broadcast(changed);
    pthread_mutex_unlock(&gate);
}

void pass_gate_ok(void)
{
    pthread_mutex_lock(&gate);
    while (!is_open)
        event_wait(&opened, &gate);
    pthread_mutex_unlock(&gate);
}

void await_close_ok(void)
{
    pthread_mutex_lock(&gate);
    while (is_open)
        event_wait(&closed, &gate);
    pthread_mutex_unlock(&gate);
}
