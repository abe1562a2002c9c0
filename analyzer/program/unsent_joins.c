/* Waits whose thread is joined by who would end them, on a way on which he has not done so: mostly the way out of a
 * start that has failed behind the thread.
 *
 *     start(&thread);                 thread: while (!ready)
 *     if (!load())                                wait(&changed);
 *         join(thread);
 *     ready = true; signal(&changed);
 *
 * Requires channels, threads, stores. Whatever is not known is taken to end the wait. */
#include "program/unsent_joins.h"

#include "program/conditions.h"
#include "program/creations.h"
#include "program/elements.h"
#include "program/ends.h"
#include "program/predicates.h"
#include "program/solver.h"
#include "program/stops.h"
#include "program/threads.h"
#include "program/unsent.h"
#include "program/unsent_ends.h"
#include "program/unsent_joins_inside.h"
#include "program/value.h"
#include "program/wake_ups.h"
#include "program/ways.h"

/* Bounds: functions above the start that may join; calls up from a function to the one that joins; functions of the
 * thread that are looked at; threads that wait in one function. */
enum { JOINERS_MOST = 30, ONLY_BY_DEPTH = 3, ASKERS_MOST = 400, BODIES_MOST = 8 };

/* ---- what ends the wait ---- */

/* Whether the object may be zeroed as a whole where its threads are there. */
static bool may_be_zeroed(const struct joined_wait *joined, uint32_t element)
{
    uint32_t record = element % 2 ? joined->program->fields[element / 2].record : 0;
    const struct stores *stores = joined->stores;

    for (uint32_t i = record ? stores->first_zeroing[record] : 0;
         record && i < stores->first_zeroing[record + 1]; i++)
        if (!ways_is_initial(joined->facts->ways, &stores->zeroings[i]))
            return true;
    return false;
}

/* What may make the look come out otherwise; false where that is not known. */
static bool add_openings_of(struct joined_wait *joined, const struct look *look)
{
    const struct stores *stores = joined->stores;
    struct store_span span = stores_to(stores, look->element);

    bool zero_opens = !look->snapshot && !number_compare(0, look->relation, look->number);
    if (bitset_has(&stores->address_taken, look->element) ||
        (zero_opens && may_be_zeroed(joined, look->element)))
        return false;
    for (uint32_t i = span.first; i < span.end; i++) {
        const struct store *store = &stores->items[i];
        enum store_effect effect =
            predicate_store(joined->program, joined->predicate.wait.fn, look, store);
        if (effect != STORE_CLOSES && effect != STORE_ELSEWHERE &&
            !(joined->program->fns[store->fn].ir->flags & IR_FUNCTION_INIT) &&
            !ways_is_initial(joined->facts->ways, store))
            vector_push(&joined->openings, (struct point){store->fn, store->block, store->instr});
    }
    return true;
}

static bool find_openings(struct joined_wait *joined)
{
    const struct channel *channel = joined->channel;
    uint64_t senders = unsent_enders(joined->program, joined->wait, unsent_senders);
    bool known = true;

    for (uint32_t i = 0; i < joined->predicate.looks.count; i++)
        known = known && add_openings_of(joined, &joined->predicate.looks.items[i]);
    for (uint32_t i = channel->first;
         joined->wait->kind == USE_RECEIVE && i < channel->first + channel->count; i++) {
        const struct channel_use *use = &joined->channels->uses.items[i];
        if (senders >> use->kind & 1 && use->reached &&
            (use->kind == USE_FINISH || ends_meet(use, joined->wait)))
            vector_push(&joined->openings, (struct point){use->fn, use->block, use->instr});
    }
    return known && joined->openings.count;
}

/* ---- who ends it ---- */

/* Whether nobody but the thread that is in the one function comes to the other. Recursion is bounded by
 * ONLY_BY_DEPTH. */
static bool is_only_by(const struct joined_wait *joined, uint32_t number, uint32_t by,
                       uint32_t depth)
{
    const struct program *program = joined->program;
    const struct fn *fn = &program->fns[number];
    const uint32_t *run_by = threads_run_by(program);

    if (number == by ||
        (run_by[number] == run_by[by] && run_by[by] != RUN_BY_MANY && run_by[by] != RUN_BY_NONE))
        return true;
    if (depth == ONLY_BY_DEPTH || fn->address_taken || !fn->callers.count ||
        members_has_unseen_callers(program, number))
        return false;
    for (uint32_t i = 0; i < fn->callers.count; i++)
        if (!is_only_by(joined, fn->callers.items[i], by, depth + 1))
            return false;
    return true;
}

static bool opens_alone(const struct joined_wait *joined, uint32_t number)
{
    for (uint32_t i = 0; i < joined->openings.count; i++)
        if (!is_only_by(joined, joined->openings.items[i].fn, number, 0))
            return false;
    return true;
}

/* ---- who joins it ---- */

static bool opens_at(const struct joined_wait *joined, uint32_t number,
                     const struct call_site *site)
{
    if (site->unresolved)
        return true;
    for (uint32_t i = 0; i < joined->openings.count; i++) {
        const struct point *opening = &joined->openings.items[i];
        if ((opening->fn == number && opening->instr == site->instr) ||
            functions_lead_to(joined->facts, site, opening->fn))
            return true;
    }
    return false;
}

/* The shared place that the end of the block asks for; 0 = none. A result that a call has just left there is no such
 * thing. */
static uint32_t asked_at(const struct program *program, uint32_t number, uint32_t id)
{
    const struct fn *fn = &program->fns[number];
    const struct ir_block *block = fn_block(fn, id);

    if (block->end == IR_END_JUMP || block->end == IR_END_RETURN)
        return 0;
    for (uint32_t i = block->instrs.first; i < block->instrs.first + block->instrs.count; i++)
        if (fn->unit->instrs[i].op == IR_CALL && fn->unit->instrs[i].dst.index &&
            block->a.kind == IR_OPERAND_PLACE && fn->unit->instrs[i].dst.index == block->a.index)
            return 0;
    uint32_t element = conditions_of_edge(program, number, id, 0).element;
    return element ? element : conditions_source(program, number, block->b);
}

/* Whether the thread asks for that, too. */
static bool asks(const struct joined_wait *joined, uint32_t element)
{
    const struct program *program = joined->program;
    const struct bitset *below = functions_below(joined->facts, joined->body);
    uint32_t n = 0;

    for (uint32_t number = bitset_next(below, 1); number < below->size;
         number = bitset_next(below, number + 1)) {
        if (program->fns[number].is_model)
            continue;
        if (n++ > ASKERS_MOST)
            return true;
        for (uint32_t id = 1; id < program->fns[number].ir->blocks.count; id++)
            if (asked_at(program, number, id) == element)
                return true;
    }
    return false;
}

/* Blocks whose end asks for something shared that may tell whether the thread waits: the thread asks for it, too, or
 * the function does so twice. */
static struct bitset shared_choices(const struct joined_wait *joined, uint32_t number)
{
    const struct program *program = joined->program;
    const struct fn *fn = &program->fns[number];
    struct bitset shared = bitset_new(joined->scratch, fn->ir->blocks.count);

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        uint32_t element = asked_at(program, number, id), n = 0;
        for (uint32_t other = 1; element && other < fn->ir->blocks.count; other++)
            n += asked_at(program, number, other) == element;
        if (element && (n > 1 || asks(joined, element)))
            bitset_add(&shared, id);
    }
    return shared;
}

/* Marks what starts the thread, what joins it, and what ends the wait; a call that does several of these ends it. */
static void mark_life(const struct joined_wait *joined, const struct creation_record *record,
                      const struct points *joins, struct path_query *query)
{
    const struct fn *fn = &joined->program->fns[query->fn];

    for (uint32_t i = 0; i < joined->openings.count; i++)
        if (joined->openings.items[i].fn == query->fn)
            path_mark(query, joined->openings.items[i].instr, PATH_STOP);
    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct call_site *site = &fn->calls[c];
        bool starts = false, ends = false;
        for (uint32_t s = 0; s < record->starts.count; s++)
            starts |= (record->starts.items[s].fn == query->fn &&
                       record->starts.items[s].instr == site->instr) ||
                      functions_lead_to(joined->facts, site, record->starts.items[s].fn);
        for (uint32_t k = 0; k < joins->count; k++)
            ends |= (joins->items[k].fn == query->fn && joins->items[k].instr == site->instr) ||
                    functions_lead_to(joined->facts, site, joins->items[k].fn);
        if (opens_at(joined, query->fn, site) || (starts && ends))
            path_mark(query, site->instr, PATH_STOP);
        else if (starts || ends)
            path_mark(query, site->instr, starts ? PATH_FROM : PATH_TO);
        else if (joined_listens(joined, query->fn, site))
            path_mark(query, site->instr, PATH_STOP);
    }
}

/* Whether the function may open the look before it starts the thread: then that does not wait. */
static bool opens_before(const struct joined_wait *joined, const struct creation_record *record,
                         uint32_t number)
{
    const struct fn *fn = &joined->program->fns[number];
    struct path_query query = {.program = joined->program, .fn = number};

    for (uint32_t i = 0; i < joined->openings.count; i++)
        if (joined->openings.items[i].fn == number)
            path_mark(&query, joined->openings.items[i].instr, PATH_FROM);
    for (uint32_t c = 0; c < fn->n_calls; c++) {
        if (opens_at(joined, number, &fn->calls[c]))
            path_mark(&query, fn->calls[c].instr, PATH_FROM);
        for (uint32_t s = 0; s < record->starts.count; s++)
            if ((record->starts.items[s].fn == number &&
                 record->starts.items[s].instr == fn->calls[c].instr) ||
                functions_lead_to(joined->facts, &fn->calls[c], record->starts.items[s].fn))
                path_mark(&query, fn->calls[c].instr, PATH_TO);
    }
    bool before = path_find(&query).found;
    path_query_deinit(&query);
    return before;
}

/* Whether on some way the function ends the wait as it should: not only once for each round of a loop, which the
 * thread may take for a message like all others. */
static bool opens_once(const struct joined_wait *joined, uint32_t number)
{
    const struct fn *fn = &joined->program->fns[number];

    for (uint32_t i = 0; i < joined->openings.count; i++)
        if (joined->openings.items[i].fn == number && !fn->loop_of[joined->openings.items[i].block])
            return true;
    for (uint32_t c = 0; c < fn->n_calls; c++)
        if (!fn->loop_of[fn->calls[c].block] && opens_at(joined, number, &fn->calls[c]))
            return true;
    return false;
}

static bool joins_too_early(const struct joined_wait *joined, const struct creation_record *record,
                            const struct points *joins, uint32_t number)
{
    const struct program *program = joined->program;
    struct bitset shared = shared_choices(joined, number);
    struct path_query query = {.program = program, .fn = number, .ends = &shared};

    bool before = opens_before(joined, record, number);
    bool is_usual =
        joined->for_room ? before || !joined->at_first : !before && opens_once(joined, number);
    if (!is_usual || !opens_alone(joined, number))
        return false;
    mark_life(joined, record, joins, &query);
    struct path_answer answer = path_find(&query);
    path_query_deinit(&query);
    if (!answer.found || answer.around)
        return false;
    struct step step =
        channels_step(program, number, answer.to_instr,
                      arena_printf(program->run,
                                   "%s() waits here for the end of the thread, and has not ended "
                                   "its wait",
                                   program->fns[number].name));
    joined->trouble->failure = joined->for_room ? FULL_BEFORE_JOIN : WAIT_JOINED;
    joined->trouble->other = program->fns[number].name;
    joined->trouble->assumption = "that the function takes this way";
    joined->trouble->witness = channels_join_steps(program, answer.decisions, step);
    return true;
}

/* The function that starts the thread, and those above. */
static bool find_joiner(const struct joined_wait *joined, const struct creation_record *record)
{
    const struct program *program = joined->program;
    struct points joins = stops_joins(program, record);
    struct bitset seen = bitset_new(joined->scratch, program->n_fns);
    VECTOR(uint32_t) todo = {0};
    bool found = false;

    for (uint32_t s = 0; joins.count && s < record->starts.count; s++)
        if (bitset_add(&seen, record->starts.items[s].fn))
            vector_push(&todo, record->starts.items[s].fn);
    for (uint32_t at = 0; at < todo.count && at < JOINERS_MOST && !found; at++) {
        const struct fn *fn = &program->fns[todo.items[at]];
        if (fn->is_model || !contexts_reached(program, todo.items[at]))
            continue;
        found = joins_too_early(joined, record, &joins, todo.items[at]);
        for (uint32_t i = 0; i < fn->callers.count; i++)
            if (bitset_add(&seen, fn->callers.items[i]))
                vector_push(&todo, fn->callers.items[i]);
    }
    vector_deinit(&todo);
    vector_deinit(&joins);
    return found;
}

/* ---- the question ---- */

static bool is_understood(struct joined_wait *joined)
{
    const struct channel_use *wait = joined->wait;

    if (wait->kind == USE_WAIT) {
        joined->predicate = wake_predicate(joined->facts, wait, joined->scratch);
        if (!joined->predicate.known || !joined->predicate.looks.count ||
            !joined->predicate.held.whole || !joined_waits_at_last(joined))
            return false;
    } else if (joined->channel->messages != 0) {
        return false;
    }
    return find_openings(joined) && joined_may_come_first(joined) &&
           joined_must_come(joined, joined->body) &&
           (wait->at_fn == joined->body || joined_must_come(joined, wait->at_fn));
}

static bool is_joined(struct joined_wait *joined)
{
    const struct creations *all = &joined->program->solution->creations;

    if (!is_understood(joined))
        return false;
    for (uint32_t i = 1; i < all->items.count; i++) {
        const struct creation_record *record = &all->items.items[i];
        if (record->kind == OBJECT_THREAD && record->body_fns.count == 1 &&
            record->body_fns.items[0] == joined->body && find_joiner(joined, record))
            return true;
    }
    return false;
}

static bool ask_of(const struct channels *channels, const struct channel *channel,
                   const struct channel_use *wait, uint32_t body, bool for_room,
                   struct channel_trouble *trouble)
{
    struct joined_wait joined = {.channels = channels,
                                 .program = channels->program,
                                 .facts = stops_facts(channels->program),
                                 .channel = channel,
                                 .wait = wait,
                                 .trouble = trouble,
                                 .body = body,
                                 .for_room = for_room};

    joined.stores = ways_stores(joined.facts->ways);
    joined.scratch = arena_new();
    bool found = is_joined(&joined);
    predicate_free(&joined.predicate);
    vector_deinit(&joined.openings);
    arena_free(joined.scratch);
    return found;
}

/* The wait is in a function that the bodies of several threads call: asked of each of them. */
static bool ask_of_each(const struct channels *channels, const struct channel *channel,
                        const struct channel_use *wait, struct channel_trouble *trouble)
{
    const struct program *program = channels->program;
    const struct creations *all = &program->solution->creations;
    uint32_t asked[BODIES_MOST], n = 0;

    for (uint32_t i = 1; i < all->items.count && n < BODIES_MOST; i++) {
        const struct creation_record *record = &all->items.items[i];
        uint32_t body = record->kind == OBJECT_THREAD && record->body_fns.count == 1
                            ? record->body_fns.items[0]
                            : 0;
        if (!body || contexts_in_main(program, body) ||
            !bitset_has(functions_below(stops_facts(program), body), wait->at_fn))
            continue;
        bool is_new = true;
        for (uint32_t k = 0; k < n; k++)
            is_new &= asked[k] != body;
        if (is_new && ask_of(channels, channel, wait, body, false, trouble))
            return true;
        if (is_new)
            asked[n++] = body;
    }
    return false;
}

static bool ask(const struct channels *channels, const struct channel *channel,
                const struct channel_use *wait, bool for_room, struct channel_trouble *trouble)
{
    uint32_t body = threads_run_by(channels->program)[wait->at_fn];

    if (wait->by_hand || body == RUN_BY_NONE)
        return false;
    if (body == RUN_BY_MANY)
        return !for_room && ask_of_each(channels, channel, wait, trouble);
    return !contexts_in_main(channels->program, body) &&
           ask_of(channels, channel, wait, body, for_room, trouble);
}

bool unsent_is_joined(const struct channels *channels, const struct channel *channel,
                      const struct channel_use *wait, struct channel_trouble *trouble)
{
    return (wait->kind == USE_WAIT || wait->kind == USE_RECEIVE) &&
           ask(channels, channel, wait, false, trouble);
}

bool unsent_room_is_joined(const struct channels *channels, const struct channel *channel,
                           const struct channel_use *wait, struct channel_trouble *trouble)
{
    return wait->kind == USE_WAIT && wait->forever && !channel->escapes &&
           !bitset_has(&channels->cancelled, wait->at_fn) &&
           ask(channels, channel, wait, true, trouble);
}
