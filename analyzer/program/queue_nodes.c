/* Nodes, the lists that they are linked into, and the ends of those. */
#include "program/queues_inside.h"

#include "program/conditions.h"
#include "program/model_flow.h"
#include "program/stores.h"

/* ---- types ---- */

static const struct ir_type *pointee(const struct ir_unit *unit, const struct ir_type *type)
{
    return type->kind == IR_TYPE_POINTER ? &unit->types[type->element.index] : &unit->types[0];
}

/* Whether one of the record's fields is a record of that kind. */
static bool has_part(const struct ir_unit *unit, uint32_t record, uint32_t part)
{
    for (uint32_t i = 1; i < unit->n_fields; i++) {
        const struct ir_type *type = &unit->types[unit->fields[i].type.index];
        if (unit->fields[i].record.index == record && type->kind == IR_TYPE_RECORD &&
            type->record.index == part)
            return true;
    }
    return false;
}

/* Whether objects of the record point to objects of their own kind, in a field of which the unit knows, or in
 * a field of a part of theirs. */
static bool is_node(const struct ir_unit *unit, uint32_t record)
{
    for (uint32_t i = 1; i < unit->n_fields; i++) {
        const struct ir_type *target = pointee(unit, &unit->types[unit->fields[i].type.index]);
        uint32_t owner = unit->fields[i].record.index;
        if (target->kind == IR_TYPE_RECORD && target->record.index == record &&
            (owner == record || has_part(unit, record, owner)))
            return true;
    }
    return false;
}

uint32_t queues_node_held(const struct scan *scan, uint32_t id)
{
    const struct ir_unit *unit = scan->fn->unit;
    const struct ir_type *target =
        pointee(unit, stores_type_of_place(scan->fn, (struct ir_place_id){id}));

    if (target->kind == IR_TYPE_POINTER)
        target = pointee(unit, target);
    if (target->kind != IR_TYPE_RECORD || !is_node(unit, target->record.index))
        return 0;
    return scan->program->record_of[scan->fn->input][target->record.index];
}

uint32_t queues_end_of_list(const struct scan *scan, uint32_t id)
{
    const struct ir_place *place = fn_place(scan->fn, id);
    uint32_t node = 0;

    if (place->kind == IR_PLACE_FIELD || place->kind == IR_PLACE_GLOBAL)
        node = queues_node_held(scan, id);
    for (; node && place->kind == IR_PLACE_FIELD; place = fn_place(scan->fn, place->parent.index)) {
        const struct ir_field *field = &scan->fn->unit->fields[place->argument];
        if (scan->program->record_of[scan->fn->input][field->record.index] == node)
            return 0;
    }
    return node;
}

bool queues_is_link(const struct scan *scan, uint32_t id)
{
    return fn_place(scan->fn, id)->kind == IR_PLACE_FIELD && queues_node_held(scan, id) &&
           !queues_end_of_list(scan, id);
}

/* ---- what is in a list ---- */

bool queues_is_taken_out(const struct scan *scan, uint32_t local)
{
    const struct fn *fn = scan->fn;

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        for (uint32_t i = 0; i < block->instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[block->instrs.first + i];
            if (instr->op == IR_COPY && instr->dst.index && instr->a.kind == IR_OPERAND_PLACE &&
                fn_place(scan->fn, instr->dst.index)->kind == IR_PLACE_LOCAL &&
                fn_place(scan->fn, instr->dst.index)->argument == local &&
                !fn_local(scan->fn, instr->a) && queues_node_held(scan, instr->a.index))
                return true;
        }
    }
    return false;
}

/* Whether the operand is, or was read from, an end or a link of such nodes. */
static bool is_from_list(const struct scan *scan, struct ir_operand operand)
{
    uint32_t local = fn_local(scan->fn, operand);

    if (local)
        return queues_is_taken_out(scan, local);
    return operand.kind == IR_OPERAND_PLACE && queues_node_held(scan, operand.index);
}

/* Whether the function links the node with others: it points to one of them from then on, or one of them to
 * it. A pointer to a node that is only kept is no list. */
static bool is_linked(const struct scan *scan, struct ir_operand node)
{
    uint32_t local = fn_root_local(scan->fn, node.index);

    for (uint32_t id = 1; id < scan->fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(scan->fn, id)->instrs;
        for (uint32_t i = 0; i < instrs.count; i++) {
            const struct ir_instr *instr = &scan->fn->unit->instrs[instrs.first + i];
            if (!instr->dst.index || instr->op != IR_COPY ||
                !queues_is_link(scan, instr->dst.index))
                continue;
            bool of_it = fn_root_local(scan->fn, instr->dst.index) == local;
            bool to_it = instr->a.kind == node.kind && instr->a.index == node.index;
            if (of_it ? is_from_list(scan, instr->a) : to_it)
                return true;
        }
    }
    return false;
}

/* Whether the place lies in an object that the function has just allocated: nobody shares it yet. */
static bool is_in_new(const struct scan *scan, uint32_t id)
{
    id = fn_root(scan->fn, id);
    const struct ir_instr *write =
        fn_place(scan->fn, id)->kind == IR_PLACE_LOCAL ? conditions_only_write(scan->fn, id) : NULL;
    if (!write || write->op != IR_CALL)
        return false;
    uint32_t c = graph_first_call(scan->fn, (uint32_t)(write - scan->fn->unit->instrs));
    for (uint32_t k = 0; k < scan->fn->calls[c].targets.count; k++) {
        uint32_t target = scan->fn->calls[c].targets.items[k];
        if (scan->program->fns[target].is_model && model_flow_of(scan->program, target).makes)
            return true;
    }
    return false;
}

/* ---- ends ---- */

uint32_t queues_adds_to_list(const struct scan *scan, const struct ir_instr *instr)
{
    uint32_t end = instr->dst.index, local = fn_local(scan->fn, instr->a);
    bool is_own = instr->a.kind == IR_OPERAND_ADDRESS &&
                  fn_place(scan->fn, instr->a.index)->kind == IR_PLACE_LOCAL;

    if (instr->op != IR_COPY || (!local && !is_own))
        return 0;
    /* `*queue->last = node`, where `last` is the address of the last link, links it by that */
    bool through_last = fn_place(scan->fn, end)->kind == IR_PLACE_DEREF;
    if (through_last)
        end = fn_place(scan->fn, end)->parent.index;
    bool adds = queues_end_of_list(scan, end) && (is_own || !queues_is_taken_out(scan, local)) &&
                (through_last || is_linked(scan, instr->a));
    return adds && !is_in_new(scan, end) ? end : 0;
}

uint32_t queues_written_end(const struct scan *scan, const struct ir_instr *instr)
{
    uint32_t end = instr->op == IR_COPY ? instr->dst.index : 0;

    if (end && fn_place(scan->fn, end)->kind == IR_PLACE_DEREF)
        end = fn_place(scan->fn, end)->parent.index;
    return end && queues_end_of_list(scan, end) ? end : 0;
}
