/* Inserts for what is not there yet: `if (!find(table, key)) insert(table, key)`. The container grows with the
 * number of different keys, and where these come from a set that does not grow (constants, a table of the
 * program's own, objects that last), neither does it.
 *
 * A key is what is compared with a field of a node, in the function that inserts or in one that it asks. */
#include "program/conditions.h"
#include "program/elements.h"
#include "program/growth_inside.h"

#include <string.h>

struct keys {
    struct growth_facts *facts;
    const struct program *program;
    uint32_t kind, array;
    uint32_t count, bounded; /* keys that were found; those from a bounded set */
    uint32_t steps;
};

static bool is_of_array(const struct keys *keys, uint32_t number, uint32_t id)
{
    return keys->array && fn_place(&keys->program->fns[number], id)->kind != IR_PLACE_LOCAL &&
           element_of_named_place(keys->program, number, (struct ir_place_id){id}) == keys->array;
}

/* Whether the operand is a field of a node, or behind one, or the address of one; or of a cell. */
static bool is_of_node(const struct keys *keys, uint32_t number, struct ir_operand operand)
{
    const struct fn *fn = &keys->program->fns[number];

    if (operand.kind != IR_OPERAND_PLACE && operand.kind != IR_OPERAND_ADDRESS)
        return false;
    for (uint32_t id = operand.index; id; id = fn_place(fn, id)->parent.index) {
        const struct ir_place *place = fn_place(fn, id);
        bool is_cell = place->kind == IR_PLACE_INDEX_PLACE || place->kind == IR_PLACE_INDEX;
        if (is_cell && fn_place(fn, place->parent.index)->kind == IR_PLACE_DEREF &&
            is_of_array(keys, number, fn_place(fn, place->parent.index)->parent.index))
            return true;
        if (place->kind != IR_PLACE_FIELD || !keys->kind)
            continue;
        const struct ir_field *field = &fn->unit->fields[place->argument];
        if (keys->program->record_of[fn->input][field->record.index] == keys->kind)
            return true;
    }
    return false;
}

/* Whether the operand is a field of a node that has just been made: no search has found that one. */
static bool is_of_new_node(const struct keys *keys, struct site at, struct ir_operand operand)
{
    const struct fn *fn = &keys->program->fns[at.fn];
    uint32_t base = growth_base(fn, operand.index);
    if (!base)
        return false;
    struct origin origin =
        origins_of(keys->facts->origins, at.fn, at.block, at.instr,
                   (struct ir_operand){IR_OPERAND_PLACE, fn_root(fn, operand.index)});
    return origin.bits && !(origin.bits & ~(unsigned)(ORIGIN_NEW | ORIGIN_NULL));
}

/* The operand is compared with a node: it is a key. */
static void judge_key(struct keys *keys, struct site at, struct ir_operand operand)
{
    const struct fn *fn = &keys->program->fns[at.fn];
    uint32_t record = growth_points_to(keys->program, fn, operand);

    keys->count++;
    if (record && operand.kind == IR_OPERAND_PLACE)
        keys->bounded += growth_lives(keys->facts, record);
    else
        keys->bounded += growth_is_bounded_value(keys->facts, at, operand, &keys->steps);
}

static bool is_constant(struct ir_operand operand)
{
    return operand.kind == IR_OPERAND_INTEGER || operand.kind == IR_OPERAND_NULL ||
           operand.kind == IR_OPERAND_STRING || operand.kind == IR_OPERAND_NONE;
}

/* The parameter, from 1, that is compared with a node in the function; 0 = none. */
static uint32_t compared_parameter(const struct keys *keys, uint32_t number)
{
    const struct fn *fn = &keys->program->fns[number];
    uint32_t found = 0;

    for (uint32_t c = 0; c < fn->n_calls && !found; c++) {
        const struct ir_instr *call = &fn->unit->instrs[fn->calls[c].instr];
        bool of_node = false;
        uint32_t parameter = 0;
        for (uint32_t i = 0; call->dst.index && i < call->arguments.count; i++) {
            struct ir_operand argument = fn->unit->operands[call->arguments.first + i];
            uint32_t local = fn_local(fn, argument);
            of_node |= is_of_node(keys, number, argument);
            if (local && local <= fn->ir->n_parameters && !parameter &&
                (!keys->kind || growth_points_to(keys->program, fn, argument) != keys->kind))
                parameter = local;
        }
        found = of_node ? parameter : 0;
    }
    for (uint32_t id = 1; id < fn->ir->blocks.count && !found; id++) {
        const struct ir_block *block = fn_block(fn, id);
        uint32_t a = fn_local(fn, block->a), b = fn_local(fn, block->b);
        if (block->end != IR_END_BRANCH)
            continue;
        if (is_of_node(keys, number, block->a) && b && b <= fn->ir->n_parameters)
            found = b;
        else if (is_of_node(keys, number, block->b) && a && a <= fn->ir->n_parameters)
            found = a;
    }
    return found;
}

/* Comparisons in the function: calls whose results are used and that get a field of a node and something else;
 * branches on both. */
static void find_keys(struct keys *keys, uint32_t number)
{
    const struct fn *fn = &keys->program->fns[number];

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct call_site *site = &fn->calls[c];
        const struct ir_instr *call = &fn->unit->instrs[site->instr];
        struct site at = {number, site->block, site->instr};
        bool of_node = false;
        if (!call->dst.index)
            continue;
        for (uint32_t i = 0; i < call->arguments.count; i++) {
            struct ir_operand argument = fn->unit->operands[call->arguments.first + i];
            of_node |= is_of_node(keys, number, argument) && !is_of_new_node(keys, at, argument);
        }
        for (uint32_t i = 0; of_node && i < call->arguments.count; i++) {
            struct ir_operand argument = fn->unit->operands[call->arguments.first + i];
            if (!is_of_node(keys, number, argument) && !is_constant(argument)) {
                judge_key(keys, at, argument);
                break;
            }
        }
        uint32_t asked = !of_node && site->targets.count == 1 &&
                                 !keys->program->fns[site->targets.items[0]].is_model &&
                                 site->targets.items[0] != number
                             ? compared_parameter(keys, site->targets.items[0])
                             : 0;
        if (asked && asked <= call->arguments.count)
            judge_key(keys, at, fn->unit->operands[call->arguments.first + asked - 1]);
    }
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        struct site at = {number, id, block->instrs.first + block->instrs.count};
        if (block->end != IR_END_BRANCH || is_constant(block->a) || is_constant(block->b))
            continue;
        bool a = is_of_node(keys, number, block->a), b = is_of_node(keys, number, block->b);
        if (a != b)
            judge_key(keys, at, a ? block->b : block->a);
    }
}

enum growth_keys growth_keys_of(struct growth_facts *facts, struct site at, uint32_t kind,
                                uint32_t array)
{
    struct keys keys = {.facts = facts, .program = facts->program, .kind = kind, .array = array};

    find_keys(&keys, at.fn);
    if (!keys.count)
        return KEYS_NONE;
    return keys.count == keys.bounded ? KEYS_BOUNDED : KEYS_OPEN;
}

/* Whether a function that the call gets (what compares two entries) has the field in a path of its own. */
static bool is_compared(const struct keys *keys, struct site at, uint32_t position)
{
    const struct fn *fn = &keys->program->fns[at.fn];
    const struct ir_instr *call = &fn->unit->instrs[at.instr];
    bool any = false;

    for (uint32_t i = 0; i < call->arguments.count; i++) {
        struct ir_operand argument = fn->unit->operands[call->arguments.first + i];
        if (argument.kind != IR_OPERAND_FUNCTION)
            continue;
        uint32_t entity = keys->program->entity_of[fn->input][argument.index];
        const struct fn_list bodies = keys->program->entities[entity].bodies;
        uint32_t number = bodies.count ? bodies.items[0] : 0;
        const struct fn *compare = &keys->program->fns[number];
        any = true;
        for (uint32_t id = 1; number && id < compare->ir->places.count; id++) {
            const struct ir_place *place = fn_place(compare, id);
            const struct ir_field *field =
                place->kind == IR_PLACE_FIELD ? &compare->unit->fields[place->argument] : NULL;
            if (field && field->position == position &&
                keys->program->record_of[compare->input][field->record.index] == keys->kind)
                return true;
        }
    }
    return !any;
}

/* The key is the entry itself, which is new: whether all is bounded that the function puts into it and that entries
 * are compared by. */
static bool is_entry_of_bounded(struct keys *keys, struct site at, struct ir_operand key)
{
    const struct fn *fn = &keys->program->fns[at.fn];

    for (uint32_t id = 1; fn_local(fn, key) && id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = 0; i < instrs.count; i++) {
            struct site store = {at.fn, id, instrs.first + i};
            const struct ir_instr *instr = &fn->unit->instrs[store.instr];
            const struct ir_place *to = fn_place(fn, instr->dst.index);
            if (!instr->dst.index || to->kind != IR_PLACE_FIELD ||
                fn_place(fn, to->parent.index)->kind != IR_PLACE_DEREF ||
                fn_place(fn, to->parent.index)->parent.index != key.index ||
                !is_compared(keys, at, fn->unit->fields[to->argument].position))
                continue;
            keys->count++;
            if (instr->op == IR_CALL)
                keys->bounded += growth_is_bounded_call(keys->facts, store, &keys->steps);
            else if (instr->op == IR_COPY)
                keys->bounded +=
                    growth_is_bounded_value(keys->facts, store, instr->a, &keys->steps);
        }
    }
    return keys->count && keys->count == keys->bounded;
}

bool growth_is_bounded_part(struct growth_facts *facts, struct site at, struct ir_operand object,
                            const char *field)
{
    const struct fn *fn = &facts->program->fns[at.fn];
    uint32_t steps = 0;
    bool any = false;

    for (uint32_t id = 1; object.kind == IR_OPERAND_PLACE && id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[i];
            const struct ir_place *to = fn_place(fn, instr->dst.index);
            struct site store = {at.fn, id, i};
            if (!instr->dst.index || to->kind != IR_PLACE_FIELD ||
                to->parent.index != object.index ||
                strcmp(ir_text(fn->unit, fn->unit->fields[to->argument].name), field) != 0)
                continue;
            any = true;
            if (instr->op == IR_CALL ? !growth_is_bounded_call(facts, store, &steps)
                                     : instr->op != IR_COPY ||
                                           !growth_is_bounded_value(facts, store, instr->a, &steps))
                return false;
        }
    }
    return any;
}

bool growth_is_bounded_key(struct growth_facts *facts, struct site at, struct ir_operand key)
{
    const struct fn *fn = &facts->program->fns[at.fn];
    uint32_t steps = 0, record = growth_points_to(facts->program, fn, key);
    struct keys keys = {.facts = facts, .program = facts->program, .kind = record};

    if (record && key.kind == IR_OPERAND_PLACE)
        return growth_lives(facts, record) || is_entry_of_bounded(&keys, at, key);
    return growth_is_bounded_value(facts, at, key, &steps);
}
