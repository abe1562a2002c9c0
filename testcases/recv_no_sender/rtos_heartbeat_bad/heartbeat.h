#ifndef HEARTBEAT_H
#define HEARTBEAT_H

#include "FreeRTOS.h"

SemaphoreHandle_t heartbeat_start(void);
void toggle_led(void);

#endif
