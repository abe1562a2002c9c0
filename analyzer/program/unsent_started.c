/* Waits that come behind the start of the thread which ends them: in the function that starts it, or in those that call that
 * one; and who are not told there that it could not be started.
 *
 *     supply_start(&belt);        starts the thread
 *     piece = belt_take(&belt);   waits for what it puts there
 *
 * Requires channels, threads. */
#include "program/conditions.h"
#include "program/failed_starts.h"
#include "program/stops.h"
#include "program/threads.h"
#include "program/unsent_paths.h"

/* Whether the function comes behind that call to the wait, itself or by what it calls. */
static bool comes_to_wait(const struct program *program, uint32_t number, uint32_t from,
                          const struct channel_use *wait)
{
    const struct fn *fn = &program->fns[number];
    struct path_query query = {.program = program, .fn = number};

    path_mark(&query, from, PATH_FROM);
    for (uint32_t c = 0; c < fn->n_calls; c++)
        if (functions_lead_to(stops_facts(program), &fn->calls[c], wait->fn) &&
            fn->calls[c].instr != from && !channel_flow_is_body(program, fn, c))
            path_mark(&query, fn->calls[c].instr, PATH_TO);
    if (number == wait->fn)
        path_mark(&query, wait->instr, PATH_TO);
    bool comes = path_find(&query).found;
    path_query_deinit(&query);
    return comes;
}

/* The only call of the function; NULL = there is none, or there are several. */
static const struct call_site *only_call(const struct program *program, uint32_t number,
                                         uint32_t *ret_caller)
{
    const struct fn *fn = &program->fns[number];

    if (fn->n_called_at != 1 || members_has_unseen_callers(program, number) ||
        program->fns[fn->called_at[0].fn].is_model)
        return NULL;
    *ret_caller = fn->called_at[0].fn;
    return &program->fns[fn->called_at[0].fn].calls[fn->called_at[0].call];
}

/* The only start of the body; NULL = there is none, or there are several. */
static const struct start *only_start(const struct program *program, uint32_t body)
{
    const struct starts *starts = threads_starts(program);
    uint32_t first = threads_first_start(starts, body);
    bool is_one = first < starts->count && starts->items[first].body == body &&
                  (first + 1 == starts->count || starts->items[first + 1].body != body);

    return is_one ? &starts->items[first] : NULL;
}

/* Whether the function that starts the thread, at one place, comes behind that to the wait; or who alone calls it does. */
bool unsent_is_started_above(const struct channels *channels, uint32_t body,
                             const struct channel_use *wait)
{
    enum { ABOVE_MOST = 2 };
    const struct program *program = channels->program;
    const uint32_t *run_by = threads_run_by(program);
    const struct start *start = only_start(program, body);

    if (!start || run_by[start->fn] != run_by[wait->fn])
        return false;
    uint32_t fn = start->fn, instr = start->instr;
    for (uint32_t up = 0; up <= ABOVE_MOST; up++) {
        if (comes_to_wait(program, fn, instr, wait))
            return true;
        const struct call_site *call = only_call(program, fn, &fn);
        if (!call)
            return false;
        instr = call->instr;
    }
    return false;
}

/* ---- who is not told that it could not be started ---- */

/* Whether the call may lead to a function of the project's own. */
static bool is_own_call(const struct program *program, const struct call_site *site)
{
    bool is_own = site->unresolved || !site->entity;

    for (uint32_t k = 0; k < site->targets.count; k++)
        is_own |= !program->fns[site->targets.items[k]].is_model;
    return is_own ||
           (!site->targets.count && !(program->entities[site->entity].flags & IR_SYMBOL_SYSTEM));
}

/* Marks what may tell of it: stores to what others see, a new value for what is returned, and calls that get that or that
 * are the project's own. */
static void mark_telling(const struct program *program, struct ir_operand returned,
                         struct path_query *query)
{
    const struct fn *fn = &program->fns[query->fn];

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
            struct ir_operand to = {IR_OPERAND_PLACE, fn->unit->instrs[i].dst.index};
            bool is_returned = returned.kind == IR_OPERAND_PLACE && to.index == returned.index;
            if (to.index && (is_returned || !fn_local(fn, to)))
                path_mark(query, i, PATH_STOP);
        }
    }
    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct call_site *site = &fn->calls[c];
        const struct ir_instr *call = &fn->unit->instrs[site->instr];
        bool tells = is_own_call(program, site);
        for (uint32_t i = 0; i < call->arguments.count && !tells; i++) {
            struct ir_operand argument = fn->unit->operands[call->arguments.first + i];
            tells = (argument.kind == IR_OPERAND_PLACE || argument.kind == IR_OPERAND_ADDRESS) &&
                    returned.kind == IR_OPERAND_PLACE && argument.index == returned.index;
        }
        if (tells)
            path_mark(query, site->instr, PATH_STOP);
    }
}

/* A way from where the start has failed to a return to which a start that has not failed comes, too, on which nothing tells
 * the one from the other. */
static struct path_answer find_untold(const struct program *program, const struct start *start)
{
    const struct fn *fn = &program->fns[start->fn];
    const struct ir_block *at = fn_block(fn, start->block);
    uint32_t failure = failed_start(program, start);
    struct path_answer answer = {.found = false};

    if (!failure || at->end != IR_END_BRANCH)
        return answer;
    uint32_t success = at->target[0].index == failure ? at->target[1].index : at->target[0].index;
    struct arena *scratch = arena_new();
    struct bitset behind_failure = conditions_reach(fn, failure, scratch);
    struct bitset behind_success = conditions_reach(fn, success, scratch);
    bitset_add(&behind_failure, failure);
    bitset_add(&behind_success, success);
    for (uint32_t id = 1; id < fn->ir->blocks.count && !answer.found; id++) {
        const struct ir_block *block = fn_block(fn, id);
        if (block->end != IR_END_RETURN || !bitset_has(&behind_failure, id) ||
            !bitset_has(&behind_success, id))
            continue;
        struct path_query query = {
            .program = program, .fn = start->fn, .from_block = failure, .to_return = true};
        mark_telling(program, block->a, &query);
        answer = path_find(&query);
        answer.found = answer.found && answer.to_block == id &&
                       !(block->a.kind == IR_OPERAND_PLACE &&
                         block->a.index == fn->unit->instrs[start->instr].dst.index);
        path_query_deinit(&query);
    }
    arena_free(scratch);
    return answer;
}

bool unsent_start_is_hidden(const struct channels *channels, uint32_t body,
                            const struct channel_use *wait, struct channel_trouble *trouble)
{
    const struct program *program = channels->program;
    const struct start *start = only_start(program, body);

    /* who waits behind the start in the function itself sees whether it has failed */
    if (!start || start->fn == wait->fn || program->fns[start->fn].loop_of[start->block] ||
        comes_to_wait(program, start->fn, start->instr, wait) ||
        !unsent_is_started_above(channels, body, wait))
        return false;
    struct path_answer answer = find_untold(program, start);
    if (!answer.found)
        return false;
    struct step step = channels_step(
        program, start->fn, start->instr,
        arena_printf(program->run,
                     "suppose that this does not start %s(), of which %s() says nothing",
                     program->fns[body].name, program->fns[start->fn].name));
    trouble->failure = WAIT_NOT_STARTED;
    trouble->other = program->fns[body].name;
    trouble->assumption = "that the start fails";
    trouble->witness = (struct steps){arena_copy(program->run, &step, sizeof(step)), 1};
    return true;
}
