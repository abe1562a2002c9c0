/* What a function writes to its flags and counts.
 *
 * Ways to a block on which a local holds one of the constants that the function gives it: `full = 0; if (n >= MAX)
 * full = 1; if (!full) insert()`. */
#include "program/conditions.h"
#include "program/growth_inside.h"
#include "program/stop_region.h"
#include "program/stores.h"
#include "program/value.h"
#include "program/ways.h"

/* A flag is given few constants; more are not told apart. Functions of more blocks are not looked at. */
enum { CONSTANTS_MOST = 6, FLAG_BLOCKS_MOST = 1500 };

struct search {
    const struct fn *fn;
    struct flag_at flag;
    int64_t constants[CONSTANTS_MOST];
    uint32_t n_constants;
    struct bitset seen; /* per block and state: 0 = not known, else a constant's number from 1 */
};

/* The state that the local is in for the constant. */
static uint32_t state_of(struct search *search, int64_t constant)
{
    for (uint32_t i = 0; i < search->n_constants; i++)
        if (search->constants[i] == constant)
            return i + 1;
    if (search->n_constants == CONSTANTS_MOST)
        return 0;
    search->constants[search->n_constants++] = constant;
    return search->n_constants;
}

static uint32_t state_behind(struct search *search, const struct ir_block *block, uint32_t state)
{
    for (uint32_t i = 0; i < block->instrs.count; i++) {
        const struct ir_instr *instr = &search->fn->unit->instrs[block->instrs.first + i];
        int64_t constant;
        if (instr->dst.index != search->flag.local)
            continue;
        bool is_constant = instr->op == IR_COPY && fn_number(search->fn, instr->a, &constant);
        state = is_constant ? state_of(search, constant) : 0;
    }
    return state;
}

/* Whether the local can be in that relation in the state. */
static bool may_be(const struct search *search, uint32_t state, enum ir_operator relation,
                   int64_t number)
{
    return !state || number_compare(search->constants[state - 1], relation, number);
}

static bool may_take(const struct search *search, const struct ir_block *block, uint32_t edge,
                     uint32_t state)
{
    enum ir_operator relation = (enum ir_operator)block->relation;
    int64_t number;

    if (block->end != IR_END_BRANCH || block->a.kind != IR_OPERAND_PLACE ||
        block->a.index != search->flag.local || !fn_number(search->fn, block->b, &number))
        return true;
    return may_be(search, state, edge ? relation_negate(relation) : relation, number);
}

bool growth_is_flag(const struct fn *fn, uint32_t local)
{
    const struct ir_place *place = fn_place(fn, local);
    uint32_t count = 0;

    if (!local || place->kind != IR_PLACE_LOCAL ||
        ir_local(fn->unit, fn->ir, (struct ir_local_id){place->argument})->flags &
            IR_LOCAL_ADDRESS_TAKEN)
        return false;
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = 0; i < instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[instrs.first + i];
            int64_t constant;
            count += instr->dst.index == local && instr->op == IR_COPY &&
                     fn_number(fn, instr->a, &constant);
        }
    }
    return count > 1;
}

static bool reaches(struct search *search, uint32_t from, uint32_t edge)
{
    const uint32_t n_states = CONSTANTS_MOST + 1;
    VECTOR(uint32_t) todo = {0};
    bool found = false;

    vector_push(&todo, n_states);
    bitset_add(&search->seen, n_states);
    while (todo.count && !found) {
        uint32_t item = vector_pop(&todo);
        uint32_t id = item / n_states;
        const struct ir_block *block = fn_block(search->fn, id);
        uint32_t state = state_behind(search, block, item % n_states);
        found = id == search->flag.block &&
                may_be(search, state, search->flag.relation, search->flag.number);
        for (uint32_t e = 0; e < graph_n_successors(block); e++) {
            uint32_t next = graph_successor(search->fn, block, e) * n_states + state;
            if (!(id == from && e == edge) && may_take(search, block, e, state) &&
                bitset_add(&search->seen, next))
                vector_push(&todo, next);
        }
    }
    vector_deinit(&todo);
    return found;
}

bool growth_needs_edge(const struct fn *fn, struct flag_at flag, uint32_t from, uint32_t edge)
{
    struct search search = {.fn = fn, .flag = flag};

    if (fn->ir->blocks.count > FLAG_BLOCKS_MOST || !growth_is_flag(fn, flag.local))
        return false;
    struct arena *scratch = arena_new();
    search.seen = bitset_new(scratch, fn->ir->blocks.count * (CONSTANTS_MOST + 1));
    bool needs = !reaches(&search, from, edge);
    arena_free(scratch);
    return needs;
}

/* ---- counts ---- */

/* Whether the operand is the place's value, or a local that was read from it: `n = list->n; ... list->n = n + 1`. */
static bool is_value_of(const struct fn *fn, struct ir_operand operand, uint32_t place)
{
    if (operand.kind != IR_OPERAND_PLACE || operand.index == place)
        return operand.kind == IR_OPERAND_PLACE;
    const struct ir_instr *write =
        fn_local(fn, operand) ? conditions_only_write(fn, operand.index) : NULL;
    return write && write->op == IR_COPY && write->a.kind == IR_OPERAND_PLACE &&
           write->a.index == place;
}

/* Whether the instruction writes to the place what was there and something more or, with IR_SUB, less. */
bool growth_steps(const struct fn *fn, const struct ir_instr *instr, uint32_t place,
                  enum ir_operator operation)
{
    return instr->op == IR_COMPUTE && instr->operation == operation && instr->dst.index == place &&
           fn_place(fn, place)->kind != IR_PLACE_UNKNOWN &&
           (is_value_of(fn, instr->a, place) ||
            (operation == IR_ADD && is_value_of(fn, instr->b, place)));
}

bool growth_share_loop(const struct fn *fn, uint32_t a, uint32_t b)
{
    for (uint32_t loop = fn->loop_of ? fn->loop_of[a] : 0; loop; loop = fn->loops[loop - 1].parent)
        if (bitset_has(&fn->loops[loop - 1].blocks, b))
            return true;
    return false;
}

bool growth_counts_rounds(const struct program *program, struct store_span span,
                          const struct store *store, uint32_t comparison)
{
    const struct fn *fn = &program->fns[store->fn];
    const struct stores *stores = ways_stores(program->stop_facts->ways);

    if (!growth_share_loop(fn, store->block, comparison))
        return false;
    for (uint32_t i = span.first; i < span.end; i++) {
        const struct store *other = &stores->items[i];
        const struct ir_instr *instr = &fn->unit->instrs[other->instr];
        int64_t number;
        if (other->fn == store->fn && instr->op == IR_COPY && fn_number(fn, instr->a, &number) &&
            !growth_share_loop(fn, other->block, comparison) &&
            graph_dominates(fn, other->block, comparison))
            return true;
    }
    return false;
}
