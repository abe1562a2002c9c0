/* Entries that are looked for because they are not in use: a loop over them compares a mark of each with a number (`if
 * (!slot->busy)`, `if (slots[i] == NULL)`), and only where all are in use one more is made. There are as many as are ever
 * in use at a time, if somebody gives them back: somewhere the mark is set to that number while the program serves, and
 * somewhere to another one. */
#include "program/conditions.h"
#include "program/elements.h"
#include "program/growth_inside.h"
#include "program/stop_region.h"
#include "program/stores.h"
#include "program/ways.h"

struct scan {
    const struct growth_facts *facts;
    const struct program *program;
    uint32_t kind, array;
    bool is_set, is_unset; /* the mark gets the number that it is compared with; another one */
};

/* Whether the place is a cell of the array, itself or with the field as its part. */
static bool is_cell(const struct scan *scan, uint32_t number, uint32_t id)
{
    uint32_t index, array = growth_array_of(&scan->program->fns[number], id, &index);

    return scan->array && array &&
           element_of_named_place(scan->program, number, (struct ir_place_id){array}) ==
               scan->array;
}

/* The field that is the mark, where the place is one of an entry; 0 = none. A link of entries is none. */
static uint32_t mark_of(const struct scan *scan, uint32_t number, uint32_t id)
{
    const struct fn *fn = &scan->program->fns[number];
    const struct ir_place *place = fn_place(fn, id);

    if (place->kind != IR_PLACE_FIELD || !scan->kind)
        return 0;
    const struct ir_field *field = &fn->unit->fields[place->argument];
    if (scan->program->record_of[fn->input][field->record.index] != scan->kind ||
        growth_pointee(scan->program, fn, stores_type_of_place(fn, (struct ir_place_id){id})) ==
            scan->kind)
        return 0;
    return element_of_named_place(scan->program, number, (struct ir_place_id){id});
}

/* A pointer that is stored is not NULL, if it is not said to be. */
static void note(struct scan *scan, const struct fn *fn, const struct ir_instr *instr,
                 int64_t spare)
{
    int64_t value;
    bool is_known = instr->op == IR_COPY && fn_number(fn, instr->a, &value);
    bool is_pointer = stores_type_of_place(fn, instr->dst)->kind == IR_TYPE_POINTER;

    if (is_known ? value == spare : !is_pointer)
        scan->is_set = true;
    if (!is_known || value != spare)
        scan->is_unset = true;
}

static void note_marks(struct scan *scan, uint32_t mark, int64_t spare)
{
    const struct stores *stores = ways_stores(scan->program->stop_facts->ways);
    struct store_span span = stores_to(stores, mark);
    uint32_t record = scan->kind;

    scan->is_set |= bitset_has(&stores->address_taken, mark);
    for (uint32_t i = span.first; i < span.end; i++) {
        const struct store *store = &stores->items[i];
        const struct fn *fn = &scan->program->fns[store->fn];
        if (growth_reached(scan->facts, store->fn, store->block) == REACHED_STEADY)
            note(scan, fn, &fn->unit->instrs[store->instr], spare);
    }
    for (uint32_t i = stores->first_zeroing[record]; i < stores->first_zeroing[record + 1]; i++)
        if (growth_reached(scan->facts, stores->zeroings[i].fn, stores->zeroings[i].block) ==
            REACHED_STEADY)
            scan->is_set = true;
}

static void note_cells(struct scan *scan, int64_t spare)
{
    for (uint32_t number = 1; number < scan->program->n_fns; number++) {
        const struct fn *fn = &scan->program->fns[number];
        for (uint32_t id = 1; growth_is_asked(scan->facts, number) && id < fn->ir->blocks.count;
             id++) {
            struct ir_range instrs = fn_block(fn, id)->instrs;
            for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
                uint32_t to = fn->unit->instrs[i].dst.index;
                if (to && fn_place(fn, to)->kind == IR_PLACE_INDEX_PLACE &&
                    is_cell(scan, number, to) &&
                    growth_reached(scan->facts, number, id) == REACHED_STEADY)
                    note(scan, fn, &fn->unit->instrs[i], spare);
            }
        }
    }
}

enum growth_spares growth_spares_of(const struct growth_facts *facts, uint32_t number,
                                    uint32_t kind, uint32_t array)
{
    const struct fn *fn = &facts->program->fns[number];
    struct scan scan = {.facts = facts, .program = facts->program, .kind = kind, .array = array};
    bool any = false;

    for (uint32_t id = 1; fn->n_loops && id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        bool is_equal = block->relation == IR_EQ || block->relation == IR_NE;
        int64_t spare;
        if (block->end != IR_END_BRANCH || !is_equal || !fn->loop_of[id] ||
            block->a.kind != IR_OPERAND_PLACE || !fn_number(fn, block->b, &spare))
            continue;
        uint32_t mark = mark_of(&scan, number, block->a.index);
        bool is_own = !mark && fn_place(fn, block->a.index)->kind == IR_PLACE_INDEX_PLACE &&
                      is_cell(&scan, number, block->a.index);
        if (!mark && !is_own)
            continue;
        any = true;
        if (mark)
            note_marks(&scan, mark, spare);
        else
            note_cells(&scan, spare);
        if (scan.is_set && scan.is_unset)
            return SPARES_COME_BACK;
        scan.is_set = scan.is_unset = false;
    }
    return any ? SPARES_STAY_AWAY : SPARES_UNKNOWN;
}
