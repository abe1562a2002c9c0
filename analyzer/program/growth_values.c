/* Values from a set that does not grow with what the program is asked: constants, a table of the program's own,
 * copies of these, what a function chooses from them, numbers within limits.
 *
 * Where they come from is followed through the definitions that reach them (origins.h), up to the callers and down
 * into the functions that return them. */
#include "program/conditions.h"
#include "program/elements.h"
#include "program/growth_inside.h"
#include "program/stop_region.h"
#include "program/stores.h"
#include "program/value.h"
#include "program/ways.h"

struct asking {
    struct growth_facts *facts;
    const struct program *program;
    uint32_t *steps;
};

/* Calls between the value and where it comes from; values that are looked at in all; terms of a computation. */
enum { VALUE_LIFTS = 4, VALUE_STEPS = 96, TERMS_MOST = 3 };
/* A set that has more numbers is none. */
enum { NUMBERS_MOST = 1 << 16 };

static bool is_bounded(const struct asking *asking, struct site at, struct ir_operand operand,
                       uint32_t level);

/* ---- numbers within limits ---- */

static bool is_small_number(const struct ir_type *type)
{
    enum { SMALL_BYTES = 2 };

    return type->kind == IR_TYPE_INTEGER && type->count && type->count <= SMALL_BYTES;
}

static const struct ir_instr *computation(const struct fn *fn, struct ir_operand operand)
{
    const struct ir_instr *write =
        fn_local(fn, operand) ? conditions_only_write(fn, operand.index) : NULL;

    return write && write->op == IR_COMPUTE ? write : NULL;
}

/* Whether the operand has one value for the whole call of the function, as far as it shows. */
static bool is_steady(const struct fn *fn, struct ir_operand operand)
{
    uint32_t local = fn_local(fn, operand);

    if (operand.kind != IR_OPERAND_PLACE)
        return operand.kind == IR_OPERAND_INTEGER || operand.kind == IR_OPERAND_NONE;
    if (!local ||
        ir_local(fn->unit, fn->ir, (struct ir_local_id){local})->flags & IR_LOCAL_ADDRESS_TAKEN)
        return false;
    for (uint32_t id = 1; id < fn->ir->blocks.count && local <= fn->ir->n_parameters; id++)
        for (uint32_t i = 0; i < fn_block(fn, id)->instrs.count; i++)
            if (fn->unit->instrs[fn_block(fn, id)->instrs.first + i].dst.index == operand.index)
                return false;
    return local <= fn->ir->n_parameters || conditions_only_write(fn, operand.index);
}

static bool is_same_operand(const struct fn *fn, struct ir_operand a, struct ir_operand b)
{
    int64_t left, right;

    if (fn_number(fn, a, &left) && fn_number(fn, b, &right))
        return left == right;
    return a.kind == b.kind && a.index == b.index;
}

/* A number: what an operand holds, or (`made` not NULL) what the computation yields. */
struct number {
    struct ir_operand operand;
    const struct ir_instr *made;
};

/* Whether both are the same: one local, or computed in the same way (a macro computes its argument each time that it
 * names it). */
static bool is_same_number(const struct fn *fn, struct ir_operand a, struct number b)
{
    if (!b.made && is_same_operand(fn, a, b.operand))
        return a.kind == IR_OPERAND_PLACE;
    const struct ir_instr *one = computation(fn, a);
    const struct ir_instr *other = b.made ? b.made : computation(fn, b.operand);
    return one && other && one->operation == other->operation &&
           is_same_operand(fn, one->a, other->a) && is_same_operand(fn, one->b, other->b) &&
           is_steady(fn, one->a) && is_steady(fn, one->b);
}

struct range {
    int64_t low, high;
    bool has_low, has_high;
};

static void narrow(struct range *range, enum ir_operator relation, int64_t number)
{
    bool below = relation == IR_LT || relation == IR_LE || relation == IR_EQ;
    bool above = relation == IR_GT || relation == IR_GE || relation == IR_EQ;

    if (below && (!range->has_high || number < range->high)) {
        range->high = number;
        range->has_high = true;
    }
    if (above && (!range->has_low || number > range->low)) {
        range->low = number;
        range->has_low = true;
    }
}

/* Whether the number is compared with constants on the way to the block, so that few are left. */
static bool is_within_limits(const struct fn *fn, uint32_t block_id, struct number of)
{
    const struct ir_type *type = growth_type(fn, of.operand);
    struct range range = {.has_low = !(type->flags & IR_TYPE_SIGNED)};
    int64_t constant;

    if (type->kind != IR_TYPE_INTEGER)
        return false;
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        if (block->end != IR_END_BRANCH || !fn_number(fn, block->b, &constant) ||
            !is_same_number(fn, block->a, of))
            continue;
        for (uint32_t edge = 0; edge < 2; edge++) {
            enum ir_operator relation = (enum ir_operator)block->relation;
            if (graph_needs_edge(fn, block_id, id, edge))
                narrow(&range, edge ? relation_negate(relation) : relation, constant);
        }
    }
    return range.has_low && range.has_high && range.high - range.low < NUMBERS_MOST;
}

/* ---- where a value comes from ---- */

/* Whether the place lies in a local whose address somebody has, who may fill it: an address that a packet came from. */
static bool is_filled(const struct fn *fn, uint32_t place)
{
    while (fn_place(fn, place)->parent.index && fn_place(fn, place)->kind != IR_PLACE_DEREF)
        place = fn_place(fn, place)->parent.index;
    return fn_place(fn, place)->kind == IR_PLACE_LOCAL &&
           ir_local(fn->unit, fn->ir, (struct ir_local_id){fn_place(fn, place)->argument})->flags &
               IR_LOCAL_ADDRESS_TAKEN;
}

/* Whether what lies there is set while the program starts, or never. */
static bool is_settled(const struct asking *asking, uint32_t number, uint32_t place)
{
    const struct program *program = asking->program;
    const struct stores *stores = ways_stores(program->stop_facts->ways);
    uint32_t element = element_of_named_place(program, number, (struct ir_place_id){place});

    if (!element || element >= elements_named(program) ||
        bitset_has(&stores->address_taken, element) || is_filled(&program->fns[number], place))
        return false;
    if (element % 2 == 1 && !growth_lives(asking->facts, program->fields[element / 2].record))
        return false;
    struct store_span span = stores_to(stores, element);
    for (uint32_t i = span.first; i < span.end; i++)
        if (steady_has(program, asking->facts->steady, stores->items[i].fn, stores->items[i].block))
            return false;
    return true;
}

static bool is_bounded_object(const struct asking *asking, struct site at, uint32_t place)
{
    const struct fn *fn = &asking->program->fns[at.fn];

    return fn_place(fn, fn_root(fn, place))->kind == IR_PLACE_GLOBAL &&
           is_settled(asking, at.fn, place);
}

/* Whether all that is handed in for the parameter, while the program serves, comes from a bounded set. */
static bool is_bounded_parameter(const struct asking *asking, uint32_t number, uint32_t parameter,
                                 uint32_t level)
{
    const struct program *program = asking->program;
    const struct fn_list callers = program->fns[number].callers;
    bool any = false;

    if (level == VALUE_LIFTS || program->fns[number].escapes || !parameter ||
        !asking->facts->steady->way[number].from)
        return false;
    for (uint32_t i = 0; i < callers.count; i++) {
        const struct fn *caller = &program->fns[callers.items[i]];
        for (uint32_t c = 0; c < caller->n_calls; c++) {
            const struct call_site *site = &caller->calls[c];
            const struct ir_instr *call = &caller->unit->instrs[site->instr];
            bool calls = call_reaches(site, number);
            if (!calls ||
                !steady_has(program, asking->facts->steady, callers.items[i], site->block))
                continue;
            if (parameter > call->arguments.count ||
                !is_bounded(asking, (struct site){callers.items[i], site->block, site->instr},
                            caller->unit->operands[call->arguments.first + parameter - 1],
                            level + 1))
                return false;
            any = true;
        }
    }
    return any;
}

/* Whether all that the call gets which makes the value is bounded: a copy of a constant is one. */
static bool is_copy_of_bounded(const struct asking *asking, struct site at, uint32_t level)
{
    const struct fn *fn = &asking->program->fns[at.fn];
    const struct ir_instr *call = &fn->unit->instrs[at.instr];
    bool any = false;

    for (uint32_t i = 0; i < call->arguments.count; i++) {
        struct ir_operand argument = fn->unit->operands[call->arguments.first + i];
        bool is_text = argument.kind == IR_OPERAND_STRING ||
                       growth_type(fn, argument)->kind == IR_TYPE_POINTER ||
                       argument.kind == IR_OPERAND_ADDRESS;
        if (!is_text)
            continue;
        if (level == VALUE_LIFTS || !is_bounded(asking, at, argument, level + 1))
            return false;
        any = true;
    }
    return any;
}

/* Whether a function of the program's own chooses from a bounded set: `return "other";`. */
static bool is_bounded_result(const struct asking *asking, struct site call, uint32_t level)
{
    const struct fn *fn = &asking->program->fns[call.fn];
    const struct call_site *site = &fn->calls[graph_first_call(fn, call.instr)];

    if (!site->targets.count || site->unresolved || level == VALUE_LIFTS)
        return false;
    for (uint32_t k = 0; k < site->targets.count; k++) {
        uint32_t target = site->targets.items[k];
        const struct fn *callee = &asking->program->fns[target];
        for (uint32_t id = 1; id < callee->ir->blocks.count; id++) {
            const struct ir_block *block = fn_block(callee, id);
            struct site end = {target, id, block->instrs.first + block->instrs.count};
            if (block->end == IR_END_RETURN &&
                (callee->is_model || !is_bounded(asking, end, block->a, level + 1)))
                return false;
        }
    }
    return true;
}

/* Whether the computation has few results. */
// NOLINTNEXTLINE(misc-no-recursion): at most VALUE_LIFTS deep
static bool is_bounded_computation(const struct asking *asking, struct site at, uint32_t level)
{
    const struct fn *fn = &asking->program->fns[at.fn];
    const struct ir_instr *instr = &fn->unit->instrs[at.instr];
    int64_t number = 0;
    bool has_number = fn_number(fn, instr->b, &number) && number > 0 && number < NUMBERS_MOST;
    struct number result = {{IR_OPERAND_PLACE, instr->dst.index}, instr};

    if (instr->operation >= IR_EQ && instr->operation <= IR_GE)
        return true;
    if ((instr->operation == IR_MOD || instr->operation == IR_AND) && has_number)
        return true;
    if (is_within_limits(fn, at.block, result))
        return true;
    /* `n = n + 1` says nothing of where n ends */
    bool is_own = (instr->a.kind == IR_OPERAND_PLACE && instr->a.index == instr->dst.index) ||
                  (instr->b.kind == IR_OPERAND_PLACE && instr->b.index == instr->dst.index);
    return !is_own && level < TERMS_MOST && is_bounded(asking, at, instr->a, level + 1) &&
           (instr->b.kind == IR_OPERAND_NONE || is_bounded(asking, at, instr->b, level + 1));
}

struct origin_list {
    struct origin items[16]; /* a switch that chooses a name has some */
    uint32_t count;
    bool overflow;
};

static void collect(void *data, const struct origin *origin)
{
    struct origin_list *list = data;

    if (list->count == sizeof(list->items) / sizeof(*list->items))
        list->overflow = list->overflow || origin->bits & ~(unsigned)(ORIGIN_NUMBER | ORIGIN_NULL);
    else
        list->items[list->count++] = *origin;
}

static bool is_bounded_origin(const struct asking *asking, struct site at,
                              const struct origin *origin, uint32_t level)
{
    struct site there = {at.fn, origin->block, origin->instr};

    if (origin->bits & ORIGIN_OBJECT)
        return is_bounded_object(asking, at, origin->place);
    if (origin->bits & ORIGIN_LOADED)
        return is_settled(asking, at.fn, origin->place);
    if (origin->bits & ORIGIN_NEW)
        return is_copy_of_bounded(asking, there, level);
    if (origin->bits & ORIGIN_CALL)
        return is_bounded_result(asking, there, level);
    if (origin->bits & ORIGIN_PARAMETER)
        return is_bounded_parameter(asking, at.fn, origin->parameter, level);
    if (origin->bits & ORIGIN_OTHER)
        return origin->computed &&
               is_bounded_computation(
                   asking, (struct site){at.fn, origin->computed_in, origin->computed}, level);
    return true;
}

static bool is_bounded(const struct asking *asking, struct site at, struct ir_operand operand,
                       uint32_t level)
{
    const struct fn *fn = &asking->program->fns[at.fn];
    struct origin_list list = {.count = 0};

    if (++*asking->steps > VALUE_STEPS)
        return false;
    if (operand.kind == IR_OPERAND_PLACE &&
        (is_small_number(growth_type(fn, operand)) ||
         (is_steady(fn, operand) &&
          is_within_limits(fn, at.block, (struct number){.operand = operand}))))
        return true;
    origins_each(asking->facts->origins, at.fn, at.block, at.instr, operand, collect, &list);
    for (uint32_t i = 0; i < list.count; i++)
        if (!is_bounded_origin(asking, at, &list.items[i], level))
            return false;
    return list.count && !list.overflow;
}

bool growth_is_bounded_call(struct growth_facts *facts, struct site call, uint32_t *steps)
{
    struct asking asking = {.facts = facts, .program = facts->program, .steps = steps};
    const struct fn *fn = &facts->program->fns[call.fn];
    const struct call_site *site = &fn->calls[graph_first_call(fn, call.instr)];

    return origins_makes(facts->origins, site) ? is_copy_of_bounded(&asking, call, 0)
                                               : is_bounded_result(&asking, call, 0);
}

bool growth_is_bounded_value(struct growth_facts *facts, struct site at, struct ir_operand operand,
                             uint32_t *steps)
{
    struct asking asking = {.facts = facts, .program = facts->program, .steps = steps};

    return is_bounded(&asking, at, operand, 0);
}
