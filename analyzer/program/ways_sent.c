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

static bool is_object(const struct program *program, const struct fn *fn,
                      const struct ir_place *place, const struct fn *of,
                      const struct ir_place *object)
{
    if (place->kind != object->kind)
        return false;
    return place->kind == IR_PLACE_LOCAL ? fn == of && place->argument == object->argument
                                         : program->entity_of[fn->input][place->argument] ==
                                               program->entity_of[of->input][object->argument];
}

static bool sends(const struct program *program, uint32_t number, const struct fn *of,
                  const struct ir_place *object)
{
    const struct fn *fn = &program->fns[number];

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct ir_instr *call = &fn->unit->instrs[fn->calls[c].instr];
        for (uint32_t i = 0; i < call->arguments.count; i++) {
            struct ir_operand argument = fn->unit->operands[call->arguments.first + i];
            if (argument.kind == IR_OPERAND_ADDRESS &&
                is_object(program, fn, fn_place(fn, argument.index), of, object) &&
                hands_on_message(program, number, fn->calls[c].instr, i + 1))
                return true;
        }
    }
    return false;
}

bool ways_is_sent(const struct ways *ways, const struct store *store)
{
    const struct program *program = ways->program;
    const struct fn *fn = &program->fns[store->fn];
    const struct ir_place *object = struct_of(fn, store);
    bool sent = false;

    if (!object)
        return false;
    if (object->kind == IR_PLACE_LOCAL)
        return sends(program, store->fn, fn, object);
    for (uint32_t number = 1; number < program->n_fns && !sent; number++)
        sent = !program->fns[number].is_model && contexts_reached(program, number) &&
               sends(program, number, fn, object);
    return sent;
}
