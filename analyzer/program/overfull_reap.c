/* Sends of a process, or of a coroutine, whose end somebody waits for before he receives. What a forked process
 * does stands in the function that forks, on a branch of its own, as what a coroutine does.
 *
 * Requires channels. */
#include "program/overfull.h"

#include "program/model_control.h"
#include "program/stops.h"

static bool reaps_itself(const struct program *program, uint32_t number, uint32_t instr)
{
    const struct uses *uses = stops_uses(program);

    for (uint32_t i = uses->first[number]; i < uses->first[number + 1]; i++)
        if (uses->items.items[i].kind == USE_REAP &&
            (!instr || uses->items.items[i].instr == instr))
            return true;
    return false;
}

/* Whether the call waits for the end of a process or coroutine. */
static bool reaps(const struct program *program, uint32_t number, const struct call_site *site)
{
    if (reaps_itself(program, number, site->instr))
        return true;
    for (uint32_t k = 0; k < site->targets.count; k++) {
        const struct bitset *below = functions_below(stops_facts(program), site->targets.items[k]);
        for (uint32_t fn = bitset_next(below, 0); fn < below->size; fn = bitset_next(below, fn + 1))
            if (!program->fns[fn].is_model && reaps_itself(program, fn, 0))
                return true;
    }
    return false;
}

static bool forks(const struct program *program, const struct call_site *site)
{
    return site->targets.count == 1 && model_forks(program, site->targets.items[0]);
}

/* Whether all who make room do so behind the wait only, on the way that waits. */
static bool all_come_behind(const struct overfull *question, uint32_t number, uint32_t wait,
                            uint32_t *ret_receive)
{
    struct reliefs reliefs = {0};
    bool behind = overfull_reliefs(question, number, &reliefs) && reliefs.count;

    for (uint32_t i = 0; i < reliefs.count && behind; i++)
        behind =
            !reliefs.items[i].starts && reliefs.items[i].instr != wait &&
            !overfull_comes_before(question->program, number, reliefs.items[i].instr, wait, NULL) &&
            overfull_comes_before(question->program, number, wait, reliefs.items[i].instr, NULL);
    *ret_receive = behind ? reliefs.items[0].instr : 0;
    vector_deinit(&reliefs);
    return behind;
}

bool overfull_is_reaped(const struct overfull *question, uint32_t number, uint32_t instr,
                        uint32_t *ret_wait, uint32_t *ret_receive)
{
    const struct program *program = question->program;
    const struct fn *fn = &program->fns[number];
    uint32_t fork = 0;

    for (uint32_t c = 0; c < fn->n_calls; c++)
        if (forks(program, &fn->calls[c])) {
            if (fork)
                return false; /* several processes: who is who is not followed */
            fork = fn->calls[c].instr;
        }
    if (!fork || !overfull_comes_before(program, number, fork, instr, NULL))
        return false;
    for (uint32_t c = 0; c < fn->n_calls; c++) {
        uint32_t wait = fn->calls[c].instr;
        if (wait == instr || !reaps(program, number, &fn->calls[c]) ||
            !overfull_comes_before(program, number, fork, wait, NULL) ||
            overfull_comes_before(program, number, instr, wait, NULL) ||
            overfull_comes_before(program, number, wait, instr, NULL))
            continue;
        *ret_wait = wait;
        if (all_come_behind(question, number, wait, ret_receive))
            return true;
    }
    return false;
}

/* Whether the first argument of the call, what it waits for, is given to another call as well: to the one that
 * starts the coroutine in its name. */
static bool is_named_elsewhere(const struct fn *fn, const struct call_site *wait)
{
    const struct ir_instr *call = &fn->unit->instrs[wait->instr];

    for (uint32_t c = 0; c < fn->n_calls && call->arguments.count; c++) {
        const struct ir_instr *other = &fn->unit->instrs[fn->calls[c].instr];
        struct ir_operand what = fn->unit->operands[call->arguments.first];
        for (uint32_t i = 0; other != call && i < other->arguments.count; i++) {
            struct ir_operand operand = fn->unit->operands[other->arguments.first + i];
            if (operand.kind == what.kind && operand.index == what.index &&
                what.kind == IR_OPERAND_PLACE)
                return true;
        }
    }
    return false;
}

static bool starts_and_reaps(const struct overfull *question, uint32_t number, uint32_t body,
                             uint32_t *ret_wait, uint32_t *ret_receive)
{
    const struct program *program = question->program;
    const struct fn *fn = &program->fns[number];

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        bool starts = false;
        for (uint32_t k = 0; k < fn->calls[c].targets.count; k++)
            starts |= fn->calls[c].in_coroutine && fn->calls[c].targets.items[k] == body;
        for (uint32_t w = 0; starts && w < fn->n_calls; w++) {
            *ret_wait = fn->calls[w].instr;
            if (reaps_itself(program, number, *ret_wait) && is_named_elsewhere(fn, &fn->calls[w]) &&
                overfull_comes_before(program, number, fn->calls[c].instr, *ret_wait, NULL) &&
                all_come_behind(question, number, *ret_wait, ret_receive))
                return true;
        }
    }
    return false;
}

bool overfull_coroutine_is_reaped(const struct overfull *question, uint32_t body, uint32_t *ret_fn,
                                  uint32_t *ret_wait, uint32_t *ret_receive)
{
    const struct fn_list *callers = &question->program->fns[body].callers;

    for (uint32_t i = 0; i < callers->count; i++) {
        *ret_fn = callers->items[i];
        if (!question->program->fns[*ret_fn].is_model &&
            starts_and_reaps(question, *ret_fn, body, ret_wait, ret_receive))
            return true;
    }
    return false;
}
