#include "device.h"

#include <fcntl.h>
#include <unistd.h>

int device_open(struct device *device, const char *name)
{
    device->fd = open(name, O_RDONLY);
    device->scale = 0.125;
    return device->fd < 0 ? -1 : 0;
}

double device_value(const struct device *device)
{
    short raw = 0;
    if (pread(device->fd, &raw, sizeof raw, 0) != sizeof raw)
        return 0;
    return raw * device->scale;
}

void device_close(struct device *device)
{
    close(device->fd);
}
