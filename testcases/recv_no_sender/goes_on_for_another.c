/* Workers that feed themselves wait while there is nothing to do and somebody may still add to it. Who goes on because
 * there is something to do counts himself as busy, and need not look again at how many are. The twin counts one out
 * that another may have counted out before. */
#include <pthread.h>
#include <stdbool.h>

enum { WORKERS = 4 };

int folder_scan(int folder); /* returns how many more it has found */
int bench_turn(int seat);

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int folders = 1, busy;

static bool folder_take_ok(void)
{
    bool taken = false;

    pthread_mutex_lock(&lock);
    while (folders == 0 && busy > 0)
        pthread_cond_wait(&changed, &lock);
    if (folders > 0) {
        folders--;
        busy++;
        taken = true;
    }
    pthread_mutex_unlock(&lock);
    return taken;
}

static void *scan_run(void *arg)
{
    while (folder_take_ok()) {
        int found = folder_scan(1);
        pthread_mutex_lock(&lock);
        folders += found;
        busy--;
        pthread_cond_broadcast(&changed);
        pthread_mutex_unlock(&lock);
    }
    return arg;
}

static pthread_mutex_t park_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t park_changed = PTHREAD_COND_INITIALIZER;
static int seats, closed;

static void *visitor_run(void *arg)
{
    pthread_mutex_lock(&park_lock);
    if (closed == 0 && seats == 0)
        pthread_cond_wait(&park_changed, &park_lock); // EXPECT: recv-no-sender
    if (closed == 0)
        seats--;
    pthread_mutex_unlock(&park_lock);
    bench_turn(1);
    pthread_mutex_lock(&park_lock);
    seats++;
    pthread_cond_broadcast(&park_changed);
    pthread_mutex_unlock(&park_lock);
    return arg;
}

void park_close(void)
{
    pthread_mutex_lock(&park_lock);
    closed = 1;
    pthread_cond_broadcast(&park_changed);
    pthread_mutex_unlock(&park_lock);
}

static void all_run(void *(*body)(void *))
{
    pthread_t threads[WORKERS];
    int n = 0;

    while (n < WORKERS && pthread_create(&threads[n], NULL, body, NULL) == 0)
        n++;
    while (n-- > 0)
        pthread_join(threads[n], NULL);
}

void scan_and_visit(void)
{
    all_run(scan_run);
    all_run(visitor_run);
}
