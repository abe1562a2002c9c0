/* The join is behind a flag that says whether there is a thread. Whoever starts it forgets to set that, and so does
 * everybody else. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

struct gauge {
    int value;
    volatile bool leave;
    bool is_sampled;
    pthread_t sampler;
};

static void *sample(void *arg)
{
    struct gauge *gauge = arg;
    while (!gauge->leave) {
        gauge->value++;
        usleep(1000);
    }
    return NULL;
}

struct gauge *gauge_new_bad(void)
{
    struct gauge *gauge = calloc(1, sizeof(*gauge));
    if (!gauge)
        return NULL;
    if (pthread_create(&gauge->sampler, NULL, sample, gauge) != 0) { // EXPECT: thread-not-joined
        free(gauge);
        return NULL;
    }
    return gauge;
}

void gauge_free_bad(struct gauge *gauge)
{
    if (gauge->is_sampled) {
        gauge->leave = true;
        pthread_join(gauge->sampler, NULL);
        gauge->is_sampled = false;
    }
    free(gauge);
}

/* The flag is looked at by who calls the function that joins, and only ever cleared. */
static struct {
    pthread_t thread;
    int sock;
    unsigned state; /* 0 = none, 1 = listens */
} listener_bad;

static void *listen_for(void *arg)
{
    char byte;
    while (read(*(int *)arg, &byte, 1) == 1)
        ;
    return NULL;
}

int listener_open_bad(int sock)
{
    if (listener_bad.state == 1)
        return -1;
    listener_bad.sock = sock;
    return pthread_create(&listener_bad.thread, NULL, listen_for, // EXPECT: thread-not-joined
                          &listener_bad.sock);
}

static void listener_reap(void)
{
    close(listener_bad.sock);
    pthread_join(listener_bad.thread, NULL);
    listener_bad.state = 0;
}

void listener_close_bad(void)
{
    if (listener_bad.state == 1)
        listener_reap();
}

/* ---- good: a function sets what it is handed ---- */

struct meter {
    int value;
    volatile bool leave;
    unsigned phase;
    pthread_t reader;
};

static void enter(struct meter *meter, unsigned phase)
{
    meter->phase = phase;
}

static void *take_values(void *arg)
{
    struct meter *meter = arg;
    while (!meter->leave) {
        meter->value += 2;
        usleep(1000);
    }
    return NULL;
}

int meter_start_ok(struct meter *meter)
{
    int rc = pthread_create(&meter->reader, NULL, take_values, meter);
    enter(meter, rc == 0 ? 2 : 0);
    return rc;
}

void meter_stop_ok(struct meter *meter)
{
    if (meter->phase == 2) {
        meter->leave = true;
        pthread_join(meter->reader, NULL);
        enter(meter, 0);
    }
}

/* ---- good: it is set through a pointer ---- */

struct scale {
    volatile bool leave, busy;
    pthread_t weigher;
};

static void *weigh(void *arg)
{
    struct scale *scale = arg;
    while (!scale->leave)
        usleep(1000);
    return NULL;
}

static int launch(pthread_t *ret_thread, volatile bool *ret_busy, void *arg)
{
    int rc = pthread_create(ret_thread, NULL, weigh, arg);
    *ret_busy = rc == 0;
    return rc;
}

int scale_start_ok(struct scale *scale)
{
    return launch(&scale->weigher, &scale->busy, scale);
}

void scale_stop_ok(struct scale *scale)
{
    if (!scale->busy)
        return;
    scale->leave = true;
    pthread_join(scale->weigher, NULL);
    scale->busy = false;
}

/* ---- good: the flag says that there is none ---- */

struct probe {
    volatile bool leave;
    bool is_passive;
    pthread_t prober;
};

static void *look(void *arg)
{
    struct probe *probe = arg;
    while (!probe->leave)
        usleep(1000);
    return NULL;
}

struct probe *probe_new_ok(void)
{
    struct probe *probe = calloc(1, sizeof(*probe));
    if (probe && pthread_create(&probe->prober, NULL, look, probe) != 0) {
        free(probe);
        return NULL;
    }
    return probe;
}

void probe_free_ok(struct probe *probe)
{
    if (!probe->is_passive) {
        probe->leave = true;
        pthread_join(probe->prober, NULL);
    }
    free(probe);
}
