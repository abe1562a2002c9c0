/* What a check sees: creations to judge, the program to ask, findings to state.
 *
 * A check judges one creation (a thread, a send, a wait, a client, an insert): it asks the program
 * what ends it, on which paths, and how often it is made, and states its finding. It keeps no state,
 * walks no IR and names no API. Every pointer that it gets lives as long as the run. */
#ifndef STRANDED_CHECK_H
#define STRANDED_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct program;  /* the linked whole program and what was solved of it */
struct findings; /* where findings go */
struct finding;

/* A place in a source file. */
struct source_place {
    const char *file; /* as the front end named it: absolute and real; NULL = no place */
    uint32_t line;    /* from 1 */
    uint32_t column;  /* from 1, in bytes */
};

/* One step of a trace: a place and what happens there, a short sentence without a full stop. */
struct step {
    struct source_place at;
    const char *text;
};

/* A list of steps in the order in which a reader follows them. */
struct steps {
    const struct step *items;
    size_t count;
};

/* ---- creations ---- */

/* Kinds of thing that a program creates; a check names those that it judges. */
enum creation_kind {
    CREATES_THREAD = 1 << 0,
    CREATES_POOL = 1 << 1, /* a pool of threads without a limit */
    CREATES_SEND = 1 << 2, /* a message: it is put into a channel of the program's own */
    CREATES_WAIT =
        1 << 3, /* a waiter: it receives from a channel, or waits for a condition, without
                              * a time-out */
    CREATES_SELECT = 1 << 4, /* a waiter for several channels, without a time-out */
    CREATES_CLOSE = 1 << 5,  /* the end of a channel */
    /* a thread that a function of the program's starts for whoever calls it, at such a call: the same that
     * CREATES_THREAD names inside of that function */
    CREATES_CALLED_THREAD = 1 << 6,
    CREATES_CLIENT = 1 << 7, /* a thing that is costly to make and meant to live */
    CREATES_CALLED_CLIENT =
        1 << 8,               /* the same at a call of a function of the program's that makes it */
    CREATES_BLOCK = 1 << 9,   /* a call that waits for the other side of a client */
    CREATES_INSERT = 1 << 10, /* an entry of a container */
    /* a wait for a unix signal or for somebody who types, or for one of several things, in a loop that a signal
     * is to end, which does not where it comes right before */
    CREATES_LISTEN = 1 << 11,
    CREATES_LISTEN_EACH = 1 << 12,
};

/* What an event does to a thing. A check asks for a set of them. */
enum event_kind {
    EVENT_JOIN = 1 << 0,   /* waits for the thread's end and releases it */
    EVENT_DETACH = 1 << 1, /* lets the thread release itself at its end */
    EVENT_CANCEL = 1 << 2, /* asks the thread to end; does not release it */
    EVENT_CLOSE = 1 << 3,  /* ends the client and releases it */
};

/* A thing that the program creates, at one place. */
struct creation {
    enum creation_kind kind;
    uint32_t number;        /* the program's own number of it */
    struct source_place at; /* the anchor: the call that creates it */
    const char *function;   /* the function around the anchor */
    const char *object;     /* stable name of what holds it: "worker.tid", "tids[]", "return" */
    const char *anchor;     /* normalised text of the creating call */
    struct {
        const char *body; /* name of the function that it runs, NULL = not known */
        struct source_place body_at;
        bool detached; /* it is born detached on every path that we know */
    } thread;          /* kinds CREATES_THREAD and CREATES_POOL */
    struct {
        const char *maker; /* name of the function that is called to make it */
        int cost;          /* enum cost: what one takes while it lasts */
        bool is_bare; /* a descriptor by itself, in no object: copies of it are easily missed */
    } client;         /* kinds CREATES_CLIENT and CREATES_CALLED_CLIENT */
};

/* ---- questions ---- */

/* Whether, on the paths behind its creation, a thing meets one of the events that were asked for. */
enum verdict {
    ENDS_UNKNOWN = 0, /* it reaches code that we cannot see or did not understand */
    ENDS_NEVER,       /* no event of the program reaches it */
    ENDS_MAY,         /* on some paths it does, and `witness` is one on which it does not */
    ENDS_MUST,        /* on every path, as far as we can see */
};

struct ending {
    enum verdict verdict;
    struct steps witness;   /* how it is lost, from its creation on; without the creation itself */
    const char *lost;       /* how it is lost in a few words: "is overwritten while it may run",
                             * NULL = nothing but the lack of an event */
    const char *assumption; /* what the verdict takes for granted, NULL = nothing */
    const struct creation
        *about; /* one of those that are lost, where the creation stands for those of several
                                   * callers; NULL = the creation itself */
    bool at_process_end; /* its creator is main and lives as long as the process */
    bool
        through_calls; /* functions of the program that are called make it, or lose it: no one function shows both */
    bool far_apart;  /* a client: and what loses it is itself called by, or calls, who makes it */
    bool said_twice; /* a client: and it is lost only where an option is given twice */
};

/* How the thing ends that `creation` makes, by the events of the set. */
struct ending program_ending(const struct program *program, const struct creation *creation,
                             unsigned events);

/* How often control reaches a place. */
enum often {
    OFTEN_ONCE = 0,  /* at most once in the process's life */
    OFTEN_BOUNDED,   /* a bounded number of times */
    OFTEN_PER_EVENT, /* again for every request, event, call from outside */
};

/* What makes a thing happen per event. The first ones are weak: what they stand for may happen a few
 * times and no more, such as a function of a library that its users call once. */
enum event_source {
    SOURCE_NONE = 0, /* it does not happen per event */
    SOURCE_PUBLIC,   /* only calls from outside: a public function of a library */
    SOURCE_CALLBACK, /* a function that is given to somebody of whom nothing is known */
    SOURCE_OPEN_LOOP, /* a loop without a condition, but with a way out; it waits for nothing in sight */
    SOURCE_READ_LOOP,    /* a loop that reads what may be a file, to its end */
    SOURCE_ENDLESS_LOOP, /* from here on for sure: a loop without any way out that waits for nothing */
    SOURCE_TICK_LOOP,    /* a loop that sleeps in each round, until others tell it to stop */
    SOURCE_EVENT_LOOP,   /* a loop that waits for something from outside */
    SOURCE_MESSAGE_LOOP, /* a loop that waits for what another thread or process sends */
    SOURCE_ACCEPT_LOOP,  /* a loop that waits for a connection in each round */
    SOURCE_CONNECTION,   /* a thread for each connection, or a handler that is called for each */
    SOURCE_REQUEST,      /* handlers, by what they are called for */
    SOURCE_MESSAGE,
    SOURCE_EVENT,
    SOURCE_TIMER,
    SOURCE_UNIX_SIGNAL,
};

struct multiplicity {
    enum often often;
    uint64_t count;           /* OFTEN_BOUNDED: how many, 0 = not known */
    const char *words;        /* for people: "once", "64 times", "per call of serve_client()" */
    struct steps chain;       /* main -> loop -> handler, down to the function of the anchor */
    enum event_source source; /* OFTEN_PER_EVENT: the strongest that is known; else SOURCE_NONE */
    /* the program has a main, and the way begins in a function that nobody in it calls: how often is not known */
    bool is_uncalled;
};

/* Whether it happens again and again while the program does its work, for sure: not only because somebody
 * out of sight may call, or a file may be long. */
static inline bool multiplicity_is_steady(const struct multiplicity *often)
{
    return often->often == OFTEN_PER_EVENT && often->source >= SOURCE_ENDLESS_LOOP;
}

/* How often the creation happens. */
struct multiplicity program_multiplicity(const struct program *program,
                                         const struct creation *creation);

/* An edit of the source that would mend what was found, and is safe as far as the program shows. */
enum remedy_kind {
    REMEDY_NONE = 0,
    REMEDY_DETACH,    /* detach the thread right behind its creation */
    REMEDY_WAKE_ALL,  /* wake all that wait, where a step of the trace has one of them woken */
    REMEDY_TIME_OUT,  /* give the client a time-out before the call */
    REMEDY_END_THERE, /* end it before control leaves at `at`, as it is ended at `like` */
};

struct remedy {
    enum remedy_kind kind;
    struct source_place
        at; /* REMEDY_DETACH: where control goes on, for sure only if the thread runs; no place
                             * = not known. REMEDY_END_THERE */
    struct source_place like; /* REMEDY_END_THERE */
};

/* What would mend that a thread or a client does not end as it should. */
struct remedy program_remedy(const struct program *program, const struct creation *creation,
                             const struct ending *ending);

/* Why a thread does not stop when it is asked to. */
enum stop_failure {
    STOP_UNKNOWN = 0,   /* it stops, or we cannot tell */
    STOP_NO_WAY,        /* its body has no way out at all, and nobody cancels it */
    STOP_NEVER_TOLD,    /* the flag that ends its loop is never set */
    STOP_TOLD_LATE,     /* the flag is set only after the join, which waits for ever */
    STOP_OVERWRITTEN,   /* it sets the flag itself when it begins: what was told before is lost */
    STOP_READ_ONCE,     /* its loop tests what it has read of the flag before it */
    STOP_NOT_TOLD,      /* the join on this error path waits for a thread that was not told */
    STOP_OTHER_TOLD,    /* the flag is set, but never that of the thread that this join waits for */
    STOP_NEVER_SENT,    /* the message that ends its loop is never sent */
    STOP_SENT_LATE,     /* it is sent only after the join */
    STOP_ONE_SENT,      /* several take the message that ends them, and only one is sent */
    STOP_CLOSED_LATE,   /* what it reads to the end is closed only after the join */
    STOP_READY_NEVER,   /* what it waits for to end is never written to, nor its other end closed */
    STOP_READY_LATE,    /* what it waits for to end is written to, or closed, only after the join */
    STOP_NOT_WOKEN,     /* it is told while it waits, and nothing wakes it */
    STOP_ONE_WOKEN,     /* several wait, and only one of them is woken */
    STOP_WAKE_LOST,     /* flag and signal come between its look at the flag and its wait */
    STOP_NOT_SEEN,      /* woken, it waits on without a look at the flag */
    STOP_WAITS_BLINDLY, /* it takes the mutex and waits without a look at the flag */
};

struct stopping {
    enum stop_failure failure;
    const char *body;              /* name of the function that it runs */
    const char *flag;              /* what its loop tests: "worker.stop"; NULL = nothing */
    const char *waits;             /* the call that it waits in: "accept()"; NULL = none */
    struct multiplicity often;     /* how often such a thread is started */
    bool join_hangs;               /* STOP_NEVER_TOLD: who shuts down waits for it for ever */
    const struct creation *anchor; /* the spawn, or the call that has it made for one of several
                                    * bodies; STOP_NOT_TOLD, STOP_OTHER_TOLD: the join, with its
                                    * own place */
    struct steps witness;          /* from the spawn on; without the spawn itself */
    const char *assumption;        /* what the claim takes for granted, NULL = nothing */
};

/* Whether and why a thread that `creation` starts cannot be stopped: of those that it starts with several
 * bodies, the first from `*next` on, which is 0 at first and left behind it. */
struct stopping program_stopping(const struct program *program, const struct creation *creation,
                                 size_t *next);

/* Whether something limits how many of them there are at a time. */
enum limit_verdict {
    LIMIT_UNKNOWN = 0, /* something does or may, or they are not made per event */
    LIMIT_NONE,        /* each event makes one more, and nothing on the way to it counts them */
};

struct limit {
    enum limit_verdict verdict;
    const char *body; /* what the threads run; NULL = a pool */
    struct multiplicity often;
    struct steps witness; /* why they may pile up; without the creation itself */
    bool until_shutdown;  /* they are joined, but only when the service ends */
};

/* What limits the threads that `creation` makes. */
struct limit program_limit(const struct program *program, const struct creation *creation);

/* What is wrong with making a client for each request. */
enum client_failure {
    CLIENT_UNKNOWN = 0, /* it is not made for each, or on purpose, or we cannot tell */
    CLIENT_CHURNS,      /* each makes its own and closes it again */
    CLIENT_PILES_UP,    /* each makes one more, and none is closed */
};

struct client_trouble {
    enum client_failure failure;
    struct multiplicity often;
    struct steps witness;   /* how it is lost; without the creation itself */
    struct source_place at; /* CLIENT_CHURNS: where it is closed again */
    const char *assumption; /* what the claim takes for granted, NULL = nothing */
};

/* Whether each request makes a client of its own. */
struct client_trouble program_client_per_request(const struct program *program,
                                                 const struct creation *creation);

/* What is wrong with a use of a channel. */
enum channel_failure {
    CHANNEL_UNKNOWN = 0, /* nothing, or we cannot tell */
    /* a message: program_unreceived() */
    SEND_UNRECEIVED, /* nothing receives it */
    SEND_UNREACHED,  /* what would receive it is never reached */
    SEND_TO_ITSELF,  /* the thread that sends is the only one that receives, later */
    /* a waiter: program_unsent() */
    WAIT_UNSENT,      /* nothing sends what it waits for */
    WAIT_UNREACHED,   /* what would send it is never reached */
    WAIT_LEFT,        /* its sender may return without having sent */
    WAIT_NOT_STARTED, /* its sender may not have been started */
    WAIT_UNANSWERED,  /* who is asked may go on without an answer */
    WAIT_JOINED,      /* its sender may wait for the end of its thread, and has not sent */
    /* a waiter that is woken, but may sleep on; likewise */
    WAIT_BARE,          /* it does not look whether it has to wait */
    WAIT_NOT_LOOKED_AT, /* woken, it does not look again, and several wait */
    WAIT_UNTOLD,        /* what it waits for may come true without a wake-up */
    WAIT_MISTOLD,       /* when that comes true, another condition is signalled */
    WAIT_UNLOCKED,   /* it comes true outside of the lock: the wake-up may come before the wait */
    WAIT_STOLEN,     /* who waits for something else may get the wake-up */
    WAIT_ONE_WOKEN,  /* several wait for what lasts, and one of them is woken */
    WAIT_KEPT,       /* what it waits for is not given back on one of the ways */
    WAIT_NOT_OPENED, /* nothing makes it come true */
    WAIT_OWN_END,    /* for the end of what is sent, and the waiter could send itself */
    WAIT_REAPED,     /* in a child, whose end its parent waits for before it sends or closes */
    WAIT_LOCKED,     /* with a lock held that is needed to come to what would end it */
    WAIT_BEHIND,     /* what would end it comes only behind the wait */
    WAIT_TOO_FEW,    /* it is for more threads than ever come */
    /* a waiter, too: program_stuck_select() */
    WAIT_OPPOSITE, /* what would end it waits for what comes behind this wait */
    SELECT_EMPTY,  /* nothing is ever added to the set */
    /* a send or a close behind the end: program_closed() */
    SEND_AFTER_CLOSE,
    SEND_END_CLOSED, /* the end that it would be read from is closed */
    SEND_AFTER_JOIN, /* the only thread that receives has ended */
    CLOSED_TWICE,
    /* a send that waits for room, or a wait for a token: program_overfull() */
    FULL_BEFORE_RECEIVE, /* who would make room does so later in the same thread, or is started later */
    FULL_BEFORE_JOIN,    /* who would make room waits for the sender's end before */
    FULL_RECEIVER_LEFT,  /* who makes room may leave while more is sent */
    FULL_PROGRAM_REAPED, /* another program writes, whose end is waited for before */
    FULL_LOCKED,         /* who would make room needs a lock that the sender holds */
    FULL_PROGRAM_FED,    /* another program is fed all of its input before its output is received */
    FULL_TOO_FEW,        /* more is sent than is ever received */
};

/* The answer to the question that one check asks of one use. */
struct channel_trouble {
    enum channel_failure failure;
    const char *channel; /* what the program calls it where it is used: "server->jobs" */
    const char *other;   /* a function that has part in it; NULL = none */
    const char
        *tag; /* of the message that it is about; NULL = messages have none, or it is not known */
    bool by_hand; /* the channel is a queue that the program has made itself */
    bool waits;   /* a send: it waits for room, or for its receive, without end */
    struct multiplicity often;
    const struct creation *anchor; /* where the claim stands if not at the creation; NULL = there */
    struct steps witness;          /* from the creation on; without the creation itself */
    const char *assumption;        /* what the claim takes for granted, NULL = nothing */
};

/* Whether and why nobody receives the message; of a wait, that which it waits to be taken. */
struct channel_trouble program_unreceived(const struct program *program,
                                          const struct creation *creation);
/* Whether and why nothing ends the wait. */
struct channel_trouble program_unsent(const struct program *program,
                                      const struct creation *creation);

/* Whether and why a wait for several channels never ends, or one that is awaited in the opposite order by
 * its peer. */
struct channel_trouble program_stuck_select(const struct program *program,
                                            const struct creation *creation);

/* How a unix signal is late for the wait. */
struct late_signal {
    const char *handler; /* it is called by the signal, and sets the flag */
    const char *flag;    /* what the program calls that which its loop looks at */
    struct multiplicity often;
    struct steps witness; /* without the wait itself */
};
struct late_signal program_late_signal(const struct program *program,
                                       const struct creation *creation);

/* Whether the channel is used behind its end. */
struct channel_trouble program_closed(const struct program *program,
                                      const struct creation *creation);

/* Whether the send, or the wait for a token, waits for room that nobody makes. */
struct channel_trouble program_overfull(const struct program *program,
                                        const struct creation *creation);

/* Whom a call of a client keeps waiting, from the least to the worst. */
enum blocking {
    BLOCKING_NONE = 0, /* nobody: its time is bounded, or may be; or it is told of elsewhere */
    BLOCKING_ONCE,     /* the start, or a bounded number of times */
    BLOCKING_ALONE,    /* a loop that does this and nothing else */
    BLOCKING_CALLER,   /* whoever calls a function of a library */
    BLOCKING_EVENT,    /* a request, an event, a timer, a job */
};

/* A call that waits for the other side of a client, with no bound on the time. */
struct unbounded_wait {
    enum blocking blocking;
    bool later;         /* not this call keeps them waiting, but what is sent or received later */
    const char *client; /* what the program calls it where it is known: "server->fd" */
    const char *callee; /* the function that is called: "connect"; "" = through a pointer */
    bool connects;      /* it connects a descriptor */
    bool is_woken;      /* it waits for a thread that receives the answer */
    struct multiplicity often;
    struct steps witness; /* where the client is made; without the creation itself */
};

/* Whether the call may wait for ever, and whom it keeps waiting. Of the calls of one client, one is told of. */
struct unbounded_wait program_unbounded(const struct program *program,
                                        const struct creation *creation);
/* What takes entries out of a container, or bounds it. */
enum growth_verdict {
    GROWTH_UNKNOWN = 0, /* something does or may */
    GROWTH_NONE,        /* nothing in the whole program does */
    GROWTH_UNREACHED,   /* what would is never reached */
    GROWTH_BY_OWNER,   /* what does takes out what its caller hands in, and nobody else has these */
    GROWTH_AT_END,     /* what does is not reached while the program serves */
    GROWTH_ON_COMMAND, /* what does empties it where somebody tells the program to, and only there */
};

struct growth {
    enum growth_verdict verdict;
    const char *container; /* what the program calls it: "server->sessions" */
    const char *entry;     /* the record of an entry, "session"; NULL = it is none, "" = no name */
    uint64_t bytes;        /* what the allocation of an entry takes; 0 = not known */
    const char *taker;     /* a function that would take entries out; NULL = none */
    const char *command;   /* the word that it is asked for with: "reset"; NULL = none */
    bool is_table;         /* it is a table of a database, and its entries are rows */
    bool is_weak;          /* it grows, and may be meant to */
    bool is_certain;       /* a static object that nothing ever makes smaller, and no key */
    struct multiplicity often; /* at steady state only */
    uint32_t calls;            /* from the event to the insert */
};

/* Whether the container that the insert is made into only grows. */
struct growth program_growth(const struct program *program, const struct creation *creation);

/* ---- findings ---- */

enum severity {
    SEVERITY_LOW = 1,    /* a note: once in the life of the process */
    SEVERITY_MEDIUM = 2, /* a bounded loss, or a costly habit */
    SEVERITY_HIGH = 3,   /* grows with every event until the service dies */
};

enum confidence {
    CONFIDENCE_LOW = 1,
    CONFIDENCE_MEDIUM = 2,
    CONFIDENCE_HIGH = 3,
};

/* What one of them costs while it lasts. */
enum cost {
    COST_SMALL = 1,  /* some bytes */
    COST_HANDLE = 2, /* a descriptor, a connection */
    COST_THREAD = 3, /* a stack and a slot of the process */
};

/* The severity of what happens that often, ends like that and costs that much; the one function that
 * decides severities for all checks. */
enum severity severity_of(struct multiplicity often, enum verdict verdict, enum cost cost);

/* Adds a finding of the running check, anchored at the creation. The message is one sentence without
 * a full stop that makes sense alone and never tells how to mend. Not NULL; owned by `out`. */
struct finding *findings_add(struct findings *out, const struct creation *creation,
                             const char *format, ...) __attribute__((format(printf, 3, 4)));

void finding_set_severity(struct finding *finding, enum severity severity);
void finding_set_confidence(struct finding *finding, enum confidence confidence);

/* Appends one step, or many, to the trace. */
void finding_add_step(struct finding *finding, struct source_place at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void finding_add_steps(struct finding *finding, struct steps steps);

/* States how often: the chain becomes the first steps of the trace. */
void finding_set_multiplicity(struct finding *finding, struct multiplicity often);

/* One sentence on how to mend it. Copied. */
void finding_set_mend(struct finding *finding, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* States that an edit would mend it. */
void finding_set_remedy(struct finding *finding, struct remedy remedy);

/* ---- a check ---- */

/* What `stranded explain` and the formats with help texts tell of a check. */
struct check {
    const char *name;  /* "thread-not-joined" */
    const char *title; /* one line, without a full stop */
    const char *help;  /* what leaks, when it is silent; some sentences of plain text */
    const char *bad;   /* a short C example that is found */
    const char *good;  /* the same example, mended */
    unsigned creates;  /* set of enum creation_kind: what judge() is called with */
    bool
        follows_paths; /* it tells of paths behind the creation: code that has nothing to do with what lies on
                         * them changes nothing, so that it may be told before all of the program is known */
    void (*judge)(const struct program *program, const struct creation *creation,
                  struct findings *out);
};

/* All checks, in the order of their names; NULL-terminated. */
extern const struct check *const stranded_checks[];

#ifdef __cplusplus
}
#endif

#endif
