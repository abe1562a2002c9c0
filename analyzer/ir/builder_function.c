#include "ir/builder.h"

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/intmap.h"
#include "base/vector.h"
#include "ir/builder_internal.h"
#include "ir/ir.h"

/* A constant index must fit a place's argument. */
static bool fits_index(int64_t value)
{
    return value >= INT32_MIN && value <= INT32_MAX;
}

/* ---- the draft's life ---- */

/* Emptying a large table costs its size: after one huge function, small ones shall not pay that
 * again and again. */
static void empty_map(struct intmap *map)
{
    enum { CAPACITY_KEPT = 1024, FILL_KEPT = 16 };

    if (map->capacity > CAPACITY_KEPT && map->count < map->capacity / FILL_KEPT)
        intmap_deinit(map);
    else
        intmap_reset(map);
}

void ir_draft_reset(struct draft *draft)
{
    draft->function = (struct ir_function){0};
    draft->current = 0;
    draft->is_open = false;
    empty_map(&draft->place_numbers);
    vector_clear(&draft->order);
    vector_clear(&draft->locals);
    vector_push(&draft->locals, (struct ir_local){0});
    vector_clear(&draft->places);
    vector_push(&draft->places, (struct ir_place){0});
    vector_clear(&draft->blocks);
    vector_push(&draft->blocks, (struct draft_block){0});
    vector_clear(&draft->instrs);
    vector_push(&draft->instrs, (struct draft_instr){0});
    vector_clear(&draft->operands);
    vector_push(&draft->operands, (struct ir_operand){0});
    vector_clear(&draft->cases);
    vector_push(&draft->cases, (struct ir_case){0});
}

void ir_draft_deinit(struct draft *draft)
{
    intmap_deinit(&draft->place_numbers);
    vector_deinit(&draft->order);
    vector_deinit(&draft->locals);
    vector_deinit(&draft->places);
    vector_deinit(&draft->blocks);
    vector_deinit(&draft->instrs);
    vector_deinit(&draft->operands);
    vector_deinit(&draft->cases);
}

void ir_builder_begin_function(struct ir_builder *builder, struct ir_symbol_id symbol,
                               struct ir_location at, uint32_t flags)
{
    assert(!builder->draft.is_open);
    ir_draft_reset(&builder->draft);
    builder->draft.is_open = true;
    builder->draft.function.symbol = symbol;
    builder->draft.function.at = at;
    builder->draft.function.flags = flags;
    ir_builder_use_block(builder, ir_builder_block(builder));
}

void ir_builder_drop_function(struct ir_builder *builder)
{
    ir_draft_reset(&builder->draft);
}

void ir_builder_function_flags(struct ir_builder *builder, uint32_t flags)
{
    builder->draft.function.flags |= flags;
}

/* ---- locals and places ---- */

struct ir_local_id ir_builder_local(struct ir_builder *builder, const struct ir_local *local)
{
    struct draft *draft = &builder->draft;
    uint32_t index = draft->locals.count;

    if (!ir_builder_has_room(builder, index, 1))
        return (struct ir_local_id){0};
    if (local->flags & IR_LOCAL_PARAMETER) {
        assert(draft->function.n_parameters == index - 1);
        draft->function.n_parameters++;
    }
    vector_push(&draft->locals, *local);
    return (struct ir_local_id){index};
}

void ir_builder_local_address_taken(struct ir_builder *builder, struct ir_local_id local)
{
    builder->draft.locals.items[local.index].flags |= IR_LOCAL_ADDRESS_TAKEN;
}

/* The one place of that kind, parent and argument. A parent is below 2^28, so all three fit one
 * key. */
static struct ir_place_id add_place(struct ir_builder *builder, enum ir_place_kind kind,
                                    struct ir_place_id parent, uint32_t argument)
{
    struct draft *draft = &builder->draft;
    uint64_t key = (uint64_t)parent.index << 35 | (uint64_t)kind << 32 | argument;
    uint32_t *number = intmap_put(&draft->place_numbers, key, 0, NULL);

    if (!*number && ir_builder_has_room(builder, draft->places.count, 1)) {
        *number = draft->places.count;
        vector_push(&draft->places, (struct ir_place){kind, parent, argument});
    }
    return (struct ir_place_id){*number};
}

/* A step from a place that is missing (after an overflow) leads nowhere. */
static struct ir_place_id add_step(struct ir_builder *builder, enum ir_place_kind kind,
                                   struct ir_place_id parent, uint32_t argument)
{
    assert(parent.index < builder->draft.places.count);
    if (!parent.index)
        return ir_builder_place_unknown(builder);
    return add_place(builder, kind, parent, argument);
}

struct ir_place_id ir_builder_place_local(struct ir_builder *builder, struct ir_local_id local)
{
    return add_place(builder, IR_PLACE_LOCAL, (struct ir_place_id){0}, local.index);
}

struct ir_place_id ir_builder_place_global(struct ir_builder *builder, struct ir_symbol_id symbol)
{
    return add_place(builder, IR_PLACE_GLOBAL, (struct ir_place_id){0}, symbol.index);
}

struct ir_place_id ir_builder_place_unknown(struct ir_builder *builder)
{
    return add_place(builder, IR_PLACE_UNKNOWN, (struct ir_place_id){0}, 0);
}

struct ir_place_id ir_builder_place_deref(struct ir_builder *builder, struct ir_place_id parent)
{
    return add_step(builder, IR_PLACE_DEREF, parent, 0);
}

struct ir_place_id ir_builder_place_field(struct ir_builder *builder, struct ir_place_id parent,
                                          struct ir_field_id field)
{
    return add_step(builder, IR_PLACE_FIELD, parent, field.index);
}

struct ir_place_id ir_builder_place_first_row(struct ir_builder *builder, struct ir_place_id table)
{
    return add_step(builder, IR_PLACE_INDEX, table, 0);
}

struct ir_place_id ir_builder_place_index(struct ir_builder *builder, struct ir_place_id parent,
                                          struct ir_operand index)
{
    int64_t value = 0;

    if (ir_builder_is_integer(builder, index, &value)) {
        if (value == 0)
            return parent;
        if (fits_index(value))
            return add_step(builder, IR_PLACE_INDEX, parent, (uint32_t)value);
    }
    return add_step(builder, IR_PLACE_INDEX_PLACE, parent,
                    index.kind == IR_OPERAND_PLACE ? index.index : 0);
}

const struct ir_place *ir_builder_place_get(const struct ir_builder *builder, struct ir_place_id id)
{
    return &builder->draft.places.items[id.index];
}

/* ---- operands (integers: builder.c) ---- */

struct ir_operand ir_builder_value(struct ir_builder *builder, struct ir_place_id place)
{
    (void)builder;
    if (!place.index)
        return ir_builder_unknown_value();
    return (struct ir_operand){IR_OPERAND_PLACE, place.index};
}

/* The local that the place is a part of is one whose address is taken. */
static void mark_address_taken(struct ir_builder *builder, struct ir_place_id id)
{
    const struct ir_place *place = ir_builder_place_get(builder, id);

    while (place->kind == IR_PLACE_FIELD || place->kind == IR_PLACE_INDEX ||
           place->kind == IR_PLACE_INDEX_PLACE)
        place = ir_builder_place_get(builder, place->parent);
    if (place->kind == IR_PLACE_LOCAL)
        ir_builder_local_address_taken(builder, (struct ir_local_id){place->argument});
}

struct ir_operand ir_builder_address(struct ir_builder *builder, struct ir_place_id place)
{
    const struct ir_place *object = ir_builder_place_get(builder, place);

    if (!place.index || object->kind == IR_PLACE_UNKNOWN)
        return ir_builder_unknown_value();
    if (object->kind == IR_PLACE_DEREF)
        return (struct ir_operand){IR_OPERAND_PLACE, object->parent.index};
    mark_address_taken(builder, place);
    return (struct ir_operand){IR_OPERAND_ADDRESS, place.index};
}

struct ir_operand ir_builder_function(struct ir_builder *builder, struct ir_symbol_id symbol)
{
    assert(builder->overflowed ||
           (builder->symbols.items[symbol.index].flags & IR_SYMBOL_FUNCTION));
    (void)builder;
    return (struct ir_operand){IR_OPERAND_FUNCTION, symbol.index};
}

struct ir_operand ir_builder_literal(struct ir_builder *builder, const char *text, size_t length)
{
    return (struct ir_operand){IR_OPERAND_STRING, ir_builder_string(builder, text, length).offset};
}

struct ir_operand ir_builder_null(void)
{
    return (struct ir_operand){IR_OPERAND_NULL, 0};
}

struct ir_operand ir_builder_unknown_value(void)
{
    return (struct ir_operand){IR_OPERAND_UNKNOWN, 0};
}

/* ---- blocks ---- */

struct ir_block_id ir_builder_block(struct ir_builder *builder)
{
    uint32_t index = builder->draft.blocks.count;

    if (!ir_builder_has_room(builder, index, 1))
        return (struct ir_block_id){0};
    vector_push(&builder->draft.blocks, (struct draft_block){0});
    return (struct ir_block_id){index};
}

void ir_builder_use_block(struct ir_builder *builder, struct ir_block_id block)
{
    struct draft *draft = &builder->draft;

    assert(block.index < draft->blocks.count);
    draft->current = block.index;
    if (!block.index || draft->blocks.items[block.index].was_used)
        return;
    draft->blocks.items[block.index].was_used = 1;
    vector_push(&draft->order, block.index);
}

struct ir_block_id ir_builder_current(const struct ir_builder *builder)
{
    return (struct ir_block_id){builder->draft.current};
}

void ir_builder_block_flags(struct ir_builder *builder, struct ir_block_id block, uint32_t flags)
{
    builder->draft.blocks.items[block.index].block.flags |= (uint16_t)flags;
}

static struct draft_block *current_block(struct ir_builder *builder)
{
    return &builder->draft.blocks.items[builder->draft.current];
}

bool ir_builder_ended(const struct ir_builder *builder)
{
    return builder->draft.blocks.items[builder->draft.current].block.end != 0;
}

/* ---- instructions ---- */

/* Appends to the current block, which has no end yet. */
static void emit(struct ir_builder *builder, const struct ir_instr *instr)
{
    struct draft *draft = &builder->draft;
    struct draft_block *block = current_block(builder);
    uint32_t index = draft->instrs.count;

    if (!ir_builder_has_room(builder, index, 1))
        return;
    vector_push(&draft->instrs, (struct draft_instr){*instr, 0});
    if (block->last)
        draft->instrs.items[block->last].next = index;
    else
        block->first = index;
    block->last = index;
}

void ir_builder_copy(struct ir_builder *builder, struct ir_place_id dst, struct ir_operand value,
                     struct ir_location at, uint16_t flags)
{
    assert(value.kind != IR_OPERAND_NONE);
    if (ir_builder_ended(builder) || !dst.index)
        return;
    emit(builder, &(struct ir_instr){
                      .op = IR_COPY, .flags = flags, .dst = dst, .a = value, .b = {0}, .at = at});
}

/* Puts the constant of a comparison on its right: `NULL == p` is `p == NULL`. */
static void put_constant_right(struct ir_operand *a, enum ir_operator *relation,
                               struct ir_operand *b)
{
    static const enum ir_operator mirrored[] = {[IR_EQ] = IR_EQ, [IR_NE] = IR_NE, [IR_LT] = IR_GT,
                                                [IR_LE] = IR_GE, [IR_GT] = IR_LT, [IR_GE] = IR_LE};
    bool is_left = a->kind == IR_OPERAND_INTEGER || a->kind == IR_OPERAND_NULL;
    bool is_right = b->kind == IR_OPERAND_INTEGER || b->kind == IR_OPERAND_NULL;

    if (*relation < IR_EQ || *relation > IR_GE || !is_left || is_right)
        return;
    struct ir_operand constant = *a;
    *a = *b;
    *b = constant;
    *relation = mirrored[*relation];
}

void ir_builder_compute(struct ir_builder *builder, struct ir_place_id dst,
                        enum ir_operator operation, struct ir_operand a, struct ir_operand b,
                        struct ir_location at, uint16_t flags)
{
    assert(a.kind != IR_OPERAND_NONE && operation != IR_NO_OPERATOR);
    assert((b.kind == IR_OPERAND_NONE) == (operation == IR_NOT || operation == IR_NEG));
    if (ir_builder_ended(builder) || !dst.index)
        return;
    put_constant_right(&a, &operation, &b);
    emit(builder, &(struct ir_instr){.op = IR_COMPUTE,
                                     .operation = (uint8_t)operation,
                                     .flags = flags,
                                     .dst = dst,
                                     .a = a,
                                     .b = b,
                                     .at = at});
}

static struct ir_operand callable(struct ir_operand callee)
{
    if (callee.kind == IR_OPERAND_FUNCTION || callee.kind == IR_OPERAND_PLACE)
        return callee;
    return ir_builder_unknown_value();
}

void ir_builder_call(struct ir_builder *builder, struct ir_place_id dst, struct ir_operand callee,
                     const struct ir_operand *arguments, uint32_t n_arguments,
                     struct ir_location at, uint16_t flags)
{
    struct draft *draft = &builder->draft;
    struct ir_range run = {n_arguments ? draft->operands.count : 0, n_arguments};

    if (ir_builder_ended(builder) ||
        !ir_builder_has_room(builder, draft->operands.count, n_arguments))
        return;
    for (uint32_t i = 0; i < n_arguments; i++) {
        assert(arguments[i].kind != IR_OPERAND_NONE);
        vector_push(&draft->operands, arguments[i]);
    }
    emit(builder, &(struct ir_instr){.op = IR_CALL,
                                     .flags = flags,
                                     .dst = dst,
                                     .a = callable(callee),
                                     .arguments = run,
                                     .at = at});
}

void ir_builder_unknown(struct ir_builder *builder, const char *reason, struct ir_location at)
{
    struct ir_instr instr = {.op = IR_UNKNOWN, .b = {0}, .at = at};
    size_t length = 0;

    if (ir_builder_ended(builder))
        return;
    while (reason[length])
        length++;
    /* Set alone, so that the rest of the union stays zero: these bytes are written. */
    instr.reason = ir_builder_string(builder, reason, length);
    emit(builder, &instr);
}

/* ---- ends ---- */

/* Ends the current block, unless it has its end already. */
static void end_block(struct ir_builder *builder, const struct ir_block *end)
{
    struct ir_block *block = &current_block(builder)->block;
    uint16_t flags = block->flags;

    if (block->end)
        return;
    *block = *end;
    block->flags = flags;
}

void ir_builder_jump(struct ir_builder *builder, struct ir_block_id target, struct ir_location at)
{
    end_block(builder, &(struct ir_block){.end = IR_END_JUMP, .target = {target}, .at = at});
}

static bool relation_holds(enum ir_operator relation, int64_t a, int64_t b)
{
    if (relation == IR_EQ)
        return a == b;
    if (relation == IR_NE)
        return a != b;
    if (relation == IR_LT)
        return a < b;
    if (relation == IR_LE)
        return a <= b;
    return relation == IR_GT ? a > b : a >= b;
}

void ir_builder_branch(struct ir_builder *builder, struct ir_operand a, enum ir_operator relation,
                       struct ir_operand b, struct ir_block_id then, struct ir_block_id otherwise,
                       struct ir_location at)
{
    int64_t value_a = 0;
    int64_t value_b = 0;

    assert(relation >= IR_EQ && relation <= IR_GE);
    assert(a.kind != IR_OPERAND_NONE && b.kind != IR_OPERAND_NONE);
    if (ir_builder_is_integer(builder, a, &value_a) &&
        ir_builder_is_integer(builder, b, &value_b)) {
        ir_builder_jump(builder, relation_holds(relation, value_a, value_b) ? then : otherwise, at);
        return;
    }
    put_constant_right(&a, &relation, &b);
    end_block(builder, &(struct ir_block){.end = IR_END_BRANCH,
                                          .relation = (uint8_t)relation,
                                          .target = {then, otherwise},
                                          .a = a,
                                          .b = b,
                                          .at = at});
}

/* Where a switch on that constant goes. */
static struct ir_block_id target_of_value(int64_t value, const struct ir_case *cases,
                                          uint32_t n_cases, struct ir_block_id otherwise)
{
    for (uint32_t i = 0; i < n_cases; i++)
        if (cases[i].low <= value && value <= cases[i].high)
            return cases[i].target;
    return otherwise;
}

/* Adds the cases to the draft; room for them was seen to. */
static struct ir_range add_cases(struct draft *draft, const struct ir_case *cases, uint32_t n_cases)
{
    uint32_t first = draft->cases.count;

    for (uint32_t i = 0; i < n_cases; i++)
        if (cases[i].low <= cases[i].high)
            vector_push(&draft->cases,
                        (struct ir_case){cases[i].low, cases[i].high, cases[i].target, 0});
    return (struct ir_range){first, draft->cases.count - first};
}

void ir_builder_switch(struct ir_builder *builder, struct ir_operand value,
                       const struct ir_case *cases, uint32_t n_cases, struct ir_block_id otherwise,
                       struct ir_location at)
{
    struct draft *draft = &builder->draft;
    int64_t constant = 0;

    assert(value.kind != IR_OPERAND_NONE);
    if (ir_builder_ended(builder))
        return;
    if (ir_builder_is_integer(builder, value, &constant)) {
        ir_builder_jump(builder, target_of_value(constant, cases, n_cases, otherwise), at);
        return;
    }
    if (!ir_builder_has_room(builder, draft->cases.count, n_cases))
        n_cases = 0;
    end_block(builder, &(struct ir_block){.end = IR_END_SWITCH,
                                          .target = {otherwise},
                                          .a = value,
                                          .cases = add_cases(draft, cases, n_cases),
                                          .at = at});
}

void ir_builder_return(struct ir_builder *builder, struct ir_operand value, struct ir_location at)
{
    end_block(builder, &(struct ir_block){.end = IR_END_RETURN, .a = value, .at = at});
}

void ir_builder_unreachable(struct ir_builder *builder, struct ir_location at)
{
    end_block(builder, &(struct ir_block){.end = IR_END_UNREACHABLE, .at = at});
}

void ir_builder_any(struct ir_builder *builder, const struct ir_case *targets, uint32_t n_targets,
                    struct ir_location at)
{
    struct draft *draft = &builder->draft;
    uint32_t first = draft->cases.count;

    if (ir_builder_ended(builder))
        return;
    if (!n_targets || !ir_builder_has_room(builder, first, n_targets)) {
        ir_builder_unreachable(builder, at);
        return;
    }
    for (uint32_t i = 1; i < n_targets; i++)
        vector_push(&draft->cases, (struct ir_case){.target = targets[i].target});
    end_block(builder, &(struct ir_block){.end = IR_END_ANY,
                                          .target = {targets[0].target},
                                          .cases = {first, n_targets - 1},
                                          .at = at});
}
