#include "program/stop_locks.h"

/* Bounds: behind the latter two the mutex is taken to be held. */
enum {
    LOCKS_DEEP = 2, /* wrappers of wrappers that lock */
    LOCKS_UP = 3, /* callers above each other; who tells a thread to stop takes its mutex nearby */
    LOCKS_CALLERS = 16,   /* calls of one function */
    LOCKS_BUDGET = 40000, /* calls looked at for one question */
};

struct search {
    const struct stop_facts *facts;
    uint32_t mutex;
    struct arena *scratch;
    uint32_t spent;
};

/* What a call does to the mutex, seen from its caller. */
enum effect { EFFECT_NONE, EFFECT_TAKES, EFFECT_GIVES };

static enum effect effect_of(struct search *search, uint32_t number, const struct call_site *site,
                             uint32_t deep);

uint32_t locks_of_wait(const struct stop_facts *facts, const struct use *wait)
{
    const struct uses *uses = facts->unwrapped;

    for (uint32_t i = uses->first[wait->fn]; i < uses->first[wait->fn + 1]; i++)
        if (uses->items.items[i].kind == USE_UNLOCK && uses->items.items[i].instr == wait->instr)
            return uses->items.items[i].element;
    return 0;
}

/* ---- ways ---- */

/* A place to go on from: behind that instruction. */
struct start_at {
    uint32_t block, instr;
};

/* Blocks that control comes to from there without a call of that effect; `ret_end`, if not NULL: the
 * instruction before which the way ends in each of them, UINT32_MAX = it passes through. */
static struct bitset ways_without(struct search *search, uint32_t number, struct start_at from,
                                  enum effect stop, uint32_t deep, uint32_t **ret_end)
{
    const struct fn *fn = &search->facts->program->fns[number];
    struct bitset seen = bitset_new(search->scratch, fn->ir->blocks.count);
    uint32_t *end = ARENA_ARRAY(search->scratch, uint32_t, fn->ir->blocks.count);
    VECTOR(struct start_at) todo = {0};

    vector_push(&todo, from);
    while (todo.count) {
        struct start_at at = vector_pop(&todo);
        const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){at.block});
        uint32_t last = block->instrs.first + block->instrs.count, until = UINT32_MAX;
        uint32_t c = block->instrs.count ? graph_first_call(fn, at.instr) : fn->n_calls;
        for (; c < fn->n_calls && fn->calls[c].instr < last && until == UINT32_MAX; c++)
            if (effect_of(search, number, &fn->calls[c], deep) == stop)
                until = fn->calls[c].instr;
        end[at.block] = end[at.block] > until ? end[at.block] : until;
        for (uint32_t e = 0; until == UINT32_MAX && e < graph_n_successors(block); e++) {
            uint32_t next = graph_successor(fn, block, e);
            const struct ir_block *to = ir_block(fn->unit, fn->ir, (struct ir_block_id){next});
            if (bitset_add(&seen, next))
                vector_push(&todo, (struct start_at){next, to->instrs.first});
        }
    }
    vector_deinit(&todo);
    if (ret_end)
        *ret_end = end;
    return seen;
}

/* Whether control comes from there to the point without a call that gives the mutex back. */
static bool keeps_until(struct search *search, uint32_t number, struct start_at from,
                        struct start_at to, uint32_t deep)
{
    uint32_t *end;
    struct bitset seen = ways_without(search, number, from, EFFECT_GIVES, deep, &end);

    if (from.block == to.block && from.instr <= to.instr && end[to.block] >= to.instr)
        return true;
    return bitset_has(&seen, to.block) && end[to.block] >= to.instr;
}

/* ---- what calls do ---- */

static bool returns_there(const struct fn *fn, const struct bitset *seen, uint32_t from,
                          const uint32_t *end)
{
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++)
        if (ir_block(fn->unit, fn->ir, (struct ir_block_id){id})->end == IR_END_RETURN &&
            (id == from || bitset_has(seen, id)) && end[id] == UINT32_MAX)
            return true;
    return false;
}

/* What the function does to the mutex from its entry to its return. */
static enum effect effect_inside(struct search *search, uint32_t number, uint32_t deep)
{
    const struct program *program = search->facts->program;
    const struct fn *fn = &program->fns[number];
    bool gives = false;

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct call_site *site = &fn->calls[c];
        enum effect effect = effect_of(search, number, site, deep);
        uint32_t *end;
        if (effect == EFFECT_TAKES) {
            struct start_at behind = {site->block, site->instr + 1};
            struct bitset seen = ways_without(search, number, behind, EFFECT_GIVES, deep, &end);
            if (returns_there(fn, &seen, site->block, end))
                return EFFECT_TAKES;
        } else if (effect == EFFECT_GIVES) {
            struct start_at entry = {
                1, ir_block(fn->unit, fn->ir, (struct ir_block_id){1})->instrs.first};
            struct bitset seen = ways_without(search, number, entry, EFFECT_TAKES, deep, &end);
            gives |= (site->block == 1 || bitset_has(&seen, site->block)) &&
                     end[site->block] >= site->instr;
        }
    }
    return gives ? EFFECT_GIVES : EFFECT_NONE;
}

static enum effect effect_of(struct search *search, uint32_t number, const struct call_site *site,
                             uint32_t deep)
{
    const struct program *program = search->facts->program;
    const struct uses *uses = search->facts->unwrapped;
    enum effect effect = EFFECT_NONE;

    if (++search->spent > LOCKS_BUDGET)
        return EFFECT_NONE;
    for (uint32_t i = uses->first[number]; i < uses->first[number + 1]; i++) {
        const struct use *use = &uses->items.items[i];
        if (use->instr != site->instr || (use->kind != USE_LOCK && use->kind != USE_UNLOCK) ||
            !region_same(search->facts, use->element, search->mutex))
            continue;
        if (use->kind == USE_LOCK) /* a wait gives it back and takes it again */
            return EFFECT_TAKES;
        effect = EFFECT_GIVES;
    }
    for (uint32_t k = 0; deep < LOCKS_DEEP && k < site->targets.count; k++) {
        uint32_t target = site->targets.items[k];
        if (program->fns[target].is_model || uses->first[target] == uses->first[target + 1])
            continue;
        enum effect inside = effect_inside(search, target, deep + 1);
        if (inside == EFFECT_TAKES)
            return EFFECT_TAKES;
        effect = inside != EFFECT_NONE ? inside : effect;
    }
    return effect;
}

/* ---- held ---- */

static bool is_held_at(struct search *search, struct point point, uint32_t up)
{
    const struct program *program = search->facts->program;
    const struct fn *fn = &program->fns[point.fn];
    struct start_at to = {point.block, point.instr};
    struct start_at entry = {1, ir_block(fn->unit, fn->ir, (struct ir_block_id){1})->instrs.first};

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct call_site *site = &fn->calls[c];
        if (effect_of(search, point.fn, site, 0) == EFFECT_TAKES &&
            keeps_until(search, point.fn, (struct start_at){site->block, site->instr + 1}, to, 0))
            return true;
    }
    if (up == LOCKS_UP || !keeps_until(search, point.fn, entry, to, 0))
        return false;
    struct points one = {&point, 1, 1};
    struct points calls = region_calls_of(program, &one);
    bool held = calls.count > LOCKS_CALLERS;
    for (uint32_t i = 0; i < calls.count && !held; i++)
        held = is_held_at(search, calls.items[i], up + 1);
    vector_deinit(&calls);
    return held;
}

/* ---- taken again ---- */

static bool locks_below(struct search *search, uint32_t number, const struct call_site *site)
{
    const struct program *program = search->facts->program;
    const struct uses *uses = search->facts->unwrapped;

    if (effect_of(search, number, site, LOCKS_DEEP) == EFFECT_TAKES)
        return true;
    for (uint32_t k = 0; k < site->targets.count; k++) {
        if (program->fns[site->targets.items[k]].is_model)
            continue;
        const struct bitset *below = functions_below(search->facts, site->targets.items[k]);
        for (uint32_t i = uses_in(uses, below, 0); i < uses->items.count;
             i = uses_in(uses, below, i + 1))
            if (uses->items.items[i].kind == USE_LOCK &&
                region_same(search->facts, uses->items.items[i].element, search->mutex))
                return true;
    }
    return false;
}

static bool is_join(const struct points *joins, uint32_t fn, uint32_t instr)
{
    for (uint32_t i = 0; i < joins->count; i++)
        if (joins->items[i].fn == fn && joins->items[i].instr == instr)
            return true;
    return false;
}

/* Whether the edge leads around the rounds of a loop that joins all of several threads, the point being outside: such a
 * way is one without any thread. */
static bool passes_joins(const struct fn *fn, struct point point, const struct points *joins,
                         uint32_t id, uint32_t next)
{
    for (uint32_t i = 0; i < joins->count; i++) {
        uint32_t loop = joins->items[i].fn == point.fn ? fn->loop_of[joins->items[i].block] : 0;
        for (; loop; loop = fn->loops[loop - 1].parent)
            if (fn->loops[loop - 1].head == id &&
                !bitset_has(&fn->loops[loop - 1].blocks, point.block) &&
                !bitset_has(&fn->loops[loop - 1].blocks, next))
                return true;
    }
    return false;
}

/* Whether the mutex is taken behind the point, before a join. */
static bool is_taken_behind(struct search *search, struct point point, const struct points *joins,
                            uint32_t up)
{
    const struct program *program = search->facts->program;
    const struct fn *fn = &program->fns[point.fn];
    struct bitset seen = bitset_new(search->scratch, fn->ir->blocks.count);
    VECTOR(struct start_at) todo = {0};
    bool taken = false, returns = false;

    vector_push(&todo, (struct start_at){point.block, point.instr + 1});
    while (todo.count && !taken) {
        struct start_at at = vector_pop(&todo);
        const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){at.block});
        uint32_t last = block->instrs.first + block->instrs.count;
        bool joined = false;
        uint32_t c = block->instrs.count ? graph_first_call(fn, at.instr) : fn->n_calls;
        for (; c < fn->n_calls && fn->calls[c].instr < last && !joined && !taken; c++) {
            joined = is_join(joins, point.fn, fn->calls[c].instr);
            taken = !joined && locks_below(search, point.fn, &fn->calls[c]);
        }
        returns |= !joined && block->end == IR_END_RETURN;
        for (uint32_t e = 0; !joined && e < graph_n_successors(block); e++) {
            uint32_t next = graph_successor(fn, block, e);
            const struct ir_block *to = ir_block(fn->unit, fn->ir, (struct ir_block_id){next});
            if (!passes_joins(fn, point, joins, at.block, next) && bitset_add(&seen, next))
                vector_push(&todo, (struct start_at){next, to->instrs.first});
        }
    }
    vector_deinit(&todo);
    /* a function that joins, but not on this way, has given up */
    for (uint32_t i = 0; i < joins->count; i++)
        returns &= joins->items[i].fn != point.fn;
    if (taken || !returns || up == LOCKS_UP)
        return taken;
    struct points one = {&point, 1, 1};
    struct points calls = region_calls_of(program, &one);
    taken = calls.count > LOCKS_CALLERS;
    for (uint32_t i = 0; i < calls.count && !taken; i++)
        taken = is_taken_behind(search, calls.items[i], joins, up + 1);
    vector_deinit(&calls);
    return taken;
}

enum lock_effect locks_effect(const struct stop_facts *facts, uint32_t mutex, uint32_t fn,
                              const struct call_site *site, struct arena *scratch)
{
    struct search search = {.facts = facts, .mutex = mutex, .scratch = scratch};

    switch (effect_of(&search, fn, site, 0)) {
    case EFFECT_TAKES:
        return LOCK_TAKES;
    case EFFECT_GIVES:
        return LOCK_GIVES;
    case EFFECT_NONE:
        break;
    }
    return LOCK_NONE;
}

bool locks_held_at(const struct stop_facts *facts, uint32_t mutex, struct point point,
                   struct arena *scratch)
{
    struct search search = {.facts = facts, .mutex = mutex, .scratch = scratch};

    return is_held_at(&search, point, 0) || search.spent > LOCKS_BUDGET;
}

bool locks_protect(const struct stop_facts *facts, uint32_t mutex, struct point point,
                   const struct points *joins, struct arena *scratch)
{
    struct search search = {.facts = facts, .mutex = mutex, .scratch = scratch};

    return is_held_at(&search, point, 0) || is_taken_behind(&search, point, joins, 0) ||
           search.spent > LOCKS_BUDGET;
}

/* ---- ways to the wait ---- */

/* Marks the blocks that the ways lead through from there to the wait: they end where the mutex is given
 * back, and behind a look. */
static void spread_blind(struct search *search, const struct use *wait, struct start_at from,
                         const struct bitset *looks, struct bitset *reached)
{
    const struct fn *fn = &search->facts->program->fns[wait->fn];
    struct bitset seen = bitset_new(search->scratch, fn->ir->blocks.count);
    VECTOR(struct start_at) todo = {0};

    vector_push(&todo, from);
    while (todo.count) {
        struct start_at at = vector_pop(&todo);
        const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){at.block});
        uint32_t last = block->instrs.first + block->instrs.count;
        bool ended = bitset_has(looks, at.block);
        uint32_t c = block->instrs.count ? graph_first_call(fn, at.instr) : fn->n_calls;
        for (; c < fn->n_calls && fn->calls[c].instr < last; c++) {
            if (fn->calls[c].instr == wait->instr)
                bitset_add(reached, at.block);
            /* a wait takes it again, too, and is a way of its own */
            if (effect_of(search, wait->fn, &fn->calls[c], 0) != EFFECT_NONE) {
                ended = true;
                break;
            }
        }
        for (uint32_t e = 0; !ended && e < graph_n_successors(block); e++) {
            uint32_t next = graph_successor(fn, block, e);
            const struct ir_block *to = ir_block(fn->unit, fn->ir, (struct ir_block_id){next});
            bitset_add(reached, at.block);
            if (bitset_add(&seen, next))
                vector_push(&todo, (struct start_at){next, to->instrs.first});
        }
    }
    vector_deinit(&todo);
}

/* Keeps those of the blocks from which the others lead to the wait. */
static struct bitset leading_to(const struct fn *fn, const struct use *wait,
                                const struct bitset *reached, struct arena *scratch)
{
    struct bitset leading = bitset_new(scratch, fn->ir->blocks.count);
    bool grows = bitset_has(reached, wait->block) && bitset_add(&leading, wait->block);

    while (grows) {
        grows = false;
        for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
            const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
            for (uint32_t e = 0; bitset_has(reached, id) && e < graph_n_successors(block); e++)
                if (bitset_has(&leading, graph_successor(fn, block, e)))
                    grows |= bitset_add(&leading, id);
        }
    }
    return leading;
}

struct bitset locks_blind_ways(const struct stop_facts *facts, uint32_t mutex,
                               const struct use *wait, const struct bitset *looks,
                               struct arena *scratch)
{
    struct search search = {.facts = facts, .mutex = mutex, .scratch = scratch};
    const struct fn *fn = &facts->program->fns[wait->fn];
    struct bitset reached = bitset_new(scratch, fn->ir->blocks.count);
    uint32_t loop = fn->loop_of[wait->block];

    while (loop && fn->loops[loop - 1].parent)
        loop = fn->loops[loop - 1].parent;
    for (uint32_t c = 0; mutex && loop && c < fn->n_calls; c++) {
        const struct call_site *site = &fn->calls[c];
        /* taken once before the loop, it is a matter of how fast the thread starts */
        if (!bitset_has(&fn->loops[loop - 1].blocks, site->block) || site->instr == wait->instr ||
            effect_of(&search, wait->fn, site, 0) != EFFECT_TAKES)
            continue;
        spread_blind(&search, wait, (struct start_at){site->block, site->instr + 1}, looks,
                     &reached);
    }
    if (search.spent > LOCKS_BUDGET)
        return bitset_new(scratch, fn->ir->blocks.count);
    return leading_to(fn, wait, &reached, scratch);
}
