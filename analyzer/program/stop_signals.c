/* Whether a signal, which wakes one, is sent in a loop: once for each who waits. */
#include "program/conditions.h"
#include "program/stop_region.h"

/* Bounds: behind them, a signal is taken to be sent once. */
enum {
    SIGNALS_UP = 2, /* callers above each other, up to the one that tells the threads to stop */
    SIGNALS_CALLERS = 64, /* calls of one function */
};

/* Whether both calls get a field of the same object: the condition and the handle of one thread. */
static bool are_of_one(const struct fn *fn, uint32_t one, uint32_t other)
{
    const struct ir_instr *calls[2] = {&fn->unit->instrs[one], &fn->unit->instrs[other]};
    const struct ir_operand *operands = fn->unit->operands;

    for (uint32_t i = 0; i < calls[0]->arguments.count; i++)
        for (uint32_t k = 0; k < calls[1]->arguments.count; k++) {
            struct ir_operand a = operands[calls[0]->arguments.first + i];
            struct ir_operand b = operands[calls[1]->arguments.first + k];
            bool is_place = (a.kind == IR_OPERAND_ADDRESS || a.kind == IR_OPERAND_PLACE) &&
                            (b.kind == IR_OPERAND_ADDRESS || b.kind == IR_OPERAND_PLACE);
            if (is_place && fn_place(fn, a.index)->kind == IR_PLACE_FIELD &&
                fn_place(fn, b.index)->kind == IR_PLACE_FIELD &&
                fn_place(fn, a.index)->parent.index == fn_place(fn, b.index)->parent.index)
                return true;
        }
    return false;
}

/* Whether the call in the block is in a loop that does not join another thread than the one it is about: such a loop may
 * wake another one than is joined next. */
static bool is_in_loop(const struct region *region, uint32_t number, uint32_t block, uint32_t instr)
{
    const struct fn *fn = &region->facts->program->fns[number];
    uint32_t loop = fn->loop_of[block];
    const struct uses *uses = region->facts->unwrapped;

    if (!loop)
        return false;
    for (uint32_t i = uses->first[number]; i < uses->first[number + 1]; i++) {
        const struct use *use = &uses->items.items[i];
        if (use->kind == USE_JOIN && bitset_has(&fn->loops[loop - 1].blocks, use->block) &&
            !are_of_one(fn, instr, use->instr))
            return false;
    }
    return true;
}

/* Whether the function tells the threads to stop, and a way leads from there to the block, as far as that is known. */
static bool is_behind_store(const struct region *region, uint32_t number, uint32_t block)
{
    const struct fn *fn = &region->facts->program->fns[number];
    struct arena *scratch = arena_new();
    bool behind = false, has_store = false;

    for (uint32_t i = 0; i < region->stores.count && !behind; i++) {
        if (region->stores.items[i].fn != number)
            continue;
        has_store = true;
        struct bitset reached = conditions_reach(fn, region->stores.items[i].block, scratch);
        behind = bitset_has(&reached, block);
    }
    arena_free(scratch);
    return behind || (!has_store && bitset_has(&region->tells, number));
}

/* Whether who sets the flag calls the function in a loop behind that. */
static bool is_called_in_loop(const struct region *region, uint32_t number, uint32_t up)
{
    const struct fn *fn = &region->facts->program->fns[number];

    for (uint32_t i = 0; i < fn->n_called_at && fn->n_called_at <= SIGNALS_CALLERS; i++) {
        uint32_t caller = fn->called_at[i].fn;
        const struct fn *above = &region->facts->program->fns[caller];
        const struct call_site *site = &above->calls[fn->called_at[i].call];
        if (is_in_loop(region, caller, site->block, site->instr) &&
            is_behind_store(region, caller, site->block))
            return true;
        if (up > 0 && is_called_in_loop(region, caller, up - 1))
            return true;
    }
    return false;
}

bool region_signals_all(const struct region *region, const struct use *signal)
{
    return is_in_loop(region, signal->fn, signal->block, signal->instr) ||
           is_called_in_loop(region, signal->fn, SIGNALS_UP - 1);
}
