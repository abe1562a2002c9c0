/* Stores into messages: `static struct request quit = {.kind = QUIT};` sets what the thread that gets it looks at,
 * however early it is made. */
#include "program/elements.h"
#include "program/hands_on.h"
#include "program/ways_inside.h"

/* The struct of its own that the store goes into a field of; NULL = it is no such store. */
static const struct ir_place *struct_of(const struct fn *fn, const struct store *store)
{
    const struct ir_place *place = fn_place(fn, fn->unit->instrs[store->instr].dst.index);

    if (place->kind != IR_PLACE_FIELD)
        return NULL;
    while (place->kind == IR_PLACE_FIELD)
        place = fn_place(fn, place->parent.index);
    return place->kind == IR_PLACE_LOCAL || place->kind == IR_PLACE_GLOBAL ? place : NULL;
}

/* The place whose address the call gets for that argument, from 0; NULL = it is none. */
static const struct ir_place *given_by_address(const struct fn *fn, const struct ir_instr *call,
                                               uint32_t argument)
{
    struct ir_operand given = fn->unit->operands[call->arguments.first + argument];

    return given.kind == IR_OPERAND_ADDRESS ? fn_place(fn, given.index) : NULL;
}

/* Whether the function sends the object, a local of its own. */
static bool sends_local(const struct program *program, uint32_t number, uint32_t local)
{
    const struct fn *fn = &program->fns[number];

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct ir_instr *call = &fn->unit->instrs[fn->calls[c].instr];
        for (uint32_t i = 0; i < call->arguments.count; i++) {
            const struct ir_place *place = given_by_address(fn, call, i);
            if (place && place->kind == IR_PLACE_LOCAL && place->argument == local &&
                hands_on_message(program, number, fn->calls[c].instr, i + 1))
                return true;
        }
    }
    return false;
}

/* Adds the globals, as entities, that the function sends. */
static void add_sent(const struct program *program, uint32_t number, struct bitset *sent)
{
    const struct fn *fn = &program->fns[number];

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct ir_instr *call = &fn->unit->instrs[fn->calls[c].instr];
        for (uint32_t i = 0; i < call->arguments.count; i++) {
            const struct ir_place *place = given_by_address(fn, call, i);
            if (!place || place->kind != IR_PLACE_GLOBAL)
                continue;
            uint32_t entity = program->entity_of[fn->input][place->argument];
            if (!bitset_has(sent, entity) &&
                hands_on_message(program, number, fn->calls[c].instr, i + 1))
                bitset_add(sent, entity);
        }
    }
}

const struct bitset *ways_sent_globals(const struct program *program, struct arena *arena)
{
    struct bitset *sent = ARENA_NEW(arena, struct bitset);

    *sent = bitset_new(arena, program->n_entities);
    for (uint32_t number = 1; number < program->n_fns; number++)
        if (!program->fns[number].is_model && contexts_reached(program, number))
            add_sent(program, number, sent);
    return sent;
}

bool ways_is_sent(const struct ways *ways, const struct store *store)
{
    const struct program *program = ways->program;
    const struct fn *fn = &program->fns[store->fn];
    const struct ir_place *object = struct_of(fn, store);

    if (!object)
        return false;
    return object->kind == IR_PLACE_LOCAL
               ? sends_local(program, store->fn, object->argument)
               : bitset_has(ways->sent, program->entity_of[fn->input][object->argument]);
}
