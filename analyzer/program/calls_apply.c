/* One outcome of a callee's summary becomes a state of the caller. */
#include "program/calls_inside.h"
#include "program/elements.h"
#include "program/memory_inside.h"

/* What an outcome costs, in instructions followed: bounds that count these hold for calls as well. */
enum { APPLY_STEPS = 4 };

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
        return loc_key(frame->space, mapping_loc(map, target.id));
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
void calls_escape(const struct mapping *map, struct state *state, struct value escape)
{
    struct frame *frame = map->frame;
    enum reach reach = escape.n ? REACH_CLASS : REACH_FAR;
    bool in_object = escape.kind == VALUE_INITIAL && loc_get(frame->space, escape.id)->depth > 0;
    struct value value = mapping_value(map, escape);

    memory_escape(frame, state, value, reach);
    if (in_object)
        memory_escape_contents(frame, state, mapping_loc(map, escape.id), reach);
    if ((in_object || reach == REACH_CLASS) && value.kind == VALUE_INITIAL &&
        loc_get(frame->space, value.id)->root == LOC_PARAM) {
        value.n = escape.n;
        state_add_escape(state, value);
    } else if (reach == REACH_FAR) {
        calls_note_escape(frame, state, value);
    }
}

/* Whether the effect takes the memory away that handles may lie in: what the callee ends of those, it has ended before. */
static bool takes_memory(enum effect_kind kind, struct value target)
{
    return kind == EFFECT_FREE ||
           (target.kind == VALUE_ADDRESS && (kind == EFFECT_CLOSE || kind == EFFECT_CLOSE_SOCKET));
}

/* An object is freed after everything else is done to what it holds. All of it is done to what was there when
 * the callee was entered, and not to what it makes. */
static void apply_effects(const struct mapping *map, struct state *state,
                          const struct outcome *outcome)
{
    for (int frees = 0; frees < 2; frees++)
        for (uint32_t i = 0; i < outcome->n_effects; i++) {
            struct effect effect = map->frame->solution->effects.items[outcome->effects[i]];
            struct value target = mapping_value(map, effect.target);
            if (takes_memory(effect.kind, target) != (frees == 1))
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
        calls_escape(map, state, outcome->escapes[i]);
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
        struct value value = mapping_value(map, outcome->writes[i].value);
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
        made[i] = mapping_loc(map, made[i]);
        leave_to_holders(map, state, outcome, made[i]);
    }
    for (uint32_t i = 0; i < count; i++)
        memory_release(frame, state, made[i], LOSS_OVERWRITTEN);
}

/* A handle that the callee has put where a pointer leads which the caller does not know is found by the class of the
 * callee's place; false = the caller knows the place, or that has no class. */
static bool keep_by_class(const struct mapping *map, struct state *state, uint32_t callee_loc,
                          struct write write)
{
    struct frame *frame = map->frame;
    struct key key = loc_key(frame->space, callee_loc);

    if (write.value.kind != VALUE_HANDLE || !key.last ||
        loc_get(frame->space, write.loc)->root != LOC_ANY || loc_key(frame->space, write.loc).last)
        return false;
    creations_keep_in(frame, write.value.id, key, write.loc);
    if (memory_is_open(state, write.value.id))
        state_set_status(state, write.value.id, OBJECT_GONE);
    return true;
}

static void apply_writes(const struct mapping *map, struct state *state,
                         const struct outcome *outcome)
{
    struct frame *frame = map->frame;
    VECTOR(struct write) writes = {0};

    for (uint32_t i = 0; i < outcome->n_writes; i++)
        vector_push(&writes, (struct write){mapping_loc(map, outcome->writes[i].loc),
                                            mapping_value(map, outcome->writes[i].value)});
    for (uint32_t i = 0; i < writes.count; i++) {
        /* what a model copies, it copies as a whole, with the parts that it does not know */
        struct value from = outcome->writes[i].value;
        replaced_note(frame, state, writes.items[i].loc, writes.items[i].value, map->target);
        if (from.kind == VALUE_INITIAL && map->callee->is_model &&
            loc_get(frame->space, from.id)->kind == LOC_DEREF)
            memory_copy(frame, state, writes.items[i].loc, mapping_loc(map, from.id));
        else if (!keep_by_class(map, state, outcome->writes[i].loc, writes.items[i]))
            memory_write(frame, state, writes.items[i].loc, writes.items[i].value);
    }
    vector_deinit(&writes);
}

/* What the callee made and put where others find it, on one of the ways that became this outcome: there it is
 * now, with all that lies in it. */
static void escape_made(const struct mapping *map, struct state *state,
                        const struct outcome *outcome)
{
    for (uint32_t i = 0; i < outcome->n_escapes; i++) {
        struct value escape = outcome->escapes[i];
        if (escape.kind == VALUE_ADDRESS && escape.n == ESCAPES_TO_CALLERS &&
            loc_get(map->frame->space, escape.id)->root == LOC_ALLOC)
            calls_escape(map, state, escape);
    }
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
        value = mapping_value(map, value);
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

void calls_apply(const struct mapping *map, struct state *state, const struct outcome *outcome,
                 struct states *out)
{
    struct frame *frame = map->frame;

    frame->steps +=
        APPLY_STEPS + solver_weight(state) * (1 + outcome->n_effects + (uint64_t)outcome->n_writes);
    if (!mapping_require(map, state, outcome)) {
        state_free(state);
        return;
    }
    struct value result = mapping_value(map, outcome->result);
    if (result.kind == VALUE_ANY)
        result = compared_by_model(map, state);
    uint32_t n_hands = hold_in_hands(map, state, outcome);
    apply_effects(map, state, outcome);
    trust_blurred(map, state);
    renew_allocations(map, state, outcome);
    calls_begin_objects(map, state, outcome);
    trust_to_forget(map, state, outcome);
    apply_writes(map, state, outcome);
    escape_made(map, state, outcome);
    if (result.kind == VALUE_ANY && map->call->dst.index && !frame->fn->is_model)
        result = calls_fresh_result(frame, state, &outcome->range);
    if (map->call->dst.index) {
        uint32_t to = memory_place(frame, state, map->call->dst);
        replaced_note(frame, state, to, result, 0);
        memory_write(frame, state, to, result);
    }
    empty_hands(frame, state, n_hands);
    calls_check_dropped(map, state, outcome);
    trust_in_others(map, state, outcome);
    trust_unset_flag(map, state, outcome);
    if (outcome->exits_thread)
        solver_exit(frame, state, value_any(), EXIT_THREAD);
    else
        vector_push(out, state);
}
