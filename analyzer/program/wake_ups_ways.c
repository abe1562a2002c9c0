/* Stores that are told on some of the ways behind them, and not on others.
 *
 * Whoever tells only where it is needed decides by what is waited for, by who waits, or by a state of his own; all
 * that is taken for right. What is left is the way that he takes because a call out of sight has failed.
 *
 * Requires channels. */
#include "program/conditions.h"
#include "program/wake_ups_inside.h"

/* The call's use, where it waits for some condition; NULL = it does not. */
static const struct channel_use *wait_at(const struct wake_question *question, uint32_t number,
                                         uint32_t instr)
{
    const struct channels *channels = question->channels;

    for (uint32_t i = channels->first_of_fn[number]; i < channels->first_of_fn[number + 1]; i++) {
        const struct channel_use *use = &channels->uses.items[channels->by_fn.items[i]];
        if (use->kind == USE_WAIT && use->instr == instr)
            return use;
    }
    return NULL;
}

/* The first call of the block that wakes, or that ends what belongs to the store: a lock that is taken, a wait. */
static bool block_wakes(const struct wake_question *question, uint32_t number, uint32_t id,
                        bool *ret_ends)
{
    const struct fn *fn = &question->program->fns[number];

    *ret_ends = false;
    for (uint32_t c = 0; c < fn->n_calls && !*ret_ends; c++) {
        const struct call_site *site = &fn->calls[c];
        if (site->block != id)
            continue;
        if (wake_at_call(question, number, site, wake_any))
            return true;
        *ret_ends = held_effect(question->facts, number, site->instr) == LOCK_TAKES ||
                    wait_at(question, number, site->instr);
    }
    return false;
}

/* The blocks from which a wake-up may come that belongs to what was done before them; where the callers wake, by
 * a return, too. */
static struct bitset blocks_that_wake(const struct wake_question *question, uint32_t number,
                                      bool callers_wake)
{
    const struct fn *fn = &question->program->fns[number];
    uint32_t n = (uint32_t)fn->ir->blocks.count;
    struct bitset wake = bitset_new(question->scratch, n);
    struct bitset ends = bitset_new(question->scratch, n);

    for (uint32_t id = 1; id < n; id++) {
        bool is_end, wakes = block_wakes(question, number, id, &is_end);
        bool returns = ir_block(fn->unit, fn->ir, (struct ir_block_id){id})->end == IR_END_RETURN;
        if (wakes || (callers_wake && returns))
            bitset_add(&wake, id);
        else if (is_end)
            bitset_add(&ends, id);
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t id = n; id-- > 1;) {
            const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
            if (bitset_has(&wake, id) || bitset_has(&ends, id))
                continue;
            for (uint32_t edge = 0; edge < graph_n_successors(block); edge++)
                if (bitset_has(&wake, graph_successor(fn, block, edge)))
                    changed |= bitset_add(&wake, id);
        }
    }
    return wake;
}

/* The call out of sight whose result the operand is, at the end of the block; NULL = it is something else. */
static const struct ir_instr *result_of(const struct program *program, uint32_t number,
                                        const struct ir_block *at)
{
    const struct fn *fn = &program->fns[number];
    const struct ir_instr *write = NULL;
    struct ir_operand operand = at->a;

    for (uint32_t depth = 0; depth < 2; depth++) {
        if (operand.kind != IR_OPERAND_PLACE)
            return NULL;
        bool is_local = fn_place(fn, operand.index)->kind == IR_PLACE_LOCAL;
        write = is_local ? conditions_only_write(fn, operand.index)
                         : conditions_last_write(fn, at, operand.index);
        if (!write || write->op != IR_COPY)
            break;
        operand = write->a;
    }
    if (!write || write->op != IR_CALL)
        return NULL;
    const struct call_site *site =
        &fn->calls[graph_first_call(fn, (uint32_t)(write - fn->unit->instrs))];
    for (uint32_t k = 0; k < site->targets.count; k++)
        if (!program->fns[site->targets.items[k]].is_model)
            return NULL;
    bool is_own = !site->targets.count &&
                  !(site->entity && program->entities[site->entity].flags & IR_SYMBOL_SYSTEM);
    return site->unresolved || is_own ? NULL : write;
}

/* Whether the branch asks whether such a call has failed: that does not decide whether those who wait are to be
 * woken. */
static bool asks_for_failure(const struct wake_question *question, uint32_t number,
                             const struct ir_block *block)
{
    const struct program *program = question->program;
    const struct fn *fn = &program->fns[number];
    enum ir_operator relation = (enum ir_operator)block->relation;

    if (block->end != IR_END_BRANCH || !result_of(program, number, block))
        return false;
    if (block->b.kind == IR_OPERAND_NULL)
        return relation == IR_EQ || relation == IR_NE;
    if (block->b.kind != IR_OPERAND_INTEGER)
        return false;
    int64_t bound = fn->unit->integers[block->b.index];
    return ((relation == IR_EQ || relation == IR_NE) && bound == -1) ||
           ((relation == IR_LT || relation == IR_GE) && bound == 0);
}

/* Whether the block gives the local a value. */
static bool writes(const struct fn *fn, uint32_t id, uint32_t local)
{
    const struct ir_block *block = fn_block(fn, id);

    for (uint32_t i = 0; i < block->instrs.count; i++)
        if (fn->unit->instrs[block->instrs.first + i].dst.index == local)
            return true;
    return false;
}

/* Whether the branch at the end of the block asks the local, or chooses whether it is given another value. */
static bool decides_on(const struct fn *fn, const struct ir_block *block, uint32_t local)
{
    if (block->end != IR_END_BRANCH)
        return false;
    return (block->a.kind == IR_OPERAND_PLACE && block->a.index == local) ||
           writes(fn, graph_successor(fn, block, 0), local) !=
               writes(fn, graph_successor(fn, block, 1), local);
}

/* Adds the branches by which it is decided beforehand which way one of them goes, that asks a local. */
static void add_deciding(const struct wake_question *question, uint32_t number, struct bitset *ends)
{
    const struct fn *fn = &question->program->fns[number];

    for (uint32_t at = bitset_next(ends, 1); at < ends->size; at = bitset_next(ends, at + 1)) {
        struct ir_operand asked = fn_block(fn, at)->a;
        if (asked.kind != IR_OPERAND_PLACE || fn_place(fn, asked.index)->kind != IR_PLACE_LOCAL)
            continue;
        for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
            const struct ir_block *block = fn_block(fn, id);
            if (decides_on(fn, block, asked.index) && !asks_for_failure(question, number, block))
                bitset_add(ends, id);
        }
    }
}

/* The branches that choose whether those who wait are woken, other than by a call that has failed. */
static struct bitset blocks_that_choose(const struct wake_question *question, uint32_t number,
                                        bool callers_wake)
{
    const struct fn *fn = &question->program->fns[number];
    struct bitset wake = blocks_that_wake(question, number, callers_wake);
    struct bitset choose = bitset_new(question->scratch, fn->ir->blocks.count);

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        uint32_t n = graph_n_successors(block), waking = 0;
        for (uint32_t edge = 0; edge < n; edge++)
            waking += bitset_has(&wake, graph_successor(fn, block, edge));
        if (waking && waking < n && !asks_for_failure(question, number, block))
            bitset_add(&choose, id);
    }
    add_deciding(question, number, &choose);
    return choose;
}

/* Whether a way as the query begins it leads from the store to where nobody has been woken. */
static bool leads_out(const struct wake_question *question, const struct store *store,
                      struct path_query query)
{
    const struct fn *fn = &question->program->fns[store->fn];

    path_mark(&query, store->instr, PATH_FROM);
    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct call_site *site = &fn->calls[c];
        const struct channel_use *wait = wait_at(question, store->fn, site->instr);
        if (wake_at_call(question, store->fn, site, wake_any))
            path_mark(&query, site->instr, PATH_STOP);
        else if (wait) /* one that ends by itself may be followed by a wake-up */
            path_mark(&query, site->instr, wait->forever ? PATH_TO : PATH_STOP);
    }
    bool found = path_find(&query).found;
    path_query_deinit(&query);
    return found;
}

/* What is known from before the store may make a way impossible; it may as well be what the choice whether to wake was made
 * by, so the way has to be one without it, too. */
bool wake_is_left_out(const struct wake_question *question, const struct store *store)
{
    bool above = wake_above(question, store->fn, wake_any);
    struct bitset choose = blocks_that_choose(question, store->fn, above);
    struct path_query known = {
        .program = question->program, .fn = store->fn, .to_return = !above, .ends = &choose};
    struct path_query fresh = known;

    fresh.from_block = store->block;
    return !wake_before(question, wake_point(store)) && leads_out(question, store, known) &&
           leads_out(question, store, fresh);
}
