/* A stop flag is set by who then waits for the thread. A mode flag says what is wanted from now on, and whoever
 * switches it goes on: a reload that finds a feature switched off sets `enabled` to 0, the thread sees that and
 * leaves, and the next reload may want it again.
 *
 * A mode is told from a stop flag by the function that sets it: that may do either; or who starts the thread sets it
 * back, as behind a pause. */
#include "program/mode_flags.h"

#include "program/choices.h"
#include "program/solver.h"
#include "program/stop_region.h"
#include "program/ways.h"

/* Bounds: behind them nothing is claimed. */
enum { STORES_MOST = 32, WAY_DEPTH = 8 };

struct way {
    const struct program *program;
    const struct thread_use *threads;
    struct bitset seen; /* functions above which it was looked */
    struct arena *scratch;
};

/* The innermost event loop around the block; NULL = none. */
static const struct loop *event_loop(const struct way *way, uint32_t number, uint32_t block)
{
    const struct fn *fn = &way->program->fns[number];

    for (uint32_t loop = fn->loop_of[block]; loop; loop = fn->loops[loop - 1].parent)
        if (contexts_is_event_loop(way->program, number, &fn->loops[loop - 1]))
            return &fn->loops[loop - 1];
    return NULL;
}

/* Whether something that ends threads may be called behind the instruction, in its function or, where that has an
 * event loop around it, in its loop. */
static bool is_ended_behind(const struct way *way, uint32_t number, uint32_t block, uint32_t instr,
                            const struct loop *loop)
{
    const struct fn *fn = &way->program->fns[number];
    struct bitset behind = conditions_reach(fn, block, way->scratch);

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct call_site *site = &fn->calls[c];
        bool later = site->block == block ? site->instr > instr || bitset_has(&behind, block)
                                          : bitset_has(&behind, site->block);
        if (site->instr != instr && later && (!loop || bitset_has(&loop->blocks, site->block)) &&
            call_reaches_any(site, way->threads->enders))
            return loop ||
                   !choice_leaves_unended(way->program, number, instr, way->threads->enders);
    }
    return false;
}

static bool leads_on(struct way *way, uint32_t number, uint32_t block, uint32_t instr,
                     uint32_t depth);

static bool leads_on_above(struct way *way, uint32_t number, uint32_t depth)
{
    const struct program *program = way->program;
    struct fn_list callers = program->fns[number].callers;

    if (!bitset_add(&way->seen, number))
        return false;
    for (uint32_t i = 0; i < callers.count; i++) {
        const struct fn *caller = &program->fns[callers.items[i]];
        for (uint32_t c = 0; c < caller->n_calls; c++)
            if (call_reaches(&caller->calls[c], number) &&
                leads_on(way, callers.items[i], caller->calls[c].block, caller->calls[c].instr,
                         depth + 1))
                return true;
    }
    return false;
}

/* Whether an event comes to the instruction and nothing is ended behind it. Recursion: WAY_DEPTH. */
// NOLINTNEXTLINE(misc-no-recursion)
static bool leads_on(struct way *way, uint32_t number, uint32_t block, uint32_t instr,
                     uint32_t depth)
{
    const struct program *program = way->program;

    if (depth == WAY_DEPTH || contexts_often(program, number, block) != OFTEN_PER_EVENT)
        return false;
    const struct loop *loop = event_loop(way, number, block);
    if (is_ended_behind(way, number, block, instr, loop))
        return false;
    /* who calls a library may join right behind */
    bool by_event = loop || (program->fns[number].address_taken &&
                             contexts_often(program, number, 1) == OFTEN_PER_EVENT);
    return by_event || leads_on_above(way, number, depth);
}

/* Whether what is stored is the result of a call that is never 0: a time. */
static bool is_never_zero(const struct program *program, const struct fn *fn,
                          const struct ir_instr *instr)
{
    const struct ir_instr *call = instr->op == IR_COPY && fn_local(fn, instr->a)
                                      ? conditions_only_write(fn, instr->a.index)
                                      : instr;
    if (!call || call->op != IR_CALL)
        return false;
    const struct call_site *site =
        &fn->calls[graph_first_call(fn, (uint32_t)(call - fn->unit->instrs))];
    bool found = site->targets.count > 0 && !site->unresolved;

    for (uint32_t k = 0; k < site->targets.count && found; k++) {
        const struct summary *callee = &program->solution->summaries[site->targets.items[k]];
        for (uint32_t i = 0; i < callee->n_outcomes; i++)
            found &= callee->outcomes[i].result.kind == VALUE_NONZERO;
        found &= callee->status == SUMMARY_SOLVED && callee->n_outcomes > 0;
    }
    return found;
}

/* What a store may make of the condition. */
struct effect_of_store {
    bool opens, shuts;
};

static struct effect_of_store effect_of(const struct program *program, const struct store *store,
                                        const struct condition_on *condition)
{
    const struct fn *fn = &program->fns[store->fn];
    const struct ir_instr *instr = &fn->unit->instrs[store->instr];
    struct constant_write write = conditions_write(program, store->fn, instr);

    if (!condition->number && (condition->relation == IR_EQ || condition->relation == IR_NE) &&
        is_never_zero(program, fn, instr))
        return (struct effect_of_store){condition->relation == IR_NE, condition->relation == IR_EQ};
    if (write.element != condition->element || write.counts_down)
        return (struct effect_of_store){true, true};
    bool holds = number_compare(write.number, condition->relation, condition->number);
    return (struct effect_of_store){holds, !holds};
}

/* Whether the function sets it to the opposite, too, or who starts the thread does. */
static bool is_mode_of(const struct program *program, const struct stores *stores,
                       struct store_span span, uint32_t fn, const struct condition_on *condition,
                       const struct thread_use *threads)
{
    for (uint32_t i = span.first; i < span.end; i++) {
        uint32_t by = stores->items[i].fn;
        if ((by == fn || by == threads->starter) &&
            effect_of(program, &stores->items[i], condition).shuts)
            return true;
    }
    return false;
}

bool mode_is_switched_without(const struct program *program, const struct condition_on *condition,
                              const struct thread_use *threads)
{
    const struct stores *stores = ways_stores(program->stop_facts->ways);
    struct store_span span = stores_to(stores, condition->element);
    struct arena *scratch = arena_new();
    bool found = false;

    for (uint32_t i = span.first; i < span.end && span.end - span.first <= STORES_MOST && !found;
         i++) {
        const struct store *store = &stores->items[i];
        struct way way = {.program = program,
                          .threads = threads,
                          .seen = bitset_new(scratch, program->n_fns),
                          .scratch = scratch};
        found = effect_of(program, store, condition).opens &&
                is_mode_of(program, stores, span, store->fn, condition, threads) &&
                leads_on(&way, store->fn, store->block, store->instr, 0);
    }
    arena_free(scratch);
    return found;
}
