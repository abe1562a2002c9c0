/* What models say of waiting and waking: which of their parameters they receive from, signal, lock and
 * so on. Read from the calls of primitives in the models' bodies. Private to this folder. */
#ifndef STRANDED_PROGRAM_MODEL_USES_H
#define STRANDED_PROGRAM_MODEL_USES_H

#include "program/graph.h"

enum use_kind {
    USE_RECEIVE = 1, /* waits for what somebody sends through a channel */
    USE_SEND,
    USE_CLOSE,
    USE_FINISH, /* ends what is sent */
    USE_WAIT,   /* waits for a condition to be signalled */
    USE_SIGNAL,
    USE_BROADCAST,
    USE_INTERRUPT, /* interrupts the blocking calls of a thread, or of all */
    USE_UNBLOCK,   /* lets unix signals in while it waits */
    USE_LOCK,
    USE_UNLOCK,
    USE_TIMEOUT, /* from now on receiving waits no longer for ever */
    USE_TICKS,   /* from now on it gets ready as time passes */
    USE_JOIN,
    USE_DETACH,
    USE_CANCEL,
    USE_OUTSIDE, /* waits for something from outside of the process */
    USE_SPAWN,
    USE_LIVES_IN,   /* the thread that is started lives in it */
    USE_ZERO,       /* sets an object to zero */
    USE_POOL,       /* a pool of threads; its limit as in `forever` */
    USE_POOL_LIMIT, /* limits one */
    USE_POOL_PUSH,
    USE_MAKE,              /* makes a channel of the program's own */
    USE_ENDS,              /* two ends of one channel */
    USE_INHERIT,           /* another program gets the descriptors */
    USE_INTERRUPT_ROUTINE, /* the function that calls it is called by the hardware */
    USE_IN_BYTES,          /* the channel that is made has room for so many bytes */
    USE_SIZE,              /* what is sent has that many bytes: `room` */
    USE_TAG,        /* what is sent or received has that tag: `room`; `messages` 1: those bits */
    USE_REAP,       /* waits for the end of a process or coroutine that the program has started */
    USE_AWAIT_EACH, /* waits for several channels: a field of each element */
    USE_AWAIT_BITS, /* the same: those whose bits are set */
    USE_AWAIT,      /* the same: those that were added to a set */
    USE_MAKE_SET,
    USE_WATCH,     /* adds a channel, `other`, to a set */
    USE_NAME,      /* the channel has the name `other` */
    USE_GATHER,    /* a condition that comes when `room` threads wait for it */
    USE_KNOWN,     /* whoever has it may use the channel `common` */
    USE_NAMES,     /* whoever has it may name channels */
    USE_WHEN_SENT, /* what is registered is called once something has been sent */
    USE_UNNAME,    /* nobody finds a channel by that name any more */
    /* of clients (model_clients.h) */
    USE_CLIENT,    /* makes a client */
    USE_BLOCK,     /* waits for the other side of a client */
    USE_BOUND,     /* from now on such a wait ends; parameter 0: that of any client */
    USE_REMOTE,    /* a descriptor that may be connected to another machine */
    USE_DATAGRAMS, /* a descriptor for which connecting does not wait */
    USE_SHARE,     /* what bounds the one client, bounds the other */
    USE_BIT,       /* a descriptor's bit is set in, or read from, a set of them (channel_lifts.c) */
    USE_INSERT,    /* puts an entry into a container; `other`: the key, if there is one */
    USE_REMOVE,    /* takes entries out of one */
    USE_ITERATE,   /* what is used is an iterator of the container `other` */
};

/* The parameter of a use that is of what the call returns. */
#define MODEL_RESULT UINT32_MAX

/* A number that a model states: a constant, or what a parameter holds. */
struct model_number {
    uint32_t parameter; /* from 1; 0 = `number` */
    const char *field;  /* of what the parameter points to; NULL = it is the number */
    int64_t number;
};

/* Whether a parameter of a call is so: `parameter relation number`, or `(parameter & mask) relation number`. */
struct model_test {
    uint32_t parameter; /* from 1; 0 = no test */
    const char *field;  /* of what it points to; NULL = the parameter itself */
    int64_t mask;       /* the bits of it that are looked at; 0 = all */
    enum ir_operator relation;
    int64_t number;
    bool
        is_word; /* the model declares the parameter as an unsigned int: its upper half is cut off */
};

/* Flags in a field behind a parameter. */
struct model_flags {
    uint32_t parameter;
    const char *field;
    int64_t others; /* with one of these bits, it is not only receiving that is waited for */
};

/* What `messages.number` is of USE_TAG: one tag; bits of which any will do, or all are needed. */
enum { TAG_ONE = 0, TAG_BITS, TAG_ALL_BITS };

struct model_use {
    enum use_kind kind;
    struct model_test only; /* only calls for which this holds make the use; none: all */
    uint32_t parameter; /* what is used, from 1; 0 = not one of the parameters; or MODEL_RESULT */
    uint32_t
        common; /* a variable of the model itself, as an element: one for the program; 0 = none */
    uint32_t other;    /* USE_ENDS: the other end; USE_NAME: the name, likewise */
    const char *field; /* what is used is in that field behind the parameter; NULL = it is it */
    const char *other_field; /* USE_INSERT: the same of the key */
    const char
        *own; /* USE_NAME, USE_NAMES: how names begin that only the process knows; NULL = none do */
    struct model_number room, messages; /* USE_MAKE */
    struct model_flags flags;           /* USE_AWAIT_EACH, USE_WATCH */
    /* receive, wait; send, for room: without end if `parameter `forever` relation number`; IR_NO_OPERATOR: always,
     * if the number is not zero */
    uint32_t forever;
    const char *forever_field; /* of what that points to; NULL = the parameter itself */
    int64_t mask;              /* those bits of it; 0 = all */
    enum ir_operator relation;
    int64_t number;
    bool is_word;      /* as in struct model_test */
    bool until_closed; /* receive: only a close ends it */
    bool later;        /* interrupt: not yet, and whatever the caller does meanwhile */
};

/* A model has few of them: no room is needed for more. */
enum { MODEL_USES = 6 };
struct model_uses {
    struct model_use items[MODEL_USES];
    uint32_t count;
};
struct model_uses model_uses(const struct program *program, uint32_t fn);

/* What the one branch to the block of the model tests, where that is a parameter; no test where several edges
 * lead to the block, or none does. */
struct model_test model_test_of_block(const struct fn *model, uint32_t block);
/* Whether it holds for the call; `if_unknown` where what the call gives is no constant. */
bool model_test_holds(const struct fn *caller, const struct ir_instr *call,
                      const struct model_test *test, bool if_unknown);

/* Whether the call of the model, in that function, may make the use: its test holds, or hangs on a value
 * that is not a constant. A channel is made for certain only: one that somebody else made has other
 * users. */
bool model_use_may_be_made(const struct fn *caller, const struct ir_instr *call,
                           const struct model_use *use);

/* The parameter whose object the call, in that function, sets to zero for certain, if it is of a model that
 * does; from 1, 0 = none. */
uint32_t model_uses_zeroed(const struct program *program, uint32_t model, const struct fn *caller,
                           const struct ir_instr *call);

/* Whether the call of the model, in that function, waits without end. False where that hangs on a value
 * that is not a constant. */
bool model_use_is_forever(const struct fn *caller, const struct ir_instr *call,
                          const struct model_use *use);

#endif
