#include "program/conditions.h"

#include "program/elements.h"
#include "program/value.h"

/* Locals that are copies of copies are followed that far. */
enum { SOURCE_DEPTH = 4, BLOCKS_MOST = 1500 };

static bool is_local(const struct fn *fn, uint32_t place)
{
    return ir_place(fn->unit, fn->ir, (struct ir_place_id){place})->kind == IR_PLACE_LOCAL;
}

/* Whether the path begins in a local and never leaves it: nobody else sees it. */
static bool is_private(const struct fn *fn, uint32_t id)
{
    const struct ir_place *place = ir_place(fn->unit, fn->ir, (struct ir_place_id){id});

    while (place->kind != IR_PLACE_DEREF && place->parent.index)
        place = ir_place(fn->unit, fn->ir, place->parent);
    return place->kind == IR_PLACE_LOCAL;
}

/* The element of a shared place: its last step is a field, or it is a global (an element of one). */
static uint32_t shared_element(const struct program *program, uint32_t number, uint32_t id)
{
    return is_private(&program->fns[number], id)
               ? 0
               : element_of_named_place(program, number, (struct ir_place_id){id});
}

uint32_t conditions_shared(const struct program *program, uint32_t number, struct ir_place_id place)
{
    bool is_shared = place.index && !is_local(&program->fns[number], place.index);

    return is_shared ? shared_element(program, number, place.index) : 0;
}

/* In the index of writes: several instructions set the place. Else the instruction's index + 1; 0 = none does. */
#define WRITTEN_OFTEN UINT32_MAX

static const uint32_t *only_writes(const struct fn *fn)
{
    if (fn->index->only_write)
        return fn->index->only_write;

    uint32_t *writes = ARENA_ARRAY(fn->index->run, uint32_t, fn->ir->places.count + 1);
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
            uint32_t *write = &writes[fn->unit->instrs[i].dst.index];
            *write = *write ? WRITTEN_OFTEN : i + 1;
        }
    }
    return fn->index->only_write = writes;
}

bool conditions_is_written(const struct fn *fn, uint32_t place)
{
    return only_writes(fn)[place] != 0;
}

uint32_t conditions_parameter(const struct fn *fn, struct ir_operand operand)
{
    uint32_t local = fn_local(fn, operand);

    return local && local <= fn->ir->n_parameters && !conditions_is_written(fn, operand.index)
               ? local
               : 0;
}

const struct ir_instr *conditions_last_write(const struct fn *fn, const struct ir_block *block,
                                             uint32_t place)
{
    const struct ir_instr *last = NULL;

    for (uint32_t i = block->instrs.first; i < block->instrs.first + block->instrs.count; i++) {
        const struct ir_instr *instr = &fn->unit->instrs[i];
        if (instr->dst.index == place)
            last = instr;
        else if (instr->op == IR_CALL)
            last = NULL;
    }
    return last;
}

const struct ir_instr *conditions_only_write(const struct fn *fn, uint32_t place)
{
    uint32_t write = only_writes(fn)[place];

    return write && write != WRITTEN_OFTEN ? &fn->unit->instrs[write - 1] : NULL;
}

/* What a function returns that does nothing but read a shared place; 0 = it is no such function. */
static uint32_t getter_source(const struct program *program, uint32_t number, uint32_t depth);

static uint32_t source_of(const struct program *program, uint32_t number, struct ir_operand operand,
                          uint32_t depth)
{
    const struct fn *fn = &program->fns[number];

    if (operand.kind != IR_OPERAND_PLACE || depth == SOURCE_DEPTH)
        return 0;
    if (!is_local(fn, operand.index))
        return shared_element(program, number, operand.index);
    const struct ir_instr *write = conditions_only_write(fn, operand.index);
    if (!write)
        return 0;
    if (write->op == IR_COPY)
        return source_of(program, number, write->a, depth + 1);
    if (write->op != IR_CALL)
        return 0;
    const struct call_site *site =
        &fn->calls[graph_first_call(fn, (uint32_t)(write - fn->unit->instrs))];
    bool one = site->targets.count == 1 && !site->unresolved;
    return one ? getter_source(program, site->targets.items[0], depth + 1) : 0;
}

/* Locks around the reading do no harm: any function that writes nothing shared may be a getter. */
static uint32_t getter_source(const struct program *program, uint32_t number, uint32_t depth)
{
    const struct fn *fn = &program->fns[number];
    uint32_t source = 0;

    if (fn->ir->blocks.count > 4)
        return 0;
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        if (block->end != IR_END_RETURN)
            continue;
        uint32_t returned = source_of(program, number, block->a, depth);
        if (!returned || (source && source != returned))
            return 0;
        source = returned;
    }
    return source;
}

uint32_t conditions_source(const struct program *program, uint32_t fn, struct ir_operand operand)
{
    return source_of(program, fn, operand, 0);
}

/* A local that holds the truth of a comparison: `dead = !w->alive; if (dead)`. */
static bool through_truth(const struct program *program, uint32_t number,
                          struct condition_on *condition, struct ir_operand operand)
{
    const struct fn *fn = &program->fns[number];
    int64_t with = 0;

    if (operand.kind != IR_OPERAND_PLACE || !is_local(fn, operand.index))
        return false;
    const struct ir_instr *write = conditions_only_write(fn, operand.index);
    if (!write || write->op != IR_COMPUTE || write->operation < IR_EQ || write->operation > IR_GE ||
        !fn_number(fn, write->b, &with))
        return false;
    bool if_true = number_compare(1, condition->relation, condition->number);
    bool if_false = number_compare(0, condition->relation, condition->number);
    if (if_true == if_false)
        return false;
    enum ir_operator relation = (enum ir_operator)write->operation;
    condition->element = source_of(program, number, write->a, 1);
    condition->relation = if_true ? relation : relation_negate(relation);
    condition->number = with;
    return true;
}

struct condition_on conditions_of_edge(const struct program *program, uint32_t number,
                                       uint32_t block_id, uint32_t edge)
{
    const struct fn *fn = &program->fns[number];
    const struct ir_block *block = fn_block(fn, block_id);
    struct condition_on condition = {.block = block_id, .edge = edge, .at = block->at};

    if (block->end == IR_END_SWITCH && edge < block->cases.count) {
        const struct ir_case *taken = &fn->unit->cases[block->cases.first + edge];
        condition.relation = IR_EQ;
        condition.number = taken->low;
        if (taken->low == taken->high)
            condition.element = source_of(program, number, block->a, 0);
        return condition;
    }
    if (block->end != IR_END_BRANCH || !fn_number(fn, block->b, &condition.number))
        return condition;
    condition.relation = (enum ir_operator)block->relation;
    if (edge)
        condition.relation = relation_negate(condition.relation);
    if (!through_truth(program, number, &condition, block->a))
        condition.element = source_of(program, number, block->a, 0);
    return condition;
}

struct constant_write conditions_write(const struct program *program, uint32_t number,
                                       const struct ir_instr *instr)
{
    const struct fn *fn = &program->fns[number];
    struct constant_write write = {0};
    int64_t by = 0;

    if (!instr->dst.index || is_local(fn, instr->dst.index))
        return write;
    write.counts_down = instr->op == IR_COMPUTE && instr->operation == IR_SUB &&
                        fn_number(fn, instr->b, &by) && by == 1;
    bool copies = instr->op == IR_COPY && fn_number(fn, instr->a, &write.number);
    if (write.counts_down || copies)
        write.element = shared_element(program, number, instr->dst.index);
    return write;
}

/* ---- ways ---- */

/* Whether that edge stays in a loop which the block's other ways leave. */
static bool stays(const struct fn *fn, uint32_t id, uint32_t edge)
{
    const struct ir_block *block = fn_block(fn, id);
    uint32_t number = fn->loop_of[id];

    if (!number || block->end != IR_END_BRANCH)
        return false;
    const struct bitset *blocks = &fn->loops[number - 1].blocks;
    return bitset_has(blocks, graph_successor(fn, block, edge)) &&
           !bitset_has(blocks, graph_successor(fn, block, 1 - edge));
}

void conditions_before(const struct program *program, uint32_t number, uint32_t to,
                       struct condition_list *ret_list)
{
    const struct fn *fn = &program->fns[number];

    for (uint32_t id = 1; id < fn->ir->blocks.count && fn->ir->blocks.count < BLOCKS_MOST; id++) {
        const struct ir_block *block = fn_block(fn, id);
        if (block->end != IR_END_BRANCH && block->end != IR_END_SWITCH)
            continue;
        for (uint32_t edge = 0; edge < graph_n_successors(block); edge++) {
            if (id == to || !graph_needs_edge(fn, to, id, edge))
                continue;
            struct condition_on condition = conditions_of_edge(program, number, id, edge);
            condition.stays = stays(fn, id, edge);
            if (condition.element)
                vector_push(ret_list, condition);
        }
    }
}

bool conditions_exclude(const struct condition_list *list, uint32_t element, int64_t number)
{
    for (uint32_t i = 0; i < list->count; i++)
        if (list->items[i].element == element &&
            !number_compare(number, list->items[i].relation, list->items[i].number))
            return true;
    return false;
}

bool conditions_ask(const struct condition_list *list, uint32_t element, int64_t number)
{
    bool asks = false;

    for (uint32_t i = 0; i < list->count; i++)
        asks |= list->items[i].element == element;
    return asks && !conditions_exclude(list, element, number);
}

uint32_t conditions_pointee(const struct program *program, uint32_t number,
                            struct ir_operand operand)
{
    const struct fn *fn = &program->fns[number];

    if (operand.kind != IR_OPERAND_PLACE || !is_local(fn, operand.index))
        return 0;
    const struct ir_place *place = ir_place(fn->unit, fn->ir, (struct ir_place_id){operand.index});
    const struct ir_type *types = fn->unit->types;
    const struct ir_type *type =
        &types[ir_local(fn->unit, fn->ir, (struct ir_local_id){place->argument})->type.index];
    if (type->kind != IR_TYPE_POINTER || types[type->element.index].kind != IR_TYPE_RECORD)
        return 0;
    return program->record_of[fn->input][types[type->element.index].record.index];
}

struct bitset conditions_reach(const struct fn *fn, uint32_t from, struct arena *scratch)
{
    struct bitset seen = bitset_new(scratch, fn->ir->blocks.count);
    VECTOR(uint32_t) todo = {0};

    vector_push(&todo, from);
    while (todo.count) {
        const struct ir_block *block = fn_block(fn, vector_pop(&todo));
        for (uint32_t edge = 0; edge < graph_n_successors(block); edge++) {
            uint32_t next = graph_successor(fn, block, edge);
            if (bitset_add(&seen, next))
                vector_push(&todo, next);
        }
    }
    vector_deinit(&todo);
    return seen;
}

uint32_t conditions_block_of(const struct fn *fn, uint32_t instr)
{
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        if (instr >= instrs.first && instr < instrs.first + instrs.count)
            return id;
    }
    return 0;
}
