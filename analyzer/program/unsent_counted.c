/* As many messages are waited for as threads were to be started, though some of them could not be:
 *
 *     for (i = 0; i < n; i++)                        for (i = 0; i < n; i++)
 *         if (start(&t, work))                           wait(&finished);
 *             report();
 *
 * Each thread sends one; the loop that waits has as many rounds as the one that starts, and no other count.
 *
 * Requires channels, threads. */
#include "program/unsent_paths.h"

#include "program/conditions.h"
#include "program/failed_starts.h"
#include "program/threads.h"
#include "program/unsent_ends.h"

/* The two loops, the innermost ones around the start and the wait: not inside each other, and in no other. */
struct rounds {
    const struct fn *fn;
    const struct loop *starts, *waits;
};

static bool find_rounds(const struct fn *fn, uint32_t start_block, uint32_t wait_block,
                        struct rounds *ret_rounds)
{
    uint32_t starts = fn->loop_of[start_block], waits = fn->loop_of[wait_block];

    if (!starts || !waits || starts == waits)
        return false;
    *ret_rounds = (struct rounds){fn, &fn->loops[starts - 1], &fn->loops[waits - 1]};
    return !ret_rounds->starts->parent && !ret_rounds->waits->parent;
}

/* Whether nothing that control comes to from the block writes the place. */
static bool stays_behind(const struct fn *fn, uint32_t from, uint32_t place)
{
    struct arena *scratch = arena_new();
    struct bitset behind = conditions_reach(fn, from, scratch);
    bool stays = true;

    bitset_add(&behind, from);
    for (uint32_t id = bitset_next(&behind, 1); id < behind.size;
         id = bitset_next(&behind, id + 1)) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++)
            stays &= fn->unit->instrs[i].dst.index != place;
    }
    arena_free(scratch);
    return stays;
}

/* Whether both loops end at the same bound, which stays what it is where the start has failed. */
static bool have_same_bound(const struct rounds *rounds, uint32_t failure)
{
    const struct fn *fn = rounds->fn;
    const struct ir_block *a = fn_block(fn, rounds->starts->head);
    const struct ir_block *b = fn_block(fn, rounds->waits->head);

    return a->end == IR_END_BRANCH && b->end == IR_END_BRANCH && a->relation == b->relation &&
           fn_local(fn, a->a) && fn_local(fn, b->a) && a->b.kind == IR_OPERAND_PLACE &&
           b->b.kind == IR_OPERAND_PLACE && a->b.index == b->b.index &&
           stays_behind(fn, failure, a->b.index);
}

static bool have_as_many(const struct rounds *rounds, uint32_t failure)
{
    if (rounds->starts->counted && rounds->waits->counted)
        return rounds->waits->trips >= rounds->starts->trips;
    return have_same_bound(rounds, failure);
}

/* Whether the body sends once in its life. */
static bool sends_one(const struct channels *channels, const struct channel *channel,
                      uint64_t sends, uint32_t body)
{
    const struct fn *fn = &channels->program->fns[body];
    bool any = false;

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        if (!channels_leads_to(channels, channel, sends, body, &fn->calls[c]))
            continue;
        if (fn->loop_of[fn->calls[c].block])
            return false;
        any = true;
    }
    return any;
}

bool unsent_counts_failed(const struct channels *channels, const struct channel *channel,
                          const struct channel_use *wait, const struct start *start)
{
    const struct program *program = channels->program;
    uint32_t failure = failed_start(program, start);
    struct rounds rounds;

    return failure && wait->kind == USE_RECEIVE && start->fn == wait->fn &&
           find_rounds(&program->fns[wait->fn], start->block, wait->block, &rounds) &&
           have_as_many(&rounds, failure) &&
           sends_one(channels, channel, unsent_enders(program, wait, unsent_path_sends),
                     start->body);
}
