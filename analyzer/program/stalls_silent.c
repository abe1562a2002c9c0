/* What ends what: which waits, of those that may stall, nothing ends that control comes to. */
#include "program/stalls_inside.h"

#include "program/unsent.h"

/* The ends of a channel, as bits; and that receiving from it does not wait for ever. */
enum { ENDS_BOTH = 3, ENDS_TIMED = 4 };

static uint32_t number_of(const struct stalls *stalls, const struct channel *channel)
{
    return (uint32_t)(channel - stalls->channels->items.items);
}

static uint8_t bits_of_end(uint32_t end)
{
    return (uint8_t)(end ? 1u << (end - 1) : ENDS_BOTH);
}

/* Whether what is done at the ends may reach that end. */
static bool arrives(uint8_t done, uint32_t end)
{
    return done & ENDS_BOTH & ~(end ? bits_of_end(end) : 0);
}

/* ---- what is done ---- */

/* Something has been done with the channel: who is stalled there, or at a set, in which it may be, is walked again. */
static void push_stalled(struct stalls *stalls, const struct channel *channel)
{
    for (uint32_t i = channel->first; i < channel->first + channel->count; i++)
        if (bitset_has(&stalls->stalled, i) ||
            stalls->channels->uses.items[i].kind == USE_WHEN_SENT)
            stalls_push(stalls, stalls->channels->uses.items[i].fn);
    stalls_push_all(stalls, &stalls->stalls_at_set);
}

bool stalls_is_unsent(const struct stalls *stalls, uint32_t number)
{
    const struct channel_use *use = &stalls->channels->uses.items[number];
    const struct channel *channel = channels_find(stalls->channels, use);

    return use->kind == USE_WHEN_SENT && !stalls->open && channel->made && !channel->escapes &&
           !stalls->sent[number_of(stalls, channel)];
}

void stalls_do_use(struct stalls *stalls, const struct channel_use *use)
{
    uint32_t number = number_of(stalls, channels_find(stalls->channels, use));
    uint8_t *done = NULL;
    uint8_t bits = bits_of_end(use->end);

    if (use->is_unheard ||
        bitset_has(&stalls->moot, (uint32_t)(use - stalls->channels->uses.items)))
        return;
    if (unsent_senders >> use->kind & 1)
        done = &stalls->sent[number];
    else if (use->kind == USE_RECEIVE || use->kind == USE_AWAIT_EACH)
        done = &stalls->awaited[number];
    else if (use->kind == USE_WATCH && !use->is_watched)
        done = &stalls->sent[number];
    if (use->kind == USE_FINISH)
        bits = ENDS_BOTH;
    if (use->kind == USE_TIMEOUT)
        bits = ENDS_TIMED;
    if (!done || (*done & bits) == bits)
        return;
    *done |= bits;
    push_stalled(stalls, &stalls->channels->items.items[number]);
}

/* ---- what waits ---- */

/* Whether nothing live ends the wait for that one channel. */
static bool is_silent(const struct stalls *stalls, const struct channel_use *wait)
{
    const struct channel *channel = channels_find(stalls->channels, wait);
    uint8_t sent = stalls->sent[number_of(stalls, channel)];
    bool is_timed = sent & ENDS_TIMED && (wait->kind == USE_RECEIVE || wait->kind == USE_WAIT);

    return !is_timed && !arrives(sent, wait->end);
}

/* Whether nothing live comes from the channels that one call adds to a set. */
static bool is_watch_silent(const struct stalls *stalls, const struct channel_use *watch)
{
    const struct channels *channels = stalls->channels;
    uint32_t n = 0;

    if (watch->any_event || bitset_has(&channels->lost, watch->group))
        return false;
    for (uint32_t i = 0; i < channels->uses.count; i++) {
        const struct channel_use *use = &channels->uses.items[i];
        if (use->group != watch->group || !use->is_watched)
            continue;
        n++;
        if (!bitset_has(&stalls->may_stall, i) || !is_silent(stalls, use))
            return false;
    }
    return n;
}

/* Whether nothing live comes from all that is in the set. */
static bool is_set_silent(const struct stalls *stalls, const struct channel_use *wait)
{
    const struct channel *set = channels_find(stalls->channels, wait);

    if (!stalls->sent[number_of(stalls, set)])
        return true;
    for (uint32_t i = set->first; i < set->first + set->count; i++) {
        const struct channel_use *use = &stalls->channels->uses.items[i];
        if (use->kind == USE_WATCH && !use->is_watched && bitset_has(&stalls->live, use->fn) &&
            !is_watch_silent(stalls, use))
            return false;
    }
    return true;
}

/* Whether the use is one of all channels of its call, and nothing live comes from any of them. */
static bool is_group_silent(const struct stalls *stalls, const struct channel_use *wait)
{
    uint32_t n = 0, last = UINT32_MAX;

    for (uint32_t at = stalls->first_of_fn[wait->fn]; at < stalls->first_of_fn[wait->fn + 1];
         at++) {
        const struct channel_use *use = &stalls->channels->uses.items[stalls->order[at]];
        if (use->group != wait->group || use->instr != wait->instr || use->kind != wait->kind)
            continue;
        if (!bitset_has(&stalls->may_stall, stalls->order[at]) || !is_silent(stalls, use))
            return false;
        n += use->member != last;
        last = use->member;
    }
    return n == wait->members;
}

bool stalls_is_stalled(const struct stalls *stalls, uint32_t number)
{
    const struct channel_use *use = &stalls->channels->uses.items[number];

    if (stalls->open || !bitset_has(&stalls->may_stall, number) ||
        (stalls->interrupted && unsent_is_interrupted(stalls->channels, use)))
        return false;
    switch (use->kind) {
    case USE_RECEIVE:
        return is_silent(stalls, use);
    case USE_WAIT:
        return is_silent(stalls, use) || stalls_is_shut(stalls, use);
    case USE_AWAIT_EACH:
        return is_group_silent(stalls, use);
    case USE_AWAIT:
        return is_set_silent(stalls, use);
    case USE_SEND:
        return !arrives(stalls->awaited[number_of(stalls, channels_find(stalls->channels, use))],
                        use->end);
    default:
        return false;
    }
}
