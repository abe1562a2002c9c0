/* The flag is written, but never with the value that ends the loop: enum states and bits. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

enum state { IDLE, RUNNING, STOPPING, STOPPED };

struct indexer {
    pthread_t thread;
    volatile enum state state;
};

struct crawler {
    pthread_t thread;
    volatile enum state state;
};

int index_next(void);

static void *indexer_run(void *arg)
{
    struct indexer *indexer = arg;
    while (indexer->state != STOPPED) {
        if (index_next() == 0)
            sleep(1);
    }
    return NULL;
}

static void *crawler_run(void *arg)
{
    struct crawler *crawler = arg;
    while (crawler->state != STOPPING) {
        if (index_next() == 0)
            sleep(1);
    }
    return NULL;
}

struct indexer *indexer_new_bad(void)
{
    struct indexer *indexer = calloc(1, sizeof *indexer);
    if (indexer == NULL)
        return NULL;
    indexer->state = RUNNING;
    if (pthread_create(&indexer->thread, NULL, indexer_run, indexer) == 0) // EXPECT: thread-no-stop
        return indexer;
    free(indexer);
    return NULL;
}

void indexer_free(struct indexer *indexer)
{
    indexer->state = STOPPING;
    pthread_join(indexer->thread, NULL);
    free(indexer);
}

struct crawler *crawler_new_ok(void)
{
    struct crawler *crawler = calloc(1, sizeof *crawler);
    if (crawler == NULL)
        return NULL;
    crawler->state = RUNNING;
    if (pthread_create(&crawler->thread, NULL, crawler_run, crawler) == 0)
        return crawler;
    free(crawler);
    return NULL;
}

void crawler_free(struct crawler *crawler)
{
    crawler->state = STOPPING;
    pthread_join(crawler->thread, NULL);
    free(crawler);
}

/* One word of bits. */
#define F_VERBOSE 0x01u
#define F_PAUSE   0x02u
#define F_QUIT    0x04u

static volatile unsigned meter_flags, gauge_flags;
static pthread_t meter_thread, gauge_thread;

static void *meter_run(void *arg)
{
    while ((meter_flags & F_QUIT) == 0)
        usleep(1000);
    return arg;
}

static void *gauge_run(void *arg)
{
    while ((gauge_flags & F_QUIT) == 0)
        usleep(1000);
    return arg;
}

int meter_start_bad(void)
{
    meter_flags = F_VERBOSE;
    return pthread_create(&meter_thread, NULL, meter_run, NULL); // EXPECT: thread-no-stop
}

void meter_stop(void)
{
    meter_flags |= F_PAUSE;
    pthread_join(meter_thread, NULL);
}

int gauge_start_ok(void)
{
    gauge_flags = F_VERBOSE;
    return pthread_create(&gauge_thread, NULL, gauge_run, NULL);
}

void gauge_stop(void)
{
    gauge_flags |= F_QUIT;
    pthread_join(gauge_thread, NULL);
}

/* `running` goes to 1 at the start and to 0 at the end. */
static int pump_running, valve_running;
static pthread_t pump_thread, valve_thread;

static void *pump_run(void *arg)
{
    while (__atomic_load_n(&pump_running, __ATOMIC_ACQUIRE))
        usleep(1000);
    return arg;
}

static void *valve_run(void *arg)
{
    while (__atomic_load_n(&valve_running, __ATOMIC_ACQUIRE))
        usleep(1000);
    return arg;
}

int pump_start_bad(void)
{
    __atomic_store_n(&pump_running, 1, __ATOMIC_RELEASE);
    return pthread_create(&pump_thread, NULL, pump_run, NULL); // EXPECT: thread-no-stop
}

void pump_stop(void)
{
    __atomic_store_n(&pump_running, 1, __ATOMIC_RELEASE);
    pthread_join(pump_thread, NULL);
}

int valve_start_ok(void)
{
    __atomic_store_n(&valve_running, 1, __ATOMIC_RELEASE);
    return pthread_create(&valve_thread, NULL, valve_run, NULL);
}

void valve_stop(void)
{
    __atomic_store_n(&valve_running, 0, __ATOMIC_RELEASE);
    pthread_join(valve_thread, NULL);
}
