/* What the files calls*.c share: one callee's outcome on its way into a state of the caller. */
#ifndef STRANDED_PROGRAM_CALLS_INSIDE_H
#define STRANDED_PROGRAM_CALLS_INSIDE_H

#include "program/solver.h"

/* What was found out of one call's target already: its outcomes are looked at by each other, and are about the same
 * places again and again. */
enum { MAPPED_MOST = 32, MAPPED_OUTCOMES = 64 };
struct mapped_loc {
    uint32_t loc, here; /* the callee's (0 = nothing was put here yet), and the caller's */
};
struct mapped_initial {
    uint32_t loc;
    struct value value;
};
struct mapped {
    bool handle_in_each; /* of the frame, when all of this was found */
    struct mapped_loc locs[MAPPED_MOST];
    struct mapped_initial initials[MAPPED_MOST];
    uint64_t is_asked,
        is_allowed; /* by outcome: whether the state before the call allows what it requires */
};

struct mapping {
    struct frame *frame;
    const struct state *before; /* the state at the call; values at the callee's entry */
    const struct ir_instr *call;
    const struct value *arguments;
    uint32_t n_arguments;
    const struct summary *callee;
    uint32_t target;       /* the callee */
    bool is_one_of;        /* which of several it is, is not known */
    struct mapped *mapped; /* NULL = nothing is kept */
};

/* calls_mapping.c: the callee's location, value and object (by its number there) in the caller's terms. */
uint32_t mapping_loc(const struct mapping *map, uint32_t loc);
struct value mapping_value(const struct mapping *map, struct value value);
uint32_t mapping_object(const struct mapping *map, uint32_t inner);
/* Narrows what is known of the value by all of the fact; false where nothing is left. */
bool mapping_assume(struct state *state, struct value value, const struct fact *fact);
/* Whether the caller's state allows all that the outcome requires; narrows the state. */
bool mapping_require(const struct mapping *map, struct state *state, const struct outcome *outcome);
/* The same of the state before the call, which stays as it is. */
bool mapping_allows(const struct mapping *map, uint32_t outcome);

/* calls_objects.c: the objects that the outcome makes begin, and lose what their places held before. */
void calls_begin_objects(const struct mapping *map, struct state *state,
                         const struct outcome *outcome);
/* Objects that nothing holds right behind the call that made them. */
void calls_check_dropped(const struct mapping *map, struct state *state,
                         const struct outcome *outcome);

/* calls_apply.c: the outcome in `state`, which it owns: pushed to `out`, or freed where the outcome is
 * impossible here. */
void calls_apply(const struct mapping *map, struct state *state, const struct outcome *outcome,
                 struct states *out);
/* A value of the callee's escapes; of one that lies in an object, all that is in its place. */
void calls_escape(const struct mapping *map, struct state *state, struct value escape);

/* calls_trust.c: clients that nobody answers for any more, because the callee ends, keeps or forgets them on another
 * of its ways: of one whose ways were made one, of one whose ways neither the arguments nor the result tell
 * apart, and of one that clears the place of what it was told to end. */
void trust_blurred(const struct mapping *map, struct state *state);
void trust_in_others(const struct mapping *map, struct state *state, const struct outcome *outcome);
void trust_to_forget(const struct mapping *map, struct state *state, const struct outcome *outcome);
/* The same for threads that the callee does not end where a flag is set. */
void trust_unset_flag(const struct mapping *map, struct state *state,
                      const struct outcome *outcome);

/* calls_unseen.c: a call of a function without a body. */
void calls_transfer_external(struct frame *frame, struct state *state, const struct ir_instr *call,
                             const struct call_site *site, struct value *arguments,
                             struct states *out);
/* The result of a call of which no more is known than its range; NULL: not that either. */
struct value calls_fresh_result(struct frame *frame, struct state *state, const struct fact *range);

/* calls.c: each outcome of one target is pushed to `out`. */
void calls_transfer_target(const struct mapping *map, uint32_t target, struct states *out);

/* calls_several.c: the same for one of several targets of a pointer, and for the definitions of one function. */
void calls_transfer_to_one_of(const struct mapping *map, struct fn_list targets,
                              struct states *out);
void calls_transfer_to_definitions(const struct mapping *map, struct fn_list targets,
                                   struct states *out);

#endif
