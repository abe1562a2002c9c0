/* What a program does again and again for as long as it serves: the handlers of what comes from outside,
 * and loops that wait for it; with all that they call. Stricter than contexts.c, which asks how often a
 * thing may happen: here a loop over the lines of a file, and what the caller of a library does, are no
 * steady state. Private to this folder. */
#ifndef STRANDED_PROGRAM_STEADY_H
#define STRANDED_PROGRAM_STEADY_H

#include "program/graph.h"

/* How control comes to a function at steady state. */
struct steady_way {
    uint32_t from, from_block,
        from_instr;  /* the call; from 0 = the function is the handler itself */
    uint32_t origin; /* the handler, or the function with the loop */
    bool in_loop;    /* the call stands in a loop that goes on for ever */
    bool is_sure;    /* not only as long as there is standard input */
};

/* What is known of one function's blocks. */
struct steady_blocks {
    bool known;
    struct bitset once;  /* they run at most once: behind a mark, or in a process of their own */
    struct bitset loops; /* they stand in a loop that goes on for ever */
    struct bitset sure;  /* the same, and it does not only read standard input to its end */
};

struct steady {
    struct arena *run;
    uint64_t *calls;        /* per fn: bit per parameter (from 1) that it calls, or has called */
    struct bitset near;     /* functions that wait for an event, themselves or not far below */
    struct bitset fns;      /* functions that run at steady state */
    struct steady_way *way; /* per fn of the set: the first that was found */
    struct steady_blocks *blocks; /* per fn; found when they are first asked for */
};

/* Requires targets, contexts, stops. Lies in `run`. */
struct steady *steady_find(const struct program *program, struct arena *run);

/* Whether the block of the function runs at steady state. */
bool steady_has(const struct program *program, const struct steady *steady, uint32_t fn,
                uint32_t block);
/* Whether the block stands in a loop that goes on for ever. */
bool steady_loops(const struct program *program, const struct steady *steady, uint32_t fn,
                  uint32_t block);
/* steady_loops.c: what is known of the function's blocks; found once. */
const struct steady_blocks *steady_blocks_of(const struct program *program,
                                             const struct steady *steady, uint32_t fn);
/* Fills `near`. */
void steady_find_near(const struct program *program, struct steady *steady);
/* The number of calls from the event to the block. Requires steady_has(). */
uint32_t steady_calls(const struct program *program, const struct steady *steady, uint32_t fn,
                      uint32_t block);
/* How often, in words, and the way there from main. Requires steady_has(). */
struct multiplicity steady_multiplicity(const struct program *program, const struct steady *steady,
                                        uint32_t fn, uint32_t block);

#endif
