/* Where control goes on to from a function: along its calls, and to what they start or register.
 *
 * Requires targets. */
#include "program/contexts_inside.h"

#include "program/handlers.h"
#include "program/model_control.h"

static void add_edge(struct context_edges *edges, struct bitset *registered, struct edge edge)
{
    vector_push(edges, edge);
    if (edge.kind != ROOT_CALL)
        bitset_add(registered, edge.body);
}

/* Whether the block is reached only where the result of a call that forks is 0: once in the life of the
 * new process. */
static bool is_in_child(const struct program *program, uint32_t number, uint32_t to)
{
    const struct fn *fn = &program->fns[number];

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct ir_instr *call = &fn->unit->instrs[fn->calls[c].instr];
        if (!fn->calls[c].targets.count || !model_forks(program, fn->calls[c].targets.items[0]))
            continue;
        for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
            const struct ir_block *block = fn_block(fn, id);
            bool is_zero =
                block->b.kind == IR_OPERAND_INTEGER && fn->unit->integers[block->b.index] == 0;
            bool equal = block->relation == IR_EQ || block->relation == IR_NE;
            if (block->end == IR_END_BRANCH && block->a.kind == IR_OPERAND_PLACE &&
                block->a.index == call->dst.index && is_zero && equal &&
                graph_needs_edge(fn, to, id, block->relation == IR_EQ ? 0 : 1))
                return true;
            if (block->end == IR_END_SWITCH && block->a.kind == IR_OPERAND_PLACE &&
                block->a.index == call->dst.index)
                for (uint32_t k = 0; k < block->cases.count; k++)
                    if (fn->unit->cases[block->cases.first + k].low == 0 &&
                        fn->unit->cases[block->cases.first + k].high == 0 &&
                        graph_needs_edge(fn, to, id, k))
                        return true;
        }
    }
    return false;
}

void contexts_add_edges(const struct program *program, uint32_t number, struct context_edges *edges,
                        struct bitset *registered)
{
    const struct fn *fn = &program->fns[number];
    bool has_child = model_control_forks(program, number);

    for (uint32_t i = 0; i < fn->n_calls; i++) {
        const struct call_site *site = &fn->calls[i];
        struct fn_list table = {0};
        if (site->unresolved)
            table = targets_in_table(program, number, site);
        for (uint32_t k = 0; k < table.count; k++)
            add_edge(
                edges, registered,
                (struct edge){table.items[k], number, site->block, site->instr, ROOT_CALL, false});
        for (uint32_t k = 0; k < site->targets.count; k++) {
            uint32_t body = site->targets.items[k];
            if (!program->fns[body].is_model) {
                enum root_kind kind = ROOT_CALL;
                if (site->in_coroutine)
                    kind = ROOT_THREAD;
                else if (has_child && is_in_child(program, number, site->block))
                    kind = ROOT_ONCE;
                add_edge(edges, registered,
                         (struct edge){body, number, site->block, site->instr, kind,
                                       site->unresolved && !table.count});
                continue;
            }
            struct handler_list handlers = {0};
            handlers_of_call(program, number, site, body, &handlers);
            for (uint32_t h = 0; h < handlers.count; h++)
                add_edge(edges, registered,
                         (struct edge){handlers.items[h].body, number, site->block, site->instr,
                                       handlers.items[h].kind, false});
            vector_deinit(&handlers);
        }
    }
}

bool contexts_in_child(const struct program *program, uint32_t fn, uint32_t block)
{
    return model_control_forks(program, fn) && is_in_child(program, fn, block);
}
