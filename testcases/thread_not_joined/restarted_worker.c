/* A worker that left by itself is started again, and its new handle takes the place of the old one. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <unistd.h>

/* A job in the background, one at a time; stop joins what is still there. */
static pthread_t import_thread;
static atomic_bool importing;

static void *import_all(void *path)
{
    if (path != NULL)
        sleep(1);
    atomic_store(&importing, false);
    return NULL;
}

int import_start_bad(char *path)
{
    if (atomic_load(&importing))
        return -1;
    atomic_store(&importing, true);
    if (pthread_create(&import_thread, NULL, import_all, path) != 0) { // EXPECT: thread-not-joined
        atomic_store(&importing, false);
        return -1;
    }
    return 0;
}

void import_stop(void)
{
    pthread_join(import_thread, NULL);
}

static pthread_t export_thread;
static atomic_bool exporting;
static bool export_joinable;

static void *export_all(void *path)
{
    if (path != NULL)
        sleep(1);
    atomic_store(&exporting, false);
    return NULL;
}

int export_start_ok(char *path)
{
    if (atomic_load(&exporting))
        return -1;
    if (export_joinable)
        pthread_join(export_thread, NULL);
    atomic_store(&exporting, true);
    export_joinable = pthread_create(&export_thread, NULL, export_all, path) == 0;
    if (!export_joinable)
        atomic_store(&exporting, false);
    return 0;
}

void export_stop(void)
{
    if (export_joinable)
        pthread_join(export_thread, NULL);
    export_joinable = false;
}

/* The restart goes through a function that joins first. */
static pthread_t index_thread;
static atomic_bool indexing;
static bool index_started;

static void *index_all(void *arg)
{
    sleep(1);
    atomic_store(&indexing, false);
    return arg;
}

static void index_reap(void)
{
    if (!index_started)
        return;
    pthread_join(index_thread, NULL);
    index_started = false;
}

static int index_launch(void)
{
    if (atomic_load(&indexing))
        return 0;
    atomic_store(&indexing, true);
    if (pthread_create(&index_thread, NULL, index_all, NULL) != 0)
        return -1;
    index_started = true;
    return 0;
}

int index_again_ok(void)
{
    if (atomic_load(&indexing))
        return 0;
    index_reap();
    return index_launch();
}

/* The thread ends only where it is told to, by the function that joins it. */
static pthread_t sync_thread;
static atomic_bool syncing, sync_quit;

static void *sync_all(void *arg)
{
    while (!atomic_load(&sync_quit))
        sleep(1);
    atomic_store(&syncing, false);
    return arg;
}

int sync_start_ok(void)
{
    if (atomic_load(&syncing))
        return 0;
    atomic_store(&sync_quit, false);
    atomic_store(&syncing, true);
    return pthread_create(&sync_thread, NULL, sync_all, NULL);
}

void sync_stop(void)
{
    atomic_store(&sync_quit, true);
    pthread_join(sync_thread, NULL);
}

/* Started once for good: the flag is nobody's to clear. */
static pthread_t log_thread;
static bool log_started;

static void *write_log(void *arg)
{
    sleep(1);
    return arg;
}

int log_line_ok(void)
{
    if (!log_started) {
        if (pthread_create(&log_thread, NULL, write_log, NULL) != 0)
            return -1;
        log_started = true;
    }
    return 0;
}

void log_close(void)
{
    if (log_started)
        pthread_join(log_thread, NULL);
}
