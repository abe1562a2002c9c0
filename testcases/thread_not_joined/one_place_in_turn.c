/* Several threads have one place for their handles, but only one of them at a time. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void *fast(void *arg)
{
    return arg;
}

static void *slow(void *arg)
{
    sleep(1);
    return arg;
}

/* ---- instead of the first, where that could not be started ---- */

static pthread_t helper;

int help_ok(const pthread_attr_t *realtime)
{
    if (pthread_create(&helper, realtime, fast, NULL) == 0)
        return 0;
    return pthread_create(&helper, NULL, slow, NULL);
}

static pthread_t aide;

static bool aide_fast(const pthread_attr_t *realtime)
{
    return pthread_create(&aide, realtime, fast, NULL) == 0;
}

static bool aide_slow(void)
{
    return pthread_create(&aide, NULL, slow, NULL) == 0;
}

bool aide_ok(const pthread_attr_t *realtime)
{
    bool started = aide_fast(realtime);
    if (!started)
        started = aide_slow();
    return started;
}

/* ---- one or the other ---- */

static pthread_t player;

static int play_fast(void)
{
    return pthread_create(&player, NULL, fast, NULL);
}

static int play_slow(void)
{
    return pthread_create(&player, NULL, slow, NULL);
}

int play_ok(const char *speed)
{
    if (strcmp(speed, "fast") == 0)
        play_fast();
    if (strcmp(speed, "slow") == 0)
        play_slow();
    return puts(speed);
}

/* ---- one behind the other ---- */

static pthread_t reader;

static int read_fast(void)
{
    return pthread_create(&reader, NULL, fast, NULL);
}

static int read_slow(void)
{
    return pthread_create(&reader, NULL, slow, NULL);
}

static void read_end(void)
{
    pthread_join(reader, NULL);
}

int read_ok(bool thoroughly)
{
    if (read_fast() != 0)
        return -1;
    read_end();
    if (thoroughly && read_slow() == 0)
        read_end();
    return 0;
}

/* ---- the second looks whether the first is there ---- */

static pthread_t writer;
static bool writing;

static void write_fast(void)
{
    writing = pthread_create(&writer, NULL, fast, NULL) == 0;
}

static void write_slow(void)
{
    if (!writing)
        writing = pthread_create(&writer, NULL, slow, NULL) == 0;
}

void write_ok(bool quickly)
{
    if (quickly)
        write_fast();
    write_slow();
}

void all_end(void)
{
    pthread_join(helper, NULL);
    pthread_join(aide, NULL);
    pthread_join(player, NULL);
    if (writing)
        pthread_join(writer, NULL);
}
