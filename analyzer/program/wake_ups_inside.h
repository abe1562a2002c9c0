/* What the files wake_ups*.c share: one question about one wait. */
#ifndef STRANDED_PROGRAM_WAKE_UPS_INSIDE_H
#define STRANDED_PROGRAM_WAKE_UPS_INSIDE_H

#include "program/channels.h"
#include "program/links.h"
#include "program/predicates.h"
#include "program/rings.h"
#include "program/stops.h"
#include "program/wake_ups.h"
#include "program/ways.h"

/* Kinds of uses, as bits. */
static const uint64_t wake_one = UINT64_C(1) << USE_SIGNAL;
static const uint64_t wake_all = UINT64_C(1) << USE_BROADCAST;
static const uint64_t wake_any = UINT64_C(1) << USE_SIGNAL | UINT64_C(1) << USE_BROADCAST;

struct wake_question {
    const struct channels *channels;
    const struct channel *channel;
    const struct channel_use *wait;
    const struct stop_facts *facts;
    const struct program *program;
    const struct stores *stores;
    const struct links *links;
    const struct rings *rings;
    struct predicate predicate;
    struct channel_trouble *trouble;
    struct arena *scratch;
    bool unseen;    /* code out of sight may wake, too */
    bool far_above; /* what is asked for are callers of callers */
};

/* A store that opens a look. */
struct opening {
    const struct look *look;
    const struct store *store;
};

/* wake_ups.c */
struct point wake_point(const struct store *store);
/* The function's name, and what it does, for a step. */
const char *wake_say(const struct wake_question *question, uint32_t fn, const char *what);
/* Whether the call may wake who waits here (`kinds` of uses); one whose targets are not known may, if any pointer leads to
 * who wakes. */
bool wake_at_call(const struct wake_question *question, uint32_t fn, const struct call_site *site,
                  uint64_t kinds);
/* The same for what its function does behind a point; before it waits for the outside again; and for all of a function. */
bool wake_behind(const struct wake_question *question, struct point point, uint64_t kinds);
bool wake_soon_behind(const struct wake_question *question, struct point point, uint64_t kinds);
bool wake_in(const struct wake_question *question, uint32_t fn, uint64_t kinds);
/* The same for what the callers of the function do, some levels up, or one. */
bool wake_above(const struct wake_question *question, uint32_t fn, uint64_t kinds);
bool wake_right_above(const struct wake_question *question, uint32_t fn, uint64_t kinds);
/* Whether the store is told to who waits: behind it, before it under the same lock, or by the callers. */
bool wake_tells(const struct wake_question *question, const struct store *store);
/* Whether the waiter is woken before the point, under the same lock: he cannot go on before that is given
 * back. */
bool wake_before(const struct wake_question *question, struct point point);
/* Whether that root (threads.h) stands for several threads: that may wait for the same object's condition. */
bool wake_several(const struct wake_question *question, uint32_t root);
/* What the store, by a link (links.h) too, does to a look of a waiter in that function. */
enum store_effect wake_effect(const struct wake_question *question, uint32_t waiter,
                              const struct look *look, const struct store *store);
/* The next store, by a link (links.h) too, that does that to a look which is enough; `*at` runs from 0. */
bool wake_next_opening(const struct wake_question *question, enum store_effect effect, uint32_t *at,
                       struct opening *ret_opening);
/* The same of what fills, or makes room in, a ring: a call that is given its head (rings.h), a store to an index. */
bool wake_next_filling(const struct wake_question *question, enum store_effect effect, uint32_t *at,
                       struct opening *ret_opening);
/* States the trouble, with one step. */
void wake_state(const struct wake_question *question, enum channel_failure failure, uint32_t other,
                uint32_t instr, const char *text, const char *assumption);

/* wake_ups_idle.c */
/* Whether the same thread runs the function and the wait: then nobody waits. */
bool wake_is_own(const struct wake_question *question, uint32_t fn);
/* Whether behind the point a thread is started that runs the wait, or (where it is not known who does) any. */
bool wake_comes_before_start(const struct wake_question *question, struct point point);
/* Whether somebody may wait for what the store makes true, under the lock of the wait. */
bool wake_has_waiters(const struct wake_question *question, const struct opening *opening);

/* wake_ups_helpers.c: stores in functions that their callers call with the lock held */
/* Whether the lock is held where the store is made. */
bool wake_is_made_locked(const struct wake_question *question, const struct store *store);
/* Whether some caller tells nobody, though another does. */
bool wake_is_untold_by_caller(struct wake_question *question);

/* wake_ups_tables.c: whether the function and the wait are operations of different tables: then not on one
 * object. */
bool wake_is_of_other_table(const struct wake_question *question, uint32_t fn);

/* wake_ups_stores.c: what makes the predicate true */
bool wake_is_mistold(struct wake_question *question);
bool wake_is_untold(struct wake_question *question);
bool wake_is_never_told(struct wake_question *question);
bool wake_never_opens(struct wake_question *question);
/* wake_ups_ways.c: whether the function of the store may go on from it to its end, or to a wait, and wake nobody,
 * because something has failed in between; though it wakes on other ways. */
bool wake_is_left_out(const struct wake_question *question, const struct store *store);
/* wake_ups_unlocked.c, wake_ups_kept.c */
bool wake_is_unlocked(struct wake_question *question);
bool wake_is_kept(struct wake_question *question);
/* wake_ups_counted.c */
bool wake_is_left_counted(struct wake_question *question);

/* wake_ups_waiters.c: who waits, and how */
bool wake_is_bare(struct wake_question *question);
bool wake_is_for_one(struct wake_question *question);

/* wake_ups_looks.c: whether he takes what another may have taken meanwhile */
bool wake_is_not_looked_at(struct wake_question *question);

/* wake_ups_stolen.c: whether who waits for something else may get the wake-up */
bool wake_is_stolen(struct wake_question *question);

#endif
