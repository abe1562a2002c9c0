/* The code that stops a thread: what runs around the join and around the stores that tell it to end, and
 * what of it may wake the thread. Over-approximated: more code in the region means more that may wake it,
 * and so more silence. Private to this folder. */
#ifndef STRANDED_PROGRAM_STOP_REGION_H
#define STRANDED_PROGRAM_STOP_REGION_H

#include "base/vector.h"
#include "program/graph.h"
#include "program/holders.h"
#include "program/uses.h"

/* A point in a function. */
struct point {
    uint32_t fn, block, instr;
};

VECTOR_TYPE(points, struct point);

/* A call that makes or frees an object of a record. */
struct life {
    uint32_t record, fn, instr;
    struct ir_operand object;
    bool made;
};

VECTOR_TYPE(life_list, struct life);

/* What every question about stopping shares; and, each found when it is first asked for, what those about
 * threads that left by themselves share. */
struct stop_facts {
    bool channels_known;
    struct life_list lives;    /* discarded.c; sorted by record */
    uint32_t *first_life;      /* per record; NULL = not known yet */
    VECTOR(uint32_t) channels; /* elements of the ends of the program's own (leaving.c) */
    const struct program *program;
    struct ways *ways;
    struct uses *uses;
    struct uses *unwrapped;            /* the same, seen through wrappers */
    struct holders *flows;             /* all values, through all calls */
    uint32_t *run_by;                  /* threads.c, likewise */
    struct starts *starts;             /* likewise */
    uint32_t *n_started;               /* per body; wake_ups.c, likewise */
    uint32_t *n_started_for_one;       /* the same, of those that may have an object in common */
    struct channels *message_channels; /* channels.c; NULL = not asked for yet */
    struct links *links;               /* links.c; likewise */
    struct rings *rings;               /* rings.c; likewise */
    struct mentions *mentions;         /* stop_message.c, likewise */
    struct arena *arena;
    struct below *below;         /* below.c */
    struct bitset waits, awaits; /* functions that wait for what comes from outside, or for another
                                  * thread, and those above them */
    struct region *region;       /* the last one that was asked for; NULL = none was */
    uint8_t *counts;             /* per fn: whether it looks at something that counts (limits.c) */
    struct bitset given_up;      /* bodies of which it is not known how they stop: over a bound */
    struct intmap told_numbers;  /* body -> index in told_lists: stop_flags.c */
    VECTOR(struct told_list *) told_lists;
};

/* Functions that belong to a region with all that they call, where that was not asked for yet. */
struct region_calls {
    struct fn_list targets;
    bool is_late;
};

struct region {
    const struct stop_facts *facts;
    struct bitset
        whole; /* functions that belong to it as a whole; both once region_complete() is called */
    struct bitset late;               /* those of them that run once the flag is set */
    VECTOR(struct region_calls) left; /* what they lack */
    struct bitset parted;             /* functions that stores or joins are in: never as a whole */
    struct bitset tells;  /* functions that stores or joins are in, or calls that lead to a store */
    struct bitset around; /* functions that stores or joins are in, or calls that lead there */
    /* single calls of other functions, by fn and instr; those of them that come once the flag is set */
    struct intmap sites, late_sites;
    const struct bitset
        *interrupts;   /* uses (unwrapped) that interrupt other threads; NULL = not known */
    uint32_t start_fn; /* the function that starts the thread; 0 = not known */
    const struct bitset
        *started;         /* blocks of that function that are reached once there is a thread */
    struct bitset places; /* functions that it lies in, as they were last asked for */
    struct arena *scratch;
    struct points stores, joins;
    struct points joins_up; /* calls of functions that join; once region_widen() is called */
    struct points untold;   /* calls that lead to a store, but hand it another value */
    bool is_whole;          /* what callers do around the calls belongs to it as well */
};

/* The region around the stores and the joins: what comes only after the joins is no part of it. It is only what
 * their functions do until region_widen(): as much of the program may lie around those who call them. Lives until the
 * next one is asked for; the one that is there is given again, since threads that are told in one place are many. */
struct region *region_around(struct stop_facts *facts, const struct points *stores,
                             const struct points *joins, const struct points *untold);
void region_free(struct region *region);
/* Adds what their callers do, and the callers of these. */
void region_widen(struct region *region);
/* Adds what lies below what is in it: much of the program may. */
void region_complete(struct region *region);

/* The calls that lead to the points, as points of the callers; without (not NULL) some. The caller frees the vector. */
struct points region_calls_of(const struct program *program, const struct points *points);
struct points region_calls_without(const struct program *program, const struct points *points,
                                   const struct points *without);
/* Whether the use lies in the region. */
bool region_has(struct region *region, uint32_t fn, uint32_t instr);
/* Whether two elements may name the same channel. */
bool region_same(const struct stop_facts *facts, uint32_t a, uint32_t b);

enum waking { WAKES_NOT, WAKES_ONE, WAKES_ALL };
/* What the whole region does to who waits there. */
enum waking region_wakes(struct region *region, const struct use *wait);
/* stop_signals.c: whether the signal comes once for each who waits. */
bool region_signals_all(const struct region *region, const struct use *signal);
/* Whether the channel is a descriptor among others, as poll() gets them: whatever is sent anywhere may
 * be for one of them. */
bool region_is_descriptor_set(const struct stop_facts *facts, const struct use *wait);

/* The functions that the function calls, itself included. Lives with the program. The first call costs as
 * much as the program has calls, the others as much as lies below (below.c). */
const struct bitset *functions_below(const struct stop_facts *facts, uint32_t fn);
/* Whether the call may lead to the function. */
bool functions_lead_to(const struct stop_facts *facts, const struct call_site *site, uint32_t fn);
/* Whether a function that the call leads to makes a process. */
bool functions_lead_to_fork(const struct program *program, const struct call_site *site);

#endif
