/* How many threads come to a barrier at most: main, and for each body that leads there as many as are started with it.
 *
 * Requires channels, threads, loops. Whatever is not known is taken for enough threads. */
#include "program/unsent_gather.h"

#include "program/threads.h"

/* Bounds: calls on the way up from a start; functions on the ways up from the waits. */
enum { TIMES_DEPTH = 8, GATHER_FNS = 500 };

/* As many as one likes. */
#define TIMES_MANY UINT64_MAX

static uint64_t add(uint64_t a, uint64_t b)
{
    return a > TIMES_MANY - b ? TIMES_MANY : a + b;
}

static uint64_t multiply(uint64_t a, uint64_t b)
{
    uint64_t product;

    return a == TIMES_MANY || b == TIMES_MANY || __builtin_mul_overflow(a, b, &product) ? TIMES_MANY
                                                                                        : product;
}

/* ---- how often ---- */

static uint64_t times_of_block(const struct program *program, uint32_t number, uint32_t block,
                               uint32_t depth);

/* How many threads are started with the body at most. */
static uint64_t times_started(const struct program *program, uint32_t body,
                              uint32_t depth) // NOLINT(misc-no-recursion): TIMES_DEPTH
{
    const struct starts *starts = threads_starts(program);
    uint64_t times = 0;

    for (uint32_t i = threads_first_start(starts, body);
         i < starts->count && starts->items[i].body == body; i++)
        times = add(
            times, times_of_block(program, starts->items[i].fn, starts->items[i].block, depth + 1));
    return times;
}

/* How often the function is called at most. */
static uint64_t times_called(const struct program *program, uint32_t number,
                             uint32_t depth) // NOLINT(misc-no-recursion): TIMES_DEPTH
{
    const struct fn *fn = &program->fns[number];
    uint64_t times = times_started(program, number, depth);

    if (contexts_in_main(program, number))
        return fn->callers.count ? TIMES_MANY : 1;
    if (depth > TIMES_DEPTH || (times ? fn->escapes : members_has_unseen_callers(program, number)))
        return TIMES_MANY;
    for (uint32_t i = 0; i < fn->callers.count; i++) {
        const struct fn *caller = &program->fns[fn->callers.items[i]];
        for (uint32_t c = 0; c < caller->n_calls && !caller->is_model; c++)
            if (call_reaches(&caller->calls[c], number))
                times = add(times, times_of_block(program, fn->callers.items[i],
                                                  caller->calls[c].block, depth + 1));
    }
    return times;
}

static uint64_t times_of_block(const struct program *program, uint32_t number, uint32_t block,
                               uint32_t depth) // NOLINT(misc-no-recursion): TIMES_DEPTH
{
    const struct fn *fn = &program->fns[number];
    uint64_t times = 1;

    for (uint32_t l = fn->loop_of[block]; l; l = fn->loops[l - 1].parent)
        times = multiply(times, fn->loops[l - 1].counted ? fn->loops[l - 1].trips : TIMES_MANY);
    return times == TIMES_MANY ? times : multiply(times, times_called(program, number, depth + 1));
}

/* ---- who comes ---- */

struct gathering {
    const struct program *program;
    struct bitset seen;
    VECTOR(uint32_t) todo;
    uint64_t threads;
};

/* Goes on to those who call the function, or counts the threads that begin with it. */
static void climb(struct gathering *gathering, uint32_t number)
{
    const struct program *program = gathering->program;
    const struct fn *fn = &program->fns[number];
    uint64_t started = times_started(program, number, 0);

    if (contexts_in_main(program, number))
        started = 1;
    else if (started ? fn->escapes : members_has_unseen_callers(program, number))
        started = TIMES_MANY;
    gathering->threads = add(gathering->threads, started);
    for (uint32_t i = 0; i < fn->callers.count; i++)
        if (bitset_add(&gathering->seen, fn->callers.items[i]))
            vector_push(&gathering->todo, fn->callers.items[i]);
}

/* How many threads come to a wait for the channel at most. */
static uint64_t count_threads(const struct channels *channels, const struct channel *channel)
{
    struct arena *scratch = arena_new();
    struct gathering gathering = {.program = channels->program,
                                  .seen = bitset_new(scratch, channels->program->n_fns)};
    uint32_t n = 0;

    for (uint32_t i = channel->first; i < channel->first + channel->count; i++) {
        const struct channel_use *use = &channels->uses.items[i];
        if (use->kind == USE_WAIT && use->reached && bitset_add(&gathering.seen, use->fn))
            vector_push(&gathering.todo, use->fn);
    }
    while (gathering.todo.count && gathering.threads != TIMES_MANY) {
        if (n++ > GATHER_FNS)
            gathering.threads = TIMES_MANY;
        climb(&gathering, vector_pop(&gathering.todo));
    }
    vector_deinit(&gathering.todo);
    arena_free(scratch);
    return gathering.threads;
}

bool unsent_is_gathering(const struct channels *channels, const struct channel *channel,
                         const struct channel_use *wait, struct channel_trouble *trouble)
{
    const struct channel_use *gathers = NULL;
    int64_t expected = INT64_MAX;

    if (wait->kind != USE_WAIT || channel->escapes)
        return false;
    for (uint32_t i = channel->first; i < channel->first + channel->count; i++) {
        const struct channel_use *use = &channels->uses.items[i];
        if (use->kind != USE_GATHER)
            continue;
        if (!gathers || use->room < expected)
            expected = use->room;
        gathers = use;
    }
    uint64_t come = gathers && expected > 0 ? count_threads(channels, channel) : TIMES_MANY;
    if (come == TIMES_MANY || come >= (uint64_t)expected)
        return false;
    struct step step = channels_step(
        channels->program, gathers->fn, gathers->instr,
        arena_printf(channels->program->run, "made for %lld threads, of which at most %llu come",
                     (long long)expected, (unsigned long long)come));
    trouble->failure = WAIT_TOO_FEW;
    trouble->witness = (struct steps){arena_copy(channels->program->run, &step, sizeof(step)), 1};
    return true;
}
