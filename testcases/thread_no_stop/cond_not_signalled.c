/* The body waits on a condition variable; shutdown sets the flag, but wakes nobody. */
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <threads.h>
#include <time.h>

void write_out(unsigned n);

/* No signal at all. */
struct spooler {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t work;
    unsigned n_jobs;
    bool stop;
};

struct printer {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t work;
    unsigned n_jobs;
    bool stop;
};

static void *spooler_run(void *arg)
{
    struct spooler *s = arg;
    pthread_mutex_lock(&s->lock);
    while (!s->stop) {
        if (s->n_jobs > 0) {
            write_out(s->n_jobs);
            s->n_jobs = 0;
        } else {
            pthread_cond_wait(&s->work, &s->lock);
        }
    }
    pthread_mutex_unlock(&s->lock);
    return NULL;
}

static void *printer_run(void *arg)
{
    struct printer *p = arg;
    pthread_mutex_lock(&p->lock);
    while (!p->stop) {
        if (p->n_jobs > 0) {
            write_out(p->n_jobs);
            p->n_jobs = 0;
        } else {
            pthread_cond_wait(&p->work, &p->lock);
        }
    }
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

struct spooler *spooler_new_bad(void)
{
    struct spooler *s = calloc(1, sizeof *s);
    if (s == NULL)
        return NULL;
    pthread_mutex_init(&s->lock, NULL);
    pthread_cond_init(&s->work, NULL);
    if (pthread_create(&s->thread, NULL, spooler_run, s) == 0) // EXPECT: thread-no-stop
        return s;
    free(s);
    return NULL;
}

void spooler_add(struct spooler *s)
{
    pthread_mutex_lock(&s->lock);
    s->n_jobs++;
    pthread_cond_signal(&s->work);
    pthread_mutex_unlock(&s->lock);
}

void spooler_free(struct spooler *s)
{
    pthread_mutex_lock(&s->lock);
    s->stop = true;
    pthread_mutex_unlock(&s->lock);
    pthread_join(s->thread, NULL);
    free(s);
}

struct printer *printer_new_ok(void)
{
    struct printer *p = calloc(1, sizeof *p);
    if (p == NULL)
        return NULL;
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->work, NULL);
    if (pthread_create(&p->thread, NULL, printer_run, p) == 0)
        return p;
    free(p);
    return NULL;
}

void printer_add(struct printer *p)
{
    pthread_mutex_lock(&p->lock);
    p->n_jobs++;
    pthread_cond_signal(&p->work);
    pthread_mutex_unlock(&p->lock);
}

void printer_free(struct printer *p)
{
    pthread_mutex_lock(&p->lock);
    p->stop = true;
    pthread_cond_signal(&p->work);
    pthread_mutex_unlock(&p->lock);
    pthread_join(p->thread, NULL);
    free(p);
}

/* Two conditions, and the wrong one is signalled. */
static struct {
    mtx_t lock;
    cnd_t filled, drained;
    int level;
    int closed;
    thrd_t thread;
} tank, basin;

static int tank_drain(void *arg)
{
    (void)arg;
    mtx_lock(&tank.lock);
    for (;;) {
        while (tank.level == 0 && !tank.closed)
            cnd_wait(&tank.filled, &tank.lock);
        if (tank.closed)
            break;
        tank.level--;
        cnd_signal(&tank.drained);
    }
    mtx_unlock(&tank.lock);
    return 0;
}

static int basin_drain(void *arg)
{
    (void)arg;
    mtx_lock(&basin.lock);
    for (;;) {
        while (basin.level == 0 && !basin.closed)
            cnd_wait(&basin.filled, &basin.lock);
        if (basin.closed)
            break;
        basin.level--;
        cnd_signal(&basin.drained);
    }
    mtx_unlock(&basin.lock);
    return 0;
}

int tank_open_bad(void)
{
    mtx_init(&tank.lock, mtx_plain);
    cnd_init(&tank.filled);
    cnd_init(&tank.drained);
    tank.closed = 0;
    return thrd_create(&tank.thread, tank_drain, NULL); // EXPECT: thread-no-stop
}

void tank_fill(void)
{
    mtx_lock(&tank.lock);
    while (tank.level == 10)
        cnd_wait(&tank.drained, &tank.lock);
    tank.level++;
    cnd_signal(&tank.filled);
    mtx_unlock(&tank.lock);
}

void tank_close(void)
{
    mtx_lock(&tank.lock);
    tank.closed = 1;
    cnd_broadcast(&tank.drained);
    mtx_unlock(&tank.lock);
    thrd_join(tank.thread, NULL);
}

int basin_open_ok(void)
{
    mtx_init(&basin.lock, mtx_plain);
    cnd_init(&basin.filled);
    cnd_init(&basin.drained);
    basin.closed = 0;
    return thrd_create(&basin.thread, basin_drain, NULL);
}

void basin_fill(void)
{
    mtx_lock(&basin.lock);
    while (basin.level == 10)
        cnd_wait(&basin.drained, &basin.lock);
    basin.level++;
    cnd_signal(&basin.filled);
    mtx_unlock(&basin.lock);
}

void basin_close(void)
{
    mtx_lock(&basin.lock);
    basin.closed = 1;
    cnd_broadcast(&basin.filled);
    mtx_unlock(&basin.lock);
    thrd_join(basin.thread, NULL);
}

/* It looks again by itself: nobody needs to wake it. */
static pthread_mutex_t reaper_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t reaper_wake = PTHREAD_COND_INITIALIZER;
static bool reaper_stop;
static pthread_t reaper;

static void *reap(void *arg)
{
    pthread_mutex_lock(&reaper_lock);
    while (!reaper_stop) {
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_sec++;
        pthread_cond_timedwait(&reaper_wake, &reaper_lock, &until);
        write_out(0);
    }
    pthread_mutex_unlock(&reaper_lock);
    return arg;
}

int reaper_start_ok(void)
{
    return pthread_create(&reaper, NULL, reap, NULL);
}

void reaper_end(void)
{
    pthread_mutex_lock(&reaper_lock);
    reaper_stop = true;
    pthread_mutex_unlock(&reaper_lock);
    pthread_join(reaper, NULL);
}

/* Detached: the end of the process takes it. */
static pthread_mutex_t logger_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t logger_wake = PTHREAD_COND_INITIALIZER;
static unsigned logger_lines;
static bool logger_stop;

static void *logger_run(void *arg)
{
    pthread_mutex_lock(&logger_lock);
    while (!logger_stop) {
        while (logger_lines == 0 && !logger_stop)
            pthread_cond_wait(&logger_wake, &logger_lock);
        write_out(logger_lines);
        logger_lines = 0;
    }
    pthread_mutex_unlock(&logger_lock);
    return arg;
}

int logger_start_ok(void)
{
    pthread_t thread;
    int rc = pthread_create(&thread, NULL, logger_run, NULL);
    if (rc == 0)
        pthread_detach(thread);
    return rc;
}

void logger_add(void)
{
    pthread_mutex_lock(&logger_lock);
    logger_lines++;
    pthread_cond_signal(&logger_wake);
    pthread_mutex_unlock(&logger_lock);
}

void logger_end(void)
{
    pthread_mutex_lock(&logger_lock);
    logger_stop = true;
    pthread_mutex_unlock(&logger_lock);
}
