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
#include "program/wrapped_uses.h"

/* ---- facts that all questions share ---- */

void stops_prepare(struct program *program)
{
    struct stop_facts *facts = ARENA_NEW(program->run, struct stop_facts);

    facts->program = program;
    facts->arena = program->run;
    facts->ways = ways_new(program);
    facts->given_up = bitset_new(facts->arena, program->n_fns);
    program->stop_facts = facts;
}

void stops_free(struct program *program)
{
    struct stop_facts *facts = program->stop_facts;

    for (uint32_t i = 0; i < facts->told_lists.count; i++)
        for (uint32_t k = 0; k < facts->told_lists.items[i]->count; k++) {
            vector_deinit(&facts->told_lists.items[i]->items[k].stores);
            vector_deinit(&facts->told_lists.items[i]->items[k].untold);
        }
    vector_deinit(&facts->told_lists);
    intmap_deinit(&facts->told_numbers);
    ways_free(facts->ways);
    region_free(facts->region);
    stops_free_mentions(facts);
    vector_deinit(&facts->lives);
    vector_deinit(&facts->channels);
    uses_free(facts->unwrapped);
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
    facts->unwrapped = uses_unwrap(program, stops_uses(program), facts->arena);
    find_waits(facts, stops_uses(program));
    facts->counts = ARENA_ARRAY(facts->arena, uint8_t, program->n_fns);
    facts->flows = holders_find_past(program, &facts->unwrapped->passing);
    return facts;
}

/* ---- who ends it ---- */

/* Whether a cancel of that element may be of what the starting call hands over or yields. */
static bool may_be_of_start(const struct question *question, uint32_t cancelled)
{
    const struct program *program = question->program;
    const struct start *start = question->start;
    const struct fn *fn = &program->fns[start->fn];
    const struct ir_instr *call = &fn->unit->instrs[start->instr];
    /* between fields and globals, the way through a function that makes threads for all says nothing */
    struct holders *flows =
        cancelled < elements_named(program) ? program->holders : question->facts->flows;

    if (holders_same(flows, element_of_place(program, start->fn, call->dst), cancelled))
        return true;
    for (uint32_t i = 0; i < call->arguments.count; i++)
        if (holders_same(flows,
                         element_of_operand(program, start->fn,
                                            fn->unit->operands[call->arguments.first + i]),
                         cancelled))
            return true;
    return false;
}

struct bitset question_interrupts_of_others(const struct question *question)
{
    const struct uses *uses = question->facts->unwrapped;
    struct bitset others =
        bitset_new(question->scratch, uses->interrupts.count ? uses->items.count + 1 : 0);

    for (uint32_t k = 0; k < uses->interrupts.count; k++) {
        const struct use *use = &uses->items.items[uses->interrupts.items[k]];
        if (use->element && !holders_escape(question->facts->flows, use->element) &&
            !may_be_of_start(question, use->element))
            bitset_add(&others, uses->interrupts.items[k]);
    }
    return others;
}

/* Whether what is kept where the starting call puts the handle is cancelled. */
static bool is_cancelled_where_kept(const struct question *question)
{
    const struct creation_record *record = question->record;

    for (uint32_t i = 0; i < record->keepings.count; i++) {
        const struct keeping *keeping = &record->keepings.items[i];
        if (keeping->fn == question->start->fn && keeping->instr == question->start->instr &&
            ending_cancels(question->program, record, keeping->key))
            return true;
    }
    return false;
}

bool question_is_cancelled(const struct question *question)
{
    const struct fn *fn = &question->program->fns[question->record->fn];
    const struct ir_instr *spawn = &fn->unit->instrs[question->record->instr];
    const struct uses *uses = question->facts->uses;
    bool is_here = question->start->fn == question->record->fn;
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
            if (is_here && handles[k] &&
                holders_same(question->facts->flows, handles[k], use->element))
                return true;
        if (!is_here && may_be_of_start(question, use->element))
            return true;
    }
    return !is_here && is_cancelled_where_kept(question);
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

void question_anchor_at(struct question *question, struct point call)
{
    const struct program *program = question->program;
    const struct fn *fn = &program->fns[call.fn];
    const struct ir_instr *instr = &fn->unit->instrs[call.instr];
    struct creation *anchor = arena_copy(program->run, &question->record->face, sizeof(*anchor));

    anchor->at = graph_place(program, fn, instr->at);
    anchor->function = fn->name;
    anchor->anchor = ir_print_call(fn->unit, fn->ir, instr, program->run);
    question->answer.anchor = anchor;
}

/* ---- a thread that is never told ---- */

/* Whether control comes to where the thread is started, as far as flags decide that. */
static bool is_started(const struct question *question)
{
    const struct fn_ways *ways = ways_of(question->facts->ways, question->start->fn);

    return !ways->open.size || bitset_has(&ways->open, question->start->block);
}

static void judge_untold(struct question *question)
{
    const struct program *program = question->program;
    struct shut_way way;
    uint32_t fn;

    if (question_is_cancelled(question) || !is_started(question) ||
        !stops_find_deciding(question, &fn, &way))
        return;
    const struct fn *self = &program->fns[fn];
    const char *flag = question_name(program, way.flag);
    struct step steps[2];
    steps[0] = question_step(
        program, fn, ir_block(self->unit, self->ir, (struct ir_block_id){way.block})->at,
        arena_printf(program->run, "%s() ends only when '%s' changes, and nothing does that",
                     self->name, flag));
    question->answer.failure = STOP_NEVER_TOLD;
    question->answer.flag = flag;
    question->answer.join_hangs = stops_join_hangs(question, &steps[1]);
    question_add_steps(question, steps, question->answer.join_hangs ? 2 : 1);
}

/* An endless body: a service thread that main starts once is none of our business, nor is a join of it
 * by who started it, which is a way to wait for ever. */
static void judge_endless(struct question *question, struct step why)
{
    const struct program *program = question->program;
    const struct start *start = question->start;
    bool joined_elsewhere = false;
    struct step steps[2];
    size_t count = 0;

    if (question_is_cancelled(question))
        return;
    steps[count++] = why;
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
    enum often often = contexts_often(program, start->fn, start->block);
    bool piles_up = often == OFTEN_PER_EVENT && !limits_found(program, start);
    if (!piles_up && !joined_elsewhere &&
        (often != OFTEN_PER_EVENT || !stops_is_abandoned(question, &steps[count++])))
        return;
    question->answer.failure = STOP_NO_WAY;
    question_add_steps(question, steps, count);
}

/* ---- a thread that is told ---- */

static bool has_point_in(const struct points *points, uint32_t fn)
{
    for (uint32_t i = 0; i < points->count; i++)
        if (points->items[i].fn == fn)
            return true;
    return false;
}

static bool has_point(const struct points *points, struct point point)
{
    for (uint32_t i = 0; i < points->count; i++)
        if (points->items[i].fn == point.fn && points->items[i].instr == point.instr)
            return true;
    return false;
}

/* Keeps the points of functions that have one of the others as well. */
static struct points points_beside(const struct points *points, const struct points *others)
{
    struct points kept = {0};

    for (uint32_t i = 0; i < points->count; i++)
        if (has_point_in(others, points->items[i].fn))
            vector_push(&kept, points->items[i]);
    return kept;
}

/* Adds the joins of the function that sets the flag, or else of those that call it to do so. */
static bool add_joins_of(const struct question *question, struct point store, struct points *joins)
{
    enum { PAIR_UP = 2 }; /* callers above each other */
    struct points points = {0};
    bool found = false;

    vector_push(&points, store);
    for (uint32_t up = 0; up <= PAIR_UP && points.count && !found; up++) {
        struct points here = points_beside(&question->joins, &points);
        for (uint32_t i = 0; i < here.count; i++)
            if (!has_point(joins, here.items[i]))
                vector_push(joins, here.items[i]);
        found = here.count > 0;
        struct points calls = region_calls_of(question->program, &points);
        vector_deinit(&here);
        vector_deinit(&points);
        points = calls;
    }
    vector_deinit(&points);
    return found;
}

/* Adds the joins below those that are calls of the program's own functions: what these do first comes before the join
 * as well. */
static void add_joins_inside(const struct question *question, struct points *joins)
{
    const struct program *program = question->program;

    for (uint32_t i = 0; i < joins->count; i++) {
        const struct fn *fn = &program->fns[joins->items[i].fn];
        const struct call_site *site = &fn->calls[graph_first_call(fn, joins->items[i].instr)];
        for (uint32_t k = 0; k < site->targets.count; k++) {
            uint32_t target = site->targets.items[k];
            for (uint32_t n = 0; !program->fns[target].is_model && n < question->joins.count; n++)
                if (bitset_has(functions_below(question->facts, target),
                               question->joins.items[n].fn) &&
                    !has_point(joins, question->joins.items[n]))
                    vector_push(joins, question->joins.items[n]);
        }
    }
}

/* Whoever sets the flag joins as well, if all do so: then only these joins count. Or else the stores in
 * functions that join, if there are any: others may be for other objects. */
static void pair_stores_with_joins(const struct question *question, struct told *told)
{
    told->is_one_place = true;
    for (uint32_t i = 0; i < told->stores.count && told->is_one_place; i++)
        told->is_one_place = add_joins_of(question, told->stores.items[i], &told->joins);
    if (told->is_one_place) {
        add_joins_inside(question, &told->joins);
        return;
    }
    vector_deinit(&told->joins);
    told->joins = points_beside(&question->joins, &question->joins);
    struct points stores = points_beside(&told->stores, &question->joins);
    if (stores.count) {
        vector_deinit(&told->stores);
        told->stores = stores;
    }
}

/* The points that lie in the function. */
static struct points points_in(const struct points *points, uint32_t fn)
{
    struct points kept = {0};

    for (uint32_t i = 0; i < points->count; i++)
        if (points->items[i].fn == fn)
            vector_push(&kept, points->items[i]);
    return kept;
}

/* Whether one of the joins stands right in the function, and not below one that it calls. */
static bool joins_itself(const struct program *program, const struct points *joins, uint32_t number)
{
    const struct fn *fn = &program->fns[number];
    bool found = false;

    for (uint32_t i = 0; i < joins->count; i++) {
        if (joins->items[i].fn != number)
            continue;
        const struct call_site *site = &fn->calls[graph_first_call(fn, joins->items[i].instr)];
        for (uint32_t k = 0; k < site->targets.count; k++)
            if (!program->fns[site->targets.items[k]].is_model)
                return false;
        found = true;
    }
    return found;
}

/* Who tells the thread and joins it in one function answers for itself: what wakes it on the error path of another
 * says nothing here. */
static void judge_waking(struct question *question, const struct told *told)
{
    const struct points *stores = &told->stores;
    bool is_apart = told->is_one_place;

    for (uint32_t i = 0; i < stores->count; i++)
        is_apart &= joins_itself(question->program, &told->joins, stores->items[i].fn);
    if (!is_apart) {
        stops_judge_waking(question, told);
        return;
    }
    for (uint32_t i = 0; i < stores->count && !question->answer.failure; i++) {
        uint32_t fn = stores->items[i].fn;
        struct points before = {stores->items, i, i};
        if (has_point_in(&before, fn) || stops_is_without_thread(question, stores->items[i]))
            continue;
        struct told here = *told;
        here.stores = points_in(stores, fn);
        here.joins = points_in(&told->joins, fn);
        stops_judge_waking(question, &here);
        vector_deinit(&here.stores);
        vector_deinit(&here.joins);
    }
}

static struct points copy_of(const struct points *points)
{
    struct points copy = {0};

    for (uint32_t i = 0; i < points->count; i++)
        vector_push(&copy, points->items[i]);
    return copy;
}

static void judge_told(struct question *question)
{
    const struct told_list *flags = stops_find_told(question);
    bool one_is_needed = false;

    for (uint32_t i = 0; i < flags->count; i++)
        one_is_needed |= flags->items[i].needed;

    for (uint32_t i = 0; i < flags->count; i++) {
        struct told here = flags->items[i], *told = &here;
        told->stores = copy_of(&flags->items[i].stores);
        /* what ends only an inner loop tells nobody to stop, where the body needs another flag for that */
        bool judged = question->answer.failure || (one_is_needed && !told->needed) ||
                      (told->needed && !question_is_cancelled(question) &&
                       (stops_judge_partial(question, told) || stops_judge_late(question, told) ||
                        stops_judge_other(question, told)));
        if (!judged) {
            pair_stores_with_joins(question, told);
            if (!told->needed || !stops_judge_copied(question, told))
                judge_waking(question, told);
            if (!question->answer.failure && !question_is_cancelled(question))
                stops_judge_early(question, told);
        }
        vector_deinit(&told->stores);
        vector_deinit(&told->joins);
    }
}

/* ---- the answer ---- */

/* What the body calls by name, and what it calls through a pointer by itself, as one does that runs another
 * body. Further down, pointers lead to whatever a logger or an assertion may call; that says nothing. */
static struct bitset find_own(const struct question *question)
{
    const struct program *program = question->program;
    uint32_t body = question->start->body;
    struct bitset own = bitset_new(question->scratch, program->n_fns);
    VECTOR(uint32_t) todo = {0};

    bitset_add(&own, body);
    vector_push(&todo, body);
    while (todo.count) {
        uint32_t number = vector_pop(&todo);
        const struct fn *fn = &program->fns[number];
        for (uint32_t c = 0; c < fn->n_calls; c++)
            for (uint32_t k = 0;
                 (fn->calls[c].entity || number == body) && k < fn->calls[c].targets.count; k++)
                if (bitset_add(&own, fn->calls[c].targets.items[k]))
                    vector_push(&todo, fn->calls[c].targets.items[k]);
    }
    vector_deinit(&todo);
    return own;
}

/* The same of one that ends only when what it waits for in that call is ready, which it never is. */
static void judge_unready(struct question *question, struct step why, const char *waits)
{
    judge_endless(question, why);
    if (question->answer.failure != STOP_NO_WAY)
        return;
    question->answer.failure = STOP_READY_NEVER;
    question->answer.waits = waits;
}

/* Whether the body has any way out at all: it returns, or something that it calls ends the thread. */
static bool may_end(const struct question *question)
{
    const struct fn *fns = question->program->fns;
    bool ends = !fns[question->start->body].never_returns;

    for (uint32_t f = bitset_next(&question->own, 1); f < question->own.size && !ends;
         f = bitset_next(&question->own, f + 1))
        ends = fns[f].exits_thread;
    return ends;
}

static void judge_start(struct question *question)
{
    const struct program *program = question->program;
    uint32_t number = question->start->body;
    const struct fn *body = &program->fns[number];
    struct ir_location round;
    const char *runs = NULL;
    struct step why;

    question->below = functions_below(question->facts, question->start->body);
    question->own = find_own(question);
    question->near = stops_near(program, question->start->body, question->scratch);
    question->joins = stops_joins_of_start(program, question->record, question->start);
    if (!stops_body_ends(question->facts->ways, question->start->body)) {
        if (!may_end(question) && !stops_ends_process(question))
            judge_endless(question, question_step(program, number, body->ir->at,
                                                  arena_printf(program->run, "%s() never returns",
                                                               body->name)));
        else if (may_end(question))
            judge_untold(question);
        return;
    }
    if (question->joins.count > STOPS_JOINS)
        stops_give_up(question);
    if (question->joins.count && question->joins.count <= STOPS_JOINS) {
        judge_told(question);
        if (!question->answer.failure && (runs = stops_runs_main_loop(question, &why)))
            judge_endless(question, why);
        if (question->answer.failure == STOP_NO_WAY)
            question->answer.waits = runs;
        if (!question->answer.failure)
            stops_judge_input(question);
        if (!question->answer.failure)
            stops_judge_polled(question);
        if (!question->answer.failure && (runs = stops_is_never_ready(question, &why)))
            judge_unready(question, why, runs);
        if (!question->answer.failure)
            stops_judge_few(question);
    }
    if (!question->answer.failure && is_started(question))
        stops_judge_message(question);
    if (!question->answer.failure && stops_is_endless_once_set_up(question, &round))
        judge_endless(
            question,
            question_step(program, number, round,
                          arena_printf(program->run, "once set up, %s() goes round here for ever",
                                       body->name)));
}

/* Whether the start is only how a caller sees a thread whose body the function that makes it knows. */
static bool is_seen_from_caller(const struct creation_record *record, const struct start *start)
{
    for (uint32_t i = 0; i < record->starts.count; i++)
        if (start->fn != record->fn && record->starts.items[i].fn == record->fn &&
            record->starts.items[i].body == start->body)
            return true;
    return false;
}

/* Of a function that makes threads for others, what stands for the creation is the call of it. */
static const struct creation *anchor_of(const struct program *program,
                                        const struct creation *creation,
                                        const struct creation_record *record,
                                        const struct start *start)
{
    if (start->fn == record->fn || record->starts.count == 1)
        return creation;
    const struct fn *fn = &program->fns[start->fn];
    const struct ir_instr *call = &fn->unit->instrs[start->instr];
    struct creation *anchor = arena_copy(program->run, creation, sizeof(*anchor));
    anchor->at = graph_place(program, fn, call->at);
    anchor->function = fn->name;
    anchor->anchor = ir_print_call(fn->unit, fn->ir, call, program->run);
    return anchor;
}

struct stopping program_stopping(const struct program *program, const struct creation *creation,
                                 size_t *next)
{
    const struct creation_record *record =
        &program->solution->creations.items.items[creation->number];
    struct stopping none = {.failure = STOP_UNKNOWN};

    while (*next < record->starts.count) {
        const struct start *start = &record->starts.items[(*next)++];
        if (program->fns[start->body].is_model || !contexts_reached(program, start->fn) ||
            is_seen_from_caller(record, start))
            continue;
        struct question question = {
            .facts = stops_facts(program),
            .program = program,
            .record = record,
            .start = start,
            .scratch = arena_new(),
            .answer = {.body = program->fns[start->body].name,
                       .anchor = anchor_of(program, creation, record, start)},
        };
        judge_start(&question);
        vector_deinit(&question.joins);
        arena_free(question.scratch);
        if (!question.answer.failure)
            continue;
        question.answer.often = contexts_multiplicity(program, start->fn, start->block);
        return question.answer;
    }
    return none;
}
