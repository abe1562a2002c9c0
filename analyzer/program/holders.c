#include "program/holders.h"

#include <stdlib.h>

#include "base/memory.h"
#include "program/element_sets.h"
#include "program/elements.h"
#include "program/solver.h"

struct holders {
    const struct program *program;
    const struct bitset
        *ends; /* functions whose parameters say nothing of each other's arguments; NULL = none */
    struct element_sets sets;
};

/* Whether the summary leaves open what the function puts into what that parameter points to: one way of it
 * puts something there that another does not. */
static bool fills_unknown(const struct program *program, uint32_t fn, uint32_t parameter)
{
    const struct space *space = &program->solution->space;
    const struct summary *summary = &program->solution->summaries[fn];

    for (uint32_t i = 0; i < summary->n_outcomes; i++)
        for (uint32_t k = 0; k < summary->outcomes[i].n_writes; k++) {
            struct write write = summary->outcomes[i].writes[k];
            const struct loc *loc = loc_get(space, write.loc);
            const struct loc *above = loc->kind == LOC_DEREF ? loc_get(space, loc->parent) : NULL;
            if (write.value.kind == VALUE_ANY && above && above->kind == LOC_PARAM &&
                above->argument == parameter)
                return true;
        }
    return false;
}

/* Arguments of a call whose effect is not known by a summary flow into the body's parameters, or out
 * of sight. */
static void flow_call(struct holders *holders, uint32_t caller, const struct call_site *site,
                      const struct bitset *solved)
{
    const struct program *program = holders->program;
    const struct fn *fn = &program->fns[caller];
    const struct ir_instr *call = &fn->unit->instrs[site->instr];
    bool system = site->entity && program->entities[site->entity].flags & IR_SYMBOL_SYSTEM;

    for (uint32_t i = 0; i < call->arguments.count; i++) {
        struct ir_operand operand = fn->unit->operands[call->arguments.first + i];
        uint32_t element = element_of_operand(program, caller, operand);
        if ((!site->targets.count && !system) || site->unresolved)
            element_sets_escape(&holders->sets, element);
        for (uint32_t k = 0; k < site->targets.count; k++) {
            uint32_t body = site->targets.items[k];
            bool known = program->fns[body].is_model ||
                         (bitset_has(solved, body) && bitset_has(solved, caller));
            if (holders->ends && bitset_has(holders->ends, body))
                continue;
            bool fills = known && operand.kind == IR_OPERAND_ADDRESS &&
                         !program->fns[body].is_model && fills_unknown(program, body, i + 1);
            if ((!known || fills) && i < program->fns[body].ir->n_parameters)
                element_sets_unify(&holders->sets, element, element_of_local(program, body, i + 1));
        }
    }
    for (uint32_t k = 0; call->dst.index && k < site->targets.count; k++)
        if (!program->fns[site->targets.items[k]].is_model)
            element_sets_unify(&holders->sets, element_of_place(program, caller, call->dst),
                               element_of_result(program, site->targets.items[k]));
}

static void flow_function(struct holders *holders, uint32_t number, const struct bitset *solved)
{
    const struct program *program = holders->program;
    const struct fn *fn = &program->fns[number];

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
        for (uint32_t i = 0; i < block->instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[block->instrs.first + i];
            if (instr->op == IR_COPY && instr->dst.index)
                element_sets_unify(&holders->sets, element_of_place(program, number, instr->dst),
                                   element_of_operand(program, number, instr->a));
        }
        if (block->end == IR_END_RETURN)
            element_sets_unify(&holders->sets, element_of_result(program, number),
                               element_of_operand(program, number, block->a));
    }
    for (uint32_t i = 0; i < fn->n_calls; i++)
        flow_call(holders, number, &fn->calls[i], solved);
}

static struct holders *find_holders(const struct program *program, const struct bitset *solved,
                                    const struct bitset *ends)
{
    struct holders *holders = memory_zeroed(1, sizeof(*holders));

    holders->program = program;
    holders->ends = ends;
    element_sets_init(&holders->sets, program);
    for (uint32_t number = 1; number < program->n_fns; number++)
        if (!program->fns[number].is_model)
            flow_function(holders, number, solved);
    holders->ends = NULL;
    return holders;
}

struct holders *holders_find(const struct program *program, const struct bitset *solved)
{
    return find_holders(program, solved, NULL);
}

struct holders *holders_find_past(const struct program *program, const struct bitset *ends)
{
    struct arena *scratch = arena_new();
    struct bitset none = bitset_new(scratch, program->n_fns);
    struct holders *holders = find_holders(program, &none, ends);

    arena_free(scratch);
    return holders;
}

void holders_free(struct holders *holders)
{
    if (!holders)
        return;
    element_sets_deinit(&holders->sets);
    free(holders);
}

bool holders_same(struct holders *holders, uint32_t element_a, uint32_t element_b)
{
    if (!element_a || !element_b)
        return false;
    return element_sets_root(&holders->sets, element_index(holders->program, element_a)) ==
           element_sets_root(&holders->sets, element_index(holders->program, element_b));
}

uint32_t holders_class(struct holders *holders, uint32_t element)
{
    return element_sets_root(&holders->sets, element_index(holders->program, element));
}

bool holders_escape(struct holders *holders, uint32_t element)
{
    return element && holders->sets.escapes[element_sets_root(
                          &holders->sets, element_index(holders->program, element))];
}

bool holders_match(struct holders *holders, struct key kept, struct key read)
{
    if (!holders_same(holders, kept.last, read.last))
        return false;
    if (!kept.before || !read.before || kept.last != read.last)
        return true;
    return holders_same(holders, kept.before, read.before) ||
           holders_escape(holders, kept.before) || holders_escape(holders, read.before);
}
