/* Loops that end by a flag, and a stop function that forgets it. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

int clock_read(void);
int disk_usage(const char *path);

/* A global flag. */
static volatile int clock_quit;
static volatile int timer_quit;
static pthread_t clock_thread;
static pthread_t timer_thread;

static void *clock_run(void *arg)
{
    while (!clock_quit) {
        clock_read();
        usleep(10000);
    }
    return arg;
}

static void *timer_run(void *arg)
{
    while (!timer_quit) {
        clock_read();
        usleep(10000);
    }
    return arg;
}

int clock_start_bad(void)
{
    clock_quit = 0;
    return pthread_create(&clock_thread, NULL, clock_run, NULL); // EXPECT: thread-no-stop
}

void clock_stop(void)
{
    pthread_join(clock_thread, NULL);
}

int timer_start_ok(void)
{
    timer_quit = 0;
    return pthread_create(&timer_thread, NULL, timer_run, NULL);
}

void timer_stop(void)
{
    timer_quit = 1;
    pthread_join(timer_thread, NULL);
}

/* A field. `paused` is there, too, and is the one that gets set. */
struct prober {
    pthread_t thread;
    atomic_bool stopping;
    atomic_bool paused;
};

struct scanner {
    pthread_t thread;
    atomic_bool stopping;
    atomic_bool paused;
};

static void *prober_run(void *arg)
{
    struct prober *prober = arg;
    while (!atomic_load(&prober->stopping)) {
        if (!atomic_load(&prober->paused))
            disk_usage("/var");
        sleep(1);
    }
    return NULL;
}

static void *scanner_run(void *arg)
{
    struct scanner *scanner = arg;
    while (!atomic_load(&scanner->stopping)) {
        if (!atomic_load(&scanner->paused))
            disk_usage("/var");
        sleep(1);
    }
    return NULL;
}

struct prober *prober_new_bad(void)
{
    struct prober *prober = calloc(1, sizeof *prober);
    if (prober == NULL)
        return NULL;
    if (pthread_create(&prober->thread, NULL, prober_run, prober) == 0) // EXPECT: thread-no-stop
        return prober;
    free(prober);
    return NULL;
}

void prober_pause(struct prober *prober, bool paused)
{
    atomic_store(&prober->paused, paused);
}

void prober_free(struct prober *prober)
{
    atomic_store(&prober->paused, true);
    pthread_join(prober->thread, NULL);
    free(prober);
}

struct scanner *scanner_new_ok(void)
{
    struct scanner *scanner = calloc(1, sizeof *scanner);
    if (scanner == NULL)
        return NULL;
    if (pthread_create(&scanner->thread, NULL, scanner_run, scanner) == 0)
        return scanner;
    free(scanner);
    return NULL;
}

void scanner_pause(struct scanner *scanner, bool paused)
{
    atomic_store(&scanner->paused, paused);
}

void scanner_free(struct scanner *scanner)
{
    atomic_store(&scanner->stopping, true);
    pthread_join(scanner->thread, NULL);
    free(scanner);
}
