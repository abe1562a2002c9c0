/* A flag that is set where the start of the second thread has failed tells the first one; the stop of both has to set
 * it before it waits. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <unistd.h>

void lamp_blink(int number);
void bell_ring(int number);

/* Joins first, then tells them. */
static atomic_bool lamps_on;
static pthread_t red_thread, green_thread;

static void *red_run(void *arg)
{
    (void)arg;
    while (atomic_load(&lamps_on)) {
        lamp_blink(1);
        usleep(200000);
    }
    return NULL;
}

static void *green_run(void *arg)
{
    (void)arg;
    while (atomic_load(&lamps_on)) {
        lamp_blink(2);
        usleep(300000);
    }
    return NULL;
}

int lamps_start_bad(void)
{
    atomic_store(&lamps_on, true);
    if (pthread_create(&red_thread, NULL, red_run, NULL) != 0)
        return -1;
    if (pthread_create(&green_thread, NULL, green_run, NULL) != 0) { // EXPECT: thread-no-stop
        atomic_store(&lamps_on, false);
        pthread_join(red_thread, NULL);
        return -1;
    }
    return 0;
}

void lamps_stop(void)
{
    pthread_join(red_thread, NULL);
    pthread_join(green_thread, NULL);
    atomic_store(&lamps_on, false);
}

/* The same in the right order. */
static atomic_bool bells_on;
static pthread_t high_thread, low_thread;

static void *high_run(void *arg)
{
    (void)arg;
    while (atomic_load(&bells_on)) {
        bell_ring(1);
        usleep(200000);
    }
    return NULL;
}

static void *low_run(void *arg)
{
    (void)arg;
    while (atomic_load(&bells_on)) {
        bell_ring(2);
        usleep(300000);
    }
    return NULL;
}

int bells_start_ok(void)
{
    atomic_store(&bells_on, true);
    if (pthread_create(&high_thread, NULL, high_run, NULL) != 0)
        return -1;
    if (pthread_create(&low_thread, NULL, low_run, NULL) != 0) {
        atomic_store(&bells_on, false);
        pthread_join(high_thread, NULL);
        return -1;
    }
    return 0;
}

void bells_stop(void)
{
    atomic_store(&bells_on, false);
    pthread_join(high_thread, NULL);
    pthread_join(low_thread, NULL);
}

/* The label at the end is reached with the thread, too, and tells it there. */
static volatile bool fans_off;
static pthread_t fan_thread;

int fan_load(void);

static void *fan_run(void *arg)
{
    (void)arg;
    while (!fans_off)
        usleep(100000);
    return NULL;
}

int fan_session_ok(void)
{
    bool started = false;
    int rc = -1;

    fans_off = false;
    if (pthread_create(&fan_thread, NULL, fan_run, NULL) != 0)
        goto out;
    started = true;
    rc = fan_load();
out:
    fans_off = true;
    if (started)
        pthread_join(fan_thread, NULL);
    return rc;
}

/* One that joins and starts anew: told before, in the function that starts it. */
static volatile bool pump_on;
static bool pump_there;
static pthread_t pump_thread;

static void *pump_run(void *arg)
{
    (void)arg;
    while (pump_on)
        usleep(100000);
    return NULL;
}

int pump_restart_ok(void)
{
    if (pump_there) {
        pump_on = false;
        pthread_join(pump_thread, NULL);
    }
    pump_on = true;
    pump_there = pthread_create(&pump_thread, NULL, pump_run, NULL) == 0;
    if (!pump_there)
        pump_on = false;
    return pump_there ? 0 : -1;
}
