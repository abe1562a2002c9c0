/* Abstract locations and values, and the one table that gives them numbers.
 *
 * A location (loc) is an access path that means the same in every function: rooted at a parameter's
 * entry value, a global, an allocation site or a local, or at nothing known. Its depth is cut at
 * LOC_DEPTH: behind that, only the last field is kept (of any object). Hash-consed: equal paths have
 * equal numbers, so that values compare by number.
 *
 * A value says what a location may hold on one path. Values without identity are VALUE_ANY. */
#ifndef STRANDED_PROGRAM_VALUE_H
#define STRANDED_PROGRAM_VALUE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/intmap.h"
#include "base/vector.h"
#include "ir/ir.h"

enum loc_kind {
    LOC_PARAM = 1,  /* argument: number of the parameter, from 1; its value at the entry */
    LOC_LOCAL = 2,  /* argument: ir_local_id; parameters as variables, too */
    LOC_GLOBAL = 3, /* argument: entity */
    LOC_ALLOC = 4,  /* argument: number of the allocation site */
    LOC_ANY = 5,    /* some object of which nothing is known */
    LOC_DEREF = 6,  /* what the parent's entry value points to */
    LOC_FIELD = 7,  /* argument: field of the program */
    LOC_ELEM = 8,   /* argument: constant index, or LOC_EACH */
    /* Numbers that hang on what the parent, and another, held at the entry. Nothing is written there: they only name
     * what is known of such a number. */
    LOC_BITS = 9,     /* argument: a mask; the parent's bits in it */
    LOC_AND = 10,     /* argument: another location; the bits that both have */
    LOC_OR = 11,      /* the same; the bits that one of them has */
    LOC_NOT = 12,     /* the bits that the parent does not have */
    LOC_SHIFTED = 13, /* argument: a number, shifted to the left by the parent */
};

/* Index of an element that stands for each of its array. */
#define LOC_EACH UINT32_MAX

/* Steps behind the root that are told apart. Deeper ones cost time and rarely decide a verdict. */
enum { LOC_DEPTH = 6 };

struct loc {
    uint8_t kind;  /* enum loc_kind */
    uint8_t depth; /* steps behind the root */
    uint8_t root;  /* kind of the root */
    bool has_each; /* an element that stands for many is on the path */
    uint32_t parent;
    uint32_t argument;
    uint32_t base; /* number of the root */
};

enum value_kind {
    VALUE_ANY = 0,
    VALUE_INT = 1,      /* the number `n` */
    VALUE_NONZERO = 2,  /* some number or address that is not zero */
    VALUE_ADDRESS = 3,  /* of the loc `id`; `n`: whether it may be null instead */
    VALUE_FUNCTION = 4, /* the entity `id` */
    VALUE_INITIAL = 5,  /* what the loc `id` held when the function was entered */
    /* result number `id` of some call, or (behind all instructions) what a place held when it was asked; or (n) its
     * bits in that mask: not known, but always the same */
    VALUE_SYMBOL = 6,
    VALUE_HANDLE = 7, /* of the object `id` of the function that is solved */
    VALUE_SELF = 8,   /* handle of the calling thread */
    VALUE_TRUTH = 9,  /* 1 or 0: whether condition `id` holds */
    /* what the loc `id` held at the entry, or (0) some number; the lower half of `n` are bits that are set since, the
     * upper half such that are cleared */
    VALUE_BITS = 10,
};

struct value {
    uint32_t kind; /* enum value_kind */
    uint32_t id;
    int64_t n;
};

/* A comparison of a value that has identity with a number. */
struct condition {
    struct value left; /* VALUE_INITIAL or VALUE_SYMBOL */
    enum ir_operator relation;
    int64_t right;
};

/* An allocation site: what loc_alloc_site() numbers. */
struct alloc_site {
    uint32_t fn, instr, inner;
};

struct bitset;
struct field_info;
struct memo;

/* All locations and conditions of one program. */
struct space {
    VECTOR(struct loc) locs; /* [0] unused */
    struct intmap loc_numbers;
    VECTOR(struct condition) conditions; /* [0] unused */
    struct intmap condition_numbers;
    const struct field_info *fields;   /* of the program; a first base is the whole object */
    const struct bitset *model_fields; /* fields of the models' own structs */
    struct intmap alloc_numbers;       /* (function, instruction, inner site) -> number */
    VECTOR(struct alloc_site) allocs;  /* [0] unused */
    struct memo *memo;                 /* is told what is looked at; NULL = nobody is */
};

void space_init(struct space *space);
void space_deinit(struct space *space);

uint32_t loc_root(struct space *space, enum loc_kind kind, uint32_t argument);
uint32_t loc_deref(struct space *space, uint32_t parent);
uint32_t loc_field(struct space *space, uint32_t parent, uint32_t field);
/* Element 0 is the parent itself, as in the IR. An element of an element adds up, or is each. */
uint32_t loc_elem(struct space *space, uint32_t parent, uint32_t index);
/* A number that hangs on others, one of the kinds from LOC_BITS on; 0 = the path is too long. */
uint32_t loc_number(struct space *space, enum loc_kind kind, uint32_t parent, uint32_t argument);
static inline const struct loc *loc_get(const struct space *space, uint32_t loc)
{
    return &space->locs.items[loc];
}
/* Whether the argument of such a location is another one. */
static inline bool loc_has_second(enum loc_kind kind)
{
    return kind == LOC_AND || kind == LOC_OR;
}
/* The place whose number a location names, the first of two; else the location itself. */
static inline uint32_t loc_whole(const struct space *space, uint32_t loc)
{
    while (loc_get(space, loc)->kind >= LOC_BITS)
        loc = loc_get(space, loc)->parent;
    return loc;
}
/* The second of two; 0 = there is none. */
static inline uint32_t loc_second(const struct space *space, uint32_t loc)
{
    const struct loc *self = loc_get(space, loc);

    return loc_has_second((enum loc_kind)self->kind) ? loc_whole(space, self->argument) : 0;
}
/* Whether the location is a field of a model's own struct: an attribute that a model keeps. */
bool loc_is_model_field(const struct space *space, uint32_t loc);
/* Whether `loc` is `ancestor` or a part of it. */
bool loc_is_within(const struct space *space, uint32_t loc, uint32_t ancestor);
/* Whether it holds what a caller hands in: a parameter, or what one points to, as in `vector_add(v, &handle)`. */
bool loc_is_handed_in(const struct space *space, uint32_t loc);
/* `loc` with its prefix `from` replaced by `to`; `loc` must be within `from`. */
uint32_t loc_rebase(struct space *space, uint32_t loc, uint32_t from, uint32_t to);
/* The number of the allocation that instruction `instr` of `fn` makes; `inner` is the allocation of
 * the callee that it stands for, 0 = its own. */
uint32_t loc_alloc_site(struct space *space, uint32_t fn, uint32_t instr, uint32_t inner);
/* The number of the site alone. */
uint32_t space_alloc(struct space *space, struct alloc_site site);
uint32_t space_condition(struct space *space, struct condition condition);
/* The number of what is there; 0 = it is not. */
uint32_t space_find_loc(const struct space *space, enum loc_kind kind, uint32_t parent,
                        uint32_t argument);
uint32_t space_find_alloc(const struct space *space, struct alloc_site site);
/* The memory that a pointer of that value points to. */
uint32_t loc_target(struct space *space, struct value pointer);

/* `n` of a VALUE_ANY: of a place, it may also be what it was at the entry. */
enum { ANY_OR_INITIAL = 1 };

/* `n` of a VALUE_INITIAL: of one of several that have the same name, of which no fact can be kept, it is
 * known not to be zero. */
enum { INITIAL_NONZERO = 1 };

/* `n` of a VALUE_NONZERO: a mark of memory_keep() that merging keeps; a number that is greater than zero, as the
 * descriptor of a file that could be opened. */
enum { NONZERO_STAYS = 1, NONZERO_POSITIVE = 2 };

/* `n` of a VALUE_ADDRESS. */
enum { ADDRESS_SURE = 0, ADDRESS_OR_NULL = 1 };

static inline struct value value_any(void)
{
    return (struct value){.kind = VALUE_ANY};
}

static inline struct value value_int(int64_t n)
{
    return (struct value){.kind = VALUE_INT, .n = n};
}

static inline struct value value_of(enum value_kind kind, uint32_t id)
{
    return (struct value){.kind = kind, .id = id};
}

static inline struct value value_positive(void)
{
    return (struct value){.kind = VALUE_NONZERO, .n = NONZERO_POSITIVE};
}

static inline bool value_equal(struct value a, struct value b)
{
    return a.kind == b.kind && a.id == b.id && a.n == b.n;
}

/* Whether facts about the value can be kept: it stays the same until the function ends. */
static inline bool value_has_identity(struct value value)
{
    return value.kind == VALUE_INITIAL || value.kind == VALUE_SYMBOL;
}

/* Whether it is neither zero nor null, whatever facts say of it. */
bool value_is_never_zero(struct value value);
/* Whether it is a number above zero; of a handle nothing is known but that. */
bool value_is_positive(struct value value);

/* Both at once, as far as one value can say it. */
struct value value_merge(struct space *space, struct value a, struct value b);

/* ---- value_bits.c ---- */

/* `a & b`, `a | b`, `~a`, `a << b`; the operation is one of these. */
struct value value_compute_bits(struct space *space, enum ir_operator operation, struct value a,
                                struct value b);
/* What a location from LOC_BITS on held at the entry; `first` is what its parent held, `second` the other one. */
struct value value_of_number(struct space *space, const struct loc *number, struct value first,
                             struct value second);
/* `value` with the bits set and cleared that `bits`, a VALUE_BITS, tells. */
struct value value_with_bits_of(struct value value, struct value bits);
/* The bits that it has for sure. */
uint32_t value_bits_set(struct value value);
/* Whether they tell that the number is not below zero; that it is above zero. */
bool value_bits_are_unsigned(struct value value);
bool value_bits_are_positive(struct value value);
/* What two numbers have in common by their bits; VALUE_ANY = nothing. */
struct value value_merge_bits(struct value a, struct value b);
/* Whether a value that is known by some of its bits cannot be the number. */
bool value_is_other_by_bits(const struct space *space, struct value value, int64_t number);
/* Whether `bits` are those that both `mask` and something else have, as in `(flags & bit) == bit`, which asks whether
 * the bit is set: masks that callers hand in are taken for ones of a single bit. */
bool value_is_mask_of(const struct space *space, struct value bits, struct value mask);
/* A comparison of a single bit with its mask is one with zero: each question has one form. */
struct condition condition_of_one_bit(const struct space *space, struct condition condition);

/* ---- value.c ---- */

/* The truth of `left relation right`: a number when it is decided, a VALUE_TRUTH when it hangs on
 * one unknown, else VALUE_ANY. */
struct value value_compare(struct space *space, struct value left, enum ir_operator relation,
                           struct value right);
/* Whether `left relation right` holds for numbers. */
bool number_compare(int64_t left, enum ir_operator relation, int64_t right);
/* The relation that holds when this one does not. */
enum ir_operator relation_negate(enum ir_operator relation);

/* A class key: the last two named steps (field or global) of a location. Two locations whose keys
 * match may be the same; step 0 is "not known". */
struct key {
    uint32_t last;   /* element: field * 2 + 1, or entity * 2 + 2; 0 = no named step */
    uint32_t before; /* the named step before it; 0 = not known */
};

struct key loc_key(const struct space *space, uint32_t loc);

#endif
