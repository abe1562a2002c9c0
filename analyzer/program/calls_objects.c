/* The objects that a call makes: where they begin, who holds them, and which nobody holds. */
#include "program/calls_inside.h"

#include "base/hash.h"
#include "program/relays.h"

uint32_t calls_object(struct frame *frame, uint32_t inner, struct value detached)
{
    /* a detached thread and a joinable one are two things, though one call makes either */
    uint64_t kind = hash_mix((uint64_t)detached.kind << 32 | detached.id, (uint64_t)detached.n);
    uint64_t key = hash_mix((uint64_t)frame->instr << 32 | inner, kind);
    bool is_new = false;
    uint32_t *number = intmap_put(&frame->object_numbers, key, frame->objects.count, &is_new);
    uint32_t own = *number;

    if (is_new)
        vector_push(&frame->objects, (struct object){.instr = frame->instr, .block = frame->block});
    return own;
}

/* Whether the cell gets the new handle: an element that stands for many keeps the old ones as well. */
static bool gets_handle(const struct frame *frame, const struct cell *cell, const uint32_t *targets,
                        uint32_t n_targets)
{
    bool gets = false;

    for (uint32_t k = 0; k < n_targets; k++)
        gets |= targets[k] == cell->loc && !loc_get(frame->space, cell->loc)->has_each;
    return gets;
}

/* What held the one that the same call made before, and that is ended or out of sight, does not hold the
 * new one. */
static void forget_handles(struct state *state, uint32_t object)
{
    for (uint32_t i = 0; i < state->cells.count; i++) {
        struct value *value = &state->cells.items[i].value;
        if (value->kind == VALUE_HANDLE && value->id == object)
            *value = value_any();
    }
}

/* A new object begins on this path, whose handle goes to one of `targets`. Where that overwrites the
 * handle that the same call made before, the old one is lost; elsewhere it stays: they are many. */
static void begin_object(struct frame *frame, struct state *state, uint32_t object,
                         const uint32_t *targets, uint32_t n_targets)
{
    enum object_status status = state_status(state, object);
    bool many = false;

    if (status != OBJECT_LIVE && status != OBJECT_PART) {
        forget_handles(state, object);
        return;
    }
    for (uint32_t i = 0; i < state->cells.count; i++) {
        const struct cell *cell = &state->cells.items[i];
        many |= cell->value.kind == VALUE_HANDLE && cell->value.id == object &&
                cell->value.n == HANDLE_WHOLE && !gets_handle(frame, cell, targets, n_targets);
    }
    for (uint32_t i = 0; i < state->cells.count; i++) {
        struct cell *cell = &state->cells.items[i];
        if (cell->value.kind != VALUE_HANDLE || cell->value.id != object ||
            !gets_handle(frame, cell, targets, n_targets))
            continue;
        if (loc_get(frame->space, cell->loc)->root == LOC_PARAM ||
            memory_is_outside(frame, state, cell->loc))
            creations_keep_in(frame, object, loc_key(frame->space, cell->loc), cell->loc);
        else if (!many)
            creations_lose(frame, state, object, LOSS_OVERWRITTEN, (struct ir_location){0},
                           cell->loc);
        cell->value = value_any();
    }
    if (!many)
        state_drop_object(state, object);
}

static bool mentions(const struct outcome *outcome, uint32_t object)
{
    if (outcome->result.kind == VALUE_HANDLE && outcome->result.id == object)
        return true;
    for (uint32_t i = 0; i < outcome->n_writes; i++)
        if (outcome->writes[i].value.kind == VALUE_HANDLE && outcome->writes[i].value.id == object)
            return true;
    return false;
}

/* What the thread may run, by the flow of functions through the program, where the value of this path
 * does not tell. */
static struct fn_list bodies_by_flow(const struct mapping *map, struct value body)
{
    const struct frame *frame = map->frame;
    bool complete = false;

    if (body.kind != VALUE_INITIAL)
        return (struct fn_list){0};
    struct loc loc = *loc_get(frame->space, body.id);
    if (loc.kind != LOC_PARAM || loc.argument > map->call->arguments.count)
        return (struct fn_list){0};
    return targets_of_operand(frame->program, frame->fn_number,
                              frame->unit->operands[map->call->arguments.first + loc.argument - 1],
                              &complete);
}

/* The creation of an object of the callee. What the callee runs for whoever calls it, each of its callers
 * answers for, and for a client that it hands out. */
static uint32_t anchor(const struct mapping *map, const struct object *theirs,
                       const struct object *ours)
{
    struct frame *frame = map->frame;

    if (!theirs->creation)
        return creations_anchor(frame, ours);
    bool is_handed =
        theirs->body.kind == VALUE_INITIAL || (theirs->kind != OBJECT_THREAD && !map->is_one_of);
    return is_handed ? creations_anchor_call(frame, theirs->creation) : theirs->creation;
}

void calls_begin_objects(const struct mapping *map, struct state *state,
                         const struct outcome *outcome)
{
    struct frame *frame = map->frame;
    uint32_t *targets = ARENA_ARRAY(frame->scratch, uint32_t, outcome->n_writes + 1);

    for (uint32_t inner = 1; inner < map->callee->n_objects; inner++) {
        if (!mentions(outcome, inner))
            continue;
        const struct object *theirs = &map->callee->objects[inner];
        uint32_t own = mapping_object(map, inner), n_targets = 0;
        struct object object = frame->objects.items[own];
        object.kind = theirs->kind;
        object.body = mapping_value(map, theirs->body);
        object.argument = mapping_value(map, theirs->argument);
        object.detached = mapping_value(map, theirs->detached);
        object.relay = theirs->relay;
        object.relay_argument = mapping_value(map, theirs->relay_argument);
        if (!theirs->creation && !frame->fn->is_model && object.kind == OBJECT_THREAD)
            relay_look_behind(frame, state, map->call, theirs->body, &object);
        if (!frame->fn->is_model)
            object.creation = anchor(map, theirs, &object);
        bool detached = object.detached.kind == VALUE_INT && object.detached.n != 0;
        frame->objects.items[own] = object;
        /* the flow of functions leads to the relay, and not behind it */
        bool is_relayed = object.relay && !theirs->relay;
        creations_describe(frame, &object,
                           is_relayed ? (struct fn_list){0} : bodies_by_flow(map, theirs->body));
        for (uint32_t i = 0; i < outcome->n_writes; i++)
            if (outcome->writes[i].value.kind == VALUE_HANDLE &&
                outcome->writes[i].value.id == inner)
                targets[n_targets++] = mapping_loc(map, outcome->writes[i].loc);
        if (outcome->result.kind == VALUE_HANDLE && map->call->dst.index)
            targets[n_targets++] = memory_place(frame, state, map->call->dst);
        begin_object(frame, state, own, targets, n_targets);
        state_set_status(state, own, detached ? OBJECT_ENDED : OBJECT_LIVE);
    }
}

/* Whether the only handle of the object lies in what the pointer points to. */
static bool is_held_within(struct frame *frame, const struct state *state, uint32_t object,
                           struct value pointer)
{
    bool within = false;

    if (pointer.kind != VALUE_ADDRESS && pointer.kind != VALUE_INITIAL)
        return false;
    uint32_t whole = loc_target(frame->space, pointer);
    for (uint32_t i = 0; i < state->cells.count; i++) {
        struct cell cell = state->cells.items[i];
        if (cell.value.kind != VALUE_HANDLE || cell.value.id != object)
            continue;
        if (!loc_is_within(frame->space, cell.loc, whole))
            return false;
        within = true;
    }
    return within;
}

/* Objects that nothing holds right behind the call that made them. */
void calls_check_dropped(const struct mapping *map, struct state *state,
                         const struct outcome *outcome)
{
    struct frame *frame = map->frame;

    for (uint32_t inner = 1; inner < map->callee->n_objects; inner++) {
        if (!mentions(outcome, inner))
            continue;
        uint32_t own = mapping_object(map, inner);
        struct value argument = frame->objects.items[own].argument;
        struct value relayed = frame->objects.items[own].relay_argument;
        frame->spawned = own;
        memory_escape(frame, state, argument, REACH_BODY);
        if (frame->objects.items[own].relay)
            memory_escape(frame, state, relayed, REACH_BODY);
        if (!frame->fn->is_model && frame->objects.items[own].kind == OBJECT_THREAD)
            memory_written_by_body(frame, state, frame->objects.items[own].body, argument);
        if (!frame->fn->is_model)
            creations_place(frame, own, is_held_within(frame, state, own, argument),
                            is_held_within(frame, state, own, relayed));
        if (state_status(state, own) != OBJECT_LIVE || memory_is_held(frame, state, own, 0))
            continue;
        if (frame->fn->is_model)
            continue;
        if (outcome->result.kind == VALUE_HANDLE && outcome->result.id == inner)
            creations_lose(frame, state, own, LOSS_DROPPED, (struct ir_location){0}, 0);
        else
            creations_unknown(frame, own); /* stored through a pointer that is not known */
        state_set_status(state, own, OBJECT_GONE);
    }
}
