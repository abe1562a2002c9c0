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

/* ---- functions around malloc() and free(): what it is that they make or free, their callers know ---- */

enum { WRAPPED_MOST = 3 };

/* Of a function: 0 = it is none. */
struct wrapper {
    uint32_t level;    /* how many calls below it there is the model */
    uint32_t argument; /* what it frees, from 1; 0 = it returns what is new */
};

/* What a pointer is moved from: `p - 16` or `&p[n]`; kind 0 = it is not. */
static struct ir_operand moved_from(const struct fn *fn, struct ir_operand operand)
{
    const struct ir_instr *write =
        fn_local(fn, operand) ? conditions_only_write(fn, operand.index) : NULL;

    if (write &&
        (write->op == IR_COPY ||
         (write->op == IR_COMPUTE && (write->operation == IR_ADD || write->operation == IR_SUB))))
        return write->a;
    enum ir_place_kind kind =
        operand.kind == IR_OPERAND_ADDRESS ? fn_place(fn, operand.index)->kind : IR_PLACE_UNKNOWN;
    if (kind == IR_PLACE_INDEX || kind == IR_PLACE_INDEX_PLACE)
        return (struct ir_operand){IR_OPERAND_PLACE, fn_root(fn, operand.index)};
    return (struct ir_operand){0};
}

/* The local that the operand points into the memory of: an allocator may keep something in front of what it gives out. */
static struct ir_operand base_of(const struct fn *fn, struct ir_operand operand)
{
    for (int steps = 0; steps < WRAPPED_MOST; steps++) {
        struct ir_operand from = moved_from(fn, operand);
        if (from.kind != IR_OPERAND_PLACE && from.kind != IR_OPERAND_ADDRESS)
            break;
        operand = from;
    }
    return operand;
}

static bool is_returned(const struct fn *fn, struct ir_operand operand)
{
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        struct ir_operand base = base_of(fn, block->a);
        if (block->end == IR_END_RETURN && base.kind == IR_OPERAND_PLACE &&
            base.index == operand.index)
            return true;
    }
    return false;
}

struct life_search {
    const struct program *program;
    struct life_list *lives;
    struct wrapper *wrappers; /* by function */
};

/* Notes the call as one that makes or frees an object; or, where it is not known of what kind, its function as a wrapper. */
static void note_life(const struct life_search *search, uint32_t number, uint32_t instr,
                      struct ir_operand object, bool made, uint32_t level)
{
    const struct fn *fn = &search->program->fns[number];
    struct life life = {conditions_pointee(search->program, number, object), number, instr, object,
                        made};
    uint32_t argument = made ? 0 : conditions_parameter(fn, base_of(fn, object));

    if (life.record || !level)
        vector_push(search->lives, life);
    if (!life.record && !search->wrappers[number].level &&
        (made ? is_returned(fn, object) : argument != 0))
        search->wrappers[number] = (struct wrapper){level + 1, argument};
}

/* The calls of models (level 0), or of the wrappers of that level. */
static void find_lives_at(const struct life_search *search, uint32_t number, uint32_t level)
{
    const struct fn *fn = &search->program->fns[number];

    for (uint32_t i = 0; !fn->is_model && i < fn->n_calls; i++) {
        const struct call_site *site = &fn->calls[i];
        const struct ir_instr *call = &fn->unit->instrs[site->instr];
        const struct wrapper *wrapper =
            site->targets.count == 1 ? &search->wrappers[site->targets.items[0]] : NULL;
        uint32_t argument = level && wrapper ? wrapper->argument : 0;
        if (level && (!wrapper || wrapper->level != level))
            continue;
        if (call->dst.index && (level ? !argument : allocates(search->program, site)))
            note_life(search, number, site->instr,
                      (struct ir_operand){IR_OPERAND_PLACE, call->dst.index}, true, level);
        bool freed = level ? argument > 0 : frees(search->program, site, &argument);
        if (freed && argument <= call->arguments.count)
            note_life(search, number, site->instr,
                      fn->unit->operands[call->arguments.first + argument - 1], false, level);
    }
}

/* All calls that make or free objects, with the record of each. */
static void find_all_lives(const struct program *program, struct stop_facts *facts)
{
    struct life_search search = {program, &facts->lives,
                                 ARENA_ARRAY(facts->arena, struct wrapper, program->n_fns)};

    for (uint32_t level = 0; level <= WRAPPED_MOST; level++)
        for (uint32_t number = 1; number < program->n_fns; number++)
            find_lives_at(&search, number, level);
    sort_lives(program, facts);
}

const struct stop_facts *lives_found(const struct program *program)
{
    struct stop_facts *facts = program->stop_facts;

    if (!facts->first_life)
        find_all_lives(program, facts);
    return facts;
}
