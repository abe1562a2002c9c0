/* Calls of what is not followed: their arguments may end up anywhere. */
#include "program/calls_inside.h"

#include <string.h>

/* The result of a call of which no more is known than its range. */
struct value calls_fresh_result(struct frame *frame, struct state *state, const struct fact *range)
{
    struct value symbol = value_of(VALUE_SYMBOL, frame->instr);

    state_forget_symbol(state, frame->instr);
    if (range && !mapping_assume(state, symbol, range))
        return value_any();
    return symbol;
}

void calls_note_escape(struct frame *frame, struct state *state, struct value value)
{
    bool is_argument = value.kind == VALUE_INITIAL && loc_is_handed_in(frame->space, value.id);

    if (is_argument)
        state_add_escape(state, value);
    if (value.kind == VALUE_SELF)
        creations_self(frame, (struct key){0});
}

void calls_note_kept(struct frame *frame, struct state *state, struct value value)
{
    bool is_theirs =
        value.kind == VALUE_INITIAL && loc_get(frame->space, value.id)->root == LOC_PARAM;

    value.n = ESCAPES_TO_CLASS;
    if (is_theirs)
        state_add_escape(state, value);
}

/* What code that is not followed may have written to an object. */
static void havoc(struct frame *frame, struct state *state, uint32_t loc)
{
    struct value old;
    uint8_t root = loc_get(frame->space, loc)->root;

    if ((root != LOC_LOCAL && root != LOC_ALLOC) ||
        (state_find(state, loc, &old) && old.kind == VALUE_HANDLE))
        return;
    for (uint32_t i = 0; i < state->cells.count; i++) {
        struct cell *cell = &state->cells.items[i];
        bool kept = cell->value.kind == VALUE_HANDLE || cell->value.kind == VALUE_ADDRESS;
        if (!kept && loc_is_within(frame->space, cell->loc, loc))
            cell->value = value_any();
    }
    if (!state_find(state, loc, &old))
        state_set(state, loc, value_any());
}

void calls_unseen(struct frame *frame, struct state *state, const struct ir_instr *call,
                  const struct value *arguments, enum reach reach)
{
    for (uint32_t i = 0; i < call->arguments.count; i++) {
        memory_escape(frame, state, arguments[i], reach);
        if (reach == REACH_FAR)
            calls_note_escape(frame, state, arguments[i]);
        if (arguments[i].kind == VALUE_ADDRESS)
            havoc(frame, state, arguments[i].id);
    }
    if (call->dst.index)
        memory_write(frame, state, memory_place(frame, state, call->dst),
                     calls_fresh_result(frame, state, NULL));
}

/* Whether the function is declared beside the one that made the client: it uses the client, and what ends or
 * keeps clients of that library is modelled. */
static bool is_of_its_library(const struct frame *frame, uint32_t object, uint32_t entity)
{
    const struct program *program = frame->program;
    uint32_t maker = creations_maker(frame, object);
    const char *file = program->entities[entity].at.file;

    return maker && file && strcmp(program->entities[maker].at.file, file) == 0;
}

/* A function without a body. Those of system headers know no struct of the program and keep no
 * thread, but what is handed to them they may hand back: containers, user data. */
void calls_transfer_external(struct frame *frame, struct state *state, const struct ir_instr *call,
                             const struct call_site *site, struct value *arguments,
                             struct states *out)
{
    const struct entity *entity = &frame->program->entities[site->entity];
    bool is_system = site->entity && entity->flags & IR_SYMBOL_SYSTEM;

    if (is_system && entity->type && entity->type->flags & IR_TYPE_VARIADIC)
        for (uint32_t i = (uint32_t)entity->type->count; i < call->arguments.count; i++)
            if (arguments[i].kind == VALUE_HANDLE || arguments[i].kind == VALUE_SELF)
                arguments[i] = value_any(); /* printed, most likely */
    for (uint32_t i = 0; site->entity && i < call->arguments.count; i++)
        if (arguments[i].kind == VALUE_HANDLE &&
            is_of_its_library(frame, arguments[i].id, site->entity))
            arguments[i] = value_any();
    calls_unseen(frame, state, call, arguments, is_system ? REACH_CLASS : REACH_FAR);
    vector_push(out, state);
}
