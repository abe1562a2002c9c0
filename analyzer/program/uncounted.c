/* Start-up that fails half way: threads are joined up to a count which the function that starts them
 * sets behind its loop. Where one of them cannot be started it returns before that, and those that run
 * already are not counted.
 *
 * Requires solve, contexts, loops. */
#include "program/elements.h"
#include "program/solver.h"
#include "program/unreaped_search.h"

/* The place that says up to which index threads are joined; 0 = there is none. */
static uint32_t find_count(const struct search *search)
{
    for (uint32_t i = 0; i < search->sites.count; i++) {
        const struct end_site *site = search->sites.items[i];
        const struct fn *fn = search_fn(search, site->fn);
        uint32_t number = fn->loop_of[conditions_block_of(fn, site->instr)];
        if (!number || !search_is_direct(search, site))
            continue;
        uint32_t count = conditions_source(search->program, site->fn,
                                           fn_block(fn, fn->loops[number - 1].head)->b);
        return count && search_are_counted_by(search, count) ? count : 0;
    }
    return 0;
}

/* The blocks of the starting function that set the count; false where one of them does so before or
 * while threads are started. */
static bool find_counting(const struct search *search, uint32_t count, uint32_t spawn,
                          const struct bitset *behind, struct bitset *ret_counting)
{
    uint32_t number = search->record->fn;
    const struct fn *fn = search_fn(search, number);
    const struct loop *loop = &fn->loops[fn->loop_of[spawn] - 1];
    bool found = false;

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[i];
            if (!instr->dst.index || element_of_place(search->program, number, instr->dst) != count)
                continue;
            bool is_zero = instr->op == IR_COPY && instr->a.kind == IR_OPERAND_INTEGER &&
                           fn->unit->integers[instr->a.index] == 0;
            if (is_zero && !bitset_has(behind, id))
                continue;
            if (bitset_has(&loop->blocks, id) || !bitset_has(behind, id))
                return false;
            found |= bitset_add(ret_counting, id);
        }
    }
    return found;
}

static bool never_comes_back(const struct search *search, const struct fn *fn, uint32_t id)
{
    for (uint32_t i = 0; i < fn->n_calls; i++)
        if (fn->calls[i].block == id && returns_never(search->program, fn, &fn->calls[i]))
            return true;
    return false;
}

/* A return that is reached from the spawn without setting the count; 0 = none. */
static uint32_t find_early_return(const struct search *search, const struct fn *fn, uint32_t spawn,
                                  const struct bitset *counting)
{
    struct bitset seen = bitset_new(search->scratch, fn->ir->blocks.count);
    VECTOR(uint32_t) todo = {0};
    uint32_t found = 0;

    vector_push(&todo, spawn);
    while (todo.count && !found) {
        uint32_t id = vector_pop(&todo);
        const struct ir_block *block = fn_block(fn, id);
        if (bitset_has(counting, id) || never_comes_back(search, fn, id))
            continue;
        found = block->end == IR_END_RETURN ? id : 0;
        for (uint32_t edge = 0; edge < graph_n_successors(block); edge++) {
            uint32_t to = graph_successor(fn, block, edge);
            if (bitset_add(&seen, to))
                vector_push(&todo, to);
        }
    }
    vector_deinit(&todo);
    return found;
}

bool search_uncounted(const struct search *search, struct unreaped *ret_unreaped)
{
    uint32_t number = search->record->fn;
    const struct fn *fn = search_fn(search, number);
    uint32_t spawn = conditions_block_of(fn, search->record->instr);
    struct bitset behind = conditions_reach(fn, spawn, search->scratch);
    struct bitset counting = bitset_new(search->scratch, fn->ir->blocks.count);
    bool again = contexts_often(search->program, number, 1) == OFTEN_PER_EVENT;

    if (!again || !fn->loop_of[spawn] || bitset_has(&search->enders, number))
        return false;
    uint32_t count = find_count(search);
    if (!count || !find_counting(search, count, spawn, &behind, &counting))
        return false;
    uint32_t early = find_early_return(search, fn, spawn, &counting);
    if (!early)
        return false;
    ret_unreaped->words = "is abandoned when one of those behind it cannot be started";
    ret_unreaped->steps[0] = (struct step){
        search_place(search, number, fn_block(fn, early)->at),
        arena_printf(search->program->run,
                     "%s() returns here, and those that run already are not counted", fn->name)};
    ret_unreaped->n_steps = 1;
    return true;
}
