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

/* Whether the function gives, in all its calls of that one, before there are threads: it fills what will be taken. */
static bool fills_at_first(const struct wake_question *question, uint32_t number, uint32_t giving)
{
    const struct fn *fn = &question->program->fns[number];

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        struct store here = {0, number, fn->calls[c].block, fn->calls[c].instr};
        if (call_reaches(&fn->calls[c], giving) && !ways_is_initial(question->facts->ways, &here))
            return false;
    }
    return true;
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
            bool takes =
                calls_directly(&program->fns[callers->items[k]], question->predicate.wait.fn);
            if (!takes && !fills_at_first(question, callers->items[k], i))
                return false;
            any |= takes;
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

static enum ir_type_kind result_kind(const struct fn *fn)
{
    const struct ir_type *type =
        &fn->unit->types[fn->unit->symbols[fn->ir->symbol.index].type.index];

    return (enum ir_type_kind)fn->unit->types[type->element.index].kind;
}

/* Whether the function takes an object out of what it has waited for, and returns that. */
static bool takes_object(const struct wake_question *question)
{
    static const enum store_effect effects[] = {STORE_CLOSES, STORE_MAY_OPEN};
    const struct fn *fn = &question->program->fns[question->predicate.wait.fn];
    struct opening taking;

    for (uint32_t e = 0; e < 2 && result_kind(fn) == IR_TYPE_POINTER; e++)
        for (uint32_t at = 0; wake_next_opening(question, effects[e], &at, &taking);)
            if (taking.store->fn == question->predicate.wait.fn &&
                stores_type_of_place(fn, fn->unit->instrs[taking.store->instr].dst)->kind ==
                    IR_TYPE_POINTER)
                return true;
    return false;
}

/* Whether the function takes when it has waited, and tells nobody whether it has. */
static bool takes(const struct wake_question *question)
{
    const struct fn *fn = &question->program->fns[question->predicate.wait.fn];
    struct opening closing;

    if (result_kind(fn) != IR_TYPE_VOID)
        return false;
    for (uint32_t at = 0; wake_next_opening(question, STORE_CLOSES, &at, &closing);)
        if (closing.store->fn == question->predicate.wait.fn &&
            fn->unit->instrs[closing.store->instr].op == IR_COMPUTE)
            return true;
    return false;
}

/* Marks what is done with the object that was taken, as a whole: others may give it back. `ret_gives`: one of the calls that
 * give gets it. */
static void mark_handed_on(const struct wake_question *question, uint32_t number, uint32_t object,
                           const struct bitset *giving, struct path_query *query, bool *ret_gives)
{
    const struct fn *fn = &question->program->fns[number];

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        struct ir_range range = block->instrs;
        for (uint32_t i = range.first; i < range.first + range.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[i];
            bool hands = instr->op == IR_COPY && instr->a.kind == IR_OPERAND_PLACE &&
                         instr->a.index == object;
            for (uint32_t a = 0; instr->op == IR_CALL && a < instr->arguments.count; a++)
                hands |= fn->unit->operands[instr->arguments.first + a].index == object;
            if (!hands)
                continue;
            path_mark(query, i, PATH_STOP);
            *ret_gives |= instr->op == IR_CALL &&
                          leads_to(question, &fn->calls[graph_first_call(fn, i)], giving);
        }
        if (block->end == IR_END_RETURN && block->a.kind == IR_OPERAND_PLACE &&
            block->a.index == object && range.count)
            path_mark(query, range.first + range.count - 1, PATH_STOP);
    }
}

/* The local that gets a copy of the local, and the copying instruction; 0 = there is none. */
static uint32_t copy_of(const struct fn *fn, uint32_t local, uint32_t *ret_instr)
{
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range range = fn_block(fn, id)->instrs;
        for (uint32_t i = range.first; i < range.first + range.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[i];
            *ret_instr = i;
            if (instr->op == IR_COPY && instr->a.kind == IR_OPERAND_PLACE &&
                instr->a.index == local && instr->dst.index &&
                fn_place(fn, instr->dst.index)->kind == IR_PLACE_LOCAL)
                return instr->dst.index;
        }
    }
    return 0;
}

/* The same for all objects that the function takes; false where it keeps one in something else than a local. */
static bool mark_objects(const struct wake_question *question, const struct bitset *giving,
                         struct path_query *query, bool *ret_gives)
{
    const struct fn *fn = &question->program->fns[query->fn];

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        uint32_t object = fn->unit->instrs[fn->calls[c].instr].dst.index, copying;
        if (!call_reaches(&fn->calls[c], question->predicate.wait.fn))
            continue;
        if (!object || fn_place(fn, object)->kind != IR_PLACE_LOCAL)
            return false;
        uint32_t copy = copy_of(fn, object, &copying);
        mark_handed_on(question, query->fn, object, giving, query, ret_gives);
        if (!copy)
            continue;
        *intmap_put(&query->marks, copying, 0, NULL) = 0;
        mark_handed_on(question, query->fn, copy, giving, query, ret_gives);
    }
    return true;
}

static bool keeps(struct wake_question *question, uint32_t number, const struct bitset *giving)
{
    const struct program *program = question->program;
    const struct fn *fn = &program->fns[number];
    static const struct path_result is_something = {IR_NE, 0};
    struct path_query query = {.program = program, .fn = number, .to_return = true};
    bool gives = false;
    bool is_object = result_kind(&program->fns[question->predicate.wait.fn]) == IR_TYPE_POINTER;

    query.given = is_object ? &is_something : NULL;
    if (is_object && (!mark_objects(question, giving, &query, &gives) || !gives)) {
        path_query_deinit(&query);
        return false;
    }
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

    if ((!takes(question) && !takes_object(question)) || hands_on(question))
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
