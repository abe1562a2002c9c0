/* A thread that says itself that it runs, when it begins:
 *
 *   static void *run(void *arg)           void stop(struct clock *c)
 *   {                                     {
 *       c->running = 1;                       c->running = 0;
 *       while (c->running)                    join(c->thread);
 *           tick(c);                      }
 *
 * Who stops it before it has come so far has told it nothing, and waits for its end for ever.
 *
 * Silent where somebody else looks at the flag, and where the thread tells somebody that it has begun: then who starts it
 * may wait for that. Where the starter waits for other things before he stops it, it has long begun. */
#include "program/conditions.h"
#include "program/elements.h"
#include "program/stops_inside.h"

/* ---- who else knows ---- */

static bool reads(const struct program *program, uint32_t number, uint32_t flag)
{
    const struct fn *fn = &program->fns[number];
    bool is_read = false;

    for (uint32_t id = 1; id < fn->ir->blocks.count && !is_read; id++) {
        const struct ir_block *block = fn_block(fn, id);
        is_read = element_of_operand(program, number, block->a) == flag ||
                  element_of_operand(program, number, block->b) == flag;
        for (uint32_t i = block->instrs.first; i < block->instrs.first + block->instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[i];
            is_read |= element_of_operand(program, number, instr->a) == flag ||
                       element_of_operand(program, number, instr->b) == flag;
            for (uint32_t k = 0; instr->op == IR_CALL && k < instr->arguments.count; k++)
                is_read |=
                    element_of_operand(program, number,
                                       fn->unit->operands[instr->arguments.first + k]) == flag;
        }
    }
    return is_read;
}

/* Whether a function that the thread does not run looks at the flag. */
static bool is_looked_at(const struct question *question, uint32_t flag)
{
    const struct program *program = question->program;

    for (uint32_t f = 1; f < program->n_fns; f++)
        if (!program->fns[f].is_model && !bitset_has(question->below, f) && reads(program, f, flag))
            return true;
    return false;
}

static bool is_message(const struct use *use)
{
    return use->kind == USE_SIGNAL || use->kind == USE_BROADCAST || use->kind == USE_SEND ||
           use->kind == USE_GATHER || use->kind == USE_CLOSE || use->kind == USE_FINISH;
}

/* Whether the functions tell anybody anything. */
static bool tell_others(const struct question *question, const struct bitset *fns)
{
    const struct uses *uses = question->facts->uses;

    for (uint32_t f = bitset_next(fns, 1); f < fns->size; f = bitset_next(fns, f + 1))
        for (uint32_t i = uses->first[f]; i < uses->first[f + 1]; i++)
            if (is_message(&uses->items.items[i]))
                return true;
    return false;
}

/* Whether the body tells somebody anything, or calls what is not known, before it comes to the loop. */
static bool tells_before(const struct question *question, uint32_t number, const struct loop *loop)
{
    const struct program *program = question->program;
    const struct uses *uses = question->facts->uses;
    const struct fn *fn = &program->fns[number];

    for (uint32_t i = uses->first[number]; i < uses->first[number + 1]; i++)
        if (is_message(&uses->items.items[i]) &&
            !bitset_has(&loop->blocks, uses->items.items[i].block))
            return true;
    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct call_site *site = &fn->calls[c];
        if (bitset_has(&loop->blocks, site->block))
            continue;
        if (site->unresolved)
            return true;
        for (uint32_t k = 0; k < site->targets.count; k++)
            if (!program->fns[site->targets.items[k]].is_model &&
                tell_others(question, functions_below(question->facts, site->targets.items[k])))
                return true;
    }
    return false;
}

/* ---- the store ---- */

/* The instruction by which the body, before it comes to the loop, sets the flag so that it goes round; 0 = none. */
static uint32_t find_own_store(const struct question *question, const struct told *told)
{
    struct ways *ways = question->facts->ways;
    const struct fn *fn = &question->program->fns[told->fn];
    struct store_span span = stores_to(ways_stores(ways), told->flag);

    for (uint32_t i = span.first; i < span.end; i++) {
        const struct store *store = &ways_stores(ways)->items[i];
        if (store->fn != told->fn || fn->loop_of[store->block] ||
            !graph_dominates(fn, store->block, told->way.block))
            continue;
        struct constant_write write =
            conditions_write(question->program, store->fn, &fn->unit->instrs[store->instr]);
        if (write.element == told->flag && !write.counts_down &&
            !ways_opens(ways, told->fn, &told->way, store))
            return store->instr;
    }
    return 0;
}

/* Whether the loop is left by nothing but the flag. */
static bool ends_by_flag_alone(const struct question *question, const struct told *told,
                               const struct loop *loop)
{
    const struct program *program = question->program;
    const struct fn *fn = &program->fns[told->fn];

    for (uint32_t id = bitset_next(&loop->blocks, 1); id < loop->blocks.size;
         id = bitset_next(&loop->blocks, id + 1)) {
        const struct ir_block *block = fn_block(fn, id);
        bool leaves = graph_n_successors(block) == 0 || graph_leads_out(fn, block, &loop->blocks);
        if (leaves && ways_flag_of_edge(question->facts->ways, told->fn, id) != told->flag)
            return false;
    }
    return !stops_may_exit(question);
}

bool stops_judge_early(struct question *question, const struct told *told)
{
    const struct program *program = question->program;
    const struct fn *fn = &program->fns[told->fn];
    uint32_t loop = fn->loop_of[told->way.block];
    struct step ignored;

    if (told->fn != question->start->body || !loop || !told->joins.count || !told->stores.count)
        return false;
    uint32_t own = find_own_store(question, told);
    if (!own || !ends_by_flag_alone(question, told, &fn->loops[loop - 1]) ||
        is_looked_at(question, told->flag) ||
        tells_before(question, told->fn, &fn->loops[loop - 1]) ||
        stops_join_hangs(question, &ignored))
        return false;
    struct point store = told->stores.items[0];
    const struct fn *setter = &program->fns[store.fn];
    const char *flag = question_name(program, told->flag);
    struct step steps[] = {
        question_step(
            program, told->fn, fn->unit->instrs[own].at,
            arena_printf(program->run, "%s() sets '%s' here, when it begins", fn->name, flag)),
        question_step(
            program, store.fn, setter->unit->instrs[store.instr].at,
            arena_printf(program->run, "%s() may have told it to stop before", setter->name)),
    };
    question->answer.failure = STOP_OVERWRITTEN;
    question->answer.flag = flag;
    question_add_steps(question, steps, 2);
    return true;
}
