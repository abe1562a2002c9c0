#include "program/event_loops.h"

#include "program/model_control.h"

/* ---- what waits ---- */

/* Functions that wait, and those that call them. */
static void find_waits(const struct program *program,
                       bool (*waits)(const struct program *program, uint32_t model),
                       struct bitset *found)
{
    VECTOR(uint32_t) todo = {0};

    for (uint32_t i = 1; i < program->n_fns; i++)
        if (program->fns[i].is_model && waits(program, i) && bitset_add(found, i))
            vector_push(&todo, i);
    while (todo.count) {
        const struct fn_list *callers = &program->fns[vector_pop(&todo)].callers;
        for (uint32_t i = 0; i < callers->count; i++)
            if (bitset_add(found, callers->items[i]))
                vector_push(&todo, callers->items[i]);
    }
    vector_deinit(&todo);
}

/* Wrappers around wrappers of what waits for a connection. Further up it is one event of many. */
enum { ACCEPT_WRAPPERS = 2 };

static void find_accepts(const struct program *program, struct bitset *found)
{
    struct arena *scratch = arena_new();

    for (uint32_t i = 1; i < program->n_fns; i++)
        if (program->fns[i].is_model && model_accepts(program, i))
            bitset_add(found, i);
    for (uint32_t level = 0; level < ACCEPT_WRAPPERS; level++) {
        struct bitset last = bitset_new(scratch, program->n_fns);
        bitset_add_all(&last, found);
        for (uint32_t i = 1; i < program->n_fns; i++) {
            const struct fn *fn = &program->fns[i];
            for (uint32_t c = 0; !fn->is_model && c < fn->n_calls; c++)
                if (fn->calls[c].entity && fn->calls[c].targets.count &&
                    !fn->loop_of[fn->calls[c].block] &&
                    bitset_has(&last, fn->calls[c].targets.items[0]))
                    bitset_add(found, i);
        }
    }
    arena_free(scratch);
}

static bool waits_for_events(const struct program *program, uint32_t model)
{
    return (model_waits(program, model) || model_awaits(program, model)) &&
           !model_reads(program, model);
}

struct waits event_loops_find(const struct program *program)
{
    struct waits all = {
        .waits = bitset_new(program->run, program->n_fns),
        .awaits = bitset_new(program->run, program->n_fns),
        .events = bitset_new(program->run, program->n_fns),
        .accepts = bitset_new(program->run, program->n_fns),
    };

    find_waits(program, model_waits, &all.waits);
    find_waits(program, model_awaits, &all.awaits);
    find_waits(program, waits_for_events, &all.events);
    find_accepts(program, &all.accepts);
    return all;
}

/* ---- loops ---- */

bool event_loop_waits(const struct bitset *waits, const struct fn *fn, const struct loop *loop)
{
    for (uint32_t i = 0; i < fn->n_calls; i++) {
        if (!bitset_has(&loop->blocks, fn->calls[i].block))
            continue;
        for (uint32_t k = 0; k < fn->calls[i].targets.count; k++)
            if (bitset_has(waits, fn->calls[i].targets.items[k]))
                return true;
    }
    return false;
}

static bool has_way_out(const struct fn *fn, const struct loop *loop)
{
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        if (!bitset_has(&loop->blocks, id))
            continue;
        if (block->end == IR_END_RETURN)
            return true;
        for (uint32_t i = 0; i < graph_n_successors(block); i++)
            if (!bitset_has(&loop->blocks, graph_successor(fn, block, i)))
                return true;
    }
    return false;
}

/* Whether each way from the loop's head to the block comes through the other one. */
static bool comes_through(const struct fn *fn, const struct loop *loop, uint32_t block,
                          uint32_t through)
{
    struct arena *scratch = arena_new();
    struct bitset seen = bitset_new(scratch, fn->ir->blocks.count);
    VECTOR(uint32_t) todo = {0};

    if (loop->head != through)
        vector_push(&todo, loop->head);
    bitset_add(&seen, through);
    while (todo.count) {
        uint32_t id = vector_pop(&todo);
        const struct ir_block *at = fn_block(fn, id);
        if (!bitset_has(&loop->blocks, id) || !bitset_add(&seen, id))
            continue;
        for (uint32_t i = 0; i < graph_n_successors(at); i++)
            vector_push(&todo, graph_successor(fn, at, i));
    }
    vector_deinit(&todo);
    bool comes = block == through || !bitset_has(&seen, block);
    arena_free(scratch);
    return comes;
}

/* Whether a round of the loop waits for a connection before it comes to the block. */
static bool is_per_connection(const struct bitset *accepts, const struct fn *fn,
                              const struct loop *loop, uint32_t block)
{
    for (uint32_t i = 0; i < fn->n_calls; i++) {
        const struct call_site *call = &fn->calls[i];
        if (call->targets.count && bitset_has(accepts, call->targets.items[0]) &&
            bitset_has(&loop->blocks, call->block) && comes_through(fn, loop, block, call->block))
            return true;
    }
    return false;
}

/* What a round of the loop is that comes to the block, SOURCE_NONE: it is no event. */
enum event_source event_loop_source(const struct waits *all, const struct fn *fn,
                                    const struct loop *loop, uint32_t block)
{
    bool waits = event_loop_waits(&all->waits, fn, loop);
    bool awaits = event_loop_waits(&all->awaits, fn, loop);

    if (!loop->forever && !waits && !awaits)
        return SOURCE_NONE;
    if (is_per_connection(&all->accepts, fn, loop, block))
        return SOURCE_ACCEPT_LOOP;
    if (event_loop_waits(&all->events, fn, loop))
        return waits ? SOURCE_EVENT_LOOP : SOURCE_MESSAGE_LOOP;
    if (waits || awaits)
        return SOURCE_READ_LOOP;
    return has_way_out(fn, loop) ? SOURCE_OPEN_LOOP : SOURCE_ENDLESS_LOOP;
}
