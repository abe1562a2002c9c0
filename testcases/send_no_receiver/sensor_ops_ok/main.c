/* Samples go into a pipe and out of it through a table of functions. */
#include "sensor.h"

#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

int measure(void);

static struct sensor thermometer;

static void *measure_run(void *arg)
{
    struct sensor *sensor = arg;

    do {
        sensor->last = measure();
    } while (sensor->ops->put(sensor, sensor->last) == 0);
    return NULL;
}

int main(void)
{
    pthread_t thread;
    int sample;

    if (sensor_init(&thermometer) < 0 ||
        pthread_create(&thread, NULL, measure_run, &thermometer) != 0)
        return 1;
    pthread_detach(thread);
    for (int i = 0; i < 3600; i++) {
        if (thermometer.ops->get(&thermometer, &sample) < 0)
            break;
        printf("%d\n", sample);
    }
    return 0;
}
