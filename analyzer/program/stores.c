#include "program/stores.h"

#include <string.h>

#include "program/elements.h"
#include "program/model_uses.h"

VECTOR_TYPE(store_list, struct store);

struct scan {
    const struct program *program;
    struct stores *stores;
    struct store_list found, zeroings;
    struct bitset zeroes; /* models that may set what a parameter points to to zero */
    uint32_t n_named;     /* elements of fields and globals are below */
};

static void take_address(struct scan *scan, uint32_t number, struct ir_operand operand)
{
    uint32_t element =
        operand.kind == IR_OPERAND_ADDRESS
            ? element_of_named_place(scan->program, number, (struct ir_place_id){operand.index})
            : 0;

    if (element && element < scan->n_named)
        bitset_add(&scan->stores->address_taken, element);
}

/* The record that the place holds as a whole, by the program's number; 0 = it is none. */
static uint32_t record_of_type(const struct program *program, const struct fn *fn,
                               const struct ir_type *type)
{
    return type->kind == IR_TYPE_RECORD ? program->record_of[fn->input][type->record.index] : 0;
}

const struct ir_type *stores_type_of_place(const struct fn *fn, struct ir_place_id id)
{
    const struct ir_unit *unit = fn->unit;
    const struct ir_place *place = ir_place(unit, fn->ir, id);
    const struct ir_type *parent =
        place->parent.index ? stores_type_of_place(fn, place->parent) : &unit->types[0];

    switch ((enum ir_place_kind)place->kind) {
    case IR_PLACE_LOCAL:
        return &unit->types[ir_local(unit, fn->ir, (struct ir_local_id){place->argument})
                                ->type.index];
    case IR_PLACE_GLOBAL:
        return &unit->types[unit->symbols[place->argument].type.index];
    case IR_PLACE_FIELD:
        return &unit->types[unit->fields[place->argument].type.index];
    case IR_PLACE_DEREF:
        return &unit->types[parent->element.index];
    case IR_PLACE_INDEX:
    case IR_PLACE_INDEX_PLACE:
        return parent->kind == IR_TYPE_ARRAY ? &unit->types[parent->element.index] : parent;
    case IR_PLACE_UNKNOWN:
        break;
    }
    return &unit->types[0];
}

static void add_zeroing(struct scan *scan, uint32_t number, uint32_t block, uint32_t index)
{
    const struct program *program = scan->program;
    const struct fn *fn = &program->fns[number];
    const struct ir_instr *instr = &fn->unit->instrs[index];
    const struct ir_type *type = &fn->unit->types[0];

    if (instr->op == IR_COPY && instr->a.kind == IR_OPERAND_INTEGER && instr->dst.index) {
        type = stores_type_of_place(fn, instr->dst);
    } else if (instr->op == IR_CALL) {
        const struct call_site *site = &fn->calls[graph_first_call(fn, index)];
        if (!site->targets.count || !bitset_has(&scan->zeroes, site->targets.items[0]))
            return;
        uint32_t parameter = model_uses_zeroed(program, site->targets.items[0], fn, instr);
        if (!parameter)
            return;
        struct ir_operand object = fn->unit->operands[instr->arguments.first + parameter - 1];
        if (object.kind == IR_OPERAND_ADDRESS)
            type = stores_type_of_place(fn, (struct ir_place_id){object.index});
        else if (object.kind == IR_OPERAND_PLACE)
            type = &fn->unit->types[stores_type_of_place(fn, (struct ir_place_id){object.index})
                                        ->element.index];
    }
    uint32_t record = record_of_type(program, fn, type);
    if (record)
        vector_push(&scan->zeroings, (struct store){record, number, block, index});
}

/* Whether the instruction only reads its place, atomically: `__sync_or_and_fetch(&stop, 0)`. */
static bool leaves_as_it_is(const struct fn *fn, const struct ir_instr *instr)
{
    bool is_sum = instr->operation == IR_ADD || instr->operation == IR_SUB ||
                  instr->operation == IR_OR || instr->operation == IR_XOR;
    int64_t number;

    return instr->op == IR_COMPUTE && is_sum && instr->a.kind == IR_OPERAND_PLACE &&
           instr->a.index == instr->dst.index && fn_number(fn, instr->b, &number) && number == 0;
}

static void scan_instr(struct scan *scan, uint32_t number, uint32_t block, uint32_t index)
{
    const struct fn *fn = &scan->program->fns[number];
    const struct ir_instr *instr = &fn->unit->instrs[index];
    uint32_t element = element_of_place(scan->program, number, instr->dst);

    if (element && element < scan->n_named && !leaves_as_it_is(fn, instr))
        vector_push(&scan->found, (struct store){element, number, block, index});
    add_zeroing(scan, number, block, index);
    if (instr->op == IR_COPY)
        take_address(scan, number, instr->a);
    for (uint32_t i = 0; instr->op == IR_CALL && i < instr->arguments.count; i++)
        take_address(scan, number, fn->unit->operands[instr->arguments.first + i]);
}

static void scan_function(struct scan *scan, uint32_t number)
{
    const struct fn *fn = &scan->program->fns[number];

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
        for (uint32_t i = 0; i < block->instrs.count; i++)
            scan_instr(scan, number, id, block->instrs.first + i);
        if (block->end == IR_END_RETURN)
            take_address(scan, number, block->a);
    }
}

/* A counting sort by element: stable, so that the order is the program's. */
static struct store *sort(const struct store_list *list, uint32_t n_elements, struct arena *run,
                          uint32_t **ret_first)
{
    struct store *items = ARENA_ARRAY(run, struct store, list->count);
    uint32_t *first = *ret_first = ARENA_ARRAY(run, uint32_t, n_elements + 2);

    for (uint32_t i = 0; i < list->count; i++)
        first[list->items[i].element + 2]++;
    for (uint32_t i = 2; i < n_elements + 2; i++)
        first[i] += first[i - 1];
    for (uint32_t i = 0; i < list->count; i++)
        items[first[list->items[i].element + 1]++] = list->items[i];
    return items;
}

struct store_span stores_to(const struct stores *stores, uint32_t element)
{
    if (!element || element >= stores->address_taken.size)
        return (struct store_span){0, 0};
    return (struct store_span){stores->first[element], stores->first[element + 1]};
}

struct stores *stores_find(const struct program *program, struct arena *run)
{
    struct stores *stores = ARENA_NEW(run, struct stores);
    struct scan scan = {.program = program, .stores = stores, .n_named = elements_named(program)};

    stores->address_taken = bitset_new(run, scan.n_named);
    scan.zeroes = bitset_new(run, program->n_fns);
    for (uint32_t i = 1; i < program->n_fns; i++) {
        struct model_uses uses = {.count = 0};
        if (program->fns[i].is_model)
            uses = model_uses(program, i);
        for (uint32_t k = 0; k < uses.count; k++)
            if (uses.items[k].kind == USE_ZERO)
                bitset_add(&scan.zeroes, i);
    }
    for (uint32_t i = 1; i < program->n_fns; i++)
        if (!program->fns[i].is_model)
            scan_function(&scan, i);
    stores->items = sort(&scan.found, scan.n_named, run, &stores->first);
    stores->zeroings = sort(&scan.zeroings, program->n_records, run, &stores->first_zeroing);
    vector_deinit(&scan.zeroings);
    vector_deinit(&scan.found);
    return stores;
}
