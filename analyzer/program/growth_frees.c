/* What is freed, and what gets out of sight: for each kind of object, whether one that is not new may be freed
 * somewhere, and how far the program gets to that. Who frees or keeps a parameter is found first, from the
 * models upwards, so that it is judged where the object is more than a parameter.
 *
 * Pointers without a kind (void *) that flow into one another are one set (element_sets.h): what one of them
 * frees, any of them may have held. */
#include "program/growth_inside.h"

#include <string.h>

#include "program/elements.h"
#include "program/stores.h"

/* A parameter that is handed on to another one. */
struct handing {
    uint32_t inner, outer; /* as in growth_local() */
};

/* The element may hold a pointer to an object of the kind. */
struct guise {
    uint32_t element, kind;
};

/* An object of the one kind is also pointed to as one of the other. */
struct cast {
    uint32_t kind, as;
};

struct bare_free {
    uint32_t element;
    struct taking taking;
};

struct scan {
    struct growth_facts *facts;
    const struct program *program;
    uint32_t number;
    const struct fn *fn;
    uint32_t *names; /* per local of the function: the parameter that it is a name for */
    struct element_sets sets;
    VECTOR(struct handing) handings;
    VECTOR(struct guise) guises;
    VECTOR(struct cast) casts;
    VECTOR(struct bare_free) bare_frees;
};

/* ---- what is a name for a parameter ---- */

static void note_write(struct scan *scan, const struct ir_instr *instr, uint32_t *writes)
{
    const struct ir_place *to = fn_place(scan->fn, instr->dst.index);
    uint32_t from = instr->op == IR_COPY ? fn_local(scan->fn, instr->a) : 0;

    if (!instr->dst.index || to->kind != IR_PLACE_LOCAL ||
        to->argument <= scan->fn->ir->n_parameters)
        return;
    bool is_first = !writes[to->argument]++;
    scan->names[to->argument] = is_first && from && from <= scan->fn->ir->n_parameters ? from : 0;
}

static void enter(struct scan *scan, uint32_t number)
{
    const struct fn *fn = &scan->program->fns[number];

    scan->number = number;
    scan->fn = fn;
    arena_reset(scan->facts->scratch);
    scan->names = ARENA_ARRAY(scan->facts->scratch, uint32_t, fn->ir->locals.count + 1);
    uint32_t *writes = ARENA_ARRAY(scan->facts->scratch, uint32_t, fn->ir->locals.count + 1);
    for (uint32_t i = 1; i <= fn->ir->n_parameters; i++)
        scan->names[i] = i;
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = 0; i < instrs.count; i++)
            note_write(scan, &fn->unit->instrs[instrs.first + i], writes);
    }
}

/* The parameter, as in growth_local(), that the operand's value is; 0 = none. */
static uint32_t named(const struct scan *scan, struct ir_operand operand)
{
    uint32_t local = fn_local(scan->fn, operand);

    return local && scan->names[local]
               ? growth_local(scan->program, scan->number, scan->names[local])
               : 0;
}

static void does(struct scan *scan, struct ir_operand operand, unsigned bits)
{
    uint32_t local = named(scan, operand);

    if (local)
        scan->facts->does[local] |= (uint8_t)bits;
}

/* ---- what functions do with their parameters ---- */

static bool is_system(const struct program *program, const struct call_site *site)
{
    return site->entity && program->entities[site->entity].flags & IR_SYMBOL_SYSTEM;
}

static void hand_on(struct scan *scan, const struct call_site *site, uint32_t argument,
                    struct ir_operand operand)
{
    uint32_t outer = named(scan, operand);

    if (!outer)
        return;
    if (site->unresolved || (!site->targets.count && !is_system(scan->program, site)))
        scan->facts->does[outer] |= DOES_STORE;
    for (uint32_t k = 0; k < site->targets.count; k++) {
        uint32_t target = site->targets.items[k];
        if (argument < scan->program->fns[target].ir->n_parameters)
            vector_push(&scan->handings,
                        (struct handing){growth_local(scan->program, target, argument + 1), outer});
    }
}

static void read_primitive(struct scan *scan, const struct call_site *site)
{
    const struct ir_instr *call = &scan->fn->unit->instrs[site->instr];
    const char *name = scan->program->entities[site->entity].name;

    if (call->arguments.count && strcmp(name, "model_free") == 0)
        does(scan, scan->fn->unit->operands[call->arguments.first], DOES_FREE);
}

static void read_parameters(struct scan *scan)
{
    const struct fn *fn = scan->fn;

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct ir_instr *call = &fn->unit->instrs[fn->calls[c].instr];
        if (fn->is_model && fn->calls[c].entity && !fn->calls[c].targets.count)
            read_primitive(scan, &fn->calls[c]);
        else
            for (uint32_t i = 0; i < call->arguments.count; i++)
                hand_on(scan, &fn->calls[c], i, fn->unit->operands[call->arguments.first + i]);
    }
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        for (uint32_t i = 0; i < block->instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[block->instrs.first + i];
            if (instr->op == IR_COPY && instr->dst.index &&
                fn_place(fn, instr->dst.index)->kind != IR_PLACE_LOCAL)
                does(scan, instr->a, DOES_STORE);
        }
        if (block->end == IR_END_RETURN)
            does(scan, block->a, DOES_STORE);
    }
}

static void spread(struct scan *scan)
{
    uint8_t *bits = scan->facts->does;

    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 0; i < scan->handings.count; i++) {
            struct handing handing = scan->handings.items[i];
            if (bits[handing.inner] & ~bits[handing.outer]) {
                bits[handing.outer] |= bits[handing.inner];
                changed = true;
            }
        }
    }
}

/* ---- what is freed ---- */

/* The kind of the node of which the operand is the address less an offset: the start of what it is a part of. */
static uint32_t part_at(const struct scan *scan, struct ir_operand operand)
{
    if (operand.kind != IR_OPERAND_ADDRESS)
        return 0;
    const struct ir_place *place = fn_place(scan->fn, operand.index);
    bool is_moved = place->kind == IR_PLACE_INDEX || place->kind == IR_PLACE_INDEX_PLACE;
    const struct ir_place *pointer = fn_place(scan->fn, place->parent.index);
    if (!is_moved || pointer->kind != IR_PLACE_DEREF)
        return 0;
    return growth_pointee(scan->program, scan->fn, stores_type_of_place(scan->fn, pointer->parent));
}

static void judge_free(struct scan *scan, const struct call_site *site, struct ir_operand operand)
{
    struct growth_facts *facts = scan->facts;
    struct site at = {scan->number, site->block, site->instr};
    struct origin origin = origins_of(facts->origins, at.fn, at.block, at.instr, operand);
    unsigned handled = ORIGIN_NEW | ORIGIN_NULL | ORIGIN_NUMBER;

    if (!scan->fn->address_taken && named(scan, operand))
        handled |= ORIGIN_PARAMETER; /* not what it is a part of */
    if (!(origin.bits & ~handled))
        return;
    enum reached reached = growth_is_sweep(scan->program, at)
                               ? growth_reached_whole(facts, at)
                               : growth_reached(facts, at.fn, at.block);
    uint32_t part = part_at(scan, operand);
    if (part)
        growth_take(&facts->kinds[part].whole_freed, reached, at);
    uint32_t kind = growth_points_to(scan->program, scan->fn, operand);
    uint32_t element = element_of_operand(scan->program, scan->number, operand);
    if (kind && growth_is_by_owner(scan->facts, at, kind)) {
        growth_take(&facts->kinds[kind].by_owner, reached, at);
        return;
    }
    if (kind && reached == REACHED_STEADY)
        vector_push(&facts->ends, (struct kind_end){kind, at});
    if (kind)
        growth_take(&facts->kinds[kind].freed, reached, at);
    else if (element)
        vector_push(&scan->bare_frees, (struct bare_free){element, {reached, at}});
}

/* ---- pointers in other guises ---- */

static bool is_bare(const struct fn *fn, const struct ir_type *type)
{
    if (type->kind != IR_TYPE_POINTER)
        return false;
    uint32_t target = fn->unit->types[type->element.index].kind;
    return target != IR_TYPE_RECORD && target != IR_TYPE_POINTER && target != IR_TYPE_FUNCTION;
}

/* The operand goes into the element, which is of that type in the function `of`. */
static void flow(struct scan *scan, struct ir_operand from, uint32_t to, const struct fn *of,
                 const struct ir_type *type)
{
    uint32_t kind = growth_points_to(scan->program, scan->fn, from);
    uint32_t as = growth_pointee(scan->program, of, type);
    uint32_t element = element_of_operand(scan->program, scan->number, from);

    if (!to || (from.kind != IR_OPERAND_PLACE && from.kind != IR_OPERAND_ADDRESS))
        return;
    bool is_whole =
        from.kind == IR_OPERAND_PLACE || fn_place(scan->fn, from.index)->kind != IR_PLACE_INDEX;
    if (kind && as && kind != as && is_whole)
        vector_push(&scan->casts, (struct cast){kind, as});
    else if (kind && is_bare(of, type))
        vector_push(&scan->guises, (struct guise){to, kind});
    else if (as && element && is_bare(scan->fn, growth_type(scan->fn, from)))
        vector_push(&scan->guises, (struct guise){element, as});
    else if (!kind && !as && is_bare(of, type) && is_bare(scan->fn, growth_type(scan->fn, from)))
        element_sets_unify(&scan->sets, to, element);
}

static const struct ir_type *result_type(const struct program *program, const struct fn *fn)
{
    const struct entity *entity = &program->entities[fn->entity];

    if (!entity->type || entity->type->kind != IR_TYPE_FUNCTION || entity->type_unit != fn->unit)
        return &fn->unit->types[0];
    return &fn->unit->types[entity->type->element.index];
}

/* A result goes into the place: what the function has in its name, as a place of the caller's. */
static void flow_result(struct scan *scan, uint32_t target, struct ir_place_id place)
{
    const struct program *program = scan->program;
    uint32_t result = element_of_result(program, target);
    uint32_t to = element_of_place(program, scan->number, place);
    const struct ir_type *type = stores_type_of_place(scan->fn, place);
    uint32_t kind = growth_pointee(program, scan->fn, type);
    const struct fn *callee = &program->fns[target];
    uint32_t own = growth_pointee(program, callee, result_type(program, callee));

    if (kind && own && kind != own)
        vector_push(&scan->casts, (struct cast){own, kind});
    else if (kind && !own)
        vector_push(&scan->guises, (struct guise){result, kind});
    else if (own && !kind)
        vector_push(&scan->guises, (struct guise){to, own});
    else if (!kind)
        element_sets_unify(&scan->sets, to, result);
}

/* Code out of sight gets what the operand points to, or what a pointer that it points to points to. */
static void escape(struct scan *scan, struct ir_operand operand)
{
    const struct ir_type *type = growth_type(scan->fn, operand);
    bool is_pointer = type->kind == IR_TYPE_POINTER || operand.kind == IR_OPERAND_ADDRESS;
    uint32_t kind = is_pointer ? growth_kind_held(scan->program, scan->fn, type) : 0;

    if (kind)
        scan->facts->kinds[kind].escapes = true;
    else if (is_pointer)
        element_sets_escape(&scan->sets, element_of_operand(scan->program, scan->number, operand));
}

static void flow_argument(struct scan *scan, const struct call_site *site, uint32_t argument,
                          struct ir_operand operand)
{
    const struct program *program = scan->program;
    const struct ir_instr *call = &scan->fn->unit->instrs[site->instr];

    if (site->unresolved || (!site->targets.count && !is_system(program, site)))
        escape(scan, operand);
    for (uint32_t k = 0; k < site->targets.count; k++) {
        uint32_t target = site->targets.items[k];
        const struct fn *callee = &program->fns[target];
        if (argument >= callee->ir->n_parameters) {
            if (!callee->is_model)
                escape(scan, operand);
            continue;
        }
        uint8_t bits = scan->facts->does[growth_local(program, target, argument + 1)];
        if (bits & DOES_FREE)
            judge_free(scan, site, operand);
        if (callee->is_model) {
            if (callee->contains ||
                model_flow_hides(&scan->facts->models[target], scan->fn, call, argument + 1))
                escape(scan, operand);
            continue;
        }
        const struct ir_local *parameter =
            ir_local(callee->unit, callee->ir, (struct ir_local_id){argument + 1});
        if (bits & DOES_STORE)
            flow(scan, operand, element_of_local(program, target, argument + 1), callee,
                 &callee->unit->types[parameter->type.index]);
    }
}

static void read_flows(struct scan *scan)
{
    const struct program *program = scan->program;
    const struct fn *fn = scan->fn;

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct ir_instr *call = &fn->unit->instrs[fn->calls[c].instr];
        for (uint32_t i = 0; i < call->arguments.count; i++) {
            struct ir_operand argument = fn->unit->operands[call->arguments.first + i];
            if (argument.kind == IR_OPERAND_PLACE || argument.kind == IR_OPERAND_ADDRESS)
                flow_argument(scan, &fn->calls[c], i, argument);
        }
        for (uint32_t k = 0; call->dst.index && k < fn->calls[c].targets.count; k++)
            if (!program->fns[fn->calls[c].targets.items[k]].is_model &&
                !origins_makes(scan->facts->origins, &fn->calls[c]))
                flow_result(scan, fn->calls[c].targets.items[k], call->dst);
    }
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        for (uint32_t i = 0; i < block->instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[block->instrs.first + i];
            if (instr->op == IR_COPY && instr->dst.index)
                flow(scan, instr->a, element_of_place(program, scan->number, instr->dst), fn,
                     stores_type_of_place(fn, instr->dst));
        }
        if (block->end == IR_END_RETURN)
            flow(scan, block->a, element_of_result(program, scan->number), fn,
                 result_type(program, fn));
    }
}

/* Code that is missing may free whatever the function knows. */
static void escape_locals(struct scan *scan)
{
    const struct fn *fn = scan->fn;

    for (uint32_t i = 1; i < fn->ir->locals.count; i++) {
        const struct ir_local *local = ir_local(fn->unit, fn->ir, (struct ir_local_id){i});
        uint32_t kind = growth_kind_held(scan->program, fn, &fn->unit->types[local->type.index]);
        if (kind)
            scan->facts->kinds[kind].escapes = true;
    }
}

/* ---- the whole ---- */

/* How each set is freed by bare pointers, by its root. */
static struct taking *bare_frees_of_sets(struct scan *scan)
{
    const struct program *program = scan->program;
    struct taking *takings =
        ARENA_ARRAY(scan->facts->scratch, struct taking, elements_count(program) + 1);

    for (uint32_t i = 0; i < scan->bare_frees.count; i++) {
        struct bare_free bare = scan->bare_frees.items[i];
        uint32_t root = element_sets_root(&scan->sets, element_index(program, bare.element));
        growth_take(&takings[root], bare.taking.reached, bare.taking.at);
    }
    return takings;
}

/* What bare pointers free, and what is freed as something else. */
static void settle(struct scan *scan)
{
    struct kind *kinds = scan->facts->kinds;
    const struct program *program = scan->program;

    struct taking *bare = bare_frees_of_sets(scan);
    for (uint32_t i = 0; i < scan->guises.count; i++) {
        struct guise guise = scan->guises.items[i];
        uint32_t root = element_sets_root(&scan->sets, element_index(program, guise.element));
        kinds[guise.kind].escapes |= scan->sets.escapes[root];
        growth_take(&kinds[guise.kind].freed, bare[root].reached, bare[root].at);
        kinds[guise.kind].ends_bare |= bare[root].reached == REACHED_STEADY;
    }
    /* one step only: lists in which anything lies would pass the end of one kind on to all others */
    struct kind *before =
        arena_copy(scan->facts->scratch, kinds, (program->n_records + 1) * sizeof(*kinds));
    for (uint32_t i = 0; i < scan->casts.count; i++) {
        struct kind *kind = &kinds[scan->casts.items[i].kind];
        const struct kind *as = &before[scan->casts.items[i].as];
        growth_take(&kind->freed, as->freed.reached, as->freed.at);
        kind->ends_bare |= as->freed.reached == REACHED_STEADY;
        kind->escapes |= as->escapes;
    }
}

void growth_find_frees(struct growth_facts *facts)
{
    const struct program *program = facts->program;
    struct scan scan = {.facts = facts, .program = program};

    element_sets_init(&scan.sets, program);
    for (uint32_t number = 1; number < program->n_fns; number++) {
        enter(&scan, number);
        read_parameters(&scan);
    }
    spread(&scan);
    for (uint32_t number = 1; number < program->n_fns; number++) {
        if (!growth_is_asked(facts, number))
            continue;
        enter(&scan, number);
        read_flows(&scan);
        if (scan.fn->ir->flags & IR_FUNCTION_DAMAGED)
            escape_locals(&scan);
    }
    settle(&scan);
    element_sets_deinit(&scan.sets);
    vector_deinit(&scan.handings);
    vector_deinit(&scan.guises);
    vector_deinit(&scan.casts);
    vector_deinit(&scan.bare_frees);
}
