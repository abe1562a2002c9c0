/* What makes true what is waited for, and whether those who wait hear of it.
 *
 * Requires channels, stores, ways. */
#include "program/conditions.h"
#include "program/elements.h"
#include "program/wake_ups.h"
#include "program/wake_ups_inside.h"

/* ---- told otherwise ---- */

/* Whether the store says once and for all that something is so, as a flag to stop does: whether that wakes is
 * asked for by other checks. */
static bool is_flag(const struct wake_question *question, const struct store *store)
{
    const struct fn *fn = &question->program->fns[store->fn];
    const struct ir_instr *instr = &fn->unit->instrs[store->instr];

    return instr->op == IR_COPY && instr->a.kind == IR_OPERAND_INTEGER;
}

/* Whether another store that opens the wait is told, of the same place for a flag; or the same function tells
 * on another way. */
static bool is_usually_told(const struct wake_question *question, const struct opening *opening)
{
    bool same = is_flag(question, opening->store);
    struct opening other;

    if (wake_in(question, opening->store->fn, wake_any))
        return true;
    for (uint32_t at = 0; wake_next_opening(question, STORE_OPENS, &at, &other);)
        if (other.store->fn != opening->store->fn &&
            (!same || other.look->element == opening->look->element) &&
            wake_tells(question, other.store))
            return true;
    for (uint32_t at = 0; wake_next_filling(question, STORE_OPENS, &at, &other);)
        if (other.store->fn != opening->store->fn &&
            other.look->element == opening->look->element && wake_tells(question, other.store))
            return true;
    return false;
}

/* Whether the store is to a flag in another kind of object than the condition: others set it for reasons of their own. */
static bool is_flag_elsewhere(const struct wake_question *question, const struct opening *opening)
{
    const struct program *program = question->program;
    uint32_t condition = question->wait->element, flag = opening->look->element;
    bool are_fields = condition < elements_named(program) && condition % 2 && flag % 2;

    return is_flag(question, opening->store) && are_fields &&
           program->fields[condition / 2].record != program->fields[flag / 2].record;
}

/* Whether the place is a field of that object. */
static bool is_field_of(const struct fn *fn, uint32_t id, uint32_t object)
{
    return id && fn_place(fn, id)->kind == IR_PLACE_FIELD &&
           fn_place(fn, id)->parent.index == object;
}

/* Whether the store is one of many by which a function fills in an object of whose state it asks nothing: that is being made,
 * and nobody waits for it yet. */
static bool fills_in(const struct wake_question *question, const struct store *store)
{
    enum { FILLED = 6 }; /* stores: a change of state has fewer */
    const struct fn *fn = &question->program->fns[store->fn];
    const struct ir_place *field = fn_place(fn, fn->unit->instrs[store->instr].dst.index);
    uint32_t object = field->parent.index, n = 0;

    if (field->kind != IR_PLACE_FIELD)
        return false;
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        for (uint32_t i = 0; i < block->instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[block->instrs.first + i];
            n += instr->op == IR_COPY && is_field_of(fn, instr->dst.index, object);
        }
        if (block->end == IR_END_BRANCH && block->a.kind == IR_OPERAND_PLACE &&
            conditions_source(question->program, store->fn, block->a) ==
                element_of_place(question->program, store->fn, fn->unit->instrs[store->instr].dst))
            return false;
    }
    return n >= FILLED;
}

/* Whether the function looks, before the wait for another condition, at what this wait is for. */
static bool waits_for_it_too(const struct wake_question *question, const struct channel_use *wait,
                             uint32_t element)
{
    struct predicate predicate = wake_predicate(question->facts, wait, question->scratch);
    bool looks = false;

    for (uint32_t k = 0; k < predicate.looks.count; k++)
        looks |= predicate.looks.items[k].element == element;
    predicate_free(&predicate);
    return looks;
}

/* Whether the store is told, by another condition, to a function that waits for the same and then wakes who waits for
 * this one. */
static bool is_relayed(const struct wake_question *question, const struct opening *opening)
{
    const struct channels *channels = question->channels;
    uint32_t teller = opening->store->fn;

    for (uint32_t i = channels->first_of_fn[teller]; i < channels->first_of_fn[teller + 1]; i++) {
        const struct channel_use *signal = &channels->uses.items[channels->by_fn.items[i]];
        if (!(wake_any >> signal->kind & 1) || signal->element == question->wait->element)
            continue;
        for (uint32_t k = 0; k < channels->uses.count; k++) {
            const struct channel_use *wait = &channels->uses.items[k];
            if (wait->kind == USE_WAIT && !wait->by_hand && wait->element == signal->element &&
                wait->fn != teller && wake_in(question, wait->fn, wake_any) &&
                waits_for_it_too(question, wait, opening->look->element))
                return true;
        }
    }
    return false;
}

/* Whether nobody is told of what makes it true there, though of other such; `silent` says so of this one. */
static bool is_untold(struct wake_question *question, const struct opening *opening, bool silent)
{
    uint32_t fn = opening->store->fn;

    if (!silent || is_flag_elsewhere(question, opening) || fills_in(question, opening->store) ||
        !is_usually_told(question, opening) || !wake_has_waiters(question, opening) ||
        is_relayed(question, opening))
        return false;
    wake_state(question, WAIT_UNTOLD, fn, opening->store->instr,
               wake_say(question, fn, "makes what is waited for come true here, and wakes nobody"),
               "that somebody waits then");
    return true;
}

/* Who fills a ring may tell of several messages at once, later: a way on which he does not come to that any more is no sign
 * of anything. */
bool wake_is_untold(struct wake_question *question)
{
    struct opening opening;

    for (uint32_t at = 0; wake_next_opening(question, STORE_OPENS, &at, &opening);)
        if (is_untold(question, &opening,
                      (!question->unseen && !wake_tells(question, opening.store)) ||
                          wake_is_left_out(question, opening.store)))
            return true;
    for (uint32_t at = 0; wake_next_filling(question, STORE_OPENS, &at, &opening);)
        if (is_untold(question, &opening,
                      !question->unseen && !wake_tells(question, opening.store)))
            return true;
    return false;
}

/* Whether the look is at a part of an object of the waiter's own frame: each wait has another one. */
static bool is_of_frame(const struct fn *fn, const struct look *look)
{
    const struct ir_place *place = fn_place(fn, look->place.index);

    while (place->parent.index && place->kind != IR_PLACE_DEREF)
        place = fn_place(fn, place->parent.index);
    return look->place.index && place->kind == IR_PLACE_LOCAL &&
           place->argument > fn->ir->n_parameters;
}

/* Whether code that got the address of the ring's head, or of its index, may do the same. */
static bool is_filled_elsewhere(const struct wake_question *question, const struct look *look)
{
    return look->is_index ? bitset_has(&question->stores->address_taken, look->element)
                          : bitset_has(&question->rings->is_elsewhere, look->element);
}

/* Whether the program closes the look again and again, or who has waited changes what he has looked at, as one who
 * takes out of a list does: it is no flag that says once and for all that something is so, such as one to stop, of
 * which other checks ask whether that wakes. */
static bool comes_and_goes(const struct wake_question *question, uint32_t element)
{
    uint32_t waiter = question->predicate.wait.fn;
    struct opening opening;

    for (uint32_t k = 0; k < question->predicate.looks.count; k++)
        if (question->predicate.looks.items[k].element == element &&
            is_of_frame(&question->program->fns[waiter], &question->predicate.looks.items[k]))
            return true;
    for (uint32_t at = 0; wake_next_opening(question, STORE_MAY_OPEN, &at, &opening);)
        if (opening.look->element == element && opening.store->fn == waiter)
            return true;

    for (uint32_t at = 0; wake_next_opening(question, STORE_CLOSES, &at, &opening);)
        if (opening.look->element == element &&
            !ways_is_initial(question->facts->ways, opening.store))
            return true;
    return false;
}

/* Whether a store that may open the look is told. */
static bool is_ever_told(const struct wake_question *question, uint32_t element)
{
    static const enum store_effect effects[] = {STORE_OPENS, STORE_MAY_OPEN};
    struct opening opening;

    for (uint32_t e = 0; e < 2; e++)
        for (uint32_t at = 0; wake_next_opening(question, effects[e], &at, &opening);)
            if (opening.look->element == element && wake_tells(question, opening.store))
                return true;
    for (uint32_t e = 0; e < 2; e++)
        for (uint32_t at = 0; wake_next_filling(question, effects[e], &at, &opening);)
            if (opening.look->element == element && wake_tells(question, opening.store))
                return true;
    return false;
}

/* Whether nobody is ever told of what makes it true there. */
static bool is_never_told(struct wake_question *question, const struct opening *opening)
{
    uint32_t element = opening->look->element, fn = opening->store->fn;

    if (ways_is_initial(question->facts->ways, opening->store) || is_ever_told(question, element) ||
        !wake_has_waiters(question, opening) || is_relayed(question, opening))
        return false;
    wake_state(question, WAIT_UNTOLD, fn, opening->store->instr,
               wake_say(question, fn, "makes what is waited for come true here, and wakes nobody"),
               "that somebody waits then");
    return true;
}

bool wake_is_never_told(struct wake_question *question)
{
    struct opening opening;

    for (uint32_t at = 0; wake_next_opening(question, STORE_OPENS, &at, &opening);) {
        uint32_t element = opening.look->element;
        bool is_elsewhere = bitset_has(&question->stores->address_taken, element) &&
                            bitset_has(&question->links->is_elsewhere, element);
        if (!is_elsewhere && comes_and_goes(question, element) && is_never_told(question, &opening))
            return true;
    }
    for (uint32_t at = 0; wake_next_filling(question, STORE_OPENS, &at, &opening);)
        if (!is_filled_elsewhere(question, opening.look) && is_never_told(question, &opening))
            return true;
    return false;
}

/* ---- the wrong condition ---- */

/* Whether behind the store some other condition is signalled. */
static bool tells_others(const struct wake_question *question, const struct store *store)
{
    const struct channels *channels = question->channels;
    const struct fn *fn = &question->program->fns[store->fn];
    struct bitset behind = conditions_reach(fn, store->block, question->scratch);

    for (uint32_t i = channels->first_of_fn[store->fn]; i < channels->first_of_fn[store->fn + 1];
         i++) {
        const struct channel_use *use = &channels->uses.items[channels->by_fn.items[i]];
        if (wake_any >> use->kind & 1 &&
            (bitset_has(&behind, use->block) ||
             (use->block == store->block && use->instr > store->instr)))
            return true;
    }
    return false;
}

/* Whether a function that wakes the waiter looks at what he waits for: it may do so for whoever changed it. */
static bool is_watched(const struct wake_question *question)
{
    const struct channel *channel = question->channel;
    const struct program *program = question->program;

    for (uint32_t i = channel->first; i < channel->first + channel->count; i++) {
        const struct channel_use *use = &question->channels->uses.items[i];
        if (!(wake_any >> use->kind & 1))
            continue;
        const struct fn *fn = &program->fns[use->fn];
        for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
            const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
            uint32_t element = block->end == IR_END_BRANCH || block->end == IR_END_SWITCH
                                   ? conditions_source(program, use->fn, block->a)
                                   : 0;
            for (uint32_t k = 0; element && k < question->predicate.looks.count; k++)
                if (question->predicate.looks.items[k].element == element)
                    return true;
        }
    }
    return false;
}

/* Whether all that decides about the wait is in sight: looks at places that nobody writes otherwise. */
static bool is_in_sight(const struct wake_question *question)
{
    const struct predicate *predicate = &question->predicate;

    for (uint32_t k = 0; k < predicate->looks.count; k++)
        if (!predicate->looks.items[k].enough ||
            bitset_has(&question->stores->address_taken, predicate->looks.items[k].element))
            return false;
    return predicate->known && predicate->looks.count;
}

bool wake_is_mistold(struct wake_question *question)
{
    struct opening opening, wrong = {0};

    if (!is_in_sight(question) || is_watched(question))
        return false;
    for (uint32_t at = 0; wake_next_opening(question, STORE_MAY_OPEN, &at, &opening);)
        if (wake_tells(question, opening.store))
            return false;
    for (uint32_t at = 0; wake_next_opening(question, STORE_OPENS, &at, &opening);) {
        if (wake_tells(question, opening.store))
            return false;
        if (!wrong.store && tells_others(question, opening.store) &&
            wake_has_waiters(question, &opening))
            wrong = opening;
    }
    if (!wrong.store)
        return false;
    wake_state(question, WAIT_MISTOLD, wrong.store->fn, wrong.store->instr,
               wake_say(question, wrong.store->fn,
                        "makes what is waited for come true here, and signals something else"),
               "that the condition stands for what is looked at before the wait");
    return true;
}

/* ---- never ---- */

/* Whether who was woken looks again: the look is in a loop with the wait. */
static bool is_looked_at_again(const struct fn *fn, uint32_t wait, uint32_t look)
{
    for (uint32_t l = fn->loop_of[wait]; l; l = fn->loops[l - 1].parent)
        if (bitset_has(&fn->loops[l - 1].blocks, look))
            return true;
    return false;
}

/* Whether no value that the program ever gives to what is looked at ends the wait. */
bool wake_never_opens(struct wake_question *question)
{
    const struct predicate *predicate = &question->predicate;
    const struct fn *fn = &question->program->fns[predicate->wait.fn];
    const struct fn_ways *ways = ways_of(question->facts->ways, predicate->wait.fn);
    bool any = false;

    if (ways->busy || !bitset_has(&ways->passed, predicate->wait.block) || !is_in_sight(question))
        return false;
    for (uint32_t k = 0; k < predicate->looks.count; k++) {
        const struct look *look = &predicate->looks.items[k];
        bool shut = false;
        for (uint32_t i = 0; i < ways->shut.count; i++)
            shut |= ways->shut.items[i].block == look->block;
        if (!shut || !is_looked_at_again(fn, predicate->wait.block, look->block))
            return false;
        any |= question->stores->first[look->element] < question->stores->first[look->element + 1];
    }
    if (!any)
        return false;
    const struct channel_use *waker =
        channels_first(question->channels, question->channel, wake_any, true, question->wait);
    if (!waker)
        return false;
    wake_state(question, WAIT_NOT_OPENED, waker->fn, waker->instr,
               wake_say(question, waker->fn, "signals here"),
               "that no code out of sight writes what is waited for");
    question->trouble->other = fn->name;
    return true;
}
