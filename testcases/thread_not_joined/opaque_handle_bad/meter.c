/* A library's object with a thread. Its type is defined in a header that users do not see: nobody but the library could
 * join the thread, and it does not. */
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
    if (meter->fd < 0 ||
        pthread_create(&meter->reader, NULL, meter_read, meter) != 0) { // EXPECT: thread-not-joined
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
    close(meter->fd);
}
