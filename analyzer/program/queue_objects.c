/* Which object holds the queue that a place is an end or array of, and the use that says so.
 *
 * Requires the manners of the function. */
#include "program/queues_inside.h"

#include "program/elements.h"
#include "program/stores.h"

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

uint32_t queues_element_at(const struct scan *scan, uint32_t id)
{
    return element_of_place(scan->program, scan->number, (struct ir_place_id){id});
}

/* Whether the record is the head of a list: pointers to its ends, a count, and nothing else that the unit uses. */
static bool is_head(const struct scan *scan, uint32_t record)
{
    const struct ir_unit *unit = scan->fn->unit;
    uint32_t n_pointers = 0;

    for (uint32_t i = 1; i < unit->n_fields; i++) {
        const struct ir_type *type = &unit->types[unit->fields[i].type.index];
        if (scan->program->record_of[scan->fn->input][unit->fields[i].record.index] != record)
            continue;
        if (type->kind != IR_TYPE_POINTER && type->kind != IR_TYPE_INTEGER)
            return false;
        n_pointers += type->kind == IR_TYPE_POINTER;
    }
    return n_pointers == 2;
}

/* The part of the queue that the end belongs to: the step below its object, which is the innermost one around
 * the end that also holds what is locked or signalled; else the head with both ends, or the end itself. */
static uint32_t part_around(const struct scan *scan, uint32_t end)
{
    uint32_t head = fn_place(scan->fn, end)->parent.index;

    for (uint32_t part = end; fn_place(scan->fn, part)->kind == IR_PLACE_FIELD;
         part = fn_place(scan->fn, part)->parent.index)
        if (has_manners(scan, record_of_place(scan, fn_place(scan->fn, part)->parent.index)))
            return part;
    bool is_in_head = fn_place(scan->fn, end)->kind == IR_PLACE_FIELD &&
                      fn_place(scan->fn, head)->kind == IR_PLACE_FIELD &&
                      is_head(scan, record_of_place(scan, head));
    return is_in_head ? head : end;
}

static struct ir_operand object_of_part(const struct scan *scan, uint32_t part)
{
    if (fn_place(scan->fn, part)->kind != IR_PLACE_FIELD)
        return (struct ir_operand){IR_OPERAND_NONE, 0};
    return object_at(scan, fn_place(scan->fn, part)->parent.index);
}

void queues_add_send(const struct scan *scan, uint32_t block, uint32_t instr, uint32_t end)
{
    uint32_t part = part_around(scan, end);

    add(scan, USE_SEND, block, instr, object_of_part(scan, part), queues_element_at(scan, part));
}

void queues_add_receive(const struct scan *scan, uint32_t block, uint32_t instr, uint32_t end)
{
    uint32_t sure = part_around(scan, end), part = end;
    bool is_field;

    do {
        is_field = fn_place(scan->fn, part)->kind == IR_PLACE_FIELD;
        if (is_field || fn_place(scan->fn, part)->kind == IR_PLACE_GLOBAL) {
            add(scan, USE_RECEIVE, block, instr, object_of_part(scan, part),
                queues_element_at(scan, part));
            vector_last(scan->found)->forever &= part == sure;
        }
        part = fn_place(scan->fn, part)->parent.index;
    } while (is_field);
}
