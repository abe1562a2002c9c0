/* The stop sets the flag and calls who joins. That one wakes the thread first, or (bad) only joins it. */
#include <pthread.h>
#include <stdlib.h>

struct device {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t filled;
    int stopping, samples;
};

struct device *device_start_bad(void);
void device_feed_bad(struct device *device);
void device_stop_bad(struct device *device);

static void *consume_bad(void *arg)
{
    struct device *device = arg;

    pthread_mutex_lock(&device->lock);
    while (!device->stopping) {
        if (device->samples > 0)
            device->samples--;
        else
            pthread_cond_wait(&device->filled, &device->lock);
    }
    pthread_mutex_unlock(&device->lock);
    return NULL;
}

struct device *device_start_bad(void)
{
    struct device *device = calloc(1, sizeof(*device));

    if (!device)
        return NULL;
    pthread_mutex_init(&device->lock, NULL);
    pthread_cond_init(&device->filled, NULL);
    if (pthread_create(&device->thread, NULL, consume_bad, device)) { // EXPECT: thread-no-stop
        free(device);
        return NULL;
    }
    return device;
}

void device_feed_bad(struct device *device)
{
    pthread_mutex_lock(&device->lock);
    device->samples++;
    pthread_cond_signal(&device->filled);
    pthread_mutex_unlock(&device->lock);
}

static void end_thread_bad(struct device *device)
{
    pthread_join(device->thread, NULL);
}

void device_stop_bad(struct device *device)
{
    pthread_mutex_lock(&device->lock);
    device->stopping = 1;
    pthread_mutex_unlock(&device->lock);
    end_thread_bad(device);
    free(device);
}

struct radio {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t filled;
    int stopping, samples;
};

struct radio *radio_start_ok(void);
void radio_feed_ok(struct radio *radio);
void radio_stop_ok(struct radio *radio);

static void *consume_ok(void *arg)
{
    struct radio *radio = arg;

    pthread_mutex_lock(&radio->lock);
    while (!radio->stopping) {
        if (radio->samples > 0)
            radio->samples--;
        else
            pthread_cond_wait(&radio->filled, &radio->lock);
    }
    pthread_mutex_unlock(&radio->lock);
    return NULL;
}

struct radio *radio_start_ok(void)
{
    struct radio *radio = calloc(1, sizeof(*radio));

    if (!radio)
        return NULL;
    pthread_mutex_init(&radio->lock, NULL);
    pthread_cond_init(&radio->filled, NULL);
    if (pthread_create(&radio->thread, NULL, consume_ok, radio)) {
        free(radio);
        return NULL;
    }
    return radio;
}

void radio_feed_ok(struct radio *radio)
{
    pthread_mutex_lock(&radio->lock);
    radio->samples++;
    pthread_cond_signal(&radio->filled);
    pthread_mutex_unlock(&radio->lock);
}

static void end_thread_ok(struct radio *radio)
{
    pthread_mutex_lock(&radio->lock);
    pthread_cond_signal(&radio->filled);
    pthread_mutex_unlock(&radio->lock);
    pthread_join(radio->thread, NULL);
}

void radio_stop_ok(struct radio *radio)
{
    pthread_mutex_lock(&radio->lock);
    radio->stopping = 1;
    pthread_mutex_unlock(&radio->lock);
    end_thread_ok(radio);
    free(radio);
}
