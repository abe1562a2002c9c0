/* Channels that are used behind their end: a send after the close, after its only receiver was joined, or to
 * an end whose other end is closed; a close after the close.
 *
 * Path by path through one function, and only where both are done to the same place, which keeps its value in
 * between. Requires channels, threads. */
#include <stranded/check.h>

#include "program/channels.h"
#include "program/closed_callees.h"
#include "program/closed_calls.h"
#include "program/closed_handed.h"
#include "program/closed_objects.h"
#include "program/closed_releases.h"
#include "program/closed_renewed.h"
#include "program/closed_told.h"
#include "program/creations.h"
#include "program/elements.h"
#include "program/overfull.h"
#include "program/predicates.h"
#include "program/solver.h"
#include "program/stops.h"
#include "program/threads.h"

static const uint64_t makes = UINT64_C(1) << USE_MAKE;

struct closing {
    const struct channels *channels;
    const struct program *program;
    const struct channel *channel;
    const struct channel_use *use; /* the send, or the second close */
    struct channel_trouble *trouble;
};

/* Marks what the function stores into the same field by way of another pointer, which may lead to the same object: that
 * is another channel then. */
static void mark_renewals(const struct closing *closing, struct path_query *query)
{
    const struct channel_use *use = closing->use;
    const struct fn *fn = &closing->program->fns[use->fn];
    struct ir_place_id place = {use->place};
    uint32_t field = element_of_place(closing->program, use->fn, place);

    if (fn_place(fn, place.index)->kind != IR_PLACE_FIELD || !field)
        return;
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
            struct ir_place_id dst = fn->unit->instrs[i].dst;
            if (dst.index && dst.index != place.index &&
                fn_place(fn, dst.index)->kind == IR_PLACE_FIELD &&
                element_of_place(closing->program, use->fn, dst) == field &&
                !predicate_apart(closing->program, use->fn, place, use->fn, dst))
                path_mark(query, i, PATH_STOP);
        }
    }
}

/* Marks the calls that may put another channel into the place, whose address they are given. */
static void mark_renewing_calls(const struct closing *closing, struct path_query *query)
{
    const struct channel_use *use = closing->use;
    const struct fn *fn = &closing->program->fns[use->fn];

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const uint32_t *mark = intmap_find(&query->marks, fn->calls[c].instr);
        if (!(mark && *mark & PATH_FROM) && fn->calls[c].instr != use->instr &&
            closed_may_renew(closing->program, use->fn, &fn->calls[c], use->place, 0))
            path_mark(query, fn->calls[c].instr, PATH_STOP);
    }
    /* a global is the same one there */
    if (fn_place(fn, use->place)->kind == IR_PLACE_GLOBAL)
        closed_mark_writers(
            closing->program,
            element_of_place(closing->program, use->fn, (struct ir_place_id){use->place}),
            use->instr, query);
}

/* What is not understood may make the channel anew, and leave the function as well. */
static void mark_unknown(const struct closing *closing, struct path_query *query)
{
    const struct fn *fn = &closing->program->fns[query->fn];

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++)
            if (fn->unit->instrs[i].op == IR_UNKNOWN)
                path_mark(query, i, PATH_STOP);
    }
}

/* A way from one of the marked calls to the use, on which the channel stays the same. */
static bool comes_behind(const struct closing *closing, struct path_query *query, const char *text)
{
    mark_renewals(closing, query);
    mark_renewing_calls(closing, query);
    mark_unknown(closing, query);
    path_mark(query, closing->use->instr, PATH_TO);
    channels_mark_calls(closing->channels, closing->channel, makes, query, PATH_STOP);
    query->kept = (struct ir_place_id){closing->use->place};
    struct path_answer answer = path_find(query);
    struct ir_place_id place = {closing->use->place};
    if (!answer.found || answer.around ||
        closed_is_renewed(closing->program, query->fn, answer.from_instr,
                          element_of_place(closing->program, query->fn, place)))
        return false;
    struct step *steps =
        ARENA_ARRAY(closing->program->run, struct step, answer.decisions.count + 1);
    steps[0] = channels_step(closing->program, closing->use->fn, answer.from_instr, text);
    for (size_t i = 0; i < answer.decisions.count; i++)
        steps[i + 1] = answer.decisions.items[i];
    closing->trouble->witness = (struct steps){steps, answer.decisions.count + 1};
    return true;
}

/* ---- behind a close ---- */

/* The place of which the other is the element behind it: the ends of a pair. */
static uint32_t other_end(const struct fn *fn, uint32_t id)
{
    const struct ir_place *place = ir_place(fn->unit, fn->ir, (struct ir_place_id){id});

    return place->kind == IR_PLACE_INDEX && place->argument == 1 ? place->parent.index : 0;
}

/* Whether every way through the function that closes does so: one that closes in a child, or in case of an
 * error, may leave it open. Several calls down, that is not known. */
static bool surely_closes(const struct closing *closing, const struct channel_use *close)
{
    const struct program *program = closing->program;
    struct path_query query = {
        .program = program, .fn = close->at_fn, .from_entry = true, .to_return = true};

    if (close->at_fn == close->fn)
        return true;
    const struct fn *fn = &program->fns[close->fn];
    const struct call_site *site = &fn->calls[graph_first_call(fn, close->instr)];
    if (site->targets.count != 1 || site->targets.items[0] != close->at_fn)
        return false;
    path_mark(&query, close->at_instr, PATH_STOP);
    bool may_not = path_find(&query).found;
    path_query_deinit(&query);
    return !may_not;
}

/* A call that asks something of the channel: whoever asks may know that it is closed. */
static void mark_questions(const struct closing *closing, struct path_query *query)
{
    const struct fn *fn = &closing->program->fns[query->fn];

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct ir_instr *call = &fn->unit->instrs[fn->calls[c].instr];
        bool gets_it = false;
        for (uint32_t i = 0; i < call->arguments.count; i++) {
            struct ir_operand argument = fn->unit->operands[call->arguments.first + i];
            gets_it |= (argument.kind == IR_OPERAND_PLACE || argument.kind == IR_OPERAND_ADDRESS) &&
                       argument.index == closing->use->place;
        }
        if (gets_it && call->dst.index &&
            !channels_leads_to(closing->channels, closing->channel, UINT64_MAX, query->fn,
                               &fn->calls[c]))
            path_mark(query, fn->calls[c].instr, PATH_STOP);
    }
}

/* Whether the function that closes may make the channel anew before: then it closes the new one. */
static bool is_made_anew(const struct closing *closing)
{
    const struct channel_use *use = closing->use;
    const struct fn *fn = &closing->program->fns[use->fn];
    uint32_t c = graph_first_call(fn, use->instr);

    if (use->at_fn == use->fn || c == fn->n_calls || fn->calls[c].instr != use->instr)
        return false;
    if (channels_leads_to(closing->channels, closing->channel, makes | UINT64_C(1) << USE_ENDS,
                          use->fn, &fn->calls[c]))
        return true;
    for (uint32_t i = 0; i < fn->calls[c].targets.count; i++) {
        struct call_site site = fn->calls[c]; /* of this one of several definitions */
        site.targets = (struct fn_list){site.targets.items + i, 1};
        if (site.targets.items[0] == use->at_fn)
            return closed_may_renew(closing->program, use->fn, &site, use->place, use->at_instr);
    }
    return false;
}

/* The blocks whose ends ask for something else than the result of the call, or for the place itself. */
static struct bitset other_choices(const struct closing *closing, const struct call_site *site,
                                   struct arena *scratch)
{
    const struct fn *fn = &closing->program->fns[closing->use->fn];
    uint32_t result = fn->unit->instrs[site->instr].dst.index;
    struct bitset blocks = bitset_new(scratch, fn->ir->blocks.count);

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        bool asks = block->end == IR_END_BRANCH || block->end == IR_END_SWITCH;
        bool knows = block->a.kind == IR_OPERAND_PLACE &&
                     (block->a.index == result || block->a.index == closing->use->place ||
                      fn_local(fn, block->a));
        if (asks && !knows)
            bitset_add(&blocks, id);
    }
    return blocks;
}

/* Whether that call, which closes the place, comes before the use; where it closes only with some results, on a way
 * on which its result may be one of those. If even then it may not have closed (`sure`), nothing else may tell. */
static bool is_closed_by_call(const struct closing *closing, const struct call_site *site,
                              const struct path_result *result, bool sure, const char *text)
{
    struct arena *scratch = arena_new();
    struct bitset others = other_choices(closing, site, scratch);
    struct path_query query = {.program = closing->program,
                               .fn = closing->use->fn,
                               .given = result->relation == IR_NO_OPERATOR ? NULL : result,
                               .ends = sure ? NULL : &others};

    mark_questions(closing, &query);
    path_mark(&query, site->instr, PATH_FROM);
    closed_mark_writers(closing->program,
                        element_of_place(closing->program, closing->use->fn,
                                         (struct ir_place_id){closing->use->place}),
                        site->instr, &query);
    bool closed = comes_behind(closing, &query, text);
    path_query_deinit(&query);
    arena_free(scratch);
    return closed;
}

/* Whether a function that is given the place has closed it before the use. */
static bool is_closed_below(const struct closing *closing, uint32_t place, const char *text)
{
    const struct fn *fn = &closing->program->fns[closing->use->fn];

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct ir_instr *call = &fn->unit->instrs[fn->calls[c].instr];
        for (uint32_t i = 0; i < call->arguments.count; i++) {
            struct ir_operand given = fn->unit->operands[call->arguments.first + i];
            struct path_result result;
            struct closed_part part;
            if (fn->calls[c].instr == closing->use->instr ||
                !closed_part_of(closing->program, closing->use->fn, given, place, &part))
                continue;
            bool sure = closed_by_callee(closing->program, fn, &fn->calls[c], i + 1, part, &result);
            bool maybe =
                !sure && closing->use->kind == USE_CLOSE && !is_made_anew(closing) &&
                closed_by_failed(closing->program, fn, &fn->calls[c], i + 1, part, &result);
            if (!(sure || maybe) ||
                !is_closed_by_call(closing, &fn->calls[c], &result, sure,
                                   sure ? text : "suppose that this closes it, and fails"))
                continue;
            if (maybe)
                closing->trouble->assumption = "that the call fails where it has closed";
            return true;
        }
    }
    return false;
}

/* Whether what is closed may be the end that lies at the place, that of the use or the other one: by its place alone, the
 * first of a pair is the pair as well. */
static bool may_be_end(const struct closing *closing, const struct channel_use *close,
                       uint32_t place)
{
    bool same = close->end == closing->use->end;

    return !close->end || !closing->use->end || same == (place == closing->use->place);
}

static bool is_closed(const struct closing *closing, uint32_t place, enum channel_failure failure,
                      const char *text)
{
    const struct channels *channels = closing->channels;
    const struct channel_use *use = closing->use;
    struct path_query query = {.program = closing->program, .fn = use->fn};
    bool any = false;

    for (uint32_t i = channels->first_of_fn[use->fn]; i < channels->first_of_fn[use->fn + 1]; i++) {
        const struct channel_use *close = &channels->uses.items[channels->by_fn.items[i]];
        bool ends =
            close->kind == USE_CLOSE || (close->kind == USE_FINISH && failure != CLOSED_TWICE);
        if (!ends || close->place != place || close->instr == use->instr ||
            !may_be_end(closing, close, place) || !surely_closes(closing, close))
            continue;
        path_mark(&query, close->instr, PATH_FROM);
        any = true;
    }
    mark_questions(closing, &query);
    bool closed = any && !is_made_anew(closing) && comes_behind(closing, &query, text);
    path_query_deinit(&query);
    closed = closed || is_closed_below(closing, place, text);
    if (closed)
        closing->trouble->failure = failure;
    return closed;
}

/* Whether nobody but the function itself has the ends. Where it forks, or a function does for it, its child has them,
 * too, and what the child closes is its own. */
static bool is_alone(const struct closing *closing)
{
    if (closing->channel->escapes || overfull_forks(closing->program, closing->use->fn))
        return false;
    for (uint32_t i = 0; i < closing->channel->count; i++)
        if (closing->channels->uses.items[closing->channel->first + i].fn != closing->use->fn)
            return false;
    return true;
}

/* ---- behind a join ---- */

/* The variable, not a parameter, that the place is a part of; false where it lies behind a pointer or a changing
 * index. */
static bool variable_of(const struct fn *fn, uint32_t id, struct ir_place *ret_variable)
{
    const struct ir_place *place = fn_place(fn, id);

    while (place->kind == IR_PLACE_FIELD || place->kind == IR_PLACE_INDEX)
        place = fn_place(fn, place->parent.index);
    *ret_variable = *place;
    return place->kind == IR_PLACE_GLOBAL ||
           (place->kind == IR_PLACE_LOCAL && place->argument > fn->ir->n_parameters);
}

/* Whether the function starts the thread with the address of the object that the channel is a part of: then it is the
 * one that the thread knows. */
static bool is_given_object(const struct closing *closing, uint32_t body)
{
    const struct starts *starts = threads_starts(closing->program);
    const struct fn *fn = &closing->program->fns[closing->use->fn];
    struct ir_place variable, given;
    bool any = false;

    if (!variable_of(fn, closing->use->place, &variable))
        return false;
    for (uint32_t i = threads_first_start(starts, body);
         i < starts->count && starts->items[i].body == body; i++) {
        const struct ir_instr *call = &fn->unit->instrs[starts->items[i].instr];
        for (uint32_t a = 0; starts->items[i].fn == closing->use->fn && call->op == IR_CALL &&
                             a < call->arguments.count;
             a++) {
            struct ir_operand operand = fn->unit->operands[call->arguments.first + a];
            any |= operand.kind == IR_OPERAND_ADDRESS && variable_of(fn, operand.index, &given) &&
                   given.kind == variable.kind && given.argument == variable.argument;
        }
    }
    return any;
}

/* One object: not one of several of which another may be meant. */
static bool is_single(const struct closing *closing, uint32_t body)
{
    uint32_t element = closing->use->element;

    return element && ((element < elements_named(closing->program) && element % 2 == 0) ||
                       is_given_object(closing, body));
}

/* Whether the call leads to where such a thread is started: what it has joined runs again then. */
static bool starts_again(const struct closing *closing, const struct creation_record *record,
                         uint32_t number, uint32_t instr)
{
    const struct fn *fn = &closing->program->fns[number];
    uint32_t c = graph_first_call(fn, instr);

    for (uint32_t s = 0; s < record->starts.count && c < fn->n_calls; s++)
        if (functions_lead_to(stops_facts(closing->program), &fn->calls[c],
                              record->starts.items[s].fn))
            return true;
    return false;
}

/* Marks the calls that join the body's threads; and those that start one more. */
static bool mark_joins(const struct closing *closing, uint32_t body, struct path_query *query)
{
    const struct program *program = closing->program;
    const struct creations *all = &program->solution->creations;
    bool any = false;

    for (uint32_t i = 1; i < all->items.count; i++) {
        const struct creation_record *record = &all->items.items[i];
        bool runs = record->body_fns.count == 1 && record->body_fns.items[0] == body;
        if (!runs)
            continue;
        struct points joins = stops_joins(program, record);
        for (uint32_t k = 0; k < joins.count; k++)
            if (joins.items[k].fn == query->fn &&
                !starts_again(closing, record, query->fn, joins.items[k].instr)) {
                path_mark(query, joins.items[k].instr, PATH_FROM);
                any = true;
            }
        vector_deinit(&joins);
        for (uint32_t s = 0; s < record->starts.count; s++)
            if (record->starts.items[s].fn == query->fn)
                path_mark(query, record->starts.items[s].instr, PATH_STOP);
    }
    return any;
}

/* Whether the use asks first whether the receiver has been told to end. */
static bool asks_first(const struct closing *closing, uint32_t receiver)
{
    const struct channel_use *use = closing->use;
    const struct fn *fn = &closing->program->fns[use->fn];
    uint32_t c = graph_first_call(fn, use->instr);

    if (use->at_fn == use->fn || c >= fn->n_calls || fn->calls[c].instr != use->instr)
        return closed_asks_before(closing->program, receiver, use->fn, use->block);
    return closed_asks_below(closing->program, receiver, use->fn, &fn->calls[c], use->at_fn,
                             use->at_block);
}

static bool is_behind_join(const struct closing *closing)
{
    uint32_t body = closed_only_receiver(closing->channels, closing->channel);
    struct path_query query = {.program = closing->program, .fn = closing->use->fn};

    if (!body || closing->channel->escapes || closing->use->quiet || !is_single(closing, body) ||
        threads_run_by(closing->program)[closing->use->fn] == body || asks_first(closing, body))
        return false;
    bool behind =
        mark_joins(closing, body, &query) &&
        comes_behind(closing, &query,
                     arena_printf(closing->program->run, "%s(), which receives, has ended here",
                                  closing->program->fns[body].name));
    path_query_deinit(&query);
    if (behind) {
        closing->trouble->failure = SEND_AFTER_JOIN;
        closing->trouble->other = closing->program->fns[body].name;
    }
    return behind;
}

/* Whether a thread that was handed it has closed it, and was joined before. */
static bool is_closed_by_thread(const struct closing *closing)
{
    uint32_t body = closed_by_thread(closing->program, closing->use);
    struct path_query query = {.program = closing->program, .fn = closing->use->fn};

    if (!body || closing->use->at_fn != closing->use->fn)
        return false;
    bool behind = mark_joins(closing, body, &query) &&
                  comes_behind(closing, &query,
                               arena_printf(closing->program->run,
                                            "%s(), which has closed it, has ended here",
                                            closing->program->fns[body].name));
    path_query_deinit(&query);
    if (behind)
        closing->trouble->failure = CLOSED_TWICE;
    return behind;
}

/* ---- the question ---- */

struct channel_trouble program_closed(const struct program *program,
                                      const struct creation *creation)
{
    const struct channels *channels = channels_of(program);
    const struct channel_use *use = channels_use(program, creation);
    struct channel_trouble trouble = {.channel = creation->object, .by_hand = use->by_hand};
    struct closing closing = {.channels = channels,
                              .program = program,
                              .channel = channels_find(channels, use),
                              .use = use,
                              .trouble = &trouble};
    uint32_t reader = use->kind == USE_SEND ? other_end(&program->fns[use->fn], use->place) : 0;

    if (!use->place)
        return trouble;
    bool found = use->kind == USE_CLOSE
                     ? is_closed(&closing, use->place, CLOSED_TWICE, "closed here before") ||
                           is_closed_by_thread(&closing) ||
                           (!use->by_hand && closed_by_release(channels, use, &trouble))
                     : is_closed(&closing, use->place, SEND_AFTER_CLOSE, "closed here") ||
                           (reader && is_alone(&closing) &&
                            is_closed(&closing, reader, SEND_END_CLOSED,
                                      "the end that it is read from is closed here")) ||
                           is_behind_join(&closing);
    if (!found && use->kind == USE_SEND &&
        !closed_by_calls(channels, closing.channel, use, creation, &trouble))
        closed_by_objects(channels, closing.channel, use, creation, &trouble);
    if (found)
        trouble.often = contexts_multiplicity(program, use->fn, use->block);
    channels_assume(closing.channel, &trouble);
    return trouble;
}
