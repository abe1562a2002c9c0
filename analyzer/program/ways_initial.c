/* Stores that are made before there is a thread to see them (ways.h). */
#include "program/conditions.h"
#include "program/solver.h"
#include "program/ways_inside.h"

static bool reaches(const struct fn *fn, uint32_t from_block, uint32_t from_instr,
                    uint32_t to_block, uint32_t to_instr, struct arena *scratch)
{
    struct bitset reached = conditions_reach(fn, from_block, scratch);

    return (from_block == to_block && from_instr < to_instr) || bitset_has(&reached, to_block);
}

/* Whether the function ends something at that call before it comes to the point. */
static bool ends_before(struct ways *ways, uint32_t number, uint32_t end, uint32_t block,
                        uint32_t instr)
{
    const struct fn *fn = &ways->program->fns[number];
    uint32_t call = graph_first_call(fn, end);

    return call < fn->n_calls &&
           reaches(fn, fn->calls[call].block, end, block, instr, ways->scratch);
}

/* Whether it ends anything there at all. */
static bool ends_any_before(struct ways *ways, uint32_t number, uint32_t block, uint32_t instr)
{
    const struct creations *all = &ways->program->solution->creations;
    bool ends = false;

    if (!bitset_has(&all->ends_in, number))
        return false;
    for (uint32_t i = 0; i < all->endings.count && !ends; i++) {
        const struct ending_record *ending = &all->endings.items[i];
        ends = ending->fn == number &&
               (!ending->block || ends_before(ways, number, ending->instr, block, instr));
    }
    for (uint32_t i = 0; i < all->sites.count && !ends; i++)
        ends = all->sites.items[i].fn == number &&
               ends_before(ways, number, all->sites.items[i].instr, block, instr);
    for (uint32_t i = 1; i < all->items.count && !ends; i++)
        for (uint32_t k = 0; k < all->items.items[i].ends.count && !ends; k++) {
            const struct end_point *end = &all->items.items[i].ends.items[k];
            ends = end->fn == number && ends_before(ways, number, end->instr, block, instr);
        }
    return ends;
}

/* Whether the point lies before a spawn of its function and behind none, and nothing there stops a
 * thread first; or all calls of the function do so. */
static bool is_before_spawn(struct ways *ways, uint32_t number, uint32_t block, uint32_t instr,
                            uint32_t up)
{
    const struct program *program = ways->program;
    const struct creations *creations = &program->solution->creations;
    const struct fn *fn = &program->fns[number];
    bool before = false;

    if (ends_any_before(ways, number, block, instr))
        return false;
    for (uint32_t i = creations->first_start[number]; i < creations->first_start[number + 1]; i++) {
        const struct start *start = &creations->starts_in[i];
        before |= reaches(fn, block, instr, start->block, start->instr, ways->scratch);
        if (reaches(fn, start->block, start->instr, block, instr, ways->scratch))
            return false;
    }
    if (before || up >= 2 || ways_called_out_of_sight(program, number))
        return before;
    for (uint32_t i = 0; i < fn->callers.count; i++) {
        const struct fn *caller = &program->fns[fn->callers.items[i]];
        for (uint32_t c = 0; c < caller->n_calls; c++)
            for (uint32_t k = 0; k < caller->calls[c].targets.count; k++)
                if (caller->calls[c].targets.items[k] == number &&
                    !is_before_spawn(ways, fn->callers.items[i], caller->calls[c].block,
                                     caller->calls[c].instr, up + 1))
                    return false;
    }
    return fn->callers.count > 0;
}

/* Whether a function returns an object that it has just made, and nothing else but NULL. */
static bool makes_object(const struct program *program, uint32_t number)
{
    const struct summary *summary = &program->solution->summaries[number];
    bool makes = false;

    if (summary->status != SUMMARY_SOLVED)
        return false;
    for (uint32_t i = 0; i < summary->n_outcomes; i++) {
        struct value result = summary->outcomes[i].result;
        bool fresh = result.kind == VALUE_ADDRESS &&
                     loc_get(&program->solution->space, result.id)->kind == LOC_ALLOC;
        if (!fresh && !(result.kind == VALUE_INT && result.n == 0))
            return false;
        makes |= fresh;
    }
    return makes;
}

/* Whether the store goes into an object that its function has made itself: w = calloc(…); w->stop = 0. */
static bool is_into_new_object(struct ways *ways, const struct store *store)
{
    const struct program *program = ways->program;
    const struct fn *fn = &program->fns[store->fn];
    const struct ir_place *place = ir_place(fn->unit, fn->ir, fn->unit->instrs[store->instr].dst);

    while (place->parent.index)
        place = ir_place(fn->unit, fn->ir, place->parent);
    if (place->kind != IR_PLACE_LOCAL || place->argument <= fn->ir->n_parameters)
        return false;
    const struct writes *writes = ways_writes_of(ways, store->fn);
    bool fresh = writes->first[place->argument] != 0;
    for (uint32_t at = writes->first[place->argument]; at; at = writes->next[at - 1]) {
        const struct ir_instr *instr = &fn->unit->instrs[writes->base + at - 1];
        if (instr->op == IR_COPY && instr->a.kind == IR_OPERAND_NULL)
            continue;
        if (instr->op != IR_CALL)
            return false;
        const struct call_site *site = &fn->calls[graph_first_call(fn, writes->base + at - 1)];
        for (uint32_t k = 0; k < site->targets.count; k++)
            fresh &= makes_object(program, site->targets.items[k]);
        fresh &= site->targets.count > 0;
    }
    return fresh;
}

/* Whether the function has started a thread by then, which may see the new object. */
static bool is_behind_spawn(struct ways *ways, const struct store *store)
{
    const struct program *program = ways->program;
    const struct creations *creations = &program->solution->creations;

    for (uint32_t i = creations->first_start[store->fn]; i < creations->first_start[store->fn + 1];
         i++) {
        const struct start *start = &creations->starts_in[i];
        if (reaches(&program->fns[store->fn], start->block, start->instr, store->block,
                    store->instr, ways->scratch))
            return true;
    }
    return false;
}

bool ways_is_initial(struct ways *ways, const struct store *store)
{
    arena_reset(ways->scratch);
    const struct fn *fn = &ways->program->fns[store->fn];

    return fn->ir->flags & IR_FUNCTION_INIT ||
           (is_into_new_object(ways, store) && !is_behind_spawn(ways, store)) ||
           is_before_spawn(ways, store->fn, store->block, store->instr, 0);
}
