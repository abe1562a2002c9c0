/* A call: each outcome of the callee's summary, put into the caller's terms, is one way on. */
#include "program/solver.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "program/elements.h"
#include "program/memo.h"
#include "program/relays.h"

/* What an outcome costs, in instructions followed: bounds that count these hold for calls as well. */
enum { APPLY_STEPS = 4 };

/* One callee's outcome on its way into a state of the caller. */
struct mapping {
    struct frame *frame;
    const struct state *before; /* the state at the call; values at the callee's entry */
    const struct ir_instr *call;
    const struct value *arguments;
    uint32_t n_arguments;
    const struct summary *callee;
    uint32_t target; /* the callee */
    bool is_one_of;  /* which of several it is, is not known */
};

/* ---- objects that a call makes ---- */

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

/* ---- the callee's terms in the caller's ---- */

static struct value map_value(const struct mapping *map, struct value value);
static struct value map_initial(const struct mapping *map, uint32_t loc);

/* Recursion is bounded by LOC_DEPTH, here and in the two functions below. */
static uint32_t map_loc(const struct mapping *map, uint32_t loc)
{
    struct space *space = map->frame->space;
    struct loc self = *loc_get(space, loc);

    switch ((enum loc_kind)self.kind) {
    case LOC_GLOBAL:
    case LOC_ANY:
        return loc;
    case LOC_ALLOC:
        return loc_alloc_site(space, map->frame->fn_number, map->frame->instr, self.argument);
    case LOC_DEREF:
        return loc_target(space, map_initial(map, self.parent));
    case LOC_FIELD:
        return loc_field(space, map_loc(map, self.parent), self.argument);
    case LOC_ELEM:
        return loc_elem(space, map_loc(map, self.parent), self.argument);
    case LOC_PARAM: /* a parameter as memory: a struct that was handed over by value */
        if (self.argument <= map->call->arguments.count) {
            struct ir_operand operand =
                map->frame->unit->operands[map->call->arguments.first + self.argument - 1];
            if (operand.kind == IR_OPERAND_PLACE)
                return memory_place(map->frame, map->before, (struct ir_place_id){operand.index});
        }
        break;
    case LOC_LOCAL:
        break;
    }
    return loc_root(space, LOC_ANY, 0);
}

/* What the callee's location held at the callee's entry. */
static struct value map_initial(const struct mapping *map, uint32_t loc)
{
    struct loc self = *loc_get(map->frame->space, loc);

    if (self.kind == LOC_PARAM)
        return self.argument <= map->n_arguments ? map->arguments[self.argument - 1] : value_any();
    return memory_read(map->frame, map->before, map_loc(map, loc));
}

static struct value map_truth(const struct mapping *map, uint32_t number)
{
    struct condition condition = map->frame->space->conditions.items[number];
    struct value left = map_value(map, condition.left);
    struct value truth =
        value_compare(map->frame->space, left, condition.relation, value_int(condition.right));
    int decided = state_decide(map->before, map->frame->space, truth);

    return decided < 0 ? truth : value_int(decided);
}

/* The caller's object that the callee's object becomes. */
static uint32_t map_object(const struct mapping *map, uint32_t inner)
{
    return calls_object(map->frame, inner, map_value(map, map->callee->objects[inner].detached));
}

static struct value map_value(const struct mapping *map, struct value value)
{
    switch ((enum value_kind)value.kind) {
    case VALUE_ADDRESS:
        return (struct value){.kind = VALUE_ADDRESS, .id = map_loc(map, value.id), .n = value.n};
    case VALUE_INITIAL:
        return map_initial(map, value.id);
    case VALUE_HANDLE:
        return value_of(VALUE_HANDLE, map_object(map, value.id));
    case VALUE_TRUTH:
        return map_truth(map, value.id);
    case VALUE_SYMBOL:
        return value_any();
    case VALUE_ANY:
    case VALUE_INT:
    case VALUE_NONZERO:
    case VALUE_FUNCTION:
    case VALUE_SELF:
        break;
    }
    return value;
}

/* ---- what an outcome requires ---- */

/* Narrows what is known of the value by all of the fact; false where nothing is left. */
static bool assume_fact(struct state *state, struct value value, const struct fact *fact)
{
    return state_assume(state, value, IR_GE, fact->low) &&
           state_assume(state, value, IR_LE, fact->high) &&
           (!fact->not_zero || state_assume(state, value, IR_NE, 0)) &&
           (!fact->except || state_assume(state, value, IR_NE, fact->except));
}

/* Whether the caller's state allows what the outcome requires of one value; narrows the state. */
static bool require(const struct mapping *map, struct state *state, const struct fact *fact)
{
    struct space *space = map->frame->space;
    struct value value = map_value(map, fact->value);
    bool only_zero = fact->low == 0 && fact->high == 0;
    bool never_zero = fact->not_zero || fact->low > 0 || fact->high < 0;

    if (value.kind == VALUE_INT)
        return fact_allows(fact, value.n);
    if (value_is_positive(value))
        return fact->high > 0;
    if (only_zero || never_zero) {
        struct value truth = value_compare(space, value, only_zero ? IR_EQ : IR_NE, value_int(0));
        int decided = state_decide(state, space, truth);
        if (decided >= 0)
            return decided;
        if (truth.kind == VALUE_TRUTH && !value_has_identity(value)) {
            struct condition condition = space->conditions.items[truth.id];
            return state_assume(state, condition.left, condition.relation, condition.right);
        }
    }
    if (!value_has_identity(value))
        return true;
    if (value.kind == VALUE_INITIAL) {
        const struct loc *loc = loc_get(space, value.id);
        if (loc->root == LOC_ANY || loc->has_each)
            return true;
        if (map->frame->fn->loop_of[map->frame->block])
            solver_note_exit_test(map->frame,
                                  (struct exit_test){map->frame->fn->loop_of[map->frame->block] - 1,
                                                     value.id, false});
    }
    return assume_fact(state, value, fact);
}

static bool require_all(const struct mapping *map, struct state *state,
                        const struct outcome *outcome)
{
    for (uint32_t i = 0; i < outcome->n_facts; i++)
        if (!require(map, state, &outcome->facts[i]))
            return false;
    return true;
}

/* ---- applying an outcome ---- */

/* The class of the place that an effect of the callee is done to, for values unknown: that of the
 * call's argument, or of what is reached through it. */
static struct key effect_key(const struct mapping *map, struct value target)
{
    const struct frame *frame = map->frame;
    struct key key = {0};

    if (target.kind != VALUE_INITIAL)
        return key;
    struct loc loc = *loc_get(frame->space, target.id);
    if (loc.kind != LOC_PARAM)
        return loc_key(frame->space, map_loc(map, target.id));
    if (loc.argument > map->call->arguments.count)
        return key;
    struct ir_operand operand =
        frame->unit->operands[map->call->arguments.first + loc.argument - 1];
    if (operand.kind == IR_OPERAND_PLACE)
        key.last =
            element_of_place(frame->program, frame->fn_number, (struct ir_place_id){operand.index});
    return key;
}

/* A value of the callee's escapes; of one that lies in an object, all that is in its place. */
static void apply_escape(const struct mapping *map, struct state *state, struct value escape)
{
    struct frame *frame = map->frame;
    enum reach reach = escape.n == ESCAPES_TO_CLASS ? REACH_CLASS : REACH_FAR;
    bool in_object = escape.kind == VALUE_INITIAL && loc_get(frame->space, escape.id)->depth > 0;
    struct value value = map_value(map, escape);

    memory_escape(frame, state, value, reach);
    if (in_object)
        memory_escape_contents(frame, state, map_loc(map, escape.id), reach);
    if (in_object && value.kind == VALUE_INITIAL &&
        loc_get(frame->space, value.id)->root == LOC_PARAM) {
        value.n = escape.n;
        state_add_escape(state, value);
    } else if (reach == REACH_FAR) {
        calls_note_escape(frame, state, value);
    }
}

/* An object is freed after everything else is done to what it holds. All of it is done to what was there when
 * the callee was entered, and not to what it makes. */
static void apply_effects(const struct mapping *map, struct state *state,
                          const struct outcome *outcome)
{
    for (int frees = 0; frees < 2; frees++)
        for (uint32_t i = 0; i < outcome->n_effects; i++) {
            struct effect effect = map->frame->solution->effects.items[outcome->effects[i]];
            struct value target = map_value(map, effect.target);
            if ((effect.kind == EFFECT_FREE) != (frees == 1))
                continue;
            struct key key = effect_key(map, effect.target);
            struct key read =
                target.kind == VALUE_INITIAL ? loc_key(map->frame->space, target.id) : key;
            creations_end_site(map->frame, effect.kind, read.last ? read : key, map->target);
            /* what the callee did to each element of an array, it did to all of them */
            if (target.kind == VALUE_HANDLE && effect.target.kind == VALUE_INITIAL &&
                loc_get(map->frame->space, effect.target.id)->has_each)
                target.n = HANDLE_WHOLE;
            primitives_effect(map->frame, state, effect.kind, target, key);
        }
    for (uint32_t i = 0; i < outcome->n_escapes; i++)
        apply_escape(map, state, outcome->escapes[i]);
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

static void begin_objects(const struct mapping *map, struct state *state,
                          const struct outcome *outcome)
{
    struct frame *frame = map->frame;
    uint32_t *targets = ARENA_ARRAY(frame->scratch, uint32_t, outcome->n_writes + 1);

    for (uint32_t inner = 1; inner < map->callee->n_objects; inner++) {
        if (!mentions(outcome, inner))
            continue;
        const struct object *theirs = &map->callee->objects[inner];
        uint32_t own = map_object(map, inner), n_targets = 0;
        struct object object = frame->objects.items[own];
        object.kind = theirs->kind;
        object.body = map_value(map, theirs->body);
        object.argument = map_value(map, theirs->argument);
        object.detached = map_value(map, theirs->detached);
        object.relay = theirs->relay;
        object.relay_argument = map_value(map, theirs->relay_argument);
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
                targets[n_targets++] = map_loc(map, outcome->writes[i].loc);
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
static void check_dropped(const struct mapping *map, struct state *state,
                          const struct outcome *outcome)
{
    struct frame *frame = map->frame;

    for (uint32_t inner = 1; inner < map->callee->n_objects; inner++) {
        if (!mentions(outcome, inner))
            continue;
        uint32_t own = map_object(map, inner);
        struct value argument = frame->objects.items[own].argument;
        struct value relayed = frame->objects.items[own].relay_argument;
        frame->spawned = own;
        memory_escape(frame, state, argument, REACH_BODY);
        if (frame->objects.items[own].relay)
            memory_escape(frame, state, relayed, REACH_BODY);
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

/* How often the outcome puts the address of what the same place made before somewhere: into a link of the new
 * one, which is put in front of it or behind it in a list. */
static uint32_t links_renewed(const struct mapping *map, const struct outcome *outcome,
                              uint32_t allocation)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < outcome->n_writes; i++) {
        if (outcome->writes[i].value.kind != VALUE_INITIAL)
            continue;
        struct value value = map_value(map, outcome->writes[i].value);
        count +=
            value.kind == VALUE_ADDRESS && loc_get(map->frame->space, value.id)->base == allocation;
    }
    return count;
}

/* An allocation is made again: what the same place made before has no name of its own any more. Where it is still
 * held, it is found by its class. */
static void leave_to_holders(const struct mapping *map, struct state *state,
                             const struct outcome *outcome, uint32_t allocation)
{
    struct frame *frame = map->frame;
    uint32_t holders = links_renewed(map, outcome, allocation);
    struct value known_elsewhere = {0};

    for (uint32_t i = 0; i < state->cells.count; i++) {
        struct cell cell = state->cells.items[i];
        if (cell.value.kind == VALUE_ADDRESS &&
            loc_get(frame->space, cell.value.id)->base == allocation &&
            loc_get(frame->space, cell.loc)->base != allocation) {
            holders += loc_get(frame->space, cell.loc)->has_each ? 2 : 1;
            known_elsewhere = cell.value;
        }
    }
    /* one holder is the variable that gets the new address; a second one, or one of many elements, keeps the old
     * object */
    if (holders > 1)
        memory_escape(frame, state, known_elsewhere, REACH_CLASS);
}

/* The allocations that the outcome makes stand for new objects from here on. What holds one of them may lie in
 * another: all are left to their holders before one is released. */
static void renew_allocations(const struct mapping *map, struct state *state,
                              const struct outcome *outcome)
{
    struct frame *frame = map->frame;
    struct space *space = frame->space;
    uint32_t *made = ARENA_ARRAY(frame->scratch, uint32_t, outcome->n_writes + 1), count = 0;

    if (outcome->result.kind == VALUE_ADDRESS &&
        loc_get(space, loc_get(space, outcome->result.id)->base)->kind == LOC_ALLOC)
        made[count++] = loc_get(space, outcome->result.id)->base;
    for (uint32_t i = 0; i < outcome->n_writes; i++) {
        uint32_t base = loc_get(space, outcome->writes[i].loc)->base;
        bool is_first = count == 0 || (base != made[count - 1] && base != made[0]);
        if (is_first && loc_get(space, base)->kind == LOC_ALLOC)
            made[count++] =
                base; /* writes are sorted, and an allocation's follow each other but rarely */
    }
    for (uint32_t i = 0; i < count; i++) {
        made[i] = map_loc(map, made[i]);
        leave_to_holders(map, state, outcome, made[i]);
    }
    for (uint32_t i = 0; i < count; i++)
        memory_release(frame, state, made[i], LOSS_OVERWRITTEN);
}

static void apply_writes(const struct mapping *map, struct state *state,
                         const struct outcome *outcome)
{
    struct frame *frame = map->frame;
    VECTOR(struct write) writes = {0};

    for (uint32_t i = 0; i < outcome->n_writes; i++)
        vector_push(&writes, (struct write){map_loc(map, outcome->writes[i].loc),
                                            map_value(map, outcome->writes[i].value)});
    for (uint32_t i = 0; i < writes.count; i++) {
        /* what a model copies, it copies as a whole, with the parts that it does not know */
        struct value from = outcome->writes[i].value;
        replaced_note(frame, state, writes.items[i].loc, writes.items[i].value, map->target);
        if (from.kind == VALUE_INITIAL && map->callee->is_model &&
            loc_get(frame->space, from.id)->kind == LOC_DEREF)
            memory_copy(frame, state, writes.items[i].loc, map_loc(map, from.id));
        else
            memory_write(frame, state, writes.items[i].loc, writes.items[i].value);
    }
    vector_deinit(&writes);
}

/* The result of a call of which no more is known than its range. */
static struct value fresh_result(struct frame *frame, struct state *state, const struct fact *range)
{
    struct value symbol = value_of(VALUE_SYMBOL, frame->instr);

    state_forget_symbol(state, frame->instr);
    if (range && !assume_fact(state, symbol, range))
        return value_any();
    return symbol;
}

/* Handles that the outcome moves from one place to another are between two writes in neither: cells of
 * their own hold them meanwhile. */
static uint32_t hand(struct frame *frame, uint32_t number)
{
    return loc_root(frame->space, LOC_ANY, number + 1);
}

static uint32_t hold_in_hands(const struct mapping *map, struct state *state,
                              const struct outcome *outcome)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i <= outcome->n_writes; i++) {
        struct value value = i < outcome->n_writes ? outcome->writes[i].value : outcome->result;
        if (value.kind != VALUE_INITIAL)
            continue;
        value = map_value(map, value);
        if (value.kind == VALUE_HANDLE)
            state_set(state, hand(map->frame, count++), value);
    }
    return count;
}

static void empty_hands(struct frame *frame, struct state *state, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        state_unset(state, hand(frame, i));
}

/* The parameter that the operand of the model is, from 1; 0 = it is none. */
static uint32_t parameter_of(const struct fn *model, struct ir_operand operand)
{
    if (operand.kind != IR_OPERAND_PLACE)
        return 0;
    const struct ir_place *place =
        ir_place(model->unit, model->ir, (struct ir_place_id){operand.index});
    return place->kind == IR_PLACE_LOCAL && place->argument <= model->ir->n_parameters
               ? place->argument
               : 0;
}

/* What a model returns that does nothing but compare two of its parameters, such as pthread_equal(): a summary
 * cannot say that of two values that are not known. */
static struct value compared_by_model(const struct mapping *map, const struct state *state)
{
    struct frame *frame = map->frame;
    const struct fn *model = &frame->program->fns[map->target];

    if (!model->is_model || model->n_calls || model->ir->blocks.count != 2)
        return value_any();
    const struct ir_block *block = ir_block(model->unit, model->ir, (struct ir_block_id){1});
    const struct ir_instr *instr = &model->unit->instrs[block->instrs.first];
    bool compares = block->instrs.count == 1 && instr->op == IR_COMPUTE &&
                    instr->operation >= IR_EQ && instr->operation <= IR_GE &&
                    block->end == IR_END_RETURN && block->a.kind == IR_OPERAND_PLACE &&
                    block->a.index == instr->dst.index;
    uint32_t left = compares ? parameter_of(model, instr->a) : 0;
    uint32_t right = compares ? parameter_of(model, instr->b) : 0;
    if (!left || !right || left > map->n_arguments || right > map->n_arguments)
        return value_any();
    struct value truth =
        value_compare(frame->space, map->arguments[left - 1], (enum ir_operator)instr->operation,
                      map->arguments[right - 1]);
    int decided = state_decide(state, frame->space, truth);
    return decided < 0 ? truth : value_int(decided);
}

/* ---- what is taken on faith of clients ---- */

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
        if (in_object && map_value(map, value).kind == VALUE_ANY)
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
        struct value target = map_value(map, effect.target);
        bool ends = effect.kind == EFFECT_CLOSE || effect.kind == EFFECT_CLOSE_SOCKET;
        if (ends && target.kind == VALUE_HANDLE && has_open_client(frame, state) &&
            is_open_client(frame, (struct object_state){target.id, state_status(state, target.id)}))
            memory_escape(frame, state, target, REACH_FAR);
    }
}

/* What a way through the callee requires is dropped where there are too many, and ways are made one. If the callee
 * ends a client on one of them, it may do so on any. */
static void trust_blurred(const struct mapping *map, struct state *state)
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
        apply_escape(map, state, escape);
    }
    for (uint32_t i = 0; i < other->n_writes; i++) {
        struct value value = map_value(map, other->writes[i].value);
        if (other->writes[i].value.kind == VALUE_INITIAL && value.kind == VALUE_ADDRESS &&
            loc_get(frame->space, map_loc(map, other->writes[i].loc))->root != LOC_LOCAL)
            memory_escape(frame, state, value, REACH_CLASS);
    }
}

/* The callee's ways that differ in what neither the arguments nor the result tell: which of them it takes is
 * a guess. So its work is taken for done: that it leaves a client alone on one of them is no reason to call
 * the client lost. */
static void trust(const struct mapping *map, struct state *state, const struct outcome *outcome)
{
    struct frame *frame = map->frame;

    bool is_guessed = has_open_client(frame, map->before) && is_guess(map, outcome);

    if (map->callee->n_outcomes < 2 || frame->fn->is_model || (map->call->dst.index && !is_guessed))
        return;
    for (uint32_t i = 0; i < map->callee->n_outcomes; i++) {
        const struct outcome *other = &map->callee->outcomes[i];
        struct state *as_other = state_copy(frame->scratch, map->before);
        if (other != outcome && !is_asked_for(map, outcome, other) &&
            require_all(map, as_other, other))
            release_as(map, state, other);
        state_free(as_other);
    }
}

/* The same for a place of a client that the callee forgets on one of its ways and leaves alone on another:
 * that of a client which it was told to end, most likely. */
static void trust_to_forget(const struct mapping *map, struct state *state,
                            const struct outcome *outcome)
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
            !state_find(state, map_loc(map, write.loc), &held))
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

static void apply(const struct mapping *map, struct state *state, const struct outcome *outcome,
                  struct states *out)
{
    struct frame *frame = map->frame;

    frame->steps +=
        APPLY_STEPS + solver_weight(state) * (1 + outcome->n_effects + (uint64_t)outcome->n_writes);
    if (!require_all(map, state, outcome)) {
        state_free(state);
        return;
    }
    struct value result = map_value(map, outcome->result);
    if (result.kind == VALUE_ANY)
        result = compared_by_model(map, state);
    uint32_t n_hands = hold_in_hands(map, state, outcome);
    apply_effects(map, state, outcome);
    trust_blurred(map, state);
    renew_allocations(map, state, outcome);
    begin_objects(map, state, outcome);
    trust_to_forget(map, state, outcome);
    apply_writes(map, state, outcome);
    if (result.kind == VALUE_ANY && map->call->dst.index && !frame->fn->is_model)
        result = fresh_result(frame, state, &outcome->range);
    if (map->call->dst.index) {
        uint32_t to = memory_place(frame, state, map->call->dst);
        replaced_note(frame, state, to, result, 0);
        memory_write(frame, state, to, result);
    }
    empty_hands(frame, state, n_hands);
    check_dropped(map, state, outcome);
    trust(map, state, outcome);
    if (outcome->exits_thread)
        solver_exit(frame, state, value_any(), EXIT_THREAD);
    else
        vector_push(out, state);
}

/* ---- calls that are not followed ---- */

void calls_note_escape(struct frame *frame, struct state *state, struct value value)
{
    bool is_argument =
        value.kind == VALUE_INITIAL && loc_get(frame->space, value.id)->kind == LOC_PARAM;

    if (is_argument)
        state_add_escape(state, value);
    if (value.kind == VALUE_SELF)
        creations_self(frame, (struct key){0});
}

/* What code that is not followed may have written to an object. */
static void havoc(struct frame *frame, struct state *state, uint32_t loc)
{
    struct value old;
    uint8_t root = loc_get(frame->space, loc)->root;

    if ((root != LOC_LOCAL && root != LOC_ALLOC) ||
        (state_find(state, loc, &old) && old.kind == VALUE_HANDLE))
        return;
    for (uint32_t i = 0; i < state->cells.count; i++) {
        struct cell *cell = &state->cells.items[i];
        bool kept = cell->value.kind == VALUE_HANDLE || cell->value.kind == VALUE_ADDRESS;
        if (!kept && loc_is_within(frame->space, cell->loc, loc))
            cell->value = value_any();
    }
    if (!state_find(state, loc, &old))
        state_set(state, loc, value_any());
}

void calls_unseen(struct frame *frame, struct state *state, const struct ir_instr *call,
                  const struct value *arguments, enum reach reach)
{
    for (uint32_t i = 0; i < call->arguments.count; i++) {
        memory_escape(frame, state, arguments[i], reach);
        if (reach == REACH_FAR)
            calls_note_escape(frame, state, arguments[i]);
        if (arguments[i].kind == VALUE_ADDRESS)
            havoc(frame, state, arguments[i].id);
    }
    if (call->dst.index)
        memory_write(frame, state, memory_place(frame, state, call->dst),
                     fresh_result(frame, state, NULL));
}

/* Whether the function is declared beside the one that made the client: it uses the client, and what ends or
 * keeps clients of that library is modelled. */
static bool is_of_its_library(const struct frame *frame, uint32_t object, uint32_t entity)
{
    const struct program *program = frame->program;
    uint32_t maker = creations_maker(frame, object);
    const char *file = program->entities[entity].at.file;

    return maker && file && strcmp(program->entities[maker].at.file, file) == 0;
}

/* A function without a body. Those of system headers know no struct of the program and keep no
 * thread, but what is handed to them they may hand back: containers, user data. */
static void transfer_external(struct frame *frame, struct state *state, const struct ir_instr *call,
                              const struct call_site *site, struct value *arguments,
                              struct states *out)
{
    const struct entity *entity = &frame->program->entities[site->entity];
    bool is_system = site->entity && entity->flags & IR_SYMBOL_SYSTEM;

    if (is_system && entity->type && entity->type->flags & IR_TYPE_VARIADIC)
        for (uint32_t i = (uint32_t)entity->type->count; i < call->arguments.count; i++)
            if (arguments[i].kind == VALUE_HANDLE || arguments[i].kind == VALUE_SELF)
                arguments[i] = value_any(); /* printed, most likely */
    for (uint32_t i = 0; site->entity && i < call->arguments.count; i++)
        if (arguments[i].kind == VALUE_HANDLE &&
            is_of_its_library(frame, arguments[i].id, site->entity))
            arguments[i] = value_any();
    calls_unseen(frame, state, call, arguments, is_system ? REACH_CLASS : REACH_FAR);
    vector_push(out, state);
}

/* ---- the call ---- */

/* The targets of a call; a pointer whose value this path knows has one. */
static struct fn_list targets_here(struct frame *frame, const struct state *state,
                                   const struct ir_instr *call, const struct call_site *site,
                                   bool *ret_complete)
{
    *ret_complete = !site->unresolved;
    if (call->a.kind == IR_OPERAND_FUNCTION)
        return site->targets;
    struct value callee = memory_operand(frame, state, call->a);
    if (callee.kind != VALUE_FUNCTION)
        return site->targets;
    *ret_complete = true;
    return link_resolve(frame->program, frame->fn->input, callee.id);
}

/* Functions below each other that are looked at to see whether one is worth solving. */
enum { LITTLE_LEVELS = 2 };

/* Whether the function calls nothing but what is known by itself, what ends the process, and small functions of
 * which the same holds. Recursion is bounded by `levels`. */
static bool does_little(const struct program *program, uint32_t number, uint32_t levels)
{
    const struct fn *fn = &program->fns[number];

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct call_site *site = &fn->calls[c];
        if (!site->targets.count && !returns_never(program, fn, site))
            return false;
        for (uint32_t k = 0; k < site->targets.count; k++) {
            uint32_t target = site->targets.items[k];
            if (!program->fns[target].is_model &&
                (!levels || !solver_is_small(&program->fns[target]) ||
                 !does_little(program, target, levels - 1)))
                return false;
        }
    }
    return true;
}

static void transfer_target(const struct mapping *map, uint32_t target, struct states *out)
{
    struct frame *frame = map->frame;
    /* what a callee returns may matter, and what it does while there is something to lose */
    bool wanted = map->call->dst.index || map->before->objects.count;
    /* who asked for this function wants to know where it puts what it gets: list_add() calls another one,
     * which only stores; or what it does to it: drop() calls another one, which closes */
    uint32_t depth = frame->solution->depth, left = SOLVER_DEPTH > depth ? SOLVER_DEPTH - depth : 0;
    bool is_asked_for = depth > 1 && does_little(frame->program, target,
                                                 left < LITTLE_LEVELS ? left : LITTLE_LEVELS);
    for (uint32_t i = 0; i < map->n_arguments && is_asked_for; i++)
        wanted |= map->arguments[i].kind == VALUE_INITIAL;
    /* what is put into a container, others may take out of one of its kind */
    bool contains = frame->program->fns[target].contains;
    memo_note_callee(frame->solution->memo, target);
    const struct summary *summary = contains ? NULL : solver_summary(frame, target, wanted);
    struct mapping to = *map;

    if (!summary) {
        struct state *state = state_copy(frame->scratch, map->before);
        bool known = contains || frame->solution->summaries[target].status == SUMMARY_NONE;
        calls_unseen(frame, state, map->call, map->arguments, known ? REACH_CLASS : REACH_FAR);
        vector_push(out, state);
        return;
    }
    to.callee = summary;
    to.target = target;
    for (uint32_t i = 0; i < summary->n_outcomes; i++)
        apply(&to, state_copy(frame->scratch, map->before), &summary->outcomes[i], out);
}

/* ---- one of several targets ---- */

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
static void transfer_to_one_of(const struct mapping *map, struct fn_list targets,
                               struct states *out)
{
    struct states outcomes = {0};
    struct mapping to = *map;

    to.is_one_of = true;
    for (uint32_t i = 0; i < targets.count; i++)
        transfer_target(&to, targets.items[i], &outcomes);
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

/* A function that is defined several times over, for several programs or systems: which of them gets an object
 * is not known where it is made by one of several, too. What one of them ends, another one need not. */
static void transfer_to_definitions(const struct mapping *map, struct fn_list targets,
                                    struct states *out)
{
    struct frame *frame = map->frame;
    uint32_t *first = ARENA_ARRAY(frame->scratch, uint32_t, targets.count + 1);

    frame->is_ambiguous = targets.count > 1;
    for (uint32_t i = 0; i < targets.count; i++) {
        first[i] = out->count;
        transfer_target(map, targets.items[i], out);
    }
    frame->is_ambiguous = false;
    first[targets.count] = out->count;
    if (targets.count > 1)
        share_effects(out, first, targets.count);
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

void calls_transfer(struct frame *frame, struct state *state, uint32_t instr, struct states *out)
{
    const struct ir_instr *call = &frame->unit->instrs[instr];
    const struct call_site *site = &frame->fn->calls[graph_first_call(frame->fn, instr)];
    struct program *program = frame->program;
    uint32_t n = call->arguments.count;
    struct value *arguments = ARENA_ARRAY(frame->scratch, struct value, n + 1);

    for (uint32_t i = 0; i < n; i++)
        arguments[i] =
            memory_operand(frame, state, frame->unit->operands[call->arguments.first + i]);
    if (frame->fn->is_model && site->entity && !site->targets.count) {
        primitives_transfer(frame, state, call, arguments, program->entities[site->entity].name,
                            out);
        return;
    }
    bool complete = false;
    struct fn_list targets = targets_here(frame, state, call, site, &complete);
    if (!targets.count || targets.count > SOLVER_TARGETS) {
        if (returns_never(program, frame->fn, site))
            state_free(state);
        else
            transfer_external(frame, state, call, site, arguments, out);
        return;
    }
    if (!complete)
        for (uint32_t i = 0; i < n; i++) {
            memory_escape(frame, state, arguments[i], REACH_FAR);
            calls_note_escape(frame, state, arguments[i]);
        }
    struct mapping map = {
        .frame = frame, .before = state, .call = call, .arguments = arguments, .n_arguments = n};
    if (call->a.kind != IR_OPERAND_FUNCTION && targets.count > 1)
        transfer_to_one_of(&map, targets, out);
    else
        transfer_to_definitions(&map, targets, out);
    state_free(state);
}
