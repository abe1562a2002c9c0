/* What takes out: whoever reads what is kept.
 *
 * Requires all that adds. */
#include "program/queues_inside.h"

#include "program/elements.h"
#include "program/stores.h"

/* The end or the array that the place is, or lies behind; 0 = none. */
static uint32_t kept_in(const struct scan *scan, uint32_t id)
{
    for (; id; id = fn_place(scan->fn, id)->parent.index) {
        const struct ir_place *place = fn_place(scan->fn, id);
        if (place->kind != IR_PLACE_FIELD && place->kind != IR_PLACE_GLOBAL)
            continue;
        uint32_t element = element_of_place(scan->program, scan->number, (struct ir_place_id){id});
        if (bitset_has(&scan->kept->arrays, element))
            return id;
        uint32_t node = queues_end_of_list(scan, id);
        if (node && bitset_has(&scan->kept->nodes, node))
            return id;
    }
    return 0;
}

static void add_reading(const struct scan *scan, uint32_t block, uint32_t index,
                        struct ir_operand operand)
{
    bool is_place = operand.kind == IR_OPERAND_PLACE || operand.kind == IR_OPERAND_ADDRESS;
    uint32_t end = is_place ? kept_in(scan, operand.index) : 0;

    if (end)
        queues_add_receive(scan, block, index, end);
}

/* A comparison takes nothing out. */
static bool only_compares(const struct ir_instr *instr)
{
    return instr->op == IR_COMPUTE && instr->operation >= IR_EQ && instr->operation <= IR_GE;
}

/* Whether the place got what it holds just before, in the same block. */
static bool is_just_written(const struct scan *scan, uint32_t block, uint32_t index, uint32_t place)
{
    uint32_t first = fn_block(scan->fn, block)->instrs.first;

    for (uint32_t i = first; i < index; i++)
        if (scan->fn->unit->instrs[i].dst.index == place)
            return true;
    return false;
}

/* Whether the place is a cell that holds a number, or a field of one: to compare that is to read it, while an end or a cell
 * that is compared with NULL is only asked whether there is something. The first cell of an array is the array itself. */
static bool is_number_in_cell(const struct scan *scan, uint32_t id)
{
    const struct ir_type *type = stores_type_of_place(scan->fn, (struct ir_place_id){id});
    const struct ir_place *place = fn_place(scan->fn, id);
    bool is_first = type->kind == IR_TYPE_ARRAY;

    if (is_first)
        type = &scan->fn->unit->types[type->element.index];
    while (place->kind == IR_PLACE_FIELD)
        place = fn_place(scan->fn, place->parent.index);
    return (is_first || place->kind == IR_PLACE_INDEX || place->kind == IR_PLACE_INDEX_PLACE) &&
           type->kind == IR_TYPE_INTEGER;
}

/* The last instruction of the block; where it has none, the first of those that follow; 0 = they have none either. */
static uint32_t instr_at_end(const struct fn *fn, const struct ir_block *block, uint32_t *id)
{
    if (block->instrs.count)
        return block->instrs.first + block->instrs.count - 1;
    for (uint32_t edge = 0; edge < graph_n_successors(block); edge++) {
        *id = graph_successor(fn, block, edge);
        if (fn_block(fn, *id)->instrs.count)
            return fn_block(fn, *id)->instrs.first;
    }
    return 0;
}

void queues_take_asked(struct scan *scan, uint32_t id)
{
    const struct ir_block *block = fn_block(scan->fn, id);
    bool asks = block->end == IR_END_BRANCH || block->end == IR_END_SWITCH;

    if (!asks || block->a.kind != IR_OPERAND_PLACE || !is_number_in_cell(scan, block->a.index))
        return;
    uint32_t instr = instr_at_end(scan->fn, block, &id);
    if (instr)
        add_reading(scan, id, instr, block->a);
}

static void add_if_takes(const struct scan *scan, uint32_t block, uint32_t index)
{
    const struct ir_instr *instr = &scan->fn->unit->instrs[index];

    bool copies_own = instr->op == IR_COPY && instr->a.kind == IR_OPERAND_PLACE &&
                      is_just_written(scan, block, index, instr->a.index);
    bool reads_number =
        instr->a.kind == IR_OPERAND_PLACE && is_number_in_cell(scan, instr->a.index);
    if ((only_compares(instr) && !reads_number) || copies_own)
        return;
    /* that an end points to the other takes nothing out; whoever else has the address may */
    if (instr->a.kind != IR_OPERAND_ADDRESS || !queues_written_end(scan, instr))
        add_reading(scan, block, index, instr->a);
    if (instr->op == IR_COMPUTE)
        add_reading(scan, block, index, instr->b);
    for (uint32_t i = 0; instr->op == IR_CALL && i < instr->arguments.count; i++)
        add_reading(scan, block, index, scan->fn->unit->operands[instr->arguments.first + i]);
}

/* A function that adds reads the ends as well, to link what it adds; it takes out only where it stores what
 * lies behind a node in an end, or reads a cell. */
static bool moves_on(const struct scan *scan, uint32_t block, uint32_t index)
{
    const struct ir_instr *instr = &scan->fn->unit->instrs[index];
    bool atomic;

    if (instr->op != IR_COPY || !instr->dst.index || instr->a.kind != IR_OPERAND_PLACE ||
        is_just_written(scan, block, index, instr->a.index))
        return false;
    if (queues_cell_of_array(scan, instr->a.index, &atomic))
        return true;
    uint32_t local = fn_local(scan->fn, instr->a);
    return queues_end_of_list(scan, instr->dst.index) &&
           (local ? queues_is_taken_out(scan, local) : queues_node_held(scan, instr->a.index) != 0);
}

/* Whether a call gets a cell, or the address of one. */
static bool hands_out_cell(const struct scan *scan, const struct ir_instr *instr)
{
    bool atomic;

    for (uint32_t i = 0; instr->op == IR_CALL && i < instr->arguments.count; i++) {
        struct ir_operand argument = scan->fn->unit->operands[instr->arguments.first + i];
        if ((argument.kind == IR_OPERAND_PLACE || argument.kind == IR_OPERAND_ADDRESS) &&
            queues_cell_of_array(scan, argument.index, &atomic))
            return true;
    }
    return false;
}

void queues_visit_taking(struct scan *scan, uint32_t block, uint32_t index, void *is_adder)
{
    const struct ir_instr *instr = &scan->fn->unit->instrs[index];

    if (!*(const bool *)is_adder || hands_out_cell(scan, instr) || queues_hands_out(scan, instr) ||
        queues_goes_over(scan, instr)) {
        add_if_takes(scan, block, index);
    } else if (moves_on(scan, block, index)) {
        uint32_t end = queues_end_of_list(scan, instr->dst.index);
        add_if_takes(scan, block, index);
        if (end)
            queues_add_receive(scan, block, index, instr->dst.index);
    }
}
