/* How often control reaches a function, and the way there, in words. */
#include "program/contexts_inside.h"

static const char *origin_words(const struct program *program, const struct context *context)
{
    const char *name = program->fns[context->origin].name;

    switch (context->source) {
    case SOURCE_OPEN_LOOP:
    case SOURCE_READ_LOOP:
    case SOURCE_ENDLESS_LOOP:
    case SOURCE_TICK_LOOP:
    case SOURCE_EVENT_LOOP:
    case SOURCE_MESSAGE_LOOP:
        return arena_printf(program->run, "per round of the loop in %s()", name);
    case SOURCE_ACCEPT_LOOP:
    case SOURCE_CONNECTION:
        return arena_printf(program->run, "per connection in %s()", name);
    case SOURCE_REQUEST:
        return arena_printf(program->run, "per request in %s()", name);
    case SOURCE_MESSAGE:
        return arena_printf(program->run, "per message in %s()", name);
    case SOURCE_EVENT:
    case SOURCE_CALLBACK:
        return arena_printf(program->run, "per event in %s()", name);
    case SOURCE_TIMER:
        return arena_printf(program->run, "per timer in %s()", name);
    case SOURCE_UNIX_SIGNAL:
        return arena_printf(program->run, "per signal in %s()", name);
    case SOURCE_NONE:
    case SOURCE_PUBLIC:
        break;
    }
    return arena_printf(program->run, "per call of %s()", name);
}

const char *context_words(const struct program *program, const struct context *context)
{
    switch (context->often) {
    case OFTEN_ONCE:
        return "once";
    case OFTEN_BOUNDED:
        return context->count
                   ? arena_printf(program->run, "%llu times", (unsigned long long)context->count)
                   : "several times, in a loop";
    case OFTEN_PER_EVENT:
        break;
    }
    return origin_words(program, context);
}

static const char *step_words(const struct program *program, const struct context *context,
                              uint32_t body)
{
    const char *from = program->fns[context->from].name, *name = program->fns[body].name;

    switch (context->kind) {
    case ROOT_THREAD:
        return arena_printf(program->run, "%s() starts a thread that runs %s()", from, name);
    case ROOT_REQUEST:
    case ROOT_CONNECTION:
    case ROOT_MESSAGE:
    case ROOT_EVENT:
    case ROOT_TIMER:
    case ROOT_UNIX_SIGNAL:
    case ROOT_SIGNAL_EVENT:
        return arena_printf(program->run, "%s() registers %s(), which is called for each event",
                            from, name);
    case ROOT_EXIT:
        return arena_printf(program->run, "%s() registers %s() to be called at the end", from,
                            name);
    case ROOT_CALL:
    case ROOT_ONCE:
    case ROOT_MAIN:
    case ROOT_CONSTRUCTOR:
    case ROOT_PUBLIC:
    case ROOT_CALLBACK:
        break;
    }
    return arena_printf(program->run, "%s() calls %s()", from, name);
}

struct steps context_chain(const struct program *program, uint32_t fn)
{
    struct step steps[CHAIN_MOST];
    uint32_t count = 0;

    while (count < CHAIN_MOST && program->contexts->of[fn].from) {
        const struct context *context = &program->contexts->of[fn];
        if (context->from == fn) /* recursion says nothing of the way here */
            break;
        const struct fn *from = &program->fns[context->from];
        count++;
        steps[CHAIN_MOST - count] =
            (struct step){graph_place(program, from, from->unit->instrs[context->from_instr].at),
                          step_words(program, context, fn)};
        fn = context->from;
    }
    return (struct steps){
        arena_copy(program->run, steps + CHAIN_MOST - count, count * sizeof(*steps)), count};
}
