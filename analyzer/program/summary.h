/* What a function does, as its callers need to know it. */
#ifndef STRANDED_PROGRAM_SUMMARY_H
#define STRANDED_PROGRAM_SUMMARY_H

#include "program/state.h"
#include "program/value.h"

/* What is done to a handle that came from outside of the function. */
enum effect_kind {
    EFFECT_JOIN = 1,
    EFFECT_DETACH = 2,
    EFFECT_CANCEL = 3,
    EFFECT_FREE = 4,  /* of an object that came from outside */
    EFFECT_PASS = 5,  /* it reaches a function that is called later */
    EFFECT_CLOSE = 6, /* of a client */
    EFFECT_CLOSE_SOCKET = 7,
    EFFECT_CONNECT = 8, /* a socket becomes a client */
};

struct effect {
    enum effect_kind kind;
    struct value target; /* VALUE_INITIAL or VALUE_SELF */
};

/* A socket is no client by itself. Many functions close descriptors, and few make sockets: what is done to
 * them is no reason to solve a caller. */
enum object_kind { OBJECT_THREAD = 0, OBJECT_CLIENT = 1, OBJECT_SOCKET = 2 };

/* A thing that the function (or a callee) creates. Values are in the function's own terms. */
struct object {
    enum object_kind kind;
    uint32_t creation; /* number in creations.h; 0 inside models: not anchored yet */
    uint32_t instr;    /* the call that yields it, index into the unit's instrs */
    uint32_t block;
    struct value body, argument,
        detached;   /* of a client, body: its cost; of a socket, body and argument:
                                            * its domain and its type */
    uint32_t relay; /* the fn in which it starts to run the body (relays.h); 0 = the body itself */
    struct value relay_argument; /* what that gets */
};

/* A cell that is different after the call. */
struct write {
    uint32_t loc;
    struct value value;
};

/* One group of paths through the function, from its entry to a return. */
struct outcome {
    struct value result;        /* VALUE_SYMBOL never: then ANY and `range` */
    struct fact range;          /* of a result that is VALUE_ANY; its value is not used */
    const struct write *writes; /* sorted by loc; handles are VALUE_HANDLE of summary.objects */
    uint32_t n_writes;
    const uint32_t *effects; /* numbers in solver.effects */
    uint32_t n_effects;
    const struct value
        *escapes; /* VALUE_INITIAL or VALUE_SELF that code out of sight may have got */
    uint32_t n_escapes;
    const struct fact *facts; /* what these paths require of values at the entry */
    uint32_t n_facts;
    bool exits_thread; /* instead of returning, the calling thread ends */
};

enum summary_status {
    SUMMARY_NONE = 0,    /* not solved: nothing in it concerns the callers, or not yet known */
    SUMMARY_SOLVING = 1, /* on the stack: a recursive call */
    SUMMARY_SOLVED = 2,
    SUMMARY_GIVEN_UP = 3, /* over a bound */
};

struct summary {
    enum summary_status status;
    bool
        concerns; /* its callers have to be solved: it hands out or ends handles, or sets attributes */
    bool is_model;
    const struct outcome *outcomes; /* none = it never returns */
    uint32_t n_outcomes;
    const struct object *objects; /* [0] unused */
    uint32_t n_objects;
};

#endif
