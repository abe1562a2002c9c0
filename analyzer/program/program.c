#include "program/program.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "program/annotations.h"
#include "program/channels.h"
#include "program/clients.h"
#include "program/ending_facts.h"
#include "program/growth.h"
#include "program/holders.h"
#include "program/late_signals.h"
#include "program/limits.h"
#include "program/solver.h"
#include "program/stops.h"
#include "program/stores.h"
#include "program/unbounded.h"

static void count_functions(struct program *program)
{
    for (uint32_t i = 1; i < program->n_fns; i++) {
        const struct fn *fn = &program->fns[i];
        if (fn->is_model || fn->ir->flags & IR_FUNCTION_INIT)
            continue;
        program->statistics.functions++;
        program->statistics.unknown_constructs += fn->ir->n_unknown;
    }
}

static struct bitset solved_functions(const struct program *program, struct arena *scratch)
{
    struct bitset solved = bitset_new(scratch, program->n_fns);

    for (uint32_t i = 1; i < program->n_fns; i++)
        if (program->solution->summaries[i].status == SUMMARY_SOLVED)
            bitset_add(&solved, i);
    return solved;
}

/* ---- creations in the order of the source ---- */

static int compare_creations(const void *a, const void *b)
{
    const struct creation *left = *(const struct creation *const *)a;
    const struct creation *right = *(const struct creation *const *)b;
    int order = strcmp(left->at.file, right->at.file);

    if (order)
        return order;
    if (left->at.line != right->at.line)
        return left->at.line < right->at.line ? -1 : 1;
    if (left->at.column != right->at.column)
        return left->at.column < right->at.column ? -1 : 1;
    return (left->number > right->number) - (left->number < right->number);
}

static void list_creations(struct program *program)
{
    struct creations *all = &program->solution->creations;
    struct creation_list list = {0};

    for (uint32_t i = 1; i < all->items.count; i++)
        if (all->items.items[i].is_told)
            vector_push(&list, &all->items.items[i].face);
    limits_find_pools(program, &list);
    channels_list(program, &list);
    late_signals_list(program, &list);
    unbounded_list(program, &list);
    growth_list(program, &list);
    if (list.count)
        qsort(list.items, list.count, sizeof(*list.items), compare_creations);
    program->creations = arena_copy(program->run, list.items, list.count * sizeof(*list.items));
    program->n_creations = list.count;
    vector_deinit(&list);
}

struct program *program_new(const struct program_input *inputs, size_t n_inputs,
                            const struct program_watcher *watcher,
                            const struct program_memory *memory, struct arena *run)
{
    struct program *program = ARENA_NEW(run, struct program);
    struct arena *scratch = arena_new();

    program->run = run;
    program->inputs = inputs;
    program->n_inputs = (uint32_t)n_inputs;
    program->watcher = watcher;
    program_link(program);
    count_functions(program);
    program_find_targets(program);
    program_find_callers(program);
    program_find_coroutines(program);
    program_find_returns(program);
    program_find_members(program);
    program->stores = stores_find(program, run);
    program_find_contexts(program);
    solver_run(program, memory);
    struct bitset solved = solved_functions(program, scratch);
    program->holders = holders_find(program, &solved);
    creations_index(program);
    stops_prepare(program);
    ending_facts_prepare(program);
    clients_find(program);
    list_creations(program);
    arena_free(scratch);
    return program;
}

void program_free(struct program *program)
{
    if (!program)
        return;
    intmap_deinit(&program->system_uses);
    solver_deinit(program->solution);
    holders_free(program->holders);
    growth_free(program->growth);
    stops_free(program);
    annotations_free(program);
}

const struct creation *const *program_creations(const struct program *program, size_t *ret_count)
{
    *ret_count = program->n_creations;
    return program->creations;
}

struct program_statistics program_statistics(const struct program *program)
{
    struct program_statistics statistics = program->statistics;

    statistics.given_up += stops_count_given_up(program);
    return statistics;
}
