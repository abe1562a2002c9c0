/* A small list of timers, each with a function, something of its user's, and perhaps a function to be told when it goes. */
#ifndef TIMERS_H
#define TIMERS_H

#include <stdbool.h>

typedef bool timer_function(void *data);
typedef void timer_gone(void *data);

bool timers_add(timer_function *function, timer_gone *gone, void *data);
void timers_run(void);

#endif
