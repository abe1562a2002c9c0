/* A body that goes on for ever once its set-up has worked: the ways out before its endless loop are those
 * on which a call has failed. */
#include "program/solver.h"
#include "program/stops_inside.h"
#include "program/ways_inside.h"

struct body {
    const struct question *question;
    const struct fn *fn;
    struct bitset ending; /* blocks from which the thread may come to its end */
    struct bitset caught; /* those from which a way leads into an endless loop */
    struct bitset stuck;  /* those that call what never returns */
    struct bitset exits;  /* those that call what may end the thread */
};

/* ---- blocks ---- */

/* Whether the call, by name, may end the thread. */
static bool may_exit_at(const struct body *body, const struct call_site *site)
{
    const struct program *program = body->question->program;

    for (uint32_t k = 0; k < site->targets.count; k++) {
        uint32_t target = site->targets.items[k];
        if (program->fns[target].is_model ? program->fns[target].exits_thread
                                          : ways_of(body->question->facts->ways, target)->exits)
            return true;
    }
    return false;
}

/* Fills `exits` and `stuck`. */
static void find_ends(struct body *body)
{
    const struct fn *fn = body->fn;

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct call_site *site = &fn->calls[c];
        if (returns_never(body->question->program, fn, site))
            bitset_add(&body->stuck, site->block);
        if (may_exit_at(body, site))
            bitset_add(&body->exits, site->block);
    }
}

static bool ends_in(const struct body *body, uint32_t id)
{
    return (fn_block(body->fn, id)->end == IR_END_RETURN && !bitset_has(&body->stuck, id)) ||
           bitset_has(&body->exits, id);
}

static bool find_loop(struct body *body, uint32_t *ret_head)
{
    const struct fn *fn = body->fn;

    find_ends(body);
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++)
        if (ends_in(body, id))
            bitset_add(&body->ending, id);
    graph_add_leading(fn, &body->ending, &body->stuck);
    *ret_head = 0;
    for (uint32_t i = fn->n_loops; i-- > 0;)
        if (!bitset_has(&body->ending, fn->loops[i].head) && fn->loops[i].forever) {
            *ret_head = fn->loops[i].head;
            bitset_add(&body->caught, *ret_head);
        }
    graph_add_leading(fn, &body->caught, &body->stuck);
    return *ret_head && bitset_has(&body->caught, 1);
}

/* ---- failures ---- */

/* Whether the relation to the number says, where it holds, that a call of that kind has failed. */
static bool is_failure(const struct body *body, const struct call_site *site, bool is_pointer,
                       enum ir_operator relation, int64_t number)
{
    const struct program *program = body->question->program;
    bool is_system = site->entity && program->entities[site->entity].flags & IR_SYMBOL_SYSTEM;

    if (is_pointer)
        return relation == IR_EQ && number == 0;
    if ((relation == IR_LT && number <= 1) || (relation == IR_LE && number <= 0) ||
        (relation == IR_EQ && number < 0))
        return true;
    if (is_system)
        return relation == IR_NE && number == 0;
    /* a status of one's own is no truth value: it has a negative number for what has failed */
    bool is_status = relation == IR_NE && number == 0 && site->targets.count && !site->unresolved;
    for (uint32_t k = 0; is_status && k < site->targets.count; k++) {
        if (program->fns[site->targets.items[k]].is_model)
            continue;
        const struct value_set *result =
            &ways_of(body->question->facts->ways, site->targets.items[k])->result;
        bool negative = false;
        for (uint32_t i = 0; i < result->count; i++)
            negative |= result->items[i] < 0;
        is_status = negative;
    }
    return is_status;
}

/* Whether the edge is taken where a call has failed: its branch tests a local that calls have set. */
static bool is_failing_edge(const struct body *body, uint32_t id, uint32_t edge)
{
    const struct fn *fn = body->fn;
    const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
    bool known = false;

    if (block->end != IR_END_BRANCH || block->a.kind != IR_OPERAND_PLACE ||
        (block->b.kind != IR_OPERAND_INTEGER && block->b.kind != IR_OPERAND_NULL))
        return false;
    int64_t number = block->b.kind == IR_OPERAND_NULL ? 0 : fn->unit->integers[block->b.index];
    enum ir_operator relation = (enum ir_operator)block->relation;
    if (edge == 1)
        relation = relation_negate(relation);
    const struct ir_place *tested =
        ir_place(fn->unit, fn->ir, (struct ir_place_id){block->a.index});
    if (tested->kind != IR_PLACE_LOCAL)
        return false;
    const struct ir_local *local =
        ir_local(fn->unit, fn->ir, (struct ir_local_id){tested->argument});
    bool is_pointer = fn->unit->types[local->type.index].kind == IR_TYPE_POINTER;
    for (uint32_t b = 1; b < fn->ir->blocks.count; b++) {
        const struct ir_block *other = ir_block(fn->unit, fn->ir, (struct ir_block_id){b});
        for (uint32_t i = 0; i < other->instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[other->instrs.first + i];
            if (!instr->dst.index)
                continue;
            const struct ir_place *written = ir_place(fn->unit, fn->ir, instr->dst);
            if (written->kind != IR_PLACE_LOCAL || written->argument != tested->argument)
                continue;
            if (instr->op == IR_COPY &&
                (instr->a.kind == IR_OPERAND_INTEGER || instr->a.kind == IR_OPERAND_NULL))
                continue;
            if (instr->op != IR_CALL)
                return false;
            const struct call_site *site =
                &fn->calls[graph_first_call(fn, other->instrs.first + i)];
            if (!is_failure(body, site, is_pointer, relation, number))
                return false;
            known = true;
        }
    }
    return known;
}

/* Whether the thread comes to its end only on ways on which a call has failed. */
static bool ends_by_failure_only(const struct body *body, struct arena *scratch)
{
    const struct fn *fn = body->fn;
    struct bitset seen = bitset_new(scratch, fn->ir->blocks.count);
    VECTOR(uint32_t) todo = {0};
    bool ends = false;

    vector_push(&todo, 1);
    bitset_add(&seen, 1);
    while (todo.count && !ends) {
        uint32_t id = vector_pop(&todo);
        const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
        ends = ends_in(body, id);
        for (uint32_t e = 0; !bitset_has(&body->stuck, id) && e < graph_n_successors(block); e++) {
            uint32_t to = graph_successor(fn, block, e);
            bool gives_up = bitset_has(&body->caught, id) && !bitset_has(&body->caught, to) &&
                            is_failing_edge(body, id, e);
            if (!gives_up && bitset_add(&seen, to))
                vector_push(&todo, to);
        }
    }
    vector_deinit(&todo);
    return !ends;
}

bool stops_is_endless_once_set_up(const struct question *question, struct ir_location *ret_at)
{
    struct body body = {.question = question, .fn = &question->program->fns[question->start->body]};
    uint32_t n = body.fn->ir->blocks.count, head;

    if (body.fn->ir->flags & IR_FUNCTION_DAMAGED || body.fn->ir->n_unknown)
        return false;
    body.ending = bitset_new(question->scratch, n);
    body.caught = bitset_new(question->scratch, n);
    body.stuck = bitset_new(question->scratch, n);
    body.exits = bitset_new(question->scratch, n);
    if (!find_loop(&body, &head) || !ends_by_failure_only(&body, question->scratch))
        return false;
    *ret_at = ir_block(body.fn->unit, body.fn->ir, (struct ir_block_id){head})->at;
    return true;
}

/* Whether a loop of the function has no way out of it. */
static bool goes_round_for_ever(const struct fn *fn)
{
    for (uint32_t i = 0; i < fn->n_loops;
         i++) { /* of those that are reached, the loops are known */
        const struct bitset *blocks = &fn->loops[i].blocks;
        bool leaves = false;
        for (uint32_t id = bitset_next(blocks, 1); id < blocks->size && !leaves;
             id = bitset_next(blocks, id + 1))
            leaves = graph_leads_out(fn, fn_block(fn, id), blocks);
        if (!leaves)
            return true;
    }
    return !fn->loops_known;
}

bool stops_ends_process(const struct question *question)
{
    const struct fn *fns = question->program->fns;
    bool goes_on = false;

    for (uint32_t f = bitset_next(&question->own, 1); f < question->own.size && !goes_on;
         f = bitset_next(&question->own, f + 1))
        goes_on = fns[f].never_returns && !fns[f].is_model && goes_round_for_ever(&fns[f]);
    return !goes_on;
}
