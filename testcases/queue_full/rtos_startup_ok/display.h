#ifndef DISPLAY_H
#define DISPLAY_H

#include "FreeRTOS.h"

struct command {
    uint8_t line;
    const char *text;
};

extern QueueHandle_t commands;
int display_init(void);
int display_run(void);
void draw(const struct command *command);

#endif
