/* A wait in a loop of its own: what that loop looks at. If it hangs on other things than the flag, and the code that
 * stops the thread changes none of them, the thread is woken and waits on. */
#include "program/conditions.h"
#include "program/stops_inside.h"

/* What is looked at through more steps, or in longer functions, is not followed. */
enum { PREDICATE_DEPTH = 6, PREDICATE_BLOCKS = 8 };

/* What must be left alone. */
struct looks {
    const struct question *question;
    struct region *region;
    uint32_t flag;
};

static bool is_left_alone(const struct looks *looks, uint32_t number, struct ir_operand operand,
                          uint32_t depth);

/* Whether the function only computes from what is left alone: a getter such as queue_is_empty(). */
static bool function_is_left_alone(const struct looks *looks, const struct call_site *site,
                                   uint32_t depth)
{
    if (site->targets.count != 1 || site->unresolved)
        return false;
    uint32_t number = site->targets.items[0];
    const struct fn *fn = &looks->question->program->fns[number];
    if (fn->is_model || fn->ir->blocks.count > PREDICATE_BLOCKS)
        return false;
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        bool tests = block->end == IR_END_BRANCH || block->end == IR_END_SWITCH;
        if ((tests || block->end == IR_END_RETURN) &&
            (!is_left_alone(looks, number, block->a, depth) ||
             (block->end == IR_END_BRANCH && !is_left_alone(looks, number, block->b, depth))))
            return false;
    }
    return true;
}

/* Recursion: PREDICATE_DEPTH. */
static bool is_left_alone(const struct looks *looks, /* NOLINT(misc-no-recursion) */
                          uint32_t number, struct ir_operand operand, uint32_t depth)
{
    const struct program *program = looks->question->program;
    const struct fn *fn = &program->fns[number];
    int64_t n;

    if (fn_number(fn, operand, &n))
        return true;
    if (operand.kind != IR_OPERAND_PLACE || depth == PREDICATE_DEPTH)
        return false;
    if (fn_place(fn, operand.index)->kind != IR_PLACE_LOCAL) {
        uint32_t element = conditions_source(program, number, operand);
        return element && element != looks->flag &&
               !stops_written_late(looks->question, looks->region, element);
    }
    const struct ir_instr *write = conditions_only_write(fn, operand.index);
    if (!write)
        return false;
    if (write->op == IR_COPY)
        return is_left_alone(looks, number, write->a, depth + 1);
    if (write->op == IR_COMPUTE)
        return is_left_alone(looks, number, write->a, depth + 1) &&
               (write->b.kind == IR_OPERAND_NONE ||
                is_left_alone(looks, number, write->b, depth + 1));
    return write->op == IR_CALL &&
           function_is_left_alone(
               looks, &fn->calls[graph_first_call(fn, (uint32_t)(write - fn->unit->instrs))],
               depth + 1);
}

/* Whether the branch at the end of the block looks at nothing that the stop changes. */
static bool branch_is_left_alone(const struct looks *looks, uint32_t number, uint32_t id)
{
    const struct ir_block *block = fn_block(&looks->question->program->fns[number], id);
    uint32_t other = ways_flag_of_edge(looks->question->facts->ways, number, id);

    if (other)
        return other != looks->flag && !stops_written_late(looks->question, looks->region, other);
    return block->end == IR_END_BRANCH && is_left_alone(looks, number, block->a, 0) &&
           is_left_alone(looks, number, block->b, 0);
}

/* What the end of the block looks at; 0 = nothing that has a name. */
static uint32_t looked_at(const struct looks *looks, uint32_t number, uint32_t id)
{
    const struct program *program = looks->question->program;
    const struct ir_block *block = fn_block(&program->fns[number], id);
    uint32_t flag = ways_flag_of_edge(looks->question->facts->ways, number, id);

    return flag ? flag : conditions_source(program, number, block->a);
}

/* Whether the function itself sets that on every way to the wait, once for each time that it waits: it has asked
 * others for something, and what it waits for is their answer. They give it, stop or no stop. */
static bool is_own_request(const struct looks *looks, const struct use *wait, uint32_t element)
{
    const struct fn *fn = &looks->question->program->fns[wait->fn];
    const struct stores *stores = ways_stores(looks->question->facts->ways);
    struct store_span span = stores_to(stores, element);
    uint32_t around = fn->loops[fn->loop_of[wait->block] - 1].parent;

    for (uint32_t i = span.first; i < span.end; i++) {
        const struct store *store = &stores->items[i];
        if (store->fn == wait->fn && fn->loop_of[store->block] == around &&
            graph_dominates(fn, store->block, wait->block))
            return true;
    }
    return false;
}

bool stops_waits_on(const struct question *question, struct region *region, const struct use *wait,
                    uint32_t flag)
{
    const struct fn *fn = &question->program->fns[wait->fn];
    const struct looks looks = {question, region, flag};
    uint32_t loop = fn->loop_of[wait->block];

    if (!loop || wait->kind != USE_WAIT)
        return false;
    const struct bitset *blocks = &fn->loops[loop - 1].blocks;
    /* a look at the flag that is no way out of this loop may still jump */
    for (uint32_t id = bitset_next(blocks, 1); id < blocks->size; id = bitset_next(blocks, id + 1))
        if (ways_flag_of_edge(question->facts->ways, wait->fn, id) == flag)
            return false;
    uint32_t n_exits = 0;
    for (uint32_t id = bitset_next(blocks, 1); id < blocks->size;
         id = bitset_next(blocks, id + 1)) {
        const struct ir_block *block = fn_block(fn, id);
        bool leaves = graph_leads_out(fn, block, blocks);
        if (leaves && (!branch_is_left_alone(&looks, wait->fn, id) ||
                       is_own_request(&looks, wait, looked_at(&looks, wait->fn, id))))
            return false;
        n_exits += leaves;
    }
    return n_exits > 0;
}
