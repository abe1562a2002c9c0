/* A record around a container of the program's own (growth_own.c), with functions that do to the container in it what they
 * are asked to, is a container as well: a list and its mutex. It has one such field, and only functions that get the record
 * use that. */
#include "program/elements.h"
#include "program/growth_inside.h"

struct scan {
    struct growth_facts *facts;
    const struct program *program;
};

/* The place of the container at that call of one of the functions, where it is a field of an object: `&list->items`;
 * 0 = it is none. */
static uint32_t place_of_container(const struct fn *caller, const struct call_site *site,
                                   struct own_container own)
{
    const struct ir_instr *call = &caller->unit->instrs[site->instr];
    struct ir_operand operand = fn_argument(caller, site->instr, own.parameter);
    bool is_place = operand.kind == IR_OPERAND_PLACE || operand.kind == IR_OPERAND_ADDRESS;

    return is_place && own.parameter <= call->arguments.count &&
                   fn_place(caller, operand.index)->kind == IR_PLACE_FIELD
               ? operand.index
               : 0;
}

/* A field that holds such a container, in a record whose objects the functions get that use it. */
struct holder {
    uint32_t element, record;
    bool is_open; /* others use it as well */
};

struct holders {
    VECTOR(struct holder) items;
};

static struct holder *holder_of(const struct scan *scan, struct holders *holders, uint32_t element)
{
    for (uint32_t i = 0; i < holders->items.count; i++)
        if (holders->items.items[i].element == element)
            return &holders->items.items[i];
    vector_push(&holders->items,
                (struct holder){element, scan->program->fields[element / 2].record, false});
    return &holders->items.items[holders->items.count - 1];
}

static void each_use(struct scan *scan, struct holders *holders, uint32_t end,
                     void (*visit)(struct scan *, struct holders *, uint32_t caller, uint32_t place,
                                   struct own_container))
{
    for (uint32_t i = 0; i < end; i++) {
        struct own_container own = scan->facts->own.items[i];
        const struct fn *fn = &scan->program->fns[own.fn];
        bool is_own = bitset_has(&scan->facts->own_records, own.record);
        for (uint32_t k = 0; is_own && k < fn->n_called_at; k++) {
            uint32_t number = fn->called_at[k].fn;
            const struct fn *caller = &scan->program->fns[number];
            uint32_t place = place_of_container(caller, &caller->calls[fn->called_at[k].call], own);
            uint32_t element =
                place ? element_of_named_place(scan->program, number, (struct ir_place_id){place})
                      : 0;
            if (element && element_is_field(element))
                visit(scan, holders, number, place, own);
        }
    }
}

static void note_holder(struct scan *scan, struct holders *holders, uint32_t caller, uint32_t place,
                        struct own_container own)
{
    struct holder *holder = holder_of(
        scan, holders, element_of_named_place(scan->program, caller, (struct ir_place_id){place}));

    (void)own;
    holder->is_open |= !growth_own_around(scan->facts, caller, place, holder->record);
}

/* Whether the field is the only one of its record, and only functions that get the record use it. */
static bool is_only_part(const struct holders *holders, const struct holder *holder)
{
    for (uint32_t i = 0; i < holders->items.count; i++)
        if (&holders->items.items[i] != holder && holders->items.items[i].record == holder->record)
            return false;
    return !holder->is_open;
}

static void add_outer(struct scan *scan, struct holders *holders, uint32_t caller, uint32_t place,
                      struct own_container own)
{
    const struct holder *holder = holder_of(
        scan, holders, element_of_named_place(scan->program, caller, (struct ir_place_id){place}));
    struct own_container outer = own;

    if (!is_only_part(holders, holder) || growth_own_is_known(scan->facts, caller, own.inserts))
        return;
    outer.fn = caller;
    outer.parameter = growth_own_around(scan->facts, caller, place, holder->record);
    outer.record = holder->record;
    bitset_add(&scan->facts->own_records, outer.record);
    vector_push(&scan->facts->own, outer);
}

void growth_find_own_outer(struct growth_facts *facts)
{
    struct scan scan = {facts, facts->program};
    struct holders holders = {0};
    uint32_t end = facts->own.count;

    each_use(&scan, &holders, end, note_holder);
    each_use(&scan, &holders, end, add_outer);
    vector_deinit(&holders.items);
}
