/* What becomes of an end of a pipe in a function that makes the process which gets the other one:
 *
 *     launch(argv, out):  if (fork() == 0) {
 *                             dup2(out, 1); exec(argv);
 *                         }                                   here it is still open
 *
 * Requires targets. Whatever is not known uses it. */
#include "program/end_users.h"

#include "program/channel_flow.h"

/* Bound: functions that hand it on to each other. */
enum { USERS_DEPTH = 2 };

/* Whether the operand is the parameter, or that end of what it points to, or may be. */
static bool is_of_parameter(const struct fn *fn, struct ir_operand operand, uint32_t parameter,
                            uint32_t end)
{
    if (operand.kind != IR_OPERAND_PLACE && operand.kind != IR_OPERAND_ADDRESS)
        return false;
    uint32_t id = operand.index;
    while (fn_place(fn, id)->parent.index)
        id = fn_place(fn, id)->parent.index;
    if (fn_place(fn, id)->kind != IR_PLACE_LOCAL || fn_place(fn, id)->argument != parameter)
        return false;
    uint32_t index = channel_flow_index(fn, (struct ir_place_id){operand.index});
    return !end || operand.kind == IR_OPERAND_ADDRESS || !index || index == INDEX_UNKNOWN ||
           index == end;
}

static bool only_child(const struct program *program, uint32_t number, uint32_t parameter,
                       uint32_t end, uint32_t depth);

/* Whether the instruction, outside of the child, leaves the end as it is: it hands it on to somebody who does. */
static bool leaves_alone(const struct program *program, uint32_t number, uint32_t instr,
                         uint32_t parameter, uint32_t end,
                         uint32_t depth) // NOLINT(misc-no-recursion): USERS_DEPTH
{
    const struct fn *fn = &program->fns[number];
    const struct ir_instr *call = &fn->unit->instrs[instr];

    if (call->op != IR_CALL)
        return !is_of_parameter(fn, call->a, parameter, end) &&
               !(call->op == IR_COMPUTE && is_of_parameter(fn, call->b, parameter, end));
    const struct call_site *site = &fn->calls[graph_first_call(fn, instr)];
    for (uint32_t k = 0; k < call->arguments.count; k++) {
        struct ir_operand given = fn->unit->operands[call->arguments.first + k];
        if (!is_of_parameter(fn, given, parameter, end))
            continue;
        bool is_array = end && fn_local(fn, given) == parameter;
        if (site->unresolved || site->targets.count != 1 || (end && !is_array && !given.index) ||
            !only_child(program, site->targets.items[0], k + 1, is_array ? end : 0, depth + 1))
            return false;
    }
    return true;
}

static bool only_child(const struct program *program, uint32_t number, uint32_t parameter,
                       uint32_t end, uint32_t depth) // NOLINT(misc-no-recursion): USERS_DEPTH
{
    const struct fn *fn = &program->fns[number];

    if (fn->is_model || depth > USERS_DEPTH || parameter > fn->ir->n_parameters || fn_is_broken(fn))
        return false;
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        if (contexts_in_child(program, number, id))
            continue;
        for (uint32_t i = 0; i < block->instrs.count; i++)
            if (!leaves_alone(program, number, block->instrs.first + i, parameter, end, depth))
                return false;
        if (block->end == IR_END_RETURN && is_of_parameter(fn, block->a, parameter, end))
            return false;
    }
    return true;
}

bool end_users_only_child(const struct program *program, uint32_t fn, uint32_t parameter,
                          uint32_t end)
{
    return only_child(program, fn, parameter, end, 0);
}
