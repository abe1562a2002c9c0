/* Stores that would end a wait, but are made where nobody waits.
 *
 * Requires channels, threads, stores, ways. */
#include "program/conditions.h"
#include "program/creations.h"
#include "program/elements.h"
#include "program/solver.h"
#include "program/threads.h"
#include "program/wake_ups_inside.h"

/* Whether behind the point a thread is started that runs the wait, or (where it is not known who does) any. */
bool wake_comes_before_start(const struct wake_question *question, struct point point)
{
    const struct program *program = question->program;
    const struct creations *creations = &program->solution->creations;
    const struct fn *fn = &program->fns[point.fn];
    uint32_t root = threads_run_by(program)[question->predicate.wait.fn];
    struct bitset behind = conditions_reach(fn, point.block, question->scratch);

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct call_site *site = &fn->calls[c];
        if (!bitset_has(&behind, site->block) &&
            !(site->block == point.block && site->instr > point.instr))
            continue;
        struct bitset starters = bitset_new(question->scratch, program->n_fns);
        for (uint32_t k = 0; k < site->targets.count; k++)
            if (!program->fns[site->targets.items[k]].is_model)
                bitset_add_all(&starters, functions_below(question->facts, site->targets.items[k]));
        for (uint32_t i = 1; i < program->n_fns; i++)
            for (uint32_t k = creations->first_start[i]; k < creations->first_start[i + 1]; k++) {
                const struct start *start = &creations->starts_in[k];
                bool here = start->fn == point.fn && start->instr == site->instr;
                if ((here || bitset_has(&starters, start->fn)) &&
                    (root == RUN_BY_MANY || start->body == root))
                    return true;
            }
    }
    return false;
}

/* Whether one thread that was started runs the function, and any may wait: who started it may. */
static bool is_in_thread_only(const struct wake_question *question, uint32_t fn)
{
    const uint32_t *run_by = threads_run_by(question->program);
    uint32_t root = run_by[fn];

    return run_by[question->predicate.wait.fn] == RUN_BY_MANY && root != RUN_BY_MANY &&
           root != RUN_BY_NONE && !contexts_in_main(question->program, root);
}

/* Whether nobody can wait yet when the store is made: it, or all calls of its function, come before. */
static bool comes_first(const struct wake_question *question, const struct store *store)
{
    struct points here = {0};
    bool first = ways_is_initial(question->facts->ways, store) ||
                 (!is_in_thread_only(question, store->fn) &&
                  wake_comes_before_start(question, wake_point(store)));

    if (first || is_in_thread_only(question, store->fn))
        return first;
    vector_push(&here, wake_point(store));
    struct points above = region_calls_of(question->program, &here);
    for (uint32_t i = 0; i < above.count && !first; i++)
        first = !question->program->fns[above.items[i].fn].is_model &&
                wake_comes_before_start(question, above.items[i]);
    vector_deinit(&here);
    vector_deinit(&above);
    return first;
}

/* Whether the same thread runs the store and the wait: then nobody waits. */
bool wake_is_own(const struct wake_question *question, uint32_t fn)
{
    const uint32_t *run_by = threads_run_by(question->program);
    uint32_t root = run_by[fn];

    return fn == question->predicate.wait.fn ||
           (root == run_by[question->predicate.wait.fn] && root != RUN_BY_MANY);
}

/* Whether a way leads from the one to the other with the lock held all the time. */
static bool holds_between(const struct wake_question *question, uint32_t number, uint32_t from,
                          uint32_t to)
{
    const struct fn *fn = &question->program->fns[number];
    struct path_query query = {.program = question->program, .fn = number};

    for (uint32_t c = 0; c < fn->n_calls; c++)
        if (held_effect(question->facts, number, fn->calls[c].instr) != LOCK_NONE)
            path_mark(&query, fn->calls[c].instr, PATH_STOP);
    path_mark(&query, from, PATH_FROM);
    path_mark(&query, to, PATH_TO);
    bool holds = path_find(&query).found;
    path_query_deinit(&query);
    return holds;
}

/* Whether the function takes back behind the store what it has opened, or before it has closed what it now
 * opens again, with the lock held: nobody has seen that in between. */
static bool takes_back(const struct wake_question *question, const struct opening *opening)
{
    const struct store *store = opening->store;
    struct opening other;

    for (uint32_t at = 0; wake_next_opening(question, STORE_CLOSES, &at, &other);) {
        const struct store *closing = other.store;
        if (closing->fn == store->fn &&
            (holds_between(question, store->fn, closing->instr, store->instr) ||
             holds_between(question, store->fn, store->instr, closing->instr)))
            return true;
    }
    return false;
}

/* Whether nobody waits for it where the store is made: the look does not hold there. */
static bool is_open_before(const struct wake_question *question, const struct opening *opening)
{
    struct condition_list before = {0};
    bool open = false;

    conditions_before(question->program, opening->store->fn, opening->store->block, &before);
    if (opening->look->relation == IR_EQ)
        open = conditions_exclude(&before, opening->look->element, opening->look->number);
    vector_deinit(&before);
    return open;
}

/* Whether a way leads from the one to the other, with no wait for a condition in between, and no start of a thread, which
 * may wait from then on. */
static bool comes_to(const struct wake_question *question, uint32_t number, uint32_t from,
                     uint32_t to)
{
    const struct channels *channels = question->channels;
    const struct creations *creations = &question->program->solution->creations;
    struct path_query query = {.program = question->program, .fn = number};

    for (uint32_t i = channels->first_of_fn[number]; i < channels->first_of_fn[number + 1]; i++) {
        const struct channel_use *use = &channels->uses.items[channels->by_fn.items[i]];
        if (use->kind == USE_WAIT)
            path_mark(&query, use->instr, PATH_STOP);
    }
    for (uint32_t i = creations->first_start[number]; i < creations->first_start[number + 1]; i++)
        path_mark(&query, creations->starts_in[i].instr, PATH_STOP);
    path_mark(&query, from, PATH_FROM);
    path_mark(&query, to, PATH_TO);
    bool comes = path_find(&query).found;
    path_query_deinit(&query);
    return comes;
}

/* Whether the call, by which a life begins or ends, belongs to what is done at the point: one follows the other. */
static bool meets(const struct wake_question *question, struct point point, uint32_t call)
{
    return comes_to(question, point.fn, point.instr, call) ||
           comes_to(question, point.fn, call, point.instr);
}

/* Whether the function hands the condition to the API otherwise than to wait or to wake, as where its life
 * begins or ends; or an object, by its pointer alone, as where it is freed; and that belongs to what it does at the
 * point. */
static bool is_of_its_life(const struct wake_question *question, struct point point,
                           uint32_t object_place)
{
    const struct program *program = question->program;
    const struct uses *uses = question->facts->uses;
    uint32_t number = point.fn;
    const struct fn *fn = &program->fns[number];

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct call_site *site = &fn->calls[c];
        const struct ir_instr *call = &fn->unit->instrs[site->instr];
        bool used = false;
        if (!site->entity ||
            (site->targets.count && !program->fns[site->targets.items[0]].is_model))
            continue;
        for (uint32_t i = uses->first[number]; i < uses->first[number + 1]; i++)
            used |= uses->items.items[i].instr == site->instr;
        for (uint32_t k = 0; k < call->arguments.count && !used; k++) {
            struct ir_operand operand = fn->unit->operands[call->arguments.first + k];
            bool is_object = operand.kind == IR_OPERAND_PLACE && operand.index == object_place;
            if ((is_object ||
                 element_of_operand(program, number, operand) == question->wait->element) &&
                meets(question, point, site->instr))
                return true;
        }
    }
    return false;
}

/* The pointer, a local, behind which the place lies; 0 = another one. */
static uint32_t pointer_of(const struct fn *fn, uint32_t id)
{
    const struct ir_place *place = ir_place(fn->unit, fn->ir, (struct ir_place_id){id});
    uint32_t pointer = 0;

    for (; place->parent.index; place = ir_place(fn->unit, fn->ir, place->parent))
        pointer = place->parent.index;
    return pointer;
}

/* Whether the store is made where the life of the condition begins or ends: then nobody waits. */
static bool is_at_end_of_life(const struct wake_question *question, const struct store *store)
{
    const struct program *program = question->program;
    const struct fn *fn = &program->fns[store->fn];
    struct points here = {0};

    struct ir_place_id place = fn->unit->instrs[store->instr].op == IR_CALL
                                   ? rings_head(program, store)
                                   : fn->unit->instrs[store->instr].dst;
    if (is_of_its_life(question, wake_point(store), pointer_of(fn, place.index)))
        return true;
    vector_push(&here, wake_point(store));
    struct points above = region_calls_of(program, &here);
    bool ends = false;
    for (uint32_t i = 0; i < above.count && !ends; i++) {
        const struct fn *caller = &program->fns[above.items[i].fn];
        const struct ir_instr *call = &caller->unit->instrs[above.items[i].instr];
        struct ir_operand first = {0};
        if (call->op == IR_CALL && call->arguments.count)
            first = caller->unit->operands[call->arguments.first];
        ends =
            !caller->is_model && is_of_its_life(question, above.items[i],
                                                first.kind == IR_OPERAND_PLACE ? first.index : 0);
    }
    vector_deinit(&here);
    vector_deinit(&above);
    return ends;
}

/* Whether several threads of the program run the function of the wait: while one is beyond it, another may wait. */
static bool is_run_by_others(const struct wake_question *question)
{
    uint32_t root = threads_run_by(question->program)[question->predicate.wait.fn];

    return root != RUN_BY_MANY && root != RUN_BY_NONE && wake_several(question, root);
}

bool wake_has_waiters(const struct wake_question *question, const struct opening *opening)
{
    const struct store *store = opening->store;

    bool is_own = wake_is_own(question, store->fn) && !is_run_by_others(question);

    return !is_own && wake_is_made_locked(question, store) && !takes_back(question, opening) &&
           !is_open_before(question, opening) && !is_at_end_of_life(question, store) &&
           !comes_first(question, store) && !wake_is_of_other_table(question, store->fn);
}
