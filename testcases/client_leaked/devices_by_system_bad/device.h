#pragma once

struct device;

struct device *device_find(int port);
int device_test(struct device *device);
void device_free(struct device *device);

/* defined for each system */
int device_read(struct device *device);
