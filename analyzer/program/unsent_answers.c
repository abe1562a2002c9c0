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
#include "program/unsent_answers.h"

#include "program/conditions.h"
#include "program/model_uses.h"
#include "program/solver.h"
#include "program/stops.h"
#include "program/stores.h"

/* Bounds: calls up from what answers to the loop; questions that are looked at; starts behind one receiving call. */
enum { ANSWER_UP = 2, QUESTIONS_MOST = 16, STARTS_MOST = 8 };

static const uint64_t answers = UINT64_C(1) << USE_SEND;
static const uint64_t receives = UINT64_C(1) << USE_RECEIVE;

/* A loop that takes requests and answers them. */
struct server {
    uint32_t fn;
    uint32_t loop; /* index + 1 */
};

struct answering {
    const struct channels *channels;
    const struct program *program;
    const struct stop_facts *facts;
    const struct channel *channel; /* of the answers */
    const struct channel_use *wait;
    struct server server;
    struct arena *scratch;
    struct bitset tainted; /* locals of the server that the receiving call's result decides about */
    struct bitset leads; /* blocks from which an answer may come before the next request is taken */
};

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
        if (!(answers >> use->kind & 1) || !use->reached || asks)
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

/* The call of the server's loop that takes a request which is asked through such a channel; NULL = none. */
static const struct call_site *find_taking(const struct answering *answering)
{
    const struct channels *channels = answering->channels;
    const struct fn *fn = &answering->program->fns[answering->server.fn];

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct call_site *site = &fn->calls[c];
        if (fn->loop_of[site->block] != answering->server.loop || site->unresolved)
            continue; /* in an inner loop: several answers to one request */
        for (uint32_t i = 0; i < channels->uses.count; i++) {
            const struct channel_use *use = &channels->uses.items[i];
            bool here = (use->at_fn == answering->server.fn && use->at_instr == site->instr) ||
                        (use->at_fn != answering->server.fn &&
                         functions_lead_to(answering->facts, site, use->at_fn));
            if (use->kind == USE_RECEIVE && use->forever && !use->is_polled && here &&
                is_asked_through(answering, channels_find(channels, use)))
                return site;
        }
    }
    return NULL;
}

/* ---- ways of the server ---- */

static bool is_tainted(const struct answering *answering, struct ir_operand operand)
{
    const struct fn *fn = &answering->program->fns[answering->server.fn];

    if (operand.kind != IR_OPERAND_PLACE)
        return false;
    uint32_t local = fn_local(fn, operand);
    return local && bitset_has(&answering->tainted, local);
}

/* Locals that hold the result of the call, or what is computed from it. */
static void find_tainted(struct answering *answering, const struct call_site *taking)
{
    const struct fn *fn = &answering->program->fns[answering->server.fn];

    answering->tainted = bitset_new(answering->scratch, fn->ir->locals.count);
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
            struct ir_range instrs = fn_block(fn, id)->instrs;
            for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
                const struct ir_instr *instr = &fn->unit->instrs[i];
                struct ir_operand to = {IR_OPERAND_PLACE, instr->dst.index};
                bool derives = i == taking->instr;
                if (instr->op == IR_COPY || instr->op == IR_COMPUTE)
                    derives |= is_tainted(answering, instr->a) ||
                               (instr->op == IR_COMPUTE && is_tainted(answering, instr->b));
                uint32_t local = instr->dst.index ? fn_local(fn, to) : 0;
                if (derives && local)
                    changed |= bitset_add(&answering->tainted, local);
            }
        }
    }
}

static bool is_answer(const struct answering *answering, const struct call_site *site)
{
    const struct channel *channel = answering->channel;

    for (uint32_t i = channel->first; i < channel->first + channel->count; i++) {
        const struct channel_use *use = &answering->channels->uses.items[i];
        bool here = use->at_fn == answering->server.fn && use->at_instr == site->instr;
        if (answers >> use->kind & 1 &&
            (here || (use->at_fn != answering->server.fn &&
                      functions_lead_to(answering->facts, site, use->at_fn))))
            return true;
    }
    return site->unresolved;
}

/* The blocks of the loop from which an answer may come before the next request is taken. */
static void find_leads(struct answering *answering, const struct call_site *taking)
{
    const struct fn *fn = &answering->program->fns[answering->server.fn];
    const struct loop *loop = &fn->loops[answering->server.loop - 1];
    uint32_t n = fn->ir->blocks.count;

    answering->leads = bitset_new(answering->scratch, n);
    for (uint32_t c = 0; c < fn->n_calls; c++)
        if (bitset_has(&loop->blocks, fn->calls[c].block) && is_answer(answering, &fn->calls[c]))
            bitset_add(&answering->leads, fn->calls[c].block);
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t id = n; id-- > 1;) {
            const struct ir_block *block = fn_block(fn, id);
            for (uint32_t edge = 0; edge < graph_n_successors(block); edge++) {
                uint32_t next = graph_successor(fn, block, edge);
                if (bitset_has(&loop->blocks, id) && next != taking->block &&
                    bitset_has(&answering->leads, next))
                    changed |= bitset_add(&answering->leads, id);
            }
        }
    }
}

/* Whether the block tests the result of the receiving call, or the error that it has left. */
static bool tests_result(const struct answering *answering, const struct ir_block *block)
{
    const struct fn *fn = &answering->program->fns[answering->server.fn];

    if (block->end != IR_END_BRANCH && block->end != IR_END_SWITCH)
        return false;
    if (is_tainted(answering, block->a) || is_tainted(answering, block->b))
        return true;
    /* *__errno_location() */
    return block->a.kind == IR_OPERAND_PLACE &&
           fn_place(fn, block->a.index)->kind == IR_PLACE_DEREF &&
           fn_local(fn, (struct ir_operand){IR_OPERAND_PLACE,
                                            fn_place(fn, block->a.index)->parent.index}) != 0 &&
           stores_type_of_place(fn, (struct ir_place_id){block->a.index})->kind == IR_TYPE_INTEGER;
}

/* Marks what may answer later: calls that get what was taken, and stores of it. */
static void mark_kept(const struct answering *answering, const struct call_site *taking,
                      struct path_query *query)
{
    const struct program *program = answering->program;
    const struct fn *fn = &program->fns[answering->server.fn];

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[i];
            bool keeps = instr->op == IR_COPY && instr->dst.index &&
                         fn_place(fn, instr->dst.index)->kind != IR_PLACE_LOCAL &&
                         is_tainted(answering, instr->a);
            if (keeps && i != taking->instr)
                path_mark(query, i, PATH_STOP);
        }
    }
    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct call_site *site = &fn->calls[c];
        const struct ir_instr *call = &fn->unit->instrs[site->instr];
        bool is_system = site->entity && program->entities[site->entity].flags & IR_SYMBOL_SYSTEM;
        for (uint32_t i = 0; i < call->arguments.count && !is_system; i++)
            if (site->instr != taking->instr &&
                is_tainted(answering, fn->unit->operands[call->arguments.first + i]))
                path_mark(query, site->instr, PATH_STOP);
        if (site->instr != taking->instr && is_answer(answering, site))
            path_mark(query, site->instr, PATH_STOP);
    }
}

/* A way from that block to the taking of the next request without an answer. */
static struct path_answer find_silent(const struct answering *answering,
                                      const struct call_site *taking, uint32_t from)
{
    struct path_query query = {
        .program = answering->program, .fn = answering->server.fn, .from_block = from};

    mark_kept(answering, taking, &query);
    path_mark(&query, taking->instr, PATH_TO);
    struct path_answer answer = path_find(&query);
    path_query_deinit(&query);
    return answer;
}

/* Follows the tests of the receiving call's result to where a request has come, and goes on from there. */
static bool has_silent_way(const struct answering *answering, const struct call_site *taking,
                           struct path_answer *ret_answer)
{
    const struct fn *fn = &answering->program->fns[answering->server.fn];
    struct bitset seen = bitset_new(answering->scratch, fn->ir->blocks.count);
    uint32_t todo[STARTS_MOST], n = 0;

    todo[n++] = taking->block;
    bitset_add(&seen, taking->block);
    for (uint32_t at = 0; at < n; at++) {
        const struct ir_block *block = fn_block(fn, todo[at]);
        bool tests = tests_result(answering, block);
        for (uint32_t edge = 0; edge < graph_n_successors(block); edge++) {
            uint32_t next = graph_successor(fn, block, edge);
            if (!bitset_has(&answering->leads, next) || !bitset_add(&seen, next))
                continue;
            if ((tests || todo[at] == taking->block) &&
                tests_result(answering, fn_block(fn, next)) && n < STARTS_MOST) {
                todo[n++] = next;
                continue;
            }
            *ret_answer = find_silent(answering, taking, next);
            if (ret_answer->found)
                return true;
        }
    }
    return false;
}

/* ---- the question ---- */

static void state(const struct answering *answering, const struct call_site *taking,
                  const struct path_answer *answer, struct channel_trouble *trouble)
{
    const struct program *program = answering->program;
    uint32_t fn = answering->server.fn;
    struct step *steps = ARENA_ARRAY(program->run, struct step, answer->decisions.count + 2);
    size_t n = 0;

    steps[n++] = channels_step(
        program, fn, taking->instr,
        arena_printf(program->run, "%s() takes a request here", program->fns[fn].name));
    for (size_t i = 0; i < answer->decisions.count; i++)
        steps[n++] = answer->decisions.items[i];
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
                                  .scratch = arena_new()};
    bool silent = false;

    if (wait->kind == USE_RECEIVE && wait->forever && !channel->escapes &&
        find_only_server(&answering)) {
        const struct call_site *taking = find_taking(&answering);
        struct path_answer answer;
        if (taking) {
            find_tainted(&answering, taking);
            find_leads(&answering, taking);
            silent = has_silent_way(&answering, taking, &answer);
        }
        if (silent)
            state(&answering, taking, &answer, trouble);
    }
    arena_free(answering.scratch);
    return silent;
}
