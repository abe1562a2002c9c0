/* What stops.c, stop_flags.c, stop_order.c and stop_waking.c share: one question about one body. */
#ifndef STRANDED_PROGRAM_STOPS_INSIDE_H
#define STRANDED_PROGRAM_STOPS_INSIDE_H

#include <stranded/check.h>

#include "program/channels.h"
#include "program/creations.h"
#include "program/stop_region.h"
#include "program/ways.h"

/* Bounds: behind them, the thread is taken to stop. */
enum {
    STOPS_FUNCTIONS =
        150, /* functions below a body that are looked at for flags, the nearest first */
    STOPS_FLAGS = 8,
    STOPS_JOINS =
        256, /* joins of one creation: its spawn is in a wrapper that the program shares */
    STOPS_STORES = 64, /* of one flag: what is set in more places tells nobody to stop */
};

/* The functions that a body calls, itself first: nearer ones before others. */
struct near_list {
    uint32_t *items, *depth; /* how many calls lie in between */
    uint32_t count;
    bool is_cut; /* there are more */
};

/* One body of one creation. */
struct question {
    const struct stop_facts *facts;
    const struct program *program;
    const struct creation_record *record;
    const struct start *start;
    const struct bitset *below; /* functions that the body calls, itself included */
    struct bitset
        own; /* those that it calls by name; through a pointer, only the body itself does */
    struct near_list near;
    struct points joins;
    struct arena *scratch;
    struct stopping answer;
};

/* Where a body waits without end while a flag may be set, found when it is first asked for. */
struct known_wait {
    bool is_known;
    const struct use *wait; /* NULL = nowhere */
};

/* A flag that ends the body's loops, and where it is set so. */
struct told {
    uint32_t flag;
    uint32_t fn;         /* whose loop it ends */
    struct shut_way way; /* the way that opens */
    bool needed;         /* without it, the body does not end */
    bool leads;          /* it ends the loop not alone: something else has a say as well */
    struct points stores;
    struct points joins;  /* those that the stores are for */
    struct points untold; /* calls of functions that store what they are handed: another value */
    bool is_one_place;    /* who sets the flag joins as well, or who has it set */
    struct known_wait *known_wait; /* of the body and this flag */
};

/* All of one body, whoever starts it. */
struct told_list {
    struct told items[STOPS_FLAGS];
    uint32_t count;
};

/* stop_bounds.c: a bound was reached, how the thread stops is not known. */
void stops_give_up(const struct question *question);

/* stops.c */
/* A field's or global's name for people; NULL = it has none. */
const char *question_name(const struct program *program, uint32_t element);
struct step question_step(const struct program *program, uint32_t fn, struct ir_location at,
                          const char *text);
void question_add_steps(struct question *question, const struct step *steps, size_t count);
/* Has the finding stand at that call, instead of at the spawn. */
void question_anchor_at(struct question *question, struct point call);
/* The uses (unwrapped) that interrupt threads, but surely not this one. */
struct bitset question_interrupts_of_others(const struct question *question);
/* Whether somebody may cancel the thread. */
bool question_is_cancelled(const struct question *question);

/* stop_flags.c */
struct near_list stops_near(const struct program *program, uint32_t body, struct arena *scratch);
bool stops_body_ends(struct ways *ways, uint32_t body);
/* The flag with which the body ends that does not end without it: the way that it shuts. */
bool stops_find_deciding(const struct question *question, uint32_t *ret_fn,
                         struct shut_way *ret_way);
/* The flags that end loops of the body and that somebody sets. Lives as long as the facts. */
const struct told_list *stops_find_told(const struct question *question);

/* stop_order.c */
/* A join on the error path of the start-up that nothing told the thread about. */
bool stops_judge_partial(struct question *question, const struct told *told);
/* Whether the point is reached only where the one thread of that start has not been started: whoever is told there,
 * it is not this thread. */
bool stops_is_without_thread(struct question *question, struct point point);
/* Told only when the join is over. */
bool stops_judge_late(struct question *question, const struct told *told);

/* stop_copied.c: told, but its loop tests what it has read of the flag before. */
bool stops_judge_copied(struct question *question, const struct told *told);

/* stop_early.c: told, but perhaps before it sets the flag itself, when it begins. */
bool stops_judge_early(struct question *question, const struct told *told);

/* stop_other.c: the flag is set, but never that of the object whose thread a join waits for. */
bool stops_judge_other(struct question *question, const struct told *told);

/* stop_message.c: a body that ends by a message of the program's own, which nobody sends, or too late. */
void stops_judge_message(struct question *question);
void stops_free_mentions(struct stop_facts *facts);

/* stop_input.c: a body that ends when what it reads from is closed, which happens too late. */
void stops_judge_input(struct question *question);
/* Puts a step before those that the answer has. */
void stops_put_first(struct question *question, struct step step);
/* Whether something that the body calls by name may end the thread. */
bool stops_may_exit(const struct question *question);
/* Whether the close comes where there is no thread yet: before it is started. */
bool stops_is_before_start(const struct question *question, const struct channel_use *close);

/* stop_few.c: several that end by a message each, of which only one is sent before all are joined. */
void stops_judge_few(struct question *question);

/* stop_polled.c: a body that ends when one of the descriptors that it waits for is ready, which it is too late. */
void stops_judge_polled(struct question *question);
/* The call by which the body waits for such a one that nothing makes ready, so that it never ends; NULL = none. */
const char *stops_is_never_ready(struct question *question, struct step *ret_step);

/* stop_relay.c: whether another thread that the flag stops wakes who waits there, on its way out. */
bool stops_is_relayed(const struct question *question, uint32_t flag, const struct use *wait);

/* stop_writes.c: whether the region may write the field or global when the thread is told, or later. */
bool stops_written_late(const struct question *question, struct region *region, uint32_t element);

/* stop_predicate.c: whether the loop right around the wait goes on without a look at the flag, and the region changes
 * nothing that it looks at. */
bool stops_waits_on(const struct question *question, struct region *region, const struct use *wait,
                    uint32_t flag);

/* stop_setup.c: whether the body, which never returns, ends the process: nothing goes round for ever. */
bool stops_ends_process(const struct question *question);
/* Whether the body never ends once its set-up has worked, and where it goes round then. */
bool stops_is_endless_once_set_up(const struct question *question, struct ir_location *ret_at);

/* stop_hangs.c: whether a join of the thread, which is never told to stop, hangs where somebody shuts down. */
bool stops_join_hangs(const struct question *question, struct step *ret_step);

/* stop_main_loop.c: the call by which the body runs a library's loop that nothing ends; NULL = none. */
const char *stops_runs_main_loop(const struct question *question, struct step *ret_step);

/* stop_abandoned.c: whether somebody frees the object that the endless body works on. */
bool stops_is_abandoned(const struct question *question, struct step *ret_step);

/* stop_lost.c: whether a thread that is woken where it waits for a condition may miss that. */
enum stop_failure stops_wake_is_lost(const struct question *question, const struct told *told,
                                     struct region *region, const struct use *wait);

/* stop_waking.c: a thread that is told while it waits. */
void stops_judge_waking(struct question *question, const struct told *told);

#endif
