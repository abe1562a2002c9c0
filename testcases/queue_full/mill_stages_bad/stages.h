#ifndef STAGES_H
#define STAGES_H

#include "libmill.h"

coroutine void read_stage(chan frames, int device);
int encode_stage(chan frames);
int grab(int device);
int encode(int frame);

#endif
