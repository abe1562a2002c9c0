#include "program/threads.h"

#include <stdlib.h>

#include "program/channel_flow.h"
#include "program/creations.h"
#include "program/model_control.h"
#include "program/solver.h"
#include "program/stops.h"

struct running {
    const struct program *program;
    uint32_t *run_by;
    struct bitset relays;  /* where threads begin that then run what they are told (relays.h) */
    struct bitset relayed; /* what those run: threads of their own */
    VECTOR(uint32_t) todo;
};

static void run(struct running *running, uint32_t fn, uint32_t root)
{
    uint32_t *run_by = &running->run_by[fn];

    if (*run_by == root || *run_by == RUN_BY_MANY)
        return;
    *run_by = *run_by == RUN_BY_NONE ? root : (uint32_t)RUN_BY_MANY;
    vector_push(&running->todo, fn);
}

static void spread(struct running *running)
{
    while (running->todo.count) {
        uint32_t number = vector_pop(&running->todo);
        const struct fn *fn = &running->program->fns[number];
        for (uint32_t c = 0; c < fn->n_calls; c++) {
            bool is_body = channel_flow_is_body(running->program, fn, c);
            for (uint32_t k = 0; k < fn->calls[c].targets.count; k++) {
                uint32_t target = fn->calls[c].targets.items[k];
                if (bitset_has(&running->relays, number) && bitset_has(&running->relayed, target))
                    continue;
                run(running, target, is_body ? target : running->run_by[number]);
            }
        }
    }
}

static void add_roots(struct running *running)
{
    const struct program *program = running->program;

    for (uint32_t number = 1; number < program->n_fns; number++) {
        if (program->fns[number].is_model || !contexts_reached(program, number))
            continue;
        struct context_origin origin = contexts_origin(program, number);
        bool is_called = origin.kind == ROOT_CALL || origin.kind == ROOT_ONCE;
        if (origin.kind == ROOT_MAIN || origin.kind == ROOT_THREAD)
            run(running, number, number);
        else if (!is_called || !origin.from)
            run(running, number, RUN_BY_MANY);
    }
    const struct creations *all = &program->solution->creations;
    for (uint32_t i = 1; i < all->items.count; i++) {
        const struct creation_record *record = &all->items.items[i];
        for (uint32_t r = 0; r < record->relays.count; r++)
            bitset_add(&running->relays, record->relays.items[r]);
        for (uint32_t b = 0; record->relays.count && b < record->body_fns.count; b++)
            bitset_add(&running->relayed, record->body_fns.items[b]);
    }
    for (uint32_t i = 1; i < all->items.count; i++)
        for (uint32_t b = 0; b < all->items.items[i].body_fns.count; b++)
            run(running, all->items.items[i].body_fns.items[b],
                all->items.items[i].body_fns.items[b]);
}

/* Behind a fork the same code runs in two processes. */
static void add_forks(struct running *running)
{
    const struct program *program = running->program;

    for (uint32_t number = 1; number < program->n_fns; number++) {
        const struct fn *fn = &program->fns[number];
        for (uint32_t c = 0; !fn->is_model && c < fn->n_calls; c++)
            if (fn->calls[c].targets.count && model_forks(program, fn->calls[c].targets.items[0]) &&
                running->run_by[number] != RUN_BY_NONE)
                run(running,
                    running->run_by[number] == RUN_BY_MANY ? number : running->run_by[number],
                    RUN_BY_MANY);
    }
}

const uint32_t *threads_run_by(const struct program *program)
{
    struct stop_facts *facts = program->stop_facts;

    if (!facts->run_by) {
        struct running running = {.program = program};
        struct arena *scratch = arena_new();
        running.run_by = ARENA_ARRAY(program->run, uint32_t, program->n_fns);
        running.relays = bitset_new(scratch, program->n_fns);
        running.relayed = bitset_new(scratch, program->n_fns);
        add_roots(&running);
        spread(&running);
        add_forks(&running);
        spread(&running);
        vector_deinit(&running.todo);
        arena_free(scratch);
        facts->run_by = running.run_by;
    }
    return facts->run_by;
}

/* ---- starts ---- */

static int compare_starts(const void *a, const void *b)
{
    const struct start *left = a, *right = b;
    const uint32_t keys[][2] = {
        {left->body, right->body}, {left->fn, right->fn}, {left->instr, right->instr}};

    for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
        if (keys[i][0] != keys[i][1])
            return keys[i][0] < keys[i][1] ? -1 : 1;
    return 0;
}

/* What the call, of a model that starts threads, is told to run, if no creation knows it better. */
static void add_unrecorded(const struct program *program, uint32_t number,
                           const struct call_site *site, const struct bitset *recorded,
                           struct starts *starts)
{
    const struct fn *fn = &program->fns[number];
    const struct ir_instr *call = &fn->unit->instrs[site->instr];

    for (uint32_t k = 0; k < site->targets.count; k++) {
        if (!program->fns[site->targets.items[k]].is_model)
            continue;
        struct model_callbacks callbacks = model_callbacks(program, site->targets.items[k]);
        for (uint32_t c = 0; c < callbacks.count; c++) {
            uint32_t parameter = callbacks.items[c].parameter;
            bool complete;
            if (callbacks.items[c].kind != ROOT_THREAD || callbacks.items[c].field ||
                parameter > call->arguments.count)
                continue;
            struct fn_list bodies = targets_of_operand(
                program, number, fn->unit->operands[call->arguments.first + parameter - 1],
                &complete);
            for (uint32_t b = 0; b < bodies.count; b++)
                if (!bitset_has(recorded, bodies.items[b]))
                    vector_push(starts,
                                (struct start){bodies.items[b], number, site->block, site->instr});
        }
    }
}

const struct starts *threads_starts(const struct program *program)
{
    struct stop_facts *facts = program->stop_facts;
    const struct creations *all = &program->solution->creations;

    if (facts->starts)
        return facts->starts;
    struct arena *scratch = arena_new();
    struct bitset recorded = bitset_new(scratch, program->n_fns);
    struct starts starts = {0};
    for (uint32_t i = 1; i < all->items.count; i++)
        for (uint32_t s = 0; s < all->items.items[i].starts.count; s++) {
            bitset_add(&recorded, all->items.items[i].starts.items[s].body);
            vector_push(&starts, all->items.items[i].starts.items[s]);
        }
    for (uint32_t number = 1; number < program->n_fns; number++)
        for (uint32_t c = 0; !program->fns[number].is_model && c < program->fns[number].n_calls;
             c++)
            add_unrecorded(program, number, &program->fns[number].calls[c], &recorded, &starts);
    if (starts.count)
        qsort(starts.items, starts.count, sizeof(*starts.items), compare_starts);
    facts->starts = ARENA_NEW(program->run, struct starts);
    facts->starts->items =
        arena_copy(program->run, starts.items, starts.count * sizeof(*starts.items));
    facts->starts->count = starts.count;
    vector_deinit(&starts);
    arena_free(scratch);
    return facts->starts;
}

uint32_t threads_first_start(const struct starts *starts, uint32_t body)
{
    uint32_t low = 0, high = starts->count;

    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (starts->items[middle].body < body)
            low = middle + 1;
        else
            high = middle;
    }
    return low < starts->count && starts->items[low].body == body ? low : starts->count;
}
