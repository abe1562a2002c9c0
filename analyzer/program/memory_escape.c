/* Handles that get out of the function's sight: who holds them, and who may end them from here on. */
#include "program/memory_inside.h"

bool memory_is_held(struct frame *frame, const struct state *state, uint32_t object,
                    uint32_t except)
{
    for (uint32_t i = 0; i < state->cells.count; i++) {
        struct cell cell = state->cells.items[i];
        if (cell.value.kind == VALUE_HANDLE && cell.value.id == object &&
            cell.value.n == HANDLE_WHOLE &&
            !(except && loc_is_within(frame->space, cell.loc, except)))
            return true;
    }
    return false;
}

bool memory_is_open(const struct state *state, uint32_t object)
{
    enum object_status status = state_status(state, object);

    return status == OBJECT_LIVE || status == OBJECT_PART;
}

uint32_t memory_escape_mark(struct space *space, uint32_t allocation)
{
    return loc_deref(space, allocation);
}

/* Whether one of the ways that were merged has put the allocation where others find it. */
static bool is_put_away(struct frame *frame, const struct state *state, uint32_t allocation)
{
    for (uint32_t i = 0; i < state->escapes.count; i++) {
        struct value value = state->escapes.items[i];
        if (value.kind == VALUE_ADDRESS && loc_get(frame->space, value.id)->base == allocation)
            return true;
    }
    return false;
}

bool memory_has_escaped(struct frame *frame, const struct state *state, uint32_t loc)
{
    struct value ignored;
    struct loc self = *loc_get(frame->space, loc);

    return self.root == LOC_ALLOC &&
           (is_put_away(frame, state, self.base) ||
            state_find(state, memory_escape_mark(frame->space, self.base), &ignored));
}

struct key memory_key_of(struct frame *frame, const struct state *state, uint32_t loc)
{
    struct key key = loc_key(frame->space, loc);
    struct loc self = *loc_get(frame->space, loc);

    for (uint32_t i = 0; !key.last && self.root == LOC_ALLOC && i < state->cells.count; i++) {
        struct cell cell = state->cells.items[i];
        if (cell.value.kind == VALUE_ADDRESS &&
            loc_get(frame->space, cell.value.id)->base == self.base)
            key = loc_key(frame->space, cell.loc);
    }
    return key;
}

void memory_hand_to_class(struct frame *frame, struct state *state, uint32_t object, uint32_t loc)
{
    bool is_bare =
        loc_get(frame->space, loc)->kind == LOC_ALLOC && memory_has_escaped(frame, state, loc);
    struct key key = memory_key_of(frame, state, loc);

    /* of a bare handle in memory of its own, the pointer is what goes from place to place */
    if (key.last && !is_bare)
        creations_keep_in(frame, object, key, loc);
    else
        creations_unknown(frame, object);
    creations_name(frame, object, loc);
    if (memory_is_open(state, object))
        state_set_status(state, object, OBJECT_GONE);
}

void memory_escape_initial(struct frame *frame, struct state *state, struct value value,
                           enum reach reach)
{
    bool is_theirs = loc_get(frame->space, value.id)->root == LOC_PARAM;

    if (!is_theirs || (reach != REACH_CLASS && reach != REACH_FAR))
        return;
    value.n = reach == REACH_CLASS ? ESCAPES_TO_CLASS : 0;
    state_add_escape(state, value);
}

void memory_escape_handle(struct frame *frame, struct state *state, uint32_t object)
{
    creations_unknown(frame, object);
    if (memory_is_open(state, object))
        state_set_status(state, object, OBJECT_GONE);
}

/* What code that has an address may do with a handle that lies in it. */
static void escape_cell(struct frame *frame, struct state *state, struct cell cell,
                        uint32_t address, enum reach reach)
{
    struct loc self = *loc_get(frame->space, cell.loc);
    struct key key = memory_key_of(frame, state, cell.loc);
    bool is_bare = cell.loc == address && self.kind != LOC_FIELD;

    key.before = 0; /* who has the object may keep it anywhere */
    if (reach == REACH_FAR || !key.last || is_bare) {
        memory_escape_handle(frame, state, cell.value.id);
    } else if (reach == REACH_CLASS && self.root == LOC_ALLOC) {
        creations_name(frame, cell.value.id, cell.loc);
        creations_keep_in(frame, cell.value.id, key, cell.loc);
        if (memory_is_open(state, cell.value.id))
            state_set_status(state, cell.value.id, OBJECT_GONE);
    } else {
        uint32_t body_of = reach == REACH_BODY ? frame->objects.items[frame->spawned].creation : 0;
        creations_guard(frame, cell.value.id, (struct guard){key, body_of, frame->fn_number});
    }
}

VECTOR_TYPE(addresses, uint32_t);

/* What lies in an object is in reach of who has its address; the addresses in it are collected. */
static void escape_contents(struct frame *frame, struct state *state, uint32_t whole,
                            uint32_t address, enum reach reach, struct addresses *ret_further)
{
    struct value own;

    /* a parameter that nobody has written holds what the callers gave */
    if (loc_get(frame->space, whole)->kind == LOC_LOCAL && !state_find(state, whole, &own)) {
        own = memory_read(frame, state, whole);
        if (own.kind == VALUE_INITIAL)
            memory_escape_initial(frame, state, own, reach);
    }
    for (uint32_t i = 0; i < state->cells.count; i++) {
        struct cell cell = state->cells.items[i];
        if (!loc_is_within(frame->space, cell.loc, whole))
            continue;
        if (cell.value.kind == VALUE_HANDLE)
            escape_cell(frame, state, cell, address, reach);
        else if (cell.value.kind == VALUE_ADDRESS)
            vector_push(ret_further, cell.value.id);
        else if (cell.value.kind == VALUE_INITIAL)
            memory_escape_initial(frame, state, cell.value, reach);
    }
}

/* Notes that an allocation is out of the function's sight; false when it was already. */
static bool mark_escaped(struct frame *frame, struct state *state, uint32_t allocation)
{
    struct value marked;
    uint32_t mark = memory_escape_mark(frame->space, allocation);

    if (state_find(state, mark, &marked))
        return false;
    state_set(state, mark, value_of(VALUE_NONZERO, 0));
    return true;
}

/* Whether the address is that of numbers inside an object: a name, a time. */
static bool is_plain_part(const struct frame *frame, uint32_t address)
{
    const struct loc *self = loc_get(frame->space, address);

    while (self->kind == LOC_ELEM)
        self = loc_get(frame->space, self->parent);
    return self->kind == LOC_FIELD && frame->program->fields[self->argument].is_plain;
}

/* Whether it is no number: a pointer in a struct, or a struct that is no field of another. */
static bool may_hold_pointers(const struct frame *frame, uint32_t loc)
{
    const struct loc *self = loc_get(frame->space, loc);
    const struct ir_type *type = NULL;

    if (self->kind == LOC_FIELD)
        return !is_plain_part(frame, loc);
    if (self->kind == LOC_GLOBAL)
        type = frame->program->entities[self->argument].type;
    else if (self->kind == LOC_LOCAL)
        type = &frame->unit
                    ->types[ir_local(frame->unit, frame->ir, (struct ir_local_id){self->argument})
                                ->type.index];
    return type && type->kind == IR_TYPE_RECORD;
}

struct value memory_written_by_others(struct space *space, uint32_t loc)
{
    struct loc self = *loc_get(space, loc);
    uint32_t any = loc_rebase(space, loc, self.base, loc_root(space, LOC_ANY, 0));

    return value_of(VALUE_INITIAL, any);
}

/* Where a local or global, or a part of it, was NULL, code that has its address from now on may put something. */
static void forget_nulls(struct frame *frame, struct state *state, uint32_t address)
{
    uint8_t root = loc_get(frame->space, address)->root;

    if (root != LOC_LOCAL && root != LOC_GLOBAL)
        return;
    for (uint32_t i = 0; i < state->cells.count; i++) {
        struct cell *cell = &state->cells.items[i];
        bool is_zero = cell->value.kind == VALUE_INT && cell->value.n == 0;
        if (is_zero && may_hold_pointers(frame, cell->loc) &&
            (loc_is_within(frame->space, cell->loc, address) ||
             loc_is_within(frame->space, address, cell->loc)))
            cell->value = memory_written_by_others(frame->space, cell->loc);
    }
}

/* Code that keeps what it gets follows every pointer in it; other code, one of them. */
static void escape_address(struct frame *frame, struct state *state, uint32_t first,
                           enum reach reach)
{
    struct space *space = frame->space;
    struct intmap seen = {0};
    struct addresses todo = {0}, further = {0};
    bool keeps = reach == REACH_CLASS || reach == REACH_FAR;

    vector_push(&todo, first);
    for (uint32_t next = 0; next < todo.count; next++) {
        uint32_t address = todo.items[next];
        struct loc self = *loc_get(space, address);
        /* a pointer into an allocated object gives the whole object away: lists link their nodes */
        bool allocated = self.root == LOC_ALLOC && !is_plain_part(frame, address);
        uint32_t whole = allocated ? self.base : address;
        bool is_new = false;
        intmap_put(&seen, whole, 1, &is_new);
        if (!is_new)
            continue;
        if (allocated && keeps && !mark_escaped(frame, state, whole) && reach != REACH_FAR)
            continue;
        escape_contents(frame, state, whole, next ? 0 : address, reach, &further);
        if (keeps)
            forget_nulls(frame, state, whole);
        for (uint32_t i = 0; i < further.count && (keeps || !next); i++)
            vector_push(&todo, further.items[i]);
        vector_clear(&further);
    }
    intmap_deinit(&seen);
    vector_deinit(&todo);
    vector_deinit(&further);
}

void memory_escape_contents(struct frame *frame, struct state *state, uint32_t loc,
                            enum reach reach)
{
    struct addresses further = {0};

    escape_contents(frame, state, loc, 0, reach, &further);
    for (uint32_t i = 0; i < further.count; i++)
        escape_address(frame, state, further.items[i], reach);
    vector_deinit(&further);
}

void memory_escape(struct frame *frame, struct state *state, struct value value, enum reach reach)
{
    if (value.kind == VALUE_HANDLE)
        memory_escape_handle(frame, state, value.id);
    else if (value.kind == VALUE_ADDRESS)
        escape_address(frame, state, value.id, reach);
}

void memory_keep(struct frame *frame, struct state *state, struct value address)
{
    uint32_t allocation = loc_get(frame->space, address.id)->base;

    memory_escape(frame, state, address, REACH_CLASS);
    state_set(state, memory_escape_mark(frame->space, allocation),
              (struct value){.kind = VALUE_NONZERO, .n = NONZERO_STAYS});
}
