/* Where control goes on to from a function: along its calls, and to what they start or register.
 *
 * Requires targets. */
#include "program/contexts_inside.h"

#include "program/handlers.h"
#include "program/model_control.h"

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

/* What is called through a table that has too many functions to follow them. */
static void add_table(const struct program *program, struct edge edge, const struct call_site *site,
                      struct context_edges *edges)
{
    struct fn_list table = targets_in_table(program, edge.from, site);

    for (uint32_t i = 0; i < table.count; i++) {
        edge.body = table.items[i];
        vector_push(&edges[edge.from], edge);
    }
}

static void add_calls(const struct program *program, struct edge edge, const struct call_site *site,
                      struct context_edges *edges, struct bitset *registered)
{
    const struct fn *fn = &program->fns[edge.from];
    VECTOR(uint32_t) bodies = {0};

    for (uint32_t i = 0; i < site->targets.count; i++)
        if (!program->fns[site->targets.items[i]].is_model)
            vector_push(&bodies, site->targets.items[i]);
    for (uint32_t i = 0; edge.kind != ROOT_CALL && i < bodies.count; i++)
        bitset_add(registered, bodies.items[i]);
    contexts_add_passed(program, edge, contexts_parameter(fn, fn->unit->instrs[site->instr].a),
                        &(struct fn_list){bodies.items, bodies.count}, edges);
    vector_deinit(&bodies);
}
/* What one kind of callback of a model may be, and comes in by one parameter, stands together. */
static void add_handlers(const struct program *program, struct edge edge,
                         const struct handler_list *handlers, struct context_edges *edges,
                         struct bitset *registered)
{
    for (uint32_t first = 0, end; first < handlers->count; first = end) {
        const struct handler *handler = &handlers->items[first];
        VECTOR(uint32_t) bodies = {0};
        for (end = first; end < handlers->count && handlers->items[end].kind == handler->kind &&
                          handlers->items[end].parameter == handler->parameter;
             end++)
            vector_push(&bodies, handlers->items[end].body);
        edge.kind = handler->kind;
        for (uint32_t i = 0; edge.kind != ROOT_CALL && i < bodies.count; i++)
            bitset_add(registered, bodies.items[i]);
        contexts_add_passed(program, edge, handler->parameter,
                            &(struct fn_list){bodies.items, bodies.count}, edges);
        vector_deinit(&bodies);
    }
}

void contexts_add_edges(const struct program *program, uint32_t number, struct context_edges *edges,
                        struct bitset *registered)
{
    const struct fn *fn = &program->fns[number];
    bool has_child = model_control_forks(program, number);

    for (uint32_t i = 0; i < fn->n_calls; i++) {
        const struct call_site *site = &fn->calls[i];
        struct edge edge = {
            .from = number, .block = site->block, .instr = site->instr, .kind = ROOT_CALL};
        struct handler_list handlers = {0};
        uint32_t n_before = edges[number].count;
        if (site->unresolved)
            add_table(program, edge, site, edges);
        edge.is_guess = site->unresolved && edges[number].count == n_before;
        if (site->in_coroutine)
            edge.kind = ROOT_THREAD;
        else if (has_child && is_in_child(program, number, site->block))
            edge.kind = ROOT_ONCE;
        add_calls(program, edge, site, edges, registered);
        edge.is_guess = false;
        for (uint32_t k = 0; k < site->targets.count; k++)
            if (program->fns[site->targets.items[k]].is_model)
                handlers_of_call(program, number, site, site->targets.items[k], &handlers);
        add_handlers(program, edge, &handlers, edges, registered);
        vector_deinit(&handlers);
    }
}

bool contexts_in_child(const struct program *program, uint32_t fn, uint32_t block)
{
    return model_control_forks(program, fn) && is_in_child(program, fn, block);
}
