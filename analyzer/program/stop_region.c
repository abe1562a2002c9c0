#include "program/stop_region.h"

#include <string.h>

#include "program/elements.h"

/* Adds a function with all that it calls to a set. */
static void add_whole(const struct region *region, uint32_t number, struct bitset *set)
{
    const struct program *program = region->facts->program;
    VECTOR(uint32_t) todo = {0};

    if (!bitset_has(&region->parted, number) && bitset_add(set, number))
        vector_push(&todo, number);
    while (todo.count) {
        const struct fn *fn = &program->fns[vector_pop(&todo)];
        for (uint32_t i = 0; i < fn->n_calls; i++)
            for (uint32_t k = 0; k < fn->calls[i].targets.count; k++) {
                uint32_t to = fn->calls[i].targets.items[k];
                if (!bitset_has(&region->parted, to) && bitset_add(set, to))
                    vector_push(&todo, to);
            }
    }
    vector_deinit(&todo);
}

/* The blocks that control comes to behind the points of one function, or (backwards) before them; not
 * their own blocks, unless a loop leads there. */
static struct bitset blocks_beyond(const struct region *region, uint32_t number,
                                   const struct points *points, bool backwards)
{
    const struct fn *fn = &region->facts->program->fns[number];
    struct bitset beyond = bitset_new(region->scratch, fn->ir->blocks.count);
    struct bitset seeds = bitset_new(region->scratch, fn->ir->blocks.count);
    bool grows = true;

    for (uint32_t i = 0; i < points->count; i++)
        if (points->items[i].fn == number)
            bitset_add(&seeds, points->items[i].block);
    while (grows) {
        grows = false;
        for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
            const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
            for (uint32_t edge = 0; edge < graph_n_successors(block); edge++) {
                uint32_t to = graph_successor(fn, block, edge);
                uint32_t near = backwards ? to : id, far = backwards ? id : to;
                if (bitset_has(&seeds, near) || bitset_has(&beyond, near))
                    grows |= bitset_add(&beyond, far);
            }
        }
    }
    return beyond;
}

/* What the points of one function say of its calls. */
struct surroundings {
    struct bitset behind_points, behind_stores, before_joins;
    bool has_stores, has_joins;
};

static bool has_point(const struct points *points, uint32_t fn)
{
    for (uint32_t i = 0; i < points->count; i++)
        if (points->items[i].fn == fn)
            return true;
    return false;
}

static struct surroundings surroundings_of(const struct region *region, uint32_t number,
                                           const struct points *stores, const struct points *joins)
{
    struct surroundings around = {
        .behind_stores = blocks_beyond(region, number, stores, false),
        .behind_points = blocks_beyond(region, number, joins, false),
        .before_joins = blocks_beyond(region, number, joins, true),
        .has_stores = has_point(stores, number),
        .has_joins = has_point(joins, number),
    };

    bitset_add_all(&around.behind_points, &around.behind_stores);
    return around;
}

/* Whether a point of the function stands in the block, behind (or anywhere in it) that instruction. */
static bool is_point_in(const struct points *points, uint32_t fn, uint32_t block, uint32_t instr)
{
    for (uint32_t i = 0; i < points->count; i++)
        if (points->items[i].fn == fn && points->items[i].block == block &&
            points->items[i].instr > instr)
            return true;
    return false;
}

/* Whether the function gives a mutex back between two instructions of a block. */
static bool unlocks_between(const struct region *region, uint32_t number, uint32_t from,
                            uint32_t to)
{
    const struct uses *uses = region->facts->unwrapped;

    for (uint32_t i = uses->first[number]; i < uses->first[number + 1]; i++) {
        const struct use *use = &uses->items.items[i];
        if (use->kind == USE_UNLOCK && use->instr > from && use->instr < to)
            return true;
    }
    return false;
}

/* Whether the call, in the block of a store, comes behind it, or before it in one piece with it: who holds the
 * mutex may as well signal first. */
static bool is_late_in_block(const struct region *region, const struct points *stores,
                             uint32_t number, const struct call_site *site)
{
    for (uint32_t i = 0; i < stores->count; i++) {
        const struct point *store = &stores->items[i];
        if (store->fn == number && store->block == site->block &&
            !unlocks_between(region, number, site->instr, store->instr))
            return true;
    }
    return false;
}

static bool calls_event_loop(const struct program *program, const struct call_site *site)
{
    for (uint32_t k = 0; k < site->targets.count; k++)
        if (!program->fns[site->targets.items[k]].is_model &&
            contexts_waits(program, site->targets.items[k]))
            return true;
    return false;
}

static void add_site(struct intmap *sites, uint32_t fn, uint32_t instr)
{
    intmap_put(sites, (uint64_t)fn << 32 | instr, 1, NULL);
}

/* Adds what a function does around its points: its own calls up to the joins, but none that is an event
 * loop before the points: what the program does while it runs is not what stops it. */
static void add_around(struct region *region, uint32_t number, const struct points *stores,
                       const struct points *joins, bool is_late)
{
    const struct program *program = region->facts->program;
    const struct fn *fn = &program->fns[number];
    struct surroundings around = surroundings_of(region, number, stores, joins);

    bitset_add(&region->around, number);
    for (uint32_t i = 0; i < fn->n_calls; i++) {
        const struct call_site *site = &fn->calls[i];
        bool precedes = !around.has_joins || bitset_has(&around.before_joins, site->block) ||
                        is_point_in(joins, number, site->block, site->instr);
        if (!precedes ||
            (calls_event_loop(program, site) && !bitset_has(&around.behind_points, site->block)))
            continue;
        bool late =
            is_late && (!around.has_stores || bitset_has(&around.behind_stores, site->block) ||
                        is_late_in_block(region, stores, number, site));
        add_site(&region->sites, number, site->instr);
        if (late)
            add_site(&region->late_sites, number, site->instr);
        vector_push(&region->left, (struct region_calls){site->targets, late});
    }
}

void region_complete(struct region *region)
{
    for (uint32_t i = 0; i < region->left.count; i++) {
        struct region_calls calls = region->left.items[i];
        for (uint32_t k = 0; k < calls.targets.count; k++) {
            add_whole(region, calls.targets.items[k], &region->whole);
            if (calls.is_late)
                add_whole(region, calls.targets.items[k], &region->late);
        }
    }
    vector_clear(&region->left);
}

static bool is_among(const struct points *points, struct point point)
{
    for (uint32_t i = 0; i < points->count; i++)
        if (points->items[i].fn == point.fn && points->items[i].instr == point.instr)
            return true;
    return false;
}

struct points region_calls_of(const struct program *program, const struct points *points)
{
    return region_calls_without(program, points, NULL);
}

struct points region_calls_without(const struct program *program, const struct points *points,
                                   const struct points *without)
{
    struct points calls = {0};
    struct intmap known = {0};

    for (uint32_t i = 0; i < points->count; i++) {
        const struct fn *called = &program->fns[points->items[i].fn];
        for (uint32_t k = 0; k < called->n_called_at; k++) {
            uint32_t caller = called->called_at[k].fn;
            const struct call_site *site = &program->fns[caller].calls[called->called_at[k].call];
            bool is_new = false;
            intmap_put(&known, (uint64_t)caller << 32 | site->instr, 0, &is_new);
            struct point call = {caller, site->block, site->instr};
            if (is_new && !(without && is_among(without, call)))
                vector_push(&calls, call);
        }
    }
    intmap_deinit(&known);
    return calls;
}

/* `late`: whether what functions do that lead to a store, and those that only lead to a join, may come behind it. */
struct lateness {
    bool telling, joining;
};

static void add_level(struct region *region, const struct points *stores,
                      const struct points *joins, struct lateness late)
{
    const struct points *both[] = {stores, joins};
    struct bitset done = bitset_new(region->scratch, region->facts->program->n_fns);

    region_complete(region); /* before others are parted */
    for (int i = 0; i < 2; i++)
        for (uint32_t k = 0; k < both[i]->count; k++)
            bitset_add(&region->parted, both[i]->items[k].fn);
    for (int i = 0; i < 2; i++)
        for (uint32_t k = 0; k < both[i]->count; k++)
            if (bitset_add(&done, both[i]->items[k].fn))
                add_around(region, both[i]->items[k].fn, stores, joins,
                           i == 0 ? late.telling : late.joining);
}

static bool share_function(const struct points *a, const struct points *b)
{
    for (uint32_t i = 0; i < a->count; i++)
        for (uint32_t k = 0; k < b->count; k++)
            if (a->items[i].fn == b->items[k].fn)
                return true;
    return false;
}

static bool are_same(const struct points *a, const struct points *b)
{
    return a->count == b->count &&
           (!a->count || memcmp(a->items, b->items, a->count * sizeof(*a->items)) == 0);
}

static struct points copy_points(const struct points *points)
{
    struct points copy = {0};

    for (uint32_t i = 0; i < points->count; i++)
        vector_push(&copy, points->items[i]);
    return copy;
}

static struct region *region_new(const struct stop_facts *facts, const struct points *stores,
                                 const struct points *joins, const struct points *untold)
{
    const struct program *program = facts->program;
    struct arena *scratch = arena_new();
    struct region *region = ARENA_NEW(scratch, struct region);

    *region = (struct region){.facts = facts,
                              .whole = bitset_new(scratch, program->n_fns),
                              .late = bitset_new(scratch, program->n_fns),
                              .parted = bitset_new(scratch, program->n_fns),
                              .around = bitset_new(scratch, program->n_fns),
                              .tells = bitset_new(scratch, program->n_fns),
                              .places = bitset_new(scratch, program->n_fns),
                              .scratch = scratch,
                              .stores = copy_points(stores),
                              .joins = copy_points(joins),
                              .untold = copy_points(untold)};
    return region;
}

struct region *region_around(struct stop_facts *facts, const struct points *stores,
                             const struct points *joins, const struct points *untold)
{
    struct region *region = facts->region;

    if (region && are_same(&region->stores, stores) && are_same(&region->joins, joins) &&
        are_same(&region->untold, untold))
        return region;
    region_free(region);
    region = facts->region = region_new(facts, stores, joins, untold);
    add_level(region, stores, joins, (struct lateness){true, true});
    bitset_add_all(&region->tells, &region->around);
    struct points stores_up = region_calls_without(facts->program, stores, untold);
    for (uint32_t i = 0; i < stores_up.count; i++)
        bitset_add(&region->tells, stores_up.items[i].fn);
    vector_deinit(&stores_up);
    return region;
}

/* Level by level: the callers of the functions of the points, and so on. Above the function that both sets the flag
 * and joins, what is done is done before the flag is set. */
void region_widen(struct region *region)
{
    const struct program *program = region->facts->program;

    if (region->is_whole)
        return;
    region->is_whole = true;
    struct points stores_up = region_calls_without(program, &region->stores, &region->untold);
    struct points joins_up = region->joins_up = region_calls_of(program, &region->joins);
    struct points stores_top = region_calls_of(program, &stores_up);
    struct points joins_top = region_calls_of(program, &joins_up);
    struct lateness up, top;

    up.telling = !share_function(&region->stores, &region->joins);
    up.joining = up.telling && !share_function(&stores_up, &region->joins);
    top.telling = up.telling && !share_function(&stores_up, &joins_up);
    top.joining = up.joining && top.telling && !share_function(&stores_top, &joins_up) &&
                  !share_function(&stores_top, &region->joins);
    add_level(region, &stores_up, &joins_up, up);
    add_level(region, &stores_top, &joins_top, top);
    region_complete(region);
    vector_deinit(&stores_up);
    vector_deinit(&stores_top);
    vector_deinit(&joins_top);
}

void region_free(struct region *region)
{
    if (!region)
        return;
    vector_deinit(&region->stores);
    vector_deinit(&region->joins);
    vector_deinit(&region->joins_up);
    vector_deinit(&region->untold);
    vector_deinit(&region->left);
    intmap_deinit(&region->sites);
    intmap_deinit(&region->late_sites);
    arena_free(region->scratch);
}

static bool has(const struct bitset *whole, const struct intmap *sites, uint32_t fn, uint32_t instr)
{
    return bitset_has(whole, fn) || intmap_find(sites, (uint64_t)fn << 32 | instr);
}

bool region_has(struct region *region, uint32_t fn, uint32_t instr)
{
    region_complete(region);
    return has(&region->whole, &region->sites, fn, instr);
}

/* Whether the use is made when it matters: what is closed stays closed, but a signal or a message that
 * comes before the flag is set is spent. */
static bool is_in_time(const struct region *region, const struct use *use)
{
    bool lasts = use->kind == USE_CLOSE || use->kind == USE_FINISH || use->kind == USE_CANCEL;
    const struct bitset *whole = lasts ? &region->whole : &region->late;
    const struct intmap *sites = lasts ? &region->sites : &region->late_sites;

    /* what is closed because the start has failed wakes nobody */
    if (use->fn == region->start_fn && !bitset_has(region->started, use->block))
        return false;
    return has(whole, sites, use->fn, use->instr);
}

bool region_same(const struct stop_facts *facts, uint32_t a, uint32_t b)
{
    return !a || !b || a == b || holders_same(facts->flows, a, b) ||
           holders_escape(facts->flows, a) || holders_escape(facts->flows, b);
}

bool region_is_descriptor_set(const struct stop_facts *facts, const struct use *wait)
{
    const struct fn *fn = &facts->program->fns[wait->fn];
    const struct ir_instr *call = &fn->unit->instrs[wait->instr];
    struct ir_operand first = fn->unit->operands[call->arguments.first];

    return wait->outside && (!call->arguments.count || first.kind == IR_OPERAND_ADDRESS ||
                             call->arguments.count >= 3);
}

static enum waking wakes(const struct region *region, const struct use *wait, const struct use *use)
{
    const struct stop_facts *facts = region->facts;
    bool same = region_same(facts, wait->element, use->element);

    switch (use->kind) {
    case USE_SIGNAL:
        if (wait->kind != USE_WAIT || !same)
            return WAKES_NOT;
        return region_signals_all(region, use) ? WAKES_ALL : WAKES_ONE;
    case USE_BROADCAST:
        return wait->kind == USE_WAIT && same ? WAKES_ALL : WAKES_NOT;
    case USE_SEND:
    case USE_CLOSE:
    case USE_FINISH:
        if (wait->kind != USE_RECEIVE || !(same || region_is_descriptor_set(facts, wait)))
            return WAKES_NOT;
        return WAKES_ALL;
    case USE_INTERRUPT:
        if (region->interrupts &&
            bitset_has(region->interrupts, (uint32_t)(use - facts->unwrapped->items.items)))
            return WAKES_NOT;
        return wait->kind == USE_RECEIVE ? WAKES_ALL : WAKES_NOT;
    case USE_CANCEL:
        return WAKES_ALL;
    case USE_RECEIVE:
    case USE_WAIT:
    case USE_LOCK:
    case USE_UNLOCK:
    case USE_TIMEOUT:
    case USE_TICKS:
    case USE_JOIN:
    case USE_DETACH:
    case USE_OUTSIDE:
    case USE_SPAWN:
    case USE_LIVES_IN:
    case USE_ZERO:
    case USE_POOL:
    case USE_POOL_LIMIT:
    case USE_POOL_PUSH:
    case USE_MAKE:
    case USE_ENDS:
    case USE_INHERIT:
    case USE_INTERRUPT_ROUTINE:
    case USE_UNBLOCK:
    case USE_IN_BYTES:
    case USE_SIZE:
    case USE_TAG:
    case USE_WHEN_SENT:
    case USE_REAP:
    case USE_AWAIT_EACH:
    case USE_AWAIT_BITS:
    case USE_AWAIT:
    case USE_MAKE_SET:
    case USE_WATCH:
    case USE_NAME:
    case USE_GATHER:
    case USE_KNOWN:
    case USE_NAMES:
    case USE_UNNAME:
    case USE_CLIENT:
    case USE_BLOCK:
    case USE_BOUND:
    case USE_REMOTE:
    case USE_DATAGRAMS:
    case USE_SHARE:
    case USE_BIT:
    case USE_INSERT:
    case USE_REMOVE:
    case USE_ITERATE:
        break;
    }
    return WAKES_NOT;
}

/* Whether a call there may wake who waits: what is closed or written before the flag is set lasts, but a signal of a
 * condition is spent. */
static bool counts_for(struct region *region, const struct use *wait, uint32_t fn, uint32_t instr)
{
    region_complete(region);
    return wait->kind == USE_WAIT ? has(&region->late, &region->late_sites, fn, instr)
                                  : has(&region->whole, &region->sites, fn, instr);
}

/* Whether code that is not in sight may wake it: a function of the project's own without a body, or one
 * of a system header without a model that is handed the channel. */
static bool may_wake_unseen(struct region *region, const struct use *wait, uint32_t number)
{
    const struct program *program = region->facts->program;
    const struct fn *fn = &program->fns[number];

    for (uint32_t i = 0; i < fn->n_calls; i++) {
        const struct call_site *site = &fn->calls[i];
        const struct ir_instr *call = &fn->unit->instrs[site->instr];
        if (site->targets.count || !counts_for(region, wait, number, site->instr))
            continue;
        if (!site->entity || !(program->entities[site->entity].flags & IR_SYMBOL_SYSTEM))
            return true;
        for (uint32_t k = 0; k < call->arguments.count; k++) {
            uint32_t element =
                element_of_operand(program, number, fn->unit->operands[call->arguments.first + k]);
            if (element && wait->element &&
                holders_same(region->facts->flows, element, wait->element))
                return true;
        }
    }
    return false;
}

/* What the uses in those functions do, as far as they lie in the region. */
static enum waking uses_wake(const struct region *region, const struct use *wait,
                             const struct bitset *places)
{
    const struct uses *uses = region->facts->unwrapped;
    enum waking most = WAKES_NOT;

    for (uint32_t i = uses_in(uses, places, 0); i < uses->items.count && most != WAKES_ALL;
         i = uses_in(uses, places, i + 1)) {
        const struct use *use = &uses->items.items[i];
        enum waking here = wakes(region, wait, use);
        if (here > most && is_in_time(region, use))
            most = here;
    }
    return most;
}

static enum waking wakes_there(struct region *region, const struct use *wait)
{
    const struct program *program = region->facts->program;
    const struct bitset *places = &region->places;

    /* most are woken right where they are told */
    if (region->left.count && uses_wake(region, wait, &region->around) == WAKES_ALL)
        return WAKES_ALL;
    region_complete(region);
    bitset_add_all(&region->places, &region->whole);
    bitset_add_all(&region->places, &region->around);
    enum waking most = uses_wake(region, wait, places);
    for (uint32_t i = bitset_next(places, 1); i < places->size && most != WAKES_ALL;
         i = bitset_next(places, i + 1))
        if (!program->fns[i].is_model && may_wake_unseen(region, wait, i))
            return WAKES_ALL;
    return most;
}

enum waking region_wakes(struct region *region, const struct use *wait)
{
    enum waking waking = wakes_there(region, wait);

    if (waking == WAKES_ALL || region->is_whole)
        return waking;
    region_widen(region);
    return wakes_there(region, wait);
}
