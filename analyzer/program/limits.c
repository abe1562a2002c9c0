/* Whether something limits how many threads an event loop or a handler makes.
 *
 * The way from the event to the spawn is followed down the calls, a stretch of each function
 * (limits_stretch.c).
 *
 * Requires solve, contexts, members, holders. */
#include <stranded/check.h>

#include "ir/print.h"
#include "program/below.h"
#include "program/ending.h"
#include "program/failed_starts.h"
#include "program/limits.h"
#include "program/limits_inside.h"
#include "program/model_control.h"
#include "program/solver.h"
#include "program/stop_region.h"
#include "program/stops.h"
#include "program/threads.h"
#include "program/ways.h"

/* Bounds: what lies behind them may be a limit. */
enum { LIMITS_UP = 12 };

/* The joins of the threads in question. */
struct joins {
    struct points points;
    struct bitset above; /* functions with one of them or above it; no bits where there is none */
};

/* Whether one of the joins is made in the stretch, or below a call in it. */
static bool has_join(const struct stretch *stretch, const struct joins *joins)
{
    const struct fn *fn = &stretch->program->fns[stretch->fn];

    if (!joins->points.count || !bitset_has(&joins->above, stretch->fn))
        return false;
    for (uint32_t i = 0; i < joins->points.count; i++)
        if (joins->points.items[i].fn == stretch->fn &&
            limits_has_block(stretch, joins->points.items[i].block))
            return true;
    for (uint32_t c = 0; c < fn->n_calls; c++)
        for (uint32_t k = 0;
             limits_has_block(stretch, fn->calls[c].block) && k < fn->calls[c].targets.count; k++)
            if (bitset_has(&joins->above, fn->calls[c].targets.items[k]))
                return true;
    return false;
}

/* ---- from the event to the spawn ---- */

/* The event loop around the block; NULL = none. */
static const struct loop *event_loop(const struct program *program, uint32_t number, uint32_t block)
{
    const struct fn *fn = &program->fns[number];
    const struct loop *found = NULL;

    for (uint32_t loop = fn->loop_of[block]; loop; loop = fn->loops[loop - 1].parent)
        if (contexts_is_event_loop(program, number, &fn->loops[loop - 1]))
            found = &fn->loops[loop - 1];
    return found;
}

/* Whether the handler was registered to be called until it returns zero. */
static bool ends_by_zero(const struct program *program, struct context_origin origin)
{
    const struct fn *fn = &program->fns[origin.from];
    uint32_t c = origin.from ? graph_first_call(fn, origin.from_instr) : fn->n_calls;

    if (c >= fn->n_calls || fn->calls[c].instr != origin.from_instr)
        return false;
    for (uint32_t i = 0; i < fn->calls[c].targets.count; i++)
        if (program->fns[fn->calls[c].targets.items[i]].is_model &&
            model_until_zero(program, fn->calls[c].targets.items[i]))
            return true;
    return false;
}

/* Whether the handler is removed by what it returns: a GSourceFunc that never says to go on. */
static bool runs_once(const struct stop_facts *facts, uint32_t number)
{
    const struct fn *fn = &facts->program->fns[number];
    uint32_t returns = 0;

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
        if (block->end != IR_END_RETURN)
            continue;
        returns++;
        if (block->a.kind != IR_OPERAND_INTEGER || fn->unit->integers[block->a.index] != 0)
            return false;
    }
    return returns > 0;
}

/* Whether the loop goes on behind a spawn that succeeds. */
static bool goes_on(const struct stretch *stretch, const struct start *start)
{
    const struct fn *fn = &stretch->program->fns[stretch->fn];
    uint32_t failure =
        start && start->fn == stretch->fn ? failed_start(stretch->program, start) : 0;

    if (!stretch->loop || !failure)
        return true;
    const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){start->block});
    for (uint32_t edge = 0; edge < graph_n_successors(block); edge++) {
        struct stretch behind = *stretch;
        uint32_t to = graph_successor(fn, block, edge);
        behind.target = stretch->loop->head;
        behind.loop = NULL;
        if (to != failure && (to == behind.target || limits_reach_target(&behind, to)))
            return true;
    }
    return false;
}

/* The stretch of the point's function. `start` tells what the threads run; NULL = it is not asked. */
static struct stretch stretch_at(const struct stop_facts *facts, struct point at,
                                 const struct start *start, struct arena *scratch)
{
    return (struct stretch){.facts = facts,
                            .program = facts->program,
                            .fn = at.fn,
                            .target = at.block,
                            .instr = at.instr,
                            .loop = event_loop(facts->program, at.fn, at.block),
                            .bodies = start ? functions_below(facts, start->body) : NULL,
                            .scratch = scratch};
}

/* From a point to the call that leads to its function; false where no call in sight does. */
static bool go_up(struct context_origin origin, struct point *at)
{
    *at = (struct point){origin.from, origin.from_block, origin.from_instr};
    return at->fn && (origin.kind == ROOT_CALL || origin.kind == ROOT_THREAD);
}

/* Whether the call goes through a pointer that may be one of so many functions that it says little of which
 * event leads to which. */
static bool is_guess(const struct program *program, struct point at)
{
    enum { TARGETS_MOST = 8 };
    const struct fn *fn = &program->fns[at.fn];
    uint32_t c = graph_first_call(fn, at.instr);

    return c < fn->n_calls && fn->calls[c].instr == at.instr && !fn->calls[c].entity &&
           (fn->calls[c].unresolved || fn->calls[c].targets.count > TARGETS_MOST);
}

/* The pool that gets work there; 0 = none does. */
static uint32_t pool_at(const struct uses *uses, struct point at)
{
    for (uint32_t i = uses->first[at.fn]; i < uses->first[at.fn + 1]; i++)
        if (uses->items.items[i].kind == USE_POOL_PUSH && uses->items.items[i].instr == at.instr)
            return uses->items.items[i].element;
    return 0;
}

/* Whether each event comes to the point without a limit on the way. */
static bool is_unlimited(const struct stop_facts *facts, struct point at, const struct start *start,
                         const struct joins *joins, struct arena *scratch)
{
    uint32_t pool = start ? 0 : pool_at(facts->uses, at);
    struct point way[LIMITS_UP];

    if (start && limits_by_storage(facts, start))
        return false;
    for (uint32_t up = 0; up < LIMITS_UP; up++) {
        struct context_origin origin = contexts_origin(facts->program, at.fn);
        struct stretch stretch = stretch_at(facts, at, start, scratch);
        stretch.pool = pool;
        way[up] = at;
        bool by_event = origin.kind == ROOT_REQUEST || origin.kind == ROOT_CONNECTION ||
                        origin.kind == ROOT_MESSAGE || origin.kind == ROOT_EVENT ||
                        origin.kind == ROOT_TIMER || origin.kind == ROOT_UNIX_SIGNAL ||
                        origin.kind == ROOT_SIGNAL_EVENT;
        if (limits_in_stretch(&stretch) || has_join(&stretch, joins) ||
            once_guarded(facts->program, at.fn, at.block, NULL) || !goes_on(&stretch, start) ||
            limits_by_slot(facts, way, up + 1))
            return false;
        if (stretch.loop || by_event)
            return stretch.loop || !ends_by_zero(facts->program, origin) ||
                   !runs_once(facts, at.fn);
        if (!go_up(origin, &at) || is_guess(facts->program, at))
            return false;
    }
    return false;
}

/* Whether one is started only while there is none, as functions between the spawn and the start see to. */
static bool is_slot_inside(const struct stop_facts *facts, struct point at,
                           const struct start *start)
{
    struct point way[LIMITS_UP];
    uint32_t count = 0;
    bool limited = false;

    do {
        way[count++] = at;
        limited = limits_by_slot(facts, way, count);
    } while (!limited && at.fn != start->fn && count + 1 < LIMITS_UP &&
             go_up(contexts_origin(facts->program, at.fn), &at));
    way[count++] = (struct point){start->fn, start->block, start->instr};
    return limited || limits_by_slot(facts, way, count);
}

/* Whether the function that starts threads for its callers limits them itself. */
static bool is_limited_inside(const struct stop_facts *facts, const struct creation_record *record,
                              const struct start *start, struct arena *scratch)
{
    struct point spawn = {record->fn, record->block, record->instr};
    struct stretch stretch = stretch_at(facts, spawn, start, scratch);

    return start->fn != record->fn &&
           (limits_in_stretch(&stretch) || is_slot_inside(facts, spawn, start));
}

/* Whether an event hands out the function: for an object of its own. */
static bool is_handed_out_per_event(const struct program *program, uint32_t handler)
{
    uint32_t entity = program->fns[handler].entity;

    for (uint32_t number = 1; number < program->n_fns; number++) {
        const struct fn *fn = &program->fns[number];
        for (uint32_t id = 1; !fn->is_model && id < fn->ir->blocks.count; id++) {
            struct ir_range instrs = fn_block(fn, id)->instrs;
            for (uint32_t i = 0; i < instrs.count; i++) {
                const struct ir_instr *instr = &fn->unit->instrs[instrs.first + i];
                if (instr->op == IR_COPY && instr->a.kind == IR_OPERAND_FUNCTION &&
                    program->entity_of[fn->input][instr->a.index] == entity &&
                    contexts_often(program, number, id) == OFTEN_PER_EVENT)
                    return true;
            }
        }
    }
    return false;
}

/* Whether the call hands over something global: then that may be the object which is worked on. */
static bool hands_over_global(const struct program *program, struct context_origin origin)
{
    const struct fn *fn = &program->fns[origin.from];
    const struct ir_instr *call = &fn->unit->instrs[origin.from_instr];

    for (uint32_t i = 0; i < call->arguments.count; i++) {
        struct ir_operand argument = fn->unit->operands[call->arguments.first + i];
        bool is_place = argument.kind == IR_OPERAND_PLACE || argument.kind == IR_OPERAND_ADDRESS;
        if (is_place && !fn_root_local(fn, argument.index))
            return true;
    }
    return false;
}

/* Whether what the start is reached from, a thread or a handler, is made anew for each event: then so is the
 * object that it works on. */
static bool has_object_of_event(const struct program *program, const struct start *start)
{
    struct point at = {start->fn, start->block, start->instr};

    for (uint32_t up = 0; up < LIMITS_UP; up++) {
        struct context_origin origin = contexts_origin(program, at.fn);
        bool is_called = origin.from && (origin.kind == ROOT_CALL || origin.kind == ROOT_THREAD);
        if (contexts_in_main(program, at.fn) || (is_called && hands_over_global(program, origin)))
            return false;
        if (origin.kind == ROOT_THREAD && origin.from)
            return contexts_often(program, origin.from, origin.from_block) == OFTEN_PER_EVENT;
        if (origin.kind != ROOT_CALL)
            return is_handed_out_per_event(program, at.fn);
        go_up(origin, &at);
    }
    return false;
}

bool limits_found(const struct program *program, const struct start *start)
{
    const struct stop_facts *facts = stops_facts(program);
    struct arena *scratch = arena_new();
    struct point at = {start->fn, start->block, start->instr};
    bool objects_pass = has_object_of_event(program, start);
    bool found = limits_by_storage(facts, start), goes_up = true;

    for (uint32_t up = 0; up < LIMITS_UP && goes_up && !found; up++) {
        struct context_origin origin = contexts_origin(program, at.fn);
        struct stretch stretch = stretch_at(facts, at, start, scratch);
        stretch.in_sight = true;
        stretch.objects_pass = objects_pass;
        found = limits_in_stretch(&stretch);
        goes_up = !stretch.loop && go_up(origin, &at);
    }
    arena_free(scratch);
    return found;
}

/* ---- threads ---- */

static bool is_detached(const struct program *program, const struct creation_record *record)
{
    if (record->detached_seen && !record->joinable_seen)
        return true;
    if (record->ended & EVENT_DETACH)
        return true;
    return ending_may_be_detached(program, record) || body_detaches_itself(program, record);
}

static struct joins joins_of(const struct program *program, const struct creation_record *record,
                             struct arena *scratch)
{
    struct joins joins = {.points = stops_joins(program, record)};

    if (joins.points.count)
        joins.above = bitset_new(scratch, program->n_fns);
    for (uint32_t i = 0; i < joins.points.count; i++)
        bitset_add(&joins.above, joins.points.items[i].fn);
    if (joins.points.count)
        functions_add_above(program, &joins.above);
    return joins;
}

/* Whether another thread than the one that starts them joins them: it does so while the other works. */
static bool has_reaper(const struct program *program, const struct start *start,
                       const struct joins *joins)
{
    const uint32_t *run_by = threads_run_by(program);
    const struct starts *starts = threads_starts(program);

    for (uint32_t i = 0; i < joins->points.count; i++) {
        uint32_t reaper = run_by[joins->points.items[i].fn];
        if (reaper != RUN_BY_NONE && reaper != RUN_BY_MANY && reaper != run_by[start->fn] &&
            threads_first_start(starts, reaper) < starts->count)
            return true;
    }
    return false;
}

/* The threads of one start, as its caller has them where a function starts threads for several. */
static const struct creation_record *record_of_start(const struct program *program,
                                                     const struct creation *creation,
                                                     const struct start *start)
{
    const struct creations *all = &program->solution->creations;
    uint32_t called = creations_find(all, start->fn, start->instr, OBJECT_THREAD, creation->number);

    return &all->items.items[called ? called : creation->number];
}

/* Whether they are known to be released: by themselves, or by joins that are all in sight. */
static bool are_released(const struct program *program, const struct creation_record *record,
                         const struct joins *joins)
{
    if (is_detached(program, record))
        return true;
    struct ending ending = ending_of(program, record, EVENT_JOIN | EVENT_DETACH);
    bool leaks = ending.verdict == ENDS_NEVER || ending.verdict == ENDS_MAY;
    return !leaks && joins->points.count && !record->unknown && !record->readable;
}

static bool has_no_limit(const struct program *program, const struct creation_record *record,
                         const struct creation_record *maker, const struct start *start,
                         const struct joins *joins, struct arena *scratch)
{
    const struct stop_facts *facts = stops_facts(program);

    return contexts_reached(program, start->fn) && are_released(program, record, joins) &&
           !is_limited_inside(facts, maker, start, scratch) &&
           is_unlimited(facts, (struct point){start->fn, start->block, start->instr}, start, joins,
                        scratch) &&
           (is_detached(program, record) || !has_reaper(program, start, joins));
}

static void add_joiner(const struct program *program, const struct joins *joins,
                       struct limit *limit)
{
    struct point join = joins->points.items[0];
    const struct fn *joiner = &program->fns[join.fn];
    struct step step = {
        graph_place(program, joiner, joiner->unit->instrs[join.instr].at),
        arena_printf(program->run, "%s() joins it, when the service ends", joiner->name)};

    limit->witness = (struct steps){arena_copy(program->run, &step, sizeof(step)), 1};
}

static struct limit limit_of_thread(const struct program *program, const struct creation *creation)
{
    const struct creation_record *maker =
        &program->solution->creations.items.items[creation->number];
    struct limit limit = {.verdict = LIMIT_UNKNOWN};

    for (uint32_t i = 0; i < maker->starts.count && !limit.verdict; i++) {
        const struct start *start = &maker->starts.items[i];
        const struct creation_record *record = record_of_start(program, creation, start);
        struct arena *scratch = arena_new();
        struct joins joins = joins_of(program, record, scratch);
        if (has_no_limit(program, record, maker, start, &joins, scratch)) {
            limit.verdict = LIMIT_NONE;
            limit.body = program->fns[start->body].name;
            limit.often = contexts_multiplicity(program, start->fn, start->block);
            limit.until_shutdown = !is_detached(program, record);
            if (limit.until_shutdown)
                add_joiner(program, &joins, &limit);
        }
        vector_deinit(&joins.points);
        arena_free(scratch);
    }
    return limit;
}

/* ---- pools ---- */

static bool is_without_limit(const struct program *program, const struct use *use)
{
    const struct fn *fn = &program->fns[use->fn];
    const struct ir_instr *call = &fn->unit->instrs[use->instr];

    if (!use->parameter || use->parameter > call->arguments.count)
        return false;
    struct ir_operand most = fn->unit->operands[call->arguments.first + use->parameter - 1];
    return most.kind == IR_OPERAND_INTEGER && fn->unit->integers[most.index] < 0;
}

/* Whether the pool has no limit from the start, or is rid of it later. */
static bool may_be_without_limit(const struct program *program, const struct uses *uses,
                                 const struct use *pool)
{
    for (uint32_t i = 0; i < uses->items.count; i++)
        if (uses->items.items[i].kind == USE_POOL_LIMIT &&
            is_without_limit(program, &uses->items.items[i]) && pool->element &&
            uses->items.items[i].element == pool->element)
            return true;
    return is_without_limit(program, pool);
}

void limits_find_pools(struct program *program, struct creation_list *list)
{
    const struct uses *uses = stops_uses(program);

    for (uint32_t i = 0; i < uses->items.count; i++) {
        const struct use *use = &uses->items.items[i];
        if (use->kind != USE_POOL || !may_be_without_limit(program, uses, use))
            continue;
        const struct fn *fn = &program->fns[use->fn];
        const struct ir_instr *call = &fn->unit->instrs[use->instr];
        struct creation *face = ARENA_NEW(program->run, struct creation);
        *face = (struct creation){
            .kind = CREATES_POOL,
            .number = i,
            .at = graph_place(program, fn, call->at),
            .function = fn->name,
            .object =
                call->dst.index ? ir_print_place(fn->unit, fn->ir, call->dst, program->run) : "",
            .anchor = ir_print_call(fn->unit, fn->ir, call, program->run),
        };
        vector_push(list, face);
    }
}

static struct limit limit_of_pool(const struct program *program, const struct creation *creation)
{
    const struct stop_facts *facts = stops_facts(program);
    const struct uses *uses = facts->uses;
    const struct use *pool = &uses->items.items[creation->number];
    const struct joins none = {0};
    struct limit limit = {.verdict = LIMIT_UNKNOWN};

    for (uint32_t i = 0; i < uses->items.count; i++) {
        const struct use *use = &uses->items.items[i];
        if (use->kind == USE_POOL_LIMIT && region_same(facts, use->element, pool->element) &&
            !is_without_limit(program, use))
            return limit;
    }
    for (uint32_t i = 0; i < uses->items.count && !limit.verdict; i++) {
        const struct use *push = &uses->items.items[i];
        struct arena *scratch = arena_new();
        if (push->kind == USE_POOL_PUSH && region_same(facts, push->element, pool->element) &&
            contexts_reached(program, push->fn) &&
            is_unlimited(facts, (struct point){push->fn, push->block, push->instr}, NULL, &none,
                         scratch)) {
            const struct fn *fn = &program->fns[push->fn];
            struct step step = {graph_place(program, fn, fn->unit->instrs[push->instr].at),
                                arena_printf(program->run,
                                             "%s() gives it work here, for which it may start one "
                                             "more thread",
                                             fn->name)};
            limit.verdict = LIMIT_NONE;
            limit.often = contexts_multiplicity(program, push->fn, push->block);
            limit.witness = (struct steps){arena_copy(program->run, &step, sizeof(step)), 1};
        }
        arena_free(scratch);
    }
    return limit;
}

struct limit program_limit(const struct program *program, const struct creation *creation)
{
    return creation->kind == CREATES_POOL ? limit_of_pool(program, creation)
                                          : limit_of_thread(program, creation);
}
