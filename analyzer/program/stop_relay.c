/* Whether another thread, told by the same flag, wakes this one on its own way out. */
#include "program/conditions.h"
#include "program/solver.h"
#include "program/stops_inside.h"

static bool wakes_there(const struct question *question, const struct bitset *fns,
                        const struct use *wait, uint32_t instr)
{
    const struct uses *uses = question->facts->unwrapped;

    for (uint32_t i = uses_in(uses, fns, 0); i < uses->items.count; i = uses_in(uses, fns, i + 1)) {
        const struct use *use = &uses->items.items[i];
        bool wakes = wait->kind == USE_WAIT ? use->kind == USE_SIGNAL || use->kind == USE_BROADCAST
                                            : use->kind == USE_SEND || use->kind == USE_CLOSE;
        if (wakes && (!instr || use->instr == instr) && use->element && wait->element &&
            region_same(question->facts, use->element, wait->element))
            return true;
    }
    return false;
}

/* Whether something wakes it in the blocks, or in what they call. */
static bool blocks_wake(const struct question *question, uint32_t number,
                        const struct bitset *blocks, const struct use *wait)
{
    const struct fn *fn = &question->program->fns[number];
    struct bitset self = bitset_new(question->scratch, question->program->n_fns);

    bitset_add(&self, number);
    for (uint32_t c = 0; c < fn->n_calls; c++) {
        if (!bitset_has(blocks, fn->calls[c].block))
            continue;
        if (wakes_there(question, &self, wait, fn->calls[c].instr))
            return true;
        for (uint32_t k = 0; k < fn->calls[c].targets.count; k++)
            if (!question->program->fns[fn->calls[c].targets.items[k]].is_model &&
                wakes_there(question,
                            functions_below(question->facts, fn->calls[c].targets.items[k]), wait,
                            0))
                return true;
    }
    return false;
}

/* Whether a way out of a loop that the flag ends leads to something that wakes it. */
static bool wakes_on_way_out(const struct question *question, uint32_t number, uint32_t flag,
                             const struct use *wait)
{
    const struct fn *fn = &question->program->fns[number];

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
        if (!fn->loop_of[id] || ways_flag_of_edge(question->facts->ways, number, id) != flag)
            continue;
        for (uint32_t edge = 0; edge < graph_n_successors(block); edge++) {
            uint32_t to = graph_successor(fn, block, edge);
            if (!graph_leaves_loop(fn, id, edge))
                continue;
            struct bitset out = conditions_reach(fn, to, question->scratch);
            bitset_add(&out, to);
            if (blocks_wake(question, number, &out, wait))
                return true;
        }
    }
    return false;
}

bool stops_is_relayed(const struct question *question, uint32_t flag, const struct use *wait)
{
    const struct program *program = question->program;
    const struct creations *all = &program->solution->creations;
    struct bitset leading = ways_leading_to(question->facts->ways, flag, question->scratch);

    for (uint32_t i = 1; i < all->items.count; i++)
        for (uint32_t s = 0; s < all->items.items[i].starts.count; s++) {
            uint32_t body = all->items.items[i].starts.items[s].body;
            if (body == question->start->body || program->fns[body].is_model ||
                !bitset_has(&leading, body))
                continue;
            const struct bitset *below = functions_below(question->facts, body);
            if (!wakes_there(question, below, wait, 0))
                continue;
            for (uint32_t f = bitset_next(below, 1); f < below->size; f = bitset_next(below, f + 1))
                if (bitset_has(&leading, f) && wakes_on_way_out(question, f, flag, wait))
                    return true;
        }
    return false;
}
