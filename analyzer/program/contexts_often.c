/* How often control reaches a block of a function, and what makes it do so.
 *
 * Requires contexts. */
#include "program/contexts_inside.h"

bool context_is_steady(const struct context *context)
{
    return context->often == OFTEN_PER_EVENT && context->source >= SOURCE_ENDLESS_LOOP;
}

void context_raise(const struct program *program, uint32_t number, uint32_t block,
                   struct context *context)
{
    const struct fn *fn = &program->fns[number];

    for (uint32_t loop = fn->loop_of[block]; loop; loop = fn->loops[loop - 1].parent) {
        const struct loop *self = &fn->loops[loop - 1];
        if (context_is_steady(context))
            return;
        enum event_source source =
            self->counted ? SOURCE_NONE
                          : event_loop_source(&program->contexts->loops, number, loop - 1, block);
        if (source > context->source) {
            context->often = OFTEN_PER_EVENT;
            context->origin = number;
            context->source = source;
        } else if (context->often == OFTEN_PER_EVENT) {
            continue;
        } else if (self->counted) {
            uint64_t before = context->often == OFTEN_ONCE ? 1 : context->count;
            if (self->trips > 1)
                context->often = OFTEN_BOUNDED;
            if (__builtin_mul_overflow(before, self->trips, &context->count))
                context->count = 0;
        } else {
            context->often = OFTEN_BOUNDED;
            context->count = 0;
        }
    }
}

/* ---- a block ---- */

/* The outermost loop around the block whose rounds are events; NULL = none. */
static const struct loop *outermost_event_loop(const struct program *program, uint32_t number,
                                               uint32_t block)
{
    const struct fn *fn = &program->fns[number];
    const struct loop *found = NULL;

    for (uint32_t loop = fn->loop_of[block]; loop; loop = fn->loops[loop - 1].parent)
        if (event_loop_source(&program->contexts->loops, number, loop - 1, block))
            found = &fn->loops[loop - 1];
    return found;
}

/* Whether a global lets the block, or a call on the way to it, happen but once. A test in front of the loop
 * that makes it per event says nothing of its rounds. */
static bool is_guarded(const struct program *program, uint32_t fn, uint32_t block)
{
    for (uint32_t up = 0; up < CHAIN_MOST && fn; up++) {
        const struct loop *within = outermost_event_loop(program, fn, block);
        if (once_guarded(program, fn, block, within))
            return true;
        const struct context *context = &program->contexts->of[fn];
        if (within || (context->kind != ROOT_CALL && context->kind != ROOT_THREAD))
            return false;
        block = context->from_block;
        fn = context->from;
    }
    return false;
}

/* How control reaches the block, at its most frequent. */
static struct context context_of_block(const struct program *program, uint32_t fn, uint32_t block)
{
    struct context context = program->contexts->of[fn];

    context_raise(program, fn, block, &context);
    if (context.often != OFTEN_ONCE && is_guarded(program, fn, block))
        context.often = OFTEN_ONCE;
    if (context.often != OFTEN_PER_EVENT)
        context.source = SOURCE_NONE;
    return context;
}

struct multiplicity contexts_multiplicity(const struct program *program, uint32_t fn,
                                          uint32_t block)
{
    struct context context = context_of_block(program, fn, block);

    return (struct multiplicity){context.often,
                                 context.often == OFTEN_BOUNDED ? context.count : 0,
                                 context_words(program, &context),
                                 context_chain(program, fn),
                                 context.source,
                                 context.idle && context.source == SOURCE_PUBLIC};
}

bool contexts_is_steady(const struct program *program, uint32_t fn, uint32_t block)
{
    struct context context = context_of_block(program, fn, block);

    return context_is_steady(&context);
}

enum often contexts_often(const struct program *program, uint32_t fn, uint32_t block)
{
    return context_of_block(program, fn, block).often;
}

/* ---- what makes it so ---- */

/* The block of the function `origin` from which control goes on to that block; 0 = not known. */
static uint32_t block_in_origin(const struct program *program, uint32_t origin, uint32_t fn,
                                uint32_t block)
{
    enum { CALLS_MOST = 64 }; /* longer ways are not followed */

    for (uint32_t up = 0; fn != origin && up < CALLS_MOST; up++) {
        const struct context *context = &program->contexts->of[fn];
        if (!context->from || context->from == fn)
            return 0;
        block = context->from_block;
        fn = context->from;
    }
    return fn == origin ? block : 0;
}

struct context_source contexts_source(const struct program *program, uint32_t number,
                                      uint32_t block)
{
    const struct context context = context_of_block(program, number, block);
    struct context_source source = {.fn = 0};

    if (context.often != OFTEN_PER_EVENT)
        return source;
    source.fn = context.origin;
    source.source = context.source;
    const struct fn *fn = &program->fns[source.fn];
    uint32_t at = block_in_origin(program, context.origin, number, block);
    uint32_t loop = at ? fn->loop_of[at] : 0;
    for (; loop && !source.loop; loop = fn->loops[loop - 1].parent) {
        const struct loop *self = &fn->loops[loop - 1];
        if (!self->counted &&
            event_loop_source(&program->contexts->loops, source.fn, loop - 1, at) == context.source)
            source.loop = self;
    }
    return source;
}

/* ---- loops ---- */

bool contexts_is_event_loop(const struct program *program, uint32_t fn, const struct loop *loop)
{
    const struct event_loops *loops = &program->contexts->loops;
    const struct fn *self = &program->fns[fn];

    return !loop->counted && (loop->forever || event_loop_waits(&loops->awaits, self, loop) ||
                              event_loop_waits(&loops->requests, self, loop) ||
                              event_loop_waits(&loops->messages, self, loop));
}

bool contexts_loop_walks(const struct program *program, uint32_t fn, const struct loop *loop)
{
    return event_loop_walks(&program->contexts->loops, fn,
                            (uint32_t)(loop - program->fns[fn].loops));
}

enum event_source contexts_loop_source(const struct program *program, uint32_t fn,
                                       const struct loop *loop, uint32_t block)
{
    return event_loop_source(&program->contexts->loops, fn,
                             (uint32_t)(loop - program->fns[fn].loops), block);
}
