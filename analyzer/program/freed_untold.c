/* Threads that free their argument when they leave by themselves, and leave it to who joins them when they are told:
 * the free stands behind a look at what only those set who join.
 *
 * Requires solve, contexts, ways. */
#include "program/conditions.h"
#include "program/elements.h"
#include "program/ending.h"
#include "program/holders.h"
#include "program/lives.h"
#include "program/solver.h"
#include "program/stop_region.h"
#include "program/ways.h"

/* Functions between the body and the free; and copies of the argument. */
enum { CALLS_DEPTH = 3, COPIES_DEPTH = 4 };

struct untold {
    const struct program *program;
    const struct creation_record *record;
    unsigned events;
};

/* Whether the operand is what the function got as that parameter, from 1, and never changes. */
static bool is_parameter(const struct fn *fn, struct ir_operand operand, uint32_t parameter)
{
    for (uint32_t depth = 0; operand.kind == IR_OPERAND_PLACE && depth < COPIES_DEPTH; depth++) {
        const struct ir_place *place = fn_place(fn, operand.index);
        const struct ir_instr *write = conditions_only_write(fn, operand.index);
        if (place->kind != IR_PLACE_LOCAL)
            return false;
        if (!write)
            return place->argument == parameter;
        if (write->op != IR_COPY)
            return false;
        operand = write->a;
    }
    return false;
}

/* Whether the function ends such a thread, as who tells it to leave does. */
static bool ends_it(const struct untold *untold, uint32_t number)
{
    const struct creations *all = &untold->program->solution->creations;

    for (uint32_t i = 0; i < all->sites.count; i++) {
        const struct end_site *site = &all->sites.items[i];
        bool kept = false;
        for (uint32_t k = 0; k < untold->record->classes.count; k++)
            kept |= holders_match(untold->program->holders, untold->record->classes.items[k],
                                  site->key);
        if (kept && site->fn == number && site->events & untold->events)
            return true;
    }
    return false;
}

/* Whether it is zero until somebody sets it who then ends the thread. */
static bool is_set_by_enders(const struct untold *untold, uint32_t element)
{
    const struct program *program = untold->program;
    const struct stores *stores = ways_stores(program->stop_facts->ways);
    struct store_span span = stores_to(stores, element);
    bool is_set = false;

    if (bitset_has(&stores->address_taken, element))
        return false;
    for (uint32_t i = span.first; i < span.end; i++) {
        const struct store *store = &stores->items[i];
        struct constant_write write = conditions_write(
            program, store->fn, &program->fns[store->fn].unit->instrs[store->instr]);
        bool clears = write.element == element && !write.counts_down && write.number == 0;
        if (!clears && !ends_it(untold, store->fn))
            return false;
        is_set |= !clears;
    }
    return is_set;
}

/* Whether who has not been told gets to the block: all that keeps others from it are such flags, and exits of loops. */
static bool is_for_untold(const struct untold *untold, uint32_t number, uint32_t here)
{
    const struct fn *fn = &untold->program->fns[number];

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        if (graph_n_successors(block) < 2 || fn->loop_of[id])
            continue;
        for (uint32_t edge = 0; edge < graph_n_successors(block); edge++) {
            if (!graph_needs_edge(fn, here, id, edge))
                continue;
            struct condition_on condition = conditions_of_edge(untold->program, number, id, edge);
            if (!condition.element || !number_compare(0, condition.relation, condition.number) ||
                !is_set_by_enders(untold, condition.element))
                return false;
        }
    }
    return !fn->loop_of[here];
}

static bool frees_parameter(const struct untold *untold, uint32_t number, uint32_t parameter,
                            uint32_t depth);

/* Whether the call frees the parameter of its function, itself or below. */
static bool call_frees(const struct untold *untold, uint32_t number, const struct call_site *site,
                       uint32_t parameter, uint32_t depth)
{
    const struct stop_facts *facts = lives_found(untold->program);
    const struct fn *fn = &untold->program->fns[number];
    const struct ir_instr *call = &fn->unit->instrs[site->instr];

    if (site->targets.count != 1 || site->unresolved)
        return false;
    for (uint32_t k = 0; k < call->arguments.count; k++) {
        struct ir_operand given = fn->unit->operands[call->arguments.first + k];
        if (!is_parameter(fn, given, parameter))
            continue;
        uint32_t record = conditions_pointee(untold->program, number, given);
        for (uint32_t i = facts->first_life[record]; i < facts->first_life[record + 1]; i++) {
            const struct life *life = &facts->lives.items[i];
            if (!life->made && life->fn == number && life->instr == site->instr &&
                life->object.index == given.index)
                return true;
        }
        if (frees_parameter(untold, site->targets.items[0], k + 1, depth + 1))
            return true;
    }
    return false;
}

/* Recursion: CALLS_DEPTH. */
static bool frees_parameter(const struct untold *untold, /* NOLINT(misc-no-recursion) */
                            uint32_t number, uint32_t parameter, uint32_t depth)
{
    const struct fn *fn = &untold->program->fns[number];

    for (uint32_t i = 0; !fn->is_model && depth < CALLS_DEPTH && i < fn->n_calls; i++)
        if (call_frees(untold, number, &fn->calls[i], parameter, depth) &&
            is_for_untold(untold, number, fn->calls[i].block))
            return true;
    return false;
}

/* Whether the thread reads its handle before: it may hand it on. */
static bool reads_handle(const struct untold *untold, uint32_t body)
{
    const struct program *program = untold->program;
    const struct bitset *below = functions_below(program->stop_facts, body);

    for (uint32_t f = bitset_next(below, 1); f < below->size; f = bitset_next(below, f + 1)) {
        const struct fn *fn = &program->fns[f];
        for (uint32_t id = 1; !fn->is_model && id < fn->ir->blocks.count; id++) {
            struct ir_range instrs = fn_block(fn, id)->instrs;
            for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
                const struct ir_instr *instr = &fn->unit->instrs[i];
                uint32_t read = instr->op == IR_COPY ? element_of_operand(program, f, instr->a) : 0;
                for (uint32_t k = 0; read && k < untold->record->classes.count; k++)
                    if (read == untold->record->classes.items[k].last)
                        return true;
            }
        }
    }
    return false;
}

bool ending_frees_untold(const struct program *program, const struct creation_record *record,
                         unsigned events, uint32_t body)
{
    const struct untold untold = {program, record, events};

    return !(record->ended & EVENT_DETACH) && record->classes.count == 1 &&
           frees_parameter(&untold, body, 1, 0) && !reads_handle(&untold, body);
}
