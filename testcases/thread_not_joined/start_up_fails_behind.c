/* A flag tells whether there is a thread to join, and is set when all of the start-up has succeeded. What
 * fails behind the start of the thread leaves it running, and the flag says that there is none. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

/* ---- globals ---- */

static pthread_t sampler, meter;
static bool sampler_ready, meter_ready;
static volatile bool sampler_quit, meter_quit;

static void *sample(void *arg)
{
    while (!sampler_quit)
        usleep(1000);
    return arg;
}

static void *measure(void *arg)
{
    while (!meter_quit)
        usleep(1000);
    return arg;
}

int sampler_open_bad(const char *path)
{
    if (pthread_create(&sampler, NULL, sample, NULL) != 0) // EXPECT: thread-not-joined
        return -1;
    if (access(path, R_OK) != 0)
        return -1;
    sampler_ready = true;
    return 0;
}

void sampler_close(void)
{
    if (!sampler_ready)
        return;
    sampler_quit = true;
    pthread_join(sampler, NULL);
    sampler_ready = false;
}

int meter_open_ok(const char *path)
{
    if (access(path, R_OK) != 0)
        return -1;
    if (pthread_create(&meter, NULL, measure, NULL) != 0)
        return -1;
    meter_ready = true;
    puts(path);
    return 0;
}

void meter_close(void)
{
    if (!meter_ready)
        return;
    meter_quit = true;
    pthread_join(meter, NULL);
    meter_ready = false;
}

/* ---- fields ---- */

struct lamp {
    pthread_t thread;
    bool lit;
    int fd;
};

struct bulb {
    pthread_t thread;
    bool lit;
    int fd;
};

static void *shine(void *arg)
{
    struct lamp *lamp = arg;
    return write(lamp->fd, "*", 1) == 1 ? arg : NULL;
}

static void *glow(void *arg)
{
    struct bulb *bulb = arg;
    return write(bulb->fd, "*", 1) == 1 ? arg : NULL;
}

int lamp_light_bad(struct lamp *lamp, const char *colour)
{
    int rc = pthread_create(&lamp->thread, NULL, shine, lamp); // EXPECT: thread-not-joined
    if (rc != 0)
        return rc;
    if (puts(colour) < 0)
        return -1;
    lamp->lit = true;
    return 0;
}

void lamp_put_out(struct lamp *lamp)
{
    if (lamp->lit)
        pthread_join(lamp->thread, NULL);
    lamp->lit = false;
}

int bulb_light_ok(struct bulb *bulb, const char *colour)
{
    int rc = pthread_create(&bulb->thread, NULL, glow, bulb);
    if (rc != 0)
        return rc;
    bulb->lit = true;
    return puts(colour) < 0 ? -1 : 0;
}

void bulb_put_out(struct bulb *bulb)
{
    if (bulb->lit)
        pthread_join(bulb->thread, NULL);
    bulb->lit = false;
}

/* ---- the flag is the thread's own business ---- */

static pthread_t walker;
static bool walking;

static void *walk(void *arg)
{
    walking = true;
    sleep(1);
    return arg;
}

int walk_ok(const char *path)
{
    if (pthread_create(&walker, NULL, walk, NULL) != 0)
        return -1;
    return access(path, R_OK);
}

void walk_end(void)
{
    if (walking)
        pthread_join(walker, NULL);
}

/* ---- what fails joins by itself ---- */

static pthread_t diver;
static bool diving;

int dive_ok(const char *path)
{
    if (pthread_create(&diver, NULL, walk, NULL) != 0)
        return -1;
    if (access(path, R_OK) != 0) {
        pthread_join(diver, NULL);
        return -1;
    }
    diving = true;
    return 0;
}

void dive_end(void)
{
    if (diving)
        pthread_join(diver, NULL);
    diving = false;
}
