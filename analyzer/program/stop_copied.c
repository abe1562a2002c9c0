/* A thread that reads its flag once, before its loop: what is set later, it never sees.
 *
 * Whoever sets the flag wants it to end; and every way out of the loop tests only locals that nothing in the loop
 * writes. */
#include "program/solver.h"
#include "program/stops_inside.h"
#include "program/ways.h"

/* Whether the local's address is taken: then anybody may write it. */
static bool is_reached_by_address(const struct fn *fn, uint32_t place)
{
    const struct ir_place *self = ir_place(fn->unit, fn->ir, (struct ir_place_id){place});

    return ir_local(fn->unit, fn->ir, (struct ir_local_id){self->argument})->flags &
           IR_LOCAL_ADDRESS_TAKEN;
}

/* Whether the operand is the same in each round of the loop. */
static bool stays(const struct fn *fn, const struct loop *loop, struct ir_operand operand)
{
    if (operand.kind == IR_OPERAND_INTEGER || operand.kind == IR_OPERAND_NULL)
        return true;
    if (operand.kind != IR_OPERAND_PLACE ||
        ir_place(fn->unit, fn->ir, (struct ir_place_id){operand.index})->kind != IR_PLACE_LOCAL ||
        is_reached_by_address(fn, operand.index))
        return false;
    for (uint32_t id = bitset_next(&loop->blocks, 1); id < loop->blocks.size;
         id = bitset_next(&loop->blocks, id + 1)) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = 0; i < instrs.count; i++)
            if (fn->unit->instrs[instrs.first + i].dst.index == operand.index)
                return false;
    }
    return true;
}

/* Whether control stays in the loop once it has gone round: each way out tests what stays. A call in it that ends
 * the thread is a way out as well. */
static bool holds(const struct question *question, uint32_t number, const struct loop *loop)
{
    const struct program *program = question->program;
    const struct fn *fn = &program->fns[number];

    for (uint32_t id = bitset_next(&loop->blocks, 1); id < loop->blocks.size;
         id = bitset_next(&loop->blocks, id + 1)) {
        const struct ir_block *block = fn_block(fn, id);
        bool leaves = graph_n_successors(block) == 0 || graph_leads_out(fn, block, &loop->blocks);
        if (leaves && !(block->end == IR_END_BRANCH && stays(fn, loop, block->a) &&
                        stays(fn, loop, block->b)))
            return false;
    }
    for (uint32_t c = 0; c < fn->n_calls; c++)
        for (uint32_t k = 0;
             bitset_has(&loop->blocks, fn->calls[c].block) && k < fn->calls[c].targets.count; k++) {
            uint32_t target = fn->calls[c].targets.items[k];
            if (program->fns[target].is_model ? program->fns[target].exits_thread
                                              : ways_of(question->facts->ways, target)->exits)
                return false;
        }
    return true;
}

bool stops_judge_copied(struct question *question, const struct told *told)
{
    const struct program *program = question->program;
    uint32_t number = question->start->body;
    const struct fn *fn = &program->fns[number];
    uint32_t loop = fn->loop_of[told->way.block];

    if (told->fn != number || !loop || !told->is_one_place || !told->joins.count ||
        !holds(question, number, &fn->loops[loop - 1]))
        return false;
    struct point store = told->stores.items[0];
    const struct fn *setter = &program->fns[store.fn];
    const char *flag = question_name(program, told->flag);
    struct step steps[] = {
        question_step(program, number, fn_block(fn, told->way.block)->at,
                      arena_printf(program->run, "%s() tests here what it has read before the loop",
                                   fn->name)),
        question_step(program, store.fn, setter->unit->instrs[store.instr].at,
                      arena_printf(program->run, "%s() sets '%s', and nothing reads it any more",
                                   setter->name, flag)),
    };
    question->answer.failure = STOP_READ_ONCE;
    question->answer.flag = flag;
    question_add_steps(question, steps, 2);
    return true;
}
