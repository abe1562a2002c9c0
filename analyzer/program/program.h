/* The whole program: units in, facts out. Pure: everything is in memory, nothing is read or written.
 *
 * The stages, each requiring what the ones before it yield:
 *   annotations_model.c  declarations that annotations describe -> a model of them
 *   link.c      units -> functions, entities, fields that mean the same in every unit
 *   targets.c   which functions a call may reach, through pointers as well
 *   loops.c     the loops of a function's graph
 *   returns.c   which functions never return
 *   members.c   which units make up which program (one per `main`), and which the library
 *   contexts.c  from which roots and how often control reaches a function
 *               (contexts_edges.c: where control goes on to; contexts_often.c: how often; contexts_words.c: in
 *               words; handlers.c: what models register; event_loops.c, walks.c: what a round of a loop is)
 *   solve.c     paths: what becomes of every handle that a function creates or is given
 *   summarize.c what callers can see of a function
 *   constants.c what the initializers of constant globals say
 *   holders.c   which fields and globals may hold the same handle
 *   conditions.c  what stands before a call: conditions on fields and globals
 *   leaving.c   what a thread writes when it leaves by itself
 *   unreaped.c  threads that those who join miss; with discarded.c and uncounted.c
 *   ending.c    what ends one creation: the verdict, from all of the above (ending_itself.c: what a thread
 *               does about its own release; ending_witness.c: the way to a loss)
 *   clients.c   the same for clients; clients_churn.c: those that each request makes for itself;
 *               clients_options.c: those that an option asks for
 *   paths.c     ways through one function that its conditions allow (lent.c: which locals others may change)
 *   unreaped.c  handles that are kept, but that those who would join them miss (conditions.c, leaving.c,
 *               discarded.c, uncounted.c)
 *   uses.c      where the program waits, wakes, locks, cancels
 *   stores.c    where fields and globals get their values
 *   ways.c      which ways through a function those values leave open (ways_values.c: the values)
 *   stops.c     whether a thread stops when it is asked to (stop_region.c: the code that asks;
 *               stop_waking.c: whether that wakes it)
 *   limits.c    whether something limits how many threads an event makes
 *   once.c      what a global lets happen but once
 *   held.c      what a function does while it holds a lock
 *   predicates.c  what a wait for a condition looks at, and which stores end it
 *   wake_ups.c  whether those who wait hear of it (wake_ups_…: the ways in which they may not)
 *   growth.c    containers that only grow (growth_…: what is allocated, freed, linked, bounded; steady.c: what
 *               runs for as long as the program serves; origins.c: where a value comes from)
 *   stalls.c    waits behind which all lies that would end them (stalls_waits.c: which waits may,
 *               stalls_silent.c, stalls_joins.c: which do; wait_sets.c, ends.c: for what is waited, and at
 *               which end of it) */
#ifndef STRANDED_PROGRAM_PROGRAM_H
#define STRANDED_PROGRAM_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <stranded/check.h>

#include "base/arena.h"
#include "ir/ir.h"

/* A unit to link. */
struct program_input {
    const struct ir_unit *unit; /* borrowed; outlives the program */
    const char *name;           /* for tie-breaks and order: relative path of its main file */
    enum { PROGRAM_SOURCE, PROGRAM_MODEL } kind;
};

/* What the stage did and could not do, for the run's summary line. */
struct program_statistics {
    uint64_t functions;   /* with a body, models not counted */
    uint64_t solved;      /* those whose paths were followed */
    uint64_t solved_anew; /* those of them, and of the given up, of which the memory did not tell */
    uint64_t given_up;    /* over a bound: taken as unknown; and bodies of which it is not known
                           * how their threads stop */
    uint64_t unknown_constructs;
    uint64_t calls_unresolved; /* indirect calls in solved functions without a known target */
};

/* Who measures what the stage does; what it finds does not depend on that. Functions may be solved while
 * others are: a callee within its caller. */
struct program_watcher {
    void (*solve_begins)(void *data);
    void (*solve_ends)(void *data, const char *function, uint64_t steps);
    void *data;
};

/* Who keeps from run to run what it was to solve a function (memo.h). What is found does not depend on that. */
struct program_memory {
    uint64_t version; /* of all that makes findings: what another one kept is not found */
    /* What was kept under the key; it lives as long as the program is made. */
    bool (*find)(void *data, uint64_t key, const uint32_t **ret_words, uint32_t *ret_count);
    void (*keep)(void *data, uint64_t key, const uint32_t *words, uint32_t count);
    void *data;
};

/* Links and solves the units. The program lives as long as the arena. Deterministic: the order of
 * the inputs does not matter. `watcher` NULL = nobody measures, `memory` NULL = nothing is kept. */
struct program *program_new(const struct program_input *inputs, size_t n_inputs,
                            const struct program_watcher *watcher,
                            const struct program_memory *memory, struct arena *run);

/* Frees what does not lie in the arena. Accepts NULL. */
void program_free(struct program *program);

/* All creations, in the order of file, line and column; `ret_count` of them. */
const struct creation *const *program_creations(const struct program *program, size_t *ret_count);

struct program_statistics program_statistics(const struct program *program);

#endif
