/* What adds to a list or an array, and which ends and arrays are of one queue.
 *
 * Requires the manners of the function. */
#include "program/queues_inside.h"

#include "program/elements.h"
#include "program/stores.h"

/* ---- what adds ---- */

/* Whether what is stored in a cell is a message: a constant marks the cell, and what is computed from the cell
 * counts or sets bits in it. */
static bool is_message(const struct ir_instr *instr)
{
    bool is_constant = instr->op == IR_COPY &&
                       (instr->a.kind == IR_OPERAND_INTEGER || instr->a.kind == IR_OPERAND_NULL);
    bool is_own = instr->op == IR_COMPUTE &&
                  ((instr->a.kind == IR_OPERAND_PLACE && instr->a.index == instr->dst.index) ||
                   (instr->b.kind == IR_OPERAND_PLACE && instr->b.index == instr->dst.index));

    return !is_constant && !is_own;
}

/* The end of a list or the array to which the instruction adds; 0 = it adds to none. */
static uint32_t added_to(struct scan *scan, const struct ir_instr *instr, bool *ret_is_list,
                         bool *ret_atomic)
{
    uint32_t end = queues_adds_to_list(scan, instr);
    uint32_t array =
        end || !is_message(instr) ? 0 : queues_cell_of_array(scan, instr->dst.index, ret_atomic);
    bool in_place = !end && !array && queues_fills_cell(scan, instr);

    *ret_is_list = end != 0;
    if (in_place)
        array = queues_cell_of_array(scan, instr->a.index, ret_atomic);
    if (!end && (!array || queues_collects(scan, instr, array) ||
                 (!in_place && queues_reuses_cell(scan, instr))))
        return 0;
    return end ? end : array;
}

static void add_put(const struct scan *scan, uint32_t block, uint32_t index, uint32_t to,
                    bool is_list, bool quiet)
{
    queues_add_send(scan, block, index, to);
    vector_last(scan->found)->quiet = quiet;
    vector_last(scan->found)->node = is_list ? queues_node_held(scan, to) : 0;
    vector_last(scan->found)->place = to;
}

static void add_if_adds(struct scan *scan, uint32_t block, uint32_t index)
{
    const struct ir_instr *instr = &scan->fn->unit->instrs[index];
    bool atomic = instr->flags & IR_INSTR_ATOMIC, is_list;
    uint32_t to = instr->dst.index ? added_to(scan, instr, &is_list, &atomic) : 0;

    if (!to)
        return;
    bool quiet = !scan->manners.wakes && !scan->manners.waits && !atomic;
    if (quiet && !scan->manners.locks)
        return;
    if (is_list)
        bitset_add(&scan->kept->nodes, queues_node_held(scan, to));
    else
        bitset_add(&scan->kept->arrays, queues_element_at(scan, to));
    add_put(scan, block, index, to, is_list, quiet);
}

void queues_visit_adding(struct scan *scan, uint32_t block, uint32_t index, void *none)
{
    (void)none;
    add_if_adds(scan, block, index);
}

void queues_visit_filling(struct scan *scan, uint32_t block, uint32_t index, void *none)
{
    const struct ir_instr *instr = &scan->fn->unit->instrs[index];
    bool atomic, is_list;
    uint32_t to = instr->dst.index ? added_to(scan, instr, &is_list, &atomic) : 0;

    (void)none;
    if (to && (is_list ? bitset_has(&scan->kept->nodes, queues_node_held(scan, to))
                       : bitset_has(&scan->kept->arrays, queues_element_at(scan, to))))
        add_put(scan, block, index, to, is_list, true);
}

void queues_keep_last_send(const struct scan *scan, struct queue_uses *found, uint32_t first)
{
    const struct ir_instr *instrs = scan->fn->unit->instrs;
    uint32_t n = first;

    for (uint32_t i = first; i < found->count; i++)
        for (uint32_t k = i + 1; k < found->count && found->items[i].kind == USE_SEND; k++) {
            struct ir_operand a = instrs[found->items[i].instr].a;
            struct ir_operand b = instrs[found->items[k].instr].a;
            if (found->items[k].kind == USE_SEND && a.kind == b.kind && a.index == b.index)
                found->items[i].kind = 0;
        }
    for (uint32_t i = first; i < found->count; i++)
        if (found->items[i].kind)
            found->items[n++] = found->items[i];
    found->count = n;
    /* both ends of a list that gets another one get different nodes; arrays that go together have one index */
    for (uint32_t i = first + 1; i < n; i++) {
        struct queue_use *use = &found->items[i], *before = use - 1;
        bool is_one = use->node ? use->node == before->node
                                : !before->node && queues_share_index(scan, use, before);
        if (use->object.kind == before->object.kind && use->object.index == before->object.index &&
            is_one && use->part != before->part) {
            struct queue_use pair = {.kind = USE_ENDS,
                                     .fn = scan->number,
                                     .part = use->part,
                                     .other_part = before->part};
            *before = pair;
        }
    }
}

/* ---- which ends are of one queue ---- */

static void pair(const struct scan *scan, uint32_t end, uint32_t other)
{
    struct queue_use use = {.kind = USE_ENDS,
                            .fn = scan->number,
                            .part = queues_element_at(scan, end),
                            .other_part = queues_element_at(scan, other)};

    if (use.part != use.other_part)
        vector_push(scan->found, use);
}

void queues_visit_pairing(struct scan *scan, uint32_t block, uint32_t index, void *last)
{
    const struct ir_instr *instr = &scan->fn->unit->instrs[index];
    uint32_t end = queues_written_end(scan, instr);
    uint32_t *last_index = last;
    bool from_place = instr->a.kind == IR_OPERAND_PLACE || instr->a.kind == IR_OPERAND_ADDRESS;

    (void)block;
    if (!end || !from_place)
        return;
    if (queues_end_of_list(scan, instr->a.index))
        pair(scan, end, instr->a.index);
    const struct ir_instr *before = &scan->fn->unit->instrs[*last_index];
    if (*last_index && before->a.kind == instr->a.kind && before->a.index == instr->a.index)
        pair(scan, end, queues_written_end(scan, before));
    *last_index = index;
}
