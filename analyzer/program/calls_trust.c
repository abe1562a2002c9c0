/* What is taken on faith of clients: where a callee does on one of its ways what it leaves undone on another, it is
 * taken for done. Of threads, that alone which hangs on a flag of an object that was just made. */
#include "program/calls_inside.h"

static bool is_open_client(const struct frame *frame, struct object_state object)
{
    bool is_open = object.status == OBJECT_LIVE || object.status == OBJECT_PART;

    return is_open && frame->objects.items[object.object].kind != OBJECT_THREAD;
}

static bool has_open_client(const struct frame *frame, const struct state *state)
{
    for (uint32_t i = 0; i < state->objects.count; i++)
        if (is_open_client(frame, state->objects.items[i]))
            return true;
    return false;
}

/* Whether the outcome hangs on what lies in an object, of which the caller knows nothing: a flag beside the
 * client that says what to do with it, most likely. */
static bool is_guess(const struct mapping *map, const struct outcome *outcome)
{
    for (uint32_t i = 0; i < outcome->n_facts; i++) {
        struct value value = outcome->facts[i].value;
        bool in_object =
            value.kind == VALUE_INITIAL && loc_get(map->frame->space, value.id)->depth > 0;
        if (in_object && mapping_value(map, value).kind == VALUE_ANY)
            return true;
    }
    return false;
}

static const struct fact *fact_of(const struct outcome *outcome, struct value value)
{
    for (uint32_t i = 0; i < outcome->n_facts; i++)
        if (value_equal(outcome->facts[i].value, value))
            return &outcome->facts[i];
    return NULL;
}

/* Whether an argument decides between the two: the caller may have asked for the one. */
static bool is_asked_for(const struct mapping *map, const struct outcome *outcome,
                         const struct outcome *other)
{
    for (uint32_t i = 0; i < outcome->n_facts; i++) {
        const struct fact *ours = &outcome->facts[i];
        const struct fact *theirs = fact_of(other, ours->value);
        bool is_argument = ours->value.kind == VALUE_INITIAL &&
                           loc_get(map->frame->space, ours->value.id)->kind == LOC_PARAM;
        if (is_argument && theirs && fact_contradict(ours, theirs))
            return true;
    }
    return false;
}

/* The clients that another outcome ends: from here on nobody answers for them. */
static void release_ended(const struct mapping *map, struct state *state,
                          const struct outcome *other)
{
    struct frame *frame = map->frame;

    for (uint32_t i = 0; i < other->n_effects; i++) {
        struct effect effect = frame->solution->effects.items[other->effects[i]];
        struct value target = mapping_value(map, effect.target);
        bool ends = effect.kind == EFFECT_CLOSE || effect.kind == EFFECT_CLOSE_SOCKET;
        if (ends && target.kind == VALUE_HANDLE && has_open_client(frame, state) &&
            is_open_client(frame, (struct object_state){target.id, state_status(state, target.id)}))
            memory_escape(frame, state, target, REACH_FAR);
    }
}

/* What a way through the callee requires is dropped where there are too many, and ways are made one. If the callee
 * ends a client on one of them, it may do so on any. */
void trust_blurred(const struct mapping *map, struct state *state)
{
    struct frame *frame = map->frame;
    bool is_blurred = map->callee->n_outcomes >= SOLVER_OUTCOMES;

    if (!is_blurred || !has_open_client(frame, map->before))
        return;
    for (uint32_t i = 0; i < map->callee->n_outcomes; i++)
        release_ended(map, state, &map->callee->outcomes[i]);
}

/* What another outcome does to clients: it ends them, or puts them where somebody else finds them. */
static void release_as(const struct mapping *map, struct state *state, const struct outcome *other)
{
    struct frame *frame = map->frame;

    release_ended(map, state, other);
    for (uint32_t i = 0; i < other->n_escapes; i++) {
        struct value escape = other->escapes[i];
        escape.n = ESCAPES_TO_CLASS;
        calls_escape(map, state, escape);
    }
    for (uint32_t i = 0; i < other->n_writes; i++) {
        struct value value = mapping_value(map, other->writes[i].value);
        if (other->writes[i].value.kind == VALUE_INITIAL && value.kind == VALUE_ADDRESS &&
            loc_get(frame->space, mapping_loc(map, other->writes[i].loc))->root != LOC_LOCAL)
            memory_escape(frame, state, value, REACH_CLASS);
    }
}

/* The callee's ways that differ in what neither the arguments nor the result tell: which of them it takes is
 * a guess. So its work is taken for done: that it leaves a client alone on one of them is no reason to call
 * the client lost. */
void trust_in_others(const struct mapping *map, struct state *state, const struct outcome *outcome)
{
    struct frame *frame = map->frame;

    bool is_guessed = has_open_client(frame, map->before) && is_guess(map, outcome);

    if (map->callee->n_outcomes < 2 || frame->fn->is_model || (map->call->dst.index && !is_guessed))
        return;
    for (uint32_t i = 0; i < map->callee->n_outcomes; i++) {
        const struct outcome *other = &map->callee->outcomes[i];
        if (other != outcome && !is_asked_for(map, outcome, other) && mapping_allows(map, i))
            release_as(map, state, other);
    }
}

/* Whether the callee takes that way only where a flag is set in an object that was made in this function, which knows nothing
 * of it: that the object was ended before, most likely, so this is not the way that is taken. */
static bool wants_flag_set(const struct mapping *map, const struct outcome *outcome)
{
    for (uint32_t i = 0; i < outcome->n_facts; i++) {
        const struct fact *fact = &outcome->facts[i];
        bool is_set = fact->not_zero || fact->low > 0 || fact->high < 0;
        if (!is_set || fact->value.kind != VALUE_INITIAL)
            continue;
        uint32_t flag = loc_whole(map->frame->space, fact->value.id);
        if (loc_get(map->frame->space, flag)->kind != LOC_FIELD)
            continue;
        uint32_t here = mapping_loc(map, flag);
        if (loc_get(map->frame->space, here)->root == LOC_ALLOC &&
            mapping_value(map, fact->value).kind == VALUE_ANY)
            return true;
    }
    return false;
}

static bool ends_thread(const struct mapping *map, const struct outcome *outcome, uint32_t thread)
{
    for (uint32_t i = 0; i < outcome->n_effects; i++) {
        struct effect effect = map->frame->solution->effects.items[outcome->effects[i]];
        struct value target = mapping_value(map, effect.target);
        if ((effect.kind == EFFECT_JOIN || effect.kind == EFFECT_DETACH) &&
            target.kind == VALUE_HANDLE && target.id == thread)
            return true;
    }
    return false;
}

/* The threads that the callee leaves on a way which it does not take, and ends on another one: on this path, nobody answers
 * for them. */
void trust_unset_flag(const struct mapping *map, struct state *state, const struct outcome *outcome)
{
    struct frame *frame = map->frame;

    if (map->callee->n_outcomes < 2 || frame->fn->is_model || map->callee->is_model ||
        !wants_flag_set(map, outcome))
        return;
    for (uint32_t i = 0; i < state->objects.count; i++) {
        uint32_t thread = state->objects.items[i].object;
        enum object_status status = (enum object_status)state->objects.items[i].status;
        if (frame->objects.items[thread].kind != OBJECT_THREAD ||
            (status != OBJECT_LIVE && status != OBJECT_PART))
            continue;
        for (uint32_t k = 0; k < map->callee->n_outcomes; k++)
            if (&map->callee->outcomes[k] != outcome && mapping_allows(map, k) &&
                ends_thread(map, &map->callee->outcomes[k], thread))
                state_set_status(state, thread, OBJECT_GONE);
    }
}

/* The same for a place of a client that the callee forgets on one of its ways and leaves alone on another:
 * that of a client which it was told to end, most likely. */
void trust_to_forget(const struct mapping *map, struct state *state, const struct outcome *outcome)
{
    struct frame *frame = map->frame;

    if (frame->fn->is_model || !has_open_client(frame, map->before))
        return;
    for (uint32_t i = 0; i < outcome->n_writes; i++) {
        struct write write = outcome->writes[i];
        struct value held;
        bool is_null = write.value.kind == VALUE_INT && write.value.n == 0;
        bool is_unsure = write.value.kind == VALUE_ANY && write.value.n == ANY_OR_INITIAL;
        /* who marks somebody else's descriptor as none has taken it over */
        bool is_taken = write.value.kind == VALUE_INT && write.value.n == -1;
        if (!(is_null || is_unsure || is_taken) ||
            !state_find(state, mapping_loc(map, write.loc), &held))
            continue;
        if (is_unsure || is_taken) {
            memory_escape(frame, state, held, REACH_CLASS);
            continue;
        }
        for (uint32_t k = 0; k < map->callee->n_outcomes; k++) {
            const struct outcome *other = &map->callee->outcomes[k];
            bool writes = false;
            for (uint32_t w = 0; w < other->n_writes; w++)
                writes |= other->writes[w].loc == write.loc;
            if (!writes && !is_asked_for(map, outcome, other)) {
                memory_escape(frame, state, held, REACH_CLASS);
                break;
            }
        }
    }
}
