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
