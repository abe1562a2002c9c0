/* A thread that reads what others send it until that is closed, and so ends by the close alone: whoever joins it must
 * have closed the other end before.
 *
 * Only of channels that the program makes itself and that no code out of sight has: what comes from elsewhere may end
 * by itself. */
#include "program/channels.h"
#include "program/conditions.h"
#include "program/stops_inside.h"

/* The number that every receive that works is taken to yield: a whole message. */
enum { INPUT_COPIES = 4 };

/* Whether the operand is what the call yields. */
static bool is_result(const struct fn *fn, const struct ir_instr *call, struct ir_operand operand)
{
    for (uint32_t copies = 0; copies < INPUT_COPIES; copies++) {
        if (operand.kind != IR_OPERAND_PLACE || !fn_local(fn, operand))
            return false;
        if (operand.index == call->dst.index)
            return true;
        const struct ir_instr *write = conditions_only_write(fn, operand.index);
        if (!write || write->op != IR_COPY)
            return false;
        operand = write->a;
    }
    return false;
}

enum holding { HOLDS, HOLDS_NOT, MAY_HOLD };

/* Whether the relation to a number holds for the result of a receive that has worked, which is above zero: the size of
 * a message, if a size is asked for. */
static enum holding holds_if_received(enum ir_operator relation, int64_t number)
{
    switch (relation) {
    case IR_EQ:
        return number > 0 ? HOLDS : HOLDS_NOT;
    case IR_NE:
        return number > 0 ? HOLDS_NOT : HOLDS;
    case IR_LT:
        return HOLDS_NOT;
    case IR_LE:
        return number > 0 ? MAY_HOLD : HOLDS_NOT;
    case IR_GT:
        return number > 0 ? MAY_HOLD : HOLDS;
    case IR_GE:
        return HOLDS;
    default: /* no relation of a branch */
        return MAY_HOLD;
    }
}

/* Whether control may take that edge behind a receive that has worked. */
static bool is_taken(const struct fn *fn, const struct ir_instr *call, uint32_t id, uint32_t edge)
{
    const struct ir_block *block = fn_block(fn, id);
    int64_t number;

    if (block->end != IR_END_BRANCH || !fn_number(fn, block->b, &number) ||
        !is_result(fn, call, block->a))
        return true;
    enum holding holding = holds_if_received((enum ir_operator)block->relation, number);
    return holding == MAY_HOLD || (holding == HOLDS) == (edge == 0);
}

void stops_put_first(struct question *question, struct step step)
{
    const struct program *program = question->program;
    struct steps before = question->answer.witness, steps = {&step, 1};

    for (size_t i = 0; i < before.count; i++)
        steps = channels_join_steps(program, steps, before.items[i]);
    question->answer.witness = steps;
}

/* Whether every round behind the receive comes back to it as long as it works. */
static bool goes_on_while_received(const struct question *question, const struct channel_use *use)
{
    const struct program *program = question->program;
    const struct fn *fn = &program->fns[use->fn];
    const struct ir_instr *call = &fn->unit->instrs[use->instr];
    struct bitset seen = bitset_new(question->scratch, fn->ir->blocks.count);
    VECTOR(uint32_t) todo = {0};
    bool comes_back = false, ends = !call->dst.index;

    vector_push(&todo, use->block);
    while (todo.count && !ends) {
        uint32_t id = vector_pop(&todo);
        const struct ir_block *block = fn_block(fn, id);
        ends = block->end == IR_END_RETURN || block->end == IR_END_ANY;
        for (uint32_t edge = 0; edge < graph_n_successors(block); edge++) {
            uint32_t next = graph_successor(fn, block, edge);
            if (!is_taken(fn, call, id, edge))
                continue;
            comes_back |= next == use->block;
            if (next != use->block && bitset_add(&seen, next))
                vector_push(&todo, next);
        }
    }
    vector_deinit(&todo);
    return comes_back && !ends;
}

bool stops_may_exit(const struct question *question)
{
    for (uint32_t f = bitset_next(&question->own, 1); f < question->own.size;
         f = bitset_next(&question->own, f + 1))
        if (question->program->fns[f].exits_thread)
            return true;
    return false;
}

bool stops_is_before_start(const struct question *question, const struct channel_use *close)
{
    const struct start *start = question->start;
    const struct fn *fn = &question->program->fns[start->fn];

    if (close->fn != start->fn)
        return false;
    struct bitset behind = conditions_reach(fn, start->block, question->scratch);
    return !bitset_has(&behind, close->block) &&
           !(close->block == start->block && close->instr > start->instr);
}

/* The closes that the receive may wait for; false = it may end by something else. */
static bool find_closes(const struct question *question, const struct channels *channels,
                        const struct channel_use *use, struct points *ret_closes)
{
    const struct channel *channel = channels_find(channels, use);
    const struct program *program = question->program;

    for (uint32_t i = channel->first; i < channel->first + channel->count; i++) {
        const struct channel_use *other = &channels->uses.items[i];
        if (!other->reached ||
            !members_share(program, program->fns[other->fn].input, program->fns[use->fn].input))
            continue;
        if (other->kind == USE_TIMEOUT || other->kind == USE_SHARE)
            return false;
        bool closes = other->kind == USE_CLOSE || other->kind == USE_FINISH;
        if (!closes || (use->end && other->end == use->end && other->kind == USE_CLOSE) ||
            stops_is_before_start(question, other))
            continue;
        vector_push(ret_closes, (struct point){other->fn, other->block, other->instr});
    }
    return true;
}

static bool judge_input(struct question *question, const struct channels *channels,
                        const struct channel_use *use)
{
    const struct program *program = question->program;
    const struct fn *fn = &program->fns[use->fn];
    struct told told = {0};
    bool late = find_closes(question, channels, use, &told.stores) && told.stores.count &&
                stops_judge_late(question, &told);

    vector_deinit(&told.stores);
    if (!late)
        return false;
    uint32_t call = graph_first_call(fn, use->instr);
    struct step step = question_step(
        program, use->fn, fn->unit->instrs[use->instr].at,
        arena_printf(program->run, "%s() reads here until the other end is closed", fn->name));
    stops_put_first(question, step);
    question->answer.failure = STOP_CLOSED_LATE;
    question->answer.flag = NULL;
    question->answer.waits =
        fn->calls[call].entity ? program->entities[fn->calls[call].entity].name : fn->name;
    return true;
}

void stops_judge_input(struct question *question)
{
    const struct program *program = question->program;
    uint32_t body = question->start->body;

    /* what interrupts any thread may end this one's read */
    if (!question->joins.count || question->facts->uses->interrupts.count ||
        question_is_cancelled(question) || stops_may_exit(question))
        return;
    const struct channels *channels = channels_of(program);
    for (uint32_t i = channels->first_of_fn[body]; i < channels->first_of_fn[body + 1]; i++) {
        const struct channel_use *use = &channels->uses.items[channels->by_fn.items[i]];
        const struct channel *channel = channels_find(channels, use);
        if (use->kind == USE_RECEIVE && use->forever && !use->is_polled && channel->made &&
            !channel->escapes && !channel->is_inherited && !channel->is_awaited &&
            goes_on_while_received(question, use) && judge_input(question, channels, use))
            return;
    }
}
