#pragma once
#include "belt.h"

/* Reads the file named `name` onto the belt, on a thread of its own. */
int supply_start(struct belt *belt, const char *name);
