/* From the states at a function's exits to its summary: what callers can see of each group of paths.
 *
 * Requires a round of solve.c. Yields frame->summary. */
#include "program/solver.h"

#include <string.h>

/* What callers need to know of a number that they cannot name. */
static struct value sign_of(const struct fact *fact)
{
    if (fact && fact->low > 0)
        return value_positive();
    return fact && (fact->not_zero || fact->high < 0) ? value_of(VALUE_NONZERO, 0) : value_any();
}

/* A value as callers may see it: nothing of this function's own. */
static struct value exported(struct frame *frame, const struct state *state, struct value value)
{
    switch ((enum value_kind)value.kind) {
    case VALUE_HANDLE: {
        enum object_status status = state_status(state, value.id);
        bool open = status == OBJECT_LIVE || status == OBJECT_PART;
        return open && value.n == HANDLE_WHOLE ? value : value_positive();
    }
    case VALUE_ADDRESS:
        return loc_get(frame->space, value.id)->root == LOC_LOCAL ? value_of(VALUE_NONZERO, 0)
                                                                  : value;
    case VALUE_TRUTH:
        return frame->space->conditions.items[value.id].left.kind == VALUE_INITIAL ? value
                                                                                   : value_any();
    case VALUE_SYMBOL:
        return sign_of(state_fact(state, value));
    case VALUE_ANY:
    case VALUE_INT:
    case VALUE_NONZERO:
    case VALUE_FUNCTION:
    case VALUE_INITIAL:
    case VALUE_SELF:
    case VALUE_BITS:
        break;
    }
    return value;
}

/* Of a result, its range says what is known of such a number. */
static struct value exported_result(struct frame *frame, const struct state *state,
                                    struct value result)
{
    if (result.kind == VALUE_BITS && !value_bits_set(result))
        return value_any();
    return result.kind == VALUE_SYMBOL ? value_any() : exported(frame, state, result);
}

/* Whether callers can see the cell, and see it differently than before. */
static bool is_exported(struct frame *frame, const struct state *state, struct cell cell,
                        const struct intmap *reached)
{
    struct loc self = *loc_get(frame->space, cell.loc);

    if (self.root == LOC_PARAM)
        return self.depth > 0;
    if (self.root == LOC_GLOBAL)
        return exported(frame, state, cell.value).kind != VALUE_HANDLE;
    bool mark = self.kind == LOC_DEREF && self.parent == self.base;
    return self.root == LOC_ALLOC && !mark && intmap_find(reached, self.base);
}

static struct fact range_of(struct frame *frame, const struct state *state, struct value result)
{
    struct fact range = {.value = result, .low = INT64_MIN, .high = INT64_MAX};
    const struct fact *fact = result.kind == VALUE_SYMBOL ? state_fact(state, result) : NULL;

    (void)frame;
    return fact ? *fact : range;
}

/* Whether the function returns a client that it also keeps where its caller finds it: then who gets the result
 * borrows it, and ends it where it is kept. */
static bool is_lent(const struct frame *frame, struct value result, const struct write *writes,
                    uint32_t n_writes)
{
    if (result.kind != VALUE_HANDLE || frame->fn->is_model ||
        frame->objects.items[result.id].kind == OBJECT_THREAD)
        return false;
    for (uint32_t i = 0; i < n_writes; i++)
        if (writes[i].value.kind == VALUE_HANDLE && writes[i].value.id == result.id)
            return true;
    return false;
}

/* Whether what is known of the value is known of the entry, and so of what the callers hand in. */
static bool is_required(const struct space *space, const struct state *state, struct value value)
{
    return value.kind == VALUE_INITIAL && !state_is_stale(state, loc_whole(space, value.id)) &&
           !state_is_stale(state, loc_second(space, value.id));
}

static struct outcome outcome_of(struct frame *frame, const struct state *state,
                                 struct value result, enum exit_kind kind)
{
    struct arena *run = frame->program->run;
    struct intmap reached = memory_reached(frame, state, result);
    VECTOR(struct write) writes = {0};
    VECTOR(struct fact) facts = {0};

    for (uint32_t i = 0; i < state->cells.count; i++) {
        struct cell cell = state->cells.items[i];
        if (is_exported(frame, state, cell, &reached))
            vector_push(&writes, (struct write){cell.loc, exported(frame, state, cell.value)});
    }
    for (uint32_t i = 0; i < state->facts.count; i++)
        if (is_required(frame->space, state, state->facts.items[i].value))
            vector_push(&facts, state->facts.items[i]);
    struct outcome outcome = {
        .result = exported_result(frame, state, result),
        .range = range_of(frame, state, result),
        .writes = arena_copy(run, writes.items, writes.count * sizeof(struct write)),
        .n_writes = writes.count,
        .effects = arena_copy(run, state->effects.items, state->effects.count * sizeof(uint32_t)),
        .n_effects = state->effects.count,
        .escapes =
            arena_copy(run, state->escapes.items, state->escapes.count * sizeof(struct value)),
        .n_escapes = state->escapes.count,
        .facts = arena_copy(run, facts.items, facts.count * sizeof(struct fact)),
        .n_facts = facts.count,
        .exits_thread = kind == EXIT_THREAD,
    };
    if (is_lent(frame, outcome.result, outcome.writes, outcome.n_writes))
        outcome.result = value_of(VALUE_NONZERO, 0);
    vector_deinit(&writes);
    vector_deinit(&facts);
    intmap_deinit(&reached);
    return outcome;
}

/* The result of two exits that become one: of two errors, which differ, it stays known that they are none. */
static struct value merged_result(struct frame *frame, uint32_t i, uint32_t k)
{
    struct value a = frame->results.items[i], b = frame->results.items[k];

    return value_equal(a, b) ? a
                             : value_merge(frame->space, exported(frame, frame->exits.items[i], a),
                                           exported(frame, frame->exits.items[k], b));
}

/* Exits that no caller can tell apart become one; if there are too many, so do those that differ in what
 * they require alone, and those that differ in the result alone. False when that does not help. */
enum unite_how { SAME_FACTS, SAME_RESULT, ANY_RESULT };
static bool unite_exits(struct frame *frame, enum unite_how how)
{
    struct states *exits = &frame->exits;

    for (uint32_t i = 0; i < exits->count; i++) {
        for (uint32_t k = i + 1; k < exits->count;) {
            struct value a = exported_result(frame, exits->items[i], frame->results.items[i]);
            struct value b = exported_result(frame, exits->items[k], frame->results.items[k]);
            bool unite =
                frame->exit_kinds.items[i] == frame->exit_kinds.items[k] &&
                (how == ANY_RESULT || value_equal(a, b)) &&
                (how != SAME_FACTS || !state_contradict(exits->items[i], exits->items[k])) &&
                state_same_property(frame->space, exits->items[i], exits->items[k]);
            if (!unite) {
                k++;
                continue;
            }
            frame->results.items[i] = merged_result(frame, i, k);
            state_merge(frame->space, exits->items[i], exits->items[k]);
            state_free(exits->items[k]);
            exits->count--;
            memmove(&exits->items[k], &exits->items[k + 1],
                    (exits->count - k) * sizeof(*exits->items));
            memmove(&frame->results.items[k], &frame->results.items[k + 1],
                    (exits->count - k) * sizeof(*frame->results.items));
            memmove(&frame->exit_kinds.items[k], &frame->exit_kinds.items[k + 1], exits->count - k);
        }
    }
    return exits->count <= SOLVER_OUTCOMES;
}

/* Whether the state knows that the value is the handle of nothing: NULL, 0, or a negative number. */
static bool is_of_nothing(const struct state *state, struct value value)
{
    const struct fact *fact = state_fact(state, value);

    return fact && fact->high <= 0;
}

/* To end what is not there is to do nothing: so exits that end a thing, and those that do not because there is
 * none, are alike. Of five descriptors, each closed where it is open, there would be 32. */
static void end_nothing(struct frame *frame)
{
    struct states *exits = &frame->exits;

    for (uint32_t i = 0; i < exits->count; i++)
        for (uint32_t e = 0; e < exits->items[i]->effects.count; e++) {
            uint32_t number = exits->items[i]->effects.items[e];
            struct effect effect = frame->solution->effects.items[number];
            for (uint32_t k = 0; k < exits->count && effect.target.kind == VALUE_INITIAL; k++)
                if (is_of_nothing(exits->items[k], effect.target))
                    state_add_effect(exits->items[k], number);
        }
}

/* Whether callers must be solved to know what becomes of handles. */
static bool concerns(const struct frame *frame, const struct outcome *outcome)
{
    for (uint32_t i = 0; i < outcome->n_effects; i++) {
        enum effect_kind kind = frame->solution->effects.items[outcome->effects[i]].kind;
        if (kind != EFFECT_FREE && kind != EFFECT_PASS && kind != EFFECT_CLOSE_SOCKET &&
            kind != EFFECT_CONNECT)
            return true;
    }
    for (uint32_t i = 0; i < outcome->n_writes; i++) {
        bool is_global = loc_get(frame->space, outcome->writes[i].loc)->root == LOC_GLOBAL;
        if (outcome->writes[i].value.kind == VALUE_HANDLE ||
            (!is_global && loc_is_model_field(frame->space, outcome->writes[i].loc)))
            return true;
    }
    return outcome->result.kind == VALUE_HANDLE || outcome->result.kind == VALUE_SELF;
}

void solver_summarize(struct frame *frame)
{
    struct summary *summary = frame->summary;
    struct arena *run = frame->program->run;

    bool fits = unite_exits(frame, SAME_FACTS);
    if (!fits) {
        end_nothing(frame);
        fits = unite_exits(frame, SAME_RESULT) || unite_exits(frame, ANY_RESULT);
    }
    if (!fits) {
        while (frame->exits.count > SOLVER_OUTCOMES) {
            solver_blur(frame, frame->exits.items[SOLVER_OUTCOMES - 1],
                        *vector_last(&frame->exits));
            frame->results.items[SOLVER_OUTCOMES - 1] = value_any();
            state_merge(frame->space, frame->exits.items[SOLVER_OUTCOMES - 1],
                        *vector_last(&frame->exits));
            state_free(vector_pop(&frame->exits));
        }
    }
    struct outcome *outcomes = ARENA_ARRAY(run, struct outcome, frame->exits.count);
    for (uint32_t i = 0; i < frame->exits.count; i++) {
        outcomes[i] = outcome_of(frame, frame->exits.items[i], frame->results.items[i],
                                 (enum exit_kind)frame->exit_kinds.items[i]);
        summary->concerns |= concerns(frame, &outcomes[i]);
    }
    summary->is_model = frame->fn->is_model;
    summary->outcomes = outcomes;
    summary->n_outcomes = frame->exits.count;
    summary->objects =
        arena_copy(run, frame->objects.items, frame->objects.count * sizeof(struct object));
    summary->n_objects = frame->objects.count;
}
