#ifndef TELEMETRY_H
#define TELEMETRY_H

#include "FreeRTOS.h"

struct reading {
    uint32_t at;
    int16_t celsius;
};

int telemetry_init(void);
void telemetry_put(const struct reading *reading);
int radio_send(const void *data, size_t size);
int16_t read_celsius(void);

#endif
