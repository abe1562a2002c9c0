/* Sends of which there are more than receives, where both numbers are known.
 *
 * Requires channels, threads, loops. */
#include "program/overfull.h"

#include "program/paths.h"
#include "program/threads.h"

/* How many receives the function makes at most; false where that is not known. */
static bool count_receives(const struct overfull *question, uint32_t number, uint64_t *ret_count)
{
    const struct channel *channel = question->channel;
    const struct fn *fn = &question->program->fns[number];

    *ret_count = 0;
    for (uint32_t i = channel->first; i < channel->first + channel->count; i++) {
        const struct channel_use *use = &question->channels->uses.items[i];
        uint64_t count = 1;
        if (use->kind != USE_RECEIVE || !use->reached)
            continue;
        if (use->fn != number || use->at_fn != number)
            return false;
        for (uint32_t l = fn->loop_of[use->block]; l; l = fn->loops[l - 1].parent) {
            if (!fn->loops[l - 1].counted)
                return false;
            count *= fn->loops[l - 1].trips;
        }
        *ret_count += count;
    }
    return *ret_count > 0;
}

/* Whether the body makes the send on each of its ways. */
static bool always_sends(const struct overfull *question, uint32_t body)
{
    struct path_query query = {
        .program = question->program, .fn = body, .from_entry = true, .to_return = true};

    if (question->use->fn != body)
        return false;
    path_mark(&query, question->use->instr, PATH_STOP);
    bool without = path_find(&query).found;
    path_query_deinit(&query);
    return !without;
}

/* How many threads or coroutines with the body the function starts for sure. */
static uint64_t count_starts(const struct overfull *question, uint32_t number, uint32_t body)
{
    const struct fn *fn = &question->program->fns[number];
    uint64_t count = 0;

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        bool starts = false;
        uint32_t loop;
        for (uint32_t k = 0; k < fn->calls[c].targets.count; k++)
            starts |= fn->calls[c].in_coroutine && fn->calls[c].targets.items[k] == body;
        if (!starts)
            continue;
        struct sending sending = {number, fn->calls[c].block, fn->calls[c].instr, 0, true};
        struct amount amount = overfull_amount(question, &sending, &loop);
        count += loop && !amount.endless ? amount.count : 1;
    }
    return count;
}

bool overfull_is_too_much(const struct overfull *question, struct channel_trouble *trouble)
{
    const struct channel *channel = question->channel;
    const uint32_t *run_by = threads_run_by(question->program);
    uint32_t body = question->use->fn;
    uint64_t receives = 0;

    for (uint32_t i = channel->first; i < channel->first + channel->count; i++) {
        const struct channel_use *make = &question->channels->uses.items[i];
        if (make->kind != USE_MAKE || question->room == ROOM_UNKNOWN || run_by[body] != body ||
            !count_receives(question, make->fn, &receives) || !always_sends(question, body) ||
            overfull_is_interrupted(question->program, make->fn) ||
            !overfull_closes_come_late(question, make->fn))
            continue;
        uint64_t sends = count_starts(question, make->fn, body);
        if (sends <= receives + (uint64_t)question->room)
            continue;
        trouble->failure = FULL_TOO_FEW;
        trouble->other = question->program->fns[make->fn].name;
        return true;
    }
    return false;
}
