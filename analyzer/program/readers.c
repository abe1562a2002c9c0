#include "program/readers.h"

#include "program/elements.h"

struct reading {
    uint32_t element, fn;
};

struct scan {
    const struct program *program;
    VECTOR(struct reading) found;
    uint32_t *last_in; /* per element: the function that it was last read in */
    uint32_t n_named;
};

static void scan_operand(struct scan *scan, uint32_t number, struct ir_operand operand)
{
    if (operand.kind != IR_OPERAND_PLACE && operand.kind != IR_OPERAND_ADDRESS)
        return;
    uint32_t element =
        element_of_named_place(scan->program, number, (struct ir_place_id){operand.index});
    if (!element || element >= scan->n_named || scan->last_in[element] == number)
        return;
    scan->last_in[element] = number;
    vector_push(&scan->found, (struct reading){element, number});
}

static void scan_function(struct scan *scan, uint32_t number)
{
    const struct fn *fn = &scan->program->fns[number];

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
        for (uint32_t i = 0; i < block->instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[block->instrs.first + i];
            scan_operand(scan, number, instr->a);
            if (instr->op == IR_COMPUTE)
                scan_operand(scan, number, instr->b);
            for (uint32_t k = 0; instr->op == IR_CALL && k < instr->arguments.count; k++)
                scan_operand(scan, number, fn->unit->operands[instr->arguments.first + k]);
        }
        scan_operand(scan, number, block->a);
        scan_operand(scan, number, block->b);
    }
}

struct readers *readers_find(const struct program *program, struct arena *run)
{
    struct readers *readers = ARENA_NEW(run, struct readers);
    struct scan scan = {.program = program, .n_named = elements_named(program)};

    scan.last_in = ARENA_ARRAY(run, uint32_t, scan.n_named);
    for (uint32_t i = 1; i < program->n_fns; i++)
        if (!program->fns[i].is_model)
            scan_function(&scan, i);
    /* a counting sort: stable, so that the functions stay in order */
    readers->first = ARENA_ARRAY(run, uint32_t, scan.n_named + 2);
    readers->fns = ARENA_ARRAY(run, uint32_t, scan.found.count);
    for (uint32_t i = 0; i < scan.found.count; i++)
        readers->first[scan.found.items[i].element + 2]++;
    for (uint32_t i = 2; i < scan.n_named + 2; i++)
        readers->first[i] += readers->first[i - 1];
    for (uint32_t i = 0; i < scan.found.count; i++)
        readers->fns[readers->first[scan.found.items[i].element + 1]++] = scan.found.items[i].fn;
    vector_deinit(&scan.found);
    return readers;
}

struct bitset readers_leading_to(const struct readers *readers, const struct program *program,
                                 uint32_t element, struct arena *arena)
{
    struct bitset leading = bitset_new(arena, program->n_fns);
    VECTOR(uint32_t) todo = {0};

    for (uint32_t i = readers->first[element]; i < readers->first[element + 1]; i++)
        if (bitset_add(&leading, readers->fns[i]))
            vector_push(&todo, readers->fns[i]);
    while (todo.count) {
        const struct fn_list *callers = &program->fns[vector_pop(&todo)].callers;
        for (uint32_t i = 0; i < callers->count; i++)
            if (bitset_add(&leading, callers->items[i]))
                vector_push(&todo, callers->items[i]);
    }
    vector_deinit(&todo);
    return leading;
}
