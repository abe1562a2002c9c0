/* Questions that are not answered. Somebody sends a request and waits for its answer; another thread, or process,
 * takes requests in a loop, and answers them in it, but not on each of its ways:
 *
 *     push(&request); wait(&request.done);         for (;;) {
 *                                                      r = take();
 *                                                      if (!known(r->kind))
 *                                                          continue;          left out
 *                                                      r->result = work(r);
 *                                                      post(&r->done);
 *                                                  }
 *
 * Only where whoever asks waits for an answer each time, or ends the other one; and only behind a request that has
 * come: ways on which the result of the receiving call is asked about are followed where they lead to an answer.
 *
 * Requires channels. Whatever is not known is taken to answer. */
#include "program/unsent_answers_inside.h"

#include "program/conditions.h"
#include "program/model_uses.h"
#include "program/solver.h"
#include "program/stops.h"
#include "program/stores.h"

/* Bounds: calls up from what answers to the loop; questions that are looked at; steps of a computation. */
enum { ANSWER_UP = 2, QUESTIONS_MOST = 16, COMPUTED_MOST = 4 };

static const uint64_t receives = UINT64_C(1) << USE_RECEIVE | UINT64_C(1) << USE_WAIT;

/* ---- who answers ---- */

/* Finds the innermost loop around the block, or around the calls of the function. */
static bool find_server(const struct program *program, uint32_t fn, uint32_t block, uint32_t up,
                        struct server *ret_server) // NOLINT(misc-no-recursion): ANSWER_UP
{
    const struct fn_list *callers = &program->fns[fn].callers;

    if (program->fns[fn].loop_of[block]) {
        *ret_server = (struct server){fn, program->fns[fn].loop_of[block]};
        return true;
    }
    if (!up || callers->count != 1 || members_has_unseen_callers(program, fn))
        return false;
    const struct fn *caller = &program->fns[callers->items[0]];
    for (uint32_t c = 0; !caller->is_model && c < caller->n_calls; c++)
        if (call_reaches(&caller->calls[c], fn))
            return find_server(program, callers->items[0], caller->calls[c].block, up - 1,
                               ret_server);
    return false;
}

static bool is_of_server(const struct answering *answering, const struct channel_use *use)
{
    return bitset_has(functions_below(answering->facts, answering->server.fn), use->at_fn);
}

/* Whether all answers come from one loop, which does not wait for them itself. */
static bool find_only_server(struct answering *answering)
{
    const struct channels *channels = answering->channels;
    const struct channel *channel = answering->channel;
    bool any = false;

    for (uint32_t i = channel->first; i < channel->first + channel->count; i++) {
        const struct channel_use *use = &channels->uses.items[i];
        struct server server;
        bool asks = use->fn == answering->wait->fn || use->at_fn == answering->wait->fn;
        bool ends = use->kind == USE_CLOSE || use->kind == USE_FINISH || use->kind == USE_TIMEOUT;
        if (ends && use->kind == USE_TIMEOUT)
            return false;
        if (!(answering->answers >> use->kind & 1) || !use->reached || asks)
            continue;
        if (!find_server(answering->program, use->at_fn, use->at_block, ANSWER_UP, &server)) {
            if (channel->room == ROOM_COUNTED || use->by_hand)
                return false; /* somebody else answers, too */
            continue;
        }
        if (any && (server.fn != answering->server.fn || server.loop != answering->server.loop))
            return false;
        answering->server = server;
        any = true;
    }
    return any && !bitset_has(functions_below(answering->facts, answering->server.fn),
                              answering->wait->fn);
}

/* ---- who asks ---- */

/* Whether behind the instruction its function, or (`up`) each caller, comes to a wait for an answer, or ends the
 * channel or the one who answers. */
static bool is_followed(const struct answering *answering, uint32_t number, uint32_t instr,
                        uint32_t up) // NOLINT(misc-no-recursion): once
{
    const struct program *program = answering->program;
    const struct fn *fn = &program->fns[number];
    const struct uses *uses = answering->facts->uses;
    struct path_query query = {.program = program, .fn = number};

    path_mark(&query, instr, PATH_FROM);
    for (uint32_t c = 0; c < fn->n_calls; c++) {
        bool ends = channels_leads_to(answering->channels, answering->channel,
                                      receives | UINT64_C(1) << USE_CLOSE, number, &fn->calls[c]);
        for (uint32_t i = uses->first[number]; i < uses->first[number + 1] && !ends; i++)
            ends = uses->items.items[i].instr == fn->calls[c].instr &&
                   (uses->items.items[i].kind == USE_REAP || uses->items.items[i].kind == USE_JOIN);
        if (ends && fn->calls[c].instr != instr)
            path_mark(&query, fn->calls[c].instr, PATH_TO);
    }
    bool followed = path_find(&query).found;
    path_query_deinit(&query);
    if (followed || !up)
        return followed;
    const struct fn_list *callers = &fn->callers;
    for (uint32_t i = 0; i < callers->count; i++) {
        const struct fn *caller = &program->fns[callers->items[i]];
        for (uint32_t c = 0; !caller->is_model && c < caller->n_calls; c++)
            if (call_reaches(&caller->calls[c], number) &&
                !is_followed(answering, callers->items[i], caller->calls[c].instr, up - 1))
                return false;
    }
    return callers->count && !members_has_unseen_callers(program, number);
}

bool answering_is_followed(const struct answering *answering, uint32_t fn, uint32_t instr)
{
    return is_followed(answering, fn, instr, 1);
}

/* Whether the function never comes to the wait without a question: else it is the one who answers, and waits for the
 * next question. */
static bool asks_first(const struct answering *answering, const struct channel *requests)
{
    const struct channels *channels = answering->channels;
    uint32_t fn = answering->wait->fn;
    struct path_query query = {.program = answering->program, .fn = fn, .from_entry = true};
    bool asks = false;

    for (uint32_t i = requests->first; i < requests->first + requests->count; i++) {
        const struct channel_use *use = &channels->uses.items[i];
        if (use->kind != USE_SEND || use->fn != fn || use->instr == answering->wait->instr)
            continue;
        path_mark(&query, use->instr, PATH_STOP);
        asks = true;
    }
    path_mark(&query, answering->wait->instr, PATH_TO);
    asks = asks && !path_find(&query).found;
    path_query_deinit(&query);
    return asks;
}

/* Whether the function of the wait sends there before, and nobody sends there who does not wait for an answer. */
static bool is_asked_through(const struct answering *answering, const struct channel *requests)
{
    const struct channels *channels = answering->channels;
    bool asks = false;
    uint32_t n = 0;

    if (requests->escapes || !asks_first(answering, requests))
        return false;
    for (uint32_t i = requests->first; i < requests->first + requests->count; i++) {
        const struct channel_use *use = &channels->uses.items[i];
        if (use->kind != USE_SEND || !use->reached || is_of_server(answering, use))
            continue;
        if (n++ == QUESTIONS_MOST || !is_followed(answering, use->fn, use->instr, 1))
            return false;
        struct path_query query = {.program = answering->program, .fn = answering->wait->fn};
        path_mark(&query, use->instr, PATH_FROM);
        path_mark(&query, answering->wait->instr, PATH_TO);
        asks |= use->fn == answering->wait->fn && path_find(&query).found;
        path_query_deinit(&query);
    }
    return asks;
}

/* Whether a request that is asked through the channel of the use is taken in the loop of the server, at `ret_taking`:
 * by a call, or right there. Not in an inner loop, where it has several answers. */
static bool is_taken(const struct answering *answering, const struct channel_use *use,
                     struct point *ret_taking)
{
    const struct fn *fn = &answering->program->fns[answering->server.fn];

    *ret_taking = (struct point){answering->server.fn, use->at_block, use->at_instr};
    if (use->at_fn == answering->server.fn && use->by_hand)
        return fn->loop_of[use->at_block] == answering->server.loop;
    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct call_site *site = &fn->calls[c];
        bool here = (use->at_fn == answering->server.fn && use->at_instr == site->instr) ||
                    (use->at_fn != answering->server.fn &&
                     functions_lead_to(answering->facts, site, use->at_fn));
        *ret_taking = (struct point){answering->server.fn, site->block, site->instr};
        if (here && fn->loop_of[site->block] == answering->server.loop && !site->unresolved)
            return true;
    }
    return false;
}

/* Where the server takes a request; false = it takes none. */
static bool find_taking(const struct answering *answering, struct point *ret_taking)
{
    const struct channels *channels = answering->channels;

    for (uint32_t i = 0; i < channels->uses.count; i++) {
        const struct channel_use *use = &channels->uses.items[i];
        if (use->kind == USE_RECEIVE && use->forever && !use->is_polled &&
            is_taken(answering, use, ret_taking) &&
            is_asked_through(answering, channels_find(channels, use)))
            return true;
    }
    return false;
}

/* ---- answers to many at once ---- */

/* Whether the loop of the wait looks at that. */
static bool waits_for(const struct answering *answering, uint32_t element)
{
    const struct channel_use *wait = answering->wait;
    const struct fn *fn = &answering->program->fns[wait->fn];
    uint32_t loop = fn->loop_of[conditions_block_of(fn, wait->instr)];

    if (!loop || !element)
        return false;
    const struct bitset *blocks = &fn->loops[loop - 1].blocks;
    for (uint32_t id = bitset_next(blocks, 1); id < blocks->size; id = bitset_next(blocks, id + 1))
        if (fn_block(fn, id)->end == IR_END_BRANCH &&
            conditions_source(answering->program, wait->fn, fn_block(fn, id)->a) == element)
            return true;
    return false;
}

/* The shared place from which the operand was computed, as by `atomic_fetch_sub(&pending, 1) - 1`; 0 = none. */
static uint32_t computed_from(const struct program *program, uint32_t number,
                              struct ir_operand operand)
{
    const struct fn *fn = &program->fns[number];
    uint32_t element = conditions_source(program, number, operand);

    for (uint32_t step = 0; step < COMPUTED_MOST && !element && operand.kind == IR_OPERAND_PLACE;
         step++) {
        const struct ir_instr *write = conditions_only_write(fn, operand.index);
        if (!write || (write->op != IR_COPY && write->op != IR_COMPUTE))
            return 0;
        operand = write->a;
        element = conditions_source(program, number, operand);
    }
    return element;
}

/* Whether control comes to the block only by a look at what the other one waits for. */
static bool is_decided_by_it(const struct answering *answering, uint32_t number, uint32_t to)
{
    const struct fn *fn = &answering->program->fns[number];

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        if (block->end == IR_END_BRANCH &&
            (graph_needs_edge(fn, to, id, 0) || graph_needs_edge(fn, to, id, 1)) &&
            waits_for(answering, computed_from(answering->program, number, block->a)))
            return true;
    }
    return false;
}

/* Whether the server asks, before an answer, for what the other one waits for: it says when that has come about, and not
 * that one request is done. */
static bool is_answer_to_all(const struct answering *answering)
{
    const struct channels *channels = answering->channels;
    const struct channel *channel = answering->channel;
    bool found = false;

    for (uint32_t i = channel->first; i < channel->first + channel->count && !found; i++) {
        const struct channel_use *use = &channels->uses.items[i];
        found = answering->wait->kind == USE_WAIT && answering->answers >> use->kind & 1 &&
                is_of_server(answering, use) &&
                is_decided_by_it(answering, use->at_fn, use->at_block);
    }
    return found;
}

/* ---- the question ---- */

static void state(const struct answering *answering, const struct point *taking,
                  const struct path_answer *answer, struct channel_trouble *trouble)
{
    const struct program *program = answering->program;
    uint32_t fn = answering->server.fn;
    struct step *steps = ARENA_ARRAY(program->run, struct step, answer->decisions.count + 3);
    size_t n = 0;

    steps[n++] = channels_step(
        program, fn, taking->instr,
        arena_printf(program->run, "%s() takes a request here", program->fns[fn].name));
    for (size_t i = 0; i < answer->decisions.count; i++)
        steps[n++] = answer->decisions.items[i];
    if (answering->silent.text)
        steps[n++] = answering->silent;
    steps[n++] = channels_step(program, fn, taking->instr,
                               "and takes the next one, without an answer to that");
    trouble->failure = WAIT_UNANSWERED;
    trouble->other = program->fns[fn].name;
    trouble->assumption = "that a request goes that way";
    trouble->witness = (struct steps){steps, n};
}

bool unsent_is_unanswered(const struct channels *channels, const struct channel *channel,
                          const struct channel_use *wait, struct channel_trouble *trouble)
{
    struct answering answering = {.channels = channels,
                                  .program = channels->program,
                                  .facts = stops_facts(channels->program),
                                  .channel = channel,
                                  .wait = wait,
                                  .answers = UINT64_C(1) << USE_SEND,
                                  .scratch = arena_new()};
    bool silent = false;

    if (wait->kind == USE_WAIT)
        answering.answers = UINT64_C(1) << USE_SIGNAL | UINT64_C(1) << USE_BROADCAST;
    if ((wait->kind == USE_RECEIVE || wait->kind == USE_WAIT) && wait->forever &&
        !channel->escapes && find_only_server(&answering) && !is_answer_to_all(&answering)) {
        struct point taking;
        struct path_answer answer;
        silent = (find_taking(&answering, &taking) || answering_finds_order(&answering, &taking)) &&
                 answering_is_silent(&answering, &taking, &answer);
        if (silent)
            state(&answering, &taking, &answer, trouble);
    }
    arena_free(answering.scratch);
    return silent;
}
