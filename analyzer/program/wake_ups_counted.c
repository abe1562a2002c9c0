/* What is counted up for something that is then handed on, for others to count it down again when they are done, and stays
 * counted where the hand-over has failed:
 *
 *     pending++;                       while (pending > 0)
 *     if (!push(queue, job))               wait(&done);
 *         return -1;
 *
 * Requires channels, stores. Whatever is not known counts down. */
#include "program/below.h"
#include "program/failed_starts.h"
#include "program/failures.h"
#include "program/solver.h"
#include "program/threads.h"
#include "program/wake_ups_inside.h"

/* Bounds: hand-overs in one function; callers above each other. */
enum { HANDED_MOST = 16, COUNTED_UP = 2 };

struct counting {
    const struct wake_question *question;
    const struct store *up;
    const struct fn *fn;
    struct bitset down;      /* functions that count down */
    struct bitset lead_down; /* those, and all above */
    struct bitset hand;      /* functions that start a thread or add to a queue, and all above */
};

static bool leads_into(const struct call_site *site, const struct bitset *above)
{
    for (uint32_t k = 0; k < site->targets.count; k++)
        if (bitset_has(above, site->targets.items[k]))
            return true;
    return site->unresolved;
}

static const struct start *start_at(const struct program *program, uint32_t number, uint32_t instr)
{
    const struct starts *starts = threads_starts(program);

    for (uint32_t i = 0; i < starts->count; i++)
        if (starts->items[i].fn == number && starts->items[i].instr == instr)
            return &starts->items[i];
    return NULL;
}

/* The instructions of the function by which something is handed on to others. */
static uint32_t find_handed(const struct counting *counting, uint32_t number,
                            uint32_t instrs[HANDED_MOST])
{
    const struct wake_question *question = counting->question;
    const struct channel_uses *uses = &question->channels->uses;
    const struct fn *fn = &question->program->fns[number];
    uint32_t n = 0;

    for (uint32_t i = 0; bitset_has(&question->channels->adds_in, number) && i < uses->count; i++)
        if (uses->items[i].kind == USE_SEND && uses->items[i].at_fn == number && n < HANDED_MOST)
            instrs[n++] = uses->items[i].at_instr;
    for (uint32_t c = 0; !fn->is_model && c < fn->n_calls && n < HANDED_MOST; c++)
        if (start_at(question->program, number, fn->calls[c].instr) ||
            (!fn->calls[c].unresolved && leads_into(&fn->calls[c], &counting->hand)))
            instrs[n++] = fn->calls[c].instr;
    return n;
}

/* Whether that edge is taken where the call before it has failed: to hand on, or to get what would be. */
static bool is_failure(const struct counting *counting, uint32_t call, uint32_t id, uint32_t edge)
{
    const struct wake_question *question = counting->question;
    const struct call_site *site = &counting->fn->calls[graph_first_call(counting->fn, call)];
    const struct start *start = start_at(question->program, counting->up->fn, call);
    uint32_t handed[HANDED_MOST];

    if (start && failed_start(question->program, start) ==
                     graph_successor(counting->fn, fn_block(counting->fn, id), edge))
        return true;
    if (failures_by_custom(counting->fn, id, edge))
        return true;
    uint32_t n =
        site->targets.count == 1 ? find_handed(counting, site->targets.items[0], handed) : 0;
    return failures_by_result(question->program, counting->fn, id, edge, handed, n);
}

/* Marks what counts down, and what hands on but for that call. */
static void mark_others(const struct counting *counting, uint32_t call, struct path_query *query)
{
    const struct wake_question *question = counting->question;
    struct opening opening;

    for (uint32_t at = 0; wake_next_opening(question, STORE_OPENS, &at, &opening);)
        if (opening.store->fn == counting->up->fn && opening.look->element == counting->up->element)
            path_mark(query, opening.store->instr, PATH_STOP);
    for (uint32_t c = 0; c < counting->fn->n_calls; c++)
        if (counting->fn->calls[c].instr != call &&
            leads_into(&counting->fn->calls[c], &counting->lead_down))
            path_mark(query, counting->fn->calls[c].instr, PATH_STOP);
    uint32_t handed[HANDED_MOST], n = find_handed(counting, counting->up->fn, handed);
    for (uint32_t i = 0; i < n; i++)
        if (handed[i] != call)
            path_mark(query, handed[i], PATH_STOP);
}

/* Whether every way to the call passes the count: where that comes behind the call, it stands for what has gone well. */
static bool is_counted_first(const struct counting *counting, uint32_t call)
{
    struct path_query query = {
        .program = counting->question->program, .fn = counting->up->fn, .from_entry = true};

    path_mark(&query, counting->up->instr, PATH_STOP);
    path_mark(&query, call, PATH_TO);
    bool around = path_find(&query).found;
    path_query_deinit(&query);
    return !around;
}

/* Whether control comes from the count to the call, and behind its failure to the function's end, with nothing counted
 * down. */
static bool stays_counted(const struct counting *counting, uint32_t call, uint32_t failed,
                          struct path_answer *ret_answer)
{
    const struct program *program = counting->question->program;
    struct path_query before = {.program = program, .fn = counting->up->fn};
    struct path_query behind = {
        .program = program, .fn = counting->up->fn, .from_block = failed, .to_return = true};

    if (!is_counted_first(counting, call))
        return false;
    mark_others(counting, call, &before);
    path_mark(&before, counting->up->instr, PATH_FROM);
    path_mark(&before, call, PATH_TO);
    mark_others(counting, 0, &behind);
    bool found = path_find(&before).found;
    if (found) {
        *ret_answer = path_find(&behind);
        found = ret_answer->found;
    }
    path_query_deinit(&before);
    path_query_deinit(&behind);
    return found;
}

/* Whether a caller, in the same thread, may count down for the function. */
static bool is_undone_above(const struct counting *counting, uint32_t number,
                            uint32_t up) // NOLINT(misc-no-recursion): COUNTED_UP
{
    const struct program *program = counting->question->program;
    const struct fn_list *callers = &program->fns[number].callers;

    for (uint32_t i = 0; i < callers->count; i++) {
        const struct fn *caller = &program->fns[callers->items[i]];
        if (caller->is_model)
            continue;
        if (bitset_has(&counting->down, callers->items[i]))
            return true;
        for (uint32_t c = 0; c < caller->n_calls; c++)
            if (!call_reaches(&caller->calls[c], number) &&
                !channel_flow_is_body(program, caller, c) &&
                leads_into(&caller->calls[c], &counting->lead_down))
                return true;
        if (up < COUNTED_UP && is_undone_above(counting, callers->items[i], up + 1))
            return true;
    }
    return false;
}

static bool judge_store(const struct counting *counting)
{
    const struct wake_question *question = counting->question;
    const struct fn *fn = counting->fn;

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        uint32_t call = failures_call(fn, id);
        for (uint32_t edge = 0; call && edge < 2; edge++) {
            uint32_t failed = graph_successor(fn, fn_block(fn, id), edge);
            struct path_answer answer;
            if (!is_failure(counting, call, id, edge) ||
                !stays_counted(counting, call, failed, &answer) ||
                is_undone_above(counting, counting->up->fn, 0))
                continue;
            wake_state(question, WAIT_KEPT, counting->up->fn, counting->up->instr,
                       wake_say(question, counting->up->fn, "counts it up here"),
                       "that the call fails");
            struct step failing = channels_step(question->program, counting->up->fn, call,
                                                "where this fails, nobody counts it down again");
            question->trouble->witness =
                channels_join_steps(question->program, question->trouble->witness, failing);
            return true;
        }
    }
    return false;
}

/* Whether it waits for the number to come back to zero. */
static bool is_for_zero(const struct look *look)
{
    return look->enough && !look->snapshot && look->number == 0 &&
           (look->relation == IR_NE || look->relation == IR_GT);
}

/* Finds the functions that have part in it, once there is something to ask. */
static void find_parts(struct counting *counting)
{
    const struct program *program = counting->question->program;
    const struct creations *creations = &program->solution->creations;

    counting->lead_down = bitset_new(counting->question->scratch, program->n_fns);
    counting->hand = bitset_new(counting->question->scratch, program->n_fns);
    for (uint32_t i = 1; i < program->n_fns; i++) {
        if (bitset_has(&counting->down, i))
            bitset_add(&counting->lead_down, i);
        if (bitset_has(&counting->question->channels->adds_in, i) ||
            creations->first_start[i] < creations->first_start[i + 1])
            bitset_add(&counting->hand, i);
    }
    functions_add_above(program, &counting->lead_down);
    functions_add_above(program, &counting->hand);
}

bool wake_is_left_counted(struct wake_question *question)
{
    struct counting counting = {.question = question,
                                .down = bitset_new(question->scratch, question->program->n_fns)};
    struct opening opening;
    bool any = false;

    for (uint32_t at = 0; wake_next_opening(question, STORE_OPENS, &at, &opening);) {
        bitset_add(&counting.down, opening.store->fn);
        any = true;
    }
    for (uint32_t at = 0; any && wake_next_opening(question, STORE_CLOSES, &at, &opening);) {
        counting.up = opening.store;
        counting.fn = &question->program->fns[opening.store->fn];
        bool asks = is_for_zero(opening.look) &&
                    counting.fn->unit->instrs[opening.store->instr].op == IR_COMPUTE;
        if (asks && !counting.hand.words)
            find_parts(&counting);
        if (asks && !bitset_has(&question->stores->address_taken, opening.look->element) &&
            judge_store(&counting))
            return true;
    }
    return false;
}
