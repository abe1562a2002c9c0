/* A hand-written queue is a list, ring or array that some function adds to and then wakes somebody: it
 * signals a condition, posts a semaphore, writes into a pipe; or it waits for room before; or its indices are
 * atomic; or it adds quietly, under a mutex. What takes out is taken in the widest sense: whoever reads what is
 * in the list.
 *
 *   adds to a list    a pointer to a node, which is new or was handed in, is stored in a field or global
 *                     that holds nodes (a node's record has a pointer to its own kind)
 *   adds to an array  a value is stored at an index that another field or global holds
 *   takes out         a function that does not add reads such a place, or what lies behind it
 *
 * Requires targets, and stops_uses(). */
#include "program/queues.h"

#include "program/conditions.h"
#include "program/elements.h"
#include "program/model_flow.h"
#include "program/queues_inside.h"
#include "program/stops.h"
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
        const struct ir_block *block =
            ir_block(scan->fn->unit, scan->fn->ir, (struct ir_block_id){id});
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

/* Whether the path of the operand leads to the array or through it. */
static bool leads_to(const struct fn *fn, struct ir_operand operand, uint32_t array)
{
    bool has_place = operand.kind == IR_OPERAND_PLACE || operand.kind == IR_OPERAND_ADDRESS;

    for (uint32_t id = has_place ? operand.index : 0; id; id = fn_place(fn, id)->parent.index)
        if (id == array)
            return true;
    return false;
}

/* Whether bytes are put into a text that the function reads itself: it collects them for itself. */
static bool collects(const struct fn *fn, const struct ir_instr *store, uint32_t array)
{
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
    return reads;
}

/* The array, as a place, of which the place is a cell, or lies in one, at an index that is kept in a field or
 * global and moves; 0 = none. */
static uint32_t cell_of_array(const struct scan *scan, uint32_t id, bool *ret_atomic)
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

/* ---- objects ---- */

static struct ir_operand object_at(const struct scan *scan, uint32_t id)
{
    const struct ir_place *place = fn_place(scan->fn, id);

    if (place->kind == IR_PLACE_DEREF)
        return (struct ir_operand){IR_OPERAND_PLACE, place->parent.index};
    return (struct ir_operand){IR_OPERAND_ADDRESS, id};
}

static uint32_t record_of_place(const struct scan *scan, uint32_t id)
{
    const struct ir_type *type = stores_type_of_place(scan->fn, (struct ir_place_id){id});

    return type->kind == IR_TYPE_RECORD
               ? scan->program->record_of[scan->fn->input][type->record.index]
               : 0;
}

static bool has_manners(const struct scan *scan, uint32_t record)
{
    for (uint32_t i = 0; i < scan->manners.records.count; i++)
        if (record && scan->manners.records.items[i] == record)
            return true;
    return false;
}

static void add(const struct scan *scan, enum use_kind kind, uint32_t block, uint32_t instr,
                struct ir_operand object, uint32_t part)
{
    struct queue_use use = {.kind = kind,
                            .fn = scan->number,
                            .block = block,
                            .instr = instr,
                            .object = object,
                            .part = part,
                            .forever = scan->manners.waits};

    vector_push(scan->found, use);
}

static uint32_t element_at(const struct scan *scan, uint32_t id)
{
    return element_of_place(scan->program, scan->number, (struct ir_place_id){id});
}

/* The part of the queue that the end belongs to: the step below its object, which is the innermost one around
 * the end that also holds what is locked or signalled; else the innermost one. */
static uint32_t part_around(const struct scan *scan, uint32_t end)
{
    for (uint32_t part = end; fn_place(scan->fn, part)->kind == IR_PLACE_FIELD;
         part = fn_place(scan->fn, part)->parent.index)
        if (has_manners(scan, record_of_place(scan, fn_place(scan->fn, part)->parent.index)))
            return part;
    return end;
}

static struct ir_operand object_of_part(const struct scan *scan, uint32_t part)
{
    if (fn_place(scan->fn, part)->kind != IR_PLACE_FIELD)
        return (struct ir_operand){IR_OPERAND_NONE, 0};
    return object_at(scan, fn_place(scan->fn, part)->parent.index);
}

static void add_send(const struct scan *scan, uint32_t block, uint32_t instr, uint32_t end)
{
    uint32_t part = part_around(scan, end);

    add(scan, USE_SEND, block, instr, object_of_part(scan, part), element_at(scan, part));
}

/* Takes out of one of the objects around the end. Which of them holds the queue is sure where it is also locked
 * or signalled; it may be any. */
static void add_receive(const struct scan *scan, uint32_t block, uint32_t instr, uint32_t end)
{
    uint32_t sure = part_around(scan, end), part = end;
    bool is_field;

    do {
        is_field = fn_place(scan->fn, part)->kind == IR_PLACE_FIELD;
        if (is_field || fn_place(scan->fn, part)->kind == IR_PLACE_GLOBAL) {
            add(scan, USE_RECEIVE, block, instr, object_of_part(scan, part),
                element_at(scan, part));
            vector_last(scan->found)->forever &= part == sure;
        }
        part = fn_place(scan->fn, part)->parent.index;
    } while (is_field);
}

/* ---- what adds ---- */

bool queues_is_taken_out(const struct scan *scan, uint32_t local)
{
    const struct fn *fn = scan->fn;

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
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

bool queues_is_link(const struct scan *scan, uint32_t id)
{
    return fn_place(scan->fn, id)->kind == IR_PLACE_FIELD && queues_node_held(scan, id) &&
           !queues_end_of_list(scan, id);
}

uint32_t queues_root_local(const struct scan *scan, uint32_t id)
{
    while (fn_place(scan->fn, id)->parent.index)
        id = fn_place(scan->fn, id)->parent.index;
    return fn_place(scan->fn, id)->kind == IR_PLACE_LOCAL ? fn_place(scan->fn, id)->argument : 0;
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
    uint32_t local = queues_root_local(scan, node.index);

    for (uint32_t id = 1; id < scan->fn->ir->blocks.count; id++) {
        struct ir_range instrs =
            ir_block(scan->fn->unit, scan->fn->ir, (struct ir_block_id){id})->instrs;
        for (uint32_t i = 0; i < instrs.count; i++) {
            const struct ir_instr *instr = &scan->fn->unit->instrs[instrs.first + i];
            if (!instr->dst.index || instr->op != IR_COPY ||
                !queues_is_link(scan, instr->dst.index))
                continue;
            bool of_it = queues_root_local(scan, instr->dst.index) == local;
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
    while (fn_place(scan->fn, id)->parent.index)
        id = fn_place(scan->fn, id)->parent.index;
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

/* The end that gets a node which is new, or was handed in; 0 = none. */
static uint32_t adds_to_list(const struct scan *scan, const struct ir_instr *instr)
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

/* ---- which ends are of one queue ---- */

/* The end that the instruction writes; 0 = none. */
static uint32_t written_end(const struct scan *scan, const struct ir_instr *instr)
{
    uint32_t end = instr->op == IR_COPY ? instr->dst.index : 0;

    if (end && fn_place(scan->fn, end)->kind == IR_PLACE_DEREF)
        end = fn_place(scan->fn, end)->parent.index;
    return end && queues_end_of_list(scan, end) ? end : 0;
}

static void pair(const struct scan *scan, uint32_t end, uint32_t other)
{
    struct queue_use use = {.kind = USE_ENDS,
                            .fn = scan->number,
                            .part = element_at(scan, end),
                            .other_part = element_at(scan, other)};

    if (use.part != use.other_part)
        vector_push(scan->found, use);
}

/* Ends of one queue: one gets what the other holds, or its address; or both get the same node. */
static void visit_pairing(struct scan *scan, uint32_t block, uint32_t index, void *last)
{
    const struct ir_instr *instr = &scan->fn->unit->instrs[index];
    uint32_t end = written_end(scan, instr);
    uint32_t *last_index = last;
    bool from_place = instr->a.kind == IR_OPERAND_PLACE || instr->a.kind == IR_OPERAND_ADDRESS;

    (void)block;
    if (!end || !from_place)
        return;
    if (queues_end_of_list(scan, instr->a.index))
        pair(scan, end, instr->a.index);
    const struct ir_instr *before = &scan->fn->unit->instrs[*last_index];
    if (*last_index && before->a.kind == instr->a.kind && before->a.index == instr->a.index)
        pair(scan, end, written_end(scan, before));
    *last_index = index;
}

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
    uint32_t end = adds_to_list(scan, instr);
    uint32_t array =
        end || !is_message(instr) ? 0 : cell_of_array(scan, instr->dst.index, ret_atomic);
    bool in_place = !end && !array && queues_fills_cell(scan, instr);

    *ret_is_list = end != 0;
    if (in_place)
        array = cell_of_array(scan, instr->a.index, ret_atomic);
    if (!end && (!array || collects(scan->fn, instr, array) ||
                 (!in_place && queues_reuses_cell(scan, instr))))
        return 0;
    return end ? end : array;
}

static void add_put(const struct scan *scan, uint32_t block, uint32_t index, uint32_t to,
                    bool is_list, bool quiet)
{
    add_send(scan, block, index, to);
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
        bitset_add(&scan->kept->arrays, element_at(scan, to));
    add_put(scan, block, index, to, is_list, quiet);
}

/* What is known to be a queue is filled without a lock before its threads are there. */
static void visit_filling(struct scan *scan, uint32_t block, uint32_t index, void *none)
{
    const struct ir_instr *instr = &scan->fn->unit->instrs[index];
    bool atomic, is_list;
    uint32_t to = instr->dst.index ? added_to(scan, instr, &is_list, &atomic) : 0;

    (void)none;
    if (to && (is_list ? bitset_has(&scan->kept->nodes, queues_node_held(scan, to))
                       : bitset_has(&scan->kept->arrays, element_at(scan, to))))
        add_put(scan, block, index, to, is_list, true);
}

/* Several stores that put one thing in are one: the last of them. Ends of one queue are not known to be so
 * yet: two stores of one value are one. */
static void keep_last_send(const struct scan *scan, struct queue_uses *found, uint32_t first)
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

/* ---- manners ---- */

static void read_manners(struct scan *scan, uint32_t number, bool own)
{
    const struct uses *uses = scan->uses;

    for (uint32_t i = uses->first[number]; i < uses->first[number + 1]; i++) {
        const struct use *use = &uses->items.items[i];
        scan->manners.locks |= own && use->kind == USE_LOCK;
        scan->manners.wakes |=
            use->kind == USE_SIGNAL || use->kind == USE_BROADCAST || use->kind == USE_SEND;
        scan->manners.waits |= own && use->forever && !use->outside &&
                               (use->kind == USE_WAIT || use->kind == USE_RECEIVE);
        bool is_field =
            use->element && use->element < elements_named(scan->program) && use->element % 2 == 1;
        if (is_field)
            vector_push(&scan->manners.records, scan->program->fields[use->element / 2].record);
    }
}

/* What the function does itself, and what functions do that it calls to wake. */
static void find_manners(struct scan *scan)
{
    vector_clear(&scan->manners.records);
    scan->manners.wakes = scan->manners.waits = scan->manners.locks = false;
    read_manners(scan, scan->number, true);
    for (uint32_t c = 0; c < scan->fn->n_calls; c++)
        for (uint32_t k = 0; k < scan->fn->calls[c].targets.count; k++)
            if (!scan->program->fns[scan->fn->calls[c].targets.items[k]].is_model)
                read_manners(scan, scan->fn->calls[c].targets.items[k], false);
}

/* ---- what takes out ---- */

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
        add_receive(scan, block, index, end);
}

/* A comparison takes nothing out. */
static bool only_compares(const struct ir_instr *instr)
{
    return instr->op == IR_COMPUTE && instr->operation >= IR_EQ && instr->operation <= IR_GE;
}

/* Whether the place got what it holds just before, in the same block. */
static bool is_just_written(const struct scan *scan, uint32_t block, uint32_t index, uint32_t place)
{
    uint32_t first =
        ir_block(scan->fn->unit, scan->fn->ir, (struct ir_block_id){block})->instrs.first;

    for (uint32_t i = first; i < index; i++)
        if (scan->fn->unit->instrs[i].dst.index == place)
            return true;
    return false;
}

static void add_if_takes(const struct scan *scan, uint32_t block, uint32_t index)
{
    const struct ir_instr *instr = &scan->fn->unit->instrs[index];

    bool copies_own = instr->op == IR_COPY && instr->a.kind == IR_OPERAND_PLACE &&
                      is_just_written(scan, block, index, instr->a.index);
    if (only_compares(instr) || copies_own)
        return;
    /* that an end points to the other takes nothing out; whoever else has the address may */
    if (instr->a.kind != IR_OPERAND_ADDRESS || !written_end(scan, instr))
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
    if (cell_of_array(scan, instr->a.index, &atomic))
        return true;
    uint32_t local = fn_local(scan->fn, instr->a);
    return queues_end_of_list(scan, instr->dst.index) &&
           (local ? queues_is_taken_out(scan, local) : queues_node_held(scan, instr->a.index) != 0);
}

static void each_instr(struct scan *scan, void (*visit)(struct scan *, uint32_t, uint32_t, void *),
                       void *data)
{
    for (uint32_t id = 1; id < scan->fn->ir->blocks.count; id++) {
        struct ir_range instrs =
            ir_block(scan->fn->unit, scan->fn->ir, (struct ir_block_id){id})->instrs;
        for (uint32_t i = 0; i < instrs.count; i++)
            visit(scan, id, instrs.first + i, data);
    }
}

static void visit_adding(struct scan *scan, uint32_t block, uint32_t index, void *none)
{
    (void)none;
    add_if_adds(scan, block, index);
}

/* Whether a call gets a cell, or the address of one. */
static bool hands_out_cell(const struct scan *scan, const struct ir_instr *instr)
{
    bool atomic;

    for (uint32_t i = 0; instr->op == IR_CALL && i < instr->arguments.count; i++) {
        struct ir_operand argument = scan->fn->unit->operands[instr->arguments.first + i];
        if ((argument.kind == IR_OPERAND_PLACE || argument.kind == IR_OPERAND_ADDRESS) &&
            cell_of_array(scan, argument.index, &atomic))
            return true;
    }
    return false;
}

static void visit_taking(struct scan *scan, uint32_t block, uint32_t index, void *is_adder)
{
    const struct ir_instr *instr = &scan->fn->unit->instrs[index];

    if (!*(const bool *)is_adder || hands_out_cell(scan, instr) || queues_hands_out(scan, instr) ||
        queues_goes_over(scan, instr)) {
        add_if_takes(scan, block, index);
    } else if (moves_on(scan, block, index)) {
        uint32_t end = queues_end_of_list(scan, instr->dst.index);
        add_if_takes(scan, block, index);
        if (end)
            add_receive(scan, block, index, instr->dst.index);
    }
}

/* ---- the whole ---- */

/* Drops sends into arrays in which somebody searches. */
static void drop_searched(struct scan *scan, struct arena *scratch)
{
    struct bitset searched = bitset_new(scratch, elements_named(scan->program));
    uint32_t n = 0;

    for (scan->number = 1; scan->number < scan->program->n_fns && scan->found->count;
         scan->number++) {
        scan->fn = &scan->program->fns[scan->number];
        if (!scan->fn->is_model)
            queues_find_searched(scan, &searched);
    }
    for (uint32_t i = 0; i < scan->found->count; i++) {
        struct queue_use use = scan->found->items[i];
        uint32_t array =
            use.kind == USE_SEND && !use.node
                ? element_of_place(scan->program, use.fn, (struct ir_place_id){use.place})
                : 0;
        if (!bitset_has(&searched, array))
            scan->found->items[n++] = use;
    }
    scan->found->count = n;
}

void queues_find(const struct program *program, struct queue_uses *ret_uses)
{
    struct arena *scratch = arena_new();
    struct kept kept = {bitset_new(scratch, program->n_records + 1),
                        bitset_new(scratch, elements_named(program))};
    struct bitset adders = bitset_new(scratch, program->n_fns);
    struct scan scan = {
        .program = program, .uses = stops_uses(program), .kept = &kept, .found = ret_uses};

    for (uint32_t number = 1; number < program->n_fns; number++) {
        uint32_t first = ret_uses->count;
        scan.number = number;
        scan.fn = &program->fns[number];
        if (scan.fn->is_model)
            continue;
        find_manners(&scan);
        each_instr(&scan, visit_adding, NULL);
        keep_last_send(&scan, ret_uses, first);
        if (ret_uses->count > first)
            bitset_add(&adders, number);
    }
    drop_searched(&scan, scratch);
    for (uint32_t number = 1; number < program->n_fns && ret_uses->count; number++) {
        bool is_adder = bitset_has(&adders, number);
        scan.number = number;
        scan.fn = &program->fns[number];
        if (scan.fn->is_model)
            continue;
        find_manners(&scan);
        if (!is_adder && !scan.manners.locks)
            each_instr(&scan, visit_filling, NULL);
        each_instr(&scan, visit_taking, &is_adder);
        uint32_t last = 0;
        each_instr(&scan, visit_pairing, &last);
    }
    queue_tables_drop(&scan);
    vector_deinit(&scan.manners.records);
    arena_free(scratch);
}
