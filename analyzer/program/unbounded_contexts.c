#include "program/unbounded_contexts.h"

#include "program/stop_region.h"
#include "program/stops.h"

/* Whether the use is one of a client: of a class in which something waits for the other side. */
static bool is_of_client(const struct channels *channels, uint32_t fn, uint32_t instr)
{
    for (uint32_t i = 0; i < channels->items.count; i++) {
        const struct channel *channel = &channels->items.items[i];
        bool is_client = false, is_it = false;
        for (uint32_t k = channel->first; k < channel->first + channel->count; k++) {
            const struct channel_use *use = &channels->uses.items[k];
            is_client |= use->kind == USE_BLOCK;
            is_it |= use->at_fn == fn && use->at_instr == instr;
        }
        if (is_client && is_it)
            return true;
    }
    return false;
}

/* Whether something is waited for there that others send as they like: a connection, a request, a job. A wait
 * of the process's own that ends by itself is a pause. */
static bool brings_work(const struct use *use)
{
    switch (use->kind) {
    case USE_RECEIVE:
    case USE_AWAIT:
    case USE_AWAIT_EACH:
    case USE_AWAIT_BITS:
        return use->forever || use->outside;
    case USE_WAIT:
        return use->forever;
    default:
        return false;
    }
}

/* Whether each round of the loop begins with some work that comes in. */
static bool is_fed(const struct channels *channels, const struct context_source *source)
{
    const struct program *program = channels->program;
    const struct stop_facts *facts = stops_facts(program);
    const struct uses *uses = stops_uses(program);
    const struct fn *fn = &program->fns[source->fn];

    for (uint32_t i = 0; i < uses->items.count; i++) {
        const struct use *use = &uses->items.items[i];
        if (!brings_work(use))
            continue;
        bool in_loop = false;
        for (uint32_t c = 0; c < fn->n_calls && !in_loop; c++) {
            const struct call_site *site = &fn->calls[c];
            in_loop = bitset_has(&source->loop->blocks, site->block) &&
                      ((use->fn == source->fn && use->instr == site->instr) ||
                       functions_lead_to(facts, site, use->fn));
        }
        if (in_loop && !is_of_client(channels, use->fn, use->instr))
            return true;
    }
    return false;
}

uint32_t blocking_root(const struct program *program, uint32_t number)
{
    enum { CALLS_MOST = 64 }; /* longer ways are cut */

    for (uint32_t up = 0; up < CALLS_MOST; up++) {
        struct context_origin origin = contexts_origin(program, number);
        if (!origin.from || origin.kind != ROOT_CALL)
            break;
        number = origin.from;
    }
    return number;
}

static bool is_in_thread(const struct program *program, const struct channel_use *use)
{
    return contexts_origin(program, blocking_root(program, use->fn)).kind == ROOT_THREAD;
}

/* Whether it comes there now and then, in a loop that ends some time. */
static bool is_in_loop(const struct program *program, const struct channel_use *use)
{
    struct multiplicity often = contexts_multiplicity(program, use->fn, use->block);

    return often.often == OFTEN_BOUNDED && !often.count;
}

enum blocking blocking_of(const struct channels *channels, const struct channel_use *use)
{
    const struct program *program = channels->program;
    struct context_source source = contexts_source(program, use->fn, use->block);

    switch (source.source) {
    case SOURCE_NONE:
        return is_in_loop(program, use) && is_in_thread(program, use) ? BLOCKING_ALONE
                                                                      : BLOCKING_ONCE;
    case SOURCE_READ_LOOP: /* it is a matter of who waits for the file to be read */
        break;
    case SOURCE_PUBLIC:
    case SOURCE_CALLBACK:
        return BLOCKING_CALLER;
    case SOURCE_OPEN_LOOP: /* in the main thread, it does its work once */
        return is_in_thread(program, use) ? BLOCKING_ALONE : BLOCKING_ONCE;
    case SOURCE_ENDLESS_LOOP:
        return BLOCKING_ALONE;
    case SOURCE_EVENT_LOOP:
    case SOURCE_MESSAGE_LOOP:
        return source.loop && is_fed(channels, &source) ? BLOCKING_EVENT : BLOCKING_ALONE;
    case SOURCE_ACCEPT_LOOP:
    case SOURCE_CONNECTION:
    case SOURCE_REQUEST:
    case SOURCE_MESSAGE:
    case SOURCE_EVENT:
    case SOURCE_TIMER:
    case SOURCE_UNIX_SIGNAL:
        return BLOCKING_EVENT;
    }
    return BLOCKING_ONCE;
}

const char *blocking_callee(const struct program *program, const struct channel_use *use)
{
    const struct fn *fn = &program->fns[use->at_fn];
    const struct call_site *site = &fn->calls[graph_first_call(fn, use->at_instr)];

    return site->entity ? program->entities[site->entity].name : "";
}
