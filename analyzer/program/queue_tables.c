/* Tables: lists and arrays that are added to under a mutex, as a queue may be, but which nobody is to take
 * from in turn.
 *
 *   taken out by a link   somewhere a node of that kind is unlinked through what points to it, by whoever has
 *                         the node: `*node->link = node->next`, `node->before->next = node->next`
 *   looked up             the function that adds also reads what is in the nodes or cells already there, or
 *                         lets another function do so
 *
 * Requires what queues.c has found. */
#include "program/conditions.h"
#include "program/elements.h"
#include "program/queues_inside.h"

static bool is_place(struct ir_operand operand)
{
    return operand.kind == IR_OPERAND_PLACE || operand.kind == IR_OPERAND_ADDRESS;
}

/* Calls `visit` for what each instruction of the function reads, and what its branches compare; until it says
 * true. */
typedef bool visit_operand(const struct scan *scan, const struct ir_instr *instr,
                           struct ir_operand operand, const void *data);

static bool any_in_instr(const struct scan *scan, const struct ir_instr *instr,
                         visit_operand *visit, const void *data)
{
    bool any = visit(scan, instr, instr->a, data) ||
               (instr->op == IR_COMPUTE && visit(scan, instr, instr->b, data));

    for (uint32_t i = 0; instr->op == IR_CALL && i < instr->arguments.count && !any; i++)
        any = visit(scan, instr, scan->fn->unit->operands[instr->arguments.first + i], data);
    return any;
}

static bool any_operand(const struct scan *scan, visit_operand *visit, const void *data)
{
    for (uint32_t id = 1; id < scan->fn->ir->blocks.count; id++) {
        const struct ir_block *block =
            ir_block(scan->fn->unit, scan->fn->ir, (struct ir_block_id){id});
        for (uint32_t i = 0; i < block->instrs.count; i++)
            if (any_in_instr(scan, &scan->fn->unit->instrs[block->instrs.first + i], visit, data))
                return true;
        if (visit(scan, NULL, block->a, data) || visit(scan, NULL, block->b, data))
            return true;
    }
    return false;
}

/* ---- taken out by a link ---- */

/* Whether the local points to a node that is in a list: it was read from one, or copied from one that was. */
static bool is_in_list(const struct scan *scan, uint32_t local)
{
    if (!local || queues_is_taken_out(scan, local))
        return local != 0;
    for (uint32_t id = 1; id < scan->fn->ir->blocks.count; id++) {
        struct ir_range instrs =
            ir_block(scan->fn->unit, scan->fn->ir, (struct ir_block_id){id})->instrs;
        for (uint32_t i = 0; i < instrs.count; i++) {
            const struct ir_instr *copy = &scan->fn->unit->instrs[instrs.first + i];
            struct ir_operand to = {IR_OPERAND_PLACE, copy->dst.index};
            if (copy->op == IR_COPY && copy->dst.index && fn_local(scan->fn, to) == local &&
                fn_local(scan->fn, copy->a) &&
                queues_is_taken_out(scan, fn_local(scan->fn, copy->a)))
                return true;
        }
    }
    return false;
}

/* Whether the operand is the neighbour of a node: its link, or a local that was read from one. */
static bool is_neighbour(const struct scan *scan, struct ir_operand operand)
{
    uint32_t local = fn_local(scan->fn, operand);

    if (local)
        return queues_is_taken_out(scan, local);
    return operand.kind == IR_OPERAND_PLACE && queues_is_link(scan, operand.index);
}

/* Whether the place is a link of a node that is in a list, or what a link points to. */
static bool is_link_in_list(const struct scan *scan, uint32_t id)
{
    uint32_t root = fn_root_local(scan->fn, id);

    if (fn_place(scan->fn, id)->kind != IR_PLACE_DEREF && !queues_is_link(scan, id))
        return false;
    for (uint32_t up = fn_place(scan->fn, id)->parent.index; up;
         up = fn_place(scan->fn, up)->parent.index)
        if (queues_is_link(scan, up))
            return true;
    return is_in_list(scan, root);
}

/* The kind of node that the instruction unlinks; 0 = none. Who only goes on reads into a local. */
static uint32_t unlinks(const struct scan *scan, const struct ir_instr *instr)
{
    if (instr->op == IR_CALL) {
        /* a function that gets both neighbours of a node makes them each other's */
        uint32_t links = 0, node = 0, root = 0;
        for (uint32_t i = 0; i < instr->arguments.count; i++) {
            struct ir_operand argument = scan->fn->unit->operands[instr->arguments.first + i];
            if (argument.kind != IR_OPERAND_PLACE || !queues_is_link(scan, argument.index))
                continue;
            links += !root || root == fn_root_local(scan->fn, argument.index);
            root = fn_root_local(scan->fn, argument.index);
            node = queues_node_held(scan, argument.index);
        }
        return links >= 2 && root ? node : 0;
    }
    if (instr->op != IR_COPY || !instr->dst.index || !is_neighbour(scan, instr->a) ||
        fn_place(scan->fn, instr->dst.index)->kind == IR_PLACE_LOCAL ||
        !is_link_in_list(scan, instr->dst.index))
        return 0;
    return queues_node_held(scan, instr->a.index);
}

static void find_unlinked(const struct scan *scan, struct bitset *unlinked)
{
    for (uint32_t id = 1; id < scan->fn->ir->blocks.count; id++) {
        struct ir_range instrs =
            ir_block(scan->fn->unit, scan->fn->ir, (struct ir_block_id){id})->instrs;
        for (uint32_t i = 0; i < instrs.count; i++)
            bitset_add(unlinked, unlinks(scan, &scan->fn->unit->instrs[instrs.first + i]));
    }
}

/* ---- looked up ---- */

/* Whether what is read lies in a node of that kind, other than its links, which was in a list before. */
static bool reads_node(const struct scan *scan, const struct ir_instr *instr,
                       struct ir_operand operand, const void *data)
{
    uint32_t node = *(const uint32_t *)data;

    (void)instr;
    if (!is_place(operand))
        return false;
    for (uint32_t id = operand.index; id; id = fn_place(scan->fn, id)->parent.index) {
        uint32_t parent = fn_place(scan->fn, id)->parent.index;
        if (fn_place(scan->fn, id)->kind != IR_PLACE_FIELD || queues_is_link(scan, id) || !parent ||
            fn_place(scan->fn, parent)->kind != IR_PLACE_DEREF)
            continue;
        uint32_t pointer = fn_place(scan->fn, parent)->parent.index;
        struct ir_operand held = {IR_OPERAND_PLACE, pointer};
        uint32_t local = fn_local(scan->fn, held);
        const struct ir_field *field = &scan->fn->unit->fields[fn_place(scan->fn, id)->argument];
        bool is_of_node = scan->program->record_of[scan->fn->input][field->record.index] == node &&
                          queues_node_held(scan, pointer) == node;
        if (is_of_node && (!local || queues_is_taken_out(scan, local)))
            return true;
    }
    return false;
}

/* Whether the place is the array, or what it points to as one. */
static bool is_array(const struct scan *scan, uint32_t id, uint32_t element)
{
    if (fn_place(scan->fn, id)->kind == IR_PLACE_DEREF)
        id = fn_place(scan->fn, id)->parent.index;
    bool is_named = fn_place(scan->fn, id)->kind == IR_PLACE_FIELD ||
                    fn_place(scan->fn, id)->kind == IR_PLACE_GLOBAL;
    return is_named &&
           element_of_place(scan->program, scan->number, (struct ir_place_id){id}) == element;
}

static bool is_model_call(const struct scan *scan, const struct ir_instr *instr)
{
    const struct call_site *site =
        &scan->fn->calls[graph_first_call(scan->fn, (uint32_t)(instr - scan->fn->unit->instrs))];
    bool is_system = site->entity && scan->program->entities[site->entity].flags & IR_SYMBOL_SYSTEM;

    return is_system ||
           (site->targets.count && scan->program->fns[site->targets.items[0]].is_model);
}

/* Whether a cell of the array is read, or somebody gets its address; or the whole of it is given to somebody
 * who may read it: to grow it does not. */
static bool reads_cell(const struct scan *scan, const struct ir_instr *instr,
                       struct ir_operand operand, const void *data)
{
    uint32_t element = *(const uint32_t *)data;

    if (!is_place(operand))
        return false;
    if (is_array(scan, operand.index, element)) {
        bool computes = instr && (instr->op == IR_COPY ||
                                  (instr->op == IR_COMPUTE &&
                                   !(instr->operation >= IR_EQ && instr->operation <= IR_GE)));
        return operand.kind == IR_OPERAND_ADDRESS || computes ||
               (instr && instr->op == IR_CALL && !is_model_call(scan, instr));
    }
    for (uint32_t id = operand.index; id; id = fn_place(scan->fn, id)->parent.index) {
        bool is_cell = fn_place(scan->fn, id)->kind == IR_PLACE_INDEX ||
                       fn_place(scan->fn, id)->kind == IR_PLACE_INDEX_PLACE;
        if (is_cell && is_array(scan, fn_place(scan->fn, id)->parent.index, element))
            return true;
    }
    return false;
}

static bool is_looked_up(const struct scan *scan, const struct queue_use *send)
{
    if (send->node)
        return any_operand(scan, reads_node, &send->node);
    uint32_t element =
        element_of_place(scan->program, scan->number, (struct ir_place_id){send->place});
    return any_operand(scan, reads_cell, &element);
}

/* ---- the whole ---- */

void queue_tables_drop(struct scan *scan)
{
    const struct program *program = scan->program;
    struct arena *scratch = arena_new();
    struct bitset unlinked = bitset_new(scratch, program->n_records + 1);
    uint32_t n = 0;
    bool any = false;

    for (uint32_t i = 0; i < scan->found->count; i++)
        any |= scan->found->items[i].quiet;
    for (scan->number = 1; any && scan->number < program->n_fns; scan->number++) {
        scan->fn = &program->fns[scan->number];
        if (!scan->fn->is_model)
            find_unlinked(scan, &unlinked);
    }
    for (uint32_t i = 0; i < scan->found->count; i++) {
        struct queue_use use = scan->found->items[i];
        scan->number = use.fn;
        scan->fn = &program->fns[use.fn];
        bool is_quiet = use.kind == USE_SEND && use.quiet;
        if (!is_quiet ||
            !((use.node && bitset_has(&unlinked, use.node)) || is_looked_up(scan, &use)))
            scan->found->items[n++] = use;
    }
    scan->found->count = n;
    arena_free(scratch);
}
