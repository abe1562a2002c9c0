/* Waits that nobody signals, and that end by themselves: the condition is a clock. */
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <threads.h>
#include <time.h>

void sweep(void);

static pthread_mutex_t nap_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t nap_cond = PTHREAD_COND_INITIALIZER;

void nap(int seconds)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += seconds;
    pthread_mutex_lock(&nap_lock);
    while (pthread_cond_timedwait(&nap_cond, &nap_lock, &until) == 0)
        continue;
    pthread_mutex_unlock(&nap_lock);
}

/* The time-out is the normal case; the signal only makes it quicker, and here nobody sends one. */
static mtx_t sweep_mtx;
static cnd_t sweep_cnd;
static bool sweep_wanted, sweep_off;
static thrd_t sweep_thread;

static int sweeper(void *arg)
{
    (void)arg;
    mtx_lock(&sweep_mtx);
    while (!sweep_off) {
        struct timespec until;
        timespec_get(&until, TIME_UTC);
        until.tv_sec += 60;
        while (!sweep_wanted) {
            if (cnd_timedwait(&sweep_cnd, &sweep_mtx, &until) == thrd_timedout)
                break;
        }
        sweep_wanted = false;
        mtx_unlock(&sweep_mtx);
        sweep();
        mtx_lock(&sweep_mtx);
    }
    mtx_unlock(&sweep_mtx);
    return 0;
}

int sweeper_start(void)
{
    if (mtx_init(&sweep_mtx, mtx_plain) != thrd_success || cnd_init(&sweep_cnd) != thrd_success)
        return -1;
    return thrd_create(&sweep_thread, sweeper, NULL) == thrd_success ? 0 : -1;
}

void sweeper_stop(void)
{
    mtx_lock(&sweep_mtx);
    sweep_off = true;
    mtx_unlock(&sweep_mtx);
    thrd_join(sweep_thread, NULL);
}

/* A queue read with a time limit: nobody fills it in this program, and it returns. */
static pthread_mutex_t inbox_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t inbox_cond = PTHREAD_COND_INITIALIZER;
static int inbox[16];
static int n_inbox;

int inbox_next(int milliseconds, int *ret_message)
{
    struct timespec until;
    int rc = 0;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += milliseconds % 1000 * 1000000L;
    until.tv_sec += milliseconds / 1000 + until.tv_nsec / 1000000000L;
    until.tv_nsec %= 1000000000L;
    pthread_mutex_lock(&inbox_lock);
    while (n_inbox == 0 && rc != ETIMEDOUT)
        rc = pthread_cond_timedwait(&inbox_cond, &inbox_lock, &until);
    if (n_inbox > 0) {
        *ret_message = inbox[--n_inbox];
        rc = 0;
    }
    pthread_mutex_unlock(&inbox_lock);
    return rc == 0 ? 0 : -1;
}
