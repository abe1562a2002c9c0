/* Loops that go round as time passes, until somebody tells them to stop:
 *
 *     while (!quit) { sleep(1); tick(); }
 *
 * Each round sleeps and works, and whatever ends the loop hangs on a field or a global that no round of it sets.
 * A loop that tries until it succeeds is none: `while (!connected) { connect_again(); sleep(1); }`. Requires targets,
 * loops, stores. */
#include "program/event_loops.h"

#include "program/below.h"
#include "program/elements.h"
#include "program/stores.h"

/* The field or global that the operand was just read from; 0 = something else. */
static uint32_t flag_of(const struct program *program, uint32_t number,
                        const struct ir_block *block, struct ir_operand operand)
{
    operand = event_loop_read_from(&program->fns[number], block, operand);
    if (operand.kind != IR_OPERAND_PLACE)
        return 0;
    return element_of_named_place(program, number, (struct ir_place_id){operand.index});
}

/* Whether a round of the loop may set the element, however far below. */
static bool sets(const struct program *program, uint32_t number, const struct loop *loop,
                 uint32_t element)
{
    const struct fn *fn = &program->fns[number];
    struct store_span span = stores_to(program->stores, element);
    struct arena *scratch = arena_new();
    struct bitset setting = bitset_new(scratch, program->n_fns);
    bool found = bitset_has(&program->stores->address_taken, element);

    for (uint32_t i = span.first; i < span.end; i++) {
        const struct store *store = &program->stores->items[i];
        bitset_add(&setting, store->fn);
        found |= store->fn == number && bitset_has(&loop->blocks, store->block);
    }
    if (!found)
        functions_add_above(program, &setting);
    for (uint32_t c = 0; !found && c < fn->n_calls; c++)
        for (uint32_t k = 0; k < fn->calls[c].targets.count; k++)
            found |= bitset_has(&loop->blocks, fn->calls[c].block) &&
                     bitset_has(&setting, fn->calls[c].targets.items[k]);
    arena_free(scratch);
    return found;
}

/* Whether the loop is left only where the process ends, or by what others set. */
static bool is_ended_by_others(const struct program *program, uint32_t number,
                               const struct loop *loop)
{
    const struct fn *fn = &program->fns[number];

    for (uint32_t id = bitset_next(&loop->blocks, 0); id < loop->blocks.size;
         id = bitset_next(&loop->blocks, id + 1)) {
        const struct ir_block *block = fn_block(fn, id);
        bool leaves = block->end == IR_END_RETURN;
        for (uint32_t i = 0; i < graph_n_successors(block); i++) {
            uint32_t next = graph_successor(fn, block, i);
            leaves |=
                !bitset_has(&loop->blocks, next) && fn_block(fn, next)->end != IR_END_UNREACHABLE;
        }
        if (!leaves)
            continue;
        uint32_t flag = block->end == IR_END_BRANCH && block->b.kind != IR_OPERAND_PLACE
                            ? flag_of(program, number, block, block->a)
                            : 0;
        if (!flag || sets(program, number, loop, flag))
            return false;
    }
    return true;
}

/* Whether each round of the loop sleeps, itself or through a wrapper, and does something else as well. */
static bool sleeps_and_works(const struct event_loops *all, uint32_t number,
                             const struct loop *loop)
{
    const struct fn *fn = &all->program->fns[number];
    struct arena *scratch = arena_new();
    struct bitset sleeping = bitset_new(scratch, fn->ir->blocks.count);
    bool works = false;

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct call_site *call = &fn->calls[c];
        if (!bitset_has(&loop->blocks, call->block) || !call->targets.count)
            continue;
        if (call->entity && bitset_has(&all->sleeps, call->targets.items[0]))
            bitset_add(&sleeping, call->block);
        else
            works |= !all->program->fns[call->targets.items[0]].is_model;
    }
    bool found = works && loop_passes(fn, loop, &sleeping);
    arena_free(scratch);
    return found;
}

bool loop_ticks(const struct event_loops *all, uint32_t number, const struct loop *loop)
{
    return !loop->irreducible && sleeps_and_works(all, number, loop) &&
           is_ended_by_others(all->program, number, loop);
}
