/* What the files stalls*.c share: what may stall, and the solution as far as it is found. */
#ifndef STRANDED_PROGRAM_STALLS_INSIDE_H
#define STRANDED_PROGRAM_STALLS_INSIDE_H

#include "base/vector.h"
#include "program/stalls.h"

/* A join of a thread that runs one certain body. */
struct joining {
    uint32_t fn, instr, body;
};

/* A store that may open the gate of a wait in the function `waiter`. */
struct opening_of {
    uint32_t fn, instr, gate, waiter;
};

struct stalls {
    const struct channels *channels;
    const struct program *program;
    struct arena *arena;
    uint32_t *order;              /* all uses, by the function and instruction of their anchor */
    uint32_t *first_of_fn;        /* per fn: its first in `order`; one more at the end */
    struct bitset moot;           /* uses: closes of one end beside the close of the other one */
    struct bitset may_stall;      /* uses: waits, and sends that wait, which only known uses end */
    VECTOR(struct joining) joins; /* sorted by fn, then instr */
    VECTOR(struct joining) by_body; /* the same, sorted by body */
    struct bitset joins_in;         /* functions with joins */
    struct bitset joined;           /* bodies of which some thread is joined */
    struct bitset has_waits; /* functions with uses of may_stall, or joins, in or below them */
    struct intmap gates;     /* (fn, instr) of a wait -> number of its gate */
    struct intmap ways_by;   /* (fn, block, edge) by which the wait is passed -> the same */
    uint32_t n_gates;
    VECTOR(struct opening_of) openings; /* sorted by fn, then instr */
    struct bitset opens_in;             /* functions with openings */
    struct bitset filled_first; /* functions whose wait is opened before there are threads */
    bool open;                  /* nothing stalls: only to see where control comes from */
    bool exits;                 /* a thread may end elsewhere than in its body */
    /* the solution */
    struct bitset live, returns; /* functions */
    uint8_t *sent;               /* per channel: the ends from which something is sent; as bits */
    uint8_t *awaited;            /* per channel: the ends at which somebody receives */
    struct bitset stalled;       /* uses */
    struct bitset opened;        /* gates */
    struct bitset stalls_in; /* functions with a use that was stalled when they were last walked */
    struct bitset stalls_at_set; /* those with one of a set of channels */
    bool interrupted;            /* a thread that waits may be */
    /* the worklist */
    VECTOR(uint32_t) todo;
    struct bitset in_todo;
};

/* stalls.c: the function is walked again, if control comes to it at all. */
void stalls_push(struct stalls *stalls, uint32_t fn);
void stalls_push_all(struct stalls *stalls, const struct bitset *fns);
/* Whether control may come back from the function. */
bool stalls_may_return(const struct stalls *stalls, uint32_t number);

/* stalls_silent.c: what somebody does at the use, once control comes there. */
void stalls_do_use(struct stalls *stalls, const struct channel_use *use);
/* Whether control comes to that use, by its number, and as far as is known, never on. */
bool stalls_is_stalled(const struct stalls *stalls, uint32_t number);

/* Whether the use is of what is called once something has been sent to its channel, and nothing was. */
bool stalls_is_unsent(const struct stalls *stalls, uint32_t number);

/* stalls_joins.c: every join, and the body of the thread that it waits for. */
void stalls_find_joins(struct stalls *stalls);
/* The body returns: who joins a thread that runs it is walked again. */
void stalls_push_joiners(struct stalls *stalls, uint32_t body);
/* Whether the instruction joins only threads whose bodies do not return. */
bool stalls_is_join_stalled(const struct stalls *stalls, uint32_t fn, uint32_t instr);

/* stalls_gates.c: waits that nobody passes before something has opened what they look at. */
void stalls_find_gates(struct stalls *stalls);
/* Control comes to that instruction, which may open some. */
void stalls_open_at(struct stalls *stalls, uint32_t fn, uint32_t instr);
/* Lets everybody pass from the start. */
void stalls_leave_gate(struct stalls *stalls, const struct channel_use *wait);
/* Whether the wait is at a gate that is shut. */
bool stalls_is_shut(const struct stalls *stalls, const struct channel_use *wait);
/* Whether the edge leads past a wait with a gate; and whether that is shut. */
bool stalls_is_way_past(const struct stalls *stalls, uint32_t fn, uint32_t block, uint32_t edge);
bool stalls_is_way_shut(const struct stalls *stalls, uint32_t fn, uint32_t block, uint32_t edge);

/* stalls_sure.c: whether every way through what is called at the anchor of the use makes the use. */
bool stalls_is_sure(const struct stalls *stalls, const struct channel_use *use);

/* stalls_waits.c: fills `order` and `first_of_fn`. */
void stalls_sort_uses(struct stalls *stalls);
/* Who closes both ends, the one right behind the other, knows that nobody waits at either. In several
 * processes each has ends of its own. */
void stalls_find_moot(struct stalls *stalls);
/* Functions that may stall, and all that call them. */
void stalls_find_waits(struct stalls *stalls);

#endif
