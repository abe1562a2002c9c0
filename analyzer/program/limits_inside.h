/* What the files of limits.c share: one stretch of the way from an event to a spawn. */
#ifndef STRANDED_PROGRAM_LIMITS_INSIDE_H
#define STRANDED_PROGRAM_LIMITS_INSIDE_H

#include "program/creations.h"
#include "program/stop_region.h"

/* The part of one function that an event runs through on its way to the spawn. */
struct stretch {
    const struct stop_facts *facts;
    const struct program *program;
    uint32_t fn;
    uint32_t target;             /* the block of the spawn, or of the call that leads there */
    uint32_t instr;              /* that call */
    const struct loop *loop;     /* the event loop; NULL = the function as a whole */
    const struct bitset *bodies; /* functions that the threads run; NULL = not asked */
    uint32_t pool;     /* the pool that gets work there, an element; 0 = a thread is started */
    bool in_sight;     /* only what is in sight counts as a limit */
    bool objects_pass; /* each event has an object of its own: what that counts is no limit */
    struct arena *scratch;
};

/* Whether the block belongs to it. */
bool limits_has_block(const struct stretch *stretch, uint32_t block);

/* limits_counts.c: whether the value may say that there are enough. */
bool limits_may_limit(const struct stretch *stretch, struct ir_operand operand);
/* Whether the edge is taken where no thread is idle, as the threads count themselves: then one more is started,
 * however many there are. */
bool limits_asks_for_idle(const struct stretch *stretch, uint32_t block, uint32_t edge);
/* Whether the operand is counted up in the event loop, and down by the threads. */
bool limits_is_count_of_running(const struct stretch *stretch, struct ir_operand operand);
/* Whether the call hands over what it waits for: it is the event, not a limit. */
bool limits_is_source(const struct stretch *stretch, const struct ir_instr *call);
/* The same of a call of a function that waits inside of the program: it may wait for both, and fill what it gets. */
bool limits_is_event(const struct stretch *stretch, const struct ir_instr *call, uint32_t target);
/* Whether the function, or one below it, waits: for something from outside, or for another thread. */
enum waiting { WAITS_NOT, WAITS_OUTSIDE, WAITS_INSIDE };
enum waiting limits_waits_below(const struct stretch *stretch, uint32_t fn);

/* limits_stretch.c: whether something in it limits how often the target is reached. */
bool limits_in_stretch(const struct stretch *stretch);
/* Whether the block reaches the target without starting the loop's next round. */
bool limits_reach_target(const struct stretch *stretch, uint32_t from);

/* limits_lookups.c: whether the loop looks something up in what never changes, such as a table of commands. */
bool limits_is_lookup(const struct stretch *stretch, const struct loop *loop);

/* limits_storage.c: whether the thread lives in memory that the program has from the start: there is never more than one, or
 * as many as an array has elements. */
bool limits_by_storage(const struct stop_facts *facts, const struct start *start);

/* limits_slots.c: whether the last point of the way, which leads from the spawn up the calls, is reached only
 * while something says that there is none, which is said there or at a point before. */
bool limits_by_slot(const struct stop_facts *facts, const struct point *way, uint32_t count);

#endif
