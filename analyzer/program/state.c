#include "program/state.h"

#include <string.h>

#include "base/memory.h"

struct state *state_new(struct arena *arena)
{
    return ARENA_NEW(arena, struct state);
}

/* `to` is empty. */
#define COPY_VECTOR(to, from)                                                                      \
    do {                                                                                           \
        if ((from)->count) {                                                                       \
            (to)->items = memory_copy_of((from)->items, (from)->count, sizeof(*(to)->items));      \
            (to)->count = (to)->capacity = (from)->count;                                          \
        }                                                                                          \
    } while (0)

struct state *state_copy(struct arena *arena, const struct state *state)
{
    struct state *copy = state_new(arena);

    COPY_VECTOR(&copy->cells, &state->cells);
    COPY_VECTOR(&copy->facts, &state->facts);
    COPY_VECTOR(&copy->objects, &state->objects);
    COPY_VECTOR(&copy->effects, &state->effects);
    COPY_VECTOR(&copy->escapes, &state->escapes);
    COPY_VECTOR(&copy->stale, &state->stale);
    copy->trail = state->trail;
    return copy;
}

void state_free(struct state *state)
{
    vector_deinit(&state->cells);
    vector_deinit(&state->facts);
    vector_deinit(&state->objects);
    vector_deinit(&state->effects);
    vector_deinit(&state->escapes);
    vector_deinit(&state->stale);
}

/* Makes room at `index` of a vector and puts the item there; takes an item out. */
#define INSERT_AT(vector, index, ...)                                                              \
    do {                                                                                           \
        vector_push((vector), __VA_ARGS__);                                                        \
        memmove((vector)->items + (index) + 1, (vector)->items + (index),                          \
                ((vector)->count - 1 - (index)) * sizeof(*(vector)->items));                       \
        (vector)->items[index] = __VA_ARGS__;                                                      \
    } while (0)
#define REMOVE_AT(vector, index)                                                                   \
    do {                                                                                           \
        (vector)->count--;                                                                         \
        memmove((vector)->items + (index), (vector)->items + (index) + 1,                          \
                ((vector)->count - (index)) * sizeof(*(vector)->items));                           \
    } while (0)

/* ---- cells ---- */

uint32_t state_lower_bound(const struct state *state, uint32_t loc)
{
    uint32_t low = 0, high = state->cells.count;

    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (state->cells.items[middle].loc < loc)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool state_find(const struct state *state, uint32_t loc, struct value *ret_value)
{
    uint32_t index = state_lower_bound(state, loc);

    if (index == state->cells.count || state->cells.items[index].loc != loc)
        return false;
    *ret_value = state->cells.items[index].value;
    return true;
}

void state_set(struct state *state, uint32_t loc, struct value value)
{
    uint32_t index = state_lower_bound(state, loc);

    if (index < state->cells.count && state->cells.items[index].loc == loc)
        state->cells.items[index].value = value;
    else
        INSERT_AT(&state->cells, index, (struct cell){loc, value});
}

void state_unset(struct state *state, uint32_t loc)
{
    uint32_t index = state_lower_bound(state, loc);

    if (index < state->cells.count && state->cells.items[index].loc == loc)
        REMOVE_AT(&state->cells, index);
}

/* ---- objects and effects ---- */

static uint32_t object_index(const struct state *state, uint32_t object)
{
    uint32_t low = 0, high = state->objects.count;

    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (state->objects.items[middle].object < object)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

enum object_status state_status(const struct state *state, uint32_t object)
{
    uint32_t index = object_index(state, object);
    bool here = index < state->objects.count && state->objects.items[index].object == object;

    return here ? (enum object_status)state->objects.items[index].status : (enum object_status)0;
}

void state_set_status(struct state *state, uint32_t object, enum object_status status)
{
    uint32_t index = object_index(state, object);
    bool here = index < state->objects.count && state->objects.items[index].object == object;

    if (here)
        state->objects.items[index].status = status;
    else
        INSERT_AT(&state->objects, index, (struct object_state){object, status});
}

void state_drop_object(struct state *state, uint32_t object)
{
    uint32_t index = object_index(state, object);

    if (index < state->objects.count && state->objects.items[index].object == object)
        REMOVE_AT(&state->objects, index);
}

bool state_has_effect(const struct state *state, uint32_t effect)
{
    for (uint32_t i = 0; i < state->effects.count; i++)
        if (state->effects.items[i] == effect)
            return true;
    return false;
}

void state_add_effect(struct state *state, uint32_t effect)
{
    uint32_t index = 0;

    while (index < state->effects.count && state->effects.items[index] < effect)
        index++;
    if (index < state->effects.count && state->effects.items[index] == effect)
        return;
    INSERT_AT(&state->effects, index, effect);
}

static bool value_before(struct value a, struct value b)
{
    if (a.kind != b.kind)
        return a.kind < b.kind;
    return a.id != b.id ? a.id < b.id : a.n < b.n;
}

/* The first of the stale locs at or behind that one. */
static uint32_t first_stale(const struct state *state, uint32_t loc)
{
    uint32_t i = 0;

    while (i < state->stale.count && state->stale.items[i] < loc)
        i++;
    return i;
}

bool state_is_stale(const struct state *state, uint32_t loc)
{
    uint32_t i = first_stale(state, loc);

    return i < state->stale.count && state->stale.items[i] == loc;
}

void state_add_stale(struct state *state, uint32_t loc)
{
    if (!state_is_stale(state, loc))
        INSERT_AT(&state->stale, first_stale(state, loc), loc);
}

void state_add_escape(struct state *state, struct value value)
{
    uint32_t low = 0, high = state->escapes.count;

    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (value_before(state->escapes.items[middle], value))
            low = middle + 1;
        else
            high = middle;
    }
    if (low < state->escapes.count && value_equal(state->escapes.items[low], value))
        return;
    INSERT_AT(&state->escapes, low, value);
}

/* ---- facts ---- */

static uint32_t fact_index(const struct state *state, struct value value)
{
    uint32_t low = 0, high = state->facts.count;

    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (value_before(state->facts.items[middle].value, value))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const struct fact *state_fact(const struct state *state, struct value value)
{
    uint32_t index = fact_index(state, value);

    if (index < state->facts.count && value_equal(state->facts.items[index].value, value))
        return &state->facts.items[index];
    return NULL;
}

bool fact_allows(const struct fact *fact, int64_t number)
{
    return fact->low <= number && number <= fact->high && !(fact->not_zero && number == 0) &&
           !(fact->except && number == fact->except);
}

/* Narrows a fact by one comparison; false when nothing is left. */
static bool narrow(struct fact *fact, enum ir_operator relation, int64_t number)
{
    switch (relation) {
    case IR_EQ:
        fact->low = fact->low > number ? fact->low : number;
        fact->high = fact->high < number ? fact->high : number;
        break;
    case IR_NE:
        if (number == 0)
            fact->not_zero = true;
        else if (!fact->except)
            fact->except = number;
        if (number == fact->low && fact->low < INT64_MAX)
            fact->low++;
        if (number == fact->high && fact->high > INT64_MIN)
            fact->high--;
        break;
    case IR_LT:
    case IR_LE:
        if (relation == IR_LT && number > INT64_MIN)
            number--;
        fact->high = fact->high < number ? fact->high : number;
        break;
    case IR_GT:
    case IR_GE:
        if (relation == IR_GT && number < INT64_MAX)
            number++;
        fact->low = fact->low > number ? fact->low : number;
        break;
    case IR_NO_OPERATOR:
    case IR_ADD:
    case IR_SUB:
    case IR_MUL:
    case IR_DIV:
    case IR_MOD:
    case IR_AND:
    case IR_OR:
    case IR_XOR:
    case IR_SHL:
    case IR_SHR:
    case IR_NOT:
    case IR_NEG:
        break;
    }
    if (fact->not_zero && fact->low == 0)
        fact->low = 1;
    if (fact->not_zero && fact->high == 0)
        fact->high = -1;
    return fact->low < fact->high || (fact->low == fact->high && fact_allows(fact, fact->low));
}

bool state_assume(struct state *state, struct value value, enum ir_operator relation,
                  int64_t number)
{
    if (!value_has_identity(value))
        return true;

    uint32_t index = fact_index(state, value);
    bool known = index < state->facts.count && value_equal(state->facts.items[index].value, value);
    struct fact fact = known ? state->facts.items[index]
                             : (struct fact){.value = value, .low = INT64_MIN, .high = INT64_MAX};
    if (!narrow(&fact, relation, number))
        return false;
    if (known)
        state->facts.items[index] = fact;
    else
        INSERT_AT(&state->facts, index, fact);
    return true;
}

/* Whether the value is that symbol, or bits of it. */
static bool is_symbol(struct value value, uint32_t symbol)
{
    return value.kind == VALUE_SYMBOL && value.id == symbol;
}

void state_forget_symbol(struct state *state, uint32_t symbol)
{
    uint32_t index = fact_index(state, value_of(VALUE_SYMBOL, symbol));

    while (index < state->facts.count && is_symbol(state->facts.items[index].value, symbol))
        REMOVE_AT(&state->facts, index);
    for (uint32_t i = 0; i < state->cells.count; i++)
        if (is_symbol(state->cells.items[i].value, symbol))
            state->cells.items[i].value = value_any();
}

/* What the fact about a number says of some of its bits, where it says which number it is. */
static bool bits_of_known(const struct state *state, const struct space *space, struct value bits,
                          int64_t *ret_number)
{
    struct value whole = bits;
    int64_t mask = bits.n;

    if (bits.kind == VALUE_INITIAL) {
        const struct loc *loc = loc_get(space, bits.id);
        if (loc->kind != LOC_BITS)
            return false;
        whole = value_of(VALUE_INITIAL, loc->parent);
        mask = loc->argument;
    } else {
        whole.n = 0;
    }
    const struct fact *fact = mask ? state_fact(state, whole) : NULL;
    if (!fact || fact->low != fact->high)
        return false;
    *ret_number = fact->low & mask;
    return true;
}

int state_decide(const struct state *state, const struct space *space, struct value truth)
{
    if (truth.kind == VALUE_INT)
        return truth.n != 0;
    if (truth.kind != VALUE_TRUTH)
        return -1;

    const struct condition *condition = &space->conditions.items[truth.id];
    const struct fact *fact = state_fact(state, condition->left);
    int64_t number;
    if (!fact && bits_of_known(state, space, condition->left, &number))
        return number_compare(number, condition->relation, condition->right);
    if (!fact)
        return -1;
    struct fact yes = *fact, no = *fact;
    bool may_hold = narrow(&yes, condition->relation, condition->right);
    bool may_fail = narrow(&no, relation_negate(condition->relation), condition->right);
    return may_hold && may_fail ? -1 : may_hold;
}

/* ---- the property, and merging ---- */

/* Whether a cell belongs to the property: an open handle, or an attribute that a model keeps. */
static bool is_property(const struct space *space, const struct state *state, struct cell cell)
{
    if (cell.value.kind == VALUE_HANDLE)
        return state_status(state, cell.value.id) <= OBJECT_PART;
    return loc_is_model_field(space, cell.loc);
}

/* Compared as sets; both are sorted by location. */
static bool same_cells(const struct space *space, const struct state *a, const struct state *b)
{
    uint32_t i = 0, j = 0;

    for (;;) {
        while (i < a->cells.count && !is_property(space, a, a->cells.items[i]))
            i++;
        while (j < b->cells.count && !is_property(space, b, b->cells.items[j]))
            j++;
        if (i == a->cells.count || j == b->cells.count)
            return i == a->cells.count && j == b->cells.count;
        if (a->cells.items[i].loc != b->cells.items[j].loc ||
            !value_equal(a->cells.items[i].value, b->cells.items[j].value))
            return false;
        i++;
        j++;
    }
}

bool state_same_handles(const struct space *space, const struct state *a, const struct state *b)
{
    if (a->objects.count != b->objects.count)
        return false;
    for (uint32_t i = 0; i < a->objects.count; i++)
        if (a->objects.items[i].object != b->objects.items[i].object ||
            a->objects.items[i].status != b->objects.items[i].status)
            return false;
    return same_cells(space, a, b);
}

bool state_same_property(const struct space *space, const struct state *a, const struct state *b)
{
    if (a->effects.count != b->effects.count)
        return false;
    for (uint32_t i = 0; i < a->effects.count; i++)
        if (a->effects.items[i] != b->effects.items[i])
            return false;
    return state_same_handles(space, a, b);
}

bool fact_contradict(const struct fact *a, const struct fact *b)
{
    bool a_is_zero = a->low == 0 && a->high == 0;
    bool b_is_zero = b->low == 0 && b->high == 0;

    /* that one is a number which the other is not parts them less often than it costs: there are many numbers */
    return a->high < b->low || b->high < a->low || (a_is_zero && b->not_zero) ||
           (b_is_zero && a->not_zero);
}

bool state_contradict(const struct state *a, const struct state *b)
{
    for (uint32_t i = 0; i < a->facts.count; i++) {
        const struct fact *ours = &a->facts.items[i];
        const struct fact *theirs =
            ours->value.kind == VALUE_INITIAL ? state_fact(b, ours->value) : NULL;
        if (theirs && fact_contradict(ours, theirs))
            return true;
    }
    return false;
}

/* What a cell holds that only one of the two states has written: in the other it is as at the
 * entry, which is known for what came from outside and unknown for locals. */
static struct value untouched(const struct space *space, uint32_t loc)
{
    uint8_t root = loc_get(space, loc)->root;

    return root == LOC_PARAM || root == LOC_GLOBAL ? value_of(VALUE_INITIAL, loc) : value_any();
}

static bool is_pointer(const struct space *space, struct value value)
{
    return value.kind == VALUE_ADDRESS ||
           (value.kind == VALUE_INITIAL && loc_is_handed_in(space, value.id));
}

/* A pointer that one path has put where callers find it, and the other has not: what it points to may be
 * found there, though the merged cell no longer says so. Nor does a local that holds one of two pointers: it
 * may be returned, or stored. */
static void note_merged(struct space *space, struct state *state, const struct state *owner,
                        uint32_t loc, struct value value, struct value against, struct value merged)
{
    bool is_kept = merged.kind == value.kind && merged.id == value.id;

    if (is_kept || !is_pointer(space, value))
        return;
    bool is_own = loc_get(space, loc)->root == LOC_LOCAL && !is_pointer(space, against);
    const struct fact *fact = state_fact(owner, value);
    bool is_null = fact && fact->low == 0 && fact->high == 0;
    if (is_null || is_own)
        return;
    uint8_t root = loc_get(space, loc)->root;
    value.n = root == LOC_PARAM || root == LOC_GLOBAL ? ESCAPES_TO_CALLERS : ESCAPES_TO_CLASS;
    state_add_escape(state, value);
}

/* The number that the value is known to be in that state, or the value. */
static struct value settled(const struct state *state, struct value value)
{
    const struct fact *fact = value_has_identity(value) ? state_fact(state, value) : NULL;

    return fact && fact->low == fact->high ? value_int(fact->low) : value;
}

/* Whether the value is not zero, for itself or by what the state knows of it. */
static bool is_nonzero_in(const struct state *state, struct value value)
{
    const struct fact *fact = value_has_identity(value) ? state_fact(state, value) : NULL;

    return value_is_never_zero(value) ||
           (fact && (fact->not_zero || fact->low > 0 || fact->high < 0));
}

static bool is_kept_mark(struct value value)
{
    return value.kind == VALUE_NONZERO && value.n == NONZERO_STAYS;
}

/* Both values of one place; `loc` is the place. What is another value in each may be one number in both. */
static struct value merge_at(struct space *space, uint32_t loc, struct value a, struct value b)
{
    struct value merged = value_merge(space, a, b);
    struct value initial = value_of(VALUE_INITIAL, loc);
    bool was_kept = (a.kind == VALUE_ANY && a.n) || (b.kind == VALUE_ANY && b.n);

    if (is_kept_mark(a) || is_kept_mark(b))
        return is_kept_mark(a) ? a : b;
    if (merged.kind == VALUE_ANY)
        merged.n =
            was_kept || value_equal(a, initial) || value_equal(b, initial) ? ANY_OR_INITIAL : 0;
    return merged;
}

/* What the other state has in the place; both lists of cells are gone through in step. */
static bool find_in_step(const struct state *state, uint32_t *index, uint32_t loc,
                         struct value *ret_value)
{
    while (*index < state->cells.count && state->cells.items[*index].loc < loc)
        ++*index;
    if (*index == state->cells.count || state->cells.items[*index].loc != loc)
        return false;
    *ret_value = state->cells.items[*index].value;
    return true;
}

static bool merge_cells(struct space *space, struct state *state, const struct state *other)
{
    bool changed = false;

    for (uint32_t i = 0, at = 0; i < state->cells.count; i++) {
        struct cell *cell = &state->cells.items[i];
        struct value theirs;
        if (!find_in_step(other, &at, cell->loc, &theirs))
            theirs = untouched(space, cell->loc);
        if (value_equal(cell->value, theirs)) /* as most are */
            continue;
        struct value merged = merge_at(space, cell->loc, cell->value, theirs);
        if (merged.kind == VALUE_ANY &&
            value_equal(settled(state, cell->value), settled(other, theirs)))
            merged = settled(state, cell->value);
        if (merged.kind == VALUE_ANY && loc_get(space, cell->loc)->root == LOC_LOCAL &&
            is_nonzero_in(state, cell->value) && is_nonzero_in(other, theirs))
            merged = value_of(VALUE_NONZERO, 0);
        note_merged(space, state, state, cell->loc, cell->value, theirs, merged);
        note_merged(space, state, other, cell->loc, theirs, cell->value, merged);
        changed |= !value_equal(merged, cell->value);
        cell->value = merged;
    }
    for (uint32_t i = 0, at = 0; i < other->cells.count; i++) {
        const struct cell *theirs = &other->cells.items[i];
        struct value ours;
        if (find_in_step(state, &at, theirs->loc, &ours))
            continue;
        ours = untouched(space, theirs->loc);
        struct value merged = merge_at(space, theirs->loc, ours, theirs->value);
        note_merged(space, state, other, theirs->loc, theirs->value, ours, merged);
        if (!value_equal(merged, ours)) {
            state_set(state, theirs->loc, merged);
            changed = true;
        }
    }
    return changed;
}

/* The number that neither of them is. */
static int64_t exception_of_both(const struct fact *a, const struct fact *b)
{
    if (a->except && !fact_allows(b, a->except))
        return a->except;
    return b->except && !fact_allows(a, b->except) ? b->except : 0;
}

/* Keeps what both know, as widely as either. */
static bool merge_facts(struct state *state, const struct state *other)
{
    bool changed = false;
    uint32_t kept = 0, at = 0;

    for (uint32_t i = 0; i < state->facts.count; i++) {
        struct fact fact = state->facts.items[i];
        while (at < other->facts.count && value_before(other->facts.items[at].value, fact.value))
            at++;
        if (at == other->facts.count || !value_equal(other->facts.items[at].value, fact.value)) {
            changed = true;
            continue;
        }
        const struct fact *theirs = &other->facts.items[at];
        struct fact wide = {.value = fact.value,
                            .low = fact.low < theirs->low ? fact.low : theirs->low,
                            .high = fact.high > theirs->high ? fact.high : theirs->high,
                            .not_zero = fact.not_zero && theirs->not_zero,
                            .except = exception_of_both(&fact, theirs)};
        changed |= wide.low != fact.low || wide.high != fact.high ||
                   wide.not_zero != fact.not_zero || wide.except != fact.except;
        if (wide.low == INT64_MIN && wide.high == INT64_MAX && !wide.not_zero && !wide.except)
            continue;
        state->facts.items[kept++] = wide;
    }
    state->facts.count = kept;
    return changed;
}

bool state_merge(struct space *space, struct state *state, const struct state *other)
{
    uint32_t escapes = state->escapes.count, stale = state->stale.count;
    bool cells = merge_cells(space, state, other);
    bool facts = merge_facts(state, other);

    for (uint32_t i = 0; i < other->escapes.count; i++)
        state_add_escape(state, other->escapes.items[i]);
    for (uint32_t i = 0; i < other->stale.count; i++)
        state_add_stale(state, other->stale.items[i]);
    return cells || facts || escapes != state->escapes.count || stale != state->stale.count;
}
