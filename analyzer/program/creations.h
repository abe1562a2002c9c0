/* What was found out about every creation, collected while functions are solved: where its handle
 * went. ending.c draws the verdict. */
#ifndef STRANDED_PROGRAM_CREATIONS_H
#define STRANDED_PROGRAM_CREATIONS_H

#include "base/arena.h"
#include "base/vector.h"
#include "program/graph.h"
#include "program/state.h"
#include "program/summary.h"
#include "program/value.h"

/* An event of this folder's own: a close that ends a socket. Checks ask for EVENT_CLOSE. */
enum { EVENT_CLOSE_SOCKET = 1 << 8 };

/* How a handle is lost. */
enum loss {
    LOSS_DROPPED = 1,     /* the creating call's result is not kept */
    LOSS_RETURN = 2,      /* the function returns, and only its locals knew the handle */
    LOSS_OVERWRITTEN = 3, /* another value takes its only place */
    LOSS_FREED = 4,       /* the object that held it is freed */
    LOSS_PART = 5,        /* of several, only some were ended */
    LOSS_WRONG_END = 6,   /* the memory of a client is freed, and no more */
    LOSS_REPLACES = 7,    /* it takes the place of one that is still open */
};

/* Bound of what is kept of the way to a loss: a witness shows a few decisions before it. */
enum { LOSS_TRAIL = 256 };

struct loss_record {
    enum loss loss;
    uint32_t fn;                        /* where it is lost */
    uint32_t made_in_block, made_instr; /* where, in that function, the call is that made it */
    uint32_t instr;                     /* the call that loses it; 0 = a return, or no call */
    struct ir_location made_at;
    struct ir_location at;
    uint32_t
        needs_null; /* set of the function's parameters, from 1 on: pointers that are NULL on the
                          * way there, as its callers must have handed them; of the first 31 */
    const struct trail *trail; /* decisions on the way there, in that function; run arena */
    const char *holder;        /* what held it, for people */
};

/* An ending event on a handle that was read from a class of places. */
struct ending_record {
    unsigned events; /* enum event_kind */
    struct key key;  /* last = 0: not known which */
    uint32_t fn;
    uint32_t block, instr; /* the call in it that does it; block 0 = somewhere below the function */
    struct ir_location at;
};

/* Where a thread is told what to run: the call, seen from the function that knows the body. */
struct start {
    uint32_t body;
    uint32_t fn, block, instr;
};

/* A call that ends the thread while its function holds the handle. */
struct end_point {
    unsigned events; /* enum event_kind */
    uint32_t fn, block, instr;
};

/* A call that ends a handle which it reads from a class of places, wherever that call stands: the
 * endings above are what callers know of it in the end. */
struct end_site {
    uint32_t fn, instr;
    uint32_t callee; /* a model: it is ended right here */
    unsigned events;
    struct key key;
};

/* A class of places that keeps the handle, and where it gets there. */
struct keeping {
    struct key key;
    uint32_t around;    /* the named step before the place, even where the key leaves it open */
    uint32_t fn, instr; /* the call in that function that yields the handle */
    bool in_global;     /* the place is a global or a part of one, and no element of many */
    bool
        in_fixed; /* the same, or an element of a global array: there are no more of it with time */
    bool in_new;  /* the place is a part of an object that was allocated just before */
};

/* A class of places through which code that got a pointer may end it. */
struct guard {
    struct key key;
    uint32_t
        body_of; /* creation of the thread that got the pointer as its argument, and nobody else
                       * did; 0 = it may be anybody */
    uint32_t fn; /* the function that gave the pointer away */
};

struct creation_record {
    struct creation face; /* filled by creations_finish() */
    enum object_kind kind;
    uint32_t cost;             /* of a client */
    uint32_t fn, block, instr; /* the anchor */
    bool unknown;              /* its handle reaches code that we can't see */
    bool readable;             /* it lies where callers that we can't see may read it themselves */
    unsigned ended;            /* events that met it on some path */
    bool cancelled;            /* something cancels it */
    bool ended_though_kept;    /* also on paths that had put its handle elsewhere before */
    bool detached_seen, joinable_seen, detached_unknown;
    bool in_argument, not_in_argument; /* its handle lies in what its body gets; on some path not */
    bool in_relays, not_in_relays;     /* the same of what its relay gets */
    VECTOR(uint32_t) relays;           /* in which it starts to run the body (relays.h) */
    VECTOR(uint32_t) body_fns;         /* what it runs, as far as known */
    VECTOR(struct start) starts;
    VECTOR(struct end_point) ends;
    bool body_unknown;     /* it may run something that is not in sight */
    uint32_t through;      /* the creation in the function that starts it for whoever calls: what is
                       * recorded here is recorded there as well; 0 = it is started right here */
    bool passed_on;        /* others are started through this one */
    bool in_object;        /* its handle is put into an object, and no mere local one */
    bool fills_gap;        /* its function puts it where it has seen that there is none yet */
    bool is_client;        /* clients.c: it is one, and no socket that is none */
    bool is_told;          /* it is the first of those that its call makes */
    uint32_t next_here;    /* the next client that the same call makes; 0 = none */
    bool connected;        /* a socket: on some path it reaches the other side */
    bool connected_inside; /* the function around the anchor, or one below it, does so */
    bool carried;          /* from one round of a loop to the next */
    bool at_limit;         /* those that would be are recorded here: they are too far above */
    enum { TOLD_UNKNOWN, TOLD_LOST, TOLD_NOT } told; /* wrapped.c: what is known of its verdict */
    VECTOR(struct key) classes;                      /* where it is kept, for whoever reads that */
    VECTOR(struct keeping) keepings;                 /* the same, with more about each */
    VECTOR(struct guard) guards; /* who else may reach it while a function holds it */
    VECTOR(struct key)
    attributes; /* attributes outside of functions that tell whether it is detached */
    VECTOR(struct loss_record) losses;
    const char *object; /* stable name of its first holder, NULL = none yet */
};

/* A function that tells others the handle of the thread that runs it. */
struct self_record {
    uint32_t fn, instr;
    struct key key;
};

/* A function that may end any thread, or any client, at all: it ends one of which nothing is known, or
 * statements of it are missing. */
struct blind_ending {
    uint32_t fn;
    bool
        in_unit; /* only things that are made in its own unit: what is missing is seldom about others */
    unsigned events; /* what it may do to them */
};

struct creations {
    VECTOR(struct creation_record) items; /* [0] unused */
    VECTOR(struct ending_record) endings;
    VECTOR(struct blind_ending) blind_endings;
    VECTOR(struct end_site) sites;
    VECTOR(struct self_record) selves;
    VECTOR(struct key)
    detached_attributes;         /* attributes outside of functions that may say detached */
    struct intmap by_anchor;     /* (fn, instr) -> number */
    struct intmap by_call;       /* (fn, instr) and the creation it goes through -> number */
    struct intmap endings_known; /* what tells endings apart -> index */
    struct intmap blind_known;   /* blind endings that are there */
    /* made by creations_index(): the endings, sites and attributes whose class may be one */
    struct intmap first_ending, first_site,
        first_attribute; /* class (holders_class) -> index + 1 */
    uint32_t *next_ending, *next_site,
        *next_attribute;   /* index + 1 of the next of that class; 0 = none */
    struct bitset ends_in; /* functions that end handles */
    uint32_t *first_start; /* per fn: its first in starts_in; one more at the end */
    struct start *starts_in;
};

VECTOR_TYPE(creation_list, const struct creation *);

#endif
