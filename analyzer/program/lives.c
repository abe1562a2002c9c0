#include "program/lives.h"

#include "program/conditions.h"
#include "program/solver.h"

/* Whether the call is one of a model that frees an argument: which one, from 1. */
static bool frees(const struct program *program, const struct call_site *site,
                  uint32_t *ret_argument)
{
    const struct solution *solution = program->solution;

    if (site->targets.count != 1 || !program->fns[site->targets.items[0]].is_model)
        return false;
    const struct summary *summary = &solution->summaries[site->targets.items[0]];
    for (uint32_t i = 0; i < summary->n_outcomes; i++)
        for (uint32_t k = 0; k < summary->outcomes[i].n_effects; k++) {
            struct effect effect = solution->effects.items[summary->outcomes[i].effects[k]];
            const struct loc *loc = effect.target.kind == VALUE_INITIAL
                                        ? loc_get(&solution->space, effect.target.id)
                                        : NULL;
            if (effect.kind == EFFECT_FREE && loc && loc->kind == LOC_PARAM) {
                *ret_argument = loc->argument;
                return true;
            }
        }
    return false;
}

static bool allocates(const struct program *program, const struct call_site *site)
{
    const struct solution *solution = program->solution;

    if (site->targets.count != 1 || !program->fns[site->targets.items[0]].is_model)
        return false;
    const struct summary *summary = &solution->summaries[site->targets.items[0]];
    for (uint32_t i = 0; i < summary->n_outcomes; i++) {
        struct value result = summary->outcomes[i].result;
        if (result.kind == VALUE_ADDRESS && loc_get(&solution->space, result.id)->root == LOC_ALLOC)
            return true;
    }
    return false;
}

/* A counting sort by record: stable, so that the order is the program's. */
static void sort_lives(const struct program *program, struct stop_facts *facts)
{
    struct life_list sorted = {0};
    uint32_t *first = ARENA_ARRAY(facts->arena, uint32_t, program->n_records + 2);

    for (uint32_t i = 0; i < facts->lives.count; i++) {
        first[facts->lives.items[i].record + 2]++;
        vector_push(&sorted, (struct life){0});
    }
    for (uint32_t i = 2; i < program->n_records + 2; i++)
        first[i] += first[i - 1];
    for (uint32_t i = 0; i < facts->lives.count; i++)
        sorted.items[first[facts->lives.items[i].record + 1]++] = facts->lives.items[i];
    vector_deinit(&facts->lives);
    facts->lives = sorted;
    facts->first_life = first;
}

/* All calls that make or free objects, with the record of each. */
static void find_all_lives(const struct program *program, struct stop_facts *facts)
{
    for (uint32_t number = 1; number < program->n_fns; number++) {
        const struct fn *fn = &program->fns[number];
        for (uint32_t i = 0; !fn->is_model && i < fn->n_calls; i++) {
            const struct ir_instr *call = &fn->unit->instrs[fn->calls[i].instr];
            struct ir_operand made = {IR_OPERAND_PLACE, call->dst.index};
            uint32_t argument = 0;
            if (call->dst.index && allocates(program, &fn->calls[i]))
                vector_push(&facts->lives, (struct life){conditions_pointee(program, number, made),
                                                         number, fn->calls[i].instr, made, true});
            if (!frees(program, &fn->calls[i], &argument) || argument > call->arguments.count)
                continue;
            struct ir_operand freed = fn->unit->operands[call->arguments.first + argument - 1];
            vector_push(&facts->lives, (struct life){conditions_pointee(program, number, freed),
                                                     number, fn->calls[i].instr, freed, false});
        }
    }
    sort_lives(program, facts);
}

const struct stop_facts *lives_found(const struct program *program)
{
    struct stop_facts *facts = program->stop_facts;

    if (!facts->first_life)
        find_all_lives(program, facts);
    return facts;
}
