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
    uint32_t root;            /* the function that the way to it begins with */
    enum event_source source; /* what that is: SOURCE_NONE unless it is per event */
};

/* A place on the way from who passes a function to where that is called or started. */
struct edge_via {
    uint32_t fn, block;
    const struct edge_via *next; /* further in */
};

/* Control comes to `body` from that place. */
struct edge {
    uint32_t body, from, block, instr;
    enum root_kind kind;
    const struct edge_via *via; /* the wrappers between, which get it by a parameter; NULL = none */
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

/* contexts_edges.c: appends (to the edges of each function) where control goes on to by the function, and adds
 * what it starts or registers. */
void contexts_add_edges(const struct program *program, uint32_t number, struct context_edges *edges,
                        struct bitset *registered);

/* contexts_passed.c: the parameter of the function that the operand is; 0 = none. */
uint32_t contexts_parameter(const struct fn *fn, struct ir_operand operand);
/* Appends an edge to each of the bodies, which come in by that parameter of `edge.from`: from those who pass them,
 * and from where `edge` is for what nobody in sight passes. */
void contexts_add_passed(const struct program *program, struct edge edge, uint32_t parameter,
                         const struct fn_list *bodies, struct context_edges *edges);

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
