/* What is taken after a wait, and not given back on one of the ways: in the end all others wait.
 *
 * Requires channels, stores. */
#include "program/wake_ups_inside.h"

/* Bound: calls of the function that waits. */
enum { KEPT_CALLERS = 60 };

/* The function gives back what the other one takes when it has waited: it opens the look and wakes. */
static struct bitset giving_functions(const struct wake_question *question)
{
    struct bitset giving = bitset_new(question->scratch, question->program->n_fns);
    struct opening opening;

    for (uint32_t at = 0; wake_next_opening(question, STORE_OPENS, &at, &opening);)
        if (opening.store->fn != question->predicate.wait.fn &&
            wake_behind(question, wake_point(opening.store), wake_any))
            bitset_add(&giving, opening.store->fn);
    return giving;
}

/* Whether the call leads to a function of the set. */
static bool leads_to(const struct wake_question *question, const struct call_site *site,
                     const struct bitset *set)
{
    if (site->unresolved)
        return true;
    for (uint32_t k = 0; k < site->targets.count; k++) {
        const struct bitset *below = functions_below(question->facts, site->targets.items[k]);
        for (uint32_t i = bitset_next(set, 1); i < set->size; i = bitset_next(set, i + 1))
            if (bitset_has(below, i))
                return true;
    }
    return false;
}

static bool calls_directly(const struct fn *fn, uint32_t callee)
{
    for (uint32_t c = 0; c < fn->n_calls; c++)
        for (uint32_t k = 0; k < fn->calls[c].targets.count; k++)
            if (fn->calls[c].targets.items[k] == callee)
                return true;
    return false;
}

/* Whether what is taken is given back by none but those who have taken it themselves. */
static bool takers_give(const struct wake_question *question, const struct bitset *giving)
{
    const struct program *program = question->program;
    bool any = false;

    for (uint32_t i = bitset_next(giving, 1); i < giving->size; i = bitset_next(giving, i + 1)) {
        const struct fn_list *callers = &program->fns[i].callers;
        if (members_has_unseen_callers(program, i))
            return false;
        for (uint32_t k = 0; k < callers->count; k++) {
            if (!calls_directly(&program->fns[callers->items[k]], question->predicate.wait.fn))
                return false;
            any = true;
        }
    }
    return any;
}

/* Whether the function that waits also wakes others: it waits for room, and hands on what it puts there. */
static bool hands_on(const struct wake_question *question)
{
    const struct uses *uses = stops_uses(question->program);
    uint32_t number = question->predicate.wait.fn;

    for (uint32_t i = uses->first[number]; i < uses->first[number + 1]; i++)
        if (wake_any >> uses->items.items[i].kind & 1)
            return true;
    return bitset_has(&question->channels->adds_in, number);
}

/* Whether the function takes when it has waited, and tells nobody whether it has. */
static bool takes(const struct wake_question *question)
{
    const struct fn *fn = &question->program->fns[question->predicate.wait.fn];
    const struct ir_type *type =
        &fn->unit->types[fn->unit->symbols[fn->ir->symbol.index].type.index];
    struct opening closing;

    if (fn->unit->types[type->element.index].kind != IR_TYPE_VOID)
        return false;
    for (uint32_t at = 0; wake_next_opening(question, STORE_CLOSES, &at, &closing);)
        if (closing.store->fn == question->predicate.wait.fn &&
            fn->unit->instrs[closing.store->instr].op == IR_COMPUTE)
            return true;
    return false;
}

static bool keeps(struct wake_question *question, uint32_t number, const struct bitset *giving)
{
    const struct program *program = question->program;
    const struct fn *fn = &program->fns[number];
    struct path_query query = {.program = program, .fn = number, .to_return = true};
    bool gives = false;

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct call_site *site = &fn->calls[c];
        bool stops = leads_to(question, site, giving);
        for (uint32_t k = 0; k < site->targets.count; k++)
            if (site->targets.items[k] == question->predicate.wait.fn)
                path_mark(&query, site->instr, PATH_FROM);
        gives |= stops && !site->unresolved;
        if (stops)
            path_mark(&query, site->instr, PATH_STOP);
    }
    struct path_answer answer = gives ? path_find(&query) : (struct path_answer){0};
    path_query_deinit(&query);
    if (!answer.found)
        return false;
    wake_state(
        question, WAIT_KEPT, number, answer.from_instr,
        wake_say(question, number, "takes it here, and may return without having given it back"),
        "that the function takes this way");
    const struct ir_block *block =
        ir_block(fn->unit, fn->ir, (struct ir_block_id){answer.to_block});
    question->trouble->witness =
        channels_join_steps(program, question->trouble->witness,
                            (struct step){graph_place(program, fn, block->at), "and returns here"});
    return true;
}

bool wake_is_kept(struct wake_question *question)
{
    const struct program *program = question->program;

    if (!takes(question) || hands_on(question))
        return false;
    struct bitset giving = giving_functions(question);
    const struct fn_list *callers = &program->fns[question->predicate.wait.fn].callers;
    if (!takers_give(question, &giving) || callers->count > KEPT_CALLERS)
        return false;
    for (uint32_t i = 0; i < callers->count; i++)
        if (!bitset_has(&giving, callers->items[i]) &&
            contexts_reached(program, callers->items[i]) &&
            keeps(question, callers->items[i], &giving))
            return true;
    return false;
}
