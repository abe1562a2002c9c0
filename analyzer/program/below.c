#include "program/below.h"

#include "program/model_control.h"
#include "program/stop_region.h"
#include "program/stops.h"

/* ---- components ---- */

/* Components from this size on have the set of what lies below them made before it is asked for: a walk
 * that comes to one of them takes it over as a whole. */
enum { COMPONENT_LARGE = 64 };

struct below {
    uint32_t *component; /* per fn, from 1: callees' numbers are smaller than callers' */
    uint32_t *size;      /* per component */
    struct bitset **of;  /* per component, once asked for */
    uint32_t n;
};

/* A function that is visited: how far its calls are followed. */
struct visit {
    uint32_t fn, call, target;
};

struct component_search {
    const struct program *program;
    struct below *below;
    uint32_t *entered; /* per fn: when, from 1 */
    uint32_t *low;     /* per fn: the earliest that it is known to reach */
    uint32_t clock;
    VECTOR(struct visit) visits;
    VECTOR(uint32_t) open; /* entered, and without a component yet */
};

static void enter(struct component_search *search, uint32_t fn)
{
    search->entered[fn] = search->low[fn] = ++search->clock;
    vector_push(&search->open, fn);
    vector_push(&search->visits, (struct visit){fn, 0, 0});
}

static void close_component(struct component_search *search, uint32_t fn)
{
    struct below *below = search->below;
    uint32_t member;

    below->n++;
    do {
        member = vector_pop(&search->open);
        below->component[member] = below->n;
        below->size[below->n]++;
    } while (member != fn);
}

/* The next function that is called; 0 = there is none left. */
static uint32_t next_callee(const struct program *program, struct visit *visit)
{
    const struct fn *fn = &program->fns[visit->fn];

    for (; visit->call < fn->n_calls; visit->call++, visit->target = 0)
        if (visit->target < fn->calls[visit->call].targets.count)
            return fn->calls[visit->call].targets.items[visit->target++];
    return 0;
}

static void follow(struct component_search *search)
{
    while (search->visits.count) {
        struct visit *visit = vector_last(&search->visits);
        uint32_t fn = visit->fn, callee = next_callee(search->program, visit);
        if (callee && !search->entered[callee]) {
            enter(search, callee);
        } else if (callee) {
            bool is_open = !search->below->component[callee];
            if (is_open && search->entered[callee] < search->low[fn])
                search->low[fn] = search->entered[callee];
        } else {
            (void)vector_pop(&search->visits);
            if (search->low[fn] == search->entered[fn])
                close_component(search, fn);
            uint32_t caller = search->visits.count ? vector_last(&search->visits)->fn : 0;
            if (caller && search->low[fn] < search->low[caller])
                search->low[caller] = search->low[fn];
        }
    }
}

static void find_components(const struct program *program, struct below *below)
{
    struct arena *scratch = arena_new();
    struct component_search search = {
        .program = program,
        .below = below,
        .entered = ARENA_ARRAY(scratch, uint32_t, program->n_fns),
        .low = ARENA_ARRAY(scratch, uint32_t, program->n_fns),
    };

    for (uint32_t fn = 1; fn < program->n_fns; fn++)
        if (!search.entered[fn]) {
            enter(&search, fn);
            follow(&search);
        }
    vector_deinit(&search.visits);
    vector_deinit(&search.open);
    arena_free(scratch);
}

/* ---- below ---- */

static const struct bitset *find_below(const struct program *program, struct below *below,
                                       uint32_t number, struct arena *arena)
{
    struct bitset *set = ARENA_NEW(arena, struct bitset);
    VECTOR(uint32_t) todo = {0};

    *set = bitset_new(arena, program->n_fns);
    bitset_add(set, number);
    vector_push(&todo, number);
    while (todo.count) {
        struct visit visit = {vector_pop(&todo), 0, 0};
        for (uint32_t to; (to = next_callee(program, &visit));) {
            uint32_t component = below->component[to];
            if (bitset_has(set, to))
                continue;
            if (below->size[component] >= COMPONENT_LARGE && below->of[component]) {
                bitset_add_all(set, below->of[component]);
                continue;
            }
            bitset_add(set, to);
            vector_push(&todo, to);
        }
    }
    vector_deinit(&todo);
    return below->of[below->component[number]] = set;
}

static struct below *make(const struct program *program, struct arena *arena)
{
    struct below *below = ARENA_NEW(arena, struct below);
    uint32_t *member; /* per component */

    below->component = ARENA_ARRAY(arena, uint32_t, program->n_fns);
    below->size = ARENA_ARRAY(arena, uint32_t, program->n_fns);
    below->of = ARENA_ARRAY(arena, struct bitset *, program->n_fns);
    find_components(program, below);
    member = ARENA_ARRAY(arena, uint32_t, program->n_fns);
    for (uint32_t fn = 1; fn < program->n_fns; fn++)
        member[below->component[fn]] = fn;
    for (uint32_t i = 1; i <= below->n; i++)
        if (below->size[i] >= COMPONENT_LARGE)
            find_below(program, below, member[i], arena);
    return below;
}

const struct bitset *functions_below(const struct stop_facts *facts, uint32_t number)
{
    struct stop_facts *shared = facts->program->stop_facts;

    if (!shared->below)
        shared->below = make(facts->program, facts->arena);
    const struct bitset *known = shared->below->of[shared->below->component[number]];
    return known ? known : find_below(facts->program, shared->below, number, facts->arena);
}

bool functions_lead_to(const struct stop_facts *facts, const struct call_site *site, uint32_t fn)
{
    for (uint32_t k = 0; k < site->targets.count; k++)
        if (bitset_has(functions_below(facts, site->targets.items[k]), fn))
            return true;
    return false;
}

bool functions_lead_to_fork(const struct program *program, const struct call_site *site)
{
    for (uint32_t k = 0; k < site->targets.count; k++) {
        const struct bitset *below = functions_below(stops_facts(program), site->targets.items[k]);
        for (uint32_t fn = bitset_next(below, 1); fn < below->size; fn = bitset_next(below, fn + 1))
            if (model_control_forks(program, fn))
                return true;
    }
    return false;
}

/* ---- above ---- */

void functions_add_above(const struct program *program, struct bitset *fns)
{
    VECTOR(uint32_t) todo = {0};

    for (uint32_t fn = bitset_next(fns, 1); fn < fns->size; fn = bitset_next(fns, fn + 1))
        vector_push(&todo, fn);
    while (todo.count) {
        const struct fn_list *callers = &program->fns[vector_pop(&todo)].callers;
        for (uint32_t i = 0; i < callers->count; i++)
            if (bitset_add(fns, callers->items[i]))
                vector_push(&todo, callers->items[i]);
    }
    vector_deinit(&todo);
}

/* Calls by name, sorted by what they call. */
struct named_calls {
    uint32_t *first; /* per fn; one more at the end */
    uint32_t *caller;
};

static struct named_calls sort_named_calls(const struct program *program, struct arena *scratch)
{
    struct named_calls calls = {.first = ARENA_ARRAY(scratch, uint32_t, program->n_fns + 2)};

    for (int fill = 0; fill < 2; fill++) {
        for (uint32_t number = 1; number < program->n_fns; number++) {
            const struct fn *fn = &program->fns[number];
            for (uint32_t i = 0; i < fn->n_calls; i++)
                for (uint32_t k = 0; fn->calls[i].entity && k < fn->calls[i].targets.count; k++) {
                    uint32_t callee = fn->calls[i].targets.items[k];
                    if (fill)
                        calls.caller[calls.first[callee + 1]++] = number;
                    else
                        calls.first[callee + 2]++;
                }
        }
        for (uint32_t i = 2; !fill && i < program->n_fns + 2; i++)
            calls.first[i] += calls.first[i - 1];
        if (!fill)
            calls.caller = ARENA_ARRAY(scratch, uint32_t, calls.first[program->n_fns + 1]);
    }
    return calls;
}

void functions_add_above_by_name(const struct program *program, struct bitset *fns)
{
    struct arena *scratch = arena_new();
    struct named_calls calls = sort_named_calls(program, scratch);
    VECTOR(uint32_t) todo = {0};

    for (uint32_t fn = bitset_next(fns, 1); fn < fns->size; fn = bitset_next(fns, fn + 1))
        vector_push(&todo, fn);
    while (todo.count) {
        uint32_t fn = vector_pop(&todo);
        for (uint32_t i = calls.first[fn]; i < calls.first[fn + 1]; i++)
            if (bitset_add(fns, calls.caller[i]))
                vector_push(&todo, calls.caller[i]);
    }
    vector_deinit(&todo);
    arena_free(scratch);
}
