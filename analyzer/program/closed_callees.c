/* Functions that close what they are given: always, or only on the ways on which they fail, of which their result
 * tells.
 *
 *     if (hello(fd) < 0)         hello() has closed it then
 *         close(fd);
 *
 * Path by path through the function. Requires the uses (uses.h). */
#include "program/closed_callees.h"

#include "program/stops.h"
#include "program/uses.h"
#include "program/value.h"

/* What callers take for a failure. Zero is one where a pointer, or a truth, is returned. */
static const struct path_result failures[] = {
    {IR_NE, 0}, {IR_LT, 0}, {IR_EQ, -1}, {IR_LE, 0}, {IR_EQ, 0}};

/* Whether the parameter is nothing but what the caller has given. */
static bool is_given(const struct fn *fn, uint32_t place)
{
    const struct ir_place *local = fn_place(fn, place);

    if (ir_local(fn->unit, fn->ir, (struct ir_local_id){local->argument})->flags &
        IR_LOCAL_ADDRESS_TAKEN)
        return false;
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++)
            if (fn->unit->instrs[i].dst.index == place)
                return false;
    }
    return true;
}

/* Marks the calls of the function that close its parameter; whether there is one. */
static bool mark_closes(const struct program *program, uint32_t parameter, enum path_mark mark,
                        struct path_query *query)
{
    const struct uses *uses = stops_uses(program);
    const struct fn *fn = &program->fns[query->fn];
    bool any = false;

    for (uint32_t i = uses->first[query->fn]; i < uses->first[query->fn + 1]; i++) {
        const struct use *use = &uses->items.items[i];
        const struct ir_instr *call = &fn->unit->instrs[use->instr];
        if (use->kind != USE_CLOSE || !use->used || use->used > call->arguments.count)
            continue;
        struct ir_operand closed = fn->unit->operands[call->arguments.first + use->used - 1];
        if (closed.kind != IR_OPERAND_PLACE)
            continue;
        const struct ir_place *place = fn_place(fn, closed.index);
        if (place->kind != IR_PLACE_LOCAL || place->argument != parameter ||
            !is_given(fn, closed.index))
            continue;
        path_mark(query, use->instr, mark);
        any = true;
    }
    return any;
}

/* Whether the function may return such a result, and has closed; or (`open`) has not. */
static bool may_return(const struct program *program, uint32_t number, uint32_t parameter,
                       const struct path_result *result, bool open)
{
    struct path_query query = {.program = program,
                               .fn = number,
                               .from_entry = open,
                               .to_return = true,
                               .returned = result};
    bool may = mark_closes(program, parameter, open ? PATH_STOP : PATH_FROM, &query) &&
               path_find(&query).found;

    path_query_deinit(&query);
    return may;
}

bool closed_by_callee(const struct program *program, const struct fn *fn,
                      const struct call_site *site, uint32_t argument,
                      struct path_result *ret_result)
{
    bool is_one = site->entity && site->targets.count == 1 && !site->unresolved;
    uint32_t callee = is_one ? site->targets.items[0] : 0;

    if (!is_one || program->fns[callee].is_model ||
        argument > program->fns[callee].ir->n_parameters ||
        !may_return(program, callee, argument, NULL, false))
        return false;
    *ret_result = (struct path_result){IR_NO_OPERATOR, 0};
    if (!may_return(program, callee, argument, NULL, true))
        return true;
    for (size_t i = 0;
         fn->unit->instrs[site->instr].dst.index && i < sizeof(failures) / sizeof(*failures); i++) {
        *ret_result = failures[i];
        if (may_return(program, callee, argument, ret_result, false) &&
            !may_return(program, callee, argument, ret_result, true))
            return true;
    }
    return false;
}
