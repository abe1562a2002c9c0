#include "program/stalls.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "program/model_control.h"
#include "program/solver.h"
#include "program/stalls_sure.h"
#include "program/stops.h"
#include "program/unsent.h"

/* The ends of a channel, as bits; and that receiving from it does not wait for ever. */
enum { ENDS_BOTH = 3, ENDS_TIMED = 4 };

/* A join of a thread that runs one certain body. */
struct joining {
    uint32_t fn, instr, body;
};

struct stalls {
    const struct channels *channels;
    const struct program *program;
    struct arena *arena;
    uint32_t *order;              /* all uses, by the function and instruction of their anchor */
    uint32_t *first_of_fn;        /* per fn: its first in `order`; one more at the end */
    struct bitset moot;           /* uses: closes of one end beside the close of the other one */
    struct bitset may_stall;      /* uses: waits, and sends that wait, which only known uses end */
    VECTOR(struct joining) joins; /* sorted by fn, then instr */
    VECTOR(struct joining) by_body; /* the same, sorted by body */
    struct bitset joins_in;         /* functions with joins */
    struct bitset joined;           /* bodies of which some thread is joined */
    struct bitset has_waits; /* functions with uses of may_stall, or joins, in or below them */
    bool open;               /* nothing stalls: only to see where control comes from */
    bool exits;              /* a thread may end elsewhere than in its body */
    /* the solution */
    struct bitset live, returns; /* functions */
    uint8_t *sent;               /* per channel: the ends from which something is sent; as bits */
    uint8_t *awaited;            /* per channel: the ends at which somebody receives */
    struct bitset stalled;       /* uses */
    struct bitset stalls_in; /* functions with a use that was stalled when they were last walked */
    struct bitset stalls_at_set; /* those with one of a set of channels */
    bool interrupted;            /* a thread that waits may be */
    /* the worklist */
    VECTOR(uint32_t) todo;
    struct bitset in_todo;
};

/* ---- the worklist ---- */

static void push(struct stalls *stalls, uint32_t fn)
{
    if (bitset_has(&stalls->live, fn) && bitset_add(&stalls->in_todo, fn))
        vector_push(&stalls->todo, fn);
}

static void reach(struct stalls *stalls, uint32_t fn)
{
    if (!stalls->program->fns[fn].is_model && bitset_add(&stalls->live, fn))
        push(stalls, fn);
}

static void push_all(struct stalls *stalls, const struct bitset *fns)
{
    for (uint32_t fn = bitset_next(fns, 0); fn < fns->size; fn = bitset_next(fns, fn + 1))
        push(stalls, fn);
}

static uint32_t first_of_body(const struct stalls *stalls, uint32_t body)
{
    uint32_t low = 0, high = stalls->by_body.count;

    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (stalls->by_body.items[middle].body < body)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void set_returns(struct stalls *stalls, uint32_t number)
{
    if (stalls->open || !bitset_add(&stalls->returns, number))
        return;
    const struct fn_list *callers = &stalls->program->fns[number].callers;
    for (uint32_t i = 0; i < callers->count; i++)
        push(stalls, callers->items[i]);
    if (!bitset_has(&stalls->joined, number))
        return;
    for (uint32_t i = first_of_body(stalls, number);
         i < stalls->by_body.count && stalls->by_body.items[i].body == number; i++)
        push(stalls, stalls->by_body.items[i].fn);
}

/* ---- what ends what ---- */

static uint32_t number_of(const struct stalls *stalls, const struct channel *channel)
{
    return (uint32_t)(channel - stalls->channels->items.items);
}

/* Something has been done with the channel: who is stalled there, or at a set, in which it may be, is walked again. */
static void push_stalled(struct stalls *stalls, const struct channel *channel)
{
    for (uint32_t i = channel->first; i < channel->first + channel->count; i++)
        if (bitset_has(&stalls->stalled, i))
            push(stalls, stalls->channels->uses.items[i].fn);
    push_all(stalls, &stalls->stalls_at_set);
}

static uint8_t bits_of_end(uint32_t end)
{
    return (uint8_t)(end ? 1u << (end - 1) : ENDS_BOTH);
}

/* Whether what is done at the ends may reach that end. */
static bool arrives(uint8_t done, uint32_t end)
{
    return done & ENDS_BOTH & ~(end ? bits_of_end(end) : 0);
}

/* What somebody does at the use, once control comes there. */
static void do_use(struct stalls *stalls, const struct channel_use *use)
{
    uint32_t number = number_of(stalls, channels_find(stalls->channels, use));
    uint8_t *done = NULL;
    uint8_t bits = bits_of_end(use->end);

    if (use->is_unheard ||
        bitset_has(&stalls->moot, (uint32_t)(use - stalls->channels->uses.items)))
        return;
    if (unsent_senders >> use->kind & 1)
        done = &stalls->sent[number];
    else if (use->kind == USE_RECEIVE || use->kind == USE_AWAIT_EACH)
        done = &stalls->awaited[number];
    else if (use->kind == USE_WATCH && !use->is_watched)
        done = &stalls->sent[number];
    if (use->kind == USE_FINISH)
        bits = ENDS_BOTH;
    if (use->kind == USE_TIMEOUT)
        bits = ENDS_TIMED;
    if (!done || (*done & bits) == bits)
        return;
    *done |= bits;
    push_stalled(stalls, &stalls->channels->items.items[number]);
}

/* Whether nothing live ends the wait for that one channel. */
static bool is_silent(const struct stalls *stalls, const struct channel_use *wait)
{
    const struct channel *channel = channels_find(stalls->channels, wait);
    uint8_t sent = stalls->sent[number_of(stalls, channel)];
    bool is_timed = sent & ENDS_TIMED && (wait->kind == USE_RECEIVE || wait->kind == USE_WAIT);

    return !is_timed && !arrives(sent, wait->end);
}

/* Whether nothing live comes from the channels that one call adds to a set. */
static bool is_watch_silent(const struct stalls *stalls, const struct channel_use *watch)
{
    const struct channels *channels = stalls->channels;
    uint32_t n = 0;

    if (watch->any_event || bitset_has(&channels->lost, watch->group))
        return false;
    for (uint32_t i = 0; i < channels->uses.count; i++) {
        const struct channel_use *use = &channels->uses.items[i];
        if (use->group != watch->group || !use->is_watched)
            continue;
        n++;
        if (!bitset_has(&stalls->may_stall, i) || !is_silent(stalls, use))
            return false;
    }
    return n;
}

/* Whether nothing live comes from all that is in the set. */
static bool is_set_silent(const struct stalls *stalls, const struct channel_use *wait)
{
    const struct channel *set = channels_find(stalls->channels, wait);

    if (!stalls->sent[number_of(stalls, set)])
        return true;
    for (uint32_t i = set->first; i < set->first + set->count; i++) {
        const struct channel_use *use = &stalls->channels->uses.items[i];
        if (use->kind == USE_WATCH && !use->is_watched && bitset_has(&stalls->live, use->fn) &&
            !is_watch_silent(stalls, use))
            return false;
    }
    return true;
}

/* Whether the use is one of all channels of its call, and nothing live comes from any of them. */
static bool is_group_silent(const struct stalls *stalls, const struct channel_use *wait)
{
    uint32_t n = 0, last = UINT32_MAX;

    for (uint32_t at = stalls->first_of_fn[wait->fn]; at < stalls->first_of_fn[wait->fn + 1];
         at++) {
        const struct channel_use *use = &stalls->channels->uses.items[stalls->order[at]];
        if (use->group != wait->group || use->instr != wait->instr || use->kind != wait->kind)
            continue;
        if (!bitset_has(&stalls->may_stall, stalls->order[at]) || !is_silent(stalls, use))
            return false;
        n += use->member != last;
        last = use->member;
    }
    return n == wait->members;
}

static bool is_stalled(const struct stalls *stalls, uint32_t number)
{
    const struct channel_use *use = &stalls->channels->uses.items[number];

    if (stalls->open || !bitset_has(&stalls->may_stall, number) ||
        (stalls->interrupted && unsent_is_interrupted(stalls->channels, use)))
        return false;
    switch (use->kind) {
    case USE_RECEIVE:
    case USE_WAIT:
        return is_silent(stalls, use);
    case USE_AWAIT_EACH:
        return is_group_silent(stalls, use);
    case USE_AWAIT:
        return is_set_silent(stalls, use);
    case USE_SEND:
        return !arrives(stalls->awaited[number_of(stalls, channels_find(stalls->channels, use))],
                        use->end);
    default:
        return false;
    }
}

/* ---- walks ---- */

static void reach_callbacks(struct stalls *stalls, uint32_t number, const struct call_site *site,
                            uint32_t model)
{
    const struct fn *fn = &stalls->program->fns[number];
    const struct ir_instr *call = &fn->unit->instrs[site->instr];
    struct model_callbacks callbacks = model_callbacks(stalls->program, model);

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

static bool may_return(const struct stalls *stalls, uint32_t number)
{
    return stalls->open || stalls->program->fns[number].is_model ||
           bitset_has(&stalls->returns, number);
}

static int compare_joins(const void *a, const void *b)
{
    const struct joining *left = a, *right = b;

    if (left->fn != right->fn)
        return left->fn < right->fn ? -1 : 1;
    if (left->instr != right->instr)
        return left->instr < right->instr ? -1 : 1;
    return (left->body > right->body) - (left->body < right->body);
}

/* The first join at or behind that instruction of the function. */
static uint32_t first_join(const struct stalls *stalls, uint32_t fn, uint32_t instr)
{
    const struct joining wanted = {fn, instr, 0};
    uint32_t low = 0, high = stalls->joins.count;

    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (compare_joins(&stalls->joins.items[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_join_stalled(const struct stalls *stalls, uint32_t fn, uint32_t instr)
{
    bool any = false;

    if (!bitset_has(&stalls->joins_in, fn))
        return false;
    for (uint32_t i = first_join(stalls, fn, instr); i < stalls->joins.count; i++) {
        const struct joining *joining = &stalls->joins.items[i];
        if (joining->fn != fn || joining->instr != instr)
            break;
        any = true;
        if (!joining->body || may_return(stalls, joining->body) ||
            bitset_has(&stalls->channels->cancelled, joining->body))
            return false;
    }
    return any && !stalls->exits;
}

/* Follows the call; whether control comes back from it. */
static bool pass_call(struct stalls *stalls, uint32_t number, uint32_t index)
{
    const struct fn *fn = &stalls->program->fns[number];
    uint32_t c = graph_first_call(fn, index);
    const struct call_site *site = &fn->calls[c];
    bool comes_back = !site->targets.count || site->unresolved || site->in_coroutine ||
                      channel_flow_is_body(stalls->program, fn, c);

    for (uint32_t k = 0; k < site->targets.count; k++) {
        uint32_t target = site->targets.items[k];
        if (stalls->program->fns[target].is_model)
            reach_callbacks(stalls, number, site, target);
        else
            reach(stalls, target);
        comes_back |= may_return(stalls, target);
    }
    return comes_back && !returns_never(stalls->program, fn, site) &&
           !is_join_stalled(stalls, number, index);
}

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

/* Does what is done at the instruction; whether control comes on from there. */
static bool pass(struct stalls *stalls, uint32_t number, uint32_t index)
{
    const struct fn *fn = &stalls->program->fns[number];
    uint32_t first = first_use(stalls, number, index);
    uint32_t last = first_use(stalls, number, index + 1);
    bool comes_on = true;

    if (!stalls->interrupted &&
        intmap_find(&stalls->channels->interrupts, (uint64_t)number << 32 | index)) {
        stalls->interrupted = true;
        push_all(stalls, &stalls->stalls_in);
    }
    for (uint32_t at = first; at < last; at++)
        do_use(stalls, &stalls->channels->uses.items[stalls->order[at]]);
    for (uint32_t at = first; at < last; at++) {
        uint32_t use = stalls->order[at];
        if (!is_stalled(stalls, use))
            continue;
        bitset_add(&stalls->stalled, use);
        bitset_add(&stalls->stalls_in, number);
        if (stalls->channels->uses.items[use].kind == USE_AWAIT)
            bitset_add(&stalls->stalls_at_set, number);
        comes_on = false;
    }
    if (fn->unit->instrs[index].op == IR_CALL && !pass_call(stalls, number, index))
        comes_on = false;
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
        const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
        bool comes_on = true;
        for (uint32_t i = 0; comes_on && i < block->instrs.count; i++)
            comes_on = pass(stalls, number, block->instrs.first + i);
        if (!comes_on)
            continue;
        if (block->end == IR_END_RETURN)
            set_returns(stalls, number);
        for (uint32_t edge = 0; edge < graph_n_successors(block); edge++) {
            uint32_t next = graph_successor(fn, block, edge);
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

/* ---- waits that may stall ---- */

static bool can_stall(const struct stalls *stalls, const struct channel_use *use)
{
    const struct channel *channel = channels_find(stalls->channels, use);
    bool is_own = (channel->made || use->by_hand) && !channel->is_set;

    switch (use->kind) {
    case USE_RECEIVE:
    case USE_AWAIT_EACH:
    case USE_WAIT:
        if (!use->forever || (use->kind != USE_WAIT && !is_own))
            return false;
        break;
    case USE_WATCH:
        return use->is_watched && is_own && !unsent_ends_otherwise(stalls->channels, channel, use);
    case USE_AWAIT:
        if (!use->forever || !channel->is_set || stalls->channels->adds_unseen)
            return false;
        break;
    case USE_SEND:
        if (!use->forever || !channel->made || channel->room != 0)
            return false;
        break;
    default:
        return false;
    }
    return !unsent_ends_otherwise(stalls->channels, channel, use) &&
           stalls_is_sure(stalls->program, use);
}

/* ---- closes of both ends ---- */

static bool forks(const struct program *program)
{
    for (uint32_t number = 1; number < program->n_fns; number++)
        if (!program->fns[number].is_model && model_control_forks(program, number))
            return true;
    return false;
}

/* Who closes both ends, the one right behind the other, knows that nobody waits at either. In several
 * processes each has ends of its own. */
static void find_moot(struct stalls *stalls)
{
    const struct channel_use *uses = stalls->channels->uses.items;

    if (forks(stalls->program))
        return;
    for (uint32_t at = 0; at < stalls->channels->uses.count; at++) {
        const struct channel_use *close = &uses[stalls->order[at]];
        const struct fn *fn = &stalls->program->fns[close->fn];
        if (close->kind != USE_CLOSE || !close->end)
            continue;
        uint32_t call = graph_first_call(fn, close->instr);
        for (uint32_t k = stalls->first_of_fn[close->fn]; k < stalls->first_of_fn[close->fn + 1];
             k++) {
            const struct channel_use *other = &uses[stalls->order[k]];
            uint32_t second = graph_first_call(fn, other->instr);
            if (other->kind == USE_CLOSE && other->class == close->class && other->end &&
                other->end != close->end && (second == call + 1 || call == second + 1))
                bitset_add(&stalls->moot, stalls->order[at]);
        }
    }
}

/* ---- the whole ---- */

static int compare_order(const void *a, const void *b)
{
    const struct channel_use *left = *(const struct channel_use *const *)a;
    const struct channel_use *right = *(const struct channel_use *const *)b;
    const uint32_t keys[][2] = {{left->fn, right->fn},
                                {left->instr, right->instr},
                                {left->group, right->group},
                                {left->member, right->member}};

    for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
        if (keys[i][0] != keys[i][1])
            return keys[i][0] < keys[i][1] ? -1 : 1;
    return left < right ? -1 : left > right;
}

static void sort_uses(struct stalls *stalls)
{
    const struct channel_uses *uses = &stalls->channels->uses;
    const struct channel_use **sorted = memory_zeroed(uses->count + 1, sizeof(*sorted));

    stalls->order = ARENA_ARRAY(stalls->arena, uint32_t, uses->count + 1);
    stalls->first_of_fn = ARENA_ARRAY(stalls->arena, uint32_t, stalls->program->n_fns + 1);
    for (uint32_t i = 0; i < uses->count; i++) {
        sorted[i] = &uses->items[i];
        stalls->first_of_fn[uses->items[i].fn + 1]++;
    }
    for (uint32_t i = 1; i <= stalls->program->n_fns; i++)
        stalls->first_of_fn[i] += stalls->first_of_fn[i - 1];
    qsort(sorted, uses->count, sizeof(const struct channel_use *), compare_order);
    for (uint32_t i = 0; i < uses->count; i++)
        stalls->order[i] = (uint32_t)(sorted[i] - uses->items);
    free(sorted);
}

static int compare_bodies(const void *a, const void *b)
{
    const struct joining *left = a, *right = b;

    return left->body != right->body ? (left->body < right->body ? -1 : 1) : compare_joins(a, b);
}

static void find_joins(struct stalls *stalls)
{
    const struct creations *all = &stalls->program->solution->creations;

    for (uint32_t i = 1; i < all->items.count; i++) {
        const struct creation_record *record = &all->items.items[i];
        bool known = record->body_fns.count == 1 && !record->body_unknown;
        struct points joins = stops_joins(stalls->program, record);
        for (uint32_t k = 0; k < joins.count; k++) {
            struct joining joining = {joins.items[k].fn, joins.items[k].instr,
                                      known ? record->body_fns.items[0] : 0};
            vector_push(&stalls->joins, joining);
            bitset_add(&stalls->joins_in, joining.fn);
            bitset_add(&stalls->joined, joining.body);
        }
        vector_deinit(&joins);
    }
    for (uint32_t i = 0; i < stalls->joins.count; i++)
        vector_push(&stalls->by_body, stalls->joins.items[i]);
    if (!stalls->joins.count)
        return;
    qsort(stalls->joins.items, stalls->joins.count, sizeof(*stalls->joins.items), compare_joins);
    qsort(stalls->by_body.items, stalls->by_body.count, sizeof(*stalls->by_body.items),
          compare_bodies);
}

/* Functions that may stall, and all that call them. */
static void find_waits(struct stalls *stalls)
{
    VECTOR(uint32_t) todo = {0};
    const struct channel_uses *uses = &stalls->channels->uses;

    for (uint32_t i = 0; i < uses->count; i++)
        if (can_stall(stalls, &uses->items[i])) {
            bitset_add(&stalls->may_stall, i);
            if (bitset_add(&stalls->has_waits, uses->items[i].fn))
                vector_push(&todo, uses->items[i].fn);
        }
    if (!todo.count) /* then no join stalls, either */
        return;
    for (uint32_t i = 0; i < stalls->joins.count; i++)
        if (bitset_add(&stalls->has_waits, stalls->joins.items[i].fn))
            vector_push(&todo, stalls->joins.items[i].fn);
    while (todo.count) {
        const struct fn_list *callers = &stalls->program->fns[vector_pop(&todo)].callers;
        for (uint32_t i = 0; i < callers->count; i++)
            if (bitset_add(&stalls->has_waits, callers->items[i]))
                vector_push(&todo, callers->items[i]);
    }
    vector_deinit(&todo);
    for (uint32_t number = 1; number < stalls->program->n_fns; number++) {
        const struct fn *fn = &stalls->program->fns[number];
        if (!fn->is_model && !bitset_has(&stalls->has_waits, number))
            bitset_add(&stalls->returns, number);
    }
}

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

    return contexts_in_main(program, number) || fn->escapes || members_is_public(program, number) ||
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
    sort_uses(stalls);
    find_moot(stalls);
    find_joins(stalls);
    find_waits(stalls);
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
