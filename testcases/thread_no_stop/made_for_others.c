/* One function makes all threads, with different bodies: what is wrong with one is said where it is asked
 * for. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

void draw(void);
void send_all(void);

static int make_thread(pthread_t *ret_thread, const char *name, void *(*body)(void *arg), void *arg)
{
    pthread_attr_t attr;
    int rc;
    if (name == NULL)
        return -1;
    if (pthread_attr_init(&attr) != 0)
        return -1;
    rc = pthread_create(ret_thread, &attr, body, arg);
    pthread_attr_destroy(&attr);
    return rc;
}

struct painter {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool dirty;
    bool stop;
};

static void *painter_run(void *arg)
{
    struct painter *p = arg;
    pthread_mutex_lock(&p->lock);
    while (!p->stop) {
        if (!p->dirty) {
            pthread_cond_wait(&p->changed, &p->lock);
            continue;
        }
        p->dirty = false;
        draw();
    }
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

int painter_start_bad(struct painter *p)
{
    return make_thread(&p->thread, "painter", painter_run, p); // EXPECT: thread-no-stop
}

void painter_touch(struct painter *p)
{
    pthread_mutex_lock(&p->lock);
    p->dirty = true;
    pthread_cond_signal(&p->changed);
    pthread_mutex_unlock(&p->lock);
}

void painter_stop(struct painter *p)
{
    pthread_mutex_lock(&p->lock);
    p->stop = true;
    pthread_mutex_unlock(&p->lock);
    pthread_join(p->thread, NULL);
}

struct sender {
    pthread_t thread;
    volatile bool stop;
};

static void *sender_run(void *arg)
{
    struct sender *s = arg;
    while (!s->stop) {
        send_all();
        usleep(1000);
    }
    return NULL;
}

int sender_start_bad(struct sender *s)
{
    return make_thread(&s->thread, "sender", sender_run, s); // EXPECT: thread-no-stop
}

void sender_stop(struct sender *s)
{
    pthread_join(s->thread, NULL);
    s->stop = true;
}

struct poller {
    pthread_t thread;
    volatile bool stop;
};

static void *poller_run(void *arg)
{
    struct poller *p = arg;
    while (!p->stop) {
        send_all();
        usleep(1000);
    }
    return NULL;
}

int poller_start_ok(struct poller *p)
{
    return make_thread(&p->thread, "poller", poller_run, p);
}

void poller_stop(struct poller *p)
{
    p->stop = true;
    pthread_join(p->thread, NULL);
}

/* endless, and cancelled */
struct clock_thread {
    pthread_t thread;
};

static void *clock_run(void *arg)
{
    for (;;) {
        draw();
        sleep(1);
    }
    return arg;
}

int clock_start_ok(struct clock_thread *c)
{
    return make_thread(&c->thread, "clock", clock_run, c);
}

void clock_stop(struct clock_thread *c)
{
    pthread_cancel(c->thread);
    pthread_join(c->thread, NULL);
}

/* endless, and joined */
struct fan {
    pthread_t thread;
};

static void *fan_run(void *arg)
{
    for (;;) {
        draw();
        sleep(1);
    }
    return arg;
}

int fan_start_bad(struct fan *f)
{
    return make_thread(&f->thread, "fan", fan_run, f); // EXPECT: thread-no-stop
}

void fan_stop(struct fan *f)
{
    pthread_join(f->thread, NULL);
}
