#include "sensor.h"

#include <stdio.h>
#include <time.h>

int sensor_run(void *arg)
{
    struct mailbox *box = arg;
    struct reading reading;
    struct timespec pause = {.tv_sec = 1};
    for (;;) {
        FILE *file = fopen("/sys/class/thermal/thermal_zone0/temp", "r");
        if (file != NULL && fscanf(file, "%d", &reading.celsius) == 1) {
            reading.at = (long)time(NULL);
            mailbox_post(box, &reading);
        }
        if (file != NULL)
            fclose(file);
        thrd_sleep(&pause, NULL);
    }
}
