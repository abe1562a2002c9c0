/* A start that is made only while there is none: `if (!server->helper) server->helper = helper_start();`, or
 * `if (pump->is_running) return; … pump->is_running = true;`. It makes one thread an object, and the object
 * lasts: it is a global, of main, or made once. */
#include "program/conditions.h"
#include "program/limits_inside.h"
#include "program/ways.h"

/* Bound: callers and copies that an object is followed through; behind it, it may be a new one. */
enum { OBJECT_STEPS = 12 };

static bool lasts(const struct program *program, uint32_t number, struct ir_operand object,
                  uint32_t steps);

/* The object that the function is called with lasts as long as what calls or registers it. */
static bool parameter_lasts(const struct program *program, uint32_t number, uint32_t parameter,
                            uint32_t steps)
{
    struct context_origin origin = contexts_origin(program, number);
    const struct fn *caller = &program->fns[origin.from];

    if (!origin.from)
        return false;
    if (origin.kind != ROOT_CALL)
        return contexts_often(program, origin.from, origin.from_block) == OFTEN_ONCE;
    const struct ir_instr *call = &caller->unit->instrs[origin.from_instr];
    return parameter <= call->arguments.count &&
           lasts(program, origin.from,
                 caller->unit->operands[call->arguments.first + parameter - 1], steps + 1);
}

/* Whether the object that a local is, or points to, is the same for all events. */
static bool local_lasts(const struct program *program, uint32_t number, uint32_t place,
                        uint32_t steps)
{
    const struct fn *fn = &program->fns[number];
    uint32_t local = fn_place(fn, place)->argument;
    const struct ir_type *type = stores_type_of_place(fn, (struct ir_place_id){place});
    const struct ir_instr *write = conditions_only_write(fn, place);

    if (type->kind != IR_TYPE_POINTER)
        return contexts_often(program, number, 1) == OFTEN_ONCE;
    if (local <= fn->ir->n_parameters)
        return parameter_lasts(program, number, local, steps);
    if (!write)
        return false;
    if (write->op == IR_COPY)
        return lasts(program, number, write->a, steps + 1);
    uint32_t block = conditions_block_of(fn, (uint32_t)(write - fn->unit->instrs));
    return write->op == IR_CALL && contexts_often(program, number, block) == OFTEN_ONCE;
}

static bool lasts(const struct program *program, uint32_t number, struct ir_operand object,
                  uint32_t steps)
{
    const struct fn *fn = &program->fns[number];
    uint32_t place = object.index;

    if (steps > OBJECT_STEPS ||
        (object.kind != IR_OPERAND_PLACE && object.kind != IR_OPERAND_ADDRESS))
        return false;
    place = fn_root(fn, place);
    return fn_place(fn, place)->kind == IR_PLACE_GLOBAL ||
           (fn_place(fn, place)->kind == IR_PLACE_LOCAL &&
            local_lasts(program, number, place, steps));
}

/* The place that the branch looks at, through a local that it was copied to. */
static struct ir_operand tested_by(const struct fn *fn, uint32_t block)
{
    struct ir_operand tested = fn_block(fn, block)->a;
    const struct ir_instr *write =
        fn_local(fn, tested) ? conditions_only_write(fn, tested.index) : NULL;

    return write && write->op == IR_COPY ? write->a : tested;
}

/* Whether the branch is no more than whether the call of the point went well. */
static bool asks_how_it_went(const struct fn *fn, struct point at, uint32_t block)
{
    uint32_t result = fn->unit->instrs[at.instr].dst.index;
    struct ir_operand a = fn_block(fn, block)->a;

    return block == at.block || (result && a.kind == IR_OPERAND_PLACE && a.index == result);
}

static bool leads_to(const struct fn *fn, uint32_t from, uint32_t to, struct arena *scratch)
{
    struct bitset reached = conditions_reach(fn, from, scratch);

    return bitset_has(&reached, to);
}

/* Whether the block of a store is passed whenever the point is: before it, or behind it if it went well. */
static bool goes_with(const struct fn *fn, struct point at, uint32_t block)
{
    struct arena *scratch = arena_new();
    struct bitset behind = conditions_reach(fn, at.block, scratch);
    bool before = block == at.block || (graph_n_successors(fn_block(fn, block)) == 1 &&
                                        graph_needs_edge(fn, at.block, block, 0));
    bool passes = bitset_has(&behind, block);

    bitset_add(&behind, at.block);
    for (uint32_t id = 1; id < fn->ir->blocks.count && passes && !before; id++) {
        const struct ir_block *self = fn_block(fn, id);
        bool is_between =
            id != block && bitset_has(&behind, id) && leads_to(fn, id, block, scratch);
        for (uint32_t edge = 0; is_between && edge < graph_n_successors(self); edge++) {
            uint32_t to = graph_successor(fn, self, edge);
            passes &=
                asks_how_it_went(fn, at, id) || to == block || leads_to(fn, to, block, scratch);
        }
    }
    arena_free(scratch);
    return before || passes;
}

/* Whether the point's function gives the element a value other than zero when it comes to the point. */
static bool marks(const struct stop_facts *facts, struct point at, uint32_t element)
{
    const struct fn *fn = &facts->program->fns[at.fn];
    const struct stores *stores = ways_stores(facts->ways);
    struct store_span span = stores_to(stores, element);

    for (uint32_t i = span.first; i < span.end; i++) {
        const struct store *store = &stores->items[i];
        if (store->fn != at.fn)
            continue;
        const struct ir_instr *instr = &fn->unit->instrs[store->instr];
        int64_t number;
        bool zero = instr->op == IR_COPY && fn_number(fn, instr->a, &number) && number == 0;
        if (!zero && goes_with(fn, at, store->block))
            return true;
    }
    return false;
}

bool limits_by_slot(const struct stop_facts *facts, const struct point *way, uint32_t count)
{
    const struct program *program = facts->program;
    struct point at = way[count - 1];
    struct condition_list before = {0};
    bool found = false;

    conditions_before(program, at.fn, at.block, &before);
    for (uint32_t i = 0; i < before.count && !found; i++) {
        const struct condition_on *on = &before.items[i];
        bool marked = false;
        if (on->relation != IR_EQ || on->number != 0)
            continue;
        for (uint32_t k = 0; k < count && !marked; k++)
            marked = marks(facts, way[k], on->element);
        found = marked && lasts(program, at.fn, tested_by(&program->fns[at.fn], on->block), 0);
    }
    vector_deinit(&before);
    return found;
}
