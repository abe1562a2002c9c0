/* Waits that nothing ends.
 *
 * Requires channels. Whatever is not known is taken to end them. */
#include <stranded/check.h>

#include "program/channels.h"
#include "program/channel_tags.h"
#include "program/locked_out.h"
#include "program/missing.h"
#include "program/stalls.h"
#include "program/stops.h"
#include "program/stores.h"
#include "program/threads.h"
#include "program/unsent.h"
#include "program/unsent_answers.h"
#include "program/unsent_ends.h"
#include "program/unsent_gather.h"
#include "program/unsent_handed.h"
#include "program/unsent_itself.h"
#include "program/unsent_joins.h"
#include "program/unsent_paths.h"
#include "program/unsent_timed.h"
#include "program/wake_ups.h"

const uint64_t unsent_senders = UINT64_C(1) << USE_SEND | UINT64_C(1) << USE_CLOSE |
                                UINT64_C(1) << USE_FINISH | UINT64_C(1) << USE_SIGNAL |
                                UINT64_C(1) << USE_BROADCAST | UINT64_C(1) << USE_TIMEOUT;

/* Whether main waits there in a loop that it never leaves, so that the other threads may go on: then it is
 * not meant to end. */
static bool keeps_alive(const struct program *program, const struct channel_use *wait)
{
    const struct fn *fn = &program->fns[wait->at_fn];

    if (!contexts_in_main(program, wait->at_fn))
        return false;
    uint32_t loop = fn->loop_of[wait->at_block];
    return loop && fn->loops[loop - 1].forever;
}

/* Whether the condition, for which those wait who take out of the queue, is also signalled by code that adds
 * nothing to one: it tells them something else. */
static bool is_told_otherwise(const struct channels *channels, const struct channel_use *take)
{
    for (uint32_t i = 0; i < channels->uses.count; i++) {
        const struct channel_use *wait = &channels->uses.items[i];
        if (wait->at_fn != take->at_fn || (wait->kind != USE_WAIT && wait->kind != USE_RECEIVE) ||
            wait->by_hand)
            continue;
        const struct channel *condition = channels_find(channels, wait);
        for (uint32_t k = 0; k < condition->count; k++) {
            const struct channel_use *use = &channels->uses.items[condition->first + k];
            if (unsent_senders >> use->kind & 1 && use->reached &&
                !bitset_has(&channels->adds_in, use->at_fn))
                return true;
        }
    }
    return false;
}

/* Whether the function of the wait also adds to a queue. */
static bool adds_beside(const struct channels *channels, const struct channel_use *wait)
{
    return wait->kind == USE_WAIT && bitset_has(&channels->adds_in, wait->at_fn);
}

/* Whether it is room that is waited for: something is added behind the wait. That is told where it is sent. */
static bool is_for_room(const struct channels *channels, const struct channel_use *wait)
{
    struct path_query query = {.program = channels->program, .fn = wait->at_fn};
    bool adds = false;

    if (!adds_beside(channels, wait))
        return false;
    for (uint32_t i = 0; i < channels->uses.count; i++) {
        const struct channel_use *send = &channels->uses.items[i];
        if (send->kind != USE_SEND || !send->by_hand || send->at_fn != wait->at_fn)
            continue;
        path_mark(&query, send->at_instr, PATH_TO);
        adds = true;
    }
    path_mark(&query, wait->at_instr, PATH_FROM);
    bool is_behind = !adds || path_find(&query).found;
    path_query_deinit(&query);
    return is_behind;
}

/* Whether somebody takes out of each queue that the function of the wait adds to: who takes ought to say that there is
 * room, while a queue that is only filled is told where it is sent. */
static bool is_room_made(const struct channels *channels, const struct channel_use *wait)
{
    const uint64_t receives = UINT64_C(1) << USE_RECEIVE;
    bool any = false;

    for (uint32_t i = 0; i < channels->uses.count; i++) {
        const struct channel_use *send = &channels->uses.items[i];
        if (send->kind != USE_SEND || !send->by_hand || send->at_fn != wait->at_fn)
            continue;
        const struct channel *queue = channels_find(channels, send);
        if (queue->escapes || !channels_first(channels, queue, receives, true, wait))
            return false;
        any = true;
    }
    return any;
}

/* Whether somebody signals the condition. */
static bool is_signalled(const struct channels *channels, const struct channel_use *wait)
{
    const uint64_t signals = UINT64_C(1) << USE_SIGNAL | UINT64_C(1) << USE_BROADCAST;

    return channels_first(channels, channels_find(channels, wait), signals, true, wait);
}

/* Whether the wait is for a part of an object that callers hand in whom we do not see, and whose type they
 * know: they may signal it by themselves. */
static bool is_theirs(const struct program *program, const struct channel_use *wait)
{
    const struct fn *fn = &program->fns[wait->fn];
    const struct ir_place *place = ir_place(fn->unit, fn->ir, (struct ir_place_id){wait->place});

    if (!wait->place || !members_is_called_unseen(program, wait->fn) ||
        place->kind != IR_PLACE_FIELD)
        return false;
    uint32_t record = fn->unit->fields[place->argument].record.index;
    while (place->parent.index)
        place = ir_place(fn->unit, fn->ir, place->parent);
    return place->kind == IR_PLACE_LOCAL && place->argument <= fn->ir->n_parameters &&
           fn->unit->records[record].flags & IR_RECORD_IN_HEADER;
}

/* Whether the object is only known by a pointer to anything, such as the data of a callback: who else knows it by
 * its type may not have been found to be the same. */
static bool is_untyped(const struct program *program, const struct channel_use *wait)
{
    const struct fn *fn = &program->fns[wait->fn];
    const struct ir_type *type = stores_type_of_place(fn, (struct ir_place_id){wait->place});

    return wait->by_hand && wait->place && type->kind == IR_TYPE_POINTER &&
           fn->unit->types[type->element.index].kind == IR_TYPE_VOID;
}

bool unsent_is_interrupted(const struct channels *channels, const struct channel_use *wait)
{
    return wait->kind != USE_WAIT && channels_may_interrupt(channels, wait);
}

/* Whether something of which we know nothing may end the wait. */
static bool is_out_of_sight(const struct channels *channels, const struct channel *channel,
                            const struct channel_use *wait)
{
    return channel->escapes || is_theirs(channels->program, wait);
}

/* Whether the thread that waits may be cancelled there. What it receives from is made to be sent to all the same: that
 * nobody ever does is no way to end it. */
static bool is_cancelled(const struct channels *channels, const struct channel_use *wait)
{
    return bitset_has(&channels->cancelled, wait->at_fn);
}

/* Whether the waits go on behind the messages that are there from the start: in a loop that does not count them, and
 * nothing is ever sent. */
static bool goes_on_behind_first(const struct channels *channels, const struct channel *channel,
                                 const struct channel_use *wait)
{
    const struct fn *fn = &channels->program->fns[wait->fn];
    uint32_t loop = fn->loop_of[wait->block];

    if (channel->messages <= 0 || wait->kind != USE_RECEIVE || wait->by_hand || !loop ||
        fn->loops[loop - 1].counted || fn->loops[loop - 1].steps ||
        channels_first(channels, channel, unsent_senders, true, wait) ||
        channels_first(channels, channel, unsent_senders, false, wait))
        return false;
    struct path_query query = {.program = channels->program, .fn = wait->fn};
    path_mark(&query, wait->instr, PATH_FROM | PATH_TO);
    bool comes_again = path_find(&query).found;
    path_query_deinit(&query);
    return comes_again;
}

bool unsent_ends_otherwise(const struct channels *channels, const struct channel *channel,
                           const struct channel_use *wait)
{
    bool has_some = channel->made && channel->messages != 0;

    if (is_out_of_sight(channels, channel, wait) ||
        (has_some && !goes_on_behind_first(channels, channel, wait)))
        return true;
    if (is_cancelled(channels, wait) && wait->kind == USE_WAIT)
        return true;
    if (wait->by_hand)
        return is_told_otherwise(channels, wait);
    if (!adds_beside(channels, wait))
        return false;
    return !is_room_made(channels, wait) ||
           (is_for_room(channels, wait) && is_signalled(channels, wait));
}

/* Whether who takes out of the queue waits before for its condition or semaphore, just as long: then that wait is
 * told. */
static bool is_told_at_its_wait(const struct channels *channels, const struct channel_use *take)
{
    for (uint32_t i = 0; take->by_hand && i < channels->uses.count; i++) {
        const struct channel_use *wait = &channels->uses.items[i];
        if (!wait->by_hand && wait->at_fn == take->at_fn && stalls_at(channels, wait))
            return true;
    }
    return false;
}

/* Whether its senders are there, but only behind the wait itself. */
static bool is_behind_itself(const struct channels *channels, const struct channel *channel,
                             const struct channel_use *wait, struct channel_trouble *trouble)
{
    if (!stalls_at(channels, wait) || is_told_at_its_wait(channels, wait))
        return false;
    const struct channel_use *send = channels_first(channels, channel, unsent_senders, true, wait);
    const struct channel_use *before = stalls_before(channels, send);
    if (before && before->class != wait->class)
        return false; /* stuck_select.c */
    unsent_tell_behind(channels, send, trouble);
    return true;
}

static struct channel_trouble judge(const struct program *program, const struct creation *creation)
{
    const struct channels *channels = channels_of(program);
    const struct channel_use *wait = channels_use(program, creation);
    const struct channel *channel = channels_find(channels, wait);
    struct channel_trouble trouble = {.channel = creation->object, .by_hand = wait->by_hand};

    bool for_room = !wait->by_hand && adds_beside(channels, wait);
    bool sent = channels_first(channels, channel, unsent_senders, true, wait) != NULL;
    int64_t lacking = channel_tag_lacking(channels, channel, wait);
    trouble.often = contexts_multiplicity(program, wait->fn, 1);
    if (unsent_own_end(channels, wait, &trouble) || unsent_is_timed(program, wait) ||
        unsent_is_gathering(channels, channel, wait, &trouble))
        return trouble;
    if (keeps_alive(program, wait) || (channel->is_awaited && wait->kind == USE_RECEIVE) ||
        (unsent_is_interrupted(channels, wait) && !stalls_at(channels, wait)))
        return trouble;
    if (sent) {
        if (!is_out_of_sight(channels, channel, wait)) {
            if (for_room)
                wake_ups_lost(channels, channel, wait, &trouble);
        } else if (wake_ups_lost_in_sight(channels, channel, wait, &trouble)) {
            return trouble;
        }
    }
    if (sent && !trouble.failure && !is_out_of_sight(channels, channel, wait) &&
        channel->messages == 0 && !is_cancelled(channels, wait) &&
        locked_out(channels, wait, unsent_senders, WAIT_LOCKED, &trouble))
        return trouble;
    if (sent && is_cancelled(channels, wait) && !is_out_of_sight(channels, channel, wait))
        wake_ups_lost(channels, channel, wait, &trouble);
    if (!sent && is_cancelled(channels, wait) && !is_out_of_sight(channels, channel, wait))
        wake_ups_never_told(channels, channel, wait, &trouble);
    if (trouble.failure || unsent_ends_otherwise(channels, channel, wait) ||
        (sent && is_cancelled(channels, wait)))
        return trouble;
    if (sent && !lacking && !unsent_is_closed_behind(channels, channel, wait)) {
        if (!is_behind_itself(channels, channel, wait, &trouble) &&
            !unsent_by_path(channels, channel, wait, &trouble) &&
            !unsent_is_unanswered(channels, channel, wait, &trouble) &&
            !unsent_only_by_itself(channels, channel, wait, &trouble) &&
            !wake_ups_lost(channels, channel, wait, &trouble))
            unsent_is_joined(channels, channel, wait, &trouble);
        return trouble;
    }
    const struct channel_use *idle = channels_first(channels, channel, unsent_senders, false, wait);
    if (idle ? missing_callers(program, idle->fn)
             : is_untyped(program, wait) || missing_in_unit(program, wait->fn))
        return trouble;
    trouble.failure = idle ? WAIT_UNREACHED : WAIT_UNSENT;
    trouble.tag =
        lacking ? channel_tag_bits_words(program, lacking) : channel_tag_words(program, wait);
    if (idle) {
        trouble.other = program->fns[idle->fn].name;
        struct step step = channels_step(
            program, idle->fn, idle->instr,
            arena_printf(program->run, "%s() would end it, but is never reached", trouble.other));
        trouble.witness = (struct steps){arena_copy(program->run, &step, sizeof(step)), 1};
    }
    return trouble;
}

/* Whether the wait is for the message to be taken that its function puts there, and nobody ever does. */
static bool is_handed_over(const struct channels *channels, const struct channel_use *wait,
                           const struct channel_trouble *trouble,
                           const struct channel_use **ret_sent)
{
    return (trouble->failure == WAIT_UNSENT || trouble->failure == WAIT_NOT_OPENED) &&
           unsent_is_handed_over(channels, wait, ret_sent);
}

struct channel_trouble program_unsent(const struct program *program,
                                      const struct creation *creation)
{
    struct channel_trouble trouble = judge(program, creation);
    const struct channels *channels = channels_of(program);
    const struct channel_use *wait = channels_use(program, creation), *sent;

    if (is_handed_over(channels, wait, &trouble, &sent))
        trouble.failure = CHANNEL_UNKNOWN;
    channels_assume(channels_find(channels, wait), &trouble);
    return trouble;
}

struct channel_trouble unsent_handed_over(const struct program *program,
                                          const struct creation *creation)
{
    struct channel_trouble trouble = judge(program, creation);
    const struct channels *channels = channels_of(program);
    const struct channel_use *sent = NULL;
    bool is_handed = is_handed_over(channels, channels_use(program, creation), &trouble, &sent);

    trouble.failure = is_handed && sent ? SEND_UNRECEIVED : CHANNEL_UNKNOWN;
    if (trouble.failure) {
        struct step step =
            channels_step(program, sent->fn, sent->instr,
                          "what is put there is announced here, and nobody takes it");
        trouble.channel = channels_name(program, sent);
        trouble.witness = (struct steps){arena_copy(program->run, &step, sizeof(step)), 1};
        trouble.waits = true;
    }
    return trouble;
}
