/* Who asks for a measurement gives the lock back before he waits for it: it may be there by then. The loop that measures
 * signals again only when it is asked again. */
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

struct sensor {
    pthread_mutex_t lock;
    pthread_cond_t asked, measured;
    bool wanted, done, off;
    int value;
    pthread_t thread;
};

int measure(void);

static void *sensor_run(void *arg)
{
    struct sensor *sensor = arg;
    pthread_mutex_lock(&sensor->lock);
    for (;;) {
        while (!sensor->wanted && !sensor->off)
            pthread_cond_wait(&sensor->asked, &sensor->lock);
        if (sensor->off)
            break;
        sensor->wanted = false;
        pthread_mutex_unlock(&sensor->lock);
        int value = measure();
        pthread_mutex_lock(&sensor->lock);
        sensor->value = value;
        sensor->done = true;
        pthread_cond_broadcast(&sensor->measured);
    }
    pthread_mutex_unlock(&sensor->lock);
    return NULL;
}

static int sensor_read_bad(struct sensor *sensor)
{
    pthread_mutex_lock(&sensor->lock);
    sensor->wanted = true;
    pthread_cond_signal(&sensor->asked);
    pthread_mutex_unlock(&sensor->lock);

    pthread_mutex_lock(&sensor->lock);
    pthread_cond_wait(&sensor->measured, &sensor->lock); // EXPECT: recv-no-sender
    int value = sensor->value;
    pthread_mutex_unlock(&sensor->lock);
    return value;
}

static void sensor_off(struct sensor *sensor)
{
    pthread_mutex_lock(&sensor->lock);
    sensor->off = true;
    pthread_cond_signal(&sensor->asked);
    pthread_mutex_unlock(&sensor->lock);
    pthread_join(sensor->thread, NULL);
}

int main(int argc, char **argv)
{
    static struct sensor sensor = {.lock = PTHREAD_MUTEX_INITIALIZER,
                                   .asked = PTHREAD_COND_INITIALIZER,
                                   .measured = PTHREAD_COND_INITIALIZER};
    int sum = 0;
    (void)argv;
    if (pthread_create(&sensor.thread, NULL, sensor_run, &sensor) != 0)
        return 1;
    for (int i = 1; i < argc; i++)
        sum += sensor_read_bad(&sensor);
    sensor_off(&sensor);
    return sum != 0;
}
