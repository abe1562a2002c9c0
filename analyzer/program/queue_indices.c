/* Cells of an array at an index that is kept in a field or global, and that moves. */
#include "program/queues_inside.h"

#include "program/conditions.h"
#include "program/elements.h"
#include "program/stores.h"

/* ---- indices ---- */

/* Steps from a value back to what it was computed from. */
enum { COMPUTED_STEPS = 4 };

/* Whether the operand's value goes back to the element: `(queue->tail + 1) % SIZE`. */
static bool comes_from(const struct scan *scan, struct ir_operand operand, uint32_t element,
                       uint32_t steps);

static bool is_computed_from(const struct scan *scan, const struct ir_instr *instr,
                             uint32_t element, uint32_t steps)
{
    if (instr->op == IR_COPY || instr->op == IR_COMPUTE)
        return comes_from(scan, instr->a, element, steps) ||
               (instr->op == IR_COMPUTE && comes_from(scan, instr->b, element, steps));
    for (uint32_t i = 0; instr->op == IR_CALL && i < instr->arguments.count; i++)
        if (comes_from(scan, scan->fn->unit->operands[instr->arguments.first + i], element, steps))
            return true;
    return false;
}

static bool comes_from(const struct scan *scan, struct ir_operand operand, uint32_t element,
                       uint32_t steps)
{
    uint32_t local = fn_local(scan->fn, operand);

    if (operand.kind != IR_OPERAND_PLACE || steps == COMPUTED_STEPS)
        return false;
    if (element_of_named_place(scan->program, scan->number, (struct ir_place_id){operand.index}) ==
        element)
        return true;
    for (uint32_t id = 1; local && id < scan->fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(scan->fn, id)->instrs;
        for (uint32_t i = 0; i < instrs.count; i++) {
            const struct ir_instr *instr = &scan->fn->unit->instrs[instrs.first + i];
            if (instr->dst.index == operand.index &&
                is_computed_from(scan, instr, element, steps + 1))
                return true;
        }
    }
    return false;
}

/* Whether the function moves the field or global on, from where it was; and whether it does so atomically. */
static bool is_moved_on(const struct scan *scan, uint32_t element, bool *ret_atomic)
{
    bool any = false;

    *ret_atomic = false;
    for (uint32_t id = 1; id < scan->fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(scan->fn, id);
        for (uint32_t i = 0; i < block->instrs.count; i++) {
            const struct ir_instr *instr = &scan->fn->unit->instrs[block->instrs.first + i];
            if (!instr->dst.index ||
                element_of_named_place(scan->program, scan->number, instr->dst) != element)
                continue;
            any |= instr->flags & IR_INSTR_ATOMIC || is_computed_from(scan, instr, element, 0);
            *ret_atomic |= instr->flags & IR_INSTR_ATOMIC;
        }
    }
    return any;
}

/* Whether it picks a bit of many, as in a set of descriptors: no position in a queue. */
static bool picks_bits(const struct ir_instr *write)
{
    return write->op == IR_COMPUTE && (write->operation == IR_DIV || write->operation == IR_SHR);
}

/* Whether the index is computed from a field or global which the function moves on. */
static bool index_moves(const struct scan *scan, struct ir_operand index, uint32_t copies,
                        bool *ret_atomic)
{
    enum { COPIES_MOST = 4 };

    if (index.kind != IR_OPERAND_PLACE || copies == COPIES_MOST)
        return false;
    uint32_t element =
        element_of_named_place(scan->program, scan->number, (struct ir_place_id){index.index});
    if (element)
        return is_moved_on(scan, element, ret_atomic);
    const struct ir_instr *write = conditions_only_write(scan->fn, index.index);
    if (!write || (write->op != IR_COPY && write->op != IR_COMPUTE) || picks_bits(write))
        return false;
    return index_moves(scan, write->a, copies + 1, ret_atomic) ||
           (write->op == IR_COMPUTE && index_moves(scan, write->b, copies + 1, ret_atomic));
}

/* ---- cells ---- */

/* Whether the path of the operand leads to the array or through it. */
static bool leads_to(const struct fn *fn, struct ir_operand operand, uint32_t array)
{
    bool has_place = operand.kind == IR_OPERAND_PLACE || operand.kind == IR_OPERAND_ADDRESS;

    for (uint32_t id = has_place ? operand.index : 0; id; id = fn_place(fn, id)->parent.index)
        if (id == array)
            return true;
    return false;
}

/* The field or global that the index comes from; 0 = none. */
static uint32_t position_of(const struct scan *scan, uint32_t place, uint32_t copies)
{
    enum { COPIES_MOST = 4 };
    uint32_t element =
        element_of_named_place(scan->program, scan->number, (struct ir_place_id){place});
    const struct ir_instr *write =
        element || copies == COPIES_MOST ? NULL : conditions_only_write(scan->fn, place);

    if (!write || write->op != IR_COPY || write->a.kind != IR_OPERAND_PLACE)
        return element;
    return position_of(scan, write->a.index, copies + 1);
}

/* Whether the function sets the position of the cell to a number, and never asks for it, as one does that goes
 * round a ring: a text that begins anew. */
static bool begins_anew(const struct scan *scan, uint32_t cell)
{
    const struct fn *fn = scan->fn;
    uint32_t position = position_of(scan, fn_place(fn, cell)->argument, 0);
    bool is_set = false;

    for (uint32_t id = 1; position && id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        for (uint32_t i = 0; i < block->instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[block->instrs.first + i];
            is_set |= instr->op == IR_COPY && instr->a.kind == IR_OPERAND_INTEGER &&
                      instr->dst.index &&
                      element_of_named_place(scan->program, scan->number, instr->dst) == position;
        }
        if (block->end == IR_END_BRANCH && block->a.kind == IR_OPERAND_PLACE &&
            position_of(scan, block->a.index, 0) == position)
            return false;
    }
    return is_set;
}

bool queues_collects(const struct scan *scan, const struct ir_instr *store, uint32_t array)
{
    const struct fn *fn = scan->fn;
    const struct ir_type *type = stores_type_of_place(fn, store->dst);
    bool reads = false;

    if (type->kind != IR_TYPE_INTEGER || type->count != 1)
        return false;
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++)
        for (uint32_t i = 0; i < fn_block(fn, id)->instrs.count && !reads; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[fn_block(fn, id)->instrs.first + i];
            reads = instr->op != IR_CALL && leads_to(fn, instr->a, array);
            for (uint32_t k = 0; instr->op == IR_CALL && k < instr->arguments.count; k++)
                reads |= leads_to(fn, fn->unit->operands[instr->arguments.first + k], array);
        }
    return reads || (fn_place(fn, store->dst.index)->kind == IR_PLACE_INDEX_PLACE &&
                     begins_anew(scan, store->dst.index));
}

uint32_t queues_cell_of_array(const struct scan *scan, uint32_t id, bool *ret_atomic)
{
    const struct ir_place *place = fn_place(scan->fn, id);

    while (place->kind == IR_PLACE_FIELD)
        place = fn_place(scan->fn, place->parent.index);
    if (place->kind != IR_PLACE_INDEX_PLACE || !place->argument)
        return 0;
    uint32_t array = place->parent.index;
    if (fn_place(scan->fn, array)->kind == IR_PLACE_DEREF)
        array = fn_place(scan->fn, array)->parent.index;
    bool is_named = fn_place(scan->fn, array)->kind == IR_PLACE_FIELD ||
                    fn_place(scan->fn, array)->kind == IR_PLACE_GLOBAL;
    struct ir_operand index = {IR_OPERAND_PLACE, place->argument};
    return is_named && index_moves(scan, index, 0, ret_atomic) ? array : 0;
}
