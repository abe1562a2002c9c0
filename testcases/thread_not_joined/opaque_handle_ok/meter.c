/* A library that joins the thread of its object when that is closed. */
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "meter_inside.h"

meter *meter_open(const char *device)
{
    meter *meter = calloc(1, sizeof(*meter));

    if (!meter)
        return NULL;
    meter->fd = open(device, O_RDONLY | O_CLOEXEC);
    if (meter->fd < 0 || pthread_create(&meter->reader, NULL, meter_read, meter) != 0) {
        if (meter->fd >= 0)
            close(meter->fd);
        free(meter);
        return NULL;
    }
    return meter;
}

void meter_close(meter *meter)
{
    meter->closing = 1;
    pthread_join(meter->reader, NULL);
    close(meter->fd);
    free(meter);
}
