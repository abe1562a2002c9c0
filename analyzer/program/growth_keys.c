/* Inserts for what is not there yet: `if (!find(table, key)) insert(table, key)`. The container grows with the
 * number of different keys, and where these come from a set that does not grow (constants, a table of the
 * program's own, objects that last), neither does it.
 *
 * A key is what is compared with a field of a node, in the function that inserts or in one that it asks. */
#include "program/conditions.h"
#include "program/elements.h"
#include "program/growth_inside.h"
#include "program/stop_region.h"
#include "program/stores.h"
#include "program/ways.h"

struct keys {
    struct growth_facts *facts;
    const struct program *program;
    uint32_t kind, array;
    uint32_t count, bounded; /* keys that were found; those from a bounded set */
    uint32_t steps;
};

/* Callers of callers whose argument is the key; calls that are looked at in all. */
enum { KEY_LIFTS = 4, KEY_STEPS = 64 };

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

static bool is_bounded_value(struct keys *keys, struct site at, struct ir_operand operand,
                             uint32_t level);

/* Whether all that is handed in for the parameter, while the program serves, comes from a bounded set. */
static bool is_bounded_parameter(struct keys *keys, uint32_t number, uint32_t parameter,
                                 uint32_t level)
{
    const struct program *program = keys->program;
    const struct fn_list callers = program->fns[number].callers;
    bool any = false;

    if (level == KEY_LIFTS || program->fns[number].escapes || !parameter ||
        !keys->facts->steady->way[number].from)
        return false;
    for (uint32_t i = 0; i < callers.count; i++) {
        const struct fn *caller = &program->fns[callers.items[i]];
        for (uint32_t c = 0; c < caller->n_calls; c++) {
            const struct call_site *site = &caller->calls[c];
            const struct ir_instr *call = &caller->unit->instrs[site->instr];
            bool calls = call_reaches(site, number);
            if (!calls || !steady_has(program, keys->facts->steady, callers.items[i], site->block))
                continue;
            if (parameter > call->arguments.count || ++keys->steps > KEY_STEPS ||
                !is_bounded_value(keys, (struct site){callers.items[i], site->block, site->instr},
                                  caller->unit->operands[call->arguments.first + parameter - 1],
                                  level + 1))
                return false;
            any = true;
        }
    }
    return any;
}

/* Whether what lies there is set while the program starts, or never. */
static bool is_settled(const struct keys *keys, uint32_t number, uint32_t place)
{
    const struct program *program = keys->program;
    const struct stores *stores = ways_stores(program->stop_facts->ways);
    uint32_t element = element_of_named_place(program, number, (struct ir_place_id){place});

    if (!element || element >= elements_named(program) ||
        bitset_has(&stores->address_taken, element))
        return false;
    if (element % 2 == 1 && !growth_lives(keys->facts, program->fields[element / 2].record))
        return false;
    struct store_span span = stores_to(stores, element);
    for (uint32_t i = span.first; i < span.end; i++)
        if (steady_has(program, keys->facts->steady, stores->items[i].fn, stores->items[i].block))
            return false;
    return true;
}

static bool is_small_number(const struct ir_type *type)
{
    enum { SMALL_BYTES = 2 }; /* 65,536 entries at most */

    return type->kind == IR_TYPE_INTEGER && type->count && type->count <= SMALL_BYTES;
}

/* Whether all that the call gets which makes the key is bounded: a copy of a constant is one. */
static bool is_copy_of_bounded(struct keys *keys, uint32_t number, const struct origin *made,
                               uint32_t level)
{
    const struct fn *fn = &keys->program->fns[number];
    const struct ir_instr *call = &fn->unit->instrs[made->instr];
    struct site at = {number, made->block, made->instr};
    bool any = false;

    for (uint32_t i = 0; i < call->arguments.count; i++) {
        struct ir_operand argument = fn->unit->operands[call->arguments.first + i];
        bool is_text = argument.kind == IR_OPERAND_STRING ||
                       growth_type(fn, argument)->kind == IR_TYPE_POINTER ||
                       argument.kind == IR_OPERAND_ADDRESS;
        if (!is_text)
            continue;
        if (level == KEY_LIFTS || !is_bounded_value(keys, at, argument, level + 1))
            return false;
        any = true;
    }
    return any;
}

static bool is_bounded_value(struct keys *keys, struct site at, struct ir_operand operand,
                             uint32_t level)
{
    const struct fn *fn = &keys->program->fns[at.fn];
    unsigned fixed = ORIGIN_NUMBER | ORIGIN_NULL;

    if (operand.kind == IR_OPERAND_PLACE && is_small_number(growth_type(fn, operand)))
        return true;
    struct origin origin = origins_of(keys->facts->origins, at.fn, at.block, at.instr, operand);
    if (origin.bits & ORIGIN_OBJECT) {
        uint32_t root = origin.place;
        while (fn_place(fn, root)->parent.index)
            root = fn_place(fn, root)->parent.index;
        if (fn_place(fn, root)->kind != IR_PLACE_GLOBAL || !is_settled(keys, at.fn, origin.place))
            return false;
        fixed |= ORIGIN_OBJECT;
    }
    if (origin.bits & ORIGIN_LOADED) {
        if (!is_settled(keys, at.fn, origin.place))
            return false;
        fixed |= ORIGIN_LOADED;
    }
    if (origin.bits & ORIGIN_NEW) {
        if (!is_copy_of_bounded(keys, at.fn, &origin, level))
            return false;
        fixed |= ORIGIN_NEW;
    }
    if (origin.bits & ORIGIN_PARAMETER) {
        if (!is_bounded_parameter(keys, at.fn, origin.parameter, level))
            return false;
        fixed |= ORIGIN_PARAMETER;
    }
    return origin.bits && !(origin.bits & ~fixed);
}

/* The operand is compared with a node: it is a key. */
static void judge_key(struct keys *keys, struct site at, struct ir_operand operand, uint32_t level)
{
    const struct fn *fn = &keys->program->fns[at.fn];
    uint32_t record = growth_points_to(keys->program, fn, operand);

    keys->count++;
    if (record && operand.kind == IR_OPERAND_PLACE)
        keys->bounded += growth_lives(keys->facts, record);
    else
        keys->bounded += is_bounded_value(keys, at, operand, level);
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
        for (uint32_t i = 0; i < call->arguments.count; i++)
            of_node |= is_of_node(keys, number, fn->unit->operands[call->arguments.first + i]);
        for (uint32_t i = 0; of_node && i < call->arguments.count; i++) {
            struct ir_operand argument = fn->unit->operands[call->arguments.first + i];
            if (!is_of_node(keys, number, argument) && !is_constant(argument)) {
                judge_key(keys, at, argument, 0);
                break;
            }
        }
        uint32_t asked = !of_node && site->targets.count == 1 &&
                                 !keys->program->fns[site->targets.items[0]].is_model &&
                                 site->targets.items[0] != number
                             ? compared_parameter(keys, site->targets.items[0])
                             : 0;
        if (asked && asked <= call->arguments.count)
            judge_key(keys, at, fn->unit->operands[call->arguments.first + asked - 1], 0);
    }
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        struct site at = {number, id, block->instrs.first + block->instrs.count};
        if (block->end != IR_END_BRANCH || is_constant(block->a) || is_constant(block->b))
            continue;
        bool a = is_of_node(keys, number, block->a), b = is_of_node(keys, number, block->b);
        if (a != b)
            judge_key(keys, at, a ? block->b : block->a, 0);
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

bool growth_is_bounded_key(struct growth_facts *facts, struct site at, struct ir_operand key)
{
    struct keys keys = {.facts = facts, .program = facts->program};
    const struct fn *fn = &facts->program->fns[at.fn];
    uint32_t record = growth_points_to(facts->program, fn, key);

    if (record && key.kind == IR_OPERAND_PLACE)
        return growth_lives(facts, record);
    return is_bounded_value(&keys, at, key, 0);
}
