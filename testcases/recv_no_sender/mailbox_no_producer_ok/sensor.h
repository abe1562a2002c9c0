#pragma once
#include "mailbox.h"

int sensor_run(void *mailbox); /* body of the thread that reads the sensor */
