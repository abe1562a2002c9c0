/* Handles in a struct that a library shows to those who call it. They could join the thread, and often do where the library
 * does nothing with the handle. Where the library itself joins, cancels or signals what is in that field, it is the one who
 * looks after the thread.
 *
 * Requires solve, contexts, members, holders. */
#include "program/elements.h"
#include "program/ending_inside.h"
#include "program/model_uses.h"
#include "program/solver.h"

/* Whether the call sends a signal to the thread whose handle is in the field. */
static bool interrupts(const struct program *program, uint32_t number, const struct call_site *site,
                       uint32_t field)
{
    const struct fn *fn = &program->fns[number];
    const struct ir_instr *call = &fn->unit->instrs[site->instr];

    if (site->targets.count != 1 || !program->fns[site->targets.items[0]].is_model)
        return false;
    struct model_uses uses = model_uses(program, site->targets.items[0]);
    for (uint32_t i = 0; i < uses.count; i++) {
        uint32_t parameter = uses.items[i].parameter;
        if (uses.items[i].kind == USE_INTERRUPT && parameter &&
            parameter <= call->arguments.count &&
            element_of_operand(program, number,
                               fn->unit->operands[call->arguments.first + parameter - 1]) == field)
            return true;
    }
    return false;
}

static bool is_interrupted(const struct program *program, const struct creation_record *record,
                           uint32_t field)
{
    for (uint32_t number = 1; number < program->n_fns; number++) {
        const struct fn *fn = &program->fns[number];
        for (uint32_t i = 0; !fn->is_model && i < fn->n_calls; i++)
            if (interrupts(program, number, &fn->calls[i], field) &&
                ending_counts(program, record, number))
                return true;
    }
    return false;
}

bool ending_is_shown(const struct program *program, const struct creation_record *record)
{
    if (!record->readable)
        return false;
    for (uint32_t i = 0; i < record->keepings.count; i++) {
        struct key key = record->keepings.items[i].key;
        if (!element_is_field(key.last) ||
            !(ending_in_class(program, record, key, EVENT_JOIN | EVENT_DETACH) ||
              ending_cancels(program, record, key) || is_interrupted(program, record, key.last)))
            return true;
    }
    return !record->keepings.count;
}
