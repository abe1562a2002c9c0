#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "device.h"

struct device {
    int port;
    int fd;
};

int device_read(struct device *device)
{
    char byte;

    if (device->fd < 0) {
        device->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);
        if (device->fd < 0 || connect(device->fd, NULL, 0) != 0)
            return -1;
    }
    return (int)recv(device->fd, &byte, 1, 0);
}

void device_free(struct device *device)
{
    if (device->fd >= 0)
        close(device->fd);
    free(device);
}

struct device *device_find(int port)
{
    struct device *device = calloc(1, sizeof *device);

    if (device == NULL)
        return NULL;
    device->port = port;
    device->fd = -1;
    if (device_read(device) > 0) // EXPECT: client-leaked
        return device;
    free(device);
    return NULL;
}
