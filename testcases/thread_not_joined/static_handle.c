/* The handle is a static: of the file, or of the function. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

static atomic_bool flushing, polling;
static pthread_t flusher;
static pthread_t poller;

static void *flush(void *arg)
{
    while (atomic_load(&flushing))
        ;
    return arg;
}

static void *poll_all(void *arg)
{
    while (atomic_load(&polling))
        ;
    return arg;
}

int flusher_start_bad(void)
{
    atomic_store(&flushing, true);
    return pthread_create(&flusher, NULL, flush, NULL); // EXPECT: thread-not-joined
}

void flusher_stop(void)
{
    atomic_store(&flushing, false);
}

int poller_start_ok(void)
{
    atomic_store(&polling, true);
    return pthread_create(&poller, NULL, poll_all, NULL);
}

void poller_stop(void)
{
    atomic_store(&polling, false);
    pthread_join(poller, NULL);
}

static void *note(void *arg)
{
    return arg;
}

/* The static of a function: each call of it overwrites the last handle. */
void noted_bad(char *text)
{
    static pthread_t noter;
    pthread_create(&noter, NULL, note, text); // EXPECT: thread-not-joined
}

void noted_ok(char *text)
{
    static pthread_t noter;
    static bool running;
    if (running)
        pthread_join(noter, NULL);
    running = pthread_create(&noter, NULL, note, text) == 0;
}

/* The handle goes from a local into a static table. */
static pthread_t kept_bad[16], kept_ok[16];
static size_t n_kept_bad, n_kept_ok;

int keep_bad(char *text)
{
    pthread_t tid;
    if (n_kept_bad == 16)
        return -1;
    if (pthread_create(&tid, NULL, note, text) != 0) // EXPECT: thread-not-joined
        return -1;
    kept_bad[n_kept_bad++] = tid;
    return 0;
}

int keep_ok(char *text)
{
    pthread_t tid;
    if (n_kept_ok == 16)
        return -1;
    if (pthread_create(&tid, NULL, note, text) != 0)
        return -1;
    kept_ok[n_kept_ok++] = tid;
    return 0;
}

void kept_finish(void)
{
    n_kept_bad = 0;
    while (n_kept_ok > 0)
        pthread_join(kept_ok[--n_kept_ok], NULL);
}
