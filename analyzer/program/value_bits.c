/* Numbers by their bits: masks, flags that are set and cleared, and what a function makes of those that it is handed. */
#include "program/value.h"

/* ---- bits that are known ---- */

uint32_t value_bits_set(struct value value)
{
    return (uint32_t)(uint64_t)value.n;
}

static uint32_t bits_cleared(struct value value)
{
    return (uint32_t)((uint64_t)value.n >> 32);
}

bool value_bits_are_unsigned(struct value value)
{
    enum { SIGN = 31 };

    return value.kind == VALUE_BITS && bits_cleared(value) >> SIGN;
}

bool value_bits_are_positive(struct value value)
{
    return value_bits_are_unsigned(value) && value_bits_set(value);
}

static struct value bits_value(uint32_t loc, uint32_t set, uint32_t cleared)
{
    return (struct value){
        .kind = VALUE_BITS, .id = loc, .n = (int64_t)((uint64_t)cleared << 32 | set)};
}

/* The value with bits set, and then bits cleared. */
static struct value with_bits(struct value value, uint32_t set, uint32_t cleared)
{
    switch ((enum value_kind)value.kind) {
    case VALUE_INT:
        return value_int((value.n | set) & ~(int64_t)cleared);
    case VALUE_INITIAL:
        return bits_value(value.id, set & ~cleared, cleared);
    case VALUE_BITS:
        return bits_value(value.id, (value_bits_set(value) | set) & ~cleared,
                          (bits_cleared(value) & ~set) | cleared);
    case VALUE_ANY:
    case VALUE_NONZERO:
    case VALUE_SYMBOL:
    case VALUE_TRUTH:
    case VALUE_ADDRESS:
    case VALUE_FUNCTION:
    case VALUE_HANDLE:
    case VALUE_SELF:
        break;
    }
    return set || cleared ? bits_value(0, set & ~cleared, cleared) : value;
}

struct value value_with_bits_of(struct value value, struct value bits)
{
    return with_bits(value, value_bits_set(bits), bits_cleared(bits));
}

/* The number by all of its bits; larger ones, and negative ones, are left alone. */
static struct value by_bits(struct value value)
{
    bool is_small = value.kind == VALUE_INT && value.n >= 0 && value.n <= UINT32_MAX;

    return is_small ? bits_value(0, (uint32_t)value.n, ~(uint32_t)value.n) : value;
}

struct value value_merge_bits(struct value a, struct value b)
{
    bool is_same = a.kind == VALUE_BITS && b.kind == VALUE_BITS && a.id == b.id;

    a = by_bits(a);
    b = by_bits(b);
    if (a.kind != VALUE_BITS || b.kind != VALUE_BITS)
        return value_any();
    uint32_t set = value_bits_set(a) & value_bits_set(b);
    uint32_t cleared = bits_cleared(a) & bits_cleared(b);
    return set || cleared ? bits_value(is_same ? a.id : 0, set, cleared) : value_any();
}

/* ---- operations ---- */

/* The number as a mask; 0 = it is none, or none that is followed. */
static uint32_t as_mask(int64_t number)
{
    return number > 0 && number <= UINT32_MAX ? (uint32_t)number : 0;
}

/* A number that hangs on what the locations held at the entry. */
static struct value of_entry(struct space *space, enum loc_kind kind, uint32_t first,
                             uint32_t second)
{
    uint32_t number = loc_number(space, kind, first, second);

    return number ? value_of(VALUE_INITIAL, number) : value_any();
}

static struct value masked(struct space *space, struct value value, uint32_t mask)
{
    switch ((enum value_kind)value.kind) {
    case VALUE_INT:
        return value_int(value.n & mask);
    case VALUE_INITIAL:
        return of_entry(space, LOC_BITS, value.id, mask);
    case VALUE_SYMBOL:
        mask = value.n ? mask & (uint32_t)value.n : mask;
        return mask ? (struct value){.kind = VALUE_SYMBOL, .id = value.id, .n = mask}
                    : value_int(0);
    case VALUE_TRUTH:
        return mask & 1 ? value : value_int(0);
    case VALUE_BITS:
        if (!(mask & ~(value_bits_set(value) | bits_cleared(value))))
            return value_int(mask & value_bits_set(value));
        if (mask & value_bits_set(value))
            return value_of(VALUE_NONZERO, 0);
        return value.id ? of_entry(space, LOC_BITS, value.id, mask & ~bits_cleared(value))
                        : value_any();
    case VALUE_ANY:
    case VALUE_NONZERO:
    case VALUE_ADDRESS:
    case VALUE_FUNCTION:
    case VALUE_HANDLE:
    case VALUE_SELF:
        break;
    }
    return value_any();
}

static struct value compute_and(struct space *space, struct value a, struct value b)
{
    if (a.kind == VALUE_INT && b.kind != VALUE_INT)
        return compute_and(space, b, a);
    if (a.kind == VALUE_INITIAL && b.kind == VALUE_INITIAL)
        return of_entry(space, LOC_AND, a.id, b.id);
    if (b.kind != VALUE_INT)
        return value_any();
    if (a.kind == VALUE_INT)
        return value_int(a.n & b.n);
    if (b.n == 0)
        return b;
    if (as_mask(b.n))
        return masked(space, a, as_mask(b.n));
    return as_mask(~b.n) ? with_bits(a, 0, as_mask(~b.n)) : value_any();
}

static struct value compute_or(struct space *space, struct value a, struct value b)
{
    if (a.kind == VALUE_INT && b.kind != VALUE_INT)
        return compute_or(space, b, a);
    if (a.kind == VALUE_INITIAL && b.kind == VALUE_INITIAL)
        return of_entry(space, LOC_OR, a.id, b.id);
    if (b.kind != VALUE_INT)
        return value_any();
    if (a.kind == VALUE_INT)
        return value_int(a.n | b.n);
    if (as_mask(b.n))
        return with_bits(a, as_mask(b.n), 0);
    return b.n ? value_of(VALUE_NONZERO, 0) : a;
}

static struct value compute_not(struct space *space, struct value a)
{
    if (a.kind == VALUE_INITIAL)
        return of_entry(space, LOC_NOT, a.id, 0);
    return a.kind == VALUE_INT ? value_int(~a.n) : value_any();
}

/* `1 << index`; larger numbers than a mask are not followed. */
static struct value compute_shift(struct space *space, struct value a, struct value by)
{
    if (a.kind != VALUE_INT || !as_mask(a.n))
        return value_any();
    if (by.kind == VALUE_INITIAL)
        return of_entry(space, LOC_SHIFTED, by.id, as_mask(a.n));
    return by.kind == VALUE_INT && by.n >= 0 && by.n < 32 ? value_int(a.n << by.n) : value_any();
}

struct value value_compute_bits(struct space *space, enum ir_operator operation, struct value a,
                                struct value b)
{
    switch (operation) {
    case IR_AND:
        return compute_and(space, a, b);
    case IR_OR:
        return compute_or(space, a, b);
    case IR_NOT:
        return compute_not(space, a);
    case IR_SHL:
        return compute_shift(space, a, b);
    case IR_NO_OPERATOR:
    case IR_ADD:
    case IR_SUB:
    case IR_MUL:
    case IR_DIV:
    case IR_MOD:
    case IR_XOR:
    case IR_SHR:
    case IR_NEG:
    case IR_EQ:
    case IR_NE:
    case IR_LT:
    case IR_LE:
    case IR_GT:
    case IR_GE:
        break;
    }
    return value_any();
}

struct value value_of_number(struct space *space, const struct loc *number, struct value first,
                             struct value second)
{
    switch ((enum loc_kind)number->kind) {
    case LOC_BITS:
        return masked(space, first, number->argument);
    case LOC_AND:
        return compute_and(space, first, second);
    case LOC_OR:
        return compute_or(space, first, second);
    case LOC_NOT:
        return compute_not(space, first);
    case LOC_SHIFTED:
        return compute_shift(space, value_int(number->argument), first);
    case LOC_PARAM:
    case LOC_LOCAL:
    case LOC_GLOBAL:
    case LOC_ALLOC:
    case LOC_ANY:
    case LOC_DEREF:
    case LOC_FIELD:
    case LOC_ELEM:
        break;
    }
    return value_any();
}

/* ---- questions ---- */

/* The mask of a value that stands for some bits of a number; 0 = it stands for a whole one. */
static uint32_t mask_of(const struct space *space, struct value value)
{
    if (value.kind == VALUE_SYMBOL)
        return (uint32_t)value.n;
    if (value.kind != VALUE_INITIAL || loc_get(space, value.id)->kind != LOC_BITS)
        return 0;
    return loc_get(space, value.id)->argument;
}

bool value_is_other_by_bits(const struct space *space, struct value value, int64_t number)
{
    uint32_t mask = mask_of(space, value);

    if (value.kind == VALUE_BITS)
        return (value_bits_set(value) & ~(uint64_t)number) ||
               (bits_cleared(value) & (uint64_t)number);
    return mask && (number & ~(int64_t)mask);
}

bool value_is_mask_of(const struct space *space, struct value bits, struct value mask)
{
    return bits.kind == VALUE_INITIAL && mask.kind == VALUE_INITIAL &&
           loc_get(space, bits.id)->kind == LOC_AND &&
           (loc_get(space, bits.id)->argument == mask.id ||
            loc_get(space, bits.id)->parent == mask.id);
}

struct condition condition_of_one_bit(const struct space *space, struct condition condition)
{
    uint32_t mask = mask_of(space, condition.left);
    bool is_one = mask && !(mask & (mask - 1)) && condition.right == mask;

    if (is_one && condition.relation == IR_EQ)
        return (struct condition){condition.left, IR_NE, 0};
    if (is_one && condition.relation == IR_NE)
        return (struct condition){condition.left, IR_EQ, 0};
    return condition;
}
