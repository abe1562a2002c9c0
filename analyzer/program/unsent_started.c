/* Waits that come behind the start of the thread which ends them: in the function that starts it, or in those that call that
 * one.
 *
 *     supply_start(&belt);        starts the thread
 *     piece = belt_take(&belt);   waits for what it puts there
 *
 * Requires channels, threads. */
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
    const struct fn_list *callers = &program->fns[number].callers;
    const struct call_site *only = NULL;

    if (callers->count != 1 || members_has_unseen_callers(program, number))
        return NULL;
    const struct fn *fn = &program->fns[callers->items[0]];
    for (uint32_t c = 0; !fn->is_model && c < fn->n_calls; c++) {
        if (!call_reaches(&fn->calls[c], number))
            continue;
        if (only)
            return NULL;
        only = &fn->calls[c];
    }
    *ret_caller = callers->items[0];
    return only;
}

/* Whether the function that starts the thread, at one place, comes behind that to the wait; or who alone calls it does. */
bool unsent_is_started_above(const struct channels *channels, uint32_t body,
                             const struct channel_use *wait)
{
    enum { ABOVE_MOST = 2 };
    const struct program *program = channels->program;
    const struct starts *starts = threads_starts(program);
    const uint32_t *run_by = threads_run_by(program);
    uint32_t first = threads_first_start(starts, body);
    bool is_one = first < starts->count && starts->items[first].body == body &&
                  (first + 1 == starts->count || starts->items[first + 1].body != body);

    if (!is_one || run_by[starts->items[first].fn] != run_by[wait->fn])
        return false;
    uint32_t fn = starts->items[first].fn, instr = starts->items[first].instr;
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
