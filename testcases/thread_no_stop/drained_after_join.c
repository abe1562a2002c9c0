/* What a thread waits for is changed by who stops it, but only when it is joined: that lets nobody go on who waits
 * until then. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

struct sheet {
    struct sheet *next;
};

struct press {
    pthread_mutex_t lock;
    pthread_cond_t fed;
    struct sheet *sheets;
    bool off;
    pthread_t thread;
};

static struct sheet *press_take(struct press *p)
{
    pthread_mutex_lock(&p->lock);
    while (p->sheets == NULL)
        pthread_cond_wait(&p->fed, &p->lock);
    struct sheet *sheet = p->sheets;
    p->sheets = sheet->next;
    pthread_mutex_unlock(&p->lock);
    return sheet;
}

static bool press_is_on(struct press *p)
{
    pthread_mutex_lock(&p->lock);
    bool on = !p->off;
    pthread_mutex_unlock(&p->lock);
    return on;
}

static void *press_run(void *arg)
{
    struct press *p = arg;
    while (press_is_on(p))
        free(press_take(p));
    return NULL;
}

int press_start_bad(struct press *p)
{
    return pthread_create(&p->thread, NULL, press_run, p); // EXPECT: thread-no-stop
}

void press_feed(struct press *p, struct sheet *sheet)
{
    pthread_mutex_lock(&p->lock);
    sheet->next = p->sheets;
    p->sheets = sheet;
    pthread_cond_signal(&p->fed);
    pthread_mutex_unlock(&p->lock);
}

void press_stop(struct press *p)
{
    pthread_mutex_lock(&p->lock);
    p->off = true;
    pthread_cond_signal(&p->fed);
    pthread_mutex_unlock(&p->lock);
    pthread_join(p->thread, NULL);
    while (p->sheets != NULL) {
        struct sheet *sheet = p->sheets;
        p->sheets = sheet->next;
        free(sheet);
    }
}

/* The join is in a function of its own, and what comes behind it is a count that is set back. */
static pthread_mutex_t saw_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t saw_cond = PTHREAD_COND_INITIALIZER;
static int saw_logs;
static bool saw_off;
static pthread_t saw_thread;

static void saw_cut(void)
{
    pthread_mutex_lock(&saw_lock);
    while (saw_logs == 0)
        pthread_cond_wait(&saw_cond, &saw_lock);
    saw_logs--;
    pthread_mutex_unlock(&saw_lock);
}

static void *saw_run(void *arg)
{
    while (!saw_off)
        saw_cut();
    return arg;
}

int saw_start_bad(void)
{
    return pthread_create(&saw_thread, NULL, saw_run, NULL); // EXPECT: thread-no-stop
}

void saw_add(void)
{
    pthread_mutex_lock(&saw_lock);
    saw_logs++;
    pthread_cond_signal(&saw_cond);
    pthread_mutex_unlock(&saw_lock);
}

static void saw_join(void)
{
    pthread_join(saw_thread, NULL);
}

void saw_stop(void)
{
    pthread_mutex_lock(&saw_lock);
    saw_off = true;
    pthread_cond_signal(&saw_cond);
    pthread_mutex_unlock(&saw_lock);
    saw_join();
    saw_logs = 0;
}

/* Here a last log is put before the join, outside of the mutex's first section. */
static pthread_mutex_t axe_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t axe_cond = PTHREAD_COND_INITIALIZER;
static int axe_logs;
static bool axe_off;
static pthread_t axe_thread;

static void axe_cut(void)
{
    pthread_mutex_lock(&axe_lock);
    while (axe_logs == 0)
        pthread_cond_wait(&axe_cond, &axe_lock);
    axe_logs--;
    pthread_mutex_unlock(&axe_lock);
}

static void *axe_run(void *arg)
{
    while (!axe_off)
        axe_cut();
    return arg;
}

int axe_start_ok(void)
{
    return pthread_create(&axe_thread, NULL, axe_run, NULL);
}

void axe_add(void)
{
    pthread_mutex_lock(&axe_lock);
    axe_logs++;
    pthread_cond_signal(&axe_cond);
    pthread_mutex_unlock(&axe_lock);
}

static void axe_join(void)
{
    pthread_join(axe_thread, NULL);
}

void axe_stop(void)
{
    pthread_mutex_lock(&axe_lock);
    axe_off = true;
    pthread_mutex_unlock(&axe_lock);
    axe_add();
    axe_join();
    axe_logs = 0;
}
