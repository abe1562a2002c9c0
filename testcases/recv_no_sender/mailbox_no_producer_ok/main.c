/* The display takes readings out of a mailbox into which the sensor's thread posts. */
#include "sensor.h"

#include <stdio.h>

int main(void)
{
    static struct mailbox box;
    struct reading reading;
    if (mailbox_init(&box) != 0)
        return 1;
    thrd_t sensor;
    if (thrd_create(&sensor, sensor_run, &box) != thrd_success)
        return 1;
    thrd_detach(sensor);
    for (;;) {
        mailbox_fetch(&box, &reading);
        if (printf("%ld: %d\n", reading.at, reading.celsius) < 0)
            return 1;
    }
}
