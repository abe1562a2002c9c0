/* Cells: reading, writing, releasing.
 *
 * Reading falls back from the cell itself to what its aggregate was set to (a zeroed struct), then to
 * elements of arrays that may be it, then to the value at the entry. Writing to one of many elements
 * adds to what is there. */
#include "program/memory_inside.h"
#include "program/stores.h"

/* ---- places to locations ---- */

/* Notes what the instruction uses as a pointer. */
static void use_pointer(struct frame *frame, uint32_t place, struct value value)
{
    frame->null_used |= value.kind == VALUE_INT && value.n == 0;
    bool is_of_local = value.kind == VALUE_ANY && loc_get(frame->space, place)->kind == LOC_LOCAL;
    if (value.kind == VALUE_SYMBOL || is_of_local ||
        (value.kind == VALUE_ADDRESS && value.n == ADDRESS_OR_NULL))
        vector_push(&frame->used_pointers, (struct cell){place, value});
}

/* Recursion follows the place's path, which the front end bounds. */
uint32_t memory_place(struct frame *frame, const struct state *state, struct ir_place_id id)
{
    const struct ir_place *place = ir_place(frame->unit, frame->ir, id);
    struct space *space = frame->space;

    switch ((enum ir_place_kind)place->kind) {
    case IR_PLACE_LOCAL:
        return loc_root(space, LOC_LOCAL, place->argument);
    case IR_PLACE_GLOBAL:
        return loc_root(space, LOC_GLOBAL,
                        frame->program->entity_of[frame->fn->input][place->argument]);
    case IR_PLACE_DEREF: {
        uint32_t pointer = memory_place(frame, state, place->parent);
        struct value value = memory_read(frame, state, pointer);
        use_pointer(frame, pointer, value);
        return loc_target(space, value);
    }
    case IR_PLACE_FIELD:
        return loc_field(space, memory_place(frame, state, place->parent),
                         frame->program->field_of[frame->fn->input][place->argument]);
    case IR_PLACE_INDEX: {
        /* a pointer that a loop moves on runs over the whole array */
        bool moves = ir_place(frame->unit, frame->ir, place->parent)->kind == IR_PLACE_DEREF &&
                     frame->fn->loop_of[frame->block];
        int32_t index = (int32_t)place->argument;
        return loc_elem(space, memory_place(frame, state, place->parent),
                        index < 0 || moves ? LOC_EACH : (uint32_t)index);
    }
    case IR_PLACE_INDEX_PLACE:
        return loc_elem(space, memory_place(frame, state, place->parent), LOC_EACH);
    case IR_PLACE_UNKNOWN:
        break;
    }
    return loc_root(space, LOC_ANY, 0);
}

/* ---- reading ---- */

/* The path without its elements: equal for locations that may be the same element. Recursion is
 * bounded by LOC_DEPTH. */
static uint32_t without_elements(struct space *space, uint32_t loc)
{
    struct loc self = *loc_get(space, loc);

    if (!self.parent)
        return loc;
    uint32_t parent = without_elements(space, self.parent);
    switch ((enum loc_kind)self.kind) {
    case LOC_ELEM:
        return parent;
    case LOC_DEREF:
        return loc_deref(space, parent);
    case LOC_FIELD:
        return loc_field(space, parent, self.argument);
    case LOC_PARAM:
    case LOC_LOCAL:
    case LOC_GLOBAL:
    case LOC_ALLOC:
    case LOC_ANY:
    case LOC_BITS:
    case LOC_AND:
    case LOC_OR:
    case LOC_NOT:
    case LOC_SHIFTED:
        break;
    }
    return loc;
}

/* Whether two different locations may be the same element of arrays. */
static bool may_alias(struct space *space, uint32_t a, uint32_t b)
{
    struct loc left = *loc_get(space, a), right = *loc_get(space, b);

    if (left.base != right.base || (!left.has_each && !right.has_each))
        return false;
    return without_elements(space, a) == without_elements(space, b);
}

bool memory_same_array(struct frame *frame, uint32_t a, uint32_t b)
{
    return without_elements(frame->space, a) == without_elements(frame->space, b);
}

/* A handle that an element overlapping with `loc` holds: one of several, it may be. */
static bool read_overlapping(struct frame *frame, const struct state *state, uint32_t loc,
                             struct value *ret_value)
{
    bool each = loc_get(frame->space, loc)->has_each;

    /* this is asked at every read, and most functions have no such array */
    if (!each && !frame->handle_in_each)
        return false;
    for (uint32_t i = 0; i < state->cells.count; i++) {
        struct cell cell = state->cells.items[i];
        if (cell.value.kind != VALUE_HANDLE || cell.loc == loc ||
            !may_alias(frame->space, cell.loc, loc))
            continue;
        *ret_value = cell.value;
        ret_value->n = each ? HANDLE_EACH : HANDLE_ONE;
        return true;
    }
    return false;
}

/* The value of a part of an aggregate whose own cell holds `whole`. */
static struct value part_of(struct frame *frame, struct value whole, uint32_t part,
                            uint32_t aggregate)
{
    if (whole.kind == VALUE_INT && whole.n == 0)
        return whole;
    if (whole.kind == VALUE_INITIAL)
        return value_of(VALUE_INITIAL, loc_rebase(frame->space, part, aggregate, whole.id));
    return value_any();
}

/* The nearest enclosing aggregate that was set as a whole. */
static bool read_aggregate(struct frame *frame, const struct state *state, uint32_t loc,
                           struct value *ret_value)
{
    uint32_t part = loc;

    for (;;) {
        const struct loc *self = loc_get(frame->space, part);
        if (self->kind != LOC_FIELD && self->kind != LOC_ELEM)
            return false;
        part = self->parent;
        struct value whole;
        if (state_find(state, part, &whole) && whole.kind != VALUE_HANDLE) {
            *ret_value = part_of(frame, whole, loc, part);
            return true;
        }
    }
}

/* What an unwritten location holds. */
static struct value read_initial(struct frame *frame, uint32_t loc)
{
    struct space *space = frame->space;
    struct loc self = *loc_get(space, loc);
    struct loc base = *loc_get(space, self.base);
    struct value constant;

    switch ((enum loc_kind)self.root) {
    case LOC_GLOBAL:
        if (constants_find(frame->solution, loc, &constant))
            return constant;
        return value_of(VALUE_INITIAL, loc);
    case LOC_PARAM:
        return value_of(VALUE_INITIAL, loc);
    case LOC_LOCAL:
        if (base.argument > frame->ir->n_parameters)
            return value_any();
        return value_of(VALUE_INITIAL, loc_rebase(space, loc, self.base,
                                                  loc_root(space, LOC_PARAM, base.argument)));
    case LOC_ANY:
        return loc_key(space, loc).last ? value_of(VALUE_INITIAL, loc) : value_any();
    case LOC_ALLOC:
    case LOC_DEREF:
    case LOC_FIELD:
    case LOC_ELEM:
    case LOC_BITS:
    case LOC_AND:
    case LOC_OR:
    case LOC_NOT:
    case LOC_SHIFTED:
        break;
    }
    return value_any();
}

struct value memory_read(struct frame *frame, const struct state *state, uint32_t loc)
{
    struct value value, other;

    if (state_find(state, loc, &value)) {
        if (value.kind == VALUE_HANDLE && loc_get(frame->space, loc)->has_each)
            value.n = HANDLE_EACH;
        else if (value.kind == VALUE_HANDLE && read_overlapping(frame, state, loc, &other) &&
                 other.id == value.id)
            value.n = HANDLE_ONE;
        return value;
    }
    if (read_overlapping(frame, state, loc, &value) || read_aggregate(frame, state, loc, &value))
        return value;
    return read_initial(frame, loc);
}

struct value memory_operand(struct frame *frame, const struct state *state,
                            struct ir_operand operand)
{
    const struct program *program = frame->program;

    switch ((enum ir_operand_kind)operand.kind) {
    case IR_OPERAND_INTEGER:
        return value_int(frame->unit->integers[operand.index]);
    case IR_OPERAND_NULL:
        return value_int(0);
    case IR_OPERAND_PLACE:
        return memory_read(frame, state,
                           memory_place(frame, state, (struct ir_place_id){operand.index}));
    case IR_OPERAND_ADDRESS:
        return value_of(VALUE_ADDRESS,
                        memory_place(frame, state, (struct ir_place_id){operand.index}));
    case IR_OPERAND_FUNCTION:
        return value_of(VALUE_FUNCTION, program->entity_of[frame->fn->input][operand.index]);
    case IR_OPERAND_STRING:
        return value_of(VALUE_NONZERO, 0);
    case IR_OPERAND_NONE:
    case IR_OPERAND_UNKNOWN:
        break;
    }
    return value_any();
}

/* Whether the instruction moves the pointer on, `p++`, in a loop. */
static bool moves_on_in_loop(const struct fn *fn, uint32_t block, const struct ir_instr *instr,
                             uint32_t pointer)
{
    if (!fn->loop_of[block] || instr->op != IR_COPY || instr->dst.index != pointer ||
        instr->a.kind != IR_OPERAND_ADDRESS)
        return false;
    const struct ir_place *place = fn_place(fn, instr->a.index);
    if (place->kind != IR_PLACE_INDEX && place->kind != IR_PLACE_INDEX_PLACE)
        return false;
    const struct ir_place *behind = fn_place(fn, place->parent.index);
    return behind->kind == IR_PLACE_DEREF && behind->parent.index == pointer;
}

struct value memory_moving_address(struct frame *frame, const struct ir_instr *copy,
                                   struct value address)
{
    const struct fn *fn = frame->fn;
    bool is_array =
        copy->a.kind == IR_OPERAND_ADDRESS && address.kind == VALUE_ADDRESS &&
        fn_place(fn, copy->dst.index)->kind == IR_PLACE_LOCAL &&
        stores_type_of_place(fn, (struct ir_place_id){copy->a.index})->kind == IR_TYPE_ARRAY;

    for (uint32_t id = 1; is_array && id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++)
            if (moves_on_in_loop(fn, id, &fn->unit->instrs[i], copy->dst.index))
                return value_of(VALUE_ADDRESS, loc_elem(frame->space, address.id, LOC_EACH));
    }
    return address;
}

/* ---- writing ---- */

/* The handle in a cell that is about to change: its last place, it may be. */
static void give_up_cell(struct frame *frame, struct state *state, struct cell cell, enum loss loss)
{
    uint8_t root = loc_get(frame->space, cell.loc)->root;

    if (cell.value.kind != VALUE_HANDLE || cell.value.n != HANDLE_WHOLE ||
        !memory_is_open(state, cell.value.id) ||
        memory_is_held(frame, state, cell.value.id, cell.loc))
        return;
    if (root == LOC_LOCAL || (root == LOC_ALLOC && !memory_has_escaped(frame, state, cell.loc))) {
        creations_lose(frame, state, cell.value.id, loss, (struct ir_location){0}, cell.loc);
        state_set_status(state, cell.value.id, OBJECT_GONE);
    } else {
        memory_hand_to_class(frame, state, cell.value.id, cell.loc);
    }
}

/* Whether a client that was put into the callers' object here, or where they want to have it, is forgotten there: nobody else has seen the object in between,
 * and it is marked as having none. */
static bool forgets_client(struct frame *frame, const struct state *state, struct cell cell,
                           struct value value)
{
    const struct loc *self = loc_get(frame->space, cell.loc);
    bool marks_none = value.kind == VALUE_INT && (value.n == 0 || value.n == -1);

    bool is_out = self->kind == LOC_DEREF && loc_get(frame->space, self->parent)->kind == LOC_PARAM;
    bool is_callers = self->root == LOC_PARAM && (self->kind == LOC_FIELD || is_out);

    return marks_none && is_callers && !self->has_each && cell.value.kind == VALUE_HANDLE &&
           cell.value.n == HANDLE_WHOLE &&
           frame->objects.items[cell.value.id].kind != OBJECT_THREAD &&
           memory_is_open(state, cell.value.id) &&
           !memory_is_held(frame, state, cell.value.id, cell.loc) &&
           !replaced_is_known_elsewhere(frame, state, cell.loc);
}

bool memory_is_outside(struct frame *frame, const struct state *state, uint32_t loc)
{
    uint8_t root = loc_get(frame->space, loc)->root;

    return root == LOC_GLOBAL || root == LOC_ANY || memory_has_escaped(frame, state, loc);
}

static void write_one_of_many(struct frame *frame, struct state *state, uint32_t loc,
                              struct value value)
{
    struct value old;
    bool known = state_find(state, loc, &old);

    if (known && old.kind == VALUE_HANDLE) {
        if (value.kind != VALUE_HANDLE || value.id == old.id)
            return;
        /* two creations share one array: which element is whose is not followed */
        creations_unknown(frame, old.id);
        state_set_status(state, old.id, OBJECT_GONE);
    }
    bool stays = !known || value_equal(old, value);
    /* objects of two kinds are in the array, and are found there; the cell names one at most */
    if (!stays && memory_leads_to_open(frame, state, old))
        memory_escape(frame, state, old, REACH_CLASS);
    if (!stays && memory_leads_to_open(frame, state, value))
        memory_escape(frame, state, value, REACH_CLASS);
    frame->handle_in_each |= value.kind == VALUE_HANDLE;
    state_set(state, loc, value.kind == VALUE_HANDLE || stays ? value : value_any());
}

/* Whether the location is a part of the aggregate: what a pointer in it led to at the entry is not, and stays what it is
 * when the pointer is given another value. */
static bool is_part_of(const struct space *space, uint32_t loc, uint32_t aggregate)
{
    while (loc && loc != aggregate && loc_get(space, loc)->kind != LOC_DEREF)
        loc = loc_get(space, loc)->parent;
    return loc == aggregate;
}

/* Forgets the parts of an aggregate that is written as a whole. */
static void forget_parts(struct frame *frame, struct state *state, uint32_t loc)
{
    uint32_t mark =
        loc_get(frame->space, loc)->kind == LOC_ALLOC ? memory_escape_mark(frame->space, loc) : 0;

    for (uint32_t i = 0; i < state->cells.count;) {
        struct cell cell = state->cells.items[i];
        if (cell.loc == loc || cell.loc == mark || !is_part_of(frame->space, cell.loc, loc)) {
            i++;
            continue;
        }
        give_up_cell(frame, state, cell, LOSS_OVERWRITTEN);
        state_unset(state, cell.loc);
    }
}

/* Whether the path has seen that nothing is in that place of an object which the callers have. */
static bool is_gap(const struct frame *frame, const struct state *state, uint32_t loc)
{
    const struct loc *self = loc_get(frame->space, loc);
    const struct fact *fact = state_fact(state, value_of(VALUE_INITIAL, loc));

    return self->root == LOC_PARAM && self->kind == LOC_FIELD && fact && fact->high <= 0;
}

void memory_write(struct frame *frame, struct state *state, uint32_t loc, struct value value)
{
    struct loc self = *loc_get(frame->space, loc);

    if (value.kind == VALUE_HANDLE && memory_is_outside(frame, state, loc) &&
        value.n == HANDLE_WHOLE)
        memory_hand_to_class(frame, state, value.id, loc);
    if (value.kind == VALUE_HANDLE && self.kind == LOC_FIELD && self.root != LOC_LOCAL)
        creations_in_object(frame, value.id);
    if (value.kind == VALUE_HANDLE && is_gap(frame, state, loc))
        creations_fills_gap(frame, value.id);
    if (value.kind == VALUE_ADDRESS && memory_is_outside(frame, state, loc))
        memory_escape(frame, state, value, REACH_CLASS);
    if (value.kind == VALUE_INITIAL && memory_has_escaped(frame, state, loc))
        memory_escape_initial(frame, state, value, REACH_CLASS);
    if (value.kind == VALUE_SELF && self.root != LOC_LOCAL)
        creations_self(frame, memory_key_of(frame, state, loc));
    if (self.root == LOC_ANY) {
        /* what the caller gave is now where nobody looks for it; a thread's own handle is looked for by
         * the class of its place */
        if (value.kind != VALUE_SELF || !loc_key(frame->space, loc).last)
            calls_note_escape(frame, state, value);
        return;
    }
    if (loc_is_model_field(frame->space, loc) &&
        (self.root == LOC_GLOBAL || self.root == LOC_ALLOC))
        creations_attribute(frame, loc, value);
    if (self.has_each) {
        write_one_of_many(frame, state, loc, value);
        return;
    }
    struct value old;
    if (state_find(state, loc, &old) && !value_equal(old, value)) {
        if (forgets_client(frame, state, (struct cell){loc, old}, value)) {
            creations_lose(frame, state, old.id, LOSS_OVERWRITTEN, (struct ir_location){0}, loc);
            state_set_status(state, old.id, OBJECT_GONE);
        }
        give_up_cell(frame, state, (struct cell){loc, old}, LOSS_OVERWRITTEN);
    }
    forget_parts(frame, state, loc);
    state_set(state, loc, value);
}

void memory_copy(struct frame *frame, struct state *state, uint32_t to, uint32_t from)
{
    struct space *space = frame->space;
    VECTOR(struct cell) parts = {0};

    for (uint32_t i = 0; to != from && i < state->cells.count; i++) {
        struct cell cell = state->cells.items[i];
        if (cell.loc != from && loc_is_within(space, cell.loc, from) &&
            cell.loc != memory_escape_mark(space, from))
            vector_push(&parts, cell);
    }
    struct value whole = memory_read(frame, state, from);
    memory_write(frame, state, to, whole);
    for (uint32_t i = 0; i < parts.count; i++)
        memory_write(frame, state, loc_rebase(space, parts.items[i].loc, from, to),
                     parts.items[i].value);
    vector_deinit(&parts);
}

/* ---- releasing ---- */

/* What the allocation stood for is out of the way: what it stands for next is nowhere yet. */
static void forget_put_away(struct frame *frame, struct state *state, uint32_t loc)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < state->escapes.count; i++) {
        struct value value = state->escapes.items[i];
        if (value.kind != VALUE_ADDRESS || !loc_is_within(frame->space, value.id, loc) ||
            loc_get(frame->space, loc)->kind != LOC_ALLOC)
            state->escapes.items[kept++] = value;
    }
    state->escapes.count = kept;
}

void memory_release(struct frame *frame, struct state *state, uint32_t loc, enum loss loss)
{
    for (uint32_t i = 0; i < state->cells.count;) {
        struct cell cell = state->cells.items[i];
        if (!loc_is_within(frame->space, cell.loc, loc)) {
            i++;
            continue;
        }
        if (cell.value.kind == VALUE_HANDLE && memory_is_open(state, cell.value.id) &&
            !memory_is_held(frame, state, cell.value.id, loc))
            give_up_cell(frame, state, cell, loss);
        state_unset(state, cell.loc);
    }
    forget_put_away(frame, state, loc);
}

void memory_release_given(struct frame *frame, struct state *state, uint32_t loc)
{
    for (uint32_t i = 0; i < state->cells.count; i++) {
        struct cell cell = state->cells.items[i];
        if (!is_part_of(frame->space, cell.loc, loc) || cell.value.kind != VALUE_HANDLE ||
            cell.value.n != HANDLE_WHOLE || !memory_is_open(state, cell.value.id) ||
            memory_is_held(frame, state, cell.value.id, loc))
            continue;
        creations_lose(frame, state, cell.value.id, LOSS_FREED, (struct ir_location){0}, cell.loc);
        state_set_status(state, cell.value.id, OBJECT_GONE);
    }
}
