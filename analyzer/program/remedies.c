/* Which edit would mend a thread that is not joined, where one is safe as far as the program shows.
 *
 * Requires all that ending.c does. */
#include <stranded/check.h>

#include "program/creations.h"
#include "program/ending.h"
#include "program/ending_facts.h"
#include "program/failed_starts.h"
#include "program/solver.h"
#include "program/stops.h"
#include "program/uses.h"

/* Whether control may come from one block to the other without passing the third. */
static bool comes_to(const struct fn *fn, uint32_t from, uint32_t to, uint32_t without)
{
    struct arena *scratch = arena_new();
    struct bitset seen = bitset_new(scratch, fn->ir->blocks.count);
    VECTOR(uint32_t) todo = {0};
    bool found = false;

    if (from != without) {
        vector_push(&todo, from);
        bitset_add(&seen, from);
    }
    while (todo.count && !found) {
        uint32_t at = vector_pop(&todo);
        const struct ir_block *block = fn_block(fn, at);

        found = at == to;
        for (uint32_t edge = 0; edge < graph_n_successors(block); edge++) {
            uint32_t next = graph_successor(fn, block, edge);
            if (next != without && bitset_add(&seen, next))
                vector_push(&todo, next);
        }
    }
    vector_deinit(&todo);
    arena_free(scratch);
    return found;
}

/* ---- what the thread does ---- */

/* Whether what it runs is in sight and returns. */
static bool returns_by_itself(const struct program *program, const struct creation_record *record)
{
    if (record->body_unknown || !record->body_fns.count || record->cancelled)
        return false;
    for (uint32_t i = 0; i < record->body_fns.count; i++)
        if (program->fns[record->body_fns.items[i]].never_returns)
            return false;
    return body_may_end(program, record);
}

static bool is_counted(const struct fn *fn)
{
    if (!fn->loops_known)
        return false;
    for (uint32_t i = 0; i < fn->n_loops; i++)
        if (!fn->loops[i].counted)
            return false;
    return true;
}

/* Whether it comes to its end soon whatever others do, so that a join of it waits for nobody: no loop of
 * unknown length, no wait. */
static bool ends_soon(const struct program *program, const struct creation_record *record)
{
    const struct bitset *below = ending_facts_below(program, record);
    const struct uses *uses = stops_uses(program);

    for (uint32_t number = 1; number < program->n_fns; number++) {
        const struct fn *fn = &program->fns[number];
        if (!bitset_has(below, number) || fn->is_model)
            continue;
        if (!is_counted(fn))
            return false;
        for (uint32_t i = uses->first[number]; i < uses->first[number + 1]; i++)
            if (uses->items.items[i].forever || uses->items.items[i].outside)
                return false;
    }
    return returns_by_itself(program, record);
}

/* ---- remedies ---- */

static const struct loss_record *only_loss(const struct creation_record *record)
{
    return record->losses.count == 1 ? &record->losses.items[0] : NULL;
}

/* The block that returns there; 0 = none, or several. */
static uint32_t block_of_return(const struct fn *fn, struct ir_location at)
{
    uint32_t found = 0;

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        if (block->end != IR_END_RETURN || block->at.line != at.line ||
            block->at.column != at.column || block->at.file != at.file)
            continue;
        if (found)
            return 0;
        found = id;
    }
    return found;
}

/* Whether on every way to that block the thing was made: its making is tested right behind it. */
static bool was_made(const struct program *program, const struct start *made, uint32_t block)
{
    const struct fn *fn = &program->fns[made->fn];
    uint32_t failure = failed_start(program, made);
    const uint32_t entry = 1;

    return failure && block && block != made->block && !comes_to(fn, entry, block, made->block) &&
           !comes_to(fn, failure, block, made->block);
}

static bool is_at(struct ir_location a, struct ir_location b)
{
    return a.line == b.line && a.column == b.column && a.file == b.file;
}

/* The first thing that the block does elsewhere than at that place, which may be a macro's; line 0 = nothing. */
static struct ir_location first_elsewhere(const struct fn *fn, const struct ir_block *block,
                                          struct ir_location place)
{
    for (uint32_t i = 0; i < block->instrs.count; i++) {
        struct ir_location at = fn->unit->instrs[block->instrs.first + i].at;
        if (!is_at(at, place))
            return at;
    }
    if (block->end != IR_END_JUMP && !is_at(block->at, place))
        return block->at;
    return (struct ir_location){0};
}

/* Whether control goes on at one place behind the call, whatever a macro around it makes of its result: what jumps
 * elsewhere must not be written elsewhere. */
static bool goes_on_at_one_place(const struct fn *fn, const struct end_point *end)
{
    struct arena *scratch = arena_new();
    struct bitset seen = bitset_new(scratch, fn->ir->blocks.count);
    struct ir_location place = fn->unit->instrs[end->instr].at;
    VECTOR(uint32_t) todo = {0};
    uint32_t n_places = 0;

    vector_push(&todo, end->block);
    while (todo.count) {
        const struct ir_block *block = fn_block(fn, vector_pop(&todo));
        const struct ir_block *first = fn_block(fn, end->block);
        if (block != first && first_elsewhere(fn, block, place).line)
            n_places++;
        else if (block != first || is_at(block->at, place) || block->end == IR_END_JUMP)
            for (uint32_t edge = 0; edge < graph_n_successors(block); edge++) {
                uint32_t next = graph_successor(fn, block, edge);
                if (bitset_add(&seen, next))
                    vector_push(&todo, next);
            }
    }
    vector_deinit(&todo);
    arena_free(scratch);
    return n_places <= 1;
}

/* Where it is lost, which may be above the function that makes it. */
static struct remedy end_there(const struct program *program, const struct creation_record *record,
                               unsigned events)
{
    const struct loss_record *loss = only_loss(record);
    struct remedy remedy = {.kind = REMEDY_NONE};

    if (!loss || loss->loss != LOSS_RETURN)
        return remedy;
    const struct fn *fn = &program->fns[loss->fn];
    struct start made = {0, loss->fn, loss->made_in_block, loss->made_instr};
    if (!was_made(program, &made, block_of_return(fn, loss->at)))
        return remedy;
    for (uint32_t i = 0; i < record->ends.count; i++) {
        const struct end_point *end = &record->ends.items[i];
        if (end->fn != loss->fn || !(end->events & events) || !goes_on_at_one_place(fn, end))
            continue;
        remedy.kind = REMEDY_END_THERE;
        remedy.at = graph_place(program, fn, loss->at);
        remedy.like = graph_place(program, fn, fn->unit->instrs[end->instr].at);
        return remedy;
    }
    return remedy;
}

/* Where control goes on behind the making, and comes to only where that has worked. */
static struct source_place place_behind(const struct program *program,
                                        const struct creation_record *record)
{
    enum { BLOCKS_MOST = 8 }; /* that a macro leaves behind */
    const struct fn *fn = &program->fns[record->fn];
    struct start made = {0, record->fn, record->block, record->instr};
    uint32_t failure = failed_start(program, &made);
    const struct ir_block *test = fn_block(fn, record->block);
    uint32_t block = failure ? test->target[test->target[0].index == failure].index : 0;

    for (int i = 0; i < BLOCKS_MOST && block; i++) {
        const struct ir_block *self = fn_block(fn, block);
        struct ir_location at = first_elsewhere(fn, self, fn->unit->instrs[record->instr].at);
        if (at.line)
            return was_made(program, &made, block) ? graph_place(program, fn, at)
                                                   : (struct source_place){0};
        block = self->end == IR_END_JUMP ? self->target[0].index : 0;
    }
    return (struct source_place){0};
}

static bool is_client(const struct creation *creation)
{
    return creation->kind == CREATES_CLIENT || creation->kind == CREATES_CALLED_CLIENT;
}

struct remedy program_remedy(const struct program *program, const struct creation *creation,
                             const struct ending *ending)
{
    const struct creation_record *record =
        &program->solution->creations.items.items[creation->number];
    struct remedy remedy = {.kind = REMEDY_NONE};

    if (is_client(creation) && ending->verdict == ENDS_MAY)
        return end_there(program, record, EVENT_CLOSE | EVENT_CLOSE_SOCKET);
    if (creation->kind != CREATES_THREAD || record->through)
        return remedy;
    if (ending->verdict == ENDS_MAY)
        return ends_soon(program, record) ? end_there(program, record, EVENT_JOIN) : remedy;
    if (ending->verdict == ENDS_NEVER && !record->ended && returns_by_itself(program, record)) {
        remedy.kind = REMEDY_DETACH;
        remedy.at = place_behind(program, record);
    }
    return remedy;
}
