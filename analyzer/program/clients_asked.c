/* Clients that an object knows which was made with them, such as the context of a session: where the program closes the
 * object, it asks it for the client and ends that as well. Then who hands out the object hands out both.
 *
 * Requires targets. */
#include "program/clients_asked.h"

#include "program/model_control.h"

/* Whether the function hands what is in the place to a model, of that library, that ends it. */
static bool ends_it(const struct program *program, const struct fn *fn, uint32_t place,
                    uint32_t library)
{
    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct ir_instr *call = &fn->unit->instrs[fn->calls[c].instr];
        uint32_t model = fn->calls[c].targets.count ? fn->calls[c].targets.items[0] : 0;
        if (!call->arguments.count || !model || program->fns[model].input != library)
            continue;
        struct ir_operand first = fn->unit->operands[call->arguments.first];
        if (first.kind == IR_OPERAND_PLACE && first.index == place &&
            model_ends_client(program, model))
            return true;
    }
    return false;
}

/* Whether the function ends what that call gives it: as its result, or where it wants to have it. */
static bool ends_given(const struct program *program, const struct fn *fn,
                       const struct call_site *site, uint32_t library)
{
    const struct ir_instr *call = &fn->unit->instrs[site->instr];

    if (call->dst.index && ends_it(program, fn, call->dst.index, library))
        return true;
    for (uint32_t i = 0; i < call->arguments.count; i++) {
        struct ir_operand argument = fn->unit->operands[call->arguments.first + i];
        if (argument.kind == IR_OPERAND_ADDRESS && ends_it(program, fn, argument.index, library))
            return true;
    }
    return false;
}

struct bitset clients_asked_for(const struct program *program, struct arena *run)
{
    struct bitset libraries = bitset_new(run, program->n_inputs);

    for (uint32_t number = 1; number < program->n_fns; number++) {
        const struct fn *getter = &program->fns[number];
        if (!getter->is_model || !model_gives_client_of(program, number))
            continue;
        for (uint32_t i = 0; i < getter->callers.count; i++) {
            const struct fn *fn = &program->fns[getter->callers.items[i]];
            for (uint32_t c = 0; c < fn->n_calls && !fn->is_model; c++) {
                const struct call_site *site = &fn->calls[c];
                if (site->targets.count && site->targets.items[0] == number &&
                    ends_given(program, fn, site, getter->input))
                    bitset_add(&libraries, getter->input);
            }
        }
    }
    return libraries;
}
