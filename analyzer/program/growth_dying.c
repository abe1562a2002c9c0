/* What a program does only when it is about to end: die() cleans up and exits, as a handler of SIGTERM does. From such a
 * place control comes neither to the function's end nor into a loop that goes on for ever. */
#include "program/growth_inside.h"
#include "program/model_control.h"

struct search {
    struct growth_facts *facts;
    const struct program *program;
    struct bitset ends;   /* functions that end the process */
    struct bitset serves; /* functions with a loop that goes on for ever, and all above them */
};

/* Whether one of the calls in the block ends the process. */
static bool has_end(const struct search *search, const struct fn *fn, uint32_t block)
{
    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct fn_list targets = fn->calls[c].targets;
        bool ends = targets.count && fn->calls[c].block == block && !fn->calls[c].unresolved;
        for (uint32_t k = 0; k < targets.count; k++)
            ends &= bitset_has(&search->ends, targets.items[k]);
        if (ends)
            return true;
    }
    return false;
}

/* The blocks of the function behind which the process goes on. */
static struct bitset living_blocks(const struct search *search, uint32_t number,
                                   struct arena *arena)
{
    const struct program *program = search->program;
    const struct fn *fn = &program->fns[number];
    struct bitset living = bitset_new(arena, fn->ir->blocks.count);
    struct bitset stuck = bitset_new(arena, fn->ir->blocks.count);

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        uint32_t loop = fn->n_loops ? fn->loop_of[id] : 0;
        bool is_last = block->end == IR_END_RETURN || block->end == IR_END_UNREACHABLE;
        if (has_end(search, fn, id))
            bitset_add(&stuck, id);
        else if (is_last || (loop && fn->loops[loop - 1].forever) ||
                 steady_loops(program, search->facts->steady, number, id))
            bitset_add(&living, id);
    }
    graph_add_leading(fn, &living, &stuck);
    return living;
}

/* Functions all of whose ways end the process, from exit() upwards. */
static void find_ends(struct search *search)
{
    const struct program *program = search->program;
    struct arena *scratch = arena_new();
    bool changed = true;

    for (uint32_t fn = 1; fn < program->n_fns; fn++)
        if (program->fns[fn].is_model && program->fns[fn].never_returns && model_exits(program, fn))
            bitset_add(&search->ends, fn);
    while (changed) {
        changed = false;
        for (uint32_t fn = 1; fn < program->n_fns; fn++) {
            enum { ENTRY = 1 };
            if (program->fns[fn].is_model || !program->fns[fn].never_returns ||
                bitset_has(&search->ends, fn))
                continue;
            struct bitset living = living_blocks(search, fn, scratch);
            if (!bitset_has(&living, ENTRY))
                changed |= bitset_add(&search->ends, fn);
            arena_reset(scratch);
        }
    }
    arena_free(scratch);
}

static bool may_end(const struct search *search, const struct fn *fn)
{
    for (uint32_t c = 0; c < fn->n_calls; c++)
        for (uint32_t k = 0; k < fn->calls[c].targets.count; k++)
            if (bitset_has(&search->ends, fn->calls[c].targets.items[k]))
                return true;
    return false;
}

static void find_serving(struct search *search)
{
    const struct program *program = search->program;
    VECTOR(uint32_t) todo = {0};

    for (uint32_t number = 1; number < program->n_fns; number++)
        for (uint32_t i = 0; i < program->fns[number].n_loops; i++)
            if (steady_loops(program, search->facts->steady, number,
                             program->fns[number].loops[i].head) &&
                bitset_add(&search->serves, number))
                vector_push(&todo, number);
    while (todo.count) {
        const struct fn_list callers = program->fns[vector_pop(&todo)].callers;
        for (uint32_t i = 0; i < callers.count; i++)
            if (bitset_add(&search->serves, callers.items[i]))
                vector_push(&todo, callers.items[i]);
    }
    vector_deinit(&todo);
}

/* Whether somebody calls the function of whom nothing is known here. */
static bool is_root(const struct program *program, uint32_t number)
{
    const struct fn *fn = &program->fns[number];

    return fn->escapes || fn->address_taken || members_is_public(program, number) ||
           contexts_origin(program, number).kind != ROOT_CALL;
}

void growth_find_dying(struct growth_facts *facts, struct arena *run)
{
    const struct program *program = facts->program;
    struct search search = {
        .facts = facts, .program = program, .ends = bitset_new(facts->scratch, program->n_fns)};
    VECTOR(uint32_t) todo = {0};

    search.serves = bitset_new(facts->scratch, program->n_fns);
    find_serving(&search);
    facts->living = bitset_new(run, program->n_fns);
    facts->living_blocks = ARENA_ARRAY(run, struct bitset *, program->n_fns);
    find_ends(&search);
    for (uint32_t number = 1; number < program->n_fns; number++)
        if (is_root(program, number) && bitset_add(&facts->living, number))
            vector_push(&todo, number);
    while (todo.count) {
        uint32_t number = vector_pop(&todo);
        const struct fn *fn = &program->fns[number];
        if (may_end(&search, fn)) {
            facts->living_blocks[number] = ARENA_NEW(run, struct bitset);
            *facts->living_blocks[number] = living_blocks(&search, number, run);
        }
        for (uint32_t c = 0; c < fn->n_calls; c++)
            for (uint32_t k = 0; k < fn->calls[c].targets.count; k++) {
                uint32_t target = fn->calls[c].targets.items[k];
                bool is_last = growth_is_dying(facts, number, fn->calls[c].block) &&
                               !bitset_has(&search.serves, target); /* `exit(serve())` */
                if (!is_last && bitset_add(&facts->living, target))
                    vector_push(&todo, target);
            }
    }
    vector_deinit(&todo);
}

bool growth_is_dying(const struct growth_facts *facts, uint32_t fn, uint32_t block)
{
    const struct bitset *living = facts->living_blocks[fn];

    return !bitset_has(&facts->living, fn) || (living && !bitset_has(living, block));
}
