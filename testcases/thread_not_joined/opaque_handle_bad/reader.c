#include <stdlib.h>
#include <unistd.h>

#include "meter_inside.h"

void *meter_read(void *arg)
{
    meter *meter = arg;
    char text[32];

    while (!meter->closing) {
        ssize_t length = pread(meter->fd, text, sizeof(text) - 1, 0);
        if (length > 0) {
            text[length] = '\0';
            meter->last = strtol(text, NULL, 10);
        }
        sleep(1);
    }
    return NULL;
}

long meter_last(const meter *meter)
{
    return meter->last;
}
