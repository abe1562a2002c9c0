/* Waits that nothing ends.
 *
 * Requires channels. Whatever is not known is taken to end them. */
#include <stranded/check.h>

#include "program/channels.h"
#include "program/unsent_paths.h"

static const uint64_t sends = UINT64_C(1) << USE_SEND | UINT64_C(1) << USE_CLOSE |
                              UINT64_C(1) << USE_SIGNAL | UINT64_C(1) << USE_BROADCAST |
                              UINT64_C(1) << USE_TIMEOUT;

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

/* Whether something may end the wait that is no use of its channel. */
static bool ends_otherwise(const struct channels *channels, const struct channel *channel,
                           const struct channel_use *wait)
{
    return channels->cancels || (wait->kind == USE_RECEIVE && channels->interrupts) ||
           (channel->made && channel->messages != 0) || keeps_alive(channels->program, wait);
}

struct channel_trouble program_unsent(const struct program *program,
                                      const struct creation *creation)
{
    const struct channels *channels = channels_of(program);
    const struct channel_use *wait = channels_use(program, creation);
    const struct channel *channel = channels_find(channels, wait);
    struct channel_trouble trouble = {.channel = creation->object, .by_hand = wait->by_hand};

    if (channel->escapes || ends_otherwise(channels, channel, wait))
        return trouble;
    trouble.often = contexts_multiplicity(program, wait->fn, 1);
    if (channels_first(channels, channel, sends, true, wait)) {
        unsent_by_path(channels, channel, wait, &trouble);
        return trouble;
    }
    const struct channel_use *idle = channels_first(channels, channel, sends, false, wait);
    trouble.failure = idle ? WAIT_UNREACHED : WAIT_UNSENT;
    if (idle) {
        trouble.other = program->fns[idle->fn].name;
        struct step step = channels_step(
            program, idle->fn, idle->instr,
            arena_printf(program->run, "%s() would end it, but is never reached", trouble.other));
        trouble.witness = (struct steps){arena_copy(program->run, &step, sizeof(step)), 1};
    }
    return trouble;
}
