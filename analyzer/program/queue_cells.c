/* What is done to the cells of an array whose index moves. Not every store into one puts a message in:
 *
 *   a reused one  what the same function has read from that very cell: `p = realloc(slot[i]); slot[i] = p`
 *   an entry      of a table, in whose cells some function searches for a value: `if (recent[i] == hash)`
 *
 * Who fills a cell in place, `r = &slots[n++ % N]; r->job = job`, puts in what he fills; who hands out the whole array
 * lets it be taken from; and arrays that one index goes through are one.
 *
 * Requires targets. */
#include "program/conditions.h"
#include "program/elements.h"
#include "program/queues_inside.h"

static bool is_element(const struct scan *scan, uint32_t place, uint32_t element)
{
    return element_of_named_place(scan->program, scan->number, (struct ir_place_id){place}) ==
           element;
}

/* ---- the cell ---- */

/* The array of which the operand is a cell; 0 = none. */
static uint32_t array_of(const struct scan *scan, struct ir_operand operand)
{
    bool is_cell = false;

    if (operand.kind != IR_OPERAND_PLACE)
        return 0;
    for (uint32_t id = operand.index; id; id = fn_place(scan->fn, id)->parent.index) {
        enum ir_place_kind kind = (enum ir_place_kind)fn_place(scan->fn, id)->kind;
        is_cell |= kind == IR_PLACE_INDEX || kind == IR_PLACE_INDEX_PLACE;
        if (kind == IR_PLACE_FIELD || kind == IR_PLACE_GLOBAL)
            return is_cell ? element_of_place(scan->program, scan->number, (struct ir_place_id){id})
                           : 0;
    }
    return 0;
}

bool queues_reuses_cell(const struct scan *scan, const struct ir_instr *store)
{
    for (uint32_t id = 1; id < scan->fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(scan->fn, id)->instrs;
        for (uint32_t i = 0; i < instrs.count; i++) {
            const struct ir_instr *copy = &scan->fn->unit->instrs[instrs.first + i];
            if (copy->op == IR_COPY && copy->a.kind == IR_OPERAND_PLACE &&
                copy->a.index == store->dst.index)
                return true;
        }
    }
    return false;
}

/* ---- in place ---- */

/* Whether the place lies behind the pointer. */
static bool is_behind(const struct scan *scan, uint32_t id, uint32_t pointer)
{
    bool behind = false;

    for (; id && id != pointer; id = fn_place(scan->fn, id)->parent.index)
        behind |= fn_place(scan->fn, id)->kind == IR_PLACE_DEREF;
    return id && behind;
}

static bool reads_behind(const struct scan *scan, const struct ir_instr *instr, uint32_t pointer)
{
    struct ir_operand operands[] = {instr->a, instr->op == IR_COMPUTE ? instr->b : instr->a};

    for (uint32_t i = 0; i < 2; i++)
        if (operands[i].kind == IR_OPERAND_PLACE && is_behind(scan, operands[i].index, pointer))
            return true;
    for (uint32_t i = 0; instr->op == IR_CALL && i < instr->arguments.count; i++) {
        struct ir_operand argument = scan->fn->unit->operands[instr->arguments.first + i];
        if (argument.kind == IR_OPERAND_PLACE &&
            (argument.index == pointer || is_behind(scan, argument.index, pointer)))
            return true;
    }
    return false;
}

bool queues_fills_cell(const struct scan *scan, const struct ir_instr *instr)
{
    uint32_t pointer = instr->dst.index;
    uint32_t at = (uint32_t)(instr - scan->fn->unit->instrs);

    if (instr->op != IR_COPY || instr->a.kind != IR_OPERAND_ADDRESS || !pointer ||
        fn_place(scan->fn, pointer)->kind != IR_PLACE_LOCAL ||
        conditions_only_write(scan->fn, pointer) != instr)
        return false;
    for (uint32_t id = 1; id < scan->fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(scan->fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
            const struct ir_instr *use = &scan->fn->unit->instrs[i];
            if (i <= at)
                continue;
            if (reads_behind(scan, use, pointer))
                return false;
            if (use->dst.index && is_behind(scan, use->dst.index, pointer))
                return true;
        }
    }
    return false;
}

/* ---- the array ---- */

void queues_find_searched(const struct scan *scan, struct bitset *arrays)
{
    for (uint32_t id = 1; id < scan->fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(scan->fn, id);
        bool is_search = block->end == IR_END_BRANCH && block->relation <= IR_NE &&
                         block->a.kind == IR_OPERAND_PLACE && block->b.kind == IR_OPERAND_PLACE;
        uint32_t a = is_search ? array_of(scan, block->a) : 0;
        uint32_t b = is_search ? array_of(scan, block->b) : 0;
        if (a != b)
            bitset_add(arrays, a ? a : b);
    }
}

bool queues_share_index(const struct scan *scan, const struct queue_use *a,
                        const struct queue_use *b)
{
    const struct queue_use *uses[] = {a, b};
    uint32_t index[2] = {0};

    for (uint32_t i = 0; i < 2; i++) {
        uint32_t id = scan->fn->unit->instrs[uses[i]->instr].dst.index;
        while (fn_place(scan->fn, id)->kind == IR_PLACE_FIELD)
            id = fn_place(scan->fn, id)->parent.index;
        if (fn_place(scan->fn, id)->kind == IR_PLACE_INDEX_PLACE)
            index[i] = fn_place(scan->fn, id)->argument;
    }
    return index[0] && index[0] == index[1];
}

/* ---- the whole array ---- */

/* Whether what the call returns becomes the array: it has made it larger. */
static bool becomes_array(const struct scan *scan, const struct ir_instr *call, uint32_t element)
{
    if (!call->dst.index)
        return false;
    if (is_element(scan, call->dst.index, element))
        return true;
    for (uint32_t id = 1; id < scan->fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(scan->fn, id)->instrs;
        for (uint32_t i = 0; i < instrs.count; i++) {
            const struct ir_instr *copy = &scan->fn->unit->instrs[instrs.first + i];
            if (copy->op == IR_COPY && copy->dst.index && copy->a.kind == IR_OPERAND_PLACE &&
                copy->a.index == call->dst.index && is_element(scan, copy->dst.index, element))
                return true;
        }
    }
    return false;
}

bool queues_hands_out(const struct scan *scan, const struct ir_instr *call)
{
    for (uint32_t i = 0; call->op == IR_CALL && i < call->arguments.count; i++) {
        struct ir_operand argument = scan->fn->unit->operands[call->arguments.first + i];
        bool is_place = argument.kind == IR_OPERAND_PLACE || argument.kind == IR_OPERAND_ADDRESS;
        uint32_t id = is_place ? argument.index : 0;
        if (id && fn_place(scan->fn, id)->kind == IR_PLACE_DEREF)
            id = fn_place(scan->fn, id)->parent.index;
        uint32_t element =
            id ? element_of_named_place(scan->program, scan->number, (struct ir_place_id){id}) : 0;
        if (element && bitset_has(&scan->kept->arrays, element) &&
            !becomes_array(scan, call, element))
            return true;
    }
    return false;
}

/* Whether the operand is a cell, or lies in one, at an index of the function's own that it counts with: a local with
 * several values. What is kept in a field or global is a queue's position. */
static bool is_at_own_index(const struct fn *fn, struct ir_operand operand)
{
    if (operand.kind != IR_OPERAND_PLACE)
        return false;
    for (uint32_t id = operand.index; id; id = fn_place(fn, id)->parent.index) {
        const struct ir_place *place = fn_place(fn, id);
        struct ir_operand index = {IR_OPERAND_PLACE, place->argument};
        if (place->kind == IR_PLACE_INDEX_PLACE && place->argument && fn_local(fn, index) &&
            !conditions_only_write(fn, place->argument))
            return true;
    }
    return false;
}

bool queues_goes_over(const struct scan *scan, const struct ir_instr *copy)
{
    return copy->op == IR_COPY && copy->dst.index &&
           fn_place(scan->fn, copy->dst.index)->kind == IR_PLACE_LOCAL &&
           is_at_own_index(scan->fn, copy->a);
}
