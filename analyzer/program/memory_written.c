/* What a thread that is started may change of what its starter knows: numbers in fields of the objects that it is
 * given, or that lie behind them, to which its body, or a function that is called there, gives values. */
#include "program/memory_inside.h"

#include "program/memo.h"
#include "program/stores.h"

/* Bounds: functions of a body; objects that one leads to. Behind them nothing is taken to be written. */
enum { BODY_FUNCTIONS = 200, OBJECTS_MOST = 64 };

VECTOR_TYPE(addresses, uint32_t);

/* The functions of the program that run in a thread with that body, an entity; kept for the next start of such. */
static const struct bitset *functions_of(struct frame *frame, uint32_t body)
{
    const struct program *program = frame->program;
    struct fn_list bodies = link_resolve(program, frame->fn->input, body);
    VECTOR(uint32_t) todo = {0};

    if (frame->started_body == body)
        return &frame->started_fns;
    frame->started_body = body;
    frame->started_fns = bitset_new(frame->scratch, program->n_fns);
    for (uint32_t i = 0; i < bodies.count; i++)
        if (bitset_add(&frame->started_fns, bodies.items[i]))
            vector_push(&todo, bodies.items[i]);
    for (uint32_t next = 0; next < todo.count && todo.count < BODY_FUNCTIONS; next++) {
        const struct fn *fn = &program->fns[todo.items[next]];
        for (uint32_t c = 0; c < fn->n_calls; c++)
            for (uint32_t k = 0; k < fn->calls[c].targets.count; k++) {
                uint32_t target = fn->calls[c].targets.items[k];
                if (!program->fns[target].is_model && bitset_add(&frame->started_fns, target))
                    vector_push(&todo, target);
            }
    }
    vector_deinit(&todo);
    return &frame->started_fns;
}

/* Whether some of the functions may give the field a value; one whose address is handed on gets it anywhere. */
static bool is_written_in(const struct program *program, struct key key, const struct bitset *fns)
{
    struct store_span span = stores_to(program->stores, key.last);

    if (key.last < program->stores->address_taken.size &&
        bitset_has(&program->stores->address_taken, key.last))
        return true;
    for (uint32_t i = span.first; i < span.end; i++)
        if (bitset_has(fns, program->stores->items[i].fn))
            return true;
    return false;
}

/* An object that is zero as a whole: of its fields, those that the function names. Nobody asks it for others, or for
 * fields of another record. */
static void forget_fields(struct frame *frame, struct state *state, uint32_t whole,
                          const struct bitset *fns)
{
    const struct fn *fn = frame->fn;

    for (uint32_t id = 1; id < fn->ir->places.count; id++) {
        const struct ir_place *place = fn_place(fn, id);
        struct value own;
        if (place->kind != IR_PLACE_FIELD)
            continue;
        uint32_t field =
            loc_field(frame->space, whole, frame->program->field_of[fn->input][place->argument]);
        if (!state_find(state, field, &own) &&
            is_written_in(frame->program, loc_key(frame->space, field), fns))
            state_set(state, field, memory_written_by_others(frame->space, field));
    }
}

/* What lies in the object; the addresses in it are collected. */
static void forget_numbers(struct frame *frame, struct state *state, uint32_t whole,
                           const struct bitset *fns, struct addresses *addresses)
{
    bool is_zero = false;

    for (uint32_t i = 0; i < state->cells.count; i++) {
        struct cell *cell = &state->cells.items[i];
        bool is_known = false;
        if (!loc_is_within(frame->space, cell->loc, whole))
            continue;
        for (uint32_t k = 0; k < addresses->count && cell->value.kind == VALUE_ADDRESS; k++)
            is_known |= addresses->items[k] == cell->value.id;
        if (cell->value.kind == VALUE_ADDRESS && !is_known && addresses->count < OBJECTS_MOST)
            vector_push(addresses, cell->value.id);
        if (cell->value.kind != VALUE_INT)
            continue;
        is_zero |= cell->loc == whole;
        if (loc_get(frame->space, cell->loc)->kind == LOC_FIELD &&
            is_written_in(frame->program, loc_key(frame->space, cell->loc), fns))
            cell->value = memory_written_by_others(frame->space, cell->loc);
    }
    if (is_zero)
        forget_fields(frame, state, whole, fns);
}

void memory_written_by_body(struct frame *frame, struct state *state, struct value body,
                            struct value argument)
{
    struct addresses addresses = {0};

    if (body.kind != VALUE_FUNCTION ||
        (argument.kind != VALUE_ADDRESS && argument.kind != VALUE_INITIAL))
        return;
    memo_note_beyond(frame->solution->memo);
    const struct bitset *fns = functions_of(frame, body.id);
    vector_push(&addresses, loc_target(frame->space, argument));
    for (uint32_t next = 0; next < addresses.count; next++)
        forget_numbers(frame, state, addresses.items[next], fns, &addresses);
    vector_deinit(&addresses);
}
