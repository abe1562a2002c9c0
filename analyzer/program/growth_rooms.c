/* Arrays that are made larger up to a number and no further: `if (a->n == a->room && a->room >= MOST) return;`, or
 * `if (room > MOST) return;` before what makes it larger. And which comparisons are with such a room, and so no bound. */
#include "program/conditions.h"
#include "program/elements.h"
#include "program/growth_inside.h"
#include "program/stop_region.h"
#include "program/stores.h"
#include "program/value.h"
#include "program/ways.h"

struct way {
    const struct program *program;
    uint32_t number;
    const struct fn *fn;
    uint32_t to;            /* the block that makes it larger */
    struct bitset excluded; /* edges that contradict what holds there: block * 2 + edge */
    struct arena *scratch;
};

static enum ir_operator relation_on(const struct ir_block *block, uint32_t edge)
{
    enum ir_operator relation = (enum ir_operator)block->relation;

    return edge ? relation_negate(relation) : relation;
}

static bool is_same(struct ir_operand a, struct ir_operand b)
{
    return a.kind == b.kind && a.index == b.index;
}

/* Edges on which the opposite holds of what every way there has asked. */
static void exclude(struct way *way)
{
    const struct fn *fn = way->fn;

    way->excluded = bitset_new(way->scratch, 2 * fn->ir->blocks.count);
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++)
        for (uint32_t edge = 0; edge < 2 && fn_block(fn, id)->end == IR_END_BRANCH; edge++) {
            const struct ir_block *needed = fn_block(fn, id);
            if (!graph_needs_edge(fn, way->to, id, edge))
                continue;
            for (uint32_t other = 1; other < fn->ir->blocks.count; other++) {
                const struct ir_block *block = fn_block(fn, other);
                if (other == id || block->end != IR_END_BRANCH || !is_same(block->a, needed->a) ||
                    !is_same(block->b, needed->b))
                    continue;
                for (uint32_t e = 0; e < 2; e++)
                    if (relation_on(block, e) == relation_negate(relation_on(needed, edge)))
                        bitset_add(&way->excluded, 2 * other + e);
            }
        }
}

static bool is_reached_without(const struct way *way, uint32_t without, uint32_t without_edge)
{
    const struct fn *fn = way->fn;
    struct bitset seen = bitset_new(way->scratch, fn->ir->blocks.count);
    VECTOR(uint32_t) todo = {0};

    bitset_add(&seen, 1);
    vector_push(&todo, 1);
    while (todo.count) {
        uint32_t id = vector_pop(&todo);
        const struct ir_block *block = fn_block(fn, id);
        for (uint32_t edge = 0; edge < graph_n_successors(block); edge++) {
            uint32_t next = graph_successor(fn, block, edge);
            bool shut = (id == without && edge == without_edge) ||
                        (block->end == IR_END_BRANCH && bitset_has(&way->excluded, 2 * id + edge));
            if (!shut && bitset_add(&seen, next))
                vector_push(&todo, next);
        }
    }
    vector_deinit(&todo);
    return bitset_has(&seen, way->to);
}

/* Whether the function puts what it computes into the operand's field or global, or the operand into one: it says
 * how much room there is, or will be. */
static bool is_room(const struct way *way, struct ir_operand operand)
{
    const struct fn *fn = way->fn;
    uint32_t element = element_of_operand(way->program, way->number, operand);
    bool is_local = fn_local(fn, operand) != 0;

    for (uint32_t id = 1; id < fn->ir->blocks.count && operand.kind == IR_OPERAND_PLACE; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[i];
            int64_t number;
            bool shared =
                instr->dst.index && fn_place(fn, instr->dst.index)->kind != IR_PLACE_LOCAL;
            if (is_local && shared && instr->op == IR_COPY && is_same(instr->a, operand))
                return true;
            if (!is_local && shared && !fn_number(fn, instr->a, &number) &&
                element_of_place(way->program, way->number, instr->dst) == element)
                return true;
        }
    }
    return false;
}

bool growth_room_is_limited(const struct program *program, uint32_t number, uint32_t block)
{
    struct way way = {.program = program,
                      .number = number,
                      .fn = &program->fns[number],
                      .to = block,
                      .scratch = arena_new()};
    bool limited = false;

    exclude(&way);
    for (uint32_t id = 1; id < way.fn->ir->blocks.count && !limited; id++) {
        const struct ir_block *self = fn_block(way.fn, id);
        int64_t most;
        if (self->end != IR_END_BRANCH || !fn_number(way.fn, self->b, &most) || most <= 1)
            continue;
        for (uint32_t edge = 0; edge < 2 && !limited; edge++) {
            enum ir_operator relation = relation_on(self, edge);
            limited = (relation == IR_LT || relation == IR_LE) && is_room(&way, self->a) &&
                      !is_reached_without(&way, id, edge);
        }
    }
    arena_free(way.scratch);
    return limited;
}

/* ---- comparisons with a room ---- */

/* Operands of operands: `room - (used + size)`. */
enum { TERMS_MOST = 3 };

/* Whether the function allocates, or makes an allocation larger. */
static bool allocates(const struct growth_facts *facts, uint32_t number)
{
    const struct fn *fn = &facts->program->fns[number];

    for (uint32_t c = 0; c < fn->n_calls; c++)
        if (origins_makes(facts->origins, &fn->calls[c]) ||
            origins_regrows(facts->origins, &fn->calls[c]))
            return true;
    return false;
}

/* Whether the field or global is set at steady state where memory is allocated: a room and no limit. Where it is
 * compared itself (`is_own`), that it is counted there says nothing. */
static bool is_filled(struct growth_facts *facts, uint32_t element, bool is_own)
{
    const struct program *program = facts->program;
    const struct stores *stores = ways_stores(program->stop_facts->ways);
    struct store_span span = stores_to(stores, element);

    for (uint32_t i = span.first; i < span.end; i++) {
        const struct store *store = &stores->items[i];
        const struct fn *fn = &program->fns[store->fn];
        const struct ir_instr *instr = &fn->unit->instrs[store->instr];
        int64_t number;
        if (instr->op == IR_COPY && fn_number(fn, instr->a, &number))
            continue;
        if (is_own && (growth_steps(fn, instr, instr->dst.index, IR_ADD) ||
                       growth_steps(fn, instr, instr->dst.index, IR_SUB)))
            continue;
        if (steady_has(program, facts->steady, store->fn, store->block) &&
            allocates(facts, store->fn))
            return true;
    }
    return false;
}

/* Whether a room is a term of the operand: `room - size`. */
// NOLINTNEXTLINE(misc-no-recursion): at most TERMS_MOST deep
static bool has_room(struct growth_facts *facts, uint32_t number, struct ir_operand operand,
                     bool is_own, uint32_t terms)
{
    const struct fn *fn = &facts->program->fns[number];

    if (operand.kind != IR_OPERAND_PLACE || terms > TERMS_MOST)
        return false;
    uint32_t element = conditions_source(facts->program, number, operand);
    if (element)
        return element < elements_named(facts->program) && is_filled(facts, element, is_own);
    const struct ir_instr *write =
        fn_local(fn, operand) ? conditions_only_write(fn, operand.index) : NULL;
    if (!write || write->op == IR_CALL)
        return false;
    is_own &= write->op == IR_COPY || write->operation == IR_ADD;
    return has_room(facts, number, write->a, is_own, terms + 1) ||
           (write->op == IR_COMPUTE && has_room(facts, number, write->b, is_own, terms + 1));
}

bool growth_has_room(struct growth_facts *facts, uint32_t fn, struct ir_operand operand,
                     bool is_own)
{
    return has_room(facts, fn, operand, is_own, 0);
}
