#include <stdio.h>

#include "device.h"

int main(void)
{
    int port;

    while (scanf("%d", &port) == 1) {
        struct device *device = device_find(port);
        if (device != NULL)
            device_free(device);
    }
    return 0;
}
