/* A search for threads that are missed, one creation and one class of places at a time: what
 * unreaped.c and discarded.c share. */
#ifndef STRANDED_PROGRAM_UNREAPED_SEARCH_H
#define STRANDED_PROGRAM_UNREAPED_SEARCH_H

#include "program/conditions.h"
#include "program/leaving.h"
#include "program/unreaped.h"

VECTOR_TYPE(site_list, const struct end_site *);

struct search {
    const struct program *program;
    const struct creation_record *record;
    unsigned events;
    struct arena *scratch;
    struct leaving_list leavings;
    struct bitset all_enders; /* of all classes: who reaches an end, or gets what is ended */
    /* of the class that is looked at */
    struct key key;
    uint32_t around; /* the named step before its places; 0 = not known */
    struct site_list sites;
    struct bitset enders; /* functions that reach one of the sites */
};

const struct fn *search_fn(const struct search *search, uint32_t number);
struct source_place search_place(const struct search *search, uint32_t fn, struct ir_location at);
/* The conditions before that instruction, in its function. */
void search_conditions(const struct search *search, uint32_t fn, uint32_t instr,
                       struct condition_list *ret_list);
/* Whether the site itself ends the handle, and not a function with a site of the class in it. */
bool search_is_direct(const struct search *search, const struct end_site *site);
/* The record of a field. */
uint32_t search_record(const struct search *search, uint32_t element);

/* Whether the flag and the handle lie in one object: fields of one struct, or of the one around it; or
 * globals both. */
bool search_belongs(const struct search *search, uint32_t element);
const char *search_name(const struct search *search, uint32_t element);

/* Whether all that is joined is joined up to a count that lies in the place. */
bool search_are_counted_by(const struct search *search, uint32_t element);

/* Whether all who call the function are in sight. */
bool search_is_called_from_sight(const struct search *search, uint32_t number);
/* The place that says how often the loop around the site runs; 0 = none. */
uint32_t search_loop_count(const struct search *search, const struct end_site *site,
                           struct ir_location *ret_at);
/* Whether something that ends the class may come before the instruction, in that function. `again`: the call there
 * itself, too, in an earlier round of a loop. */
bool search_ends_before(const struct search *search, uint32_t number, uint32_t instr, bool again);
/* Whether no join gets a thread that has left with `leaving`; the first condition that keeps one from it. */
bool search_missed_everywhere(const struct search *search, const struct leaving *leaving,
                              struct step *ret_step);
/* Where the thread leaves, and what it does then. */
struct step search_leaving_step(const struct search *search, const struct leaving *leaving);

/* dropped.c: whether its handle is cleared without a join, or it is counted no more. */
bool search_dropped(const struct search *search, struct unreaped *ret_unreaped);
/* disowned.c: whether a function clears the flag that says whether there is one, and joins nobody. */
bool search_disowned(const struct search *search, struct unreaped *ret_unreaped);
/* Whether the function may be called by somebody who has not joined before. */
bool search_called_unjoined(const struct search *search, uint32_t number);
/* Whether the function reads what the place holds: it may hand it on. To test it does not count. */
bool search_reads(const struct search *search, uint32_t number, uint32_t element);
/* succeeded.c: whether another one takes its place when it has left, or at each event. */
bool search_replaced(const struct search *search, struct unreaped *ret_unreaped);
bool search_succeeded(const struct search *search, const struct keeping *keeping,
                      struct unreaped *ret_unreaped);
/* on_request.c: whether a function joins it only where a parameter says so, and forgets it either way. */
bool search_on_request(const struct search *search, struct unreaped *ret_unreaped);
/* uncounted.c: whether a start-up that fails half way forgets the threads that it has started. */
bool search_uncounted(const struct search *search, struct unreaped *ret_unreaped);
/* unflagged.c: whether one that fails behind the thread forgets it. */
bool search_unflagged(const struct search *search, struct unreaped *ret_unreaped);
/* Whether the instruction may make the condition true. */
bool search_may_set(const struct search *search, uint32_t number, const struct ir_instr *instr,
                    const struct condition_on *flag);
/* left_on_failure.c: whether one way on which the start-up fails joins it, and another one does not. */
bool search_left_on_failure(const struct search *search, struct unreaped *ret_unreaped);
/* never_flagged.c: whether each join is behind a flag that nothing ever sets. */
bool search_never_flagged(const struct search *search, struct unreaped *ret_unreaped);
/* given_up.c: whether who joins it waits for some time only, and leaves it behind then. */
bool search_given_up(const struct search *search, struct unreaped *ret_unreaped);
/* Whether all objects of the class are allocated by who starts the thread. */
bool search_is_born_with_it(const struct search *search);
/* joined_for_next.c: whether each join only makes way for the next thread of the object. */
bool search_joined_for_next(const struct search *search);
/* discarded.c: whether an object that was made together with its thread is freed without a join. */
bool search_discarded(const struct search *search, struct unreaped *ret_unreaped);
/* taken_over.c: whether it is cancelled and then another takes its place, or another one does that is
 * started behind it. */
bool search_doubled(const struct search *search, const struct keeping *keeping,
                    struct unreaped *ret_unreaped);
bool search_cancelled(const struct search *search, const struct keeping *keeping,
                      struct unreaped *ret_unreaped);

#endif
