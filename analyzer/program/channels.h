/* Channels: what carries messages and wake-ups from one thread to another, and who uses it where.
 *
 * A use is found where a model says so, or where a function does what a hand-written queue does
 * (queues.h), and is then lifted through the functions that only pass the channel on, up to the call in
 * which the channel is a certain object. Private to this folder. */
#ifndef STRANDED_PROGRAM_CHANNELS_H
#define STRANDED_PROGRAM_CHANNELS_H

#include <stranded/check.h>

#include "program/channel_flow.h"
#include "program/creations.h"
#include "program/model_uses.h"
#include "program/paths.h"

/* Rooms that are no numbers: MODEL_NO_LIMIT and MODEL_COUNTED of stranded/primitives.h; not known. */
#define ROOM_NO_LIMIT (-1)
#define ROOM_COUNTED  (-2)
#define ROOM_UNKNOWN  INT64_MIN

/* The name of a channel. */
struct named {
    uint32_t fn; /* the function in which `text` is the name; 0 = there is none */
    struct ir_operand text;
    const char *own; /* how names begin that only the process knows; NULL = none do */
};

/* A use of one channel. */
struct channel_use {
    enum use_kind
        kind; /* RECEIVE, SEND, CLOSE, WAIT, SIGNAL, BROADCAST, TIMEOUT, MAKE, ENDS, WHEN_SENT; of
                         * several channels: AWAIT_EACH; a set: AWAIT, MAKE_SET, WATCH */
    uint32_t fn, block, instr; /* the anchor: where the channel is a certain object */
    uint32_t at_fn, at_block,
        at_instr;     /* the call, or instruction, that does it; in or below `fn` */
    uint32_t class;   /* of the channel (channel_flow_class) */
    uint32_t element; /* what it is at the anchor */
    uint32_t place;   /* the same as a place of `fn`: the argument, or where it lies; 0 = none */
    uint32_t part;    /* by hand: which of the queues in the object, by element */
    bool forever;     /* waits without end; a send: for room */
    bool outside;     /* for something from outside of the process */
    bool by_hand;     /* of a hand-written queue */
    bool is_tagged;   /* RECEIVE, SEND: by what has tags (channel_tags.c); `name` is its tag */
    bool quiet;       /* a SEND that wakes nobody */
    bool is_unheard;  /* a CLOSE that wakes nobody */
    bool reached;     /* control reaches it */
    bool is_polled;   /* RECEIVE: by a call that waits for several descriptors, such as poll() */
    bool is_watched;  /* WATCH: it is the channel that is added, not the set */
    bool any_event;   /* WATCH: it may be ready for something else than receiving */
    uint32_t group; /* AWAIT_EACH, WATCH, SHARE: the same number for all that belongs to one call */
    uint32_t member,
        members; /* AWAIT_EACH: which of the channels of the call, and how many they are */
    uint32_t
        end; /* which end of the channel it is at: 1 or 2; 0 = not known, or there is one only */
    int64_t room, messages; /* MAKE, GATHER: as model_make() has them; INT64_MIN = not known */
    struct named name;      /* NAME; the tag where `is_tagged` */
    bool is_public;         /* NAME: another program may find it by that */
    uint32_t common; /* KNOWN: the channel, as an element, which those may use who know this */
};

VECTOR_TYPE(channel_uses, struct channel_use);

/* One channel, or several that cannot be told apart. */
struct channel {
    uint32_t class;
    uint32_t first, count; /* its uses, in `uses` */
    bool made;         /* the program makes it: all that is received from it, the program sends */
    bool escapes;      /* code out of sight may use it */
    bool is_inherited; /* another program has it open */
    bool has_name;     /* several descriptors or addresses may be opened of it, by its name */
    bool is_named;     /* another program may open it by its name, too */
    bool is_sent,
        is_received; /* somewhere there is code that sends, that receives or waits for it */
    bool is_set;     /* channels are added to it: it is no channel itself */
    bool
        is_awaited; /* somewhere it is waited for together with others, before it is received from */
    int64_t room;   /* the least that is stated where it is made; MODEL_… */
    int64_t messages; /* the most that are in it from the start */
};

struct channels {
    const struct program *program;
    struct channel_flow *flow;
    struct wait_sets *sets;
    struct stalls *stalls;           /* stalls.c; made when it is first asked for */
    VECTOR(uint32_t) bounds_unseen;  /* functions that bound clients of which nothing is known */
    struct unbounded *unbounded;     /* unbounded.c; made when it is first asked for */
    bool adds_unseen;                /* something is added to a set that not all callers know */
    VECTOR(const char *) names_lost; /* of what kind (`own`) are names that are not known */
    struct bitset lost;              /* groups of which a channel is not known to all callers */
    struct channel_uses uses;        /* sorted by class, then as they stand in the program */
    VECTOR(struct channel) items;    /* sorted by class */
    VECTOR(uint32_t) by_fn;          /* uses, by the function of their anchor */
    uint32_t *first_of_fn;           /* per fn: its first in by_fn; one more at the end */
    struct bitset adds_in;           /* functions that add to hand-written queues */
    struct bitset takes_in;   /* functions that take out of them, and wait for what they take */
    struct intmap queues;     /* (class of the object, part) -> number of the queue */
    uint32_t *parts;          /* per element of a field or global: the part that it is one with */
    struct bitset inherits;   /* functions that replace the process by another program */
    struct intmap interrupts; /* (fn, instr) of calls that may interrupt a thread */
    bool others_interrupt;    /* not only main, which does not interrupt itself */
    struct bitset cancelled;  /* functions in which a thread may be cancelled */
    struct intmap listens; /* (fn, instr) of calls that wait; made when they are first asked for, */
    struct bitset listeners; /* with the functions that they are in or below */
};

/* Requires all up to stops.c. Made when it is first asked for. */
const struct channels *channels_of(const struct program *program);
void channels_free(struct channels *channels);

/* The channel of a use. */
const struct channel *channels_find(const struct channels *channels, const struct channel_use *use);
/* The use behind a creation of kind SEND, WAIT or SELECT. */
const struct channel_use *channels_use(const struct program *program,
                                       const struct creation *creation);
/* The first use of one of the kinds (bits: 1 << use_kind) on that channel which is reached, or which is not, and
 * is no close that wakes nobody, and that may be in one program with `with`; NULL = none. */
const struct channel_use *channels_first(const struct channels *channels,
                                         const struct channel *channel, uint64_t kinds,
                                         bool reached, const struct channel_use *with);

/* Whether the channel is made in a program that the use may be in as well. */
bool channels_is_made(const struct channels *channels, const struct channel *channel,
                      const struct channel_use *with);
/* States what any claim of that channel takes for granted, if it takes nothing else. */
void channels_assume(const struct channel *channel, struct channel_trouble *trouble);

/* Appends sends and waits of the program's own channels as creations. */
void channels_list(struct program *program, struct creation_list *list);

/* Whether somewhere another thread may interrupt that one where it waits. */
bool channels_may_interrupt(const struct channels *channels, const struct channel_use *wait);

/* Whether the call may lead to a use of the channel of one of the kinds. */
bool channels_leads_to(const struct channels *channels, const struct channel *channel,
                       uint64_t kinds, uint32_t fn, const struct call_site *site);
/* Marks those calls of the query's function, and those of which not all targets are known. */
void channels_mark_calls(const struct channels *channels, const struct channel *channel,
                         uint64_t kinds, struct path_query *query, enum path_mark mark);

/* The steps, and one more. */
struct steps channels_join_steps(const struct program *program, struct steps steps,
                                 struct step last);
/* What the channel is called where it is used; "" = nothing. */
const char *channels_name(const struct program *program, const struct channel_use *use);
/* A step at an instruction. */
struct step channels_step(const struct program *program, uint32_t fn, uint32_t instr,
                          const char *text);

#endif
