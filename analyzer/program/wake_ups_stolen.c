/* Two kinds of waiters at one condition: who waits for something else may get the only wake-up.
 *
 * Requires channels, threads, stores. */
#include "program/conditions.h"
#include "program/creations.h"
#include "program/elements.h"
#include "program/solver.h"
#include "program/threads.h"
#include "program/value.h"
#include "program/wake_ups_inside.h"

/* Bound: other waits for the same condition that are looked at. */
enum { RIVALS = 20 };

/* Whether the store leaves the other waiter where he is: nothing that he looks at is opened by it. */
static bool concerns_not(const struct wake_question *question, const struct predicate *rival,
                         const struct store *store)
{
    for (uint32_t i = 0; i < rival->looks.count; i++) {
        enum store_effect effect = STORE_ELSEWHERE;
        if (rival->looks.items[i].element == store->element)
            effect = wake_effect(question, rival->wait.fn, &rival->looks.items[i], store);
        if (effect == STORE_OPENS || effect == STORE_MAY_OPEN)
            return false;
    }
    return true;
}

static bool is_below(enum ir_operator relation)
{
    return relation == IR_LT || relation == IR_LE;
}

/* Whether both wait as long as one place has some value. */
static bool may_both_wait(const struct look *a, const struct look *b)
{
    enum { AROUND = 1 };
    const int64_t numbers[] = {a->number, b->number};

    if (a->snapshot || b->snapshot)
        return a->snapshot && b->snapshot;
    if (a->relation == IR_NO_OPERATOR || b->relation == IR_NO_OPERATOR)
        return is_below(a->relation ? a->relation : a->than) &&
               is_below(b->relation ? b->relation : b->than);
    for (uint32_t i = 0; i < 2; i++)
        for (int64_t value = numbers[i] - AROUND; value <= numbers[i] + AROUND; value++)
            if (number_compare(value, a->relation, a->number) &&
                number_compare(value, b->relation, b->number))
                return true;
    return false;
}

/* Whether the two look at one place for different things: then they wait at the same time only where there are several
 * threads on a side. */
static bool share_a_look(const struct predicate *a, const struct predicate *b)
{
    for (uint32_t i = 0; i < a->looks.count; i++)
        for (uint32_t k = 0; k < b->looks.count; k++)
            if (a->looks.items[i].element == b->looks.items[k].element &&
                a->looks.items[i].enough && b->looks.items[k].enough &&
                !may_both_wait(&a->looks.items[i], &b->looks.items[k]))
                return true;
    return false;
}

/* Whether the function opens something that the others look at: they do not wait when it does, as where a
 * pool is stopped and then waited for. */
static bool releases(const struct wake_question *question, uint32_t number,
                     const struct predicate *others)
{
    const struct stores *stores = question->stores;

    for (uint32_t k = 0; k < others->looks.count; k++) {
        const struct look *look = &others->looks.items[k];
        for (uint32_t i = stores->first[look->element]; i < stores->first[look->element + 1]; i++)
            if (stores->items[i].fn == number &&
                predicate_store(question->program, others->wait.fn, look, &stores->items[i]) ==
                    STORE_OPENS &&
                question->program->fns[number].unit->instrs[stores->items[i].instr].op == IR_COPY)
                return true;
    }
    return false;
}

/* Whether the function, or one that it calls, starts threads: what it waits for is that they have begun. */
static bool starts_threads(const struct wake_question *question, uint32_t number)
{
    const struct program *program = question->program;
    const struct creations *creations = &program->solution->creations;
    const struct bitset *below = functions_below(question->facts, number);

    for (uint32_t i = bitset_next(below, 1); i < below->size; i = bitset_next(below, i + 1))
        if (creations->first_start[i] < creations->first_start[i + 1])
            return true;
    return false;
}

/* Whether a thread may wait there while another signals and the one for whom the signal is waits, too. */
static bool may_wait_beside(const struct wake_question *question, const struct predicate *rival,
                            const struct store *store)
{
    const uint32_t *run_by = threads_run_by(question->program);
    uint32_t mine = run_by[question->predicate.wait.fn], his = run_by[rival->wait.fn];
    uint32_t signaller = run_by[store->fn];

    if (!mine || !his || (his == RUN_BY_MANY && rival->wait.fn == store->fn))
        return false;
    if (mine != RUN_BY_MANY && mine == his && !wake_several(question, mine))
        return false;
    if (his != RUN_BY_MANY && his == signaller && !wake_several(question, his))
        return false;
    if (mine != RUN_BY_MANY && mine == signaller && !wake_several(question, mine))
        return false;
    if (!share_a_look(&question->predicate, rival))
        return true;
    return (mine != RUN_BY_MANY && wake_several(question, mine)) ||
           (his != RUN_BY_MANY && wake_several(question, his));
}

/* The local that the place is reached from; 0 = none. */
static uint32_t local_behind(const struct fn *fn, uint32_t id)
{
    while (id && fn_place(fn, id)->parent.index)
        id = fn_place(fn, id)->parent.index;
    return id && fn_place(fn, id)->kind == IR_PLACE_LOCAL ? fn_place(fn, id)->argument : 0;
}

/* Whether the look is at something that is reached from the object which holds the condition. */
static bool is_below_object(const struct wake_question *question, const struct channel_use *use,
                            const struct predicate *predicate, const struct look *look)
{
    const struct fn *fn = &question->program->fns[use->fn];
    uint32_t local = use->place && look->place.index && use->fn == predicate->wait.fn
                         ? local_behind(fn, use->place)
                         : 0;

    return local && local == local_behind(fn, look->place.index);
}

/* Whether the waiter's condition is the one object's of which he looks at the fields; or a global, or a part of
 * one. Else two that wait for the same field may wait for different objects. */
static bool is_of_its_object(const struct wake_question *question, const struct channel_use *use,
                             const struct predicate *predicate)
{
    const struct program *program = question->program;

    if (use->element % 2 == 0 || use->element >= elements_named(program))
        return use->element < elements_named(program);
    uint32_t record = program->fields[use->element / 2].record;
    for (uint32_t i = 0; i < predicate->looks.count; i++) {
        uint32_t element = predicate->looks.items[i].element;
        bool is_same = element % 2 && program->fields[element / 2].record == record;
        if (!is_same && !is_below_object(question, use, predicate, &predicate->looks.items[i]))
            return false;
    }
    return true;
}

/* Whether who is woken there in vain wakes the next before he waits again. */
static bool hands_on(const struct wake_question *question, const struct predicate *rival)
{
    const struct fn *fn = &question->program->fns[rival->wait.fn];

    for (uint32_t c = 0; c < fn->n_calls; c++)
        if (bitset_has(&rival->held.blocks, fn->calls[c].block) &&
            wake_at_call(question, rival->wait.fn, &fn->calls[c], wake_any))
            return true;
    return false;
}

/* Whether the store gives to a number that is counted on what its caller says: it comes true by some of those
 * stores. */
static bool may_reach(const struct wake_question *question, const struct opening *opening)
{
    const struct fn *fn = &question->program->fns[opening->store->fn];
    const struct ir_instr *instr = &fn->unit->instrs[opening->store->instr];
    enum ir_operator relation = opening->look->relation;
    bool adds = instr->op == IR_COMPUTE && instr->operation == IR_ADD &&
                instr->a.kind == IR_OPERAND_PLACE && instr->a.index == instr->dst.index;
    struct ir_operand given = adds ? instr->b : instr->a;

    if ((!adds && instr->op != IR_COPY) || given.kind != IR_OPERAND_PLACE ||
        (relation != IR_LT && relation != IR_LE))
        return false;
    const struct ir_place *place = ir_place(fn->unit, fn->ir, (struct ir_place_id){given.index});
    return place->kind == IR_PLACE_LOCAL && place->argument <= fn->ir->n_parameters &&
           !conditions_only_write(fn, given.index);
}

/* Whether the store is told to one who waits, and the rival may be the one; he goes on waiting. */
static bool is_taken_by(const struct wake_question *question, const struct predicate *rival,
                        const struct store *store)
{
    struct point point = wake_point(store);

    return wake_behind(question, point, wake_one) && !wake_behind(question, point, wake_all) &&
           !wake_above(question, point.fn, wake_all) && concerns_not(question, rival, store) &&
           may_wait_beside(question, rival, store);
}

/* A signal, for what a store makes come true, that the rival may get. */
static bool may_steal(struct wake_question *question, const struct predicate *rival)
{
    static const enum store_effect effects[] = {STORE_OPENS, STORE_MAY_OPEN};
    struct opening opening;

    for (uint32_t e = 0; e < 2; e++)
        for (uint32_t at = 0; wake_next_opening(question, effects[e], &at, &opening);) {
            const struct store *store = opening.store;
            if ((effects[e] == STORE_MAY_OPEN && !may_reach(question, &opening)) ||
                !is_taken_by(question, rival, store))
                continue;
            wake_state(question, WAIT_STOLEN, rival->wait.fn, rival->wait.instr,
                       wake_say(question, rival->wait.fn,
                                "waits for the same condition here, but for something else"),
                       "that both wait when one of them is woken");
            question->trouble->witness = channels_join_steps(
                question->program, question->trouble->witness,
                channels_step(
                    question->program, store->fn, store->instr,
                    wake_say(question, store->fn, "makes it come true here, and wakes one")));
            return true;
        }
    return false;
}

bool wake_is_stolen(struct wake_question *question)
{
    const struct channel *channel = question->channel;
    uint32_t n = 0;
    bool stolen = false;

    if (!question->predicate.held.whole)
        return false;
    for (uint32_t i = channel->first; i < channel->first + channel->count && !stolen; i++) {
        const struct channel_use *use = &question->channels->uses.items[i];
        if (use->kind != USE_WAIT || !use->reached || n++ > RIVALS ||
            !members_share(question->program, question->program->fns[question->wait->fn].input,
                           question->program->fns[use->fn].input) ||
            predicate_apart(question->program, question->wait->fn,
                            (struct ir_place_id){question->wait->place}, use->fn,
                            (struct ir_place_id){use->place}))
            continue;
        struct predicate rival = wake_predicate(question->facts, use, question->scratch);
        struct point at = rival.wait;
        bool is_same =
            at.fn == question->predicate.wait.fn && at.instr == question->predicate.wait.instr;
        stolen = !is_same && rival.known && rival.looks.count && rival.held.whole &&
                 is_of_its_object(question, question->wait, &question->predicate) &&
                 is_of_its_object(question, use, &rival) && !starts_threads(question, at.fn) &&
                 !starts_threads(question, question->predicate.wait.fn) &&
                 !releases(question, at.fn, &question->predicate) &&
                 !releases(question, question->predicate.wait.fn, &rival) &&
                 !hands_on(question, &rival) && may_steal(question, &rival);
        predicate_free(&rival);
    }
    return stolen;
}
