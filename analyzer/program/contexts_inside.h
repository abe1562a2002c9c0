/* What the files contexts*.c share: how each function is reached. */
#ifndef STRANDED_PROGRAM_CONTEXTS_INSIDE_H
#define STRANDED_PROGRAM_CONTEXTS_INSIDE_H

#include "program/event_loops.h"
#include "program/graph.h"

/* How a function is reached at its most frequent. */
struct context {
    bool reached;
    bool idle; /* only from functions of a program that nobody in it calls */
    enum often often;
    uint64_t count;      /* OFTEN_BOUNDED: product of the known counts, 0 = not known */
    enum root_kind kind; /* ROOT_CALL: by an ordinary call or one from inside an API */
    uint32_t from; /* the function that calls, starts or registers it; 0 = a root of its own */
    uint32_t from_block;
    uint32_t from_instr;
    uint32_t origin;          /* the function whose root or loop makes it per event */
    enum event_source source; /* what that is: SOURCE_NONE unless it is per event */
};

/* Control comes to `body` from that place. */
struct edge {
    uint32_t body, from, block, instr;
    enum root_kind kind;
    /* through a pointer that may be so many functions that it says little of which */
    bool is_guess;
};

VECTOR_TYPE(context_edges, struct edge);

struct contexts {
    struct context *of; /* per fn */
    struct event_loops loops;
};

/* Longer chains are cut at their start: the near end tells more. */
enum { CHAIN_MOST = 8 };

/* contexts_edges.c: appends where control goes on to from the function, and adds what it starts or registers. */
void contexts_add_edges(const struct program *program, uint32_t number, struct context_edges *edges,
                        struct bitset *registered);

/* contexts_often.c: whether that is again and again for sure: see multiplicity_is_steady(). */
bool context_is_steady(const struct context *context);
/* Raises a multiplicity by the loops around a block. */
void context_raise(const struct program *program, uint32_t number, uint32_t block,
                   struct context *context);

/* contexts_words.c: how often that is. */
const char *context_words(const struct program *program, const struct context *context);
/* The calls on the way to the function. */
struct steps context_chain(const struct program *program, uint32_t fn);

#endif
