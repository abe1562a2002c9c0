/* take() and give(): take() returns what it takes out of a list, a stack or a variable, and makes a new one where there
 * is none; give() puts it there. What is put there is used by the next one, and lives as long as the process.
 *
 * Requires what clients.c requires. */
#include "program/clients_spare.h"

#include "program/elements.h"
#include "program/solver.h"
#include "program/stores.h"

/* Copies and calls between what is kept and the return. */
enum { STEPS_MOST = 4 };

/* Whether the function writes to the place, or to that field or global of another object: what it has read from there is
 * there no more. */
static bool writes(const struct program *program, uint32_t number, uint32_t place)
{
    const struct fn *fn = &program->fns[number];
    uint32_t element = element_of_named_place(program, number, (struct ir_place_id){place});

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
            struct ir_place_id to = fn->unit->instrs[i].dst;
            if (to.index && (to.index == place ||
                             (element && element_of_named_place(program, number, to) == element)))
                return true;
        }
    }
    return false;
}

/* Whether the operand is an object that is kept in memory, and that the function takes from there: it writes something
 * else there, or moves the index of the last one. */
static bool is_taken(const struct program *program, uint32_t number, struct ir_operand operand)
{
    const struct fn *fn = &program->fns[number];

    if (operand.kind != IR_OPERAND_PLACE || fn_local(fn, operand) ||
        stores_type_of_place(fn, (struct ir_place_id){operand.index})->kind != IR_TYPE_POINTER)
        return false;
    const struct ir_place *place = fn_place(fn, operand.index);
    return writes(program, number, operand.index) ||
           (place->kind == IR_PLACE_INDEX_PLACE && writes(program, number, place->argument));
}

static bool returns_taken(const struct program *program, uint32_t number, uint32_t step);

/* Whether the local gets such a one, or what a function returns that returns one. */
// NOLINTNEXTLINE(misc-no-recursion): at most STEPS_MOST deep
static bool holds_taken(const struct program *program, uint32_t number, uint32_t local,
                        uint32_t step)
{
    const struct fn *fn = &program->fns[number];

    for (uint32_t id = 1; step < STEPS_MOST && id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[i];
            if (instr->dst.index != local)
                continue;
            if (instr->op == IR_COPY && (is_taken(program, number, instr->a) ||
                                         (fn_local(fn, instr->a) &&
                                          holds_taken(program, number, instr->a.index, step + 1))))
                return true;
            if (instr->op != IR_CALL)
                continue;
            const struct fn_list targets = fn->calls[graph_first_call(fn, i)].targets;
            if (targets.count == 1 && returns_taken(program, targets.items[0], step + 1))
                return true;
        }
    }
    return false;
}

// NOLINTNEXTLINE(misc-no-recursion): at most STEPS_MOST deep
static bool returns_taken(const struct program *program, uint32_t number, uint32_t step)
{
    const struct fn *fn = &program->fns[number];

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        if (block->end == IR_END_RETURN &&
            (is_taken(program, number, block->a) ||
             (fn_local(fn, block->a) && holds_taken(program, number, block->a.index, step))))
            return true;
    }
    return false;
}

bool clients_given_again(const struct program *program, const struct creation_record *record)
{
    const struct creation_record *items = program->solution->creations.items.items;

    while (record->through) {
        record = &items[record->through];
        if (returns_taken(program, record->fn, 0))
            return true;
    }
    return false;
}
