/* Functions that come in by a parameter: who passes one is who has it called or started, not every caller of the
 * function that calls its parameter. A wrapper around a spawn, or a walk over a list with a function for each item,
 * is shared by all the program, and what one caller passes happens as often as that one calls.
 *
 * Requires targets. */
#include "program/contexts_inside.h"

#include "program/elements.h"

enum {
    PASSED_DEPTH = 4, /* wrappers of wrappers */
    CALLS_MOST =
        512, /* of one function, in all: behind that the rest is as if nobody in sight passed it */
};

struct passing {
    const struct program *program;
    struct edge edge;             /* what to call or start, as the innermost wrapper does */
    const struct fn_list *bodies; /* those that are meant */
    struct bitset *found;         /* of those, the ones that a caller passes */
    struct context_edges *edges;  /* per fn */
    uint32_t n_calls;             /* looked at so far */
};

uint32_t contexts_parameter(const struct fn *fn, struct ir_operand operand)
{
    if (operand.kind != IR_OPERAND_PLACE)
        return 0;
    const struct ir_place *place = ir_place(fn->unit, fn->ir, (struct ir_place_id){operand.index});
    bool is_own = place->kind == IR_PLACE_LOCAL && place->argument <= fn->ir->n_parameters;
    return is_own ? place->argument : 0;
}

static void add_passed(struct passing *passing, uint32_t wrapper, uint32_t parameter,
                       const struct edge_via *via, uint32_t depth);

/* What that caller passes becomes an edge from it. Bounded by PASSED_DEPTH. */
static void add_of_caller(struct passing *passing, struct caller_site at, uint32_t parameter,
                          const struct edge_via *via, uint32_t depth)
{
    const struct program *program = passing->program;
    const struct fn *caller = &program->fns[at.fn];
    const struct call_site *site = &caller->calls[at.call];
    const struct ir_instr *call = &caller->unit->instrs[site->instr];
    bool complete = false;

    if (caller->is_model || parameter > call->arguments.count)
        return;
    struct ir_operand operand = caller->unit->operands[call->arguments.first + parameter - 1];
    uint32_t own = contexts_parameter(caller, operand);
    if (own && depth < PASSED_DEPTH) {
        struct edge_via *outer = ARENA_NEW(program->run, struct edge_via);
        *outer = (struct edge_via){at.fn, site->block, via};
        add_passed(passing, at.fn, own, outer, depth + 1);
        return;
    }
    struct fn_list given = targets_of_operand(program, at.fn, operand, &complete);
    for (uint32_t i = 0; i < given.count; i++)
        for (uint32_t k = 0; k < passing->bodies->count; k++) {
            if (given.items[i] != passing->bodies->items[k])
                continue;
            struct edge edge = passing->edge;
            edge.body = given.items[i];
            edge.from = at.fn;
            edge.block = site->block;
            edge.instr = site->instr;
            edge.via = via;
            vector_push(&passing->edges[at.fn], edge);
            bitset_add(passing->found, k);
        }
}

static void add_passed(struct passing *passing, uint32_t wrapper, uint32_t parameter,
                       const struct edge_via *via, uint32_t depth)
{
    const struct fn *fn = &passing->program->fns[wrapper];

    for (uint32_t i = 0; i < fn->n_called_at && passing->n_calls < CALLS_MOST;
         i++, passing->n_calls++)
        add_of_caller(passing, fn->called_at[i], parameter, via, depth);
}

void contexts_add_passed(const struct program *program, struct edge edge, uint32_t parameter,
                         const struct fn_list *bodies, struct context_edges *edges)
{
    struct arena *scratch = NULL;
    struct bitset found = {0};

    if (parameter && bodies->count) {
        struct edge_via *via = ARENA_NEW(program->run, struct edge_via);
        *via = (struct edge_via){edge.from, edge.block, NULL};
        scratch = arena_new();
        found = bitset_new(scratch, bodies->count);
        struct passing passing = {program, edge, bodies, &found, edges, 0};
        add_passed(&passing, edge.from, parameter, via, 1);
    }
    for (uint32_t i = 0; i < bodies->count; i++) {
        edge.body = bodies->items[i];
        if (!found.size || !bitset_has(&found, i))
            vector_push(&edges[edge.from], edge);
    }
    arena_free(scratch);
}
