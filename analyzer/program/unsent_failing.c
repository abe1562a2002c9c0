/* Threads that leave because a call has failed, and tell nobody who waits for them.
 *
 * Requires channels, stores. */
#include "program/below.h"
#include "program/failures.h"
#include "program/predicates.h"
#include "program/stops.h"
#include "program/unsent_paths.h"
#include "program/ways.h"

/* Marks what changes something that the waiter looks at: who does that has had his say, as where each of several
 * threads counts down, and only the last one signals. */
void unsent_mark_stores(const struct channels *channels, const struct channel_use *wait,
                        struct path_query *query, enum path_mark mark)
{
    const struct stop_facts *facts = stops_facts(channels->program);
    const struct stores *stores = ways_stores(facts->ways);
    const struct fn *fn = &channels->program->fns[query->fn];
    struct arena *scratch = arena_new();
    struct predicate predicate =
        predicate_of(facts, (struct point){wait->at_fn, wait->at_block, wait->at_instr}, scratch);

    for (uint32_t i = 0; wait->kind == USE_WAIT && i < predicate.looks.count; i++) {
        uint32_t element = predicate.looks.items[i].element;
        for (uint32_t k = stores->first[element]; k < stores->first[element + 1]; k++) {
            uint32_t in = stores->items[k].fn;
            if (in == query->fn)
                path_mark(query, stores->items[k].instr, mark);
            for (uint32_t c = 0; c < fn->n_calls; c++)
                for (uint32_t t = 0; t < fn->calls[c].targets.count; t++)
                    if (bitset_has(functions_below(facts, fn->calls[c].targets.items[t]), in))
                        path_mark(query, fn->calls[c].instr, mark);
        }
    }
    predicate_free(&predicate);
    arena_free(scratch);
}

/* Marks what the thread receives or waits for itself, which might fail only where nobody is left; what comes from outside
 * may do so at any time. */
void unsent_mark_receives(const struct channels *channels, struct path_query *query, bool outside)
{
    const uint64_t waits = UINT64_C(1) << USE_RECEIVE | UINT64_C(1) << USE_WAIT |
                           UINT64_C(1) << USE_AWAIT | UINT64_C(1) << USE_AWAIT_EACH;
    struct arena *scratch = arena_new();
    struct bitset waiting = bitset_new(scratch, channels->program->n_fns);
    const struct fn *fn = &channels->program->fns[query->fn];

    for (uint32_t i = 0; i < channels->uses.count; i++) {
        const struct channel_use *use = &channels->uses.items[i];
        const struct channel *channel = channels_find(channels, use);
        bool is_outside = use->outside && (!channel->made || channel->is_inherited);
        if (!(waits >> use->kind & 1) || (is_outside && !outside))
            continue;
        if (use->fn == query->fn)
            path_mark(query, use->instr, PATH_STOP);
        if (use->at_fn == query->fn)
            path_mark(query, use->at_instr, PATH_STOP);
        else
            bitset_add(&waiting, use->at_fn);
    }
    functions_add_above(channels->program, &waiting);
    for (uint32_t c = 0; c < fn->n_calls; c++)
        for (uint32_t k = 0; k < fn->calls[c].targets.count; k++)
            if (bitset_has(&waiting, fn->calls[c].targets.items[k]) &&
                !channel_flow_is_body(channels->program, fn, c))
                path_mark(query, fn->calls[c].instr, PATH_STOP);
    arena_free(scratch);
}

/* Gives the one query the marks that instructions of the function have in the other. */
static void mark_alike(const struct fn *fn, const struct path_query *from, struct path_query *to)
{
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range range = fn_block(fn, id)->instrs;
        for (uint32_t i = range.first; i < range.first + range.count; i++)
            if (intmap_find(&from->marks, i))
                path_mark(to, i, (enum path_mark) * intmap_find(&from->marks, i));
    }
}

void unsent_mark_sends_below(const struct channels *channels, const struct channel *channel,
                             struct path_query *query, enum path_mark mark)
{
    const struct stop_facts *facts = stops_facts(channels->program);
    const struct fn *fn = &channels->program->fns[query->fn];

    for (uint32_t i = channel->first; i < channel->first + channel->count; i++) {
        const struct channel_use *use = &channels->uses.items[i];
        if (!(unsent_path_sends >> use->kind & 1) || use->fn == use->at_fn)
            continue;
        if (use->at_fn == query->fn)
            path_mark(query, use->at_instr, mark);
        for (uint32_t c = 0; c < fn->n_calls; c++)
            if (functions_lead_to(facts, &fn->calls[c], use->at_fn))
                path_mark(query, fn->calls[c].instr, mark);
    }
}

/* Whether that edge is taken where the call, which otherwise ends the wait, comes back without having done so. */
static bool fails_silently(const struct channels *channels, const struct channel *channel,
                           const struct channel_use *wait, uint32_t body, uint32_t id,
                           uint32_t edge)
{
    const struct program *program = channels->program;
    const struct fn *fn = &program->fns[body];
    const struct call_site *site = &fn->calls[graph_first_call(fn, failures_call(fn, id))];
    struct path_result result;

    if (site->targets.count != 1 || site->unresolved ||
        program->fns[site->targets.items[0]].is_model || !failures_result(fn, id, edge, &result))
        return false;
    struct path_query with = {
        .program = program, .fn = site->targets.items[0], .to_return = true, .returned = &result};
    struct path_query without = with;
    without.from_entry = true;
    channels_mark_calls(channels, channel, unsent_path_sends, &with, PATH_FROM);
    channels_mark_calls(channels, channel, unsent_path_sends, &without, PATH_STOP);
    unsent_mark_sends_below(channels, channel, &with, PATH_FROM);
    unsent_mark_sends_below(channels, channel, &without, PATH_STOP);
    unsent_mark_stores(channels, wait, &with, PATH_FROM);
    unsent_mark_stores(channels, wait, &without, PATH_STOP);
    bool fails = path_find(&without).found && !path_find(&with).found;
    path_query_deinit(&with);
    path_query_deinit(&without);
    return fails;
}

/* Whether the call fills a local of which something is sent, too. */
static bool fills_what_is_sent(const struct channels *channels, const struct channel *channel,
                               const struct fn *fn, uint32_t body, uint32_t instr)
{
    const struct ir_instr *call = &fn->unit->instrs[instr];

    for (uint32_t i = 0; i < call->arguments.count; i++) {
        struct ir_operand filled = fn->unit->operands[call->arguments.first + i];
        uint32_t local = filled.kind == IR_OPERAND_ADDRESS ? fn_root_local(fn, filled.index) : 0;
        for (uint32_t c = 0; local && c < fn->n_calls; c++) {
            const struct ir_instr *send = &fn->unit->instrs[fn->calls[c].instr];
            if (!channels_leads_to(channels, channel, unsent_path_sends, body, &fn->calls[c]))
                continue;
            for (uint32_t k = 0; k < send->arguments.count; k++) {
                struct ir_operand sent = fn->unit->operands[send->arguments.first + k];
                if (sent.kind == IR_OPERAND_PLACE && fn_root_local(fn, sent.index) == local)
                    return true;
            }
        }
    }
    return false;
}

/* Whether that edge is taken where the call says that it has not filled what would be sent. In a loop, that may be how it
 * says that there is no more. */
static bool leaves_unfilled(const struct channels *channels, const struct channel *channel,
                            uint32_t body, uint32_t id, uint32_t edge)
{
    const struct fn *fn = &channels->program->fns[body];
    struct path_query other = {.program = channels->program,
                               .fn = body,
                               .from_block = graph_successor(fn, fn_block(fn, id), !edge)};
    struct path_result result;

    if (fn->loop_of[id] || !failures_result(fn, id, edge, &result) ||
        !fills_what_is_sent(channels, channel, fn, body, failures_call(fn, id)))
        return false;
    channels_mark_calls(channels, channel, unsent_path_sends, &other, PATH_TO);
    bool sends = path_find(&other).found;
    path_query_deinit(&other);
    return sends;
}

/* A way on which a call fails before anything is sent, and the body returns because of that; a body that sends in a loop
 * may have nothing to send on its other ways. */
struct path_answer unsent_find_failing(const struct channels *channels,
                                       const struct channel *channel,
                                       const struct channel_use *wait, uint32_t body)
{
    const struct program *program = channels->program;
    const struct fn *fn = &program->fns[body];
    struct path_answer answer = {.found = false};
    struct path_query dealings = {.program = program, .fn = body};

    unsent_mark_receives(channels, &dealings, false);
    for (uint32_t id = 1; id < fn->ir->blocks.count && !answer.found; id++) {
        uint32_t call = failures_call(fn, id);
        for (uint32_t edge = 0; call && edge < 2 && !answer.found; edge++) {
            struct path_query before = {.program = program, .fn = body, .from_entry = true};
            struct path_query behind = {.program = program,
                                        .fn = body,
                                        .from_block = graph_successor(fn, fn_block(fn, id), edge),
                                        .to_return = true};
            bool leads = channels_leads_to(channels, channel, unsent_path_sends, body,
                                           &fn->calls[graph_first_call(fn, call)]);
            if (leads ? !fails_silently(channels, channel, wait, body, id, edge)
                      : !failures_by_custom(fn, id, edge) &&
                            !leaves_unfilled(channels, channel, body, id, edge))
                continue;
            bool is_dealing = intmap_find(&dealings.marks, call);
            mark_alike(fn, &dealings, &before);
            mark_alike(fn, &dealings, &behind);
            channels_mark_calls(channels, channel, unsent_path_sends, &before, PATH_STOP);
            channels_mark_calls(channels, channel, unsent_path_sends, &behind, PATH_STOP);
            unsent_mark_stores(channels, wait, &before, PATH_STOP);
            unsent_mark_stores(channels, wait, &behind, PATH_STOP);
            *intmap_put(&before.marks, call, 0, NULL) = PATH_TO;
            if (!is_dealing && path_find(&before).found)
                answer = path_find(&behind);
            path_query_deinit(&before);
            path_query_deinit(&behind);
        }
    }
    path_query_deinit(&dealings);
    return answer;
}
