#ifndef DISPLAY_H
#define DISPLAY_H

#include "FreeRTOS.h"

struct command {
    uint8_t line;
    const char *text;
};

int display_init(void);
int display_run(void);
void display_say(uint8_t line, const char *text);
void draw(const struct command *command);

#endif
