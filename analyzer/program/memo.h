/* What it was to solve a function, kept from run to run: who solves the same function in the same light again
 * gets the same, without following its paths. Private to this folder.
 *
 * Kept is, for a function that nobody's solving asked for (and with it those that its own solving asked for):
 *
 *   touched      every location, condition and effect that was looked at, in that order, so that they get the
 *                numbers that they would get without the memo: states are sorted by them
 *   operations   the calls of creations.h, in their order, but repetitions
 *   summaries    of the function and of those solved within
 *
 * What is solved in few steps is not kept: there are many such functions, and solving them takes no longer than to
 * read and write what it did.
 *
 * The key is of all that solving reads (memo_key.c). Where a function turns out to have read more than that, what it
 * did is not kept. What the link numbers stands in it by names (memo_names.c), so that its numbers may be others in
 * the next run. Instructions are counted from their function's first, lines from its head, so that a function may move. */
#ifndef STRANDED_PROGRAM_MEMO_H
#define STRANDED_PROGRAM_MEMO_H

#include "program/solver.h"

struct memo;

/* NULL where `memory` is. Requires constants. */
struct memo *memo_new(struct program *program, const struct program_memory *memory);
/* Accepts NULL, as all of these do. */
void memo_free(struct memo *memo);

/* Does what solving the function did the last time, if that is known: its summary is there then. */
bool memo_repeat(struct memo *memo, uint32_t fn);
/* The function is solved now. It has been, in so many steps; its summary has its status. */
void memo_enter(struct memo *memo, uint32_t fn);
void memo_leave(struct memo *memo, uint32_t fn, uint64_t steps);

/* The callee's summary is asked for. */
void memo_note_callee(struct memo *memo, uint32_t callee);
/* Solving reads what is no part of the key, such as the bodies of functions further below. */
void memo_note_beyond(struct memo *memo);
void memo_note_loc(struct memo *memo, uint32_t loc);
void memo_note_alloc(struct memo *memo, uint32_t alloc);
void memo_note_condition(struct memo *memo, uint32_t condition);
void memo_note_effect(struct memo *memo, uint32_t effect);

/* The functions of creations.h that record something. */
enum memo_what {
    MEMO_ENTER = 1, /* a function that is solved within */
    MEMO_LEAVE,
    MEMO_ANCHOR,
    MEMO_ANCHOR_CALL,
    MEMO_LOSE,
    MEMO_KEEP_IN,
    MEMO_END_SITE,
    MEMO_GUARD,
    MEMO_UNKNOWN,
    MEMO_IN_OBJECT,
    MEMO_FILLS_GAP,
    MEMO_CONNECTED,
    MEMO_CARRIED,
    MEMO_PLACE,
    MEMO_ENDED,
    MEMO_CANCELLED,
    MEMO_ENDING,
    MEMO_SELF,
    MEMO_ATTRIBUTE,
    MEMO_DESCRIBE,
    MEMO_NAME,
};

/* A call of one of them; members that it does not have are 0. */
struct memo_call {
    enum memo_what what;
    uint32_t object;              /* in the frame's table */
    const struct object *content; /* where the object is handed over itself */
    const struct state *state;
    struct key key;
    uint32_t loc;
    uint32_t creation;
    uint32_t number; /* a kind of effect or loss */
    uint32_t other;  /* a callee */
    uint32_t nulls;  /* what the state requires: creations_null_parameters() */
    bool one, two;
    struct ir_location at;
    struct value value;
    struct fn_list bodies;
};

void memo_note(const struct frame *frame, const struct memo_call *call);

/* Notes a call at its begin. */
#define MEMO_NOTE(frame, ...)                                                                      \
    do {                                                                                           \
        if ((frame)->solution->memo)                                                               \
            memo_note((frame), &(struct memo_call){__VA_ARGS__});                                  \
    } while (0)

#endif
