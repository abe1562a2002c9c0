/* Fields and globals that only name one node, beside the container in which it is: the timer of a session, the
 * connection that is being replaced. Setting such a one to NULL takes nothing out.
 *
 * One that is the beginning of a container is told by what becomes of its value: the program goes on from there to other
 * nodes, or links it with them. */
#include "program/growth_inside.h"

#include "program/elements.h"
#include "program/stop_region.h"
#include "program/stores.h"
#include "program/ways.h"

/* If the value of the local `to` goes on to other nodes, so does what comes into it: of a local, or of an element. */
struct passing {
    uint32_t from, element, to; /* as in growth_local(); `from` where `element` is 0 */
    bool by_call;               /* `to` is a parameter */
};

/* A local is written to a field or global: where it was read from a link, that begins a list. */
struct kept_in {
    uint32_t from, element;
};

struct scan {
    const struct growth_facts *facts;
    const struct program *program;
    uint32_t number;
    const struct fn *fn;
    struct bitset from_link; /* per local of the program: it gets what a link leads to */
    struct bitset moves_on;  /* the same, by the function itself: it goes from node to node */
    struct bitset goes_on;   /* it is put into a link, or handed to somebody who goes on from it */
    struct bitset walked;    /* per element */
    VECTOR(struct passing) passings;
    VECTOR(struct kept_in) kept;
};

static uint32_t local_of(const struct scan *scan, struct ir_operand operand)
{
    uint32_t local = fn_local(scan->fn, operand);

    return local ? growth_local(scan->program, scan->number, local) : 0;
}

/* The field or global that the operand's value is read from, or of which it is the address; 0 = none. */
static uint32_t named(const struct scan *scan, struct ir_operand operand)
{
    uint32_t element = operand.kind == IR_OPERAND_PLACE || operand.kind == IR_OPERAND_ADDRESS
                           ? element_of_named_place(scan->program, scan->number,
                                                    (struct ir_place_id){operand.index})
                           : 0;

    return element < elements_named(scan->program) ? element : 0;
}

static bool is_link(const struct scan *scan, struct ir_operand operand)
{
    uint32_t kind = growth_points_to(scan->program, scan->fn, operand);

    return operand.kind == IR_OPERAND_PLACE && kind &&
           growth_is_link(scan->program, scan->fn, operand.index, kind);
}

/* Whoever gets the value may do anything with it. */
static void let_go(struct scan *scan, struct ir_operand operand)
{
    uint32_t local = local_of(scan, operand);

    if (local)
        bitset_add(&scan->goes_on, local);
    else
        bitset_add(&scan->walked, named(scan, operand));
}

/* The value goes into the local. */
static void pass(struct scan *scan, struct ir_operand from, uint32_t to, bool by_call)
{
    struct passing passing = {.from = local_of(scan, from), .to = to, .by_call = by_call};

    if (!passing.from)
        passing.element = named(scan, from);
    if (passing.from || passing.element)
        vector_push(&scan->passings, passing);
}

static void read_copy(struct scan *scan, const struct ir_instr *copy)
{
    uint32_t to = local_of(scan, (struct ir_operand){IR_OPERAND_PLACE, copy->dst.index});

    if (copy->a.kind == IR_OPERAND_ADDRESS)
        bitset_add(&scan->walked, named(scan, copy->a));
    if (copy->a.kind != IR_OPERAND_PLACE || !growth_points_to(scan->program, scan->fn, copy->a))
        return;
    if (to && is_link(scan, copy->a)) {
        bitset_add(&scan->moves_on, to);
    } else if (to) {
        pass(scan, copy->a, to, false);
    } else if (is_link(scan, (struct ir_operand){IR_OPERAND_PLACE, copy->dst.index})) {
        if (!is_link(scan, copy->a))
            let_go(scan, copy->a);
    } else {
        uint32_t element = named(scan, (struct ir_operand){IR_OPERAND_PLACE, copy->dst.index});
        uint32_t local = local_of(scan, copy->a);
        if (is_link(scan, copy->a))
            bitset_add(&scan->walked, element);
        else if (local)
            vector_push(&scan->kept, (struct kept_in){local, element});
        else
            let_go(scan, copy->a);
    }
}

/* A link is handed on: who has the node in hand goes on to the next. */
static void hand_link(struct scan *scan, uint32_t place)
{
    uint32_t base = growth_base(scan->fn, place);

    if (base)
        bitset_add(&scan->goes_on, growth_local(scan->program, scan->number, base));
    for (; place; place = fn_place(scan->fn, place)->parent.index)
        if (fn_place(scan->fn, place)->kind == IR_PLACE_DEREF)
            bitset_add(&scan->walked,
                       named(scan, (struct ir_operand){IR_OPERAND_PLACE,
                                                       fn_place(scan->fn, place)->parent.index}));
}

static void read_argument(struct scan *scan, const struct call_site *site, uint32_t argument,
                          struct ir_operand operand)
{
    bool is_system = site->entity && scan->program->entities[site->entity].flags & IR_SYMBOL_SYSTEM;

    if (operand.kind == IR_OPERAND_ADDRESS)
        bitset_add(&scan->walked, named(scan, operand));
    if (operand.kind != IR_OPERAND_PLACE)
        return;
    if (is_link(scan, operand)) {
        hand_link(scan, operand.index);
        return;
    }
    if (site->unresolved || (!site->targets.count && !is_system))
        let_go(scan, operand);
    for (uint32_t k = 0; k < site->targets.count; k++) {
        uint32_t target = site->targets.items[k];
        const struct fn *callee = &scan->program->fns[target];
        if (argument >= callee->ir->n_parameters) {
            let_go(scan, operand);
        } else if (callee->is_model) {
            if (callee->contains)
                let_go(scan, operand);
        } else {
            pass(scan, operand, growth_local(scan->program, target, argument + 1), true);
        }
    }
}

static void read_call(struct scan *scan, const struct call_site *site)
{
    const struct ir_instr *call = &scan->fn->unit->instrs[site->instr];
    struct ir_operand to = {IR_OPERAND_PLACE, call->dst.index};
    uint32_t local = call->dst.index ? local_of(scan, to) : 0;
    uint32_t kind = local ? growth_points_to(scan->program, scan->fn, to) : 0;

    for (uint32_t i = 0; i < call->arguments.count; i++) {
        struct ir_operand argument = scan->fn->unit->operands[call->arguments.first + i];
        uint32_t held = growth_points_to(scan->program, scan->fn, argument);
        if (!held)
            continue;
        /* `at = next(at)` */
        if (kind && held == kind)
            bitset_add(&scan->moves_on, local);
        read_argument(scan, site, i, argument);
    }
}

static void read_function(struct scan *scan, uint32_t number)
{
    const struct fn *fn = &scan->program->fns[number];

    scan->number = number;
    scan->fn = fn;
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        for (uint32_t i = 0; i < block->instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[block->instrs.first + i];
            if (instr->op == IR_COPY && instr->dst.index)
                read_copy(scan, instr);
        }
        if (block->end == IR_END_RETURN && growth_points_to(scan->program, fn, block->a))
            let_go(scan, block->a);
    }
    for (uint32_t c = 0; c < fn->n_calls; c++)
        read_call(scan, &fn->calls[c]);
}

static void spread(struct scan *scan)
{
    bitset_add_all(&scan->from_link, &scan->moves_on);
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 0; i < scan->passings.count; i++) {
            struct passing passing = scan->passings.items[i];
            if (passing.from && bitset_has(&scan->from_link, passing.from))
                changed |= bitset_add(&scan->from_link, passing.to);
            if (!passing.by_call && passing.from && bitset_has(&scan->moves_on, passing.from))
                changed |= bitset_add(&scan->moves_on, passing.to);
            if (!bitset_has(&scan->goes_on, passing.to) && !bitset_has(&scan->moves_on, passing.to))
                continue;
            changed |= passing.from ? bitset_add(&scan->goes_on, passing.from)
                                    : bitset_add(&scan->walked, passing.element);
        }
    }
    for (uint32_t i = 0; i < scan->kept.count; i++)
        if (bitset_has(&scan->from_link, scan->kept.items[i].from))
            bitset_add(&scan->walked, scan->kept.items[i].element);
}

void growth_find_names(struct growth_facts *facts, struct arena *run)
{
    const struct program *program = facts->program;
    struct arena *scratch = arena_new();
    uint32_t n_locals = elements_count(program) - elements_named(program);
    struct scan scan = {.facts = facts,
                        .program = program,
                        .from_link = bitset_new(scratch, n_locals),
                        .moves_on = bitset_new(scratch, n_locals),
                        .goes_on = bitset_new(scratch, n_locals),
                        .walked = bitset_new(run, elements_named(program) + 1)};

    for (uint32_t number = 1; number < program->n_fns; number++)
        if (growth_is_asked(facts, number))
            read_function(&scan, number);
    spread(&scan);
    facts->walked = scan.walked;
    vector_deinit(&scan.passings);
    vector_deinit(&scan.kept);
    arena_free(scratch);
}

bool growth_is_name(const struct growth_facts *facts, uint32_t fn, uint32_t place)
{
    const struct program *program = facts->program;
    uint32_t element = element_of_named_place(program, fn, (struct ir_place_id){place});
    uint32_t kind = fn_place(&program->fns[fn], place)->kind;

    return (kind == IR_PLACE_FIELD || kind == IR_PLACE_GLOBAL) && element &&
           element < elements_named(program) && !bitset_has(&facts->walked, element) &&
           !bitset_has(&ways_stores(program->stop_facts->ways)->address_taken, element);
}
