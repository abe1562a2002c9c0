/* Waits whose sender leaves without a word on one of its ways.
 *
 * The sender is one thread, which the waiter's side starts: on a way through its body it returns, and has
 * neither sent nor signalled; or it could not be started, and the wait comes all the same.
 *
 * Requires channels, threads. */
#include "program/unsent_paths.h"

#include "program/creations.h"
#include "program/ends.h"
#include "program/failed_starts.h"
#include "program/failures.h"
#include "program/paths.h"
#include "program/predicates.h"
#include "program/solver.h"
#include "program/stops.h"
#include "program/threads.h"
#include "program/unsent_ends.h"
#include "program/unsent_itself.h"
#include "program/wake_ups.h"
#include "program/ways.h"

const uint64_t unsent_path_sends = UINT64_C(1) << USE_SEND | UINT64_C(1) << USE_CLOSE |
                                   UINT64_C(1) << USE_FINISH | UINT64_C(1) << USE_SIGNAL |
                                   UINT64_C(1) << USE_BROADCAST;

/* Whether the thread that waits is alone in running its function: what it does itself comes only behind the wait. */
static bool is_by_waiter(const struct channels *channels, const struct channel_use *wait,
                         uint32_t root)
{
    uint32_t own = threads_run_by(channels->program)[wait->fn];

    return root == own && root != RUN_BY_MANY && root != RUN_BY_NONE &&
           contexts_often(channels->program, root, 1) == OFTEN_ONCE &&
           !wake_starts_several(channels->program, root);
}

/* Whether the waiter's own function closes only where it has started nobody, or behind the wait. */
static bool is_clean_up(const struct channels *channels, const struct channel_use *wait,
                        const struct channel_use *close)
{
    static const struct path_result has_started = {IR_EQ, 0};
    const struct program *program = channels->program;
    const struct starts *starts = threads_starts(program);
    struct path_query query = {.program = program, .fn = wait->fn, .given = &has_started};
    bool starts_here = false;

    if (close->kind != USE_CLOSE || close->fn != wait->fn || close->instr == wait->instr)
        return false;
    for (uint32_t i = 0; i < starts->count; i++)
        if (starts->items[i].fn == wait->fn) {
            path_mark(&query, starts->items[i].instr, PATH_FROM);
            starts_here = true;
        }
    path_mark(&query, wait->instr, PATH_STOP);
    path_mark(&query, close->instr, PATH_TO);
    bool meets = path_find(&query).found;
    path_query_deinit(&query);
    return starts_here && !meets;
}

/* Whether the function is what a pool runs for each item. */
static bool is_run_by_pool(const struct program *program, uint32_t number)
{
    const struct uses *uses = stops_uses(program);
    bool is_pools = false;

    if (program->fns[number].callers.count || contexts_origin(program, number).kind != ROOT_EVENT)
        return false;
    for (uint32_t i = 0; i < uses->items.count && !is_pools; i++) {
        const struct use *use = &uses->items.items[i];
        const struct fn *fn = &program->fns[use->fn];
        uint32_t c = use->kind == USE_POOL ? graph_first_call(fn, use->instr) : fn->n_calls;
        is_pools = c < fn->n_calls && unsent_registers(program, use->fn, &fn->calls[c], number);
    }
    return is_pools;
}

/* The body of the thread in place of which the caller calls the function, only where it could not be started; 0 = he does
 * so otherwise. */
static uint32_t calls_where_failed(const struct program *program, uint32_t caller, uint32_t number)
{
    const struct fn *fn = &program->fns[caller];
    uint32_t body = 0;

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        if (!call_reaches(&fn->calls[c], number))
            continue;
        uint32_t failed = failed_start_before(program, caller, fn->calls[c].block);
        if (!failed || (body && failed != body))
            return 0;
        body = failed;
    }
    return body;
}

/* The body of a thread that every way to the function comes through, though somebody may also call it, such as where the
 * thread could not be started; 0 = there is no such. */
static uint32_t body_around(const struct program *program, uint32_t number,
                            uint32_t up) // NOLINT(misc-no-recursion): AROUND_MOST
{
    enum { AROUND_MOST = 3, CALLERS_MOST = 20 };
    const struct starts *starts = threads_starts(program);
    uint32_t first = threads_first_start(starts, number), body = 0, failed = 0;

    if (first < starts->count && starts->items[first].body == number)
        return number;
    if (is_run_by_pool(program, number))
        return number;
    if (up == AROUND_MOST || program->fns[number].callers.count > CALLERS_MOST ||
        program->fns[number].address_taken || members_has_unseen_callers(program, number))
        return 0;
    for (uint32_t i = 0; i < program->fns[number].callers.count; i++) {
        uint32_t caller = program->fns[number].callers.items[i];
        uint32_t instead = calls_where_failed(program, caller, number);
        if (instead && (!failed || failed == instead)) {
            failed = instead;
            continue;
        }
        uint32_t above = body_around(program, caller, up + 1);
        if (!above || (body && above != body))
            return 0;
        body = above;
    }
    return failed && failed != body ? 0 : body;
}

uint32_t unsent_only_sender(const struct channels *channels, const struct channel *channel,
                            const struct channel_use *wait)
{
    const uint32_t *run_by = threads_run_by(channels->program);
    uint64_t ends = unsent_enders(channels->program, wait, unsent_path_sends);
    uint32_t body = 0;

    for (uint32_t i = channel->first; i < channel->first + channel->count; i++) {
        const struct channel_use *use = &channels->uses.items[i];
        if (!(ends >> use->kind & 1) || !use->reached ||
            (use->kind != USE_FINISH && !ends_meet(use, wait)))
            continue;
        uint32_t root = run_by[use->fn];
        if (is_by_waiter(channels, wait, root) || is_clean_up(channels, wait, use))
            continue;
        if (root == RUN_BY_MANY)
            root = body_around(channels->program, use->fn, 0);
        if (!root || (body && root != body))
            return 0;
        body = root;
    }
    return body && body != run_by[wait->fn] && run_by[wait->fn] != RUN_BY_NONE ? body : 0;
}

/* The thread that alone makes true what a wait for a condition waits for, though others may signal it for something
 * else; 0 = there is none, or that is not known. */
uint32_t unsent_only_opener(const struct channels *channels, const struct channel_use *wait)
{
    const struct program *program = channels->program;
    const struct stop_facts *facts = stops_facts(program);
    const struct stores *stores = ways_stores(facts->ways);
    const uint32_t *run_by = threads_run_by(program);
    struct arena *scratch = arena_new();
    struct predicate predicate =
        predicate_of(facts, (struct point){wait->at_fn, wait->at_block, wait->at_instr}, scratch);
    const struct fn *fn = &program->fns[predicate.wait.fn];
    uint32_t loop = fn->loop_of[predicate.wait.block];
    bool known = (predicate.known || (loop && predicate.known_once)) && predicate.looks.count;
    uint32_t body = 0;

    for (uint32_t i = 0; known && i < predicate.looks.count; i++) {
        const struct look *look = &predicate.looks.items[i];
        if (loop && !bitset_has(&fn->loops[loop - 1].blocks, look->block))
            continue;
        struct store_span span = stores_to(stores, look->element);
        known = look->enough && !bitset_has(&stores->address_taken, look->element);
        for (uint32_t k = span.first; known && k < span.end; k++) {
            const struct store *store = &stores->items[k];
            enum store_effect effect = predicate_store(program, wait->at_fn, look, store);
            if (ways_is_initial(facts->ways, store) || effect == STORE_CLOSES ||
                effect == STORE_ELSEWHERE)
                continue;
            uint32_t root = run_by[store->fn];
            if (is_by_waiter(channels, wait, root))
                continue;
            if (root == RUN_BY_MANY)
                root = body_around(program, store->fn, 0);
            known = root && root != RUN_BY_MANY && root != RUN_BY_NONE && (!body || body == root);
            body = root;
        }
    }
    predicate_free(&predicate);
    arena_free(scratch);
    return known && body && body != run_by[wait->fn] && run_by[wait->fn] != RUN_BY_NONE ? body : 0;
}

/* The start of the body which the function of the wait makes, before it waits. */
static const struct start *start_before(const struct channels *channels, uint32_t body,
                                        const struct channel_use *wait)
{
    const struct creations *all = &channels->program->solution->creations;

    for (uint32_t i = 1; i < all->items.count; i++) {
        const struct creation_record *record = &all->items.items[i];
        for (uint32_t s = 0; s < record->starts.count; s++) {
            const struct start *start = &record->starts.items[s];
            if (start->body != body || start->fn != wait->fn)
                continue;
            struct path_query query = {.program = channels->program, .fn = start->fn};
            path_mark(&query, start->instr, PATH_FROM);
            path_mark(&query, wait->instr, PATH_TO);
            bool comes = path_find(&query).found;
            path_query_deinit(&query);
            if (comes)
                return start;
        }
    }
    return NULL;
}

/* Whether the body is what a pool runs for each item, and the function of the wait gives it items before. */
static bool is_fed_before(const struct channels *channels, uint32_t body,
                          const struct channel_use *wait)
{
    const struct program *program = channels->program;
    const struct uses *uses = stops_uses(program);
    struct path_query query = {.program = program, .fn = wait->fn};
    bool is_pools = is_run_by_pool(program, body), feeds = false;

    for (uint32_t i = uses->first[wait->fn]; is_pools && i < uses->first[wait->fn + 1]; i++)
        if (uses->items.items[i].kind == USE_POOL_PUSH) {
            path_mark(&query, uses->items.items[i].instr, PATH_FROM);
            feeds = true;
        }
    path_mark(&query, wait->instr, PATH_TO);
    bool before = feeds && path_find(&query).found;
    path_query_deinit(&query);
    return before;
}

/* Whether some send is made once a life of the body, not once a round of some loop in it. */
static bool sends_once(const struct channels *channels, const struct channel *channel,
                       uint64_t sends, uint32_t body)
{
    const struct fn *fn = &channels->program->fns[body];

    for (uint32_t c = 0; c < fn->n_calls; c++)
        if (!fn->loop_of[fn->calls[c].block] &&
            channels_leads_to(channels, channel, sends, body, &fn->calls[c]))
            return true;
    return false;
}

/* Whether the thread is started once in the life of the process, and the wait is made by somebody else, at any time:
 * then who leaves must have told nothing at all, or the wait may not be come to. */
static bool is_started_once(const struct channels *channels, uint32_t body)
{
    const struct program *program = channels->program;
    const struct starts *starts = threads_starts(program);
    uint32_t n = 0;

    for (uint32_t i = threads_first_start(starts, body);
         i < starts->count && starts->items[i].body == body; i++) {
        const struct start *start = &starts->items[i];
        if (contexts_often(program, start->fn, start->block) != OFTEN_ONCE)
            return false;
        n++;
    }
    return n == 1;
}

/* Marks all by which the thread has to do with others: stores to what is no local, too. */
static void mark_dealings(const struct channels *channels, struct path_query *query)
{
    const struct fn *fn = &channels->program->fns[query->fn];

    unsent_mark_receives(channels, query, true);

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
            struct ir_operand to = {IR_OPERAND_PLACE, fn->unit->instrs[i].dst.index};
            if (to.index && !fn_local(fn, to))
                path_mark(query, i, PATH_STOP);
        }
    }
}

void unsent_state_left(const struct channels *channels, uint32_t body,
                       const struct path_answer *answer, struct channel_trouble *trouble)
{
    const struct program *program = channels->program;
    const struct fn *fn = &program->fns[body];
    struct step last = {
        graph_place(program, fn, fn_block(fn, answer->to_block)->at),
        arena_printf(program->run, "%s() returns here and has not ended the wait", fn->name)};

    trouble->failure = WAIT_LEFT;
    trouble->other = fn->name;
    trouble->assumption = "that the thread takes this way";
    trouble->witness = channels_join_steps(program, answer->decisions, last);
}

/* Whether the call opens by its name a channel that somebody else opens, too. */
static bool opens_shared(const struct channels *channels, uint32_t number, uint32_t instr)
{
    for (uint32_t i = channels->first_of_fn[number]; i < channels->first_of_fn[number + 1]; i++) {
        const struct channel_use *use = &channels->uses.items[channels->by_fn.items[i]];
        if (use->kind != USE_NAME || use->instr != instr)
            continue;
        const struct channel *channel = channels_find(channels, use);
        for (uint32_t k = channel->first; k < channel->first + channel->count; k++)
            if (channels->uses.items[k].kind == USE_NAME && channels->uses.items[k].fn != number)
                return true;
    }
    return false;
}

/* Blocks that ask whether such a channel could be opened: it is there, or else the other one would hardly have come to its
 * wait. */
static struct bitset opening_choices(const struct channels *channels, uint32_t body,
                                     struct arena *scratch)
{
    const struct fn *fn = &channels->program->fns[body];
    struct bitset blocks = bitset_new(scratch, fn->ir->blocks.count);

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        uint32_t call = failures_call(fn, id);
        if (call && opens_shared(channels, body, call))
            bitset_add(&blocks, id);
    }
    return blocks;
}

static bool leaves_silently(const struct channels *channels, const struct channel *channel,
                            const struct channel_use *wait, uint32_t body,
                            struct channel_trouble *trouble)
{
    const struct program *program = channels->program;
    struct arena *scratch = arena_new();
    struct bitset opening = opening_choices(channels, body, scratch);
    struct path_query query = {
        .program = program, .fn = body, .from_entry = true, .to_return = true, .ends = &opening};
    struct path_answer answer = {.found = false};

    uint64_t sends = unsent_enders(program, wait, unsent_path_sends);
    bool is_pools =
        is_run_by_pool(program, body); /* of many items, the last one may say it for all */
    bool once = is_pools ? unsent_counts_items(program, wait, body)
                         : sends_once(channels, channel, sends, body);
    bool is_behind = unsent_is_started_above(channels, body, wait);
    if (is_behind) {
        unsent_mark_receives(channels, &query, false);
    } else if (!(is_behind = start_before(channels, body, wait) != NULL ||
                             is_fed_before(channels, body, wait))) {
        if (!once || !is_started_once(channels, body)) {
            path_query_deinit(&query);
            arena_free(scratch);
            return false;
        }
        mark_dealings(channels, &query);
    }
    channels_mark_calls(channels, channel, sends, &query, PATH_STOP);
    unsent_mark_stores(channels, wait, &query, PATH_STOP);
    unsent_mark_no_event(program, &query);
    answer = once ? path_find(&query) : unsent_find_failing(channels, channel, wait, body);
    path_query_deinit(&query);
    arena_free(scratch);
    if (!answer.found)
        return once && is_behind && sends == unsent_path_sends &&
               unsent_left_below(channels, channel, wait, body, trouble);
    unsent_state_left(channels, body, &answer, trouble);
    return true;
}

/* The body of the threads that wait for each other at a barrier: only who waits there ends the wait of the others; 0 = it
 * is none. */
static uint32_t body_at_barrier(const struct channels *channels, const struct channel *channel,
                                const struct channel_use *wait)
{
    const struct program *program = channels->program;
    uint32_t body = threads_run_by(program)[wait->at_fn];
    bool any = false;

    if (body == RUN_BY_MANY || body == RUN_BY_NONE || contexts_in_main(program, body) ||
        !wake_starts_several(program, body))
        return 0;
    for (uint32_t i = channel->first; i < channel->first + channel->count; i++) {
        const struct channel_use *use = &channels->uses.items[i];
        if (!(unsent_path_sends >> use->kind & 1) || !use->reached)
            continue;
        if (use->at_fn != wait->at_fn)
            return 0;
        any = true;
    }
    return any ? body : 0;
}

/* Whether one of them may return, since a call has failed, before it has come there. */
static bool stays_away(const struct channels *channels, const struct channel *channel,
                       const struct channel_use *wait, struct channel_trouble *trouble)
{
    uint32_t body = wait->by_hand ? 0 : body_at_barrier(channels, channel, wait);
    struct path_answer answer = {.found = false};

    if (body)
        answer = unsent_find_failing(channels, channel, wait, body);
    if (answer.found)
        unsent_state_left(channels, body, &answer, trouble);
    return answer.found;
}

/* Whether the wait is reached where the start of its sender has failed. */
static bool waits_in_vain(const struct channels *channels, const struct channel *channel,
                          const struct channel_use *wait, uint32_t body,
                          struct channel_trouble *trouble)
{
    const struct program *program = channels->program;
    const struct start *start = start_before(channels, body, wait);
    const struct fn *fn = &program->fns[wait->fn];
    uint32_t failure = start ? failed_start(program, start) : 0;

    if (!failure ||
        (fn->loop_of[start->block] && !unsent_counts_failed(channels, channel, wait, start)))
        return false;
    struct path_query query = {.program = program, .fn = wait->fn, .from_block = failure};
    path_mark(&query, start->instr, PATH_STOP);
    for (uint32_t c = 0; c < fn->n_calls; c++) /* who could not start it may do its work himself */
        if (call_reaches(&fn->calls[c], body))
            path_mark(&query, fn->calls[c].instr, PATH_STOP);
    channels_mark_calls(channels, channel, unsent_enders(program, wait, unsent_path_sends), &query,
                        PATH_STOP);
    path_mark(&query, wait->instr, PATH_TO);
    struct path_answer answer = path_find(&query);
    path_query_deinit(&query);
    if (!answer.found)
        return false;
    struct step step =
        channels_step(program, start->fn, start->instr,
                      arena_printf(program->run, "suppose that this does not start %s()",
                                   program->fns[body].name));
    trouble->failure = WAIT_NOT_STARTED;
    trouble->other = program->fns[body].name;
    trouble->assumption = "that the start fails";
    trouble->witness = (struct steps){arena_copy(program->run, &step, sizeof(step)), 1};
    return true;
}

bool unsent_by_path(const struct channels *channels, const struct channel *channel,
                    const struct channel_use *wait, struct channel_trouble *trouble)
{
    uint32_t body = wait->by_hand ? 0 : unsent_only_sender(channels, channel, wait);

    if (!body && wait->kind == USE_WAIT)
        body = unsent_only_opener(channels, wait);
    if (!body)
        return stays_away(channels, channel, wait, trouble);
    return leaves_silently(channels, channel, wait, body, trouble) ||
           waits_in_vain(channels, channel, wait, body, trouble) ||
           unsent_start_is_hidden(channels, body, wait, trouble);
}
