#pragma once
#include <stdbool.h>

bool limits_enter(void);
void limits_leave(void);
