/* The receiver is called by code out of sight: as a timer's callback, as a method of an object that
 * was registered; or the list itself was handed out. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/queue.h>

struct sample {
    SLIST_ENTRY(sample) link;
    double value;
};

SLIST_HEAD(samples, sample);

struct service {
    const char *name;
    bool (*idle)(void *self);
    void *self;
};

int timer_every(unsigned milliseconds, void (*function)(void *), void *data);
int service_register(const struct service *service);
int collector_attach(pthread_mutex_t *lock, struct samples *samples);
void store(double value);

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct samples timed = SLIST_HEAD_INITIALIZER(timed);
static struct samples idled = SLIST_HEAD_INITIALIZER(idled);
static struct samples attached = SLIST_HEAD_INITIALIZER(attached);

static void store_all(struct samples *samples)
{
    pthread_mutex_lock(&lock);
    while (!SLIST_EMPTY(samples)) {
        struct sample *sample = SLIST_FIRST(samples);
        SLIST_REMOVE_HEAD(samples, link);
        store(sample->value);
        free(sample);
    }
    pthread_mutex_unlock(&lock);
}

static void on_timer(void *data)
{
    store_all(data);
}

static bool on_idle(void *self)
{
    store_all(self);
    return true;
}

static struct sample *sample_new(double value)
{
    struct sample *sample = calloc(1, sizeof *sample);
    if (sample == NULL)
        abort();
    sample->value = value;
    return sample;
}

int measuring_start(void)
{
    static const struct service service = {"samples", on_idle, &idled};
    if (timer_every(1000, on_timer, &timed) != 0 || service_register(&service) != 0)
        return -1;
    return collector_attach(&lock, &attached);
}

void measure_timed_ok(double value)
{
    struct sample *sample = sample_new(value);
    pthread_mutex_lock(&lock);
    SLIST_INSERT_HEAD(&timed, sample, link);
    pthread_mutex_unlock(&lock);
}

void measure_idled_ok(double value)
{
    struct sample *sample = sample_new(value);
    pthread_mutex_lock(&lock);
    SLIST_INSERT_HEAD(&idled, sample, link);
    pthread_mutex_unlock(&lock);
}

void measure_attached_ok(double value)
{
    struct sample *sample = sample_new(value);
    pthread_mutex_lock(&lock);
    SLIST_INSERT_HEAD(&attached, sample, link);
    pthread_mutex_unlock(&lock);
}
