/* Ways to set a stop flag that don't look like an assignment to it. All work. */
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void tick(void);

/* Through a pointer that was kept. */
static volatile bool *fan_flag;
static volatile bool fan_off;
static pthread_t fan_thread;

static void *fan_run(void *arg)
{
    while (!fan_off)
        tick();
    return arg;
}

int fan_start_ok(void)
{
    fan_flag = &fan_off;
    return pthread_create(&fan_thread, NULL, fan_run, NULL);
}

void fan_stop(void)
{
    *fan_flag = true;
    pthread_join(fan_thread, NULL);
}

/* By a setter that sets any flag. */
static void flag_raise(atomic_int *flag)
{
    atomic_fetch_or(flag, 1);
}

static atomic_int belt_off;
static pthread_t belt_thread;

static void *belt_run(void *arg)
{
    while (!belt_off)
        tick();
    return arg;
}

int belt_start_ok(void)
{
    return pthread_create(&belt_thread, NULL, belt_run, NULL);
}

void belt_stop(void)
{
    flag_raise(&belt_off);
    pthread_join(belt_thread, NULL);
}

/* By copying a struct, and by memset. */
struct settings {
    int interval;
    int enabled;
};

static volatile struct settings lift_settings;
static struct settings crane_settings;
static pthread_t lift_thread, crane_thread;

static void *lift_run(void *arg)
{
    while (lift_settings.enabled)
        usleep((useconds_t)lift_settings.interval);
    return arg;
}

static void *crane_run(void *arg)
{
    while (__atomic_load_n(&crane_settings.enabled, __ATOMIC_RELAXED))
        usleep(100);
    return arg;
}

int lift_start_ok(int interval)
{
    const struct settings on = {.interval = interval, .enabled = 1};
    lift_settings = on;
    return pthread_create(&lift_thread, NULL, lift_run, NULL);
}

void lift_stop(void)
{
    const struct settings off = {0};
    lift_settings = off;
    pthread_join(lift_thread, NULL);
}

int crane_start_ok(int interval)
{
    crane_settings.interval = interval;
    crane_settings.enabled = 1;
    return pthread_create(&crane_thread, NULL, crane_run, NULL);
}

void crane_stop(void)
{
    memset(&crane_settings, 0, sizeof crane_settings);
    pthread_join(crane_thread, NULL);
}

/* By a unix signal, which also interrupts what blocks. */
static volatile sig_atomic_t terminated;
static pthread_t door_thread;

static void on_term(int number)
{
    terminated = number;
}

static void *door_run(void *arg)
{
    char c;
    while (!terminated) {
        if (read(*(int *)arg, &c, 1) == 1)
            tick();
    }
    return NULL;
}

int door_watch_ok(int fd)
{
    struct sigaction action = {.sa_handler = on_term};
    sigaction(SIGTERM, &action, NULL);
    if (pthread_create(&door_thread, NULL, door_run, &fd) != 0)
        return -1;
    return pthread_join(door_thread, NULL);
}

/* By a counter that the loop compares with its own copy: a new generation ends the old thread. */
static atomic_uint generation;

static void *generation_run(void *arg)
{
    unsigned mine = *(unsigned *)arg;
    free(arg);
    while (mine == atomic_load(&generation))
        usleep(1000);
    return NULL;
}

int generation_next_ok(void)
{
    pthread_t thread;
    unsigned *mine = malloc(sizeof *mine);
    if (mine == NULL)
        return -1;
    *mine = atomic_fetch_add(&generation, 1) + 1;
    if (pthread_create(&thread, NULL, generation_run, mine) != 0) {
        free(mine);
        return -1;
    }
    pthread_detach(thread);
    return 0;
}

/* By inverting it, or by what a function returns. */
bool power_lost(void);
static volatile bool siren_on, horn_off;
static pthread_t siren_thread, horn_thread;

static void *siren_run(void *arg)
{
    while (siren_on)
        tick();
    return arg;
}

static void *horn_run(void *arg)
{
    while (!horn_off)
        tick();
    return arg;
}

int siren_start_ok(void)
{
    siren_on = true;
    return pthread_create(&siren_thread, NULL, siren_run, NULL);
}

void siren_end(void)
{
    siren_on = !siren_on;
    pthread_join(siren_thread, NULL);
}

int horn_start_ok(void)
{
    return pthread_create(&horn_thread, NULL, horn_run, NULL);
}

void horn_end(void)
{
    horn_off = power_lost();
    if (!horn_off)
        horn_off = true;
    pthread_join(horn_thread, NULL);
}
