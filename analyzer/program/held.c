#include "program/held.h"

/* Bounds: blocks of a function that is looked at; calls down to the one that locks. */
enum { HELD_BLOCKS = 1500, HELD_DEPTH = 3 };

/* What the function leaves behind: a lock that it has taken, or one that it has given back. */
static enum lock_effect effect_of_function(const struct stop_facts *facts, uint32_t number,
                                           uint32_t depth)
{
    const struct fn *fn = &facts->program->fns[number];
    bool takes = false, gives = false;

    if (fn->is_model || depth == HELD_DEPTH ||
        fn->ir->flags & IR_FUNCTION_VARIADIC) /* who prints locks nothing for its caller */
        return LOCK_NONE;
    for (uint32_t i = facts->uses->first[number]; i < facts->uses->first[number + 1]; i++) {
        takes |= facts->uses->items.items[i].kind == USE_LOCK;
        gives |= facts->uses->items.items[i].kind == USE_UNLOCK;
    }
    for (uint32_t c = 0; c < fn->n_calls && !(takes && gives); c++)
        for (uint32_t k = 0; k < fn->calls[c].targets.count; k++) {
            enum lock_effect below =
                effect_of_function(facts, fn->calls[c].targets.items[k], depth + 1);
            takes |= below == LOCK_TAKES;
            gives |= below == LOCK_GIVES;
        }
    return takes == gives ? LOCK_NONE : takes ? LOCK_TAKES : LOCK_GIVES;
}

enum lock_effect held_effect(const struct stop_facts *facts, uint32_t number, uint32_t instr)
{
    const struct fn *fn = &facts->program->fns[number];
    const struct uses *uses = facts->uses;
    enum lock_effect effect = LOCK_NONE;

    if (fn->unit->instrs[instr].op != IR_CALL)
        return LOCK_NONE;
    for (uint32_t i = uses->first[number]; i < uses->first[number + 1]; i++) {
        if (uses->items.items[i].instr != instr)
            continue;
        if (uses->items.items[i].kind == USE_LOCK) /* a wait gives it back first */
            return LOCK_TAKES;
        if (uses->items.items[i].kind == USE_UNLOCK)
            effect = LOCK_GIVES;
    }
    if (effect != LOCK_NONE)
        return effect;
    const struct call_site *site = &fn->calls[graph_first_call(fn, instr)];
    for (uint32_t k = 0; k < site->targets.count && effect == LOCK_NONE; k++)
        effect = effect_of_function(facts, site->targets.items[k], 1);
    return effect;
}

/* Whether others may see what the place holds. */
static bool is_shared(const struct fn *fn, struct ir_place_id id)
{
    const struct ir_place *place = ir_place(fn->unit, fn->ir, id);

    while (place->kind != IR_PLACE_DEREF && place->parent.index)
        place = ir_place(fn->unit, fn->ir, place->parent);
    return place->kind != IR_PLACE_LOCAL;
}

/* Goes back through the instructions of a block; whether the way goes on before it. */
static bool go_back(const struct stop_facts *facts, struct point point, struct ir_range instrs,
                    uint32_t end, struct held *held)
{
    const struct fn *fn = &facts->program->fns[point.fn];

    for (uint32_t i = end; i-- > instrs.first;) {
        const struct ir_instr *instr = &fn->unit->instrs[i];
        if (i == point.instr)
            return false;
        switch (held_effect(facts, point.fn, i)) {
        case LOCK_TAKES:
            held->some = true;
            return false;
        case LOCK_GIVES:
            held->whole = false;
            return false;
        case LOCK_NONE:
            break;
        }
        held->calls |= instr->op == IR_CALL || instr->op == IR_UNKNOWN;
        held->writes |= instr->dst.index && is_shared(fn, instr->dst);
    }
    return true;
}

struct held held_before(const struct stop_facts *facts, struct point point, struct arena *scratch)
{
    const struct fn *fn = &facts->program->fns[point.fn];
    struct held held = {.blocks = bitset_new(scratch, fn->ir->blocks.count), .whole = true};
    VECTOR(uint32_t) todo = {0};

    if (fn->ir->blocks.count > HELD_BLOCKS)
        return (struct held){.blocks = held.blocks, .calls = true, .writes = true};
    for (uint32_t at = point.block, end = point.instr;;) {
        const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){at});
        if (go_back(facts, point, block->instrs, end, &held)) {
            held.whole &= at != 1;
            for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
                const struct ir_block *before =
                    ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
                for (uint32_t edge = 0; edge < graph_n_successors(before); edge++)
                    if (graph_successor(fn, before, edge) == at && bitset_add(&held.blocks, id))
                        vector_push(&todo, id);
            }
        }
        if (!todo.count)
            break;
        at = vector_pop(&todo);
        struct ir_range instrs = ir_block(fn->unit, fn->ir, (struct ir_block_id){at})->instrs;
        end = instrs.first + instrs.count;
    }
    vector_deinit(&todo);
    held.whole &= held.some;
    return held;
}
