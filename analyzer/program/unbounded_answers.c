/* Waits for the answer of another machine that a thread of the program's own receives: whoever sent the request sleeps on
 * a condition, or on a semaphore, until that thread wakes it. The wait is without a bound if nothing else wakes it, and
 * the thread does so only when something has come.
 *
 * Silent where anybody else wakes it: a timer, who closes the connection, who takes what is out of sight. */
#include "program/unbounded_answers.h"

#include "program/event_loops.h"
#include "program/stop_region.h"
#include "program/stops.h"
#include "program/unbounded_contexts.h"
#include "program/value.h"

static const uint64_t wakes =
    UINT64_C(1) << USE_SIGNAL | UINT64_C(1) << USE_BROADCAST | UINT64_C(1) << USE_SEND;
static const uint64_t bounds = UINT64_C(1) << USE_TIMEOUT | UINT64_C(1) << USE_BOUND |
                               UINT64_C(1) << USE_AWAIT_EACH | UINT64_C(1) << USE_AWAIT |
                               UINT64_C(1) << USE_WATCH | UINT64_C(1) << USE_BIT;

static bool has_kind(uint64_t kinds, enum use_kind kind)
{
    return kinds >> kind & 1;
}

/* What is known of the connections of the program. */
struct answers {
    const struct channels *channels;
    VECTOR(uint32_t) receives; /* uses that receive from one */
};

static uint32_t item_of(const struct channels *channels, const struct channel_use *use)
{
    return (uint32_t)(channels_find(channels, use) - channels->items.items);
}

/* Whether receiving from it may end without anything that has come. */
static bool is_timed(const struct channels *channels, uint32_t item)
{
    const struct channel *channel = &channels->items.items[item];

    for (uint32_t i = channel->first; i < channel->first + channel->count; i++)
        if (has_kind(bounds, channels->uses.items[i].kind) || channels->uses.items[i].is_polled)
            return true;
    return false;
}

/* Whether every way to the block has seen that the call, in the same function, has received something. */
static bool is_behind_success(const struct fn *fn, uint32_t block, uint32_t receive)
{
    uint32_t result = fn->unit->instrs[receive].dst.index;

    for (uint32_t id = 1; result && id < fn->ir->blocks.count; id++) {
        const struct ir_block *self = fn_block(fn, id);
        int64_t number;
        if (self->end != IR_END_BRANCH || self->a.kind != IR_OPERAND_PLACE ||
            self->a.index != result || !fn_number(fn, self->b, &number))
            continue;
        for (uint32_t edge = 0; edge < 2; edge++) {
            enum ir_operator relation = (enum ir_operator)self->relation;
            relation = edge ? relation_negate(relation) : relation;
            if (!number_compare(0, relation, number) && !number_compare(-1, relation, number) &&
                graph_needs_edge(fn, block, id, edge))
                return true;
        }
    }
    return false;
}

/* The connection for whose data the thread wakes: one that is received from in the function around the wake-up, or in
 * one that calls it; n = there is none, or it wakes without any. */
static uint32_t received_before(const struct answers *answers, const struct channel_use *wake)
{
    enum { CALLS_MOST = 8 };
    const struct channels *channels = answers->channels;
    const struct program *program = channels->program;
    uint32_t number = wake->at_fn, block = wake->at_block;

    for (uint32_t up = 0; up < CALLS_MOST; up++) {
        for (uint32_t i = 0; i < answers->receives.count; i++) {
            const struct channel_use *use = &channels->uses.items[answers->receives.items[i]];
            if (use->at_fn == number &&
                (!is_timed(channels, item_of(channels, use)) ||
                 is_behind_success(&program->fns[number], block, use->at_instr)))
                return item_of(channels, use);
        }
        struct context_origin origin = contexts_origin(program, number);
        if (!origin.from || origin.kind != ROOT_CALL)
            break;
        number = origin.from;
        block = origin.from_block;
    }
    return channels->items.count;
}

/* Whether the function, or one below it, sends something through the connection. */
static bool sends(const struct channels *channels, uint32_t item, uint32_t number)
{
    const struct channel *channel = &channels->items.items[item];
    const struct bitset *below = functions_below(stops_facts(channels->program), number);

    for (uint32_t i = channel->first; i < channel->first + channel->count; i++) {
        const struct channel_use *use = &channels->uses.items[i];
        if (use->kind == USE_SEND && (use->at_fn == number || bitset_has(below, use->at_fn)))
            return true;
    }
    return false;
}

/* Whether all that wakes the wait are threads that have received from one connection, which the waiting function has
 * sent to. */
static bool waits_for_answer(const struct answers *answers, const struct channel_use *wait)
{
    const struct channels *channels = answers->channels;
    const struct program *program = channels->program;
    const struct channel *channel = channels_find(channels, wait);
    uint32_t connection = channels->items.count;

    if (channel_flow_is_used_unseen(channels->flow, channel->class))
        return false;
    for (uint32_t i = channel->first; i < channel->first + channel->count; i++) {
        const struct channel_use *wake = &channels->uses.items[i];
        if (!has_kind(wakes, wake->kind) && wake->kind != USE_CLOSE && wake->kind != USE_FINISH)
            continue;
        uint32_t root = blocking_root(program, wake->at_fn);
        uint32_t item = contexts_origin(program, root).kind == ROOT_THREAD &&
                                root != blocking_root(program, wait->fn)
                            ? received_before(answers, wake)
                            : channels->items.count;
        if (item == channels->items.count ||
            (connection < channels->items.count && item != connection))
            return false;
        connection = item;
    }
    return connection < channels->items.count && sends(channels, connection, wait->at_fn);
}

static bool is_wait(const struct channel_use *use)
{
    return (use->kind == USE_WAIT || use->kind == USE_RECEIVE) && use->forever && use->reached &&
           !use->by_hand && !use->outside;
}

void unbounded_find_answers(const struct channels *channels, const struct bitset *remote,
                            uint8_t *told)
{
    struct answers answers = {.channels = channels};

    for (uint32_t i = 0; i < channels->uses.count; i++)
        if (channels->uses.items[i].kind == USE_RECEIVE &&
            bitset_has(remote, item_of(channels, &channels->uses.items[i])))
            vector_push(&answers.receives, i);
    for (uint32_t i = 0; i < channels->uses.count && answers.receives.count; i++) {
        const struct channel_use *use = &channels->uses.items[i];
        if (is_wait(use) && !bitset_has(remote, item_of(channels, use)) &&
            blocking_of(channels, use) == BLOCKING_EVENT && waits_for_answer(&answers, use))
            told[i] = BLOCKING_EVENT;
    }
    vector_deinit(&answers.receives);
}
