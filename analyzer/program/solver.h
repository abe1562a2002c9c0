/* The inside of the solver, shared by solve.c, summarize.c, transfer.c, memory*.c, calls*.c, creations*.c and primitives.c. */
#ifndef STRANDED_PROGRAM_SOLVER_H
#define STRANDED_PROGRAM_SOLVER_H

#include "program/creations.h"
#include "program/graph.h"
#include "program/summary.h"

/* Bounds, each a trade of precision for time. */
enum {
    SOLVER_STATES = 48, /* states kept apart at one point; beyond, they are merged */
    SOLVER_APART =
        6, /* states at one point that may differ in what they require of values at the entry
                         * alone: one does nothing because there is nothing, the other because it is told
                         * to; beyond, they are merged */
    SOLVER_STEPS =
        20000,           /* instructions followed in one function; beyond, it is given up. Most take
                           * a few thousand; the bound is reached in a tenth of a second */
    SOLVER_LARGE = 4000, /* instructions of a function: of more, no step may be taken twice, and it
                           * would be given up in the end */
    SOLVER_ITEMS = 256, /* cells, facts, objects, effects of a state that are gone over in a step */
    SOLVER_EXITS = 2000, /* states at the returns of a function, which are compared with each other;
                           * beyond, it is given up */
    SOLVER_OUTCOMES = 12, /* outcomes of a summary; beyond, they are merged */
    SOLVER_SMALL = 60,    /* instructions of a callee that is solved though nothing demands it */
    SOLVER_DEPTH = 5,     /* such callees below each other, and recursion of the solver */
    SOLVER_TESTS = 64,    /* blocks in a row that only test and are passed unmerged */
    SOLVER_TARGETS = 16,  /* targets of an indirect call that are followed; beyond, it is unknown */
};

struct solution {
    struct space space;
    struct summary *summaries;     /* per fn */
    VECTOR(struct effect) effects; /* [0] unused */
    struct intmap effect_numbers;
    struct creations creations;
    uint32_t depth;
    uint32_t *order;            /* fns, callees before callers */
    struct bitset model_fields; /* fields of the models' own structs */
    struct memo *memo;          /* memo.h; NULL = none is kept */
    struct intmap constants;    /* loc of a constant global -> index + 1 in constant_values */
    VECTOR(struct value) constant_values;
};

/* A set of loop-wide endings: leaving the loop means that all of the object's handles are ended. */
struct bulk {
    uint32_t loop; /* index into fn.loops */
    uint32_t object;
};

/* The same for an array that came from outside: leaving the loop means that the effect is done to all
 * of it. */
struct bulk_effect {
    uint32_t loop;
    uint32_t effect; /* number in solution.effects */
};

/* Values that the exits of a loop test, and that others may change meanwhile. */
struct exit_test {
    uint32_t loop;
    uint32_t loc;
    bool
        direct; /* by the exit itself, and not by a callee that decides of it, or of something else */
};

VECTOR_TYPE(states, struct state *);

/* What it costs to go over all of a state, in steps: nothing for those of most functions. */
static inline uint64_t solver_weight(const struct state *state)
{
    return ((uint64_t)state->cells.count + state->facts.count + state->objects.count +
            state->effects.count) /
           SOLVER_ITEMS;
}

/* One function being solved. */
struct frame {
    struct program *program;
    struct solution *solution;
    struct space *space;
    struct arena *scratch;
    uint32_t fn_number;
    struct fn *fn;
    const struct ir_unit *unit;
    const struct ir_function *ir;
    struct summary *summary;
    VECTOR(struct object) objects; /* [0] unused */
    struct intmap object_numbers;  /* (instr, callee's object) -> number */
    struct states *at_block;       /* per block id: states at its entry */
    VECTOR(struct bulk) bulks;
    VECTOR(struct bulk_effect) bulk_effects;
    VECTOR(struct exit_test) exit_tests;
    struct states exits;          /* states at returns */
    VECTOR(struct value) results; /* of exits, in step */
    VECTOR(uint8_t) exit_kinds;   /* of exits, in step: 1 = the thread exits */
    bool handle_in_each;          /* a handle was put into one of many elements */
    bool recording;               /* the last round: what is seen is recorded for good */
    uint64_t steps;
    uint32_t tests; /* blocks that only test, passed in a row */
    uint32_t block; /* where we are */
    uint32_t instr;
    uint32_t spawned;  /* the object whose thread gets its argument now */
    bool in_call;      /* a call is followed, not the way out of a block */
    bool is_ambiguous; /* the call reaches one of several definitions of one function */
    bool null_used;    /* the path went through a null pointer: it ends there */
    VECTOR(struct cell) used_pointers; /* by the instruction: places and what they hold */
    uint32_t
        started_body; /* the entity of the body of the thread that was started last; 0 = none yet */
    struct bitset started_fns; /* the functions that run in it */
};

/* solve.c */
struct solution *solver_run(struct program *program, const struct program_memory *memory);
/* What is to do when the function is solved, or given up. */
void solver_close(struct program *program, uint32_t fn, bool is_solved);
/* Whether a callee is small enough to be solved though nothing demands it. */
bool solver_is_small(const struct fn *fn);
void solver_deinit(struct solution *solution);
/* The summary of a callee; NULL where it is unknown. A small callee is solved first, if `wanted`. */
const struct summary *solver_summary(struct frame *frame, uint32_t fn, bool wanted);

/* The number of an effect on something that came from outside. */
uint32_t solver_effect(struct solution *solution, struct effect effect);
uint32_t solver_find_effect(const struct solution *solution, struct effect effect); /* 0 = none */

/* How a handle was read: `n` of a VALUE_HANDLE. Only a whole one counts as holding the object. */
enum {
    HANDLE_WHOLE = 0, /* it is the object's only handle */
    HANDLE_EACH = 1,  /* through a variable index: one of several, in turn */
    HANDLE_ONE = 2,   /* through a constant index: a certain one of several */
};

/* The effect that ends such an object. */
static inline enum effect_kind solver_end_of(const struct frame *frame, uint32_t object)
{
    switch (frame->objects.items[object].kind) {
    case OBJECT_THREAD:
        break;
    case OBJECT_CLIENT:
        return EFFECT_CLOSE;
    case OBJECT_SOCKET:
        return EFFECT_CLOSE_SOCKET;
    }
    return EFFECT_JOIN;
}

/* How a path leaves the function. */
enum exit_kind { EXIT_RETURN = 0, EXIT_THREAD = 1 };
/* The path ends here; the state is taken. */
void solver_exit(struct frame *frame, struct state *state, struct value result,
                 enum exit_kind kind);
/* Gives two states the same property, by knowing less: what they do not agree on is out of sight from
 * here on, and what one has done to foreign handles both may have done. */
void solver_blur(struct frame *frame, struct state *state, struct state *other);
/* summarize.c: makes the summary from the exits of the last round. */
void solver_summarize(struct frame *frame);
/* An exit of the loop hangs on what the location holds. */
void solver_note_exit_test(struct frame *frame, struct exit_test test);

/* memory*.c: reading and writing cells, and what becomes of the handles in them. */
uint32_t memory_place(struct frame *frame, const struct state *state, struct ir_place_id place);
struct value memory_read(struct frame *frame, const struct state *state, uint32_t loc);
/* Whether two locations are elements of one array, or the same place in its elements. */
bool memory_same_array(struct frame *frame, uint32_t a, uint32_t b);
void memory_write(struct frame *frame, struct state *state, uint32_t loc, struct value value);
/* Copies a whole object, its parts included. */
void memory_copy(struct frame *frame, struct state *state, uint32_t to, uint32_t from);
struct value memory_operand(struct frame *frame, const struct state *state,
                            struct ir_operand operand);
/* The address that the copy puts into a pointer; of an array over which a loop moves that on, of each of its
 * elements. */
struct value memory_moving_address(struct frame *frame, const struct ir_instr *copy,
                                   struct value address);
/* Whether a write to the location is seen by code outside of the function, and not only by its callers once
 * it returns. */
bool memory_is_outside(struct frame *frame, const struct state *state, uint32_t loc);
/* The memory is freed, or stands for a new object: its cells are gone. */
void memory_release(struct frame *frame, struct state *state, uint32_t loc, enum loss loss);
/* The same for what the function was handed: only what it has put there itself goes with it. */
void memory_release_given(struct frame *frame, struct state *state, uint32_t loc);
/* Who gets a value. */
enum reach {
    REACH_CLASS, /* code that may keep it, and do what the program does to the class of the place */
    REACH_GUARD, /* the same, but the function goes on answering for it */
    REACH_BODY,  /* the thread that is started with it, and nobody else */
    REACH_FAR,   /* code that can do anything with it */
};
void memory_escape(struct frame *frame, struct state *state, struct value value, enum reach reach);
/* memory_written.c: a thread is started with the body and that argument; behind it others may change numbers. */
void memory_written_by_body(struct frame *frame, struct state *state, struct value body,
                            struct value argument);
/* The address of an allocation is kept where code that knows the class of the place finds it, and stays so on
 * whatever way this one is merged with. */
void memory_keep(struct frame *frame, struct state *state, struct value address);
/* As memory_escape() for all that lies in a place, without the place itself. */
void memory_escape_contents(struct frame *frame, struct state *state, uint32_t loc,
                            enum reach reach);
/* Whether some cell other than those within `except` holds the object's handle. */
bool memory_is_held(struct frame *frame, const struct state *state, uint32_t object,
                    uint32_t except);
/* The allocations that somebody still knows when the function returns, by number of their loc. The caller
 * deinits the map. */
struct intmap memory_reached(struct frame *frame, const struct state *state, struct value result);
/* A struct that is returned by value takes the handles in it along, out of sight. */
void memory_return(struct frame *frame, struct state *state, struct ir_operand operand);
/* The function ends here: what only its locals know is lost. */
void memory_leave(struct frame *frame, struct state *state, struct value result,
                  struct ir_location at);

/* transfer.c: one instruction, one block end. Each may end the state or split it. */
void transfer_instr(struct frame *frame, struct state *state, uint32_t instr, struct states *out);
/* Refines the state for the edge; false where the edge is impossible. */
bool transfer_edge(struct frame *frame, struct state *state, const struct ir_block *block,
                   uint32_t edge);

/* calls.c */
void calls_transfer(struct frame *frame, struct state *state, uint32_t instr, struct states *out);

/* calls_unseen.c: what a call does that the analysis cannot follow; the arguments are the state's values. */
void calls_unseen(struct frame *frame, struct state *state, const struct ir_instr *call,
                  const struct value *arguments, enum reach reach);
/* The value may reach code that is not followed: its effect for callers, if it comes from them. */
void calls_note_escape(struct frame *frame, struct state *state, struct value value);
/* The same where it is put into a container: others take it out again, and know what it is. */
void calls_note_kept(struct frame *frame, struct state *state, struct value value);

/* calls_objects.c: the number of this call's object that the callee knows as `inner` (a primitive's: 0). */
uint32_t calls_object(struct frame *frame, uint32_t inner, struct value detached);

/* ---- unlinked.c ---- */

/* What is written to `link` may take an object out of a list. */
void unlinked_note(struct frame *frame, struct state *state, uint32_t link, struct value value);

/* asked.c: narrows what is known of the place on the left to the ways on which that comparison holds; false where there is
 * none. */
bool asked_assume(const struct frame *frame, struct state *state, struct ir_operand left,
                  enum ir_operator relation, struct ir_operand right);
/* Forgets what the instruction, or (0) another round of a loop, may have changed of that. */
void asked_forget(const struct frame *frame, struct state *state, uint32_t instr);

/* refined.c: what a comparison of the operand with a number tells of a local; others have facts of their own. */
void refined_local(struct frame *frame, struct state *state, struct ir_operand operand,
                   enum ir_operator relation, int64_t number);

/* replaced.c: the value is about to be written to the location, by the callee or (0) by the function itself: notes
 * where it takes the place of a client that is still open. */
void replaced_note(struct frame *frame, const struct state *state, uint32_t loc, struct value value,
                   uint32_t callee);
/* Whether code out of sight may know the object around the place. */
bool replaced_is_known_elsewhere(const struct frame *frame, const struct state *state,
                                 uint32_t loc);

/* primitives.c: a call of a model's primitive `name`. The result goes to the call's dst. */
void primitives_transfer(struct frame *frame, struct state *state, const struct ir_instr *call,
                         const struct value *arguments, const char *name, struct states *out);
/* Something is done to the handle (or, freed, to the object) that `value` is. Where the value is not
 * known, `unknown` says from what class of places it was read; last = 0: not that either. */
void primitives_effect(struct frame *frame, struct state *state, enum effect_kind kind,
                       struct value value, struct key unknown);

/* constants.c: reads the initializers of constant globals. */
void constants_collect(struct program *program);
/* Where a constant global's part has a known value. */
bool constants_find(const struct solution *solution, uint32_t loc, struct value *ret_value);

/* creations*.c: what is recorded. Nothing is, unless frame->recording. */

/* The creation whose anchor is the current call. */
uint32_t creations_anchor(struct frame *frame, const struct object *object);
/* That of such a creation which is there; 0 = it is not. */
uint32_t creations_find(const struct creations *all, uint32_t fn, uint32_t instr,
                        enum object_kind kind, uint32_t through);
/* The same for a thread that the callee of the current call starts for whoever calls, or a client that it
 * hands out: `through` is its creation there. */
uint32_t creations_anchor_call(struct frame *frame, uint32_t through);
/* The function that was called to make the object's client, an entity; 0 = it is no client. */
uint32_t creations_maker(const struct frame *frame, uint32_t object);
/* The object's handle is lost here, on this path. `loc` held it; 0 = nothing did. */
void creations_lose(struct frame *frame, const struct state *state, uint32_t object, enum loss loss,
                    struct ir_location at, uint32_t loc);
/* The pointers that must be NULL where the function was called: a set of its parameters. */
uint32_t creations_null_parameters(const struct frame *frame, const struct state *state);
/* The handle is kept in a place of that class; `loc` is the place, in this function. */
void creations_keep_in(struct frame *frame, uint32_t object, struct key key, uint32_t loc);
/* A call of `callee` that ends what is read from a place of that class. */
void creations_end_site(struct frame *frame, enum effect_kind kind, struct key key,
                        uint32_t callee);
/* Others may reach it through such a place, while the function answers for it. */
void creations_guard(struct frame *frame, uint32_t object, struct guard guard);
void creations_unknown(struct frame *frame, uint32_t object);
/* The handle is put into an object. */
void creations_in_object(struct frame *frame, uint32_t object);
/* The handle is put into an object of the callers' where the path has seen that there is none. */
void creations_fills_gap(struct frame *frame, uint32_t object);
/* The socket reaches the other side. */
void creations_connected(struct frame *frame, uint32_t object);
/* A round of a loop made it, and the next one finds it. */
void creations_carried(struct frame *frame, uint32_t object);
/* Whether the handle lies in the object that the thread gets as its argument, or in what its relay
 * gets. */
void creations_place(struct frame *frame, uint32_t object, bool in_argument, bool in_relays);
/* Something on this path ended it. */
void creations_ended(struct frame *frame, const struct state *state, uint32_t object,
                     enum effect_kind kind);
/* It is asked to end, and does not release itself by that. */
void creations_cancelled(struct frame *frame, uint32_t object);
/* An event on a handle that was read from a place of that class. */
void creations_ending(struct frame *frame, enum effect_kind kind, struct key key);
/* The calling thread's own handle is put into a place of that class; last = 0: out of sight. */
void creations_self(struct frame *frame, struct key key);
/* An attribute that says, or may say, detached was stored where others read it. */
void creations_attribute(struct frame *frame, uint32_t loc, struct value value);
/* What is known at this level of the detached state and of the body; `bodies` may be it where the
 * value does not tell. */
void creations_describe(struct frame *frame, const struct object *object, struct fn_list bodies);
/* Names the thing by its holder, if it has no name yet. */
void creations_name(struct frame *frame, uint32_t object, uint32_t loc);
/* What the function hands out to callers that are not in sight, by its summary. */
void creations_hand_out(struct program *program, uint32_t fn);
/* What the calls of a function that is not solved end. */
void creations_collect_ends(struct program *program, uint32_t fn);
/* Nothing that was seen in this function counts: it was given up. */
void creations_give_up(struct program *program, uint32_t fn);
/* Fills the faces. */
void creations_finish(struct program *program);
/* Sorts endings and sites by class, and starts by function. Requires holders. */
void creations_index(struct program *program);
/* The first ending or site (by the map that is given) that may be of the key's class: index + 1. */
uint32_t creations_first_of_class(const struct program *program, const struct intmap *first,
                                  struct key key);
void creations_deinit(struct creations *creations);

#endif
