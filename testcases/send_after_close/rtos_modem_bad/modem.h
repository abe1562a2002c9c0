#ifndef MODEM_H
#define MODEM_H

#include "FreeRTOS.h"

int modem_start(void);
void modem_say(uint8_t byte);
void modem_stop(void);
void uart_put(uint8_t byte);
int battery_is_low(void);

#endif
