/* The ways behind an instruction on which a function ends nothing, by the choice of who has called it.
 *
 * Requires targets. */
#include "program/choices.h"

#include "program/conditions.h"
#include "program/paths.h"
#include "program/stores.h"

/* Larger functions are not looked at. */
enum { BLOCKS_MOST = 400 };

bool call_reaches_any(const struct call_site *site, const struct bitset *fns)
{
    for (uint32_t k = 0; k < site->targets.count; k++)
        if (bitset_has(fns, site->targets.items[k]))
            return true;
    return false;
}

/* Whether the branch asks for a number that the function was called with. */
static bool asks_parameter(const struct fn *fn, const struct ir_block *block)
{
    return graph_n_successors(block) > 1 && conditions_parameter(fn, block->a) &&
           stores_type_of_place(fn, (struct ir_place_id){block->a.index})->kind == IR_TYPE_INTEGER;
}

/* Whether the block is reached for some of these numbers only. */
static bool is_chosen(const struct fn *fn, uint32_t block)
{
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++)
        for (uint32_t edge = 0;
             asks_parameter(fn, fn_block(fn, id)) && edge < graph_n_successors(fn_block(fn, id));
             edge++)
            if (graph_needs_edge(fn, block, id, edge))
                return true;
    return false;
}

/* Adds the branches on which the block hangs, but for those that ask for a parameter. */
static void add_deciding(const struct fn *fn, uint32_t block, struct bitset *deciding)
{
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        uint32_t n_ways = graph_n_successors(fn_block(fn, id));
        bool decides = n_ways > 1 && !asks_parameter(fn, fn_block(fn, id));
        for (uint32_t edge = 0; decides && edge < n_ways; edge++)
            if (graph_needs_edge(fn, block, id, edge))
                bitset_add(deciding, id);
    }
}

/* What the function calls of the enders elsewhere. */
enum calls { CALLS_NONE, CALLS_SOME, CALLS_BY_CHOICE };
static enum calls calls_of(const struct fn *fn, uint32_t instr, const struct bitset *enders)
{
    enum calls calls = CALLS_NONE;

    for (uint32_t c = 0; c < fn->n_calls && calls != CALLS_BY_CHOICE; c++)
        if (fn->calls[c].instr != instr && call_reaches_any(&fn->calls[c], enders))
            calls = is_chosen(fn, fn->calls[c].block) ? CALLS_BY_CHOICE : CALLS_SOME;
    return calls;
}

bool choice_leaves_unended(const struct program *program, uint32_t number, uint32_t instr,
                           const struct bitset *enders)
{
    const struct fn *fn = &program->fns[number];

    if (fn->ir->blocks.count > BLOCKS_MOST)
        return false;
    enum calls calls = calls_of(fn, instr, enders);
    if (calls != CALLS_BY_CHOICE)
        return calls == CALLS_NONE;
    struct arena *scratch = arena_new();
    struct bitset deciding = bitset_new(scratch, fn->ir->blocks.count);
    struct path_query query = {
        .program = program, .fn = number, .to_return = true, .ends = &deciding};

    path_mark(&query, instr, PATH_FROM);
    for (uint32_t c = 0; c < fn->n_calls; c++)
        if (fn->calls[c].instr != instr && call_reaches_any(&fn->calls[c], enders)) {
            path_mark(&query, fn->calls[c].instr, PATH_STOP);
            add_deciding(fn, fn->calls[c].block, &deciding);
        }
    bool found = path_find(&query).found;
    path_query_deinit(&query);
    arena_free(scratch);
    return found;
}
