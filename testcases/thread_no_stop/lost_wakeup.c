/* Set and signalled without the mutex: between the waiter's test and its wait, nobody hears it. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>

void fetch(const char *url);
const char *next_url(void);

struct fetcher {
    pthread_mutex_t lock;
    pthread_cond_t cond;
    bool has_work;
    bool stop;
    pthread_t thread;
};

struct loader {
    pthread_mutex_t lock;
    pthread_cond_t cond;
    bool has_work;
    bool stop;
    pthread_t thread;
};

static void *fetcher_run(void *arg)
{
    struct fetcher *f = arg;
    pthread_mutex_lock(&f->lock);
    while (!f->stop) {
        if (!f->has_work) {
            pthread_cond_wait(&f->cond, &f->lock);
            continue;
        }
        f->has_work = false;
        pthread_mutex_unlock(&f->lock);
        fetch(next_url());
        pthread_mutex_lock(&f->lock);
    }
    pthread_mutex_unlock(&f->lock);
    return NULL;
}

static void *loader_run(void *arg)
{
    struct loader *l = arg;
    pthread_mutex_lock(&l->lock);
    while (!l->stop) {
        if (!l->has_work) {
            pthread_cond_wait(&l->cond, &l->lock);
            continue;
        }
        l->has_work = false;
        pthread_mutex_unlock(&l->lock);
        fetch(next_url());
        pthread_mutex_lock(&l->lock);
    }
    pthread_mutex_unlock(&l->lock);
    return NULL;
}

struct fetcher *fetcher_new_bad(void)
{
    struct fetcher *f = calloc(1, sizeof *f);
    if (f == NULL)
        return NULL;
    pthread_mutex_init(&f->lock, NULL);
    pthread_cond_init(&f->cond, NULL);
    if (pthread_create(&f->thread, NULL, fetcher_run, f) == 0) // EXPECT: thread-no-stop
        return f;
    free(f);
    return NULL;
}

void fetcher_kick(struct fetcher *f)
{
    pthread_mutex_lock(&f->lock);
    f->has_work = true;
    pthread_cond_signal(&f->cond);
    pthread_mutex_unlock(&f->lock);
}

void fetcher_free(struct fetcher *f)
{
    f->stop = true;
    pthread_cond_signal(&f->cond);
    pthread_join(f->thread, NULL);
    free(f);
}

/* Signalled after the unlock: that is no loss, the flag was set inside. */
struct loader *loader_new_ok(void)
{
    struct loader *l = calloc(1, sizeof *l);
    if (l == NULL)
        return NULL;
    pthread_mutex_init(&l->lock, NULL);
    pthread_cond_init(&l->cond, NULL);
    if (pthread_create(&l->thread, NULL, loader_run, l) == 0)
        return l;
    free(l);
    return NULL;
}

void loader_kick(struct loader *l)
{
    pthread_mutex_lock(&l->lock);
    l->has_work = true;
    pthread_cond_signal(&l->cond);
    pthread_mutex_unlock(&l->lock);
}

void loader_free(struct loader *l)
{
    pthread_mutex_lock(&l->lock);
    l->stop = true;
    pthread_mutex_unlock(&l->lock);
    pthread_cond_signal(&l->cond);
    pthread_join(l->thread, NULL);
    free(l);
}

/* An atomic flag does not help: the mutex is there for the wait, not for the flag. */
static pthread_mutex_t sync_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t sync_cond = PTHREAD_COND_INITIALIZER;
static atomic_bool sync_exit;
static atomic_int sync_dirty;
static pthread_t sync_thread;

static void *sync_run(void *arg)
{
    pthread_mutex_lock(&sync_lock);
    while (!atomic_load(&sync_exit)) {
        while (atomic_load(&sync_dirty) == 0 && !atomic_load(&sync_exit))
            pthread_cond_wait(&sync_cond, &sync_lock);
        atomic_store(&sync_dirty, 0);
    }
    pthread_mutex_unlock(&sync_lock);
    return arg;
}

int sync_start_bad(void)
{
    return pthread_create(&sync_thread, NULL, sync_run, NULL); // EXPECT: thread-no-stop
}

void sync_stop(void)
{
    atomic_store(&sync_exit, true);
    pthread_cond_broadcast(&sync_cond);
    pthread_join(sync_thread, NULL);
}

/* The mutex is taken by a helper's caller. */
static pthread_mutex_t pack_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t pack_cond = PTHREAD_COND_INITIALIZER;
static atomic_bool pack_exit;
static atomic_int pack_dirty;
static pthread_t pack_thread;

static void *pack_run(void *arg)
{
    pthread_mutex_lock(&pack_lock);
    while (!atomic_load(&pack_exit)) {
        while (atomic_load(&pack_dirty) == 0 && !atomic_load(&pack_exit))
            pthread_cond_wait(&pack_cond, &pack_lock);
        atomic_store(&pack_dirty, 0);
    }
    pthread_mutex_unlock(&pack_lock);
    return arg;
}

static void pack_tell(void)
{
    atomic_store(&pack_exit, true);
    pthread_cond_broadcast(&pack_cond);
}

int pack_start_ok(void)
{
    return pthread_create(&pack_thread, NULL, pack_run, NULL);
}

void pack_stop(void)
{
    pthread_mutex_lock(&pack_lock);
    pack_tell();
    pthread_mutex_unlock(&pack_lock);
    pthread_join(pack_thread, NULL);
}

/* A lost wake-up costs a second, no more. */
static pthread_mutex_t trim_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t trim_cond = PTHREAD_COND_INITIALIZER;
static atomic_bool trim_exit;
static pthread_t trim_thread;

static void *trim_run(void *arg)
{
    pthread_mutex_lock(&trim_lock);
    while (!atomic_load(&trim_exit)) {
        struct timeval now;
        gettimeofday(&now, NULL);
        struct timespec until = {.tv_sec = now.tv_sec + 1, .tv_nsec = now.tv_usec * 1000};
        pthread_cond_timedwait(&trim_cond, &trim_lock, &until);
    }
    pthread_mutex_unlock(&trim_lock);
    return arg;
}

int trim_start_ok(void)
{
    return pthread_create(&trim_thread, NULL, trim_run, NULL);
}

void trim_stop(void)
{
    trim_exit = true;
    pthread_cond_signal(&trim_cond);
    pthread_join(trim_thread, NULL);
}
