/* Waits that only the thread which waits would end, behind the wait:
 *
 *     if (queue->is_empty)
 *         wait(&filled);
 *     fill(queue); post(&filled);
 *
 * or which a callback would end that is called because of what this thread sends behind the wait.
 *
 * Requires channels, threads. Whatever is not known is taken to come before. */
#include "program/unsent_itself.h"

#include "program/channel_tags.h"
#include "program/model_control.h"
#include "program/stops.h"
#include "program/threads.h"
#include "program/unsent.h"
#include "program/wake_ups.h"

/* Channels because of which one callback after the other is called. */
enum { CALLED_DEPTH = 2 };

/* Whether their function, which is called once in the life of a process, comes to the end only through the wait: so does each
 * of the processes that it has become by a fork. */
static bool is_only_behind(const struct channels *channels, const struct channel_use *end,
                           const struct channel_use *wait)
{
    const struct program *program = channels->program;
    struct path_query query = {.program = program, .fn = wait->fn, .from_entry = true};

    if (end->fn != wait->fn || !contexts_in_main(program, wait->fn) ||
        contexts_often(program, end->fn, end->block) != OFTEN_ONCE)
        return false;
    path_mark(&query, wait->instr, PATH_STOP);
    path_mark(&query, end->instr, PATH_TO);
    bool around = path_find(&query).found;
    path_query_deinit(&query);
    return !around;
}

/* Whether what ends waits comes only when the wait is over, for sure: the thread that waits does it, behind. */
static bool is_behind(const struct channels *channels, const struct channel_use *end,
                      const struct channel_use *wait)
{
    const struct program *program = channels->program;
    const uint32_t *run_by = threads_run_by(program);
    const struct fn *fn = &program->fns[end->fn];
    uint32_t root = run_by[wait->fn];
    struct path_query query = {.program = program, .fn = end->fn};
    bool waits = false;

    if (root == RUN_BY_MANY && is_only_behind(channels, end, wait))
        return true;
    if (root == RUN_BY_MANY || root == RUN_BY_NONE || run_by[end->fn] != root ||
        contexts_often(program, root, 1) != OFTEN_ONCE)
        return false;
    for (uint32_t c = 0; c < fn->n_calls; c++)
        if ((end->fn == wait->fn && fn->calls[c].instr == wait->instr) ||
            functions_lead_to(stops_facts(program), &fn->calls[c], wait->fn)) {
            path_mark(&query, fn->calls[c].instr, PATH_TO);
            waits = true;
        }
    path_mark(&query, end->instr, PATH_FROM);
    bool before = path_find(&query).found;
    path_query_deinit(&query);
    return waits && !before;
}

bool unsent_is_closed_behind(const struct channels *channels, const struct channel *channel,
                             const struct channel_use *wait)
{
    bool any = false;

    if (wait->kind != USE_RECEIVE || !channel->made)
        return false;
    for (uint32_t i = channel->first; i < channel->first + channel->count; i++) {
        const struct channel_use *use = &channels->uses.items[i];
        if (!(unsent_senders >> use->kind & 1) || !use->reached ||
            !channel_tags_meet(channels->program, use, wait))
            continue;
        if (use->kind != USE_CLOSE || !is_behind(channels, use, wait))
            return false;
        any = true;
    }
    return any;
}

/* ---- callbacks ---- */

bool unsent_registers(const struct program *program, uint32_t number, const struct call_site *site,
                      uint32_t callback)
{
    const struct fn *fn = &program->fns[number];
    const struct ir_instr *call = &fn->unit->instrs[site->instr];

    if (site->targets.count != 1 || !program->fns[site->targets.items[0]].is_model)
        return false;
    struct model_callbacks callbacks = model_callbacks(program, site->targets.items[0]);
    for (uint32_t c = 0; c < callbacks.count; c++) {
        uint32_t parameter = callbacks.items[c].parameter;
        bool complete = false;
        struct fn_list bodies = {0};
        if (parameter && parameter <= call->arguments.count)
            bodies = targets_of_operand(program, number,
                                        fn->unit->operands[call->arguments.first + parameter - 1],
                                        &complete);
        if (complete && bodies.count == 1 && bodies.items[0] == callback)
            return true;
    }
    return false;
}

/* What the callback waits for to be called; NULL = somebody may call it otherwise, or there are several such. */
static const struct channel *called_by(const struct channels *channels, uint32_t callback)
{
    const struct program *program = channels->program;
    const struct channel *by = NULL;

    if (program->fns[callback].callers.count || program->fns[callback].escapes)
        return NULL;
    for (uint32_t i = 0; i < channels->uses.count; i++) {
        const struct channel_use *use = &channels->uses.items[i];
        const struct fn *fn = &program->fns[use->fn];
        uint32_t c = use->kind == USE_WHEN_SENT ? graph_first_call(fn, use->instr) : fn->n_calls;
        if (c >= fn->n_calls || !unsent_registers(program, use->fn, &fn->calls[c], callback))
            continue;
        if (by && by->class != use->class)
            return NULL;
        by = channels_find(channels, use);
    }
    return by && by->made && !by->escapes ? by : NULL;
}

/* ---- the question ---- */

static bool all_come_behind(const struct channels *channels, const struct channel *channel,
                            const struct channel_use *wait, uint32_t callback, uint32_t depth)
{ // NOLINT(misc-no-recursion): CALLED_DEPTH
    const struct program *program = channels->program;
    bool any = false;

    for (uint32_t i = channel->first; i < channel->first + channel->count; i++) {
        const struct channel_use *use = &channels->uses.items[i];
        if (!(unsent_senders >> use->kind & 1) || !use->reached || use->is_unheard ||
            (callback && use->fn == callback))
            continue;
        bool once = contexts_often(program, use->fn, use->block) == OFTEN_ONCE;
        const struct channel *by = depth < CALLED_DEPTH ? called_by(channels, use->fn) : NULL;
        if (!(once && is_behind(channels, use, wait)) &&
            !(by && all_come_behind(channels, by, wait, use->fn, depth + 1)))
            return false;
        any = true;
    }
    return any;
}

void unsent_tell_behind(const struct channels *channels, const struct channel_use *send,
                        struct channel_trouble *trouble)
{
    const struct program *program = channels->program;
    struct step step = channels_step(program, send->fn, send->instr,
                                     "what would end it comes only behind the wait");

    trouble->failure = WAIT_BEHIND;
    trouble->other = program->fns[send->fn].name;
    trouble->witness = (struct steps){arena_copy(program->run, &step, sizeof(step)), 1};
}

bool unsent_only_by_itself(const struct channels *channels, const struct channel *channel,
                           const struct channel_use *wait, struct channel_trouble *trouble)
{
    const struct program *program = channels->program;
    uint32_t root = threads_run_by(program)[wait->fn];

    if (wait->kind != USE_RECEIVE || wait->by_hand || channel->messages != 0 ||
        root == RUN_BY_MANY || root == RUN_BY_NONE || wake_starts_several(program, root) ||
        !all_come_behind(channels, channel, wait, 0, 0))
        return false;
    const struct channel_use *send = channels_first(channels, channel, unsent_senders, true, wait);
    if (!send)
        return false;
    unsent_tell_behind(channels, send, trouble);
    trouble->assumption = "that nobody else ends the wait";
    return true;
}
