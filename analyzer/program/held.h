/* What a function does while it holds a lock. Private to this folder. */
#ifndef STRANDED_PROGRAM_HELD_H
#define STRANDED_PROGRAM_HELD_H

#include "program/stop_region.h"

enum lock_effect { LOCK_NONE, LOCK_TAKES, LOCK_GIVES };

/* What the call at that instruction does to locks, through wrappers too. */
enum lock_effect held_effect(const struct stop_facts *facts, uint32_t fn, uint32_t instr);

/* What stands between taking a lock and a point of the function. */
struct held {
    struct bitset
        blocks; /* those whose ends lie in between, and that of the point where a loop leads to it */
    bool whole;         /* all ways to the point take a lock first */
    bool some;          /* at least one does */
    bool calls, writes; /* in between something is called; something that others see is written */
};

/* A way that comes from the point itself ends there. Over a bound, nothing is held. */
struct held held_before(const struct stop_facts *facts, struct point point, struct arena *scratch);

#endif
