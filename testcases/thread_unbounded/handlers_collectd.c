/* A plugin of collectd: read runs at each interval, init once. */
#include <pthread.h>
#include <stdio.h>

#include "mini_collectd.h"

static void *ask_sensor(void *arg)
{
    FILE *file = fopen("ask_sensor.log", "a");
    (void)arg;
    if (file != NULL) {
        fputs("ask sensor\n", file);
        fclose(file);
    }
    return NULL;
}

static void *send_values(void *arg)
{
    FILE *file = fopen("send_values.log", "a");
    (void)arg;
    if (file != NULL) {
        fputs("send values\n", file);
        fclose(file);
    }
    return NULL;
}

static void *find_sensors(void *arg)
{
    FILE *file = fopen("find_sensors.log", "a");
    (void)arg;
    if (file != NULL) {
        fputs("find sensors\n", file);
        fclose(file);
    }
    return NULL;
}

static int sensor_read_bad(void)
{
    pthread_t tid;
    if (pthread_create(&tid, NULL, ask_sensor, NULL) == 0) // EXPECT: thread-unbounded
        pthread_detach(tid);
    return 0;
}

static int sensor_write_bad(const void *data, const void *values, user_data_t *user)
{
    (void)data, (void)values, (void)user;
    pthread_t tid;
    if (pthread_create(&tid, NULL, send_values, NULL) == 0) // EXPECT: thread-unbounded
        pthread_detach(tid);
    return 0;
}

static int sensor_init_ok(void)
{
    pthread_t tid;
    if (pthread_create(&tid, NULL, find_sensors, NULL) == 0)
        pthread_detach(tid);
    return 0;
}

void module_register(void)
{
    plugin_register_init("sensor", sensor_init_ok);
    plugin_register_read("sensor", sensor_read_bad);
    plugin_register_write("sensor", sensor_write_bad, NULL);
}
