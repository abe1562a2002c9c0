/* A ring whose state is in two indices, of which one moves where something is put in, the other where it is taken out:
 *
 *     while (ring->first == ring->end)                   end = (ring->end + 1) % SIZE;
 *         wait(&ring->filled);                           while (end == ring->first)
 *     item = ring->items[ring->first];                       wait(&ring->emptied);
 *     ring->first = (ring->first + 1) % SIZE;            ring->items[ring->end] = item; ring->end = end;
 *
 * Who waits moves one of them himself behind the wait; what he waits for is that somebody moves the other one.
 *
 * Requires targets. */
#include "program/ring_indices.h"

#include "program/conditions.h"
#include "program/elements.h"

/* Steps from a value back to what it was computed from. */
enum { INDEX_STEPS = 5 };

/* The field or global that the operand is; 0 = none. */
static uint32_t element_at(const struct program *program, uint32_t number,
                           struct ir_operand operand)
{
    if (operand.kind != IR_OPERAND_PLACE || fn_local(&program->fns[number], operand))
        return 0;
    uint32_t element = element_of_named_place(program, number, (struct ir_place_id){operand.index});
    return element < elements_named(program) ? element : 0;
}

static bool comes_from(const struct program *program, uint32_t number, struct ir_operand operand,
                       uint32_t element, uint32_t steps);

static bool is_computed_from(const struct program *program, uint32_t number,
                             const struct ir_instr *instr, uint32_t element,
                             uint32_t steps) // NOLINT(misc-no-recursion): INDEX_STEPS
{
    return (instr->op == IR_COPY || instr->op == IR_COMPUTE) &&
           (comes_from(program, number, instr->a, element, steps) ||
            (instr->op == IR_COMPUTE && comes_from(program, number, instr->b, element, steps)));
}

/* Whether the operand's value goes back to that of the field or global, through locals. */
static bool comes_from(const struct program *program, uint32_t number, struct ir_operand operand,
                       uint32_t element,
                       uint32_t steps) // NOLINT(misc-no-recursion): INDEX_STEPS
{
    const struct fn *fn = &program->fns[number];

    if (operand.kind != IR_OPERAND_PLACE || steps == INDEX_STEPS)
        return false;
    if (!fn_local(fn, operand))
        return element_at(program, number, operand) == element;
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++)
            if (fn->unit->instrs[i].dst.index == operand.index &&
                is_computed_from(program, number, &fn->unit->instrs[i], element, steps + 1))
                return true;
    }
    return false;
}

bool ring_indices_moves(const struct program *program, const struct store *store)
{
    const struct ir_instr *instr = &program->fns[store->fn].unit->instrs[store->instr];

    return is_computed_from(program, store->fn, instr, store->element, 0);
}

/* Whether the function moves it on. */
static bool is_moved_in(const struct program *program, uint32_t number, uint32_t element)
{
    const struct fn *fn = &program->fns[number];

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
            struct ir_place_id dst = fn->unit->instrs[i].dst;
            if (dst.index && element_of_named_place(program, number, dst) == element &&
                is_computed_from(program, number, &fn->unit->instrs[i], element, 0))
                return true;
        }
    }
    return false;
}

/* Whether both lie side by side: in records of one kind, or outside of any. */
static bool are_side_by_side(const struct program *program, uint32_t a, uint32_t b)
{
    if (element_is_field(a) != element_is_field(b))
        return false;
    return !element_is_field(a) || program->fields[a / 2].record == program->fields[b / 2].record;
}

/* Of the two that are compared, the one that the function does not move itself, while it moves the other one; kind none = they
 * are no such pair. A local stands for what it was computed from. */
static struct ir_operand other_of(const struct program *program, uint32_t number,
                                  struct ir_operand a, struct ir_operand b)
{
    struct ir_operand none = {0};
    uint32_t in_a = element_at(program, number, a), in_b = element_at(program, number, b);

    if (in_a && in_b) {
        bool moves_a = is_moved_in(program, number, in_a);
        bool moves_b = is_moved_in(program, number, in_b);
        if (in_a == in_b || moves_a == moves_b || !are_side_by_side(program, in_a, in_b))
            return none;
        return moves_a ? b : a;
    }
    struct ir_operand local = in_a ? b : a, shared = in_a ? a : b;
    uint32_t element = in_a ? in_a : in_b;
    if (!element || !fn_local(&program->fns[number], local))
        return none;
    /* end = (ring->end + 1) % SIZE: the index that is moved to it in the end */
    const struct fn *fn = &program->fns[number];
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
            const struct ir_instr *move = &fn->unit->instrs[i];
            struct ir_operand to = {IR_OPERAND_PLACE, move->dst.index};
            uint32_t moved = move->dst.index ? element_at(program, number, to) : 0;
            if (moved && moved != element && are_side_by_side(program, moved, element) &&
                comes_from(program, number, local, moved, 0) &&
                is_computed_from(program, number, move, moved, 0) &&
                !is_moved_in(program, number, element))
                return shared;
        }
    }
    return none;
}

/* The difference of two indices that the local holds. */
static const struct ir_instr *difference_in(const struct fn *fn, struct ir_operand operand)
{
    const struct ir_instr *write =
        fn_local(fn, operand) ? conditions_only_write(fn, operand.index) : NULL;

    return write && write->op == IR_COMPUTE && write->operation == IR_SUB ? write : NULL;
}

bool ring_indices_look(const struct program *program, uint32_t number, uint32_t id, uint32_t edge,
                       struct look *look)
{
    const struct fn *fn = &program->fns[number];
    const struct ir_block *block = fn_block(fn, id);
    enum ir_operator relation = (enum ir_operator)block->relation;
    struct ir_operand other = {0};
    int64_t value;

    if (block->end != IR_END_BRANCH)
        return false;
    if (edge)
        relation = relation_negate(relation);
    const struct ir_instr *difference = difference_in(fn, block->a);
    bool is_number = fn_number(fn, block->b, &value);
    bool is_large = (relation == IR_GE || relation == IR_GT) && (!is_number || value > 0);
    if (difference && (relation == IR_EQ || is_large))
        other = other_of(program, number, difference->a, difference->b);
    else if (!is_number && relation == IR_EQ)
        other = other_of(program, number, block->a, block->b);
    uint32_t element = other.kind == IR_OPERAND_PLACE ? element_at(program, number, other) : 0;
    if (!element)
        return false;
    *look = (struct look){.element = element,
                          .place.index = other.index,
                          .relation = IR_NO_OPERATOR,
                          .is_index = true};
    return true;
}
