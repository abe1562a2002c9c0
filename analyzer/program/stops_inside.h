/* What stops.c and stop_waking.c share: one question about one body. */
#ifndef STRANDED_PROGRAM_STOPS_INSIDE_H
#define STRANDED_PROGRAM_STOPS_INSIDE_H

#include <stranded/check.h>

#include "program/creations.h"
#include "program/stop_region.h"
#include "program/ways.h"

/* Bounds: behind them, the thread is taken to stop. */
enum {
    STOPS_FUNCTIONS = 600, /* functions below a body */
    STOPS_WHAT_IF = 40,    /* the same, where it is asked what the body did without a flag */
    STOPS_FLAGS = 4,
    STOPS_JOINS =
        256, /* joins of one creation: its spawn is in a wrapper that the program shares */
};

/* One body of one creation. */
struct question {
    const struct stop_facts *facts;
    const struct program *program;
    const struct creation_record *record;
    const struct start *start;
    const struct bitset *below; /* functions that the body calls, itself included */
    struct points joins;        /* of the creation; the vector is not its own */
    struct arena *scratch;
    struct stopping answer;
};

/* A flag that ends the body's loops, and where it is set so. */
struct told {
    uint32_t flag;
    uint32_t fn;         /* whose loop it ends */
    struct shut_way way; /* the way that opens */
    bool needed;         /* without it, the body does not end */
    struct points stores;
};

/* stops.c */
/* A field's or global's name for people; NULL = it has none. */
const char *question_name(const struct program *program, uint32_t element);
struct step question_step(const struct program *program, uint32_t fn, struct ir_location at,
                          const char *text);
void question_add_steps(struct question *question, const struct step *steps, size_t count);
/* Whether somebody may cancel the thread. */
bool question_is_cancelled(const struct question *question);

/* stop_waking.c: a thread that is told while it waits. */
void stops_judge_waking(struct question *question, const struct told *told);

#endif
