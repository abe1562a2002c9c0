/* A function that first calls what ends a channel, and then what sends into it: stop_logger(); log("done").
 * Both know the channel by themselves, as a global, or both are given the same object.
 *
 * Requires channels, threads. */
#include "program/closed_calls.h"

#include "ir/print.h"
#include "program/closed_told.h"
#include "program/creations.h"
#include "program/elements.h"
#include "program/model_flow.h"
#include "program/solver.h"
#include "program/stops.h"
#include "program/threads.h"

/* Calls from the function that is asked about down to the one that sends. */
enum { CALLS_UP = 3 };

struct ask {
    const struct channels *channels;
    const struct program *program;
    const struct channel *channel;
    const struct channel_use *send;
    const struct creation *creation;
    uint32_t receiver; /* the only thread that receives; 0 = none */
    struct channel_trouble *trouble;
};

/* What the thread gets that a call of a model starts; kind unknown: it is not known. */
static struct ir_operand data_of(const struct program *program, const struct start *start)
{
    struct ir_operand data = {IR_OPERAND_UNKNOWN, 0};
    const struct fn *fn = &program->fns[start->fn];
    const struct ir_instr *call = &fn->unit->instrs[start->instr];
    uint32_t c = graph_first_call(fn, start->instr);

    if (call->op != IR_CALL || fn->calls[c].targets.count != 1 ||
        !program->fns[fn->calls[c].targets.items[0]].is_model)
        return data;
    struct model_flow flow = model_flow_of(program, fn->calls[c].targets.items[0]);
    for (uint32_t i = 0; i < flow.n_handlers; i++)
        if (flow.handlers[i].kind == ROOT_THREAD && flow.handlers[i].data &&
            flow.handlers[i].data <= call->arguments.count)
            data = fn->unit->operands[call->arguments.first + flow.handlers[i].data - 1];
    return data;
}

static bool is_same_data(const struct program *program, const struct start *start,
                         const struct start *other)
{
    struct ir_operand data = data_of(program, start), other_data = data_of(program, other);

    return data.kind != IR_OPERAND_UNKNOWN && data.kind == other_data.kind &&
           data.index == other_data.index;
}

/* Whether one function starts several threads with the body for the same, one after the other: the end of one is not
 * that of all. */
static bool has_several(const struct program *program, uint32_t body)
{
    const struct starts *starts = threads_starts(program);
    uint32_t first = threads_first_start(starts, body);

    for (uint32_t i = first; i < starts->count && starts->items[i].body == body; i++)
        for (uint32_t k = first; k < i; k++)
            if (starts->items[k].fn == starts->items[i].fn &&
                starts->items[k].instr != starts->items[i].instr &&
                is_same_data(program, &starts->items[k], &starts->items[i]))
                return true;
    return false;
}

uint32_t closed_only_receiver(const struct channels *channels, const struct channel *channel)
{
    const uint32_t *run_by = threads_run_by(channels->program);
    uint32_t body = 0;

    for (uint32_t i = 0; i < channel->count; i++) {
        const struct channel_use *use = &channels->uses.items[channel->first + i];
        if (use->kind != USE_RECEIVE || !use->reached)
            continue;
        if (run_by[use->fn] == RUN_BY_MANY || (body && body != run_by[use->fn]))
            return 0;
        body = run_by[use->fn];
    }
    bool is_one =
        body && !contexts_in_main(channels->program, body) && !has_several(channels->program, body);
    return is_one ? body : 0;
}

/* Whether the channel is one object for all who use it: a global. */
static bool is_global(const struct ask *ask)
{
    uint32_t element = ask->send->element;

    if (!element)
        return ask->send->by_hand;
    return element < elements_named(ask->program) && element % 2 == 0;
}

/* Marks the calls that lead to a join of the receiver, and those that lead to its start. */
static bool mark_ends(const struct ask *ask, struct path_query *query)
{
    const struct program *program = ask->program;
    const struct fn *fn = &program->fns[query->fn];
    const struct creations *all = &program->solution->creations;
    bool any = false;

    for (uint32_t i = 1; i < all->items.count; i++) {
        const struct creation_record *record = &all->items.items[i];
        if (record->body_fns.count != 1 || record->body_fns.items[0] != ask->receiver)
            continue;
        struct points joins = stops_joins(program, record);
        for (uint32_t c = 0; c < fn->n_calls; c++) {
            bool joins_it = false, starts_it = false;
            for (uint32_t k = 0; k < joins.count; k++)
                joins_it |=
                    functions_lead_to(stops_facts(ask->program), &fn->calls[c],
                                      joins.items[k].fn) ||
                    (joins.items[k].fn == query->fn && joins.items[k].instr == fn->calls[c].instr);
            for (uint32_t s = 0; s < record->starts.count; s++)
                starts_it |= functions_lead_to(stops_facts(ask->program), &fn->calls[c],
                                               record->starts.items[s].fn) ||
                             (record->starts.items[s].fn == query->fn &&
                              record->starts.items[s].instr == fn->calls[c].instr);
            if (starts_it)
                path_mark(query, fn->calls[c].instr, PATH_STOP);
            else if (joins_it)
                path_mark(query, fn->calls[c].instr, PATH_FROM);
            any |= joins_it && !starts_it;
        }
        vector_deinit(&joins);
    }
    return any;
}

/* Whether the call is the only one of the function that sends: then the send itself is what is wrong. */
static bool is_only_call(const struct ask *ask, uint32_t number)
{
    const struct fn *fn = &ask->program->fns[number];
    uint32_t count = 0;

    for (uint32_t c = 0; c < fn->n_calls; c++)
        for (uint32_t k = 0; k < fn->calls[c].targets.count; k++)
            count += fn->calls[c].targets.items[k] == ask->send->fn;
    return count == 1 && ask->program->fns[ask->send->fn].callers.count == 1 &&
           !members_has_unseen_callers(ask->program, ask->send->fn);
}

/* The claim is made of the call in that function, or of the send. */
static void state(const struct ask *ask, uint32_t number, const struct path_answer *answer)
{
    const struct program *program = ask->program;
    const struct fn *fn = &program->fns[number];
    const struct ir_instr *call = &fn->unit->instrs[answer->to_instr];
    struct creation *anchor = ARENA_NEW(program->run, struct creation);
    struct step step =
        channels_step(program, number, answer->from_instr,
                      arena_printf(program->run, "%s(), which receives, has ended behind this call",
                                   program->fns[ask->receiver].name));

    *anchor = *ask->creation;
    anchor->at = graph_place(program, fn, call->at);
    anchor->function = fn->name;
    anchor->anchor = ir_print_call(fn->unit, fn->ir, call, program->run);
    ask->trouble->failure = SEND_AFTER_JOIN;
    ask->trouble->anchor = is_only_call(ask, number) ? ask->creation : anchor;
    ask->trouble->other = program->fns[ask->receiver].name;
    ask->trouble->often = contexts_multiplicity(program, number, answer->to_block);
    ask->trouble->witness = (struct steps){arena_copy(program->run, &step, sizeof(step)), 1};
}

/* Whether the function ends the receiver and then makes a call that leads to the send. */
static bool sends_behind(const struct ask *ask, uint32_t number)
{
    const struct fn *fn = &ask->program->fns[number];
    struct path_query query = {.program = ask->program, .fn = number};
    bool any = mark_ends(ask, &query);

    for (uint32_t c = 0; any && c < fn->n_calls; c++) {
        const uint32_t *mark = intmap_find(&query.marks, fn->calls[c].instr);
        if (functions_lead_to(stops_facts(ask->program), &fn->calls[c], ask->send->fn) &&
            !(mark && *mark) &&
            !closed_asks_below(ask->program, ask->receiver, number, &fn->calls[c], ask->send->fn,
                               ask->send->block))
            path_mark(&query, fn->calls[c].instr, PATH_TO);
    }
    struct path_answer answer = {.found = false};
    if (any)
        answer = path_find(&query);
    path_query_deinit(&query);
    if (answer.found && !answer.around)
        state(ask, number, &answer);
    return answer.found && !answer.around;
}

bool closed_by_calls(const struct channels *channels, const struct channel *channel,
                     const struct channel_use *send, const struct creation *creation,
                     struct channel_trouble *trouble)
{
    struct ask ask = {.channels = channels,
                      .program = channels->program,
                      .channel = channel,
                      .send = send,
                      .creation = creation,
                      .receiver = closed_only_receiver(channels, channel),
                      .trouble = trouble};
    VECTOR(uint32_t) level = {0};
    struct arena *scratch = arena_new();
    struct bitset seen = bitset_new(scratch, channels->program->n_fns);
    bool found = false;

    if (ask.receiver && !channel->escapes && !send->quiet && is_global(&ask))
        vector_push(&level, send->fn);
    for (uint32_t up = 0, at = 0; up < CALLS_UP && !found; up++)
        for (uint32_t end = level.count; at < end && !found; at++) {
            struct fn_list callers = channels->program->fns[level.items[at]].callers;
            for (uint32_t i = 0; i < callers.count && !found; i++) {
                uint32_t caller = callers.items[i];
                if (!bitset_add(&seen, caller) || channels->program->fns[caller].is_model ||
                    !contexts_reached(channels->program, caller))
                    continue;
                found = sends_behind(&ask, caller);
                vector_push(&level, caller);
            }
        }
    vector_deinit(&level);
    arena_free(scratch);
    return found;
}
