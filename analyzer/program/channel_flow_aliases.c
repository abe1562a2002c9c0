/* What the locals of a function are names for, and which functions make what they return. */
#include "program/channel_flow_inside.h"

#include <string.h>

#include "program/elements.h"

uint32_t channel_flow_local(const struct channel_flow *flow, uint32_t fn, uint32_t local)
{
    return element_index(flow->program, element_of_local(flow->program, fn, local)) - flow->n_named;
}

/* ---- bases ---- */

/* Whether the field begins its record, and is a record of the program's own: one of the system's, such as a
 * semaphore, is known by its own address. */
static bool is_own_base(const struct program *program, uint32_t field, const struct fn *fn,
                        const struct ir_place *place)
{
    const struct ir_type *type = &fn->unit->types[fn->unit->fields[place->argument].type.index];
    uint32_t record =
        type->kind == IR_TYPE_RECORD ? program->record_of[fn->input][type->record.index] : 0;

    return program->fields[field].is_first_base &&
           !(program->records[record].flags & IR_RECORD_SYSTEM);
}

struct ir_operand channel_flow_whole(const struct program *program, uint32_t number,
                                     struct ir_operand operand)
{
    const struct fn *fn = &program->fns[number];

    while (operand.kind == IR_OPERAND_ADDRESS) {
        const struct ir_place *place = fn_place(fn, operand.index);
        if (place->kind != IR_PLACE_FIELD ||
            !is_own_base(program, program->field_of[fn->input][place->argument], fn, place))
            break;
        const struct ir_place *around = fn_place(fn, place->parent.index);
        bool is_behind = around->kind == IR_PLACE_DEREF;
        operand.kind = is_behind ? IR_OPERAND_PLACE : IR_OPERAND_ADDRESS;
        operand.index = is_behind ? around->parent.index : place->parent.index;
    }
    return operand;
}

uint32_t channel_flow_value(const struct program *program, uint32_t number,
                            struct ir_operand operand)
{
    return element_of_operand(program, number, channel_flow_whole(program, number, operand));
}

uint32_t channel_flow_base_local(const struct fn *fn, uint32_t id)
{
    const struct ir_place *place = fn_place(fn, id);

    while (place->kind == IR_PLACE_DEREF || place->kind == IR_PLACE_INDEX ||
           place->kind == IR_PLACE_INDEX_PLACE)
        place = fn_place(fn, place->parent.index);
    return place->kind == IR_PLACE_LOCAL ? place->argument : 0;
}

uint32_t channel_flow_exact_local(const struct fn *fn, uint32_t id)
{
    const struct ir_place *place = fn_place(fn, id);

    return place->kind == IR_PLACE_LOCAL ? place->argument : 0;
}

/* ---- aliases ---- */

uint16_t channel_flow_alias(const struct channel_flow *flow, uint32_t number,
                            struct ir_operand operand)
{
    const struct fn *fn = &flow->program->fns[number];

    operand = channel_flow_whole(flow->program, number, operand);
    uint32_t local =
        operand.kind == IR_OPERAND_PLACE ? channel_flow_exact_local(fn, operand.index) : 0;

    return local ? flow->alias[channel_flow_local(flow, number, local)] : ALIAS_NONE;
}

/* Whether the call hands back something new: memory, or what a function makes. */
static bool call_makes(const struct channel_flow *flow, const struct call_site *site)
{
    if (!site->targets.count || site->unresolved)
        return false;
    for (uint32_t k = 0; k < site->targets.count; k++) {
        uint32_t target = site->targets.items[k];
        const struct fn *fn = &flow->program->fns[target];
        if (fn->is_model ? !flow->models[target].makes : !flow->makes[target])
            return false;
    }
    return true;
}

/* How often, and how, each local of a function is written. */
struct local_writes {
    uint32_t count;
    uint32_t copied_from; /* the local that the only write copies */
    bool all_make;        /* each write is NULL, or something new */
};

static struct local_writes *find_writes(const struct channel_flow *flow, uint32_t number,
                                        struct arena *scratch)
{
    const struct fn *fn = &flow->program->fns[number];
    struct local_writes *writes = ARENA_ARRAY(scratch, struct local_writes, fn->ir->locals.count);

    for (uint32_t i = 1; i < fn->ir->locals.count; i++)
        writes[i].all_make = true;
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        for (uint32_t i = 0; i < block->instrs.count; i++) {
            uint32_t index = block->instrs.first + i;
            const struct ir_instr *instr = &fn->unit->instrs[index];
            uint32_t local = instr->dst.index ? channel_flow_exact_local(fn, instr->dst.index) : 0;
            if (!local)
                continue;
            writes[local].count++;
            bool is_null = instr->op == IR_COPY && instr->a.kind == IR_OPERAND_NULL;
            bool is_new =
                instr->op == IR_CALL && call_makes(flow, &fn->calls[graph_first_call(fn, index)]);
            bool is_copy = instr->op == IR_COPY && instr->a.kind == IR_OPERAND_PLACE;
            writes[local].copied_from = is_copy ? channel_flow_exact_local(fn, instr->a.index) : 0;
            writes[local].all_make &= is_null || is_new;
        }
    }
    return writes;
}

static bool is_returned(const struct fn *fn, uint32_t local)
{
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        if (block->end == IR_END_RETURN && block->a.kind == IR_OPERAND_PLACE &&
            channel_flow_exact_local(fn, block->a.index) == local)
            return true;
    }
    return false;
}

/* Copies of copies are followed that far. */
enum { ALIAS_ROUNDS = 3 };

static void find_aliases(struct channel_flow *flow, uint32_t number, struct arena *scratch)
{
    const struct fn *fn = &flow->program->fns[number];
    const struct local_writes *writes = find_writes(flow, number, scratch);
    const struct ir_local *locals = &fn->unit->locals[fn->ir->locals.first];
    uint16_t *alias = &flow->alias[channel_flow_local(flow, number, 0)];

    for (uint32_t i = 1; i < fn->ir->locals.count; i++) {
        bool is_parameter = i <= fn->ir->n_parameters;
        alias[i] = ALIAS_NONE;
        if (is_parameter && !writes[i].count && i < ALIAS_RESULT)
            alias[i] = (uint16_t)i;
        else if (is_parameter)
            flow->leaks[channel_flow_local(flow, number, i)] = 1;
        else if (writes[i].count && writes[i].all_make &&
                 !(locals[i].flags & IR_LOCAL_ADDRESS_TAKEN))
            alias[i] = is_returned(fn, i) ? ALIAS_RESULT : ALIAS_NONE;
        if (is_parameter && locals[i].flags & IR_LOCAL_ADDRESS_TAKEN)
            flow->leaks[channel_flow_local(flow, number, i)] = 1;
    }
    for (uint32_t round = 0; round < ALIAS_ROUNDS; round++)
        for (uint32_t i = fn->ir->n_parameters + 1; i < fn->ir->locals.count; i++) {
            uint32_t from = writes[i].copied_from;
            if (writes[i].count == 1 && from && !(locals[i].flags & IR_LOCAL_ADDRESS_TAKEN))
                alias[i] = alias[from];
        }
}

/* ---- makers ---- */

void channel_flow_make_callers_stale(struct channel_flow *flow, uint32_t number)
{
    const struct fn_list callers = flow->program->fns[number].callers;

    for (uint32_t i = 0; i < callers.count; i++)
        bitset_add(&flow->is_stale, callers.items[i]);
}

/* Whether the function returns a local of it that holds only new things, and nothing else but NULL. */
static bool returns_new(const struct channel_flow *flow, uint32_t number)
{
    const struct fn *fn = &flow->program->fns[number];
    bool makes = false, other = false;

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        if (block->end != IR_END_RETURN || block->a.kind == IR_OPERAND_NULL)
            continue;
        bool is_new = channel_flow_alias(flow, number, block->a) == ALIAS_RESULT;
        makes |= is_new;
        other |= !is_new;
    }
    return makes && !other;
}

void channel_flow_find_makers(struct channel_flow *flow, struct arena *scratch)
{
    enum { ROUNDS = 3 }; /* makers of makers */
    const struct program *program = flow->program;

    memset(flow->makes, 0, program->n_fns * sizeof(*flow->makes));
    for (uint32_t round = 0; round < ROUNDS; round++)
        for (uint32_t number = 1; number < program->n_fns; number++) {
            if (!bitset_has(&flow->is_stale, number) || !channel_flow_is_ours(program, number))
                continue;
            bitset_remove(&flow->is_stale, number);
            find_aliases(flow, number, scratch);
            arena_reset(scratch);
            bool makes = returns_new(flow, number) && !flow->denied[number];
            if (makes != flow->makes[number])
                channel_flow_make_callers_stale(flow, number);
            flow->makes[number] = makes;
        }
}
