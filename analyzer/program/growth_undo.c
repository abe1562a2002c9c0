/* Removals that undo an insert of the same function: `add(list, x); if (start(x) != 0) { remove(list, x); return -1; }`.
 * They say nothing of what becomes of the entries that stay. */
#include "program/growth_inside.h"

/* Whether the operand is the place, or its address, of an argument of the call, but for the container. */
static bool has_argument(const struct fn *fn, const struct ir_instr *call,
                         struct ir_operand operand)
{
    bool is_place = operand.kind == IR_OPERAND_PLACE || operand.kind == IR_OPERAND_ADDRESS;

    for (uint32_t i = 0; is_place && i < call->arguments.count; i++) {
        struct ir_operand argument = fn->unit->operands[call->arguments.first + i];
        if (argument.kind == operand.kind && argument.index == operand.index)
            return true;
    }
    return false;
}

bool growth_is_same_entry(const struct fn *fn, uint32_t insert, uint32_t removal,
                          struct ir_operand container)
{
    const struct ir_instr *in = &fn->unit->instrs[insert], *out = &fn->unit->instrs[removal];

    for (uint32_t i = 0; i < out->arguments.count; i++) {
        struct ir_operand entry = fn->unit->operands[out->arguments.first + i];
        bool is_container = entry.kind == container.kind && entry.index == container.index;
        if (is_container)
            continue;
        if (has_argument(fn, in, entry) ||
            (entry.kind == IR_OPERAND_PLACE && in->dst.index == entry.index))
            return true;
    }
    return false;
}

struct ways {
    const struct fn *fn;
    struct site insert;
    const struct bitset *removals; /* blocks with one */
    struct arena *scratch;
};

static bool leads_to_removal(const struct ways *ways, uint32_t from)
{
    const struct fn *fn = ways->fn;
    struct bitset seen = bitset_new(ways->scratch, fn->ir->blocks.count);
    VECTOR(uint32_t) todo = {0};
    bool found = false;

    vector_push(&todo, from);
    bitset_add(&seen, from);
    while (todo.count && !found) {
        uint32_t id = vector_pop(&todo);
        found = bitset_has(ways->removals, id);
        for (uint32_t i = 0; i < graph_n_successors(fn_block(fn, id)); i++) {
            uint32_t next = graph_successor(fn, fn_block(fn, id), i);
            if (next != ways->insert.block && bitset_add(&seen, next))
                vector_push(&todo, next);
        }
    }
    vector_deinit(&todo);
    return found;
}

/* Whether the edge is taken only where the insert has failed: the branch asks what it returned, and nothing is taken out
 * again behind that edge, but behind the other one. */
static bool is_where_failed(const struct ways *ways, uint32_t id, uint32_t edge)
{
    const struct fn *fn = ways->fn;
    const struct ir_block *block = fn_block(fn, id);
    uint32_t result = fn->unit->instrs[ways->insert.instr].dst.index;

    return block->end == IR_END_BRANCH && result && block->a.kind == IR_OPERAND_PLACE &&
           block->a.index == result && !leads_to_removal(ways, graph_successor(fn, block, edge)) &&
           leads_to_removal(ways, graph_successor(fn, block, 1 - edge));
}

bool growth_may_stay(const struct fn *fn, struct site insert, const struct bitset *removals)
{
    struct arena *scratch = arena_new();
    struct ways ways = {fn, insert, removals, scratch};
    struct bitset seen = bitset_new(scratch, fn->ir->blocks.count);
    VECTOR(uint32_t) todo = {0};
    bool stays = false;

    vector_push(&todo, insert.block);
    while (todo.count && !stays) {
        uint32_t id = vector_pop(&todo);
        const struct ir_block *block = fn_block(fn, id);
        stays = block->end == IR_END_RETURN;
        for (uint32_t i = 0; i < graph_n_successors(block); i++) {
            uint32_t next = graph_successor(fn, block, i);
            if (is_where_failed(&ways, id, i) || bitset_has(removals, next))
                continue;
            stays |= next == insert.block;
            if (bitset_add(&seen, next))
                vector_push(&todo, next);
        }
    }
    vector_deinit(&todo);
    arena_free(scratch);
    return stays;
}

/* ---- functions that only undo ---- */

/* A call that hands a new entry to a function which takes it out of where it is. */
struct undo {
    struct site at;
    uint32_t place; /* the local that holds the entry */
};

/* Whether the instruction puts the entry where others find it: it stores it in a link, or hands it to a function that
 * keeps it. */
static bool puts_in(const struct growth_facts *facts, struct undo undo, uint32_t instr)
{
    const struct program *program = facts->program;
    const struct fn *fn = &program->fns[undo.at.fn];
    const struct ir_instr *self = &fn->unit->instrs[instr];

    if (self->op == IR_COPY)
        return self->dst.index &&
               !fn_local(fn, (struct ir_operand){IR_OPERAND_PLACE, self->dst.index}) &&
               self->a.kind == IR_OPERAND_PLACE && self->a.index == undo.place;
    if (self->op != IR_CALL || instr == undo.at.instr)
        return false;
    const struct fn_list targets = fn->calls[graph_first_call(fn, instr)].targets;
    for (uint32_t i = 0; i < self->arguments.count; i++) {
        struct ir_operand argument = fn->unit->operands[self->arguments.first + i];
        if (argument.kind != IR_OPERAND_PLACE || argument.index != undo.place)
            continue;
        for (uint32_t k = 0; k < targets.count; k++)
            if (i < program->fns[targets.items[k]].ir->n_parameters &&
                !program->fns[targets.items[k]].is_model &&
                facts->does[growth_local(program, targets.items[k], i + 1)] & DOES_STORE)
                return true;
    }
    return false;
}

/* Whether the entry is put in on every way to the call, and may stay on another way. */
static bool is_undo(const struct growth_facts *facts, struct undo undo, uint32_t remover)
{
    const struct fn *fn = &facts->program->fns[undo.at.fn];
    struct arena *scratch = arena_new();
    struct bitset removals = bitset_new(scratch, fn->ir->blocks.count);
    bool stays = false;

    for (uint32_t c = 0; c < fn->n_calls; c++)
        if (call_reaches(&fn->calls[c], remover))
            bitset_add(&removals, fn->calls[c].block);
    for (uint32_t id = 1; id < fn->ir->blocks.count && !stays; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        bool is_before = id != undo.at.block && graph_dominates(fn, id, undo.at.block);
        for (uint32_t i = instrs.first; is_before && !stays && i < instrs.first + instrs.count; i++)
            stays = puts_in(facts, undo, i) &&
                    growth_may_stay(fn, (struct site){undo.at.fn, id, i}, &removals);
    }
    arena_free(scratch);
    return stays;
}

bool growth_only_undoes(const struct growth_facts *facts, uint32_t number, uint32_t kind)
{
    const struct program *program = facts->program;
    const struct fn *fn = &program->fns[number];
    uint32_t parameter = 0;
    bool any = false;

    for (uint32_t i = 1; i <= fn->ir->n_parameters && !parameter; i++) {
        const struct ir_local *local = ir_local(fn->unit, fn->ir, (struct ir_local_id){i});
        if (growth_pointee(program, fn, &fn->unit->types[local->type.index]) == kind)
            parameter = i;
    }
    if (!parameter || fn->address_taken || members_is_public(program, number))
        return false;
    for (uint32_t i = 0; i < fn->n_called_at; i++) {
        const struct fn *caller = &program->fns[fn->called_at[i].fn];
        const struct call_site *site = &caller->calls[fn->called_at[i].call];
        struct undo undo = {.at = {fn->called_at[i].fn, site->block, site->instr}};
        struct ir_operand entry = fn_argument(caller, site->instr, parameter);
        if (growth_reached(facts, undo.at.fn, undo.at.block) != REACHED_STEADY)
            continue;
        undo.place = fn_local(caller, entry) ? entry.index : 0;
        struct origin origin =
            origins_of(facts->origins, undo.at.fn, undo.at.block, undo.at.instr, entry);
        if (!undo.place || !(origin.bits & ORIGIN_NEW) ||
            origin.bits & ~(unsigned)(ORIGIN_NEW | ORIGIN_NULL) || !is_undo(facts, undo, number))
            return false;
        any = true;
    }
    return any;
}
