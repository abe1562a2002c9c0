/* Which functions a thread may be cancelled in: those below the bodies of which a handle may be what is cancelled.
 *
 * Requires threads, holders. */
#include "program/cancels.h"

#include "program/elements.h"
#include "program/solver.h"
#include "program/stops.h"
#include "program/threads.h"

/* Whether what is cancelled may be what the call, which starts a thread, hands over or yields. */
static bool may_be_of(const struct program *program, const struct start *start, uint32_t cancelled)
{
    const struct fn *fn = &program->fns[start->fn];
    const struct ir_instr *call = &fn->unit->instrs[start->instr];
    struct holders *flows = stops_facts(program)->flows;

    if (holders_same(flows, element_of_place(program, start->fn, call->dst), cancelled))
        return true;
    for (uint32_t i = 0; i < call->arguments.count; i++)
        if (holders_same(flows,
                         element_of_operand(program, start->fn,
                                            fn->unit->operands[call->arguments.first + i]),
                         cancelled))
            return true;
    return false;
}

static void add_all(const struct program *program, struct bitset *fns)
{
    for (uint32_t number = 1; number < program->n_fns; number++)
        bitset_add(fns, number);
}

struct bitset cancels_find(const struct program *program, struct arena *arena)
{
    struct stop_facts *facts = program->stop_facts;
    const struct use_list *cancels = &stops_uses(program)->cancels;
    struct bitset fns = bitset_new(arena, program->n_fns);

    for (uint32_t i = 0; i < cancels->count; i++) {
        uint32_t cancelled = cancels->items[i].element;
        const struct starts *starts = threads_starts(program);
        if (!cancelled || holders_escape(stops_facts(program)->flows, cancelled)) {
            add_all(program, &fns);
            break;
        }
        for (uint32_t s = 0; s < starts->count; s++)
            if (may_be_of(program, &starts->items[s], cancelled))
                bitset_add_all(&fns, functions_below(facts, starts->items[s].body));
    }
    return fns;
}
