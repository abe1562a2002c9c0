/* Which functions wait for something, and what a round of a loop is. Private to this folder.
 *
 * Requires targets and loops. */
#ifndef STRANDED_PROGRAM_EVENT_LOOPS_H
#define STRANDED_PROGRAM_EVENT_LOOPS_H

#include <stranded/check.h>

#include "program/graph.h"

/* What a function waits for each time that it is called: itself, or a few calls below. */
enum {
    WAITS_FOR_EVENTS = 1 << 0,   /* something from outside */
    WAITS_FOR_MESSAGES = 1 << 1, /* what another thread or process sends */
    WAITS_FOR_FILE = 1 << 2,     /* the next piece of what may be a file */
    WAITS_AS_SERVER = 1 << 3,    /* it has a loop that lasts as long as the process */
};

struct loop_facts {
    enum event_source source; /* of a round; SOURCE_NONE = it is no event */
    bool walks;               /* it comes to an end by itself, with a list or a count */
    bool serves; /* it waits and works until the program is told to stop: as long as the process */
    uint8_t *sources; /* per block: enum event_source; NULL = not asked for, or the same for all */
};

struct event_loops {
    const struct program *program;
    struct bitset waits;    /* functions that wait for something from outside, and all above them */
    struct bitset awaits;   /* the same for what another thread or process sends */
    struct bitset accepts;  /* models that wait for a connection, and wrappers of them */
    struct bitset requests; /* the same for a request */
    struct bitset messages; /* the same for a message of another program */
    struct bitset sleeps;   /* the same for a time to come, and nothing else */
    uint8_t *kinds;         /* per fn: WAITS_… */
    struct loop_facts **facts; /* per fn: of its loops; NULL = not asked for yet */
};

struct event_loops event_loops_find(const struct program *program);

/* Whether the loop calls a function of the set. */
bool event_loop_waits(const struct bitset *waits, const struct fn *fn, const struct loop *loop);

/* Whether the loop can be left. */
bool event_loop_ends(const struct fn *fn, const struct loop *loop);

/* What a round of the loop (index) is that comes to the block, which lies in it. */
enum event_source event_loop_source(const struct event_loops *all, uint32_t fn, uint32_t loop,
                                    uint32_t block);

/* Whether the loop (index) comes to an end by itself, as loop_walks() says, found out once. */
bool event_loop_walks(const struct event_loops *all, uint32_t fn, uint32_t loop);

/* walks.c: whether the loop comes to an end by itself: it counts, follows links, or takes one after another
 * out of something until it is empty. `kinds`: per fn, what it waits for; who waits takes what comes. */
bool loop_walks(const struct program *program, uint32_t fn, const struct loop *loop,
                const uint8_t *kinds);

/* What the operand was just read from, by copies in the block; kind none = it was computed there. */
struct ir_operand event_loop_read_from(const struct fn *fn, const struct ir_block *block,
                                       struct ir_operand operand);

/* ticks.c: whether the loop goes round as time passes, until others tell it to stop. */
bool loop_ticks(const struct event_loops *all, uint32_t fn, const struct loop *loop);

/* Whether each round of the loop passes one of the blocks. */
bool loop_passes(const struct fn *fn, const struct loop *loop, const struct bitset *blocks);

#endif
