/* Waits for several channels that nothing ends, and waits in which two sides wait for each other.
 *
 * Requires channels, stalls. Whatever is not known is taken to end them. */
#include <stranded/check.h>

#include "program/channels.h"
#include "program/solver.h"
#include "program/stalls.h"
#include "program/stops.h"
#include "program/unsent.h"
#include "program/unsent_paths.h"

struct selecting {
    const struct program *program;
    const struct channels *channels;
    const struct channel_use *wait;
    struct channel_trouble *trouble;
};

/* Says of one use that would end the wait why it does not. */
static void blame(const struct selecting *selecting, const struct channel_use *send)
{
    const struct program *program = selecting->program;
    const char *name = program->fns[send->fn].name;
    const struct channel_use *before = stalls_before(selecting->channels, send);
    const char *why = !send->reached ? "is never reached"
                      : before       ? "waits itself before it comes here"
                                     : "comes here only behind the wait";
    struct step step =
        channels_step(program, send->fn, send->instr,
                      arena_printf(program->run, "%s() would end it, but %s", name, why));

    selecting->trouble->other = name;
    selecting->trouble->witness = (struct steps){arena_copy(program->run, &step, sizeof(step)), 1};
    selecting->trouble->failure = send->reached ? WAIT_BEHIND : WAIT_UNREACHED;
}

/* What would end the wait for that channel, best what is reached; NULL = nothing. That receiving from it does not
 * wait, is nothing to who waits for several. */
static const struct channel_use *sender_of(const struct selecting *selecting,
                                           const struct channel_use *use)
{
    const struct channel *channel = channels_find(selecting->channels, use);
    bool is_one = use->kind == USE_RECEIVE || use->kind == USE_WAIT;
    uint64_t senders = unsent_senders & ~(is_one ? 0 : UINT64_C(1) << USE_TIMEOUT);
    const struct channel_use *reached =
        channels_first(selecting->channels, channel, senders, true, use);

    return reached ? reached : channels_first(selecting->channels, channel, senders, false, use);
}

/* ---- several channels in one call ---- */

static bool is_of_call(const struct channel_use *use, const struct channel_use *wait)
{
    return use->group == wait->group && use->fn == wait->fn && use->instr == wait->instr &&
           use->kind == wait->kind;
}

/* Whether the wait comes behind a join of the body's thread. */
static bool is_behind_join(const struct selecting *selecting, uint32_t body)
{
    const struct creations *all = &selecting->program->solution->creations;
    struct path_query query = {.program = selecting->program, .fn = selecting->wait->fn};

    for (uint32_t i = 1; i < all->items.count; i++) {
        const struct creation_record *record = &all->items.items[i];
        if (record->body_fns.count != 1 || record->body_fns.items[0] != body)
            continue;
        struct points joins = stops_joins(selecting->program, record);
        for (uint32_t k = 0; k < joins.count; k++)
            if (joins.items[k].fn == query.fn)
                path_mark(&query, joins.items[k].instr, PATH_FROM);
        vector_deinit(&joins);
        for (uint32_t s = 0; s < record->starts.count; s++)
            if (record->starts.items[s].fn == query.fn)
                path_mark(&query, record->starts.items[s].instr, PATH_STOP);
    }
    path_mark(&query, selecting->wait->instr, PATH_TO);
    bool behind = path_find(&query).found;
    path_query_deinit(&query);
    return behind;
}

/* Whether the only sender of the only channel has ended, maybe without a word. */
static void find_left(const struct selecting *selecting)
{
    const struct channel_use *wait = selecting->wait;
    const struct channel *channel = channels_find(selecting->channels, wait);
    bool is_own = channel->made && !channel->is_set;

    if (wait->members != 1 || !is_own || unsent_is_interrupted(selecting->channels, wait) ||
        unsent_ends_otherwise(selecting->channels, channel, wait))
        return;
    uint32_t body = unsent_only_sender(selecting->channels, channel, wait);
    if (body && is_behind_join(selecting, body))
        unsent_by_path(selecting->channels, channel, wait, selecting->trouble);
}

static void find_each(const struct selecting *selecting)
{
    const struct channel_uses *uses = &selecting->channels->uses;
    const struct channel_use *send = NULL;

    if (!stalls_at(selecting->channels, selecting->wait)) {
        find_left(selecting);
        return;
    }
    for (uint32_t i = 0; i < uses->count; i++) {
        const struct channel_use *other = is_of_call(&uses->items[i], selecting->wait)
                                              ? sender_of(selecting, &uses->items[i])
                                              : NULL;
        if (other && (!send || (other->reached && !send->reached)))
            send = other;
    }
    selecting->trouble->failure = WAIT_UNSENT;
    if (send)
        blame(selecting, send);
}

/* ---- sets ---- */

static void find_set(const struct selecting *selecting)
{
    const struct channels *channels = selecting->channels;
    const struct channel *set = channels_find(channels, selecting->wait);
    const struct channel_use *send = NULL;
    const struct channel_use *idle = NULL;
    bool any = false;

    if (!stalls_at(channels, selecting->wait))
        return;
    for (uint32_t i = 0; i < channels->uses.count; i++) {
        const struct channel_use *use = &channels->uses.items[i];
        const struct channel_use *watch = use->kind == USE_WATCH && !use->is_watched ? use : NULL;
        if (watch && watch->class == set->class && !watch->reached)
            idle = watch;
        any |= watch && watch->class == set->class && watch->reached;
    }
    for (uint32_t i = 0; any && !send && i < channels->uses.count; i++) {
        const struct channel_use *use = &channels->uses.items[i];
        for (uint32_t k = set->first; use->is_watched && k < set->first + set->count; k++)
            if (channels->uses.items[k].group == use->group)
                send = sender_of(selecting, use);
    }
    selecting->trouble->failure = any ? WAIT_UNSENT : SELECT_EMPTY;
    if (any ? send : idle)
        blame(selecting, any ? send : idle);
    if (!any)
        selecting->trouble->failure = SELECT_EMPTY;
}

/* ---- opposite order ---- */

/* Whether what would end the wait stalls itself before it, in another wait. */
static void find_opposite(const struct selecting *selecting)
{
    const struct channel_use *wait = selecting->wait;

    if (!stalls_at(selecting->channels, wait))
        return;
    const struct channel_use *send = sender_of(selecting, wait);
    const struct channel_use *before =
        send && send->reached ? stalls_before(selecting->channels, send) : NULL;
    if (!before || before->class == wait->class)
        return; /* unsent.c */
    const struct step steps[] = {
        channels_step(selecting->program, before->fn, before->instr,
                      "who would end it waits here, for what comes only behind that wait"),
        channels_step(selecting->program, send->fn, send->instr, "and would end it here"),
    };
    selecting->trouble->failure = WAIT_OPPOSITE;
    selecting->trouble->other = selecting->program->fns[send->fn].name;
    selecting->trouble->witness =
        (struct steps){arena_copy(selecting->program->run, steps, sizeof(steps)), 2};
}

struct channel_trouble program_stuck_select(const struct program *program,
                                            const struct creation *creation)
{
    const struct channels *channels = channels_of(program);
    struct channel_trouble trouble = {.channel = creation->object};
    struct selecting selecting = {.program = program,
                                  .channels = channels,
                                  .wait = channels_use(program, creation),
                                  .trouble = &trouble};

    trouble.by_hand = selecting.wait->by_hand;
    trouble.often = contexts_multiplicity(program, selecting.wait->fn, selecting.wait->block);
    switch (selecting.wait->kind) {
    case USE_AWAIT_EACH:
        find_each(&selecting);
        break;
    case USE_AWAIT:
        find_set(&selecting);
        break;
    default:
        find_opposite(&selecting);
    }
    channels_assume(channels_find(channels, selecting.wait), &trouble);
    return trouble;
}
