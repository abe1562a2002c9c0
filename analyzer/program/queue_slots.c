/* Slots: hand-written queues for one. A flag or a pointer says whether the slot is full; who fills it waits
 * until that is not so, who empties it clears it.
 *
 * Told by a function that waits, without end, while a field or global is not zero, and sets it to something
 * that is not zero. Whatever else sets it fills the slot as well, and whatever clears it empties it. A lock of
 * that make is a slot, too: nobody takes it twice before it is given back.
 *
 * Requires stops_uses(). */
#include "program/queues.h"

#include "program/conditions.h"
#include "program/elements.h"
#include "program/stops.h"
#include "program/ways.h"

struct slots {
    const struct program *program;
    const struct uses *uses;
    const struct stores *stores;
    struct queue_uses *found;
};

/* What a store leaves in a slot. */
enum filling { FILLS_UNKNOWN, FILLS, EMPTIES };

static enum filling filling_of(const struct fn *fn, const struct ir_instr *instr)
{
    if (instr->op != IR_COPY)
        return FILLS_UNKNOWN;
    switch (instr->a.kind) {
    case IR_OPERAND_NULL:
        return EMPTIES;
    case IR_OPERAND_INTEGER:
        return fn->unit->integers[instr->a.index] ? FILLS : EMPTIES;
    case IR_OPERAND_ADDRESS:
    case IR_OPERAND_STRING:
        return FILLS;
    case IR_OPERAND_PLACE: {
        const struct ir_type *type = stores_type_of_place(fn, instr->dst);
        return type->kind == IR_TYPE_POINTER ? FILLS : FILLS_UNKNOWN;
    }
    default:
        return FILLS_UNKNOWN;
    }
}

/* Whether the function waits, without end, as long as the element is zero (or, `full`, is not zero). */
static bool waits_while(const struct slots *slots, uint32_t number, uint32_t element, bool full)
{
    const struct fn *fn = &slots->program->fns[number];

    for (uint32_t i = slots->uses->first[number]; i < slots->uses->first[number + 1]; i++) {
        const struct use *wait = &slots->uses->items.items[i];
        uint32_t loop = wait->kind == USE_WAIT && wait->forever ? fn->loop_of[wait->block] : 0;
        for (uint32_t id = 1; loop && id < fn->ir->blocks.count; id++) {
            const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
            if (block->end != IR_END_BRANCH || !bitset_has(&fn->loops[loop - 1].blocks, id))
                continue;
            for (uint32_t edge = 0; edge < 2; edge++) {
                struct condition_on on = conditions_of_edge(slots->program, number, id, edge);
                bool leaves = !bitset_has(&fn->loops[loop - 1].blocks, block->target[edge].index);
                if (leaves && on.element == element && on.number == 0 &&
                    on.relation == (full ? IR_EQ : IR_NE))
                    return true;
            }
        }
    }
    return false;
}

static const struct ir_instr *instr_of(const struct slots *slots, const struct store *store)
{
    return &slots->program->fns[store->fn].unit->instrs[store->instr];
}

/* Whether all that is ever stored there fills or empties, and something that waits before fills. */
static bool is_slot(const struct slots *slots, uint32_t element)
{
    const struct stores *stores = slots->stores;
    bool filled = false, emptied = false;

    if (bitset_has(&stores->address_taken, element))
        return false;
    for (uint32_t i = stores->first[element]; i < stores->first[element + 1]; i++) {
        const struct store *store = &stores->items[i];
        const struct fn *fn = &slots->program->fns[store->fn];
        enum filling filling = filling_of(fn, instr_of(slots, store));
        if (filling == FILLS_UNKNOWN)
            return false;
        emptied |= filling == EMPTIES && !(fn->ir->flags & IR_FUNCTION_INIT);
        filled |= filling == FILLS && waits_while(slots, store->fn, element, true);
    }
    return filled && emptied;
}

static struct ir_operand object_of(const struct fn *fn, uint32_t id)
{
    const struct ir_place *place = ir_place(fn->unit, fn->ir, (struct ir_place_id){id});

    if (place->kind != IR_PLACE_FIELD)
        return (struct ir_operand){IR_OPERAND_NONE, 0};
    uint32_t around = place->parent.index;
    const struct ir_place *object = ir_place(fn->unit, fn->ir, place->parent);
    if (object->kind == IR_PLACE_DEREF)
        return (struct ir_operand){IR_OPERAND_PLACE, object->parent.index};
    return (struct ir_operand){IR_OPERAND_ADDRESS, around};
}

static void add_uses(const struct slots *slots, uint32_t element)
{
    const struct stores *stores = slots->stores;

    for (uint32_t i = stores->first[element]; i < stores->first[element + 1]; i++) {
        const struct store *store = &stores->items[i];
        const struct fn *fn = &slots->program->fns[store->fn];
        const struct ir_instr *instr = instr_of(slots, store);
        bool fills = filling_of(fn, instr) == FILLS;
        if (fn->is_model || fn->ir->flags & IR_FUNCTION_INIT)
            continue;
        struct queue_use use = {.kind = fills ? USE_SEND : USE_RECEIVE,
                                .fn = store->fn,
                                .block = store->block,
                                .instr = store->instr,
                                .object = object_of(fn, instr->dst.index),
                                .part = element,
                                .forever = waits_while(slots, store->fn, element, fills)};
        vector_push(slots->found, use);
    }
}

void queue_slots_find(const struct program *program, struct queue_uses *ret_uses)
{
    struct slots slots = {.program = program,
                          .uses = stops_uses(program),
                          .stores = ways_stores(stops_facts(program)->ways),
                          .found = ret_uses};

    for (uint32_t element = 1; element < elements_named(program); element++)
        if (is_slot(&slots, element))
            add_uses(&slots, element);
}
