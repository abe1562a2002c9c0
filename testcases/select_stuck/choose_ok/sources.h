#pragma once
#include "chan.h"

extern struct chan typed, ticks;

int sources_start(void);
