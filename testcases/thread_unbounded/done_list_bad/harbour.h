#pragma once
#include "crew.h"

#include <stdint.h>

int harbour_open(uint16_t port);
void harbour_welcome(int listener, struct crew *crew);
