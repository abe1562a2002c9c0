#pragma once

struct device {
    int fd;
    double scale;
};

int device_open(struct device *device, const char *name);
double device_value(const struct device *device);
void device_close(struct device *device);
