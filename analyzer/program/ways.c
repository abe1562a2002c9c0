#include "program/ways.h"

#include "base/memory.h"
#include "program/elements.h"
#include "program/model_control.h"
#include "program/solver.h"
#include "program/ways_inside.h"

struct ways *ways_new(const struct program *program)
{
    struct ways *ways = memory_zeroed(1, sizeof(*ways));

    ways->program = program;
    ways->arena = arena_new();
    ways->scratch = arena_new();
    return ways;
}

struct ways *ways_new_without(struct ways *base, uint32_t flag)
{
    struct ways *ways = ways_new(base->program);

    ways_prepare(base);
    ways->base = base->base ? base->base : base;
    ways->stores = base->stores;
    ways->readers = base->readers;
    ways->writes = base->writes;
    ways->sent = base->sent;
    ways->base_arena = base->base_arena;
    ways->without = flag;
    return ways;
}

struct ways *ways_new_with(struct ways *base, uint32_t flag)
{
    struct ways *ways = ways_new_without(base, base->without);

    ways->with = flag;
    return ways;
}

void ways_free(struct ways *ways)
{
    if (!ways)
        return;
    for (uint32_t i = 0; i < ways->visited.count; i++)
        vector_deinit(&ways->visited.items[i]->shut);
    vector_deinit(&ways->visited);
    intmap_deinit(&ways->numbers);
    intmap_deinit(&ways->edge_flags);
    intmap_deinit(&ways->last_supposed);
    vector_deinit(&ways->supposed);
    intmap_deinit(&ways->flag_numbers);
    vector_deinit(&ways->flags);
    usages_deinit(&ways->usages);
    intmap_deinit(&ways->changed);
    arena_free(ways->arena);
    arena_free(ways->scratch);
    free(ways);
}

void ways_prepare(struct ways *ways)
{
    if (ways->stores)
        return;
    ways->base_arena = ways->arena;
    ways->stores = ways->program->stores;
    ways->readers = readers_find(ways->program, ways->arena);
    ways->writes = ARENA_ARRAY(ways->arena, struct writes *, ways->program->n_fns);
    ways->sent = ways_sent_globals(ways->program, ways->arena);
    usages_prepare(ways);
}

struct fn_ways *ways_visited(const struct ways *ways, uint32_t number)
{
    const uint32_t *index = intmap_find(&ways->numbers, number);

    return index ? ways->visited.items[*index] : NULL;
}

const struct stores *ways_stores(struct ways *ways)
{
    ways_prepare(ways);
    return ways->stores;
}

/* ---- edges ---- */

static bool edge_holds(const struct fn *fn, const struct ir_block *block, uint32_t edge,
                       const struct value_set *a, const struct value_set *b)
{
    const struct ir_case *cases = &fn->unit->cases[block->cases.first];

    if (block->end == IR_END_BRANCH) {
        enum ir_operator relation = (enum ir_operator)block->relation;
        return value_sets_may_hold(a, edge ? relation_negate(relation) : relation, b);
    }
    if (block->end != IR_END_SWITCH || a->any || a->non_zero)
        return true;
    for (uint32_t i = 0; i < a->count; i++) {
        bool in_case = false, in_this = false;
        for (uint32_t k = 0; k < block->cases.count; k++) {
            bool here = cases[k].low <= a->items[i] && a->items[i] <= cases[k].high;
            in_case |= here;
            in_this |= here && k == edge;
        }
        if (edge < block->cases.count ? in_this : !in_case)
            return true;
    }
    return false;
}

/* What a branch compares at once: a field or global, with a constant or with another one. */
struct comparison {
    uint32_t element; /* 0 = something else */
    uint32_t other;   /* 0 = a constant */
    int64_t constant;
};

static struct comparison comparison_of(const struct ways *ways, uint32_t number,
                                       const struct ir_block *block)
{
    const struct fn *fn = &ways->program->fns[number];
    struct comparison comparison = {0};

    if (block->end != IR_END_BRANCH || block->a.kind != IR_OPERAND_PLACE)
        return comparison;
    if (block->b.kind == IR_OPERAND_PLACE)
        comparison.other =
            element_of_named_place(ways->program, number, (struct ir_place_id){block->b.index});
    else if (!fn_number(fn, block->b, &comparison.constant))
        return comparison;
    if (block->b.kind != IR_OPERAND_PLACE || comparison.other)
        comparison.element =
            element_of_named_place(ways->program, number, (struct ir_place_id){block->a.index});
    return comparison;
}

static bool compares_same(struct comparison a, struct comparison b)
{
    return a.element == b.element && a.other == b.other && a.constant == b.constant;
}

static bool is_shut(const struct fn_ways *self, uint32_t id, uint32_t edge)
{
    for (uint32_t i = 0; i < self->shut.count; i++)
        if (self->shut.items[i].block == id && self->shut.items[i].edge == edge)
            return true;
    for (uint32_t i = 0; i < self->n_again; i++)
        if (self->again[i].block == id && self->again[i].edge == edge)
            return true;
    return false;
}

/* Whether all open ways to the block have just found the opposite of what the edge asks for: behind
 * while (!job && !stop) wait(), a job is there unless it was told to stop. */
static bool is_contradicted(const struct ways *ways, const struct fn_ways *self, uint32_t number,
                            uint32_t id, uint32_t edge)
{
    const struct fn *fn = &ways->program->fns[number];
    const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
    struct comparison here = comparison_of(ways, number, block);
    uint32_t n_ways = 0;
    enum ir_operator relation = (enum ir_operator)block->relation;

    if (!here.element || block->instrs.count || id == 1)
        return false;
    for (uint32_t from = 1; from < fn->ir->blocks.count; from++) {
        const struct ir_block *before = ir_block(fn->unit, fn->ir, (struct ir_block_id){from});
        for (uint32_t e = 0; bitset_has(&self->passed, from) && e < graph_n_successors(before);
             e++) {
            if (graph_successor(fn, before, e) != id || is_shut(self, from, e))
                continue;
            enum ir_operator known = (enum ir_operator)before->relation;
            if (!compares_same(comparison_of(ways, number, before), here) ||
                (e ? relation_negate(known) : known) !=
                    (edge ? relation : relation_negate(relation)))
                return false;
            n_ways++;
        }
    }
    return n_ways > 0;
}

/* What the end of a block tests, as it was found for one of its edges. */
struct tested {
    bool is_known;
    bool with_initial;
    struct value_set a, b;
};

static void find_tested(struct ways *ways, uint32_t number, uint32_t id, uint32_t edge,
                        struct tested *tested)
{
    const struct fn *fn = &ways->program->fns[number];
    const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
    bool with_initial = !graph_leaves_loop(fn, id, edge);

    if (tested->is_known && tested->with_initial == with_initial)
        return;
    ways->spent = 0;
    ways->with_initial = with_initial;
    tested->a = ways_operand_values(ways, number, block->a, 0);
    tested->b = block->end == IR_END_BRANCH ? ways_operand_values(ways, number, block->b, 0)
                                            : (struct value_set){0};
    tested->with_initial = with_initial;
    tested->is_known = true;
}

/* `tested` is kept from edge to edge of a block: should a block that the first edge opens write what they test, then the
 * other one, if it is shut, is looked at again. */
static bool is_open(struct ways *ways, struct fn_ways *self, uint32_t number, uint32_t id,
                    uint32_t edge, struct tested *tested)
{
    const struct fn *fn = &ways->program->fns[number];
    const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});

    if (block->end != IR_END_BRANCH && block->end != IR_END_SWITCH)
        return true;
    find_tested(ways, number, id, edge, tested);
    uint32_t flag = tested->a.flag ? tested->a.flag : tested->b.flag;
    if (is_contradicted(ways, self, number, id, edge))
        flag = FLAG_PENDING;
    else if (!flag || edge_holds(fn, block, edge, &tested->a, &tested->b))
        return true;
    vector_push(&self->shut, (struct shut_way){id, edge, flag});
    return false;
}

/* ---- functions ---- */

bool ways_comes_back(struct ways *ways, uint32_t number, const struct call_site *site)
{
    const struct program *program = ways->program;
    const struct fn *fn = &program->fns[number];

    if (returns_never(program, fn, site))
        return false;
    if (!site->targets.count || site->unresolved)
        return true;
    for (uint32_t i = 0; i < site->targets.count; i++) {
        const struct fn *target = &program->fns[site->targets.items[i]];
        bool comes = target->is_model ? !target->never_returns
                                      : ways_of(ways, site->targets.items[i])->returns;
        if (comes)
            return true;
    }
    return false;
}

/* Whether a call that is made by name may end the thread. Through pointers, an endless loop reaches
 * whatever an assertion may call; that says nothing. */
static bool call_exits(struct ways *ways, const struct call_site *site)
{
    for (uint32_t i = 0; site->entity && i < site->targets.count; i++) {
        uint32_t target = site->targets.items[i];
        if (ways->program->fns[target].is_model ? ways->program->fns[target].exits_thread
                                                : ways_of(ways, target)->exits)
            return true;
    }
    return false;
}

static bool pass_calls(struct ways *ways, struct fn_ways *self, uint32_t number,
                       const struct ir_block *block)
{
    const struct fn *fn = &ways->program->fns[number];
    uint32_t end = block->instrs.first + block->instrs.count;
    uint32_t call = graph_first_call(fn, block->instrs.first);

    for (; block->instrs.count && call < fn->n_calls && fn->calls[call].instr < end; call++) {
        self->exits |= call_exits(ways, &fn->calls[call]);
        if (!ways_comes_back(ways, number, &fn->calls[call]))
            return false;
    }
    return true;
}

static void spread(struct ways *ways, uint32_t number, struct fn_ways *self, struct opened *todo)
{
    const struct fn *fn = &ways->program->fns[number];

    while (todo->count) {
        uint32_t id = vector_pop(todo);
        const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
        if (!pass_calls(ways, self, number, block))
            continue;
        struct tested tested = {0};
        bitset_add(&self->passed, id);
        for (uint32_t edge = 0; edge < graph_n_successors(block); edge++) {
            uint32_t to = graph_successor(fn, block, edge);
            if (is_open(ways, self, number, id, edge, &tested) && bitset_add(&self->open, to))
                vector_push(todo, to);
        }
    }
}

/* The flag that shut a way by itself. */
static uint32_t first_flag(const struct fn_ways *self)
{
    for (uint32_t i = 0; i < self->shut.count; i++)
        if (self->shut.items[i].flag != FLAG_PENDING)
            return self->shut.items[i].flag;
    return 0;
}

/* What no flag keeps shut in the end is open. */
static void settle_pending(struct ways *ways, uint32_t number, struct fn_ways *self,
                           struct opened *todo)
{
    const struct fn *fn = &ways->program->fns[number];
    uint32_t flag = first_flag(self), kept = 0;

    for (uint32_t i = 0; i < self->shut.count; i++) {
        struct shut_way way = self->shut.items[i];
        const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){way.block});
        if (way.flag == FLAG_PENDING)
            way.flag = flag;
        if (way.flag)
            self->shut.items[kept++] = way;
        else if (bitset_add(&self->open, graph_successor(fn, block, way.edge)))
            vector_push(todo, graph_successor(fn, block, way.edge));
    }
    self->shut.count = kept;
}

/* Ways that were shut are looked at again: a block that was reached since may write what opens them. What is
 * still pending is settled once no other way opens any more. */
static void open_again(struct ways *ways, uint32_t number, struct fn_ways *self,
                       struct opened *todo)
{
    const struct fn *fn = &ways->program->fns[number];
    uint32_t n = self->shut.count;
    struct shut_way *before = arena_copy(ways->arena, self->shut.items, n * sizeof(*before));

    vector_clear(&self->shut);
    self->again = before;
    self->n_again = n;
    for (uint32_t i = 0; i < n; i++) {
        const struct ir_block *block =
            ir_block(fn->unit, fn->ir, (struct ir_block_id){before[i].block});
        struct tested tested = {0};
        uint32_t to = graph_successor(fn, block, before[i].edge);
        if (is_open(ways, self, number, before[i].block, before[i].edge, &tested) &&
            bitset_add(&self->open, to))
            vector_push(todo, to);
    }
    self->n_again = 0;
    if (!todo->count)
        settle_pending(ways, number, self, todo);
}

static void visit(struct ways *ways, uint32_t number, struct fn_ways *self)
{
    const struct fn *fn = &ways->program->fns[number];
    struct opened todo = {0};
    struct value_set result = {0};
    bool returns = false;

    self->open = bitset_new(ways->arena, fn->ir->blocks.count);
    self->passed = bitset_new(ways->arena, fn->ir->blocks.count);
    bitset_add(&self->open, 1);
    vector_push(&todo, 1);
    while (todo.count) {
        spread(ways, number, self, &todo);
        open_again(ways, number, self, &todo);
    }
    vector_deinit(&todo);
    ways->with_initial = true;
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
        if (block->end != IR_END_RETURN || !bitset_has(&self->passed, id))
            continue;
        ways->spent = 0;
        struct value_set some = ways_operand_values(ways, number, block->a, 0);
        returns = true;
        value_set_add_all(&result, &some);
    }
    self->returns = returns;
    self->result = result;
}

/* What was asked for when the visit began is asked for again when it is over. */
static void visit_apart(struct ways *ways, uint32_t number, struct fn_ways *self)
{
    uint32_t asking = ways->usages.asking, spent = ways->spent;
    bool with_initial = ways->with_initial;

    ways->usages.asking = number;
    ways->depth++;
    visit(ways, number, self);
    ways->depth--;
    ways->usages.asking = asking;
    ways->spent = spent;
    ways->with_initial = with_initial;
    self->busy = false;
}

const struct fn_ways *ways_of(struct ways *ways, uint32_t number)
{
    static const struct fn_ways beyond = {.busy = true, .returns = true};
    const struct fn *fn = &ways->program->fns[number];

    ways_prepare(ways);
    usages_note(ways, number);
    struct fn_ways *self = ways_visited(ways, number);
    if (self)
        return self;
    if (ways->depth == WAYS_CALLS || (ways->base && ways->visited.count == WAYS_AGAIN))
        return &beyond;
    if (ways->base) {
        const struct fn_ways *before = ways_of(ways->base, number);
        if (usages_unchanged(ways, number))
            return before;
    }
    self = ARENA_NEW(ways->arena, struct fn_ways);
    *self = (struct fn_ways){.busy = true, .returns = true, .result = anything};
    intmap_put(&ways->numbers, number, ways->visited.count, NULL);
    vector_push(&ways->visited, self);
    if (!(fn->ir->flags & IR_FUNCTION_DAMAGED || fn->ir->n_unknown))
        visit_apart(ways, number, self);
    return self;
}

/* ---- questions ---- */

/* The values that the block's condition tests, did the flag hold just these. */
static struct value_set tested_with(struct ways *ways, uint32_t number,
                                    const struct ir_block *block, const struct value_set *assumed)
{
    if (block->a.kind == IR_OPERAND_PLACE &&
        element_of_named_place(ways->program, number, (struct ir_place_id){block->a.index}) ==
            assumed->flag)
        return *assumed;
    struct ways *over = ways_new_without(ways, 0);
    over->assumed = assumed;
    struct value_set tested = ways_operand_values(over, number, block->a, 0);
    ways_free(over);
    return tested;
}

/* The same, found once: most stores of a flag give it one of two values. */
static struct value_set tested_if(struct ways *ways, uint32_t number, uint32_t id,
                                  const struct value_set *assumed)
{
    uint64_t key = (uint64_t)number << 32 | id;
    const uint32_t *last = intmap_find(&ways->last_supposed, key);
    uint32_t before = last ? *last + 1 : 0;

    for (uint32_t at = before; at; at = ways->supposed.items[at - 1].before)
        if (value_sets_are_same(&ways->supposed.items[at - 1].assumed, assumed))
            return ways->supposed.items[at - 1].tested;
    struct value_set tested =
        tested_with(ways, number, fn_block(&ways->program->fns[number], id), assumed);
    *intmap_put(&ways->last_supposed, key, 0, NULL) = ways->supposed.count;
    vector_push(&ways->supposed, (struct supposed){*assumed, tested, before});
    return tested;
}

/* Whether the way opens by one of the values, as far as they are known. */
static bool opens_by(struct ways *ways, uint32_t number, const struct shut_way *way,
                     struct value_set stored)
{
    const struct fn *fn = &ways->program->fns[number];
    const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){way->block});
    struct value_set nothing = {.flag = way->flag}, b = {0};

    if (stored.any)
        return false;
    stored.flag = way->flag;
    /* the test may be of a copy, which has other values as well, or of what a function makes of it */
    struct value_set others = tested_if(ways, number, way->block, &nothing);
    if (others.any)
        return false;
    struct value_set a = tested_if(ways, number, way->block, &stored);
    if (a.any)
        return false;
    struct value_set told = value_set_minus(&a, &others);
    if (block->end == IR_END_BRANCH)
        b = ways_operand_values(ways, number, block->b, 0);
    return (told.count || told.non_zero) && edge_holds(fn, block, way->edge, &told, &b);
}

bool ways_opens(struct ways *ways, uint32_t number, const struct shut_way *way,
                const struct store *store)
{
    struct value_set stored = {0};

    ways_prepare(ways);
    ways->spent = 0;
    ways_store_values(ways, store, &stored);
    return opens_by(ways, number, way, stored);
}

bool ways_opens_with(struct ways *ways, uint32_t number, const struct shut_way *way, uint32_t from,
                     struct ir_operand value)
{
    ways_prepare(ways);
    ways->spent = 0;
    struct value_set stored = ways_operand_values(ways, from, value, 0);
    return stored.any || opens_by(ways, number, way, stored);
}

uint32_t ways_flag_of_edge(struct ways *ways, uint32_t number, uint32_t id)
{
    const struct fn *fn = &ways->program->fns[number];
    const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});

    if (block->end != IR_END_BRANCH && block->end != IR_END_SWITCH)
        return 0;
    uint64_t key = (uint64_t)number << 32 | id;
    const uint32_t *known = intmap_find(&ways->edge_flags, key);
    if (known)
        return *known;
    ways_prepare(ways);
    ways->spent = 0;
    struct value_set a = ways_operand_values(ways, number, block->a, 0);
    if (a.flag == FLAG_PENDING)
        return 0;
    intmap_put(&ways->edge_flags, key, a.flag, NULL);
    return a.flag;
}

struct bitset ways_leading_to(struct ways *ways, uint32_t flag, struct arena *arena)
{
    ways_prepare(ways);
    return readers_leading_to(ways->readers, ways->program, flag, arena);
}
