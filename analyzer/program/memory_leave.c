/* The end of the function: what is still known to somebody, and what is lost. */
#include "program/memory_inside.h"

/* Marks the allocations that `value` leads to, and what they lead to. */
static void reach_from(struct frame *frame, const struct state *state, struct value value,
                       struct intmap *reached)
{
    VECTOR(uint32_t) todo = {0};
    bool is_new = false;

    if (value.kind == VALUE_ADDRESS)
        vector_push(&todo, loc_get(frame->space, value.id)->base);
    while (todo.count) {
        uint32_t base = vector_pop(&todo);
        if (loc_get(frame->space, base)->kind != LOC_ALLOC)
            continue;
        intmap_put(reached, base, 1, &is_new);
        if (!is_new)
            continue;
        for (uint32_t i = 0; i < state->cells.count; i++) {
            struct cell cell = state->cells.items[i];
            if (cell.value.kind == VALUE_ADDRESS && loc_get(frame->space, cell.loc)->base == base)
                vector_push(&todo, loc_get(frame->space, cell.value.id)->base);
        }
    }
    vector_deinit(&todo);
}

bool memory_leads_to_open(struct frame *frame, const struct state *state, struct value address)
{
    struct intmap reached = {0};
    bool is_found = false;

    reach_from(frame, state, address, &reached);
    for (uint32_t i = 0; i < state->cells.count && !is_found; i++) {
        struct cell cell = state->cells.items[i];
        is_found = cell.value.kind == VALUE_HANDLE && memory_is_open(state, cell.value.id) &&
                   intmap_find(&reached, loc_get(frame->space, cell.loc)->base);
    }
    intmap_deinit(&reached);
    return is_found;
}

static bool stays_known(struct frame *frame, struct cell cell, const struct intmap *reached)
{
    struct loc self = *loc_get(frame->space, cell.loc);

    return self.root == LOC_PARAM || self.root == LOC_GLOBAL ||
           (self.root == LOC_ALLOC && intmap_find(reached, self.base));
}

/* Whether the place lies behind a pointer that was there at the entry: a variable of the function's own has it still,
 * where the callers' place for it has changed. */
static bool is_behind_entry(const struct frame *frame, const struct state *state, uint32_t loc)
{
    struct value pointer;

    for (; loc_get(frame->space, loc)->parent; loc = loc_get(frame->space, loc)->parent) {
        const struct loc *self = loc_get(frame->space, loc);
        if (self->kind == LOC_DEREF && loc_get(frame->space, self->parent)->kind == LOC_LOCAL)
            return state_find(state, self->parent, &pointer) && pointer.kind == VALUE_INITIAL;
    }
    return false;
}

/* The allocations that callers find: from the result, their own pointers and globals. */
static struct intmap reached_by_callers(struct frame *frame, const struct state *state,
                                        struct value result)
{
    struct intmap reached = {0};

    reach_from(frame, state, result, &reached);
    for (uint32_t i = 0; i < state->cells.count; i++) {
        struct cell cell = state->cells.items[i];
        uint8_t root = loc_get(frame->space, cell.loc)->root;
        if (root == LOC_PARAM || root == LOC_GLOBAL)
            reach_from(frame, state, cell.value, &reached);
    }
    return reached;
}

struct intmap memory_reached(struct frame *frame, const struct state *state, struct value result)
{
    struct intmap reached = reached_by_callers(frame, state, result);

    for (uint32_t i = 0; i < state->escapes.count; i++)
        reach_from(frame, state, state->escapes.items[i], &reached);
    return reached;
}

void memory_return(struct frame *frame, struct state *state, struct ir_operand operand)
{
    if (operand.kind != IR_OPERAND_PLACE)
        return;
    uint32_t loc = memory_place(frame, state, (struct ir_place_id){operand.index});
    for (uint32_t i = 0; i < state->cells.count; i++) {
        struct cell cell = state->cells.items[i];
        if (cell.value.kind == VALUE_HANDLE && cell.loc != loc &&
            loc_is_within(frame->space, cell.loc, loc))
            memory_escape_handle(frame, state, cell.value.id);
    }
}

/* Who holds what when a function is left, by the numbers of the objects. */
struct held {
    uint32_t *holder;    /* the first place of the handle; 0 = none */
    struct bitset known; /* those that somebody still knows */
    struct bitset given; /* of these, those that a caller knows, and answers for */
};

static struct held find_held(struct frame *frame, const struct state *state, struct value result)
{
    struct intmap reached = memory_reached(frame, state, result);
    struct intmap callers = reached_by_callers(frame, state, result);
    struct held held = {ARENA_ARRAY(frame->scratch, uint32_t, frame->objects.count),
                        bitset_new(frame->scratch, frame->objects.count),
                        bitset_new(frame->scratch, frame->objects.count)};

    if (result.kind == VALUE_HANDLE) {
        bitset_add(&held.known, result.id);
        bitset_add(&held.given, result.id);
    }
    for (uint32_t i = 0; i < state->cells.count; i++) {
        struct cell cell = state->cells.items[i];
        if (cell.value.kind != VALUE_HANDLE)
            continue;
        if (!held.holder[cell.value.id])
            held.holder[cell.value.id] = cell.loc;
        if (cell.value.n == HANDLE_WHOLE &&
            (stays_known(frame, cell, &reached) || is_behind_entry(frame, state, cell.loc)))
            bitset_add(&held.known, cell.value.id);
        if (cell.value.n == HANDLE_WHOLE && stays_known(frame, cell, &callers))
            bitset_add(&held.given, cell.value.id);
    }
    intmap_deinit(&reached);
    intmap_deinit(&callers);
    return held;
}

static bool has_open(const struct state *state)
{
    for (uint32_t i = 0; i < state->objects.count; i++)
        if (memory_is_open(state, state->objects.items[i].object))
            return true;
    return false;
}

void memory_leave(struct frame *frame, struct state *state, struct value result,
                  struct ir_location at)
{
    if (!has_open(state))
        return;
    struct held held = find_held(frame, state, result);
    for (uint32_t i = 0; i < state->objects.count; i++) {
        uint32_t object = state->objects.items[i].object;
        if (!memory_is_open(state, object) || bitset_has(&held.given, object))
            continue;
        if (bitset_has(&held.known,
                       object)) { /* it is where others find it, whom no caller names */
            memory_hand_to_class(frame, state, object, held.holder[object]);
            continue;
        }
        bool part = state_status(state, object) == OBJECT_PART;
        creations_lose(frame, state, object, part ? LOSS_PART : LOSS_RETURN, at,
                       held.holder[object]);
        state_set_status(state, object, OBJECT_GONE);
    }
}
