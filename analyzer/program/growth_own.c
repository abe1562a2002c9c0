/* Containers that a program has made itself and of which it has several: a list, map or tree in a record of its own,
 * with functions that put something in and take something out. For all of them together something takes entries
 * out; for one of them perhaps nothing does. What such a function does is done to the container that it gets, as
 * with a library's (growth_containers.c).
 *
 * Told apart are only containers all of whose entries end in functions that get the container. */
#include "program/elements.h"
#include "program/growth_inside.h"

struct scan {
    struct growth_facts *facts;
    const struct program *program;
    struct bitset
        nodes; /* records with a field that leads to their like: others are only in arrays */
};

uint32_t growth_own_record(const struct growth_facts *facts, uint32_t number, uint32_t parameter)
{
    const struct fn *fn = &facts->program->fns[number];
    const struct ir_local *local = ir_local(fn->unit, fn->ir, (struct ir_local_id){parameter});

    return growth_kind_held(facts->program, fn, &fn->unit->types[local->type.index]);
}

static uint32_t parameter_of_record(const struct scan *scan, uint32_t number, uint32_t record)
{
    const struct fn *fn = &scan->program->fns[number];

    for (uint32_t i = 1; i <= fn->ir->n_parameters; i++)
        if (growth_own_record(scan->facts, number, i) == record)
            return i;
    return 0;
}

bool growth_own_is_known(const struct growth_facts *facts, uint32_t fn, bool inserts)
{
    for (uint32_t i = 0; i < facts->own.count; i++)
        if (facts->own.items[i].fn == fn && facts->own.items[i].inserts == inserts)
            return true;
    return false;
}

uint32_t growth_own_around(const struct growth_facts *facts, uint32_t number, uint32_t place,
                           uint32_t record)
{
    const struct fn *fn = &facts->program->fns[number];
    uint32_t base = growth_base(fn, place);

    return base && base <= fn->ir->n_parameters && growth_own_record(facts, number, base) == record
               ? base
               : 0;
}

/* The parameter by which the function gets the container whose field the home is; 0 = none. The place may be found by
 * another function, such as the slot of a table. */
static uint32_t parameter_of_home(const struct scan *scan, uint32_t number, struct home home)
{
    const struct fn *fn = &scan->program->fns[number];
    uint32_t base = home.element && home.place_fn == number ? growth_base(fn, home.place) : 0;

    if (base)
        return base <= fn->ir->n_parameters ? base : 0;
    return home.element && element_is_field(home.element)
               ? parameter_of_record(scan, number, scan->program->fields[home.element / 2].record)
               : 0;
}

/* Where the value comes from that is stored there, by a copy or by the call that makes it. */
static struct origin origin_stored(const struct scan *scan, struct site at)
{
    const struct fn *fn = &scan->program->fns[at.fn];
    const struct ir_instr *instr = &fn->unit->instrs[at.instr];
    struct origin made = {.bits = ORIGIN_NEW, .block = at.block, .instr = at.instr};

    if (instr->op == IR_COPY)
        return origins_of(scan->facts->origins, at.fn, at.block, at.instr, instr->a);
    if (instr->op == IR_CALL &&
        origins_makes(scan->facts->origins, &fn->calls[graph_first_call(fn, at.instr)]))
        return made;
    return (struct origin){.bits = ORIGIN_OTHER};
}

/* The insert of a new entry into a field of an object that the function gets. */
static void judge_store(struct scan *scan, const struct link_store *store)
{
    static const struct call_chain no_chain = {.count = 0};
    struct growth_facts *facts = scan->facts;
    const struct kind *kind = &facts->kinds[store->kind];
    const struct ir_instr *instr = &scan->program->fns[store->at.fn].unit->instrs[store->at.instr];

    if (kind->escapes || kind->ends_bare || !bitset_has(&scan->nodes, store->kind) ||
        (kind->freed.reached != REACHED_STEADY && kind->cleared.reached != REACHED_STEADY))
        return;
    struct origin value = origin_stored(scan, store->at);
    if (!(value.bits & ORIGIN_NEW) || value.bits & ~(unsigned)(ORIGIN_NEW | ORIGIN_NULL) ||
        value.is_part)
        return;
    struct home home = growth_home(facts, store->at, instr->dst.index, store->kind, &no_chain);
    uint32_t parameter = parameter_of_home(scan, store->at.fn, home);
    uint32_t record = parameter ? growth_own_record(scan->facts, store->at.fn, parameter) : 0;
    if (!record || record == store->kind || growth_counts_before(facts, store->at) ||
        growth_own_is_known(scan->facts, store->at.fn, true))
        return;
    struct own_container own = {.fn = store->at.fn,
                                .parameter = parameter,
                                .record = record,
                                .kind = store->kind,
                                .made = {store->at.fn, value.block, value.instr},
                                .inserts = true};
    vector_push(&facts->own, own);
}

/* The function that gets the container and ends an entry there: the one of the end, or the one that it calls for it with
 * both; 0 = not known. */
static uint32_t taker_at(const struct scan *scan, struct site at, uint32_t record)
{
    const struct fn *fn = &scan->program->fns[at.fn];
    const struct ir_instr *call = &fn->unit->instrs[at.instr];

    if (parameter_of_record(scan, at.fn, record))
        return at.fn;
    if (call->op != IR_CALL)
        return 0;
    const struct fn_list targets = fn->calls[graph_first_call(fn, at.instr)].targets;
    return targets.count == 1 && parameter_of_record(scan, targets.items[0], record)
               ? targets.items[0]
               : 0;
}

/* Whether all that ends entries of the kind gets the container; those functions take out. */
static bool find_takers(struct scan *scan, struct own_container own)
{
    struct growth_facts *facts = scan->facts;

    for (uint32_t i = 0; i < facts->ends.count; i++)
        if (facts->ends.items[i].kind == own.kind &&
            !taker_at(scan, facts->ends.items[i].at, own.record))
            return false;
    for (uint32_t i = 0; i < facts->ends.count; i++) {
        if (facts->ends.items[i].kind != own.kind)
            continue;
        uint32_t fn = taker_at(scan, facts->ends.items[i].at, own.record);
        if (growth_own_is_known(scan->facts, fn, false))
            continue;
        struct own_container taker = {.fn = fn,
                                      .parameter = parameter_of_record(scan, fn, own.record),
                                      .record = own.record,
                                      .kind = own.kind};
        vector_push(&facts->own, taker);
    }
    return true;
}

/* Functions that hand the container that they get on to one of these do the same. */
static void spread_takers(struct scan *scan)
{
    struct growth_facts *facts = scan->facts;

    for (uint32_t next = 0; next < facts->own.count; next++) {
        struct own_container own = facts->own.items[next];
        const struct fn_list callers = scan->program->fns[own.fn].callers;
        for (uint32_t i = 0; !own.inserts && i < callers.count; i++) {
            uint32_t parameter = parameter_of_record(scan, callers.items[i], own.record);
            if (!parameter || growth_own_is_known(scan->facts, callers.items[i], false))
                continue;
            struct own_container outer = own;
            outer.fn = callers.items[i];
            outer.parameter = parameter;
            vector_push(&facts->own, outer);
        }
    }
}

/* Whether the function reads or writes the container that it gets, and does not keep it. */
static void find_functions(struct scan *scan)
{
    struct growth_facts *facts = scan->facts;

    for (uint32_t number = 1; number < scan->program->n_fns; number++) {
        const struct fn *fn = &scan->program->fns[number];
        for (uint32_t i = 1; !fn->is_model && i <= fn->ir->n_parameters; i++) {
            uint32_t record = growth_own_record(scan->facts, number, i);
            if (record && bitset_has(&facts->own_records, record) &&
                !(facts->does[growth_local(scan->program, number, i)] & DOES_STORE))
                bitset_add(&facts->own_functions, number);
        }
    }
}

/* The record that the field leads to. */
static uint32_t record_behind(const struct program *program, uint32_t input,
                              const struct ir_field *field)
{
    const struct ir_unit *unit = program->inputs[input].unit;
    const struct ir_type *type = &unit->types[field->type.index];

    while (type->kind == IR_TYPE_POINTER || type->kind == IR_TYPE_ARRAY)
        type = &unit->types[type->element.index];
    return type->kind == IR_TYPE_RECORD ? program->record_of[input][type->record.index] : 0;
}

static void find_nodes(struct scan *scan)
{
    const struct program *program = scan->program;

    for (uint32_t input = 0; input < program->n_inputs; input++) {
        const struct ir_unit *unit = program->inputs[input].unit;
        for (uint32_t i = 1; i < unit->n_fields; i++) {
            uint32_t record = program->record_of[input][unit->fields[i].record.index];
            if (record && record_behind(program, input, &unit->fields[i]) == record)
                bitset_add(&scan->nodes, record);
        }
    }
}

void growth_find_own(struct growth_facts *facts)
{
    struct arena *scratch = arena_new();
    struct scan scan = {.facts = facts,
                        .program = facts->program,
                        .nodes = bitset_new(scratch, facts->program->n_records + 1)};

    facts->own_records = bitset_new(facts->program->run, facts->program->n_records + 1);
    facts->own_functions = bitset_new(facts->program->run, facts->program->n_fns);
    find_nodes(&scan);
    for (uint32_t i = 0; i < facts->links.count; i++)
        judge_store(&scan, &facts->links.items[i]);
    arena_free(scratch);
    uint32_t n_inserts = facts->own.count;
    for (uint32_t i = 0; i < n_inserts; i++) {
        struct own_container own = facts->own.items[i];
        if (find_takers(&scan, own))
            bitset_add(&facts->own_records, own.record);
    }
    n_inserts = facts->own.count;
    growth_find_own_arrays(facts);
    for (uint32_t i = n_inserts; i < facts->own.count; i++)
        bitset_add(&facts->own_records, facts->own.items[i].record);
    if (!bitset_count(&facts->own_records)) {
        vector_clear(&facts->own);
        return;
    }
    spread_takers(&scan);
    growth_find_own_outer(facts);
    spread_takers(&scan);
    find_functions(&scan);
}
