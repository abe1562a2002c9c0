/* Every use that the program makes of channels, conditions, locks and threads through the models: where
 * it waits, and where it wakes. Flow-insensitive. Private to this folder. */
#ifndef STRANDED_PROGRAM_USES_H
#define STRANDED_PROGRAM_USES_H

#include "program/graph.h"
#include "program/model_uses.h"

/* A call of a model that waits, wakes, locks, joins and so on. */
struct use {
    enum use_kind kind;
    uint32_t fn, block, instr;
    uint32_t parameter;       /* pools: which argument is the limit */
    uint32_t element;         /* what is used (elements.h); 0 = not known */
    uint32_t used, other;     /* the parameters of the model that are used, as in model_use */
    uint32_t common;          /* likewise */
    const char *field;        /* the field behind `used`, likewise */
    const char *own;          /* likewise */
    struct model_flags flags; /* likewise */
    bool forever;             /* receive, wait; send, for room: without end */
    struct model_number room, messages; /* make: `parameter` is that of the caller's call */
    bool until_closed;                  /* receive: until it is closed, whatever is sent */
    bool later;                         /* interrupt: as in model_use */
    bool outside;                       /* it waits for something from outside of the process */
};

VECTOR_TYPE(use_list, struct use);

struct uses {
    struct use_list items;             /* sorted by fn, then instr */
    uint32_t *first;                   /* per fn: its first item; one more at the end */
    struct use_list cancels, timeouts; /* those of these kinds */
    VECTOR(uint32_t) interrupts;       /* likewise, by their number in `items` */
    struct bitset
        passing; /* unwrapped: functions that only pass on what they are handed; their callers make the uses */
};

/* Requires targets. `uses` lies in `run` but for its list: uses_free(). */
struct uses *uses_find(const struct program *program, struct arena *run);
void uses_free(struct uses *uses);
/* Fills the lists of single kinds. */
void uses_sort_out(struct uses *uses);

/* The first use at or behind `from` that is made in a function of the set; the number of uses where there
 * is none. */
uint32_t uses_in(const struct uses *uses, const struct bitset *fns, uint32_t from);

#endif
