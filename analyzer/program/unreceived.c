/* Messages that nobody receives.
 *
 * Requires channels. Whatever is not known is taken to receive them. */
#include <stranded/check.h>

#include "program/channel_tags.h"
#include "program/channels.h"
#include "program/missing.h"
#include "program/threads.h"
#include "program/unsent.h"

static const uint64_t receives = UINT64_C(1) << USE_RECEIVE | UINT64_C(1) << USE_AWAIT_EACH;

/* Whether a message that stays takes memory, or room that its sender waits for. */
static bool matters(const struct channel *channel, const struct channel_use *send)
{
    return send->by_hand || channel->room != ROOM_COUNTED;
}

/* Whether nobody but the thread that sends ever receives, and not while it sends: a message that is handed
 * over has to be taken by somebody else. */
static bool is_for_itself(const struct channels *channels, const struct channel *channel,
                          const struct channel_use *send)
{
    const uint32_t *run_by = threads_run_by(channels->program);

    if (!channel->made || channel->room != 0 || !send->forever || channel->escapes)
        return false;
    for (uint32_t i = 0; i < channel->count; i++) {
        const struct channel_use *use = &channels->uses.items[channel->first + i];
        bool same = use->fn == send->fn ||
                    (run_by[use->fn] == run_by[send->fn] && run_by[send->fn] != RUN_BY_MANY);
        if (use->reached && receives >> use->kind & 1 && !same)
            return false;
    }
    return true;
}

/* Whether the function sends once into a channel that it makes, and closes at both ends, itself, and that nobody else
 * ever gets: it knows that nobody receives (what it asks is whether the system takes it), and its close ends the
 * message. In a loop it may send more than there is room for, unless it does not wait for room. */
static bool is_of_its_own(const struct channels *channels, const struct channel *channel,
                          const struct channel_use *send)
{
    const struct fn *fn = &channels->program->fns[send->fn];
    const uint64_t timeouts = UINT64_C(1) << USE_TIMEOUT;
    bool waits = send->forever && !channels_first(channels, channel, timeouts, true, send);
    uint32_t loop = waits ? fn->loop_of[send->block] : 0;
    uint32_t closed = 0;
    bool made_with = false;

    for (uint32_t i = channel->first; i < channel->first + channel->count; i++) {
        const struct channel_use *use = &channels->uses.items[i];
        if (use->fn != send->fn)
            return false;
        if (use->kind == USE_CLOSE)
            closed |= UINT32_C(1) << use->end;
        made_with |=
            use->kind == USE_MAKE && (!loop || bitset_has(&fn->loops[loop - 1].blocks, use->block));
    }
    return made_with && closed >> 1 == 3;
}

static struct channel_trouble judge(const struct program *program, const struct creation *creation)
{
    const struct channels *channels = channels_of(program);
    const struct channel_use *send = channels_use(program, creation);
    const struct channel *channel = channels_find(channels, send);
    struct channel_trouble trouble = {.channel = creation->object, .by_hand = send->by_hand};

    if (channel->escapes || !matters(channel, send))
        return trouble;
    trouble.often = contexts_multiplicity(program, send->fn, send->block);
    trouble.waits = send->forever && channel->room != ROOM_NO_LIMIT;
    if (channels_first(channels, channel, receives, true, send)) {
        if (is_for_itself(channels, channel, send))
            trouble.failure = SEND_TO_ITSELF;
        return trouble;
    }
    /* a list that is filled once, or by a known number, is a table */
    if (send->quiet && trouble.often.often != OFTEN_PER_EVENT)
        return trouble;
    if (!send->by_hand && is_of_its_own(channels, channel, send))
        return trouble;
    /* where the other end is closed it fails, and waits for nothing */
    if (!send->by_hand && program_closed(program, creation).failure)
        return trouble;
    const struct channel_use *idle = channels_first(channels, channel, receives, false, send);
    if (idle ? missing_callers(program, idle->fn) : missing_in_unit(program, send->fn))
        return trouble;
    trouble.failure = idle ? SEND_UNREACHED : SEND_UNRECEIVED;
    trouble.tag = channel_tag_words(program, send);
    if (idle) {
        trouble.other = program->fns[idle->fn].name;
        struct step step =
            channels_step(program, idle->fn, idle->instr,
                          arena_printf(program->run, "%s() would receive it, but is never reached",
                                       trouble.other));
        trouble.witness = (struct steps){arena_copy(program->run, &step, sizeof(step)), 1};
    }
    return trouble;
}

struct channel_trouble program_unreceived(const struct program *program,
                                          const struct creation *creation)
{
    struct channel_trouble trouble = creation->kind == CREATES_WAIT
                                         ? unsent_handed_over(program, creation)
                                         : judge(program, creation);
    const struct channels *channels = channels_of(program);

    channels_assume(channels_find(channels, channels_use(program, creation)), &trouble);
    return trouble;
}
