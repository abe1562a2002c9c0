/* A call that goes to one of several functions: through a pointer, or to a function with several definitions. */
#include "program/calls_inside.h"

/* Whether the effect is that an argument of the function is freed. */
static bool frees_argument(const struct frame *frame, uint32_t number)
{
    struct effect effect = frame->solution->effects.items[number];

    return effect.kind == EFFECT_FREE && effect.target.kind == VALUE_INITIAL &&
           loc_get(frame->space, effect.target.id)->kind == LOC_PARAM;
}

/* Whether two states have freed the same arguments: that a body frees its own is said only where it does
 * on every way. */
static bool free_alike(const struct frame *frame, const struct state *a, const struct state *b)
{
    uint32_t i = 0, k = 0;

    for (;; i++, k++) {
        while (i < a->effects.count && !frees_argument(frame, a->effects.items[i]))
            i++;
        while (k < b->effects.count && !frees_argument(frame, b->effects.items[k]))
            k++;
        if (i == a->effects.count || k == b->effects.count)
            return i == a->effects.count && k == b->effects.count;
        if (a->effects.items[i] != b->effects.items[k])
            return false;
    }
}

/* The effect that another target closes what this one only frees; 0 = there is none. */
static uint32_t find_close(const struct frame *frame, const struct states *states, uint32_t freed)
{
    struct effect effect = frame->solution->effects.items[freed];
    static const enum effect_kind closes[] = {EFFECT_CLOSE, EFFECT_CLOSE_SOCKET};

    for (uint32_t c = 0; c < 2; c++) {
        effect.kind = closes[c];
        uint32_t close = solver_find_effect(frame->solution, effect);
        for (uint32_t i = 0; close && i < states->count; i++)
            if (state_has_effect(states->items[i], close))
                return close;
    }
    return 0;
}

/* Who hands over an object together with the function that is to destroy it hands over one that fits: where a target
 * closes its argument as a client, no client goes to a target that only frees, free() itself among them. */
static void close_clients(const struct frame *frame, const struct states *states)
{
    for (uint32_t i = 0; i < states->count; i++)
        for (uint32_t e = 0; e < states->items[i]->effects.count; e++) {
            uint32_t number = states->items[i]->effects.items[e];
            uint32_t close = frees_argument(frame, number) ? find_close(frame, states, number) : 0;
            if (close)
                state_add_effect(states->items[i], close);
        }
}

/* What the call has made is out of the function's hands: a target of a pointer has handed it out already
 * (creations_hand_out()), as a function that is called from out of sight. */
static void hand_out(const struct frame *frame, struct state *state)
{
    for (uint32_t i = 0; i < state->objects.count; i++) {
        struct object_state *object = &state->objects.items[i];
        if (frame->objects.items[object->object].instr != frame->instr)
            continue;
        object->status = OBJECT_GONE;
        for (uint32_t k = 0; k < state->cells.count; k++) {
            struct value *value = &state->cells.items[k].value;
            if (value->kind == VALUE_HANDLE && value->id == object->object)
                *value = value_any();
        }
    }
}

/* One target may return what another does not: a pointer that the caller has of it is not known any more. */
static void note_result(struct frame *frame, const struct ir_instr *call, struct state *one,
                        struct state *other)
{
    if (!call->dst.index)
        return;
    struct value a = memory_read(frame, one, memory_place(frame, one, call->dst));
    struct value b = memory_read(frame, other, memory_place(frame, other, call->dst));
    if (value_equal(a, b))
        return;
    memory_escape(frame, one, a, REACH_CLASS);
    memory_escape(frame, other, b, REACH_CLASS);
    a.n = b.n = ESCAPES_TO_CLASS;
    if (a.kind == VALUE_INITIAL && loc_get(frame->space, a.id)->root == LOC_PARAM)
        state_add_escape(one, a);
    if (b.kind == VALUE_INITIAL && loc_get(frame->space, b.id)->root == LOC_PARAM)
        state_add_escape(one, b);
}

/* Which of several targets was called is not known, and what is called next through the same table goes to
 * the same one: open() and close() of different ones never meet. Apart, their outcomes would be as many as
 * the subsets of what they do to handles from outside. So states with the same objects become one, which
 * may have done what either has. */
static void blur_outcomes(struct frame *frame, const struct ir_instr *call, struct states *states,
                          struct states *out)
{
    close_clients(frame, states);
    for (uint32_t i = 0; i < states->count; i++)
        hand_out(frame, states->items[i]);
    for (uint32_t i = 0; i < states->count; i++) {
        struct state *state = states->items[i];
        bool merged = false;
        for (uint32_t k = 0; k < i && !merged; k++) {
            struct state *other = states->items[k];
            merged = other && state_same_handles(frame->space, other, state) &&
                     free_alike(frame, other, state);
            if (!merged)
                continue;
            solver_blur(frame, other, state);
            note_result(frame, call, other, state);
            state_merge(frame->space, other, state);
            state_free(state);
            states->items[i] = NULL;
        }
    }
    for (uint32_t i = 0; i < states->count; i++)
        if (states->items[i])
            vector_push(out, states->items[i]);
}

/* A call through a pointer to one of several functions. */
void calls_transfer_to_one_of(const struct mapping *map, struct fn_list targets, struct states *out)
{
    struct states outcomes = {0};
    struct mapping to = *map;

    to.is_one_of = true;
    for (uint32_t i = 0; i < targets.count; i++)
        calls_transfer_target(&to, targets.items[i], &outcomes);
    blur_outcomes(map->frame, map->call, &outcomes, out);
    vector_deinit(&outcomes);
}

/* Whether some of the states know an end of the object. */
static bool is_ended_in_some(struct state *const *states, uint32_t count, uint32_t object)
{
    for (uint32_t i = 0; i < count; i++)
        if (state_status(states[i], object) == OBJECT_ENDED)
            return true;
    return false;
}

/* Whether the object is there in some of the states. */
static bool is_made_in_some(struct state *const *states, uint32_t count, uint32_t object)
{
    for (uint32_t i = 0; i < count; i++)
        if (state_status(states[i], object))
            return true;
    return false;
}

/* What some definitions do to what came from outside, the others are taken to do, too. */
static void share_effects(struct states *out, const uint32_t *first, uint32_t n_definitions)
{
    uint32_t from = first[0], to = first[n_definitions];

    for (uint32_t d = 0; d < n_definitions; d++)
        for (uint32_t i = from; i < to; i++) {
            const struct state *theirs = out->items[i];
            bool is_own = first[d] <= i && i < first[d + 1];
            for (uint32_t e = 0; !is_own && e < theirs->effects.count; e++) {
                bool known = false;
                for (uint32_t k = first[d]; k < first[d + 1]; k++)
                    known |= state_has_effect(out->items[k], theirs->effects.items[e]);
                for (uint32_t k = first[d]; !known && k < first[d + 1]; k++)
                    state_add_effect(out->items[k], theirs->effects.items[e]);
            }
        }
}

/* Whether a handle lies in an object that was there before the call, or outside of the function. */
static bool is_in_older(const struct frame *frame, uint32_t loc)
{
    const struct loc *self = loc_get(frame->space, loc);

    if (self->root != LOC_ALLOC)
        return self->root != LOC_LOCAL;
    const struct alloc_site *site =
        &frame->space->allocs.items[loc_get(frame->space, self->base)->argument];
    return site->fn != frame->fn_number || site->instr != frame->instr;
}

static bool is_kept_in_older(const struct frame *frame, const struct states *out, uint32_t from,
                             uint32_t object)
{
    for (uint32_t i = from; i < out->count; i++)
        for (uint32_t c = 0; c < out->items[i]->cells.count; c++) {
            const struct cell *cell = &out->items[i]->cells.items[c];
            if (cell->value.kind == VALUE_HANDLE && cell->value.id == object &&
                is_in_older(frame, cell->loc))
                return true;
        }
    return false;
}

/* A thread that only some definitions start, those for other systems may start by calls that nobody has told us of,
 * and so may it be ended. The same holds of a client in an object which all of them are given: each of them has its
 * own in it. */
static void give_up_some_made(const struct mapping *map, struct states *out, const uint32_t *first,
                              uint32_t n_definitions)
{
    struct frame *frame = map->frame;

    for (uint32_t object = 1; object < frame->objects.count; object++) {
        uint32_t n_making = 0;
        if (frame->objects.items[object].instr != frame->instr ||
            (frame->objects.items[object].kind != OBJECT_THREAD &&
             !is_kept_in_older(frame, out, first[0], object)))
            continue;
        for (uint32_t d = 0; d < n_definitions; d++)
            n_making += is_made_in_some(&out->items[first[d]], first[d + 1] - first[d], object);
        if (!n_making || n_making == n_definitions)
            continue;
        creations_unknown(frame, object);
        for (uint32_t i = first[0]; i < out->count; i++)
            if (state_status(out->items[i], object) <= OBJECT_PART)
                state_set_status(out->items[i], object, OBJECT_GONE);
    }
}

/* A function that is defined several times over, for several programs or systems: which of them gets an object
 * is not known where it is made by one of several, too. What one of them ends, another one need not. */
void calls_transfer_to_definitions(const struct mapping *map, struct fn_list targets,
                                   struct states *out)
{
    struct frame *frame = map->frame;
    uint32_t *first = ARENA_ARRAY(frame->scratch, uint32_t, targets.count + 1);

    frame->is_ambiguous = targets.count > 1;
    for (uint32_t i = 0; i < targets.count; i++) {
        first[i] = out->count;
        calls_transfer_target(map, targets.items[i], out);
    }
    frame->is_ambiguous = false;
    first[targets.count] = out->count;
    if (targets.count > 1) {
        share_effects(out, first, targets.count);
        give_up_some_made(map, out, first, targets.count);
    }
    for (uint32_t o = 0; targets.count > 1 && o < map->before->objects.count; o++) {
        uint32_t object = map->before->objects.items[o].object, n_ending = 0;
        if (map->before->objects.items[o].status > OBJECT_PART)
            continue;
        for (uint32_t i = 0; i < targets.count; i++)
            n_ending += is_ended_in_some(&out->items[first[i]], first[i + 1] - first[i], object);
        if (!n_ending || n_ending == targets.count)
            continue;
        creations_unknown(frame, object);
        for (uint32_t i = first[0]; i < out->count; i++)
            if (state_status(out->items[i], object) <= OBJECT_PART)
                state_set_status(out->items[i], object, OBJECT_GONE);
    }
}
