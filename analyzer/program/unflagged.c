/* Start-up that fails behind its thread: every join is behind a flag, which the function that starts the
 * thread sets at its end. Where something else fails in between, it returns with the thread running, and
 * whoever would join it is told that there is none.
 *
 * Requires solve, contexts. */
#include "program/elements.h"
#include "program/solver.h"
#include "program/unreaped_search.h"

/* ---- the flag ---- */

static bool has_condition(const struct condition_list *list, const struct condition_on *condition)
{
    for (uint32_t i = 0; i < list->count; i++)
        if (list->items[i].element == condition->element &&
            list->items[i].relation == condition->relation &&
            list->items[i].number == condition->number)
            return true;
    return false;
}

/* A condition, on something other than the handle, that stands before each join; false = there is none. */
static bool find_flag(const struct search *search, struct condition_on *ret_flag)
{
    struct condition_list common = {0};
    bool first = true;

    for (uint32_t i = 0; i < search->sites.count; i++) {
        const struct end_site *site = search->sites.items[i];
        struct condition_list before = {0};
        if (!search_is_direct(search, site))
            continue;
        search_conditions(search, site->fn, site->instr, &before);
        uint32_t kept = 0;
        for (uint32_t k = 0; k < (first ? before.count : common.count); k++) {
            struct condition_on one = first ? before.items[k] : common.items[k];
            if (first && one.element != search->key.last && !one.stays)
                vector_push(&common, one);
            else if (!first && has_condition(&before, &one))
                common.items[kept++] = one;
        }
        if (!first)
            common.count = kept;
        first = false;
        vector_deinit(&before);
    }
    bool found = false;
    for (uint32_t i = 0; i < common.count && !found; i++) {
        *ret_flag = common.items[i];
        found = search_belongs(search, ret_flag->element);
    }
    vector_deinit(&common);
    return found;
}

/* ---- who sets it ---- */

bool search_may_set(const struct search *search, uint32_t number, const struct ir_instr *instr,
                    const struct condition_on *flag)
{
    struct constant_write write = conditions_write(search->program, number, instr);

    if (!instr->dst.index || element_of_place(search->program, number, instr->dst) != flag->element)
        return false;
    return write.element != flag->element || write.counts_down ||
           number_compare(write.number, flag->relation, flag->number);
}

/* The blocks of the starting function that set the flag; false where it is set elsewhere, too, or before
 * the thread is started. */
static bool find_setting(const struct search *search, const struct condition_on *flag,
                         const struct bitset *behind, struct bitset *ret_setting)
{
    bool found = false;

    for (uint32_t number = 1; number < search->program->n_fns; number++) {
        const struct fn *fn = search_fn(search, number);
        for (uint32_t id = 1; !fn->is_model && id < fn->ir->blocks.count; id++) {
            struct ir_range instrs = fn_block(fn, id)->instrs;
            for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
                if (!search_may_set(search, number, &fn->unit->instrs[i], flag))
                    continue;
                if (number != search->record->fn || !bitset_has(behind, id))
                    return false;
                found |= bitset_add(ret_setting, id);
            }
        }
    }
    return found;
}

/* ---- ways from the start to a return ---- */

/* Whether the call's result tells by a number above 0, or by an address, that it was a success. */
static bool tells_truth(const struct search *search, const struct fn *fn, uint32_t instr)
{
    const struct fn_list *targets = &fn->calls[graph_first_call(fn, instr)].targets;

    for (uint32_t i = 0; i < targets->count; i++) {
        const struct summary *callee = &search->program->solution->summaries[targets->items[i]];
        for (uint32_t k = 0; k < callee->n_outcomes; k++) {
            struct value result = callee->outcomes[k].result;
            if (result.kind == VALUE_HANDLE || result.kind == VALUE_ADDRESS ||
                (result.kind == VALUE_INT && result.n > 0))
                return true;
        }
    }
    return false;
}

/* Whether that way out of the block is taken where the thread could not be started. */
static bool is_failure(const struct fn *fn, const struct ir_block *block, uint32_t edge,
                       uint32_t result, bool truth)
{
    enum ir_operator relation = (enum ir_operator)block->relation;

    if (!result || block->end != IR_END_BRANCH || block->a.kind != IR_OPERAND_PLACE ||
        block->a.index != result)
        return false;
    int64_t with = block->b.kind == IR_OPERAND_INTEGER ? fn->unit->integers[block->b.index] : 0;
    return !number_compare(truth, edge ? relation_negate(relation) : relation, with);
}

/* A return that is reached from the started thread without setting the flag; 0 = none. */
static uint32_t find_return(const struct search *search, const struct fn *fn, uint32_t spawn,
                            const struct bitset *setting)
{
    struct bitset seen = bitset_new(search->scratch, fn->ir->blocks.count);
    uint32_t result = fn->unit->instrs[search->record->instr].dst.index;
    bool truth = tells_truth(search, fn, search->record->instr);
    VECTOR(uint32_t) todo = {0};
    uint32_t found = 0;

    vector_push(&todo, spawn);
    while (todo.count && !found) {
        uint32_t id = vector_pop(&todo);
        const struct ir_block *block = fn_block(fn, id);
        bool stops = bitset_has(setting, id);
        for (uint32_t i = 0; i < fn->n_calls; i++)
            stops |= fn->calls[i].block == id && returns_never(search->program, fn, &fn->calls[i]);
        if (stops)
            continue;
        found = block->end == IR_END_RETURN ? id : 0;
        for (uint32_t edge = 0; edge < graph_n_successors(block); edge++) {
            uint32_t to = graph_successor(fn, block, edge);
            if (!is_failure(fn, block, edge, result, truth) && bitset_add(&seen, to))
                vector_push(&todo, to);
        }
    }
    vector_deinit(&todo);
    return found;
}

/* Whether the result is looked at once, where the call stands: then its failure is told apart. */
static bool is_tested_at_once(const struct fn *fn, uint32_t spawn, uint32_t instr)
{
    uint32_t result = fn->unit->instrs[instr].dst.index;
    const struct ir_block *block = fn_block(fn, spawn);

    return result && block->end == IR_END_BRANCH && block->a.kind == IR_OPERAND_PLACE &&
           block->a.index == result &&
           (block->b.kind == IR_OPERAND_INTEGER || block->b.kind == IR_OPERAND_NULL);
}

/* The site whose condition find_flag() has told of. */
static const struct end_site *first_direct(const struct search *search)
{
    uint32_t i = 0;

    while (i + 1 < search->sites.count && !search_is_direct(search, search->sites.items[i]))
        i++;
    return search->sites.items[i];
}

bool search_unflagged(const struct search *search, struct unreaped *ret_unreaped)
{
    uint32_t number = search->record->fn;
    const struct fn *fn = search_fn(search, number);
    uint32_t spawn = conditions_block_of(fn, search->record->instr);
    struct bitset behind = conditions_reach(fn, spawn, search->scratch);
    struct bitset setting = bitset_new(search->scratch, fn->ir->blocks.count);
    bool again = contexts_multiplicity(search->program, number, 1).often == OFTEN_PER_EVENT;
    struct condition_on flag;

    if (!again || fn->loop_of[spawn] || bitset_has(&search->enders, number) ||
        !is_tested_at_once(fn, spawn, search->record->instr) || !find_flag(search, &flag) ||
        !find_setting(search, &flag, &behind, &setting))
        return false;
    uint32_t early = find_return(search, fn, spawn, &setting);
    if (!early)
        return false;
    const char *name = search_name(search, flag.element);
    ret_unreaped->words = "is abandoned when the start-up fails behind it";
    ret_unreaped->steps[0] = (struct step){
        search_place(search, number, fn_block(fn, early)->at),
        arena_printf(search->program->run, "%s() returns here, and '%s' does not tell of it",
                     fn->name, name)};
    ret_unreaped->steps[1] = (struct step){search_place(search, first_direct(search)->fn, flag.at),
                                           "by this condition it is not joined"};
    ret_unreaped->n_steps = 2;
    return true;
}
