#include "timers.h"

#include <stdlib.h>

struct timer {
    struct timer *next;
    timer_function *function;
    timer_gone *gone;
    void *data;
};

static struct timer *timers;

bool timers_add(timer_function *function, timer_gone *gone, void *data)
{
    struct timer *timer = malloc(sizeof(*timer));

    if (!timer)
        return false;
    *timer = (struct timer){timers, function, gone, data};
    timers = timer;
    return true;
}

void timers_run(void)
{
    for (struct timer **at = &timers; *at;) {
        struct timer *timer = *at;
        if (timer->function(timer->data)) {
            at = &timer->next;
            continue;
        }
        *at = timer->next;
        if (timer->gone)
            timer->gone(timer->data);
        free(timer);
    }
}
