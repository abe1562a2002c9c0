/* A thread that tells somebody its own handle when it has ended, so that he joins it: on each way out it has to.
 *
 * Requires what ending.c requires. */
#include "program/conditions.h"
#include "program/ending_facts.h"
#include "program/ending_inside.h"
#include "program/solver.h"

/* Whether the call may see to the thread's release, or nobody knows. */
static bool may_tell(const struct program *program, uint32_t number, const struct call_site *site)
{
    const struct creations *all = &program->solution->creations;
    bool tells = site->unresolved || (!site->targets.count && !site->entity);

    if (!site->targets.count && site->entity)
        tells = !(program->entities[site->entity].flags & IR_SYMBOL_SYSTEM);
    for (uint32_t k = 0; k < site->targets.count; k++)
        tells |= bitset_has(ending_facts_tells(program), site->targets.items[k]) ||
                 ending_detaches_caller(program, site->targets.items[k]);
    for (uint32_t i = 0; i < all->selves.count && !tells; i++)
        tells = all->selves.items[i].fn == number && all->selves.items[i].instr == site->instr;
    return tells;
}

static bool reads_parameter(const struct fn *fn, struct ir_operand operand)
{
    uint32_t local = fn_local(fn, operand);

    return local && local <= fn->ir->n_parameters;
}

/* Whether the branch hangs on what others may have said of the thread: a field, a global, what it was started with. */
static bool hangs_on_others(const struct program *program, uint32_t number, uint32_t id)
{
    const struct fn *fn = &program->fns[number];
    const struct ir_block *block = fn_block(fn, id);

    return block->end != IR_END_BRANCH || conditions_source(program, number, block->a) ||
           conditions_source(program, number, block->b) || reads_parameter(fn, block->a) ||
           reads_parameter(fn, block->b);
}

/* The blocks that control comes to from the entry before it has passed one that tells. */
static struct bitset find_untold(const struct fn *fn, const struct bitset *tells,
                                 struct arena *scratch)
{
    struct bitset untold = bitset_new(scratch, fn->ir->blocks.count);
    VECTOR(uint32_t) todo = {0};

    bitset_add(&untold, 1);
    vector_push(&todo, 1);
    while (todo.count) {
        uint32_t id = vector_pop(&todo);
        if (bitset_has(tells, id))
            continue;
        for (uint32_t edge = 0; edge < graph_n_successors(fn_block(fn, id)); edge++)
            if (bitset_add(&untold, graph_successor(fn, fn_block(fn, id), edge)))
                vector_push(&todo, graph_successor(fn, fn_block(fn, id), edge));
    }
    vector_deinit(&todo);
    return untold;
}

static bool leaves_untold(const struct program *program, uint32_t number, struct arena *scratch)
{
    const struct fn *fn = &program->fns[number];
    struct bitset tells = bitset_new(scratch, fn->ir->blocks.count);
    struct bitset returns = bitset_new(scratch, fn->ir->blocks.count);

    for (uint32_t c = 0; c < fn->n_calls; c++)
        if (may_tell(program, number, &fn->calls[c]))
            bitset_add(&tells, fn->calls[c].block);
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++)
        if (fn_block(fn, id)->end == IR_END_RETURN && !bitset_has(&tells, id))
            bitset_add(&returns, id);
    struct bitset untold = find_untold(fn, &tells, scratch);
    struct bitset leading = bitset_new(scratch, fn->ir->blocks.count);
    bitset_add_all(&leading, &tells);
    graph_add_leading(fn, &leading, NULL);
    graph_add_leading(fn, &returns, NULL);
    if (!bitset_has(&leading, 1))
        return false;
    /* the edge behind which nothing tells any more, and a return comes */
    for (uint32_t id = bitset_next(&untold, 1); id < untold.size; id = bitset_next(&untold, id + 1))
        for (uint32_t edge = 0;
             !bitset_has(&tells, id) && edge < graph_n_successors(fn_block(fn, id)); edge++) {
            uint32_t to = graph_successor(fn, fn_block(fn, id), edge);
            if (bitset_has(&leading, id) && !bitset_has(&leading, to) && bitset_has(&returns, to) &&
                !hangs_on_others(program, number, id))
                return true;
        }
    return false;
}

bool ending_leaves_untold(const struct program *program, const struct creation_record *record)
{
    if (record->body_fns.count != 1 || record->relays.count)
        return false;
    uint32_t body = record->body_fns.items[0];
    if (!bitset_has(ending_facts_tells(program), body) ||
        program->fns[body].ir->flags & IR_FUNCTION_DAMAGED || program->fns[body].ir->n_unknown)
        return false;
    struct arena *scratch = arena_new();
    bool leaves = leaves_untold(program, body, scratch);

    arena_free(scratch);
    return leaves;
}
