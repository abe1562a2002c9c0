/* Messages that nobody receives.
 *
 * Requires channels. Whatever is not known is taken to receive them. */
#include <stranded/check.h>

#include "program/channels.h"

static const uint64_t receives = UINT64_C(1) << USE_RECEIVE | UINT64_C(1) << USE_AWAIT_EACH;

/* Whether a message that stays takes memory, or room that its sender waits for. */
static bool matters(const struct channel *channel, const struct channel_use *send)
{
    return send->by_hand || channel->room != ROOM_COUNTED;
}

struct channel_trouble program_unreceived(const struct program *program,
                                          const struct creation *creation)
{
    const struct channels *channels = channels_of(program);
    const struct channel_use *send = channels_use(program, creation);
    const struct channel *channel = channels_find(channels, send);
    struct channel_trouble trouble = {.channel = creation->object, .by_hand = send->by_hand};

    if (channel->escapes || !matters(channel, send) ||
        channels_first(channels, channel, receives, true, send))
        return trouble;
    const struct channel_use *idle = channels_first(channels, channel, receives, false, send);
    trouble.failure = idle ? SEND_UNREACHED : SEND_UNRECEIVED;
    trouble.waits = send->forever && channel->room != ROOM_NO_LIMIT;
    trouble.often = contexts_multiplicity(program, send->fn, send->block);
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
