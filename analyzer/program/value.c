#include "program/value.h"

#include "base/hash.h"
#include "program/graph.h"
#include "program/memo.h"

void space_init(struct space *space)
{
    *space = (struct space){0};
    vector_push(&space->locs, (struct loc){0});
    vector_push(&space->conditions, (struct condition){0});
    vector_push(&space->allocs, (struct alloc_site){0});
}

void space_deinit(struct space *space)
{
    vector_deinit(&space->locs);
    intmap_deinit(&space->loc_numbers);
    vector_deinit(&space->conditions);
    intmap_deinit(&space->condition_numbers);
    intmap_deinit(&space->alloc_numbers);
    vector_deinit(&space->allocs);
}

/* ---- locations ---- */

/* Kinds fit in 4 bits, parents in 28, arguments in 32: the key of a location is the location. */
static uint64_t key_of_loc(uint8_t kind, uint32_t parent, uint32_t argument)
{
    return (uint64_t)argument << 32 | (uint64_t)parent << 4 | kind;
}

uint32_t space_find_loc(const struct space *space, enum loc_kind kind, uint32_t parent,
                        uint32_t argument)
{
    const uint32_t *number =
        intmap_find(&space->loc_numbers, key_of_loc((uint8_t)kind, parent, argument));

    return number ? *number : 0;
}

static uint32_t intern(struct space *space, struct loc loc)
{
    uint64_t key = key_of_loc(loc.kind, loc.parent, loc.argument);
    bool is_new = false;
    uint32_t own = *intmap_put(&space->loc_numbers, key, space->locs.count, &is_new);

    if (is_new) {
        if (!loc.parent)
            loc.base = own;
        vector_push(&space->locs, loc);
    }
    memo_note_loc(space->memo, own);
    return own;
}

uint32_t loc_root(struct space *space, enum loc_kind kind, uint32_t argument)
{
    return intern(space,
                  (struct loc){.kind = (uint8_t)kind, .root = (uint8_t)kind, .argument = argument});
}

static uint32_t any_object(struct space *space)
{
    return loc_root(space, LOC_ANY, 0);
}

static uint32_t step(struct space *space, uint32_t parent, enum loc_kind kind, uint32_t argument)
{
    struct loc up = *loc_get(space, parent);
    bool each = up.has_each || (kind == LOC_ELEM && argument == LOC_EACH);

    if (up.depth >= LOC_DEPTH) {
        parent = any_object(space);
        if (kind != LOC_FIELD)
            return parent;
        up = *loc_get(space, parent);
    }
    return intern(space, (struct loc){.kind = (uint8_t)kind,
                                      .depth = (uint8_t)(up.depth + 1),
                                      .root = up.root,
                                      .has_each = each,
                                      .parent = parent,
                                      .argument = argument,
                                      .base = up.base});
}

uint32_t loc_deref(struct space *space, uint32_t parent)
{
    /* What an unknown object points to is another unknown object; its name adds nothing unless it
     * is a field's. */
    if (loc_get(space, parent)->kind == LOC_ANY)
        return parent;
    return step(space, parent, LOC_DEREF, 0);
}

uint32_t loc_field(struct space *space, uint32_t parent, uint32_t field)
{
    if (space->fields[field].is_first_base)
        return parent;
    return step(space, parent, LOC_FIELD, field);
}

uint32_t loc_elem(struct space *space, uint32_t parent, uint32_t index)
{
    struct loc up = *loc_get(space, parent);

    if (index == 0 || up.kind == LOC_ANY)
        return parent;
    if (up.kind != LOC_ELEM)
        return step(space, parent, LOC_ELEM, index);
    if (up.argument == LOC_EACH || index == LOC_EACH)
        return step(space, up.parent, LOC_ELEM, LOC_EACH);
    return loc_elem(space, up.parent, up.argument + index);
}

uint32_t loc_number(struct space *space, enum loc_kind kind, uint32_t parent, uint32_t argument)
{
    struct loc up = *loc_get(space, parent);

    if (kind == LOC_BITS && up.kind == LOC_BITS)
        return loc_number(space, kind, up.parent, up.argument & argument);
    if (up.depth >= LOC_DEPTH || (kind == LOC_BITS && !argument))
        return 0;
    uint32_t number = step(space, parent, kind, argument);
    if (loc_has_second(kind))
        space->locs.items[number].has_each |= loc_get(space, argument)->has_each;
    return number;
}

bool loc_is_model_field(const struct space *space, uint32_t loc)
{
    const struct loc *self = loc_get(space, loc);

    return self->kind == LOC_FIELD && bitset_has(space->model_fields, self->argument);
}

bool loc_is_handed_in(const struct space *space, uint32_t loc)
{
    const struct loc *self = loc_get(space, loc);

    return self->kind == LOC_PARAM ||
           (self->kind == LOC_DEREF && loc_get(space, self->parent)->kind == LOC_PARAM);
}

bool loc_is_within(const struct space *space, uint32_t loc, uint32_t ancestor)
{
    uint8_t depth = loc_get(space, ancestor)->depth;

    while (loc_get(space, loc)->depth > depth)
        loc = loc_get(space, loc)->parent;
    return loc == ancestor;
}

/* Recursion is bounded by LOC_DEPTH. */
uint32_t loc_rebase(struct space *space, uint32_t loc, uint32_t from, uint32_t to)
{
    if (loc == from)
        return to;

    struct loc self = *loc_get(space, loc);
    uint32_t parent = loc_rebase(space, self.parent, from, to);
    switch ((enum loc_kind)self.kind) {
    case LOC_DEREF:
        return loc_deref(space, parent);
    case LOC_FIELD:
        return loc_field(space, parent, self.argument);
    case LOC_ELEM:
        return loc_elem(space, parent, self.argument);
    case LOC_BITS:
    case LOC_AND:
    case LOC_OR:
    case LOC_NOT:
    case LOC_SHIFTED: {
        uint32_t number = loc_number(space, (enum loc_kind)self.kind, parent, self.argument);
        return number ? number : any_object(space);
    }
    case LOC_PARAM:
    case LOC_LOCAL:
    case LOC_GLOBAL:
    case LOC_ALLOC:
    case LOC_ANY:
        break;
    }
    return to;
}

static uint64_t key_of_alloc(struct alloc_site site)
{
    return hash_mix(hash_mix(hash_mix(0, site.fn), site.instr), site.inner);
}

uint32_t space_find_alloc(const struct space *space, struct alloc_site site)
{
    const uint32_t *number = intmap_find(&space->alloc_numbers, key_of_alloc(site));

    return number ? *number : 0;
}

uint32_t space_alloc(struct space *space, struct alloc_site site)
{
    uint64_t key = key_of_alloc(site);
    bool is_new = false;
    uint32_t number = *intmap_put(&space->alloc_numbers, key, space->allocs.count, &is_new);

    if (is_new)
        vector_push(&space->allocs, site);
    memo_note_alloc(space->memo, number);
    return number;
}

uint32_t loc_alloc_site(struct space *space, uint32_t fn, uint32_t instr, uint32_t inner)
{
    return loc_root(space, LOC_ALLOC, space_alloc(space, (struct alloc_site){fn, instr, inner}));
}

uint32_t loc_target(struct space *space, struct value pointer)
{
    switch ((enum value_kind)pointer.kind) {
    case VALUE_ADDRESS:
        return pointer.id;
    case VALUE_INITIAL:
        return loc_deref(space, pointer.id);
    case VALUE_ANY:
    case VALUE_INT:
    case VALUE_NONZERO:
    case VALUE_FUNCTION:
    case VALUE_SYMBOL:
    case VALUE_HANDLE:
    case VALUE_SELF:
    case VALUE_TRUTH:
    case VALUE_BITS:
        break;
    }
    return any_object(space);
}

struct key loc_key(const struct space *space, uint32_t loc)
{
    struct key key = {0};

    while (loc) {
        const struct loc *self = loc_get(space, loc);
        uint32_t element = 0;
        if (self->kind == LOC_FIELD)
            element = self->argument * 2 + 1;
        else if (self->kind == LOC_GLOBAL)
            element = self->argument * 2 + 2;
        if (element && key.last) {
            key.before = element;
            return key;
        }
        if (element)
            key.last = element;
        loc = self->parent;
    }
    return key;
}

/* ---- numbers ---- */

bool number_compare(int64_t left, enum ir_operator relation, int64_t right)
{
    switch (relation) {
    case IR_EQ:
        return left == right;
    case IR_NE:
        return left != right;
    case IR_LT:
        return left < right;
    case IR_LE:
        return left <= right;
    case IR_GT:
        return left > right;
    case IR_GE:
        return left >= right;
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
    return false;
}

enum ir_operator relation_negate(enum ir_operator relation)
{
    static const enum ir_operator negated[] = {
        [IR_EQ] = IR_NE, [IR_NE] = IR_EQ, [IR_LT] = IR_GE,
        [IR_LE] = IR_GT, [IR_GT] = IR_LE, [IR_GE] = IR_LT,
    };
    return negated[relation];
}

/* The relation with its sides exchanged. */
static enum ir_operator relation_mirror(enum ir_operator relation)
{
    static const enum ir_operator mirrored[] = {
        [IR_EQ] = IR_EQ, [IR_NE] = IR_NE, [IR_LT] = IR_GT,
        [IR_LE] = IR_GE, [IR_GT] = IR_LT, [IR_GE] = IR_LE,
    };
    return mirrored[relation];
}

/* ---- merging and comparing ---- */

/* Addresses, functions and handles of live things are never null. */
bool value_is_never_zero(struct value value)
{
    return (value.kind == VALUE_INT && value.n) || value.kind == VALUE_NONZERO ||
           (value.kind == VALUE_BITS && value_bits_set(value)) ||
           (value.kind == VALUE_ADDRESS && value.n == ADDRESS_SURE) ||
           (value.kind == VALUE_INITIAL && value.n == INITIAL_NONZERO) ||
           value.kind == VALUE_FUNCTION || value.kind == VALUE_HANDLE || value.kind == VALUE_SELF;
}

bool value_is_positive(struct value value)
{
    return value.kind == VALUE_HANDLE || (value.kind == VALUE_INT && value.n > 0) ||
           (value.kind == VALUE_NONZERO && value.n == NONZERO_POSITIVE) ||
           value_bits_are_positive(value);
}

/* An address and its array's other elements merge to the address of each of them. */
static uint32_t merge_addresses(struct space *space, uint32_t a, uint32_t b)
{
    struct loc left = *loc_get(space, a), right = *loc_get(space, b);
    uint32_t array_a = left.kind == LOC_ELEM ? left.parent : a;
    uint32_t array_b = right.kind == LOC_ELEM ? right.parent : b;

    return array_a == array_b ? loc_elem(space, array_a, LOC_EACH) : 0;
}

/* What an allocation that may fail yields, and what is passed on where its failure is only logged. */
static bool is_address_or_null(const struct space *space, struct value a, struct value b)
{
    bool is_null = b.kind == VALUE_INT && b.n == 0;
    bool is_same = b.kind == VALUE_ADDRESS && b.id == a.id;

    return a.kind == VALUE_ADDRESS && loc_get(space, a.id)->root == LOC_ALLOC &&
           (is_null || is_same);
}

struct value value_merge(struct space *space, struct value a, struct value b)
{
    if (value_equal(a, b))
        return a;
    if (is_address_or_null(space, a, b))
        return (struct value){.kind = VALUE_ADDRESS, .id = a.id, .n = ADDRESS_OR_NULL};
    if (is_address_or_null(space, b, a))
        return (struct value){.kind = VALUE_ADDRESS, .id = b.id, .n = ADDRESS_OR_NULL};
    if (a.kind == VALUE_INITIAL && b.kind == VALUE_INITIAL && a.id == b.id)
        return value_of(VALUE_INITIAL, a.id);
    if (a.kind == VALUE_ADDRESS && b.kind == VALUE_ADDRESS) {
        uint32_t merged = merge_addresses(space, a.id, b.id);
        if (merged)
            return value_of(VALUE_ADDRESS, merged);
    }
    struct value bits = value_merge_bits(a, b);
    bool are_positive = value_is_positive(a) && value_is_positive(b);
    bool zero_free = value_is_never_zero(a) && value_is_never_zero(b);
    if (bits.kind == VALUE_BITS && (value_bits_set(bits) || !zero_free))
        return bits;
    if (are_positive)
        return value_positive();
    return zero_free ? value_of(VALUE_NONZERO, 0) : value_any();
}

uint32_t space_condition(struct space *space, struct condition condition)
{
    uint64_t left = hash_mix((uint64_t)condition.left.kind << 32 | condition.left.id,
                             (uint64_t)condition.left.n);
    uint64_t key = hash_mix(hash_mix(left, condition.relation), (uint64_t)condition.right);
    bool is_new = false;
    uint32_t own = *intmap_put(&space->condition_numbers, key, space->conditions.count, &is_new);

    if (is_new)
        vector_push(&space->conditions, condition);
    memo_note_condition(space->memo, own);
    return own;
}

static struct value condition_truth(struct space *space, struct condition condition)
{
    return value_of(VALUE_TRUTH, space_condition(space, condition));
}

/* A truth compared with a number is that truth, its negation, or decided. */
static struct value compare_truth(struct space *space, struct value truth,
                                  enum ir_operator relation, int64_t right)
{
    bool if_true = number_compare(1, relation, right);
    bool if_false = number_compare(0, relation, right);

    if (if_true == if_false)
        return value_int(if_true);
    if (if_true)
        return truth;
    struct condition negated = space->conditions.items[truth.id];
    negated.relation = relation_negate(negated.relation);
    return condition_truth(space, negated);
}

/* The address of a variable, and not of what a pointer leads to. */
static bool is_variable(const struct space *space, struct value value)
{
    return value.kind == VALUE_ADDRESS && !value.n &&
           (loc_get(space, value.id)->root == LOC_LOCAL ||
            loc_get(space, value.id)->root == LOC_GLOBAL) &&
           !loc_get(space, value.id)->has_each;
}

static bool is_own_variable(const struct space *space, struct value value)
{
    return is_variable(space, value) && loc_get(space, value.id)->root == LOC_LOCAL;
}

/* Whether the two addresses are certainly the same, or certainly not: nothing that was there when the function was entered
 * is the address of a local of its own. */
static bool are_same_variable(const struct space *space, struct value a, struct value b)
{
    return is_variable(space, a) && value_equal(a, b);
}

static bool are_other_variables(const struct space *space, struct value a, struct value b)
{
    if (is_own_variable(space, a) && b.kind == VALUE_INITIAL)
        return true;
    if (is_own_variable(space, b) && a.kind == VALUE_INITIAL)
        return true;
    return is_variable(space, a) && is_variable(space, b) &&
           loc_get(space, a.id)->base != loc_get(space, b.id)->base;
}

struct value value_compare(struct space *space, struct value left, enum ir_operator relation,
                           struct value right)
{
    if (left.kind == VALUE_INT && right.kind != VALUE_INT)
        return value_compare(space, right, relation_mirror(relation), left);

    bool equality = relation == IR_EQ || relation == IR_NE;
    /* the IR does not say whether a comparison is unsigned, where a negative number is a huge one; nobody
     * asks whether an unsigned one is less than 0 */
    bool asks_sign =
        right.kind == VALUE_INT && right.n == 0 && (relation == IR_LT || relation == IR_GE);
    bool may_be_huge = !asks_sign && ((right.kind == VALUE_INT && right.n < 0) ||
                                      (left.kind == VALUE_INT && left.n < 0));
    bool is_unsaid = left.kind != VALUE_INT && value_is_positive(left);
    if (may_be_huge && !equality && !is_unsaid)
        return value_any();
    if (right.kind == VALUE_INT) {
        if (left.kind == VALUE_INT)
            return value_int(number_compare(left.n, relation, right.n));
        if (left.kind == VALUE_TRUTH)
            return compare_truth(space, left, relation, right.n);
        if (value_is_never_zero(left) && right.n == 0 && equality)
            return value_int(relation == IR_NE);
        if (asks_sign && value_bits_are_unsigned(left))
            return value_int(relation == IR_GE);
        if (equality && value_is_other_by_bits(space, left, right.n))
            return value_int(relation == IR_NE);
        if (value_has_identity(left))
            return condition_truth(
                space, condition_of_one_bit(space, (struct condition){left, relation, right.n}));
        /* a pointer, or a descriptor: 0 is not taken where the process has a standard input */
        if (is_unsaid && right.n <= 0)
            return value_int(number_compare(1, relation, right.n));
    }
    bool both_exact =
        left.kind == right.kind && (value_has_identity(left) || left.kind == VALUE_FUNCTION);
    if (equality &&
        ((both_exact && value_equal(left, right)) || are_same_variable(space, left, right)))
        return value_int(relation == IR_EQ);
    if (equality && are_other_variables(space, left, right))
        return value_int(relation == IR_NE);
    if (equality && value_is_mask_of(space, left, right))
        return condition_truth(space, (struct condition){left, relation_negate(relation), 0});
    return value_any();
}
