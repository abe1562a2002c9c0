#include "program/null_arguments.h"

/* Bounds: behind them NULL may be given. */
enum { CALLERS_MOST = 64, STEPS_MOST = 128 };

/* A local of which it is asked whether it may be NULL. */
struct asked {
    uint32_t fn, local;
};

struct walk {
    const struct program *program;
    VECTOR(struct asked) todo; /* each once */
    bool is_null;
};

static void ask(struct walk *walk, uint32_t number, uint32_t local)
{
    for (uint32_t i = 0; i < walk->todo.count; i++)
        if (walk->todo.items[i].fn == number && walk->todo.items[i].local == local)
            return;
    if (walk->todo.count == STEPS_MOST)
        walk->is_null = true;
    else
        vector_push(&walk->todo, (struct asked){number, local});
}

static void look_at(struct walk *walk, uint32_t number, struct ir_operand operand)
{
    const struct fn *fn = &walk->program->fns[number];
    int64_t value = 0;

    if (fn_number(fn, operand, &value))
        walk->is_null |= value == 0;
    else if (fn_local(fn, operand))
        ask(walk, number, fn_local(fn, operand));
}

static void look_at_callers(struct walk *walk, struct asked parameter)
{
    const struct program *program = walk->program;
    struct fn_list callers = program->fns[parameter.fn].callers;

    if (members_has_unseen_callers(program, parameter.fn) || callers.count > CALLERS_MOST) {
        walk->is_null = true;
        return;
    }
    for (uint32_t i = 0; i < callers.count; i++) {
        const struct fn *caller = &program->fns[callers.items[i]];
        for (uint32_t c = 0; c < caller->n_calls; c++) {
            const struct ir_instr *call = &caller->unit->instrs[caller->calls[c].instr];
            if (!call_reaches(&caller->calls[c], parameter.fn))
                continue;
            if (parameter.local <= call->arguments.count)
                look_at(walk, callers.items[i],
                        caller->unit->operands[call->arguments.first + parameter.local - 1]);
            else
                walk->is_null = true;
        }
    }
}

static void look_at_writes(struct walk *walk, struct asked asked)
{
    const struct fn *fn = &walk->program->fns[asked.fn];

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        for (uint32_t i = 0; i < block->instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[block->instrs.first + i];
            struct ir_operand dst = {instr->dst.index ? IR_OPERAND_PLACE : IR_OPERAND_NONE,
                                     instr->dst.index};
            if (instr->op == IR_COPY && fn_local(fn, dst) == asked.local)
                look_at(walk, asked.fn, instr->a);
        }
    }
    if (asked.local <= fn->ir->n_parameters)
        look_at_callers(walk, asked);
}

bool null_argument_is_given(const struct program *program, uint32_t fn, uint32_t parameter)
{
    struct walk walk = {.program = program};

    look_at_callers(&walk, (struct asked){fn, parameter});
    for (uint32_t i = 0; i < walk.todo.count && !walk.is_null; i++)
        look_at_writes(&walk, walk.todo.items[i]);
    vector_deinit(&walk.todo);
    return walk.is_null;
}
