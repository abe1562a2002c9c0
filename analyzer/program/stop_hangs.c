/* Whether the join of a thread that is never told to stop hangs where somebody shuts down: whoever starts it waits for
 * something else in between. One that starts a thread and joins it at once may do so to wait for ever.
 *
 * Requires solve, contexts. */
#include "program/below.h"
#include "program/conditions.h"
#include "program/model_control.h"
#include "program/stops_inside.h"

/* Whether the block calls something that waits, or sleeps. */
static bool block_waits(const struct program *program, const struct fn *fn, uint32_t block)
{
    for (uint32_t i = 0; i < fn->n_calls; i++)
        for (uint32_t k = 0; fn->calls[i].block == block && k < fn->calls[i].targets.count; k++) {
            uint32_t target = fn->calls[i].targets.items[k];
            if (contexts_awaits(program, target) ||
                (program->fns[target].is_model && model_sleeps(program, target)))
                return true;
        }
    return false;
}

/* Whether a loop that the function leaves on its way between the blocks waits for something; it has neither in it. */
static bool waits_between(const struct question *question, const struct fn *fn, uint32_t from,
                          uint32_t to)
{
    struct bitset behind = conditions_reach(fn, from, question->scratch);

    for (uint32_t id = bitset_next(&behind, 1); id < behind.size;
         id = bitset_next(&behind, id + 1)) {
        const struct loop *loop = fn->loop_of[id] ? &fn->loops[fn->loop_of[id] - 1] : NULL;
        if (!loop || bitset_has(&loop->blocks, from) || bitset_has(&loop->blocks, to) ||
            !block_waits(question->program, fn, id))
            continue;
        struct bitset then = conditions_reach(fn, id, question->scratch);
        if (bitset_has(&then, to))
            return true;
    }
    return false;
}

/* The blocks of the function in which it, or what it calls, comes to the other one. */
static struct bitset blocks_to(const struct question *question, const struct fn *fn,
                               const struct bitset *above)
{
    struct bitset blocks = bitset_new(question->scratch, fn->ir->blocks.count);

    for (uint32_t i = 0; i < fn->n_calls; i++)
        for (uint32_t k = 0; fn->calls[i].entity && k < fn->calls[i].targets.count; k++)
            if (bitset_has(above, fn->calls[i].targets.items[k]))
                bitset_add(&blocks, fn->calls[i].block);
    return blocks;
}

static struct bitset above_of(const struct question *question, uint32_t fn)
{
    struct bitset above = bitset_new(question->scratch, question->program->n_fns);

    bitset_add(&above, fn);
    functions_add_above_by_name(question->program, &above);
    return above;
}

static bool is_behind_wait(const struct question *question, uint32_t number,
                           const struct bitset *starts, const struct bitset *joins)
{
    for (uint32_t a = bitset_next(starts, 1); a < starts->size; a = bitset_next(starts, a + 1))
        for (uint32_t b = bitset_next(joins, 1); b < joins->size; b = bitset_next(joins, b + 1))
            if (a != b && waits_between(question, &question->program->fns[number], a, b))
                return true;
    return false;
}

bool stops_join_hangs(const struct question *question, struct step *ret_step)
{
    const struct program *program = question->program;
    struct bitset starting = above_of(question, question->start->fn);

    for (uint32_t i = 0; i < question->joins.count; i++) {
        const struct point *join = &question->joins.items[i];
        if (join->fn == question->start->fn || !contexts_reached(program, join->fn))
            continue;
        struct bitset joining = above_of(question, join->fn);
        for (uint32_t f = bitset_next(&starting, 1); f < starting.size;
             f = bitset_next(&starting, f + 1)) {
            const struct fn *fn = &program->fns[f];
            if (!bitset_has(&joining, f) || fn->is_model || !contexts_reached(program, f))
                continue;
            struct bitset starts = blocks_to(question, fn, &starting);
            struct bitset joins = blocks_to(question, fn, &joining);
            if (!is_behind_wait(question, f, &starts, &joins))
                continue;
            const struct fn *ender = &program->fns[join->fn];
            *ret_step = question_step(
                program, join->fn, ender->unit->instrs[join->instr].at,
                arena_printf(program->run, "%s() waits here for its end, for ever", ender->name));
            return true;
        }
    }
    return false;
}
