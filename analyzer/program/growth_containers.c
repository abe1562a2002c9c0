/* Inserts into containers of libraries, by what the models say, and into those of growth_own.c. Containers are told apart by the fields and
 * globals that hold them: those between which one may be copied are one set (element_sets.h), and what takes
 * entries out of one of a set may do so for all. */
#include "program/growth_inside.h"

#include "program/elements.h"
#include "program/stop_region.h"
#include "program/stops.h"
#include "program/stores.h"
#include "program/ways.h"

struct container_use {
    enum use_kind kind;
    struct site at;
    struct ir_operand container, key;
    bool is_own;           /* the container is one of growth_own.c */
    const char *key_field; /* the key is in that field of it; NULL = it is the key */
    uint32_t common; /* the process has one such container: this element of the model; 0 = no */
    uint32_t kind_of_entry; /* where the container is the program's own */
    struct site made;       /* likewise: their allocation */
    bool is_whole;          /* a removal that takes no key and hands nothing back: of all */
    bool is_kept;           /* an insert whose result is the container from then on */
};

VECTOR_TYPE(container_uses, struct container_use);

struct scan {
    struct growth_facts *facts;
    const struct program *program;
    struct bitset records; /* whose objects are containers, or their first links */
    struct element_sets sets;
    struct taking *takings; /* per root of a set */
    struct bitset undone; /* roots of sets of which something takes out what has just been put in */
    struct bitset passes; /* roots of sets of which some container is made at steady state */
    struct container_uses uses;
    const struct container_use *use;
    struct call_chain chain;
};

/* ---- the uses ---- */

static struct ir_operand argument_at(const struct fn *fn, const struct ir_instr *call,
                                     uint32_t parameter)
{
    if (!parameter || parameter > call->arguments.count)
        return (struct ir_operand){IR_OPERAND_NONE, 0};
    return fn->unit->operands[call->arguments.first + parameter - 1];
}

/* Whether the call certainly takes out, or may put in. */
static bool is_made(const struct fn *fn, const struct ir_instr *call, const struct model_use *use)
{
    struct ir_operand tested = argument_at(fn, call, use->only.parameter);
    bool is_constant = tested.kind == IR_OPERAND_NULL || tested.kind == IR_OPERAND_INTEGER;

    return model_use_may_be_made(fn, call, use) &&
           (use->kind == USE_INSERT || !use->only.parameter || is_constant);
}

static void read_call(struct scan *scan, uint32_t number, const struct call_site *site)
{
    const struct fn *fn = &scan->program->fns[number];
    const struct ir_instr *call = &fn->unit->instrs[site->instr];

    for (uint32_t k = 0; k < site->targets.count; k++) {
        uint32_t target = site->targets.items[k];
        if (!scan->program->fns[target].contains)
            continue;
        struct model_uses uses = model_uses(scan->program, target);
        for (uint32_t i = 0; i < uses.count; i++) {
            const struct model_use *use = &uses.items[i];
            if ((use->kind != USE_INSERT && use->kind != USE_REMOVE && use->kind != USE_ITERATE) ||
                !is_made(fn, call, use))
                continue;
            struct container_use found = {
                .kind = use->kind,
                .at = {number, site->block, site->instr},
                .container = argument_at(fn, call, use->parameter),
                .key = argument_at(fn, call, use->other),
                .key_field = use->other_field,
                .common = use->common,
                .is_whole = call->arguments.count == 1 && !call->dst.index,
            };
            vector_push(&scan->uses, found);
        }
    }
}

/* The text among the arguments: what an entry is looked up by. */
static struct ir_operand key_among(const struct fn *fn, const struct ir_instr *call,
                                   uint32_t container)
{
    for (uint32_t i = 0; i < call->arguments.count; i++) {
        struct ir_operand argument = fn->unit->operands[call->arguments.first + i];
        const struct ir_type *type = growth_type(fn, argument);
        bool is_text = argument.kind == IR_OPERAND_STRING ||
                       (type->kind == IR_TYPE_POINTER && argument.kind == IR_OPERAND_PLACE &&
                        fn->unit->types[type->element.index].kind != IR_TYPE_RECORD);
        if (i + 1 != container && is_text)
            return argument;
    }
    return (struct ir_operand){IR_OPERAND_NONE, 0};
}

/* Calls of functions of the program's own that do something to a container; not from one another. */
static void read_own(struct scan *scan, const struct own_container *own)
{
    const struct program *program = scan->program;
    const struct fn_list callers = program->fns[own->fn].callers;

    if (!bitset_has(&scan->facts->own_records, own->record))
        return;
    for (uint32_t i = 0; i < callers.count; i++) {
        const struct fn *caller = &program->fns[callers.items[i]];
        for (uint32_t c = 0; c < caller->n_calls; c++) {
            const struct call_site *site = &caller->calls[c];
            const struct ir_instr *call = &caller->unit->instrs[site->instr];
            bool calls = call_reaches(site, own->fn);
            if (!calls)
                continue;
            struct container_use use = {
                .kind = own->inserts ? USE_INSERT : USE_REMOVE,
                .at = {callers.items[i], site->block, site->instr},
                .container = argument_at(caller, call, own->parameter),
                .key = key_among(caller, call, own->parameter),
                .is_own = true,
                .kind_of_entry = own->kind,
                .made = own->made,
            };
            vector_push(&scan->uses, use);
        }
    }
}

static uint32_t record_of_use(const struct scan *scan, const struct container_use *use)
{
    const struct fn *fn = &scan->program->fns[use->at.fn];
    const struct ir_type *type = growth_type(fn, use->container);

    return use->kind == USE_ITERATE ? 0 : growth_kind_held(scan->program, fn, type);
}

/* What an iterator goes through: the container that the function's last call has given it. */
static struct ir_operand through_iterator(const struct scan *scan, const struct container_use *use)
{
    for (uint32_t i = 0; i < scan->uses.count; i++) {
        const struct container_use *other = &scan->uses.items[i];
        if (other->kind == USE_ITERATE && other->at.fn == use->at.fn &&
            other->container.kind == use->container.kind &&
            other->container.index == use->container.index)
            return other->key;
    }
    return use->container;
}

/* ---- which containers may be one ---- */

static bool is_container(const struct scan *scan, const struct fn *fn, const struct ir_type *type)
{
    uint32_t record = growth_kind_held(scan->program, fn, type);

    return record && bitset_has(&scan->records, record);
}

/* The same, or a pointer to anything: as which user data are handed on. */
static bool may_be_container(const struct scan *scan, const struct fn *fn,
                             const struct ir_type *type)
{
    bool is_bare =
        type->kind == IR_TYPE_POINTER && fn->unit->types[type->element.index].kind == IR_TYPE_VOID;

    return is_bare || is_container(scan, fn, type);
}

/* Whether the place is a field of a link, and not of what the program has made: `list->next`. A record of the program's
 * own that is a container may lie in a list of such. */
static bool is_inside(const struct scan *scan, const struct fn *fn, uint32_t id)
{
    const struct ir_place *place = fn_place(fn, id);
    uint32_t record =
        place->kind == IR_PLACE_FIELD
            ? scan->program->record_of[fn->input][fn->unit->fields[place->argument].record.index]
            : 0;

    return record && bitset_has(&scan->records, record) &&
           !bitset_has(&scan->facts->own_records, record);
}

static void unify(struct scan *scan, uint32_t number, uint32_t to, struct ir_operand from,
                  bool is_typed)
{
    const struct fn *fn = &scan->program->fns[number];
    bool is_place = from.kind == IR_OPERAND_PLACE || from.kind == IR_OPERAND_ADDRESS;

    if (!to || !is_place || is_inside(scan, fn, from.index) ||
        !(is_typed || may_be_container(scan, fn, growth_type(fn, from))))
        return;
    element_sets_unify(&scan->sets, to, element_of_operand(scan->program, number, from));
}

/* Whether it is a container of the program's own (growth_own.c), or leads to one. */
static bool is_own(const struct scan *scan, const struct fn *fn, const struct ir_type *type)
{
    uint32_t record = growth_kind_held(scan->program, fn, type);

    return record && bitset_has(&scan->facts->own_records, record);
}

/* The argument is the data of functions that the model calls or starts: their parameters that may be it. Where they are not
 * all known, or the model keeps it for others, code out of sight has the container. */
static void flow_to_handlers(struct scan *scan, uint32_t number, const struct ir_instr *call,
                             uint32_t model, uint32_t argument)
{
    const struct program *program = scan->program;
    const struct fn *fn = &program->fns[number];
    const struct model_flow *flow = &scan->facts->models[model];
    struct ir_operand data = fn->unit->operands[call->arguments.first + argument];
    bool is_known = false;

    for (uint32_t i = 0; i < flow->n_handlers; i++) {
        const struct model_handler *handler = &flow->handlers[i];
        if (handler->data != argument + 1 || handler->function > call->arguments.count)
            continue;
        struct ir_operand function =
            fn->unit->operands[call->arguments.first + handler->function - 1];
        bool complete;
        struct fn_list bodies = targets_of_operand(program, number, function, &complete);
        is_known = complete;
        for (uint32_t k = 0; k < bodies.count; k++) {
            const struct fn *body = &program->fns[bodies.items[k]];
            for (uint32_t p = 1; !body->is_model && p <= body->ir->n_parameters; p++) {
                const struct ir_local *local =
                    ir_local(body->unit, body->ir, (struct ir_local_id){p});
                if (may_be_container(scan, body, &body->unit->types[local->type.index]))
                    unify(scan, number, element_of_local(program, bodies.items[k], p), data, true);
            }
        }
    }
    if (!is_known && model_flow_keeps(flow, fn, call, argument + 1) &&
        is_own(scan, fn, growth_type(fn, data)))
        element_sets_escape(&scan->sets, element_of_operand(program, number, data));
}

static void flow_call(struct scan *scan, uint32_t number, const struct call_site *site)
{
    const struct program *program = scan->program;
    const struct fn *fn = &program->fns[number];
    const struct ir_instr *call = &fn->unit->instrs[site->instr];
    bool is_system = site->entity && program->entities[site->entity].flags & IR_SYMBOL_SYSTEM;

    for (uint32_t i = 0; i < call->arguments.count; i++) {
        struct ir_operand argument = fn->unit->operands[call->arguments.first + i];
        if ((argument.kind != IR_OPERAND_PLACE && argument.kind != IR_OPERAND_ADDRESS))
            continue;
        if (is_container(scan, fn, growth_type(fn, argument)) &&
            (site->unresolved || (!site->targets.count && !is_system)))
            element_sets_escape(&scan->sets, element_of_operand(program, number, argument));
        for (uint32_t k = 0; k < site->targets.count; k++) {
            uint32_t target = site->targets.items[k];
            const struct fn *callee = &program->fns[target];
            if (callee->is_model && !callee->contains)
                flow_to_handlers(scan, number, call, target, i);
            if (callee->is_model || i >= callee->ir->n_parameters ||
                bitset_has(&scan->facts->own_functions, target))
                continue;
            const struct ir_local *parameter =
                ir_local(callee->unit, callee->ir, (struct ir_local_id){i + 1});
            unify(scan, number, element_of_local(program, target, i + 1), argument,
                  is_container(scan, callee, &callee->unit->types[parameter->type.index]));
        }
    }
    bool is_new = origins_makes(scan->facts->origins, site);
    for (uint32_t k = 0; call->dst.index && !is_new && k < site->targets.count; k++)
        if (!program->fns[site->targets.items[k]].is_model &&
            is_container(scan, fn, stores_type_of_place(fn, call->dst)))
            element_sets_unify(&scan->sets, element_of_place(program, number, call->dst),
                               element_of_result(program, site->targets.items[k]));
}

static void flow_function(struct scan *scan, uint32_t number)
{
    const struct program *program = scan->program;
    const struct fn *fn = &program->fns[number];

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        for (uint32_t i = 0; i < block->instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[block->instrs.first + i];
            if (instr->op == IR_COPY && instr->dst.index && !is_inside(scan, fn, instr->dst.index))
                unify(scan, number, element_of_place(program, number, instr->dst), instr->a,
                      is_container(scan, fn, stores_type_of_place(fn, instr->dst)));
        }
        if (block->end == IR_END_RETURN)
            unify(scan, number, element_of_result(program, number), block->a, false);
    }
    for (uint32_t c = 0; c < fn->n_calls; c++)
        flow_call(scan, number, &fn->calls[c]);
}

/* An insert whose result is the container: `list = append(list, entry)`. */
static void flow_results(struct scan *scan)
{
    for (uint32_t i = 0; i < scan->uses.count; i++) {
        struct container_use *use = &scan->uses.items[i];
        const struct fn *fn = &scan->program->fns[use->at.fn];
        const struct ir_instr *call = &fn->unit->instrs[use->at.instr];
        if (use->kind == USE_ITERATE || !call->dst.index ||
            use->container.kind != IR_OPERAND_PLACE ||
            record_of_use(scan, use) !=
                growth_kind_held(scan->program, fn, stores_type_of_place(fn, call->dst)))
            continue;
        use->is_kept = true;
        unify(scan, use->at.fn, element_of_place(scan->program, use->at.fn, call->dst),
              use->container, true);
    }
}

/* ---- what takes out ---- */

static uint32_t root(struct scan *scan, uint32_t element)
{
    return element_sets_root(&scan->sets, element_index(scan->program, element));
}

static void take(struct scan *scan, uint32_t element, struct site at, bool is_whole)
{
    if (element)
        growth_take(&scan->takings[root(scan, element)],
                    is_whole || growth_is_sweep(scan->program, at)
                        ? growth_reached_whole(scan->facts, at)
                        : growth_reached(scan->facts, at.fn, at.block),
                    at);
}

/* A container that is set anew: to NULL, by a constructor, or by its fields. */
static void visit_store(struct scan *scan, struct site at)
{
    const struct program *program = scan->program;
    const struct fn *fn = &program->fns[at.fn];
    const struct ir_instr *instr = &fn->unit->instrs[at.instr];
    int64_t number;

    if (!instr->dst.index)
        return;
    uint32_t element = element_of_place(program, at.fn, instr->dst);
    if (is_inside(scan, fn, instr->dst.index)) {
        /* `string->len = 0` */
        uint32_t place = instr->dst.index;
        while (fn_place(fn, place)->kind == IR_PLACE_FIELD && is_inside(scan, fn, place))
            place = fn_place(fn, place)->parent.index;
        take(scan, element_of_place(program, at.fn, (struct ir_place_id){place}), at, true);
        return;
    }
    if (!is_container(scan, fn, stores_type_of_place(fn, instr->dst)))
        return;
    bool is_local = fn_place(fn, instr->dst.index)->kind == IR_PLACE_LOCAL;
    if (instr->op == IR_COPY && fn_number(fn, instr->a, &number) && !is_local)
        take(scan, element, at, true);
    bool is_unseen_call = false;
    if (instr->op == IR_CALL) {
        const struct call_site *site = &fn->calls[graph_first_call(fn, at.instr)];
        is_unseen_call = !site->targets.count || origins_makes(scan->facts->origins, site);
        for (uint32_t k = 0; k < site->targets.count; k++)
            is_unseen_call |= program->fns[site->targets.items[k]].is_model &&
                              !program->fns[site->targets.items[k]].contains;
    }
    if (element && is_unseen_call && !growth_is_where_null(fn, at.block, instr->dst.index) &&
        growth_reached(scan->facts, at.fn, at.block) == REACHED_STEADY)
        bitset_add(&scan->passes, root(scan, element));
}

static bool is_same(struct ir_operand a, struct ir_operand b)
{
    return a.kind == b.kind && a.index == b.index;
}

/* Whether the removal takes out again what the same function has just put into the same container, on some ways only. */
static bool is_undo(const struct scan *scan, const struct container_use *removal)
{
    const struct fn *fn = &scan->program->fns[removal->at.fn];
    bool undoes = false;

    for (uint32_t i = 0; !undoes && i < scan->uses.count; i++) {
        const struct container_use *insert = &scan->uses.items[i];
        if (insert->kind != USE_INSERT || insert->at.fn != removal->at.fn ||
            !is_same(insert->container, removal->container) ||
            !growth_is_same_entry(fn, insert->at.instr, removal->at.instr, insert->container) ||
            insert->at.block == removal->at.block ||
            !graph_dominates(fn, insert->at.block, removal->at.block))
            continue;
        struct arena *scratch = arena_new();
        struct bitset blocks = bitset_new(scratch, fn->ir->blocks.count);
        for (uint32_t k = 0; k < scan->uses.count; k++) {
            const struct container_use *other = &scan->uses.items[k];
            if (other->kind == USE_REMOVE && other->at.fn == insert->at.fn &&
                is_same(other->container, insert->container))
                bitset_add(&blocks, other->at.block);
        }
        undoes = growth_may_stay(fn, insert->at, &blocks);
        arena_free(scratch);
    }
    return undoes;
}

static void find_takings(struct scan *scan)
{
    for (uint32_t i = 0; i < scan->uses.count; i++) {
        const struct container_use *use = &scan->uses.items[i];
        uint32_t element = use->kind != USE_REMOVE ? 0
                           : use->common           ? use->common
                                                   : element_of_operand(scan->program, use->at.fn,
                                                                        through_iterator(scan, use));
        if (element && is_undo(scan, use))
            bitset_add(&scan->undone, root(scan, element));
        else if (element)
            take(scan, element, use->at, use->is_whole || use->common);
    }
    for (uint32_t number = 1; number < scan->program->n_fns; number++) {
        const struct fn *fn = &scan->program->fns[number];
        if (!growth_is_asked(scan->facts, number))
            continue;
        for (uint32_t id = 1; id < fn->ir->blocks.count; id++)
            for (uint32_t i = 0; i < fn_block(fn, id)->instrs.count; i++)
                visit_store(scan, (struct site){number, id, fn_block(fn, id)->instrs.first + i});
    }
}

/* ---- what is put in ---- */

static bool is_bounded_key(const struct scan *scan, struct site at, struct ir_operand key)
{
    if (scan->use->key_field)
        return growth_is_bounded_part(scan->facts, at, key, scan->use->key_field);
    return growth_is_bounded_key(scan->facts, at, key);
}

static void tell(struct scan *scan, struct site at, struct ir_operand key)
{
    struct growth_facts *facts = scan->facts;

    if (!steady_has(scan->program, facts->steady, at.fn, at.block))
        return;
    struct home home = {.element = scan->use->common};
    if (!home.element)
        home = growth_home_of(facts, scan->use->at, scan->use->container, &scan->chain);
    uint32_t set = home.element ? root(scan, home.element) : 0;
    if (!set || home.passes || scan->sets.escapes[set] || bitset_has(&scan->passes, set) ||
        scan->takings[set].reached == REACHED_STEADY ||
        growth_is_bounded(facts, scan->use->at, false) || growth_is_bounded(facts, at, false))
        return;
    if (key.kind && is_bounded_key(scan, at, key))
        return;
    struct insert insert = {.at = at,
                            .container = home.element,
                            .place = home.place,
                            .place_fn = home.place_fn,
                            .kind = scan->use->kind_of_entry,
                            .is_own = scan->use->is_own,
                            /* some that take out may not be known */
                            .is_weak =
                                scan->use->is_own && scan->takings[set].reached == REACHED_AT_END,
                            .is_assumed = bitset_has(&scan->undone, set),
                            .is_keyed = key.kind != IR_OPERAND_NONE,
                            .made = scan->use->made,
                            .taking = scan->takings[set]};
    vector_push(&facts->inserts, insert);
}

/* The parameter, from 1, that the key is or is a copy of; 0 = none. */
static uint32_t parameter_of_key(const struct scan *scan, struct site at, struct ir_operand key)
{
    const struct fn *fn = &scan->program->fns[at.fn];
    struct origin origin = origins_of(scan->facts->origins, at.fn, at.block, at.instr, key);
    uint32_t found = 0;

    if (origin.bits == ORIGIN_PARAMETER)
        return origin.parameter;
    if (origin.bits & ~(unsigned)(ORIGIN_NEW | ORIGIN_NULL) || !origin.instr)
        return 0;
    const struct ir_instr *call = &fn->unit->instrs[origin.instr];
    for (uint32_t i = 0; i < call->arguments.count; i++) {
        struct ir_operand from = fn->unit->operands[call->arguments.first + i];
        if (growth_type(fn, from)->kind != IR_TYPE_POINTER)
            continue;
        origin = origins_of(scan->facts->origins, at.fn, origin.block, origin.instr, from);
        if (found || origin.bits != ORIGIN_PARAMETER)
            return 0;
        found = origin.parameter;
    }
    return found;
}

/* Whether the operand is the address of a field behind a pointer: `&spool->waiting`. Such a container is found by its
 * field, whoever hands the pointer in. */
static bool is_embedded(const struct scan *scan, struct site at, struct ir_operand container)
{
    const struct fn *fn = &scan->program->fns[at.fn];

    return container.kind == IR_OPERAND_ADDRESS &&
           fn_place(fn, container.index)->kind == IR_PLACE_FIELD &&
           !is_inside(scan, fn, container.index);
}

/* The callers hand the container in. */
// NOLINTNEXTLINE(misc-no-recursion): at most GROWTH_LIFTS deep
static void judge(struct scan *scan, struct site at, struct ir_operand container,
                  struct ir_operand key)
{
    const struct program *program = scan->program;
    struct origin origin = origins_of(scan->facts->origins, at.fn, at.block, at.instr, container);

    if (!(origin.bits & ORIGIN_PARAMETER) || scan->use->common ||
        is_embedded(scan, at, container)) {
        tell(scan, at, key);
        return;
    }
    uint32_t key_parameter = key.kind ? parameter_of_key(scan, at, key) : 0;
    if (!origin.parameter || scan->chain.count == GROWTH_LIFTS)
        return;
    if (key.kind && !key_parameter && is_bounded_key(scan, at, key))
        return;
    const struct fn_list callers = program->fns[at.fn].callers;
    for (uint32_t i = 0; i < callers.count; i++) {
        const struct fn *caller = &program->fns[callers.items[i]];
        for (uint32_t c = 0; c < caller->n_calls; c++) {
            const struct call_site *site = &caller->calls[c];
            const struct ir_instr *call = &caller->unit->instrs[site->instr];
            bool calls = call_reaches(site, at.fn);
            if (!calls)
                continue;
            struct site outer = {callers.items[i], site->block, site->instr};
            struct ir_operand outer_key = argument_at(caller, call, key_parameter);
            scan->chain.calls[scan->chain.count++] = outer;
            judge(scan, outer, argument_at(caller, call, origin.parameter), outer_key);
            scan->chain.count--;
        }
    }
}

void growth_find_containers(struct growth_facts *facts)
{
    const struct program *program = facts->program;
    struct scan scan = {.facts = facts, .program = program};

    for (uint32_t number = 1; number < program->n_fns; number++)
        for (uint32_t c = 0; !program->fns[number].is_model && !growth_is_idle(facts, number) &&
                             c < program->fns[number].n_calls;
             c++)
            read_call(&scan, number, &program->fns[number].calls[c]);
    for (uint32_t i = 0; i < facts->own.count; i++)
        read_own(&scan, &facts->own.items[i]);
    if (!scan.uses.count)
        return;
    arena_reset(facts->scratch);
    scan.records = bitset_new(facts->scratch, program->n_records + 1);
    scan.passes = bitset_new(facts->scratch, elements_count(program));
    scan.undone = bitset_new(facts->scratch, elements_count(program));
    scan.takings = ARENA_ARRAY(facts->scratch, struct taking, elements_count(program));
    element_sets_init(&scan.sets, program);
    for (uint32_t i = 0; i < scan.uses.count; i++)
        if (record_of_use(&scan, &scan.uses.items[i]))
            bitset_add(&scan.records, record_of_use(&scan, &scan.uses.items[i]));
    for (uint32_t number = 1; number < program->n_fns; number++)
        if (growth_is_asked(facts, number))
            flow_function(&scan, number);
    flow_results(&scan);
    find_takings(&scan);
    for (uint32_t i = 0; i < scan.uses.count; i++) {
        scan.use = &scan.uses.items[i];
        if (scan.use->kind == USE_INSERT)
            judge(&scan, scan.use->at, scan.use->container, scan.use->key);
    }
    element_sets_deinit(&scan.sets);
    vector_deinit(&scan.uses);
}
