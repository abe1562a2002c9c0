#include <stdlib.h>

#include "device.h"

struct device {
    int port;
    char *bytes;
};

int device_read(struct device *device)
{
    return device->bytes[device->port];
}

void device_free(struct device *device)
{
    free(device->bytes);
    free(device);
}

struct device *device_find(int port)
{
    struct device *device = calloc(1, sizeof *device);

    if (device == NULL)
        return NULL;
    device->port = port;
    device->bytes = calloc(16, 1);
    if (device->bytes != NULL && device_test(device))
        return device;
    free(device->bytes);
    free(device);
    return NULL;
}
