/* Who calls a function: the calls in sight, and code out of sight that gets hold of it.
 *
 * Requires targets. Yields fn.called_at, fn.callers, fn.escapes, fn.kept_by_system. */
#include "program/graph.h"

#include <stdlib.h>

#include "base/memory.h"
#include "program/elements.h"

/* ---- out of sight ---- */

static void escape_entity(struct program *program, uint32_t fn, uint32_t entity)
{
    struct fn_list bodies = link_resolve(program, program->fns[fn].input, entity);

    for (uint32_t i = 0; i < bodies.count; i++)
        program->fns[bodies.items[i]].escapes = true;
}

/* Functions handed to code without a body may be called from there. */
static void find_escapes(struct program *program)
{
    for (uint32_t number = 1; number < program->n_fns; number++) {
        const struct fn *fn = &program->fns[number];
        for (uint32_t c = 0; !fn->is_model && c < fn->n_calls; c++) {
            const struct ir_instr *call = &fn->unit->instrs[fn->calls[c].instr];
            for (uint32_t i = 0; !fn->calls[c].targets.count && i < call->arguments.count; i++) {
                struct ir_operand argument = fn->unit->operands[call->arguments.first + i];
                uint32_t element = element_of_operand(program, number, argument);
                if (argument.kind == IR_OPERAND_FUNCTION)
                    escape_entity(program, number, entity_of_operand(program, number, argument));
                const struct number_list *values =
                    &program->function_values[element_index(program, element)];
                for (uint32_t k = 0; element && k < values->count; k++)
                    escape_entity(program, number, values->items[k]);
            }
        }
    }
}

/* What lies in a struct of the system's, as the virtual functions of a GObject's class do, code out of sight may call. */
static void find_kept_by_system(struct program *program)
{
    for (uint32_t field = 1; field < program->n_fields; field++) {
        const struct number_list *values =
            &program->function_values[element_index(program, field * 2 + 1)];
        if (!(program->records[program->fields[field].record].flags & IR_RECORD_SYSTEM))
            continue;
        for (uint32_t i = 0; i < values->count; i++) {
            const struct fn_list *bodies = &program->entities[values->items[i]].bodies;
            for (uint32_t k = 0; k < bodies->count; k++)
                program->fns[bodies->items[k]].kept_by_system = true;
        }
    }
}

/* ---- in sight ---- */

VECTOR_TYPE(caller_sites, struct caller_site);

static void find_callers(struct program *program)
{
    struct caller_sites *sites = memory_zeroed(program->n_fns, sizeof(*sites));

    for (uint32_t number = 1; number < program->n_fns; number++)
        for (uint32_t c = 0; c < program->fns[number].n_calls; c++) {
            const struct fn_list *targets = &program->fns[number].calls[c].targets;
            for (uint32_t i = 0; i < targets->count; i++)
                vector_push(&sites[targets->items[i]], (struct caller_site){number, c});
        }
    for (uint32_t number = 1; number < program->n_fns; number++) {
        struct fn *fn = &program->fns[number];
        fn->n_called_at = sites[number].count;
        fn->called_at =
            arena_copy(program->run, sites[number].items, fn->n_called_at * sizeof(*fn->called_at));
        uint32_t *callers = ARENA_ARRAY(program->run, uint32_t, fn->n_called_at);
        for (uint32_t i = 0; i < fn->n_called_at; i++)
            if (!i || fn->called_at[i].fn != fn->called_at[i - 1].fn)
                callers[fn->callers.count++] = fn->called_at[i].fn;
        fn->callers.items = callers;
        vector_deinit(&sites[number]);
    }
    free(sites);
}

void program_find_callers(struct program *program)
{
    find_escapes(program);
    find_kept_by_system(program);
    find_callers(program);
}

uint32_t graph_first_call(const struct fn *fn, uint32_t instr)
{
    uint32_t low = 0, high = fn->n_calls;

    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (fn->calls[middle].instr < instr)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
