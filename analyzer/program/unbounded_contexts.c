#include "program/unbounded_contexts.h"

#include "program/event_loops.h"
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

/* Whether the call itself takes work in, as its function's own. */
static bool takes_work(const struct channels *channels, uint32_t number, uint32_t instr)
{
    const struct uses *uses = stops_uses(channels->program);

    for (uint32_t i = uses->first[number]; i < uses->first[number + 1]; i++)
        if (uses->items.items[i].instr == instr && brings_work(&uses->items.items[i]) &&
            !is_of_client(channels, number, instr))
            return true;
    return false;
}

/* Calls below the loop that are looked at. Deeper down lies what hangs together with everything: logs, memory. */
enum { WORK_DEPTH = 3 };

struct work_search {
    const struct channels *channels;
    struct bitset seen;
    VECTOR(uint32_t) level, next; /* functions */
};

/* Whether the call takes work in. What it calls is looked at later; what never returns says why the program ends. */
static bool look_at_call(struct work_search *search, uint32_t number, const struct call_site *site)
{
    const struct program *program = search->channels->program;

    if (takes_work(search->channels, number, site->instr))
        return true;
    for (uint32_t k = 0; k < site->targets.count; k++) {
        const struct fn *target = &program->fns[site->targets.items[k]];
        if (!target->is_model && !target->never_returns &&
            bitset_add(&search->seen, site->targets.items[k]))
            vector_push(&search->next, site->targets.items[k]);
    }
    return false;
}

static bool look_at_level(struct work_search *search)
{
    bool found = false;

    vector_clear(&search->level);
    for (uint32_t i = 0; i < search->next.count; i++)
        vector_push(&search->level, search->next.items[i]);
    vector_clear(&search->next);
    for (uint32_t i = 0; i < search->level.count && !found; i++) {
        uint32_t number = search->level.items[i];
        const struct fn *fn = &search->channels->program->fns[number];
        for (uint32_t c = 0; c < fn->n_calls && !found; c++)
            found = look_at_call(search, number, &fn->calls[c]);
    }
    return found;
}

/* Whether in each round of the loop some work comes in. */
static bool is_fed(const struct channels *channels, const struct context_source *source)
{
    const struct program *program = channels->program;
    const struct fn *fn = &program->fns[source->fn];
    struct arena *scratch = arena_new();
    struct work_search search = {.channels = channels, .seen = bitset_new(scratch, program->n_fns)};
    bool found = false;

    for (uint32_t c = 0; c < fn->n_calls && !found; c++)
        if (bitset_has(&source->loop->blocks, fn->calls[c].block))
            found = look_at_call(&search, source->fn, &fn->calls[c]);
    for (uint32_t depth = 0; depth < WORK_DEPTH && !found; depth++)
        found = look_at_level(&search);
    vector_deinit(&search.level);
    vector_deinit(&search.next);
    arena_free(scratch);
    return found;
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

/* A loop into which no work comes, and that ends, is as often as what it stands in: in the main thread, it does its
 * work once. */
static enum blocking in_own_loop(const struct program *program, const struct channel_use *use,
                                 const struct context_source *source)
{
    if (source->loop && !event_loop_ends(&program->fns[source->fn], source->loop))
        return BLOCKING_ALONE;
    switch (contexts_origin(program, blocking_root(program, use->fn)).kind) {
    case ROOT_THREAD:
        return BLOCKING_ALONE;
    case ROOT_PUBLIC:
    case ROOT_CALLBACK:
        return BLOCKING_CALLER;
    case ROOT_REQUEST:
    case ROOT_CONNECTION:
    case ROOT_MESSAGE:
    case ROOT_EVENT:
    case ROOT_TIMER:
    case ROOT_UNIX_SIGNAL:
    case ROOT_SIGNAL_EVENT:
        return BLOCKING_EVENT;
    case ROOT_MAIN:
    case ROOT_CONSTRUCTOR:
    case ROOT_EXIT:
    case ROOT_CALL:
    case ROOT_ONCE:
        break;
    }
    return BLOCKING_ONCE;
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
    case SOURCE_OPEN_LOOP:
    case SOURCE_ENDLESS_LOOP:
    case SOURCE_TICK_LOOP:
        return in_own_loop(program, use, &source);
    case SOURCE_EVENT_LOOP:
    case SOURCE_MESSAGE_LOOP:
        return source.loop && is_fed(channels, &source) ? BLOCKING_EVENT
                                                        : in_own_loop(program, use, &source);
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
