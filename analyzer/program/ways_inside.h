/* What ways.c and ways_values.c share: a ways in the making. */
#ifndef STRANDED_PROGRAM_WAYS_INSIDE_H
#define STRANDED_PROGRAM_WAYS_INSIDE_H

#include "base/intmap.h"
#include "base/vector.h"
#include "program/readers.h"
#include "program/ways.h"

/* Bounds: what lies behind them keeps its ways open. */
enum {
    WAYS_CALLS = 100,  /* calls below each other */
    WAYS_COPIES = 8,   /* copies from local to local */
    WAYS_WRITES = 8,   /* writes of one local: flags have few */
    WAYS_BUDGET = 200, /* writes looked at for one question */
    WAYS_CALLERS = 16, /* callers of a function whose parameter is stored */
    WAYS_UP = 3,       /* of those, one above the other */
    WAYS_AGAIN = 2000, /* functions that are visited again for one "what if" */
};

/* The instructions that write a local of a function: a list in one array. */
struct writes {
    uint32_t *first; /* per local: index + 1 into the function's instructions; 0 = none */
    uint32_t *next;  /* per instruction of the function */
    uint32_t *block; /* per instruction of the function: where it stands */
    struct bitset address_taken; /* locals */
    uint32_t base;               /* the function's first instruction */
};

VECTOR_TYPE(opened, uint32_t);

/* What a flag may hold. A loop of the thread is not ended by what was stored before the thread was there; any
 * other test may see that. */
struct flag_values {
    struct value_set later, ever;
};

/* Who has asked whom. A node is a function by its number, or a flag behind all functions; what is known of
 * a user hangs on what is known of what it has used. */
struct usage {
    uint32_t user, next; /* next: index + 1 of the next user of the same node; 0 = none */
};

/* Made by the ways that suppose nothing, for those that suppose something: what does not hang on the
 * flag in question is not visited again. */
struct usages {
    uint32_t *first; /* per node: index + 1 of its last user */
    VECTOR(struct usage) items;
    VECTOR(uint32_t) used; /* of items, in step: the node that is used */
    struct intmap known;   /* (node, user) pairs that are there */
    uint32_t asking;       /* the node whose facts are being found; 0 = none */
};

/* What the condition of a block tests, did its flag hold just those values. */
struct supposed {
    struct value_set assumed, tested;
    uint32_t before; /* index + 1 of another one of the block; 0 = none */
};

struct ways {
    const struct program *program;
    struct ways *base; /* that supposes nothing; NULL = this one does not */
    struct arena *arena, *scratch;
    struct stores *stores; /* NULL until the first question */
    struct readers *readers;
    struct intmap numbers; /* fn -> index in visited */
    VECTOR(struct fn_ways *) visited;
    struct writes **writes;    /* per fn; shared by all that come from one */
    const struct bitset *sent; /* globals that are sent somewhere, as entities; likewise */
    struct arena *base_arena;  /* what all of them share lies there */
    struct intmap
        edge_flags; /* (fn, block) -> the flag that its branch tests, where that is settled */
    struct intmap last_supposed; /* (fn, block) -> index in `supposed` */
    VECTOR(struct supposed) supposed;
    struct intmap flag_numbers;
    VECTOR(struct flag_values) flags; /* by element */
    bool with_initial;                /* the question is not about a way out of a loop */
    uint32_t depth;
    uint32_t spent;                  /* writes looked at for this question */
    uint32_t with;                   /* a flag that may hold anything; 0 = none */
    uint32_t without;                /* a flag that only initial stores set; 0 = none */
    const struct value_set *assumed; /* its flag holds just this; NULL = none */
    struct usages usages;            /* of a base */
    struct intmap changed;   /* else: nodes of the base that hang on the flags that are supposed */
    uint32_t n_usages_known; /* of the base's, when `changed` was made */
};

/* Stands for the flag that shuts the way to a block that has not been reached yet. */
#define FLAG_PENDING UINT32_MAX

static const struct value_set anything = {.any = true};

/* ways_sent.c: the globals that some function sends, as entities; lies in the arena. */
const struct bitset *ways_sent_globals(const struct program *program, struct arena *arena);

/* ways.c */
void ways_prepare(struct ways *ways);
struct fn_ways *ways_visited(const struct ways *ways, uint32_t fn); /* NULL = not yet */

/* ways_what_if.c: what hangs on what. */
void usages_prepare(struct ways *base);
void usages_deinit(struct usages *usages);
/* The node of a function is its number. */
uint32_t usages_flag(const struct ways *ways, uint32_t flag);
/* Who is asking now uses that node; no-op for a "what if". */
void usages_note(struct ways *ways, uint32_t node);
/* Whether the facts of the node, as the base has them, hold here as well. They must be there. */
bool usages_unchanged(struct ways *ways, uint32_t node);

/* ways_values.c */
bool value_sets_are_same(const struct value_set *a, const struct value_set *b);
const struct writes *ways_writes_of(struct ways *ways, uint32_t fn);
/* Whether somebody whom we do not see may call the function. */
bool ways_called_out_of_sight(const struct program *program, uint32_t fn);
void value_set_add_all(struct value_set *set, const struct value_set *other);
/* The values of one that are none of the other. */
struct value_set value_set_minus(const struct value_set *set, const struct value_set *other);
/* Whether the relation may hold between a value of each. */
bool value_sets_may_hold(const struct value_set *a, enum ir_operator relation,
                         const struct value_set *b);
/* The values that an operand may have; `copies`: how many locals it went through already. */
struct value_set ways_operand_values(struct ways *ways, uint32_t fn, struct ir_operand operand,
                                     uint32_t copies);
/* Adds the values that a store may give. */
void ways_store_values(struct ways *ways, const struct store *store, struct value_set *values);

#endif
