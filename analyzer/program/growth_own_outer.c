/* A record around a container of the program's own (growth_own.c), with functions that do to the container in it what they
 * are asked to, is a container as well: a list and its mutex. It has one such field, and only functions that get the record
 * use that. */
#include "program/elements.h"
#include "program/growth_inside.h"

struct scan {
    struct growth_facts *facts;
    const struct program *program;
    VECTOR(struct own_container)
    inner; /* functions of the containers, and those that hand them on */
};

static bool has(const struct scan *scan, uint32_t fn)
{
    for (uint32_t i = 0; i < scan->inner.count; i++)
        if (scan->inner.items[i].fn == fn && scan->inner.items[i].inserts)
            return true;
    return false;
}

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

/* Functions that hand the container that they get on to one that inserts do the same. */
static void spread(struct scan *scan)
{
    for (uint32_t next = 0; next < scan->inner.count; next++) {
        struct own_container own = scan->inner.items[next];
        const struct fn *fn = &scan->program->fns[own.fn];
        for (uint32_t k = 0; own.inserts && k < fn->n_called_at; k++) {
            uint32_t number = fn->called_at[k].fn;
            const struct fn *caller = &scan->program->fns[number];
            struct ir_operand operand =
                fn_argument(caller, caller->calls[fn->called_at[k].call].instr, own.parameter);
            uint32_t local = fn_local(caller, operand);
            if (!local || local > caller->ir->n_parameters ||
                growth_own_record(scan->facts, number, local) != own.record || has(scan, number))
                continue;
            struct own_container outer = own;
            outer.fn = number;
            outer.parameter = local;
            vector_push(&scan->inner, outer);
        }
    }
}

static void each_use(struct scan *scan, struct holders *holders,
                     void (*visit)(struct scan *, struct holders *, uint32_t caller, uint32_t place,
                                   struct own_container))
{
    for (uint32_t i = 0; i < scan->inner.count; i++) {
        struct own_container own = scan->inner.items[i];
        const struct fn *fn = &scan->program->fns[own.fn];
        for (uint32_t k = 0; k < fn->n_called_at; k++) {
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
    struct scan scan = {.facts = facts, .program = facts->program};
    struct holders holders = {0};

    for (uint32_t i = 0; i < facts->own.count; i++)
        if (bitset_has(&facts->own_records, facts->own.items[i].record))
            vector_push(&scan.inner, facts->own.items[i]);
    spread(&scan);
    each_use(&scan, &holders, note_holder);
    each_use(&scan, &holders, add_outer);
    vector_deinit(&holders.items);
    vector_deinit(&scan.inner);
}
