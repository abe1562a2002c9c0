/* Samples go into a pipe through a table of functions; main looks at the last one only. */
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

    if (sensor_init(&thermometer) < 0 ||
        pthread_create(&thread, NULL, measure_run, &thermometer) != 0)
        return 1;
    pthread_detach(thread);
    for (int i = 0; i < 3600; i++) {
        printf("%d\n", thermometer.last);
        sleep(1);
    }
    return 0;
}
