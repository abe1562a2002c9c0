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

enum blocking blocking_of(const struct channels *channels, const struct channel_use *use)
{
    struct context_source source = contexts_source(channels->program, use->fn, use->block);

    if (!source.fn)
        return BLOCKING_ONCE;
    if (source.loop)
        return is_fed(channels, &source) ? BLOCKING_EVENT : BLOCKING_ALONE;
    switch (source.kind) {
    case ROOT_REQUEST:
    case ROOT_EVENT:
    case ROOT_TIMER:
    case ROOT_UNIX_SIGNAL:
    case ROOT_CALLBACK:
        return BLOCKING_EVENT;
    case ROOT_THREAD:
    case ROOT_PUBLIC:
        return BLOCKING_CALLER;
    case ROOT_MAIN:
    case ROOT_CONSTRUCTOR:
    case ROOT_EXIT:
    case ROOT_CALL:
    case ROOT_ONCE:
        break;
    }
    return BLOCKING_ONCE;
}

const char *blocking_callee(const struct program *program, const struct channel_use *use)
{
    const struct fn *fn = &program->fns[use->at_fn];
    const struct call_site *site = &fn->calls[graph_first_call(fn, use->at_instr)];

    return site->entity ? program->entities[site->entity].name : "";
}
