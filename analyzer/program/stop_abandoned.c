/* An endless thread whose object is given up: somebody frees what it works on, and it works on. That each of these
 * threads has an object of its own is enough to know that they pile up; what limits the objects limits no thread.
 *
 * Requires solve, contexts, members. */
#include "program/conditions.h"
#include "program/elements.h"
#include "program/lives.h"
#include "program/solver.h"
#include "program/stops_inside.h"
#include "program/value.h"

/* ---- the object of the body ---- */

static struct ir_operand operand_of_place(uint32_t place)
{
    return (struct ir_operand){IR_OPERAND_PLACE, place};
}

static bool is_parameter(const struct fn *fn, struct ir_operand operand)
{
    if (operand.kind != IR_OPERAND_PLACE)
        return false;
    const struct ir_place *place = ir_place(fn->unit, fn->ir, (struct ir_place_id){operand.index});
    return place->kind == IR_PLACE_LOCAL && place->argument &&
           place->argument <= fn->ir->n_parameters;
}

/* The record that the body takes its argument for; 0 = none. Its local is the one place that holds it. */
static uint32_t record_of_body(const struct question *question, uint32_t *ret_local)
{
    uint32_t number = question->start->body;
    const struct fn *fn = &question->program->fns[number];

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = 0; i < instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[instrs.first + i];
            if (instr->op != IR_COPY || !is_parameter(fn, instr->a) ||
                conditions_only_write(fn, instr->dst.index) != instr)
                continue;
            uint32_t record =
                conditions_pointee(question->program, number, operand_of_place(instr->dst.index));
            *ret_local = instr->dst.index;
            if (record)
                return record;
        }
    }
    return 0;
}

/* Whether the place begins at that local. */
static bool begins_at(const struct fn *fn, uint32_t id, uint32_t local)
{
    while (id != local && id) {
        const struct ir_place *place = ir_place(fn->unit, fn->ir, (struct ir_place_id){id});
        id = place->parent.index;
    }
    return id == local;
}

static bool operand_begins_at(const struct fn *fn, struct ir_operand operand, uint32_t local)
{
    return (operand.kind == IR_OPERAND_PLACE || operand.kind == IR_OPERAND_ADDRESS) &&
           begins_at(fn, operand.index, local);
}

/* Whether the body uses its object in a loop: it has not only taken from it what it needs. */
static bool works_on(const struct fn *fn, uint32_t local)
{
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        if (!fn->loop_of[id])
            continue;
        if (operand_begins_at(fn, block->a, local) || operand_begins_at(fn, block->b, local))
            return true;
        for (uint32_t i = 0; i < block->instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[block->instrs.first + i];
            if ((instr->dst.index && begins_at(fn, instr->dst.index, local)) ||
                operand_begins_at(fn, instr->a, local))
                return true;
            for (uint32_t k = 0; instr->op == IR_CALL && k < instr->arguments.count; k++)
                if (operand_begins_at(fn, fn->unit->operands[instr->arguments.first + k], local))
                    return true;
        }
    }
    return false;
}

/* ---- who frees it ---- */

/* Whether the function has the freed object in a local for such a record as well: it is the first member. */
static bool is_also(const struct program *program, const struct life *life, uint32_t record)
{
    const struct fn *fn = &program->fns[life->fn];

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = 0; i < instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[instrs.first + i];
            if (instr->op == IR_COPY && instr->a.kind == IR_OPERAND_PLACE &&
                instr->a.index == life->object.index &&
                conditions_pointee(program, life->fn, operand_of_place(instr->dst.index)) == record)
                return true;
        }
    }
    return false;
}

/* Whether one of the functions counts that place up. */
static bool count_up(const struct question *question, const struct bitset *fns, uint32_t element)
{
    const struct stores *stores = ways_stores(question->facts->ways);
    struct store_span span = stores_to(stores, element);

    for (uint32_t i = span.first; i < span.end; i++) {
        const struct store *store = &stores->items[i];
        const struct ir_instr *instr =
            &question->program->fns[store->fn].unit->instrs[store->instr];
        if (instr->op == IR_COMPUTE && instr->operation == IR_ADD && bitset_has(fns, store->fn))
            return true;
    }
    return false;
}

/* Whether who starts the thread counts that place up before it, or behind it. */
static bool starts_count_up(const struct question *question, uint32_t element)
{
    const struct program *program = question->program;
    const struct start *start = question->start;
    const struct fn *fn = &program->fns[start->fn];
    const struct stores *stores = ways_stores(question->facts->ways);
    struct bitset behind = conditions_reach(fn, start->block, question->scratch);
    struct bitset related = bitset_new(question->scratch, fn->ir->blocks.count);
    struct bitset called = bitset_new(question->scratch, program->n_fns);
    struct store_span span = stores_to(stores, element);

    bitset_add(&related, start->block);
    graph_add_leading(fn, &related, NULL);
    bitset_add_all(&related, &behind);
    for (uint32_t i = span.first; i < span.end; i++) {
        const struct store *store = &stores->items[i];
        if (store->fn == start->fn && bitset_has(&related, store->block) &&
            fn->unit->instrs[store->instr].op == IR_COMPUTE)
            return true;
    }
    for (uint32_t c = 0; c < fn->n_calls; c++)
        for (uint32_t k = 0; fn->calls[c].entity && bitset_has(&related, fn->calls[c].block) &&
                             k < fn->calls[c].targets.count;
             k++)
            bitset_add(&called, fn->calls[c].targets.items[k]);
    return count_up(question, &called, element);
}

/* Whether the place is a count. */
static bool is_counted(const struct question *question, uint32_t element)
{
    const struct stores *stores = ways_stores(question->facts->ways);
    struct store_span span = stores_to(stores, element);

    for (uint32_t i = span.first; i < span.end; i++)
        if (question->program->fns[stores->items[i].fn].unit->instrs[stores->items[i].instr].op ==
            IR_COMPUTE)
            return true;
    return false;
}

/* Whether what holds where the object is freed says that it has no such thread: the thread counts as one of its
 * users, or who starts it sets a flag to something else. */
static bool is_excluded(const struct question *question, const struct life *life)
{
    const struct program *program = question->program;
    const struct stores *stores = ways_stores(question->facts->ways);
    uint32_t number = question->start->fn;
    struct condition_list before = {0};
    bool excluded = false;

    conditions_before(program, life->fn, conditions_block_of(&program->fns[life->fn], life->instr),
                      &before);
    for (uint32_t i = 0; i < before.count && !excluded; i++) {
        const struct condition_on *condition = &before.items[i];
        struct store_span span = stores_to(stores, condition->element);
        excluded = starts_count_up(question, condition->element) ||
                   count_up(question, &question->own, condition->element);
        bool is_flag = !is_counted(question, condition->element);
        for (uint32_t k = span.first; k < span.end && is_flag && !excluded; k++) {
            const struct store *store = &stores->items[k];
            if (store->fn != number)
                continue;
            struct constant_write write =
                conditions_write(program, number, &program->fns[number].unit->instrs[store->instr]);
            excluded = write.element == condition->element &&
                       !number_compare(write.number, condition->relation, condition->number);
        }
    }
    vector_deinit(&before);
    return excluded;
}

/* Whether others than who starts the thread come there: his error path may free it before there is one. */
static bool is_reached_otherwise(const struct question *question, uint32_t number)
{
    const struct program *program = question->program;
    const struct fn *fn = &program->fns[number];

    if (number == question->start->fn || number == question->record->fn ||
        bitset_has(question->below, number) || !contexts_reached(program, number))
        return false;
    if (members_has_unseen_callers(program, number) || fn->address_taken)
        return true;
    for (uint32_t i = 0; i < fn->callers.count; i++)
        if (fn->callers.items[i] != question->start->fn &&
            fn->callers.items[i] != question->record->fn &&
            contexts_reached(program, fn->callers.items[i]))
            return true;
    return false;
}

static bool is_field_of(const struct program *program, uint32_t element, uint32_t record)
{
    return element % 2 && element < elements_named(program) &&
           program->fields[element / 2].record == record;
}

/* Whether each of these threads has an object of its own: who starts it makes one, or keeps the handle in it. */
static bool has_own_object(const struct question *question, const struct stop_facts *facts,
                           uint32_t record)
{
    const struct program *program = question->program;
    const struct fn *fn = &program->fns[question->start->fn];
    const struct ir_instr *call = &fn->unit->instrs[question->start->instr];

    for (uint32_t i = facts->first_life[record]; i < facts->first_life[record + 1]; i++)
        if (facts->lives.items[i].made && facts->lives.items[i].fn == question->start->fn)
            return true;
    for (uint32_t i = 0; i < call->arguments.count; i++) {
        struct ir_operand argument = fn->unit->operands[call->arguments.first + i];
        if (argument.kind == IR_OPERAND_ADDRESS &&
            is_field_of(program, element_of_operand(program, question->start->fn, argument),
                        record))
            return true;
    }
    for (uint32_t i = 0; i < question->record->keepings.count; i++)
        if (is_field_of(program, question->record->keepings.items[i].key.last, record))
            return true;
    return false;
}

bool stops_is_abandoned(const struct question *question, struct step *ret_step)
{
    const struct program *program = question->program;
    const struct fn *body = &program->fns[question->start->body];
    uint32_t local = 0, record = record_of_body(question, &local);

    if (!record || !works_on(body, local))
        return false;
    const struct stop_facts *facts = lives_found(program);
    if (!has_own_object(question, facts, record))
        return false;
    for (uint32_t i = 0; i < facts->lives.count; i++) {
        const struct life *life = &facts->lives.items[i];
        if (life->made || !is_reached_otherwise(question, life->fn) ||
            (life->record != record && !is_also(program, life, record)) ||
            is_excluded(question, life))
            continue;
        const struct fn *fn = &program->fns[life->fn];
        *ret_step = question_step(
            program, life->fn, fn->unit->instrs[life->instr].at,
            arena_printf(program->run, "%s() frees the object that it works on", fn->name));
        return true;
    }
    return false;
}
