#pragma once
#include <stdbool.h>

enum command { COMMAND_LOAD, COMMAND_SYNC, COMMAND_PRINT };

bool engine_start(void);
int engine_call(enum command command, int argument); /* waits until the engine has done it */
void engine_stop(void);
