#include "program/stalls_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "program/model_control.h"
#include "program/stops.h"

/* ---- the worklist ---- */

void stalls_push(struct stalls *stalls, uint32_t fn)
{
    if (bitset_has(&stalls->live, fn) && bitset_add(&stalls->in_todo, fn))
        vector_push(&stalls->todo, fn);
}

static void reach(struct stalls *stalls, uint32_t fn)
{
    if (!stalls->program->fns[fn].is_model && bitset_add(&stalls->live, fn))
        stalls_push(stalls, fn);
}

void stalls_push_all(struct stalls *stalls, const struct bitset *fns)
{
    for (uint32_t fn = bitset_next(fns, 0); fn < fns->size; fn = bitset_next(fns, fn + 1))
        stalls_push(stalls, fn);
}

static void set_returns(struct stalls *stalls, uint32_t number)
{
    if (stalls->open || !bitset_add(&stalls->returns, number))
        return;
    const struct fn_list *callers = &stalls->program->fns[number].callers;
    for (uint32_t i = 0; i < callers->count; i++)
        stalls_push(stalls, callers->items[i]);
    stalls_push_joiners(stalls, number);
}

/* ---- walks ---- */

/* The first use of the function at or behind the instruction, in `order`. */
static uint32_t first_use(const struct stalls *stalls, uint32_t fn, uint32_t instr)
{
    uint32_t low = stalls->first_of_fn[fn], high = stalls->first_of_fn[fn + 1];

    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (stalls->channels->uses.items[stalls->order[middle]].instr < instr)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Whether what the call registers is called only when something has been sent to a channel, and nothing was as yet. */
static bool is_for_later(struct stalls *stalls, uint32_t number, uint32_t instr)
{
    for (uint32_t at = first_use(stalls, number, instr); at < first_use(stalls, number, instr + 1);
         at++)
        if (stalls_is_unsent(stalls, stalls->order[at]))
            return true;
    return false;
}

static void reach_callbacks(struct stalls *stalls, uint32_t number, const struct call_site *site,
                            uint32_t model)
{
    const struct fn *fn = &stalls->program->fns[number];
    const struct ir_instr *call = &fn->unit->instrs[site->instr];
    struct model_callbacks callbacks = model_callbacks(stalls->program, model);

    if (callbacks.count && is_for_later(stalls, number, site->instr))
        return;
    for (uint32_t c = 0; c < callbacks.count; c++) {
        uint32_t parameter = callbacks.items[c].parameter;
        bool complete;
        if (parameter > call->arguments.count)
            continue;
        struct fn_list bodies = targets_of_operand(
            stalls->program, number, fn->unit->operands[call->arguments.first + parameter - 1],
            &complete);
        for (uint32_t i = 0; i < bodies.count; i++)
            reach(stalls, bodies.items[i]);
    }
}

bool stalls_may_return(const struct stalls *stalls, uint32_t number)
{
    return stalls->open || stalls->program->fns[number].is_model ||
           bitset_has(&stalls->returns, number);
}

/* Follows the function's call `c`; whether control comes back from it. */
static bool pass_call(struct stalls *stalls, uint32_t number, uint32_t c)
{
    const struct fn *fn = &stalls->program->fns[number];
    const struct call_site *site = &fn->calls[c];
    bool comes_back = !site->targets.count || site->unresolved || site->in_coroutine;

    for (uint32_t k = 0; k < site->targets.count; k++) {
        uint32_t target = site->targets.items[k];
        if (stalls->program->fns[target].is_model)
            reach_callbacks(stalls, number, site, target);
        else
            reach(stalls, target);
        comes_back |= stalls_may_return(stalls, target);
    }
    return (comes_back || channel_flow_is_body(stalls->program, fn, c)) &&
           !returns_never(stalls->program, fn, site) &&
           !stalls_is_join_stalled(stalls, number, site->instr);
}

/* Does what the instruction itself does; whether control comes on from there. */
static bool pass(struct stalls *stalls, uint32_t number, uint32_t index)
{
    uint32_t first = first_use(stalls, number, index);
    uint32_t last = first_use(stalls, number, index + 1);
    bool comes_on = true;

    if (!stalls->interrupted &&
        intmap_find(&stalls->channels->interrupts, (uint64_t)number << 32 | index)) {
        stalls->interrupted = true;
        stalls_push_all(stalls, &stalls->stalls_in);
    }
    stalls_open_at(stalls, number, index);
    for (uint32_t at = first; at < last; at++)
        stalls_do_use(stalls, &stalls->channels->uses.items[stalls->order[at]]);
    for (uint32_t at = first; at < last; at++) {
        uint32_t use = stalls->order[at];
        if (!stalls_is_stalled(stalls, use))
            continue;
        bitset_add(&stalls->stalled, use);
        bitset_add(&stalls->stalls_in, number);
        if (stalls->channels->uses.items[use].kind == USE_AWAIT)
            bitset_add(&stalls->stalls_at_set, number);
        comes_on = false;
    }
    return comes_on;
}

/* Does what the block's instructions do; whether control comes to its end. */
static bool pass_block(struct stalls *stalls, uint32_t number, const struct ir_block *block)
{
    const struct fn *fn = &stalls->program->fns[number];
    /* most functions do nothing but call others */
    bool has_uses = stalls->first_of_fn[number] < stalls->first_of_fn[number + 1] ||
                    stalls->channels->interrupts.count || bitset_has(&stalls->opens_in, number);
    uint32_t end = block->instrs.first + block->instrs.count;
    uint32_t c = block->instrs.count ? graph_first_call(fn, block->instrs.first) : fn->n_calls;
    uint32_t i = block->instrs.first;
    bool comes_on = true;

    for (; comes_on && c < fn->n_calls && fn->calls[c].instr < end; c++) {
        for (; has_uses && comes_on && i <= fn->calls[c].instr; i++)
            comes_on = pass(stalls, number, i);
        bool is_made = comes_on || i > fn->calls[c].instr; /* it may be the call that stalls */
        if (is_made && !pass_call(stalls, number, c))
            comes_on = false;
    }
    for (; has_uses && comes_on && i < end; i++)
        comes_on = pass(stalls, number, i);
    return comes_on;
}

static void forget_stalled(struct stalls *stalls, uint32_t number)
{
    for (uint32_t at = stalls->first_of_fn[number]; at < stalls->first_of_fn[number + 1]; at++)
        bitset_remove(&stalls->stalled, stalls->order[at]);
    bitset_remove(&stalls->stalls_in, number);
    bitset_remove(&stalls->stalls_at_set, number);
}

static void walk(struct stalls *stalls, uint32_t number)
{
    const struct fn *fn = &stalls->program->fns[number];
    VECTOR(uint32_t) blocks = {0};
    uint8_t *seen = memory_zeroed(fn->ir->blocks.count + 1, 1);

    forget_stalled(stalls, number);
    vector_push(&blocks, 1);
    seen[1] = 1;
    while (blocks.count) {
        uint32_t id = vector_pop(&blocks);
        const struct ir_block *block = fn_block(fn, id);
        if (!pass_block(stalls, number, block))
            continue;
        if (block->end == IR_END_RETURN)
            set_returns(stalls, number);
        for (uint32_t edge = 0; edge < graph_n_successors(block); edge++) {
            uint32_t next = graph_successor(fn, block, edge);
            if (stalls_is_way_shut(stalls, number, id, edge))
                continue;
            if (!seen[next])
                vector_push(&blocks, next);
            seen[next] = 1;
        }
    }
    vector_deinit(&blocks);
    free(seen);
}

static void solve(struct stalls *stalls)
{
    while (stalls->todo.count) {
        uint32_t fn = vector_pop(&stalls->todo);
        bitset_remove(&stalls->in_todo, fn);
        walk(stalls, fn);
    }
}

/* ---- roots ---- */

/* Units in which a function may be missing: there are errors in them, and something is named that is not understood. */
static struct bitset find_broken(const struct stalls *stalls)
{
    const struct program *program = stalls->program;
    struct bitset broken = bitset_new(stalls->arena, program->n_inputs);

    for (uint32_t i = 1; i < program->n_fns; i++)
        if (!program->fns[i].is_model && program->fns[i].unit->n_errors &&
            program->fns[i].ir->n_unknown)
            bitset_add(&broken, program->fns[i].input);
    return broken;
}

/* Where control comes from outside. */
static bool is_root(const struct program *program, uint32_t number)
{
    const struct fn *fn = &program->fns[number];
    uint32_t flags = program->entities[fn->entity].flags;

    return contexts_in_main(program, number) || members_is_called_unseen(program, number) ||
           flags & (IR_SYMBOL_CONSTRUCTOR | IR_SYMBOL_DESTRUCTOR);
}

/* Functions to which control comes without a call in sight, as the hardware calls them. */
static void reach_unseen(struct stalls *stalls)
{
    const struct channel_uses *uses = &stalls->channels->uses;

    for (uint32_t i = 0; i < uses->count; i++)
        if (uses->items[i].reached && !bitset_has(&stalls->live, uses->items[i].fn) &&
            !contexts_reached(stalls->program, uses->items[i].fn))
            reach(stalls, uses->items[i].fn);
}

static void reach_roots(struct stalls *stalls, const struct bitset *roots)
{
    for (uint32_t i = bitset_next(roots, 0); i < roots->size; i = bitset_next(roots, i + 1))
        reach(stalls, i);
    reach_unseen(stalls);
    solve(stalls);
}

/* Functions to which control comes neither by a call nor as an argument of one: found by a walk in which
 * nothing stalls. */
static void add_other_roots(struct stalls *stalls, struct bitset *roots)
{
    stalls->open = true;
    reach_roots(stalls, roots);
    for (uint32_t i = 1; i < stalls->program->n_fns; i++)
        if (contexts_reached(stalls->program, i) && !bitset_has(&stalls->live, i) &&
            !stalls->program->fns[i].is_model) {
            bitset_add(roots, i);
            reach(stalls, i);
            solve(stalls);
        }
    stalls->open = false;
    stalls->interrupted = false;
    stalls->live = bitset_new(stalls->arena, stalls->program->n_fns);
    memset(stalls->sent, 0, stalls->channels->items.count);
    memset(stalls->awaited, 0, stalls->channels->items.count);
}

/* ---- the whole ---- */

static struct stalls *stalls_new(const struct channels *channels)
{
    struct stalls *stalls = memory_zeroed(1, sizeof(*stalls));
    uint32_t n = channels->program->n_fns;

    stalls->channels = channels;
    stalls->program = channels->program;
    stalls->arena = arena_new();
    stalls->may_stall = bitset_new(stalls->arena, channels->uses.count + 1);
    stalls->moot = bitset_new(stalls->arena, channels->uses.count + 1);
    stalls->stalled = bitset_new(stalls->arena, channels->uses.count + 1);
    stalls->joins_in = bitset_new(stalls->arena, n);
    stalls->joined = bitset_new(stalls->arena, n);
    stalls->has_waits = bitset_new(stalls->arena, n);
    stalls->live = bitset_new(stalls->arena, n);
    stalls->returns = bitset_new(stalls->arena, n);
    stalls->stalls_in = bitset_new(stalls->arena, n);
    stalls->stalls_at_set = bitset_new(stalls->arena, n);
    stalls->in_todo = bitset_new(stalls->arena, n);
    stalls->sent = ARENA_ARRAY(stalls->arena, uint8_t, channels->items.count + 1);
    stalls->awaited = ARENA_ARRAY(stalls->arena, uint8_t, channels->items.count + 1);
    stalls_sort_uses(stalls);
    stalls_find_moot(stalls);
    stalls_find_joins(stalls);
    stalls_find_gates(stalls);
    stalls_find_waits(stalls);
    for (uint32_t i = 1; i < n; i++)
        for (uint32_t c = 0;
             !stalls->program->fns[i].is_model && c < stalls->program->fns[i].n_calls; c++)
            for (uint32_t k = 0; k < stalls->program->fns[i].calls[c].targets.count; k++)
                stalls->exits |=
                    stalls->program->fns[stalls->program->fns[i].calls[c].targets.items[k]]
                        .exits_thread;
    return stalls;
}

static const struct stalls *stalls_of(const struct channels *channels)
{
    struct channels *owner = channels->program->stop_facts->message_channels;

    if (owner->stalls)
        return owner->stalls;
    struct stalls *stalls = stalls_new(channels);
    owner->stalls = stalls;
    if (bitset_next(&stalls->may_stall, 0) >= stalls->may_stall.size)
        return stalls;
    struct bitset roots = bitset_new(stalls->arena, stalls->program->n_fns);
    struct bitset broken = find_broken(stalls);
    for (uint32_t i = 1; i < stalls->program->n_fns; i++)
        if (!stalls->program->fns[i].is_model && contexts_reached(stalls->program, i) &&
            (is_root(stalls->program, i) || bitset_has(&broken, stalls->program->fns[i].input)))
            bitset_add(&roots, i);
    add_other_roots(stalls, &roots);
    reach_roots(stalls, &roots);
    return stalls;
}

void stalls_free(struct stalls *stalls)
{
    if (!stalls)
        return;
    vector_deinit(&stalls->joins);
    vector_deinit(&stalls->by_body);
    vector_deinit(&stalls->openings);
    intmap_deinit(&stalls->gates);
    intmap_deinit(&stalls->ways_by);
    vector_deinit(&stalls->todo);
    arena_free(stalls->arena);
    free(stalls);
}

bool stalls_at(const struct channels *channels, const struct channel_use *use)
{
    return bitset_has(&stalls_of(channels)->stalled, (uint32_t)(use - channels->uses.items));
}

const struct channel_use *stalls_before(const struct channels *channels,
                                        const struct channel_use *use)
{
    const struct stalls *stalls = stalls_of(channels);

    for (uint32_t at = stalls->first_of_fn[use->fn]; at < stalls->first_of_fn[use->fn + 1]; at++)
        if (bitset_has(&stalls->stalled, stalls->order[at]))
            return &channels->uses.items[stalls->order[at]];
    return NULL;
}
