/* A state: what is known at one point on one group of paths.
 *
 * The solver is ESP (Das, Lerner, Seigle: ESP, path-sensitive program verification in polynomial
 * time, PLDI 2002): at a point, states that agree in their property are merged, others stay apart.
 * The property is what becomes of the objects: their status, where their handles are, and what was
 * done to handles that came from outside. Everything else (cells, facts) is merged value by value.
 *
 * States are immutable once they stand at a block's entry; state_copy() makes one to work on. All
 * live in the solver's scratch arena. */
#ifndef STRANDED_PROGRAM_STATE_H
#define STRANDED_PROGRAM_STATE_H

#include "base/arena.h"
#include "program/value.h"

/* What has become of an object on this path. */
enum object_status {
    OBJECT_LIVE = 1,  /* its handle must still be ended by somebody */
    OBJECT_PART = 2,  /* one of several was ended, the others were not */
    OBJECT_ENDED = 3, /* ended, or it never needed an end */
    OBJECT_GONE = 4,  /* its handle is where this function no longer answers for it */
};

struct object_state {
    uint32_t object; /* number in the function's table of objects */
    uint32_t status; /* enum object_status */
};

/* A cell that differs from what it was at the entry. */
struct cell {
    uint32_t loc;
    struct value value;
};

/* What is known of a value with identity: low <= it <= high, and two numbers that it is not. */
struct fact {
    struct value value;
    int64_t low, high;
    bool not_zero;
    int64_t except; /* such as the -1 that stands for nothing; 0 = no other number is known */
};

/* A decision on the way: which way a branch went. Shared tails. */
struct trail {
    const struct trail *before;
    struct ir_location at;
    uint32_t block;
    uint32_t taken; /* index of the target */
};

/* `n` of a value among a state's escapes: it is where code that knows the class of its place finds it; 0 =
 * it is out of sight. */
enum { ESCAPES_TO_CLASS = 1, ESCAPES_TO_CALLERS = 2 /* the same, and callers have that place */ };

struct state {
    VECTOR(struct cell) cells;           /* sorted by loc */
    VECTOR(struct fact) facts;           /* sorted by value */
    VECTOR(struct object_state) objects; /* sorted by object */
    VECTOR(uint32_t) effects;            /* sorted numbers of effects on foreign handles */
    VECTOR(struct value)
    escapes; /* foreign values that code out of sight may have got; these
                                          * are no part of the property: merging unites them */
    VECTOR(uint32_t)
    stale; /* sorted locs that others may have changed since the entry, though this function has not: what
            * is known of them says nothing of the entry */
    const struct trail *trail; /* newest first, one of the merged paths' */
};

struct state *state_new(struct arena *arena);
struct state *state_copy(struct arena *arena, const struct state *state);
void state_free(struct state *state); /* frees the vectors; the struct is the arena's */

/* The value in a cell; false where the state has none of its own. */
bool state_find(const struct state *state, uint32_t loc, struct value *ret_value);
/* Sets one cell, no more. */
void state_set(struct state *state, uint32_t loc, struct value value);
/* Forgets the cell: it is again what it was at the entry. */
void state_unset(struct state *state, uint32_t loc);
/* First cell at or behind loc number `loc`; for walking. */
uint32_t state_lower_bound(const struct state *state, uint32_t loc);

enum object_status state_status(const struct state *state, uint32_t object); /* 0 = not made here */
void state_set_status(struct state *state, uint32_t object, enum object_status status);
void state_drop_object(struct state *state, uint32_t object);
void state_add_effect(struct state *state, uint32_t effect);
bool state_has_effect(const struct state *state, uint32_t effect);

void state_add_escape(struct state *state, struct value value); /* kept sorted */
void state_add_stale(struct state *state, uint32_t loc);
bool state_is_stale(const struct state *state, uint32_t loc);

/* Narrows what is known to the paths on which `value relation number` holds; false when there are
 * none: the path is impossible. */
bool state_assume(struct state *state, struct value value, enum ir_operator relation,
                  int64_t number);
/* The fact about a value, or NULL. */
const struct fact *state_fact(const struct state *state, struct value value);
/* Forgets all about a symbol that is about to stand for a new result. */
void state_forget_symbol(struct state *state, uint32_t symbol);
/* Decides a truth or a comparison by the facts: 1, 0, or -1 = open. */
int state_decide(const struct state *state, const struct space *space, struct value truth);

/* Whether two states agree in their property, or in that part of it which is about their own objects. */
bool state_same_handles(const struct space *space, const struct state *a, const struct state *b);
bool state_same_property(const struct space *space, const struct state *a, const struct state *b);
/* Whether the number may be it. */
bool fact_allows(const struct fact *fact, int64_t number);
/* Whether no value allows both. */
bool fact_contradict(const struct fact *a, const struct fact *b);
/* Whether no value at the entry allows both: a branch on it parted them. */
bool state_contradict(const struct state *a, const struct state *b);
/* Merges `other` into `state`, which has the same property; true if `state` lost knowledge. */
bool state_merge(struct space *space, struct state *state, const struct state *other);

#endif
