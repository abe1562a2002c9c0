/* Whether a thread stops when it is asked to: what ends its loop, who sets that, and who wakes it.
 *
 * Requires solve, contexts, members, holders. Whatever is not known is taken to stop it. */
#include <stranded/check.h>

#include "ir/print.h"
#include "program/below.h"
#include "program/channels.h"
#include "program/elements.h"
#include "program/ending.h"
#include "program/limits.h"
#include "program/solver.h"
#include "program/stop_region.h"
#include "program/stops.h"
#include "program/stops_inside.h"
#include "program/ways.h"

/* ---- facts that all questions share ---- */

void stops_prepare(struct program *program)
{
    struct stop_facts *facts = ARENA_NEW(program->run, struct stop_facts);

    facts->program = program;
    facts->arena = program->run;
    facts->ways = ways_new(program);
    program->stop_facts = facts;
}

void stops_free(struct program *program)
{
    struct stop_facts *facts = program->stop_facts;

    ways_free(facts->ways);
    vector_deinit(&facts->lives);
    vector_deinit(&facts->channels);
    uses_free(facts->uses);
    channels_free(facts->message_channels);
    holders_free(facts->flows);
}

const struct uses *stops_uses(const struct program *program)
{
    struct stop_facts *facts = program->stop_facts;

    if (!facts->uses)
        facts->uses = uses_find(program, facts->arena);
    return facts->uses;
}

static void find_waits(struct stop_facts *facts, const struct uses *uses)
{
    facts->waits = bitset_new(facts->arena, facts->program->n_fns);
    facts->awaits = bitset_new(facts->arena, facts->program->n_fns);
    for (uint32_t i = 0; i < uses->items.count; i++) {
        const struct use *use = &uses->items.items[i];
        if (use->kind == USE_WAIT || use->kind == USE_RECEIVE)
            bitset_add(use->outside ? &facts->waits : &facts->awaits, use->fn);
    }
    functions_add_above(facts->program, &facts->waits);
    functions_add_above(facts->program, &facts->awaits);
}

/* Made when the first question comes: most programs ask none. */
const struct stop_facts *stops_facts(const struct program *program)
{
    struct stop_facts *facts = program->stop_facts;

    if (facts->flows)
        return facts;
    struct bitset none = bitset_new(facts->arena, program->n_fns);
    find_waits(facts, stops_uses(program));
    facts->counts = ARENA_ARRAY(facts->arena, uint8_t, program->n_fns);
    facts->flows = holders_find(program, &none);
    return facts;
}

/* ---- who ends it ---- */

struct points stops_joins(const struct program *program, const struct creation_record *record)
{
    struct points joins = {0};
    const struct creations *all = &program->solution->creations;

    for (uint32_t i = 0; i < record->ends.count; i++) {
        const struct end_point *end = &record->ends.items[i];
        if (end->events & EVENT_JOIN)
            vector_push(&joins, (struct point){end->fn, end->block, end->instr});
    }
    for (uint32_t k = 0; k < record->classes.count; k++) {
        struct key key = record->classes.items[k];
        uint32_t at = creations_first_of_class(program, &all->first_site, key);
        for (; at; at = all->next_site[at - 1]) {
            const struct end_site *site = &all->sites.items[at - 1];
            const struct fn *fn = &program->fns[site->fn];
            if (!(site->events & EVENT_JOIN) || !holders_match(program->holders, key, site->key) ||
                !ending_counts(program, record, site->fn))
                continue;
            uint32_t call = graph_first_call(fn, site->instr);
            vector_push(&joins, (struct point){site->fn, fn->calls[call].block, site->instr});
        }
    }
    return joins;
}

bool question_is_cancelled(const struct question *question)
{
    const struct fn *fn = &question->program->fns[question->record->fn];
    const struct ir_instr *spawn = &fn->unit->instrs[question->record->instr];
    const struct uses *uses = question->facts->uses;
    uint32_t handles[2] = {0};

    if (spawn->arguments.count)
        handles[0] = element_of_operand(question->program, question->record->fn,
                                        fn->unit->operands[spawn->arguments.first]);
    handles[1] = element_of_place(question->program, question->record->fn, spawn->dst);
    for (uint32_t i = 0; i < uses->cancels.count; i++) {
        const struct use *use = &uses->cancels.items[i];
        if (!use->element || holders_escape(question->facts->flows, use->element))
            return true;
        for (int k = 0; k < 2; k++)
            if (handles[k] && holders_same(question->facts->flows, handles[k], use->element))
                return true;
    }
    return false;
}

/* ---- flags ---- */

const char *question_name(const struct program *program, uint32_t element)
{
    if (!element)
        return NULL;
    if (element % 2 == 0)
        return program->entities[element / 2 - 1].name;
    const struct field_info *field = &program->fields[element / 2];
    const char *record = program->records[field->record].name;
    return *record ? arena_printf(program->run, "%s.%s", record, field->name) : field->name;
}

struct step question_step(const struct program *program, uint32_t fn, struct ir_location at,
                          const char *text)
{
    return (struct step){graph_place(program, &program->fns[fn], at), text};
}

void question_add_steps(struct question *question, const struct step *steps, size_t count)
{
    question->answer.witness =
        (struct steps){arena_copy(question->program->run, steps, count * sizeof(*steps)), count};
}

static bool ends(struct ways *ways, uint32_t body)
{
    const struct fn_ways *self = ways_of(ways, body);

    return self->busy || self->returns || self->exits;
}

/* Ways out that a flag shuts. */
struct shut {
    uint32_t fn;
    struct shut_way way;
};

/* The first of each flag that shuts ways below the body; ways out of loops first. */
static uint32_t find_shut(const struct question *question, struct ways *ways,
                          struct shut found[STOPS_FLAGS])
{
    const struct program *program = question->program;
    const struct fn *body = &program->fns[question->start->body];
    uint32_t count = 0;

    for (int loops = 1; loops >= 0; loops--)
        for (uint32_t i = 0; i < program->n_fns; i = bitset_next(question->below, i + 1)) {
            uint32_t f = i == 0 ? question->start->body : i;
            const struct fn *fn = &program->fns[f];
            if (fn->is_model || !members_share(program, fn->input, body->input))
                continue;
            const struct fn_ways *self = ways_of(ways, f);
            for (uint32_t k = 0; k < self->shut.count; k++) {
                const struct shut_way *way = &self->shut.items[k];
                bool known = loops && !graph_leaves_loop(fn, way->block, way->edge);
                for (uint32_t n = 0; n < count; n++)
                    known |= found[n].way.flag == way->flag;
                if (!known && count < STOPS_FLAGS)
                    found[count++] = (struct shut){f, *way};
            }
        }
    return count;
}

/* The flag with which the body ends that does not end without it. */
static bool find_deciding(const struct question *question, struct ways *ways, struct shut *ret_shut)
{
    struct shut found[STOPS_FLAGS];
    uint32_t count = find_shut(question, ways, found);

    for (uint32_t i = 0; i < count; i++) {
        struct ways *with = ways_new_with(ways, found[i].way.flag);
        bool decides = ends(with, question->start->body);
        ways_free(with);
        if (decides) {
            *ret_shut = found[i];
            return true;
        }
    }
    return false;
}

/* ---- a thread that is never told ---- */

static void judge_untold(struct question *question)
{
    const struct program *program = question->program;
    struct shut shut;

    if (question_is_cancelled(question) || !find_deciding(question, question->facts->ways, &shut))
        return;
    const struct fn *self = &program->fns[shut.fn];
    const char *flag = question_name(program, shut.way.flag);
    struct step step = question_step(
        program, shut.fn, ir_block(self->unit, self->ir, (struct ir_block_id){shut.way.block})->at,
        arena_printf(program->run, "%s() ends only when '%s' changes, and nothing does that",
                     self->name, flag));
    question->answer.failure = STOP_NEVER_TOLD;
    question->answer.flag = flag;
    question_add_steps(question, &step, 1);
}

/* An endless body: a service thread that main starts once is none of our business, nor is a join of it
 * by who started it, which is a way to wait for ever. */
static void judge_endless(struct question *question)
{
    const struct program *program = question->program;
    const struct start *start = question->start;
    const struct fn *body = &program->fns[start->body];
    bool joined_elsewhere = false;
    struct step steps[2];
    size_t count = 0;

    if (question_is_cancelled(question))
        return;
    steps[count++] = question_step(program, start->body, body->ir->at,
                                   arena_printf(program->run, "%s() never returns", body->name));
    for (uint32_t i = 0; i < question->joins.count && !joined_elsewhere; i++) {
        const struct point *join = &question->joins.items[i];
        const struct fn *fn = &program->fns[join->fn];
        if (join->fn == start->fn || join->fn == question->record->fn)
            return;
        joined_elsewhere = !contexts_in_main(program, join->fn);
        if (joined_elsewhere)
            steps[count++] =
                question_step(program, join->fn, fn->unit->instrs[join->instr].at,
                              arena_printf(program->run, "%s() waits here for its end", fn->name));
    }
    /* a pool of so many is as much of a service as one thread */
    bool piles_up = contexts_often(program, start->fn, start->block) == OFTEN_PER_EVENT &&
                    !limits_found(program, start);
    if (!piles_up && !joined_elsewhere)
        return;
    question->answer.failure = STOP_NO_WAY;
    question_add_steps(question, steps, count);
}

/* ---- a thread that is told ---- */

/* Flags that ways out of loops below the body hang on. */
static uint32_t find_flags(struct question *question, struct told flags[STOPS_FLAGS])
{
    const struct program *program = question->program;
    uint32_t count = 0;

    for (uint32_t f = bitset_next(question->below, 1); f < program->n_fns;
         f = bitset_next(question->below, f + 1)) {
        const struct fn *fn = &program->fns[f];
        if (fn->is_model)
            continue;
        for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
            uint32_t flag = fn->loop_of[id] ? ways_flag_of_edge(question->facts->ways, f, id) : 0;
            const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
            bool constant = block->end == IR_END_SWITCH || block->b.kind == IR_OPERAND_INTEGER ||
                            block->b.kind == IR_OPERAND_NULL;
            for (uint32_t k = 0; k < count; k++)
                flag = flags[k].flag == flag ? 0 : flag;
            for (uint32_t edge = 0; flag && constant && edge < graph_n_successors(block); edge++) {
                if (!graph_leaves_loop(fn, id, edge) || count == STOPS_FLAGS)
                    continue;
                flags[count++] = (struct told){.flag = flag, .fn = f, .way = {id, edge, flag}};
                break;
            }
        }
    }
    return count;
}

/* Stores in the functions that join, if there are any: others may be for other objects. */
static void prefer_joining(const struct question *question, struct points *stores)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < stores->count; i++) {
        bool joins = false;
        for (uint32_t k = 0; k < question->joins.count; k++)
            joins |= question->joins.items[k].fn == stores->items[i].fn;
        if (joins) {
            struct point swapped = stores->items[kept];
            stores->items[kept++] = stores->items[i];
            stores->items[i] = swapped;
        }
    }
    if (kept)
        stores->count = kept;
}

/* Whether the body ends by the flag alone: were it never set, would it go on for ever? */
static void ask_without(struct question *question, struct told *told)
{
    struct ways *without = ways_new_without(question->facts->ways, told->flag);
    struct shut shut;

    told->needed = !ends(without, question->start->body) &&
                   find_deciding(question, without, &shut) && shut.way.flag == told->flag;
    if (told->needed) {
        told->fn = shut.fn;
        told->way = shut.way;
    }
    ways_free(without);
}

/* Where the flag is set so that the way opens, and whether the body ends by it alone. */
static bool find_told(struct question *question, struct told *told)
{
    const struct program *program = question->program;
    struct ways *ways = question->facts->ways;
    const struct stores *stores = ways_stores(ways);

    if (bitset_count(question->below) <= STOPS_WHAT_IF)
        ask_without(question, told);
    for (uint32_t i = stores->first[told->flag]; i < stores->first[told->flag + 1]; i++) {
        const struct store *store = &stores->items[i];
        if (!ways_is_initial(ways, store) && contexts_reached(program, store->fn) &&
            ways_opens(ways, told->fn, &told->way, store))
            vector_push(&told->stores, (struct point){store->fn, store->block, store->instr});
    }
    return told->stores.count > 0;
}

/* Whether a way leads to the point, from the function's entry or from `from`, that passes none of the
 * other points, nor a call below which one of them is. */
static bool way_past(struct question *question, uint32_t number, uint32_t from, struct point to,
                     const struct points *others)
{
    const struct program *program = question->program;
    const struct fn *fn = &program->fns[number];
    struct bitset seen = bitset_new(question->scratch, fn->ir->blocks.count);
    VECTOR(uint32_t) todo = {0};
    bool found = false;

    vector_push(&todo, from);
    bitset_add(&seen, from);
    while (todo.count && !found) {
        uint32_t id = vector_pop(&todo);
        const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
        uint32_t stop = UINT32_MAX;
        for (uint32_t i = 0; i < others->count; i++)
            if (others->items[i].fn == number && others->items[i].block == id &&
                others->items[i].instr < stop)
                stop = others->items[i].instr;
        for (uint32_t c = 0; c < fn->n_calls; c++) {
            const struct call_site *site = &fn->calls[c];
            if (site->block != id || site->instr >= stop)
                continue;
            for (uint32_t k = 0; k < site->targets.count; k++) {
                if (program->fns[site->targets.items[k]].is_model)
                    continue;
                const struct bitset *below =
                    functions_below(question->facts, site->targets.items[k]);
                for (uint32_t i = 0; i < others->count; i++)
                    if (bitset_has(below, others->items[i].fn))
                        stop = site->instr;
            }
        }
        if (id == to.block && to.instr < stop) {
            found = true;
            break;
        }
        if (stop != UINT32_MAX)
            continue;
        for (uint32_t edge = 0; edge < graph_n_successors(block); edge++) {
            uint32_t next = graph_successor(fn, block, edge);
            if (bitset_add(&seen, next))
                vector_push(&todo, next);
        }
    }
    vector_deinit(&todo);
    return found;
}

uint32_t stops_failure_of(const struct fn *fn, const struct start *start)
{
    const struct ir_instr *call = &fn->unit->instrs[start->instr];
    const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){start->block});
    bool tests = block->end == IR_END_BRANCH && call->dst.index &&
                 block->a.kind == IR_OPERAND_PLACE && block->a.index == call->dst.index;
    const struct ir_local *local;

    if (!tests || (block->relation != IR_NE && block->relation != IR_EQ))
        return 0;
    const struct ir_place *place = ir_place(fn->unit, fn->ir, call->dst);
    if (place->kind != IR_PLACE_LOCAL)
        return 0;
    local = ir_local(fn->unit, fn->ir, (struct ir_local_id){place->argument});
    bool is_pointer = fn->unit->types[local->type.index].kind == IR_TYPE_POINTER;
    /* a status that is not zero, or a handle that is NULL */
    bool fails_at_first = (block->relation == IR_NE) != is_pointer;
    return block->target[fails_at_first ? 0 : 1].index;
}

/* Whether the join is reached on the error path of that spawn, and nothing on it tells the thread. */
static bool is_untold_at(struct question *question, const struct told *told,
                         const struct start *failing, struct point join)
{
    const struct fn *fn = &question->program->fns[failing->fn];
    uint32_t failure = stops_failure_of(fn, failing);
    struct points others = {0};
    bool untold;

    if (!failure)
        return false;
    for (uint32_t i = 0; i < told->stores.count; i++)
        vector_push(&others, told->stores.items[i]);
    /* the way back to a spawn is another start, not the error path */
    vector_push(&others, (struct point){failing->fn, failing->block, failing->instr});
    untold = way_past(question, failing->fn, failure, join, &others);
    vector_deinit(&others);
    return untold;
}

/* Whether one that was started may be there when the other start fails. */
static bool is_there(struct question *question, const struct start *failing)
{
    const struct start *start = question->start;
    const struct fn *fn = &question->program->fns[start->fn];
    const struct points none = {0};

    if (failing->instr == start->instr)
        return fn->loop_of[start->block] != 0;
    return way_past(question, start->fn, start->block,
                    (struct point){failing->fn, failing->block, failing->instr}, &none);
}

static void answer_partial(struct question *question, const struct told *told, struct point join)
{
    const struct program *program = question->program;
    const struct fn *fn = &program->fns[join.fn];
    const struct ir_instr *call = &fn->unit->instrs[join.instr];
    struct creation *anchor = arena_copy(program->run, &question->record->face, sizeof(*anchor));
    const char *flag = question_name(program, told->flag);

    anchor->at = graph_place(program, fn, call->at);
    anchor->function = fn->name;
    anchor->anchor = ir_print_call(fn->unit, fn->ir, call, program->run);
    question->answer.anchor = anchor;
    question->answer.failure = STOP_NOT_TOLD;
    question->answer.flag = flag;
    struct step step =
        question_step(program, join.fn, call->at,
                      arena_printf(program->run,
                                   "%s() waits here for what was started before, and "
                                   "nothing has set '%s' on this way",
                                   fn->name, flag));
    question_add_steps(question, &step, 1);
}

/* A join on the error path of the start-up that nothing told the thread about. */
static bool judge_partial(struct question *question, const struct told *told)
{
    const struct program *program = question->program;
    const struct creations *all = &program->solution->creations;
    uint32_t fn = question->start->fn;

    for (uint32_t i = 0; i < told->stores.count; i++)
        if (contexts_in_handler(program, told->stores.items[i].fn))
            return false;
    for (uint32_t i = all->first_start[fn]; i < all->first_start[fn + 1]; i++) {
        const struct start *failing = &all->starts_in[i];
        if (!is_there(question, failing))
            continue;
        for (uint32_t k = 0; k < question->joins.count; k++) {
            struct point join = question->joins.items[k];
            if (join.fn != fn || !is_untold_at(question, told, failing, join))
                continue;
            answer_partial(question, told, join);
            return true;
        }
    }
    return false;
}

static struct points points_calling(const struct program *program, uint32_t fn)
{
    struct point self = {fn, 0, 0};
    struct points one = {&self, 1, 1};

    return region_calls_of(program, &one);
}

/* Whether every way to the point passes a join first: in its function, or in all that call it. */
static bool is_behind_joins(struct question *question, struct point point,
                            const struct points *joins, uint32_t up)
{
    const struct program *program = question->program;
    const struct fn *fn = &program->fns[point.fn];
    const struct points none = {0};
    struct points here = {0};

    for (uint32_t i = 0; i < joins->count; i++) {
        struct point join = joins->items[i];
        uint32_t loop = fn->loop_of[join.fn == point.fn ? join.block : 1];
        /* a call that leads to both says nothing of their order */
        if (join.fn != point.fn || join.instr == point.instr)
            continue;
        /* a join that follows is the one that the thread is told for */
        if (way_past(question, point.fn, point.block, join, &none) &&
            !(join.block == point.block && join.instr < point.instr)) {
            vector_deinit(&here);
            return false;
        }
        vector_push(&here, join);
        /* a loop that joins all of an array may be passed without a round: its head counts */
        if (loop && !bitset_has(&fn->loops[loop - 1].blocks, point.block))
            vector_push(&here, (struct point){join.fn, fn->loops[loop - 1].head, 0});
    }
    bool behind = here.count && !way_past(question, point.fn, 1, point, &here);
    vector_deinit(&here);
    if (behind || up == 0 || contexts_in_main(program, point.fn) ||
        members_has_unseen_callers(program, point.fn))
        return behind;
    struct points calls = points_calling(program, point.fn);
    struct points lifted = region_calls_of(program, joins);
    behind = calls.count > 0;
    for (uint32_t i = 0; i < calls.count && behind; i++)
        behind = is_behind_joins(question, calls.items[i], &lifted, up - 1);
    vector_deinit(&calls);
    vector_deinit(&lifted);
    return behind;
}

/* Told only when the join is over. */
static bool judge_late(struct question *question, const struct told *told)
{
    const struct program *program = question->program;

    if (!question->joins.count)
        return false;
    for (uint32_t i = 0; i < told->stores.count; i++)
        if (!is_behind_joins(question, told->stores.items[i], &question->joins, 1))
            return false;
    struct point late = told->stores.items[0], after = question->joins.items[0];
    const char *flag = question_name(program, told->flag);
    struct step steps[] = {
        question_step(
            program, after.fn, program->fns[after.fn].unit->instrs[after.instr].at,
            arena_printf(program->run, "%s() waits here for its end", program->fns[after.fn].name)),
        question_step(program, late.fn, program->fns[late.fn].unit->instrs[late.instr].at,
                      arena_printf(program->run, "only then '%s' is set", flag)),
    };
    question->answer.failure = STOP_TOLD_LATE;
    question->answer.flag = flag;
    question_add_steps(question, steps, 2);
    return true;
}

static void judge_told(struct question *question)
{
    struct told flags[STOPS_FLAGS];
    uint32_t count = find_flags(question, flags);

    for (uint32_t i = 0; i < count; i++) {
        struct told *told = &flags[i];
        if (!question->answer.failure && find_told(question, told)) {
            bool judged =
                told->needed && (judge_partial(question, told) || judge_late(question, told));
            if (!judged) {
                prefer_joining(question, &told->stores);
                stops_judge_waking(question, told);
            }
        }
        vector_deinit(&told->stores);
    }
}

/* ---- the answer ---- */

static void judge_start(struct question *question)
{
    const struct program *program = question->program;
    const struct fn *body = &program->fns[question->start->body];

    question->below = functions_below(question->facts, question->start->body);
    if (!ends(question->facts->ways, question->start->body)) {
        if (body->never_returns && !body_may_end(program, question->record))
            judge_endless(question);
        else
            judge_untold(question);
    } else if (question->joins.count && question->joins.count <= STOPS_JOINS &&
               bitset_count(question->below) < STOPS_FUNCTIONS) {
        judge_told(question);
    }
}

struct stopping program_stopping(const struct program *program, const struct creation *creation)
{
    const struct creation_record *record =
        &program->solution->creations.items.items[creation->number];
    struct stopping found = {.failure = STOP_UNKNOWN};
    struct points joins = stops_joins(program, record);

    for (uint32_t i = 0; i < record->starts.count && !found.failure; i++) {
        const struct start *start = &record->starts.items[i];
        if (program->fns[start->body].is_model || !contexts_reached(program, start->fn))
            continue;
        struct question question = {
            .facts = stops_facts(program),
            .program = program,
            .record = record,
            .start = start,
            .joins = joins,
            .scratch = arena_new(),
            .answer = {.body = program->fns[start->body].name, .anchor = creation},
        };
        judge_start(&question);
        arena_free(question.scratch);
        if (question.answer.failure) {
            found = question.answer;
            found.often = contexts_multiplicity(program, start->fn, start->block);
        }
    }
    vector_deinit(&joins);
    return found;
}
