/* First joined, then told to stop. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <threads.h>
#include <unistd.h>

struct beacon {
    pthread_t thread;
    bool running;
    bool stop;
};

struct buoy {
    pthread_t thread;
    bool running;
    bool stop;
};

static void *beacon_run(void *arg)
{
    struct beacon *beacon = arg;
    while (!__atomic_load_n(&beacon->stop, __ATOMIC_RELAXED))
        usleep(500);
    return NULL;
}

static void *buoy_run(void *arg)
{
    struct buoy *buoy = arg;
    while (!__atomic_load_n(&buoy->stop, __ATOMIC_RELAXED))
        usleep(500);
    return NULL;
}

struct beacon *beacon_new_bad(void)
{
    struct beacon *beacon = calloc(1, sizeof *beacon);
    if (beacon == NULL)
        abort();
    int rc = pthread_create(&beacon->thread, NULL, beacon_run, beacon); // EXPECT: thread-no-stop
    beacon->running = rc == 0;
    return beacon;
}

void beacon_free(struct beacon *beacon)
{
    if (beacon->running) {
        pthread_join(beacon->thread, NULL);
        __atomic_store_n(&beacon->stop, true, __ATOMIC_RELAXED);
    }
    free(beacon);
}

struct buoy *buoy_new_ok(void)
{
    struct buoy *buoy = calloc(1, sizeof *buoy);
    if (buoy == NULL)
        abort();
    int rc = pthread_create(&buoy->thread, NULL, buoy_run, buoy);
    buoy->running = rc == 0;
    return buoy;
}

void buoy_free(struct buoy *buoy)
{
    if (buoy->running) {
        __atomic_store_n(&buoy->stop, true, __ATOMIC_RELAXED);
        pthread_join(buoy->thread, NULL);
    }
    free(buoy);
}

/* A local object, C11 threads. */
struct progress {
    atomic_bool done;
};

struct spinner {
    atomic_bool done;
};

int convert(const char *file);

static int progress_show(void *arg)
{
    struct progress *progress = arg;
    const struct timespec pause = {.tv_nsec = 100 * 1000 * 1000};
    while (!progress->done)
        thrd_sleep(&pause, NULL);
    return 0;
}

static int spinner_show(void *arg)
{
    struct spinner *spinner = arg;
    const struct timespec pause = {.tv_nsec = 100 * 1000 * 1000};
    while (!spinner->done)
        thrd_sleep(&pause, NULL);
    return 0;
}

int convert_with_progress_bad(const char *file)
{
    thrd_t thread;
    struct progress progress = {0};
    if (thrd_create(&thread, progress_show, &progress) != thrd_success) // EXPECT: thread-no-stop
        return -1;
    int rc = convert(file);
    thrd_join(thread, NULL);
    progress.done = true;
    return rc;
}

int convert_with_spinner_ok(const char *file)
{
    thrd_t thread;
    struct spinner spinner = {0};
    if (thrd_create(&thread, spinner_show, &spinner) != thrd_success)
        return -1;
    int rc = convert(file);
    spinner.done = true;
    thrd_join(thread, NULL);
    return rc;
}
