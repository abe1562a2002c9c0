#include "program/ways.h"

#include <string.h>

#include "base/memory.h"
#include "program/elements.h"
#include "program/model_control.h"
#include "program/solver.h"

/* Bounds: what lies behind them keeps its ways open. */
enum {
    WAYS_CALLS = 100,  /* calls below each other */
    WAYS_COPIES = 8,   /* copies from local to local */
    WAYS_WRITES = 8,   /* writes of one local: flags have few */
    WAYS_BUDGET = 200, /* writes looked at for one question */
    WAYS_CALLERS = 16, /* callers of a function whose parameter is stored */
    WAYS_UP = 3,       /* of those, one above the other */
};

/* The instructions that write a local of a function: a list in one array. */
struct writes {
    uint32_t *first; /* per local: index + 1 into the function's instructions; 0 = none */
    uint32_t *next;  /* per instruction of the function */
    uint32_t *block; /* per instruction of the function: where it stands */
    struct bitset address_taken; /* locals */
    uint32_t base;               /* the function's first instruction */
};

VECTOR_TYPE(opened, uint32_t);

/* What a flag may hold. A loop of the thread is not ended by what was stored before the thread was there; any
 * other test may see that. */
struct flag_values {
    struct value_set later, ever;
};

struct ways {
    const struct program *program;
    struct arena *arena, *scratch;
    struct stores *stores; /* NULL until the first question */
    struct intmap numbers; /* fn -> index in visited */
    VECTOR(struct fn_ways *) visited;
    struct writes **writes;   /* per fn; shared by all that come from one */
    struct arena *base_arena; /* what all of them share lies there */
    struct intmap flag_numbers;
    VECTOR(struct flag_values) flags; /* by element */
    bool with_initial;                /* the question is not about a way out of a loop */
    uint32_t depth;
    uint32_t spent;   /* writes looked at for this question */
    uint32_t with;    /* a flag that may hold anything; 0 = none */
    uint32_t without; /* a flag that only initial stores set; 0 = none */
};

struct ways *ways_new(const struct program *program)
{
    struct ways *ways = memory_zeroed(1, sizeof(*ways));

    ways->program = program;
    ways->arena = arena_new();
    ways->scratch = arena_new();
    return ways;
}

static void prepare(struct ways *ways);

struct ways *ways_new_without(struct ways *base, uint32_t flag)
{
    struct ways *ways = ways_new(base->program);

    prepare(base);
    ways->stores = base->stores;
    ways->writes = base->writes;
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
    intmap_deinit(&ways->flag_numbers);
    vector_deinit(&ways->flags);
    arena_free(ways->arena);
    arena_free(ways->scratch);
    free(ways);
}

static void prepare(struct ways *ways)
{
    if (ways->stores)
        return;
    ways->base_arena = ways->arena;
    ways->stores = stores_find(ways->program, ways->arena);
    ways->writes = ARENA_ARRAY(ways->arena, struct writes *, ways->program->n_fns);
}

static struct fn_ways *find_visited(const struct ways *ways, uint32_t number)
{
    const uint32_t *index = intmap_find(&ways->numbers, number);

    return index ? ways->visited.items[*index] : NULL;
}

const struct stores *ways_stores(struct ways *ways)
{
    prepare(ways);
    return ways->stores;
}

/* ---- sets of values ---- */

/* Stands for the flag that shuts the way to a block that has not been reached yet. */
#define FLAG_PENDING UINT32_MAX

static const struct value_set anything = {.any = true};

static void add_number(struct value_set *set, int64_t number)
{
    for (uint32_t i = 0; i < set->count; i++)
        if (set->items[i] == number)
            return;
    if (set->count == VALUE_SET_MOST)
        set->any = true;
    else
        set->items[set->count++] = number;
}

static void add_set(struct value_set *set, const struct value_set *other)
{
    set->any |= other->any;
    set->non_zero |= other->non_zero;
    for (uint32_t i = 0; i < other->count; i++)
        add_number(set, other->items[i]);
    if (!set->flag || set->flag == FLAG_PENDING)
        set->flag = other->flag ? other->flag : set->flag;
}

static struct value_set only(int64_t number)
{
    struct value_set set = {.count = 1};

    set.items[0] = number;
    return set;
}

/* Whether the relation may hold between a value of each. */
static bool may_hold(const struct value_set *a, enum ir_operator relation,
                     const struct value_set *b)
{
    if (a->any || b->any)
        return true;
    if (b->non_zero)
        return true;
    for (uint32_t k = 0; k < b->count; k++) {
        if (a->non_zero && !(relation == IR_EQ && b->items[k] == 0))
            return true;
        for (uint32_t i = 0; i < a->count; i++)
            if (number_compare(a->items[i], relation, b->items[k]))
                return true;
    }
    return false;
}

/* ---- values of locals ---- */

static void take_address(const struct fn *fn, struct ir_operand operand, struct bitset *taken)
{
    if (operand.kind != IR_OPERAND_ADDRESS)
        return;
    const struct ir_place *place = ir_place(fn->unit, fn->ir, (struct ir_place_id){operand.index});
    while (place->parent.index && place->kind != IR_PLACE_DEREF)
        place = ir_place(fn->unit, fn->ir, place->parent);
    if (place->kind == IR_PLACE_LOCAL)
        bitset_add(taken, place->argument);
}

/* Locals whose address is really used: what the front end has dissolved, such as the temporaries of
 * atomic accesses, does not count. */
static void take_addresses(const struct fn *fn, const struct ir_block *block, struct bitset *taken)
{
    for (uint32_t i = 0; i < block->instrs.count; i++) {
        const struct ir_instr *instr = &fn->unit->instrs[block->instrs.first + i];
        take_address(fn, instr->a, taken);
        if (instr->op == IR_COMPUTE)
            take_address(fn, instr->b, taken);
        for (uint32_t k = 0; instr->op == IR_CALL && k < instr->arguments.count; k++)
            take_address(fn, fn->unit->operands[instr->arguments.first + k], taken);
    }
    take_address(fn, block->a, taken);
    take_address(fn, block->b, taken);
}

static const struct writes *writes_of(struct ways *ways, uint32_t number)
{
    const struct fn *fn = &ways->program->fns[number];
    struct writes *writes = ways->writes[number];

    if (writes)
        return writes;
    uint32_t first = UINT32_MAX, end = 0;
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
        if (!block->instrs.count)
            continue;
        first = block->instrs.first < first ? block->instrs.first : first;
        end = block->instrs.first + block->instrs.count > end
                  ? block->instrs.first + block->instrs.count
                  : end;
    }
    writes = ways->writes[number] = ARENA_NEW(ways->base_arena, struct writes);
    writes->base = first < end ? first : 0;
    writes->first = ARENA_ARRAY(ways->base_arena, uint32_t, fn->ir->locals.count + 1);
    writes->next = ARENA_ARRAY(ways->base_arena, uint32_t, first < end ? end - first : 0);
    writes->block = ARENA_ARRAY(ways->base_arena, uint32_t, first < end ? end - first : 0);
    writes->address_taken = bitset_new(ways->base_arena, fn->ir->locals.count + 1);
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
        for (uint32_t i = 0; i < block->instrs.count; i++)
            writes->block[block->instrs.first + i - writes->base] = id;
        take_addresses(fn, block, &writes->address_taken);
    }
    for (uint32_t i = first; i < end; i++) {
        const struct ir_instr *instr = &fn->unit->instrs[i];
        if (!instr->dst.index)
            continue;
        const struct ir_place *place = ir_place(fn->unit, fn->ir, instr->dst);
        if (place->kind != IR_PLACE_LOCAL)
            continue;
        writes->next[i - writes->base] = writes->first[place->argument];
        writes->first[place->argument] = i - writes->base + 1;
    }
    return writes;
}

static struct value_set operand_values(struct ways *ways, uint32_t number,
                                       struct ir_operand operand, uint32_t copies);
static struct value_set flag_values(struct ways *ways, uint32_t element);

static struct value_set call_values(struct ways *ways, uint32_t number, uint32_t instr)
{
    const struct fn *fn = &ways->program->fns[number];
    const struct call_site *site = &fn->calls[graph_first_call(fn, instr)];
    struct value_set values = {0};

    if (!site->targets.count || site->unresolved)
        return anything;
    for (uint32_t i = 0; i < site->targets.count; i++) {
        uint32_t target = site->targets.items[i];
        const struct fn_ways *callee =
            ways->program->fns[target].is_model ? NULL : ways_of(ways, target);
        if (!callee || callee->busy)
            return anything;
        add_set(&values, &callee->result);
    }
    return values;
}

static struct value_set compute_values(struct ways *ways, uint32_t number,
                                       const struct ir_instr *instr, uint32_t copies)
{
    struct value_set a = operand_values(ways, number, instr->a, copies);
    struct value_set b = operand_values(ways, number, instr->b, copies);
    struct value_set values = {.flag = a.flag ? a.flag : b.flag};

    switch ((enum ir_operator)instr->operation) {
    case IR_EQ:
    case IR_NE:
    case IR_LT:
    case IR_LE:
    case IR_GT:
    case IR_GE:
        if (may_hold(&a, (enum ir_operator)instr->operation, &b))
            add_number(&values, 1);
        if (may_hold(&a, relation_negate((enum ir_operator)instr->operation), &b))
            add_number(&values, 0);
        return values;
    case IR_AND:
        if (a.any || b.any || a.non_zero || b.non_zero)
            return (struct value_set){.any = true, .flag = values.flag};
        for (uint32_t i = 0; i < a.count; i++)
            for (uint32_t k = 0; k < b.count; k++)
                add_number(&values, a.items[i] & b.items[k]);
        return values;
    case IR_NO_OPERATOR:
    case IR_ADD:
    case IR_SUB:
    case IR_MUL:
    case IR_DIV:
    case IR_MOD:
    case IR_OR:
    case IR_XOR:
    case IR_SHL:
    case IR_SHR:
    case IR_NOT:
    case IR_NEG:
        break;
    }
    return anything;
}

static struct value_set written_values(struct ways *ways, uint32_t number, uint32_t index,
                                       uint32_t copies)
{
    const struct ir_instr *instr = &ways->program->fns[number].unit->instrs[index];

    switch ((enum ir_op)instr->op) {
    case IR_COPY:
        return operand_values(ways, number, instr->a, copies);
    case IR_COMPUTE:
        return compute_values(ways, number, instr, copies);
    case IR_CALL:
        return call_values(ways, number, index);
    case IR_UNKNOWN:
        break;
    }
    return anything;
}

static struct value_set local_values(struct ways *ways, uint32_t number, uint32_t local,
                                     uint32_t copies)
{
    const struct fn *fn = &ways->program->fns[number];
    const struct ir_local *local_at = ir_local(fn->unit, fn->ir, (struct ir_local_id){local});
    const struct writes *writes = writes_of(ways, number);
    const struct fn_ways *self = find_visited(ways, number);
    struct value_set values = {0};

    if (local_at->flags & IR_LOCAL_PARAMETER || bitset_has(&writes->address_taken, local) ||
        copies >= WAYS_COPIES || !writes->first[local])
        return anything;
    uint32_t n_writes = 0;
    for (uint32_t at = writes->first[local]; at; at = writes->next[at - 1]) {
        if (++n_writes > WAYS_WRITES || ++ways->spent > WAYS_BUDGET)
            return anything;
        /* what stands in blocks that control does not reach is not written */
        if (self && self->open.size && !bitset_has(&self->open, writes->block[at - 1])) {
            if (!values.flag)
                values.flag = FLAG_PENDING;
            continue;
        }
        struct value_set some = written_values(ways, number, writes->base + at - 1, copies + 1);
        add_set(&values, &some);
    }
    return values;
}

/* A place that names a field or a global, not what one points to: its element, else 0. */
static uint32_t flag_of_place(const struct program *program, uint32_t number, struct ir_place_id id)
{
    const struct fn *fn = &program->fns[number];
    const struct ir_place *place = ir_place(fn->unit, fn->ir, id);

    while (place->kind == IR_PLACE_INDEX || place->kind == IR_PLACE_INDEX_PLACE)
        place = ir_place(fn->unit, fn->ir, place->parent);
    bool named = place->kind == IR_PLACE_FIELD || place->kind == IR_PLACE_GLOBAL;
    return named ? element_of_place(program, number, id) : 0;
}

static struct value_set operand_values(struct ways *ways, uint32_t number,
                                       struct ir_operand operand, uint32_t copies)
{
    const struct fn *fn = &ways->program->fns[number];

    switch ((enum ir_operand_kind)operand.kind) {
    case IR_OPERAND_INTEGER:
        return only(fn->unit->integers[operand.index]);
    case IR_OPERAND_NULL:
        return only(0);
    case IR_OPERAND_ADDRESS:
    case IR_OPERAND_FUNCTION:
    case IR_OPERAND_STRING:
        return (struct value_set){.non_zero = true};
    case IR_OPERAND_PLACE: {
        const struct ir_place *place =
            ir_place(fn->unit, fn->ir, (struct ir_place_id){operand.index});
        if (place->kind == IR_PLACE_LOCAL)
            return local_values(ways, number, place->argument, copies);
        uint32_t flag = flag_of_place(ways->program, number, (struct ir_place_id){operand.index});
        return flag ? flag_values(ways, flag) : anything;
    }
    case IR_OPERAND_NONE:
    case IR_OPERAND_UNKNOWN:
        break;
    }
    return anything;
}

/* ---- values of flags ---- */

/* Whether code out of sight may write the field or global. */
static bool is_out_of_sight(const struct program *program, uint32_t element)
{
    if (element % 2)
        return program->records[program->fields[element / 2].record].flags &
               (IR_RECORD_SYSTEM | IR_RECORD_UNION);
    const struct entity *entity = &program->entities[element / 2 - 1];
    uint32_t bad = IR_SYMBOL_SYSTEM | IR_SYMBOL_FUNCTION | IR_SYMBOL_THREAD_LOCAL;
    return entity->flags & bad || !(entity->flags & IR_SYMBOL_DEFINED || entity->is_static);
}

/* Whether somebody whom we do not see may call the function. */
static bool has_callers_out_of_sight(const struct program *program, uint32_t number)
{
    const struct fn *fn = &program->fns[number];

    return fn->address_taken || fn->escapes || !fn->callers.count ||
           members_is_public(program, number);
}

static void parameter_values(struct ways *ways, uint32_t number, uint32_t parameter, uint32_t up,
                             struct value_set *values);

/* What an operand may be that is stored; a parameter's value comes from the callers. */
static void stored_values(struct ways *ways, uint32_t number, struct ir_operand operand,
                          uint32_t up, struct value_set *values)
{
    const struct fn *fn = &ways->program->fns[number];

    if (operand.kind == IR_OPERAND_PLACE) {
        const struct ir_place *place =
            ir_place(fn->unit, fn->ir, (struct ir_place_id){operand.index});
        if (place->kind == IR_PLACE_LOCAL && place->argument <= fn->ir->n_parameters) {
            parameter_values(ways, number, place->argument, up, values);
            return;
        }
    }
    struct value_set some = operand_values(ways, number, operand, 0);
    add_set(values, &some);
}

static void parameter_values(struct ways *ways, uint32_t number, uint32_t parameter, uint32_t up,
                             struct value_set *values)
{
    const struct program *program = ways->program;
    const struct fn *fn = &program->fns[number];

    if (up >= WAYS_UP || has_callers_out_of_sight(program, number) ||
        fn->callers.count > WAYS_CALLERS ||
        bitset_has(&writes_of(ways, number)->address_taken, parameter) ||
        writes_of(ways, number)->first[parameter]) {
        values->any = true;
        return;
    }
    for (uint32_t i = 0; i < fn->callers.count && !values->any; i++) {
        const struct fn *caller = &program->fns[fn->callers.items[i]];
        for (uint32_t c = 0; c < caller->n_calls; c++) {
            const struct ir_instr *call = &caller->unit->instrs[caller->calls[c].instr];
            for (uint32_t k = 0; k < caller->calls[c].targets.count; k++)
                if (caller->calls[c].targets.items[k] == number &&
                    parameter <= call->arguments.count)
                    stored_values(ways, fn->callers.items[i],
                                  caller->unit->operands[call->arguments.first + parameter - 1],
                                  up + 1, values);
        }
    }
}

/* A store of the kind `flags |= BIT` or `flags &= ~BIT`, as a mask. */
static bool read_mask(struct ways *ways, const struct store *store, enum ir_operator *ret_operator,
                      int64_t *ret_mask)
{
    const struct fn *fn = &ways->program->fns[store->fn];
    const struct ir_instr *instr = &fn->unit->instrs[store->instr];

    if (instr->op != IR_COMPUTE || (instr->operation != IR_OR && instr->operation != IR_AND) ||
        instr->a.kind != IR_OPERAND_PLACE || instr->b.kind != IR_OPERAND_INTEGER ||
        flag_of_place(ways->program, store->fn, (struct ir_place_id){instr->a.index}) !=
            store->element)
        return false;
    *ret_operator = (enum ir_operator)instr->operation;
    *ret_mask = fn->unit->integers[instr->b.index];
    return true;
}

/* Adds what the masks make of the values, and of what they make of them. */
static void apply_masks(struct ways *ways, uint32_t element, struct value_set *values)
{
    const struct stores *stores = ways->stores;
    enum ir_operator operation;
    int64_t mask;

    for (uint32_t k = 0; k < values->count && !values->any; k++)
        for (uint32_t i = stores->first[element]; i < stores->first[element + 1]; i++) {
            const struct store *store = &stores->items[i];
            if (element == ways->without || !read_mask(ways, store, &operation, &mask) ||
                !contexts_reached(ways->program, store->fn))
                continue;
            add_number(values,
                       operation == IR_OR ? values->items[k] | mask : values->items[k] & mask);
        }
}

static void store_values(struct ways *ways, const struct store *store, struct value_set *values)
{
    const struct fn *fn = &ways->program->fns[store->fn];
    const struct ir_instr *instr = &fn->unit->instrs[store->instr];
    struct value_set some;
    enum ir_operator operation;
    int64_t mask;

    if (!flag_of_place(ways->program, store->fn, instr->dst))
        return; /* to what it points to */
    switch ((enum ir_op)instr->op) {
    case IR_COPY:
        stored_values(ways, store->fn, instr->a, 0, values);
        return;
    case IR_COMPUTE:
        if (read_mask(ways, store, &operation, &mask)) {
            if (operation == IR_OR)
                add_number(values, mask);
            return;
        }
        some = compute_values(ways, store->fn, instr, 0);
        add_set(values, &some);
        return;
    case IR_CALL:
        some = call_values(ways, store->fn, store->instr);
        add_set(values, &some);
        return;
    case IR_UNKNOWN:
        values->any = true;
        return;
    }
}

/* Explicit stores that control reaches, and that are made when the thread may be there to see them. What
 * a flag holds before the first of them counts where there is no other. */
static void collect_flag(struct ways *ways, uint32_t element, struct flag_values *collected)
{
    struct value_set *values = &collected->later;
    const struct stores *stores = ways->stores;
    struct value_set initial = {0};

    if (element == ways->with || is_out_of_sight(ways->program, element) ||
        bitset_has(&stores->address_taken, element)) {
        values->any = collected->ever.any = true;
        return;
    }
    for (uint32_t i = stores->first[element]; i < stores->first[element + 1]; i++) {
        const struct store *store = &stores->items[i];
        if (ways_is_initial(ways, store))
            store_values(ways, store, &initial);
        else if (element != ways->without && contexts_reached(ways->program, store->fn))
            store_values(ways, store, values);
    }
    for (uint32_t i = 0; element % 2 && element != ways->without && i < stores->n_zeroings; i++) {
        const struct store *zeroing = &stores->zeroings[i];
        if (zeroing->element == ways->program->fields[element / 2].record &&
            !ways_is_initial(ways, zeroing) && contexts_reached(ways->program, zeroing->fn))
            add_number(values, 0);
    }
    if (!values->count && !values->any && !values->non_zero)
        add_set(values, &initial);
    if (!values->count && !values->any && !values->non_zero)
        add_number(values, 0);
    apply_masks(ways, element, values);
    if (initial.any || initial.non_zero)
        values->any = true;
    values->flag = element;
    collected->ever = *values;
    add_set(&collected->ever, &initial);
}

static struct value_set flag_values(struct ways *ways, uint32_t element)
{
    const struct value_set unknown = {.any = true, .flag = element};
    bool is_new = false;
    uint32_t number = *intmap_put(&ways->flag_numbers, element, ways->flags.count, &is_new);

    if (is_new) {
        /* while it is collected: a flag that hangs on itself */
        vector_push(&ways->flags, (struct flag_values){unknown, unknown});
        struct flag_values collected = {0};
        collect_flag(ways, element, &collected);
        ways->flags.items[number] =
            (struct flag_values){collected.later.any ? unknown : collected.later,
                                 collected.ever.any ? unknown : collected.ever};
    }
    const struct flag_values *values = &ways->flags.items[number];
    return ways->with_initial ? values->ever : values->later;
}

/* ---- stores before the thread ---- */

static bool reaches(const struct fn *fn, uint32_t from_block, uint32_t from_instr,
                    uint32_t to_block, uint32_t to_instr, struct arena *scratch)
{
    struct bitset seen = bitset_new(scratch, fn->ir->blocks.count);
    VECTOR(uint32_t) todo = {0};
    bool found = from_block == to_block && from_instr < to_instr;

    vector_push(&todo, from_block);
    while (todo.count && !found) {
        const struct ir_block *block =
            ir_block(fn->unit, fn->ir, (struct ir_block_id){vector_pop(&todo)});
        for (uint32_t edge = 0; edge < graph_n_successors(block); edge++) {
            uint32_t to = graph_successor(fn, block, edge);
            found |= to == to_block;
            if (bitset_add(&seen, to))
                vector_push(&todo, to);
        }
    }
    vector_deinit(&todo);
    return found;
}

/* Whether the point lies before a spawn of its function and behind none, and nothing there stops a
 * thread first; or all calls of the function do so. */
static bool is_before_spawn(struct ways *ways, uint32_t number, uint32_t block, uint32_t instr,
                            uint32_t up)
{
    const struct program *program = ways->program;
    const struct creations *creations = &program->solution->creations;
    const struct fn *fn = &program->fns[number];
    bool before = false;

    if (bitset_has(&creations->ends_in, number))
        return false;
    for (uint32_t i = creations->first_start[number]; i < creations->first_start[number + 1]; i++) {
        const struct start *start = &creations->starts_in[i];
        before |= reaches(fn, block, instr, start->block, start->instr, ways->scratch);
        if (reaches(fn, start->block, start->instr, block, instr, ways->scratch))
            return false;
    }
    if (before || up >= 2 || has_callers_out_of_sight(program, number))
        return before;
    for (uint32_t i = 0; i < fn->callers.count; i++) {
        const struct fn *caller = &program->fns[fn->callers.items[i]];
        for (uint32_t c = 0; c < caller->n_calls; c++)
            for (uint32_t k = 0; k < caller->calls[c].targets.count; k++)
                if (caller->calls[c].targets.items[k] == number &&
                    !is_before_spawn(ways, fn->callers.items[i], caller->calls[c].block,
                                     caller->calls[c].instr, up + 1))
                    return false;
    }
    return fn->callers.count > 0;
}

/* Whether a function returns an object that it has just made, and nothing else but NULL. */
static bool makes_object(const struct program *program, uint32_t number)
{
    const struct summary *summary = &program->solution->summaries[number];
    bool makes = false;

    if (summary->status != SUMMARY_SOLVED)
        return false;
    for (uint32_t i = 0; i < summary->n_outcomes; i++) {
        struct value result = summary->outcomes[i].result;
        bool fresh = result.kind == VALUE_ADDRESS &&
                     loc_get(&program->solution->space, result.id)->kind == LOC_ALLOC;
        if (!fresh && !(result.kind == VALUE_INT && result.n == 0))
            return false;
        makes |= fresh;
    }
    return makes;
}

/* Whether the store goes into an object that its function has made itself: w = calloc(…); w->stop = 0. */
static bool is_into_new_object(struct ways *ways, const struct store *store)
{
    const struct program *program = ways->program;
    const struct fn *fn = &program->fns[store->fn];
    const struct ir_place *place = ir_place(fn->unit, fn->ir, fn->unit->instrs[store->instr].dst);

    while (place->parent.index)
        place = ir_place(fn->unit, fn->ir, place->parent);
    if (place->kind != IR_PLACE_LOCAL || place->argument <= fn->ir->n_parameters)
        return false;
    const struct writes *writes = writes_of(ways, store->fn);
    bool fresh = writes->first[place->argument] != 0;
    for (uint32_t at = writes->first[place->argument]; at; at = writes->next[at - 1]) {
        const struct ir_instr *instr = &fn->unit->instrs[writes->base + at - 1];
        if (instr->op == IR_COPY && instr->a.kind == IR_OPERAND_NULL)
            continue;
        if (instr->op != IR_CALL)
            return false;
        const struct call_site *site = &fn->calls[graph_first_call(fn, writes->base + at - 1)];
        for (uint32_t k = 0; k < site->targets.count; k++)
            fresh &= makes_object(program, site->targets.items[k]);
        fresh &= site->targets.count > 0;
    }
    return fresh;
}

bool ways_is_initial(struct ways *ways, const struct store *store)
{
    arena_reset(ways->scratch);
    const struct fn *fn = &ways->program->fns[store->fn];

    return fn->ir->flags & IR_FUNCTION_INIT || is_into_new_object(ways, store) ||
           is_before_spawn(ways, store->fn, store->block, store->instr, 0);
}

/* ---- edges ---- */

static bool edge_holds(const struct fn *fn, const struct ir_block *block, uint32_t edge,
                       const struct value_set *a, const struct value_set *b)
{
    const struct ir_case *cases = &fn->unit->cases[block->cases.first];

    if (block->end == IR_END_BRANCH) {
        enum ir_operator relation = (enum ir_operator)block->relation;
        return may_hold(a, edge ? relation_negate(relation) : relation, b);
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

static bool leaves_loop(const struct fn *fn, uint32_t block, uint32_t to)
{
    uint32_t loop = fn->loop_of[block];

    return loop && !bitset_has(&fn->loops[loop - 1].blocks, to);
}

static bool is_open(struct ways *ways, struct fn_ways *self, uint32_t number, uint32_t id,
                    uint32_t edge)
{
    const struct fn *fn = &ways->program->fns[number];
    const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});

    if (block->end != IR_END_BRANCH && block->end != IR_END_SWITCH)
        return true;
    ways->spent = 0;
    ways->with_initial = !leaves_loop(fn, id, graph_successor(fn, block, edge));
    struct value_set a = operand_values(ways, number, block->a, 0);
    struct value_set b = block->end == IR_END_BRANCH ? operand_values(ways, number, block->b, 0)
                                                     : (struct value_set){0};
    uint32_t flag = a.flag ? a.flag : b.flag;
    if (!flag || edge_holds(fn, block, edge, &a, &b))
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
        if (ways->program->fns[target].is_model ? model_exits_thread(ways->program, target)
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
        bitset_add(&self->passed, id);
        for (uint32_t edge = 0; edge < graph_n_successors(block); edge++) {
            uint32_t to = graph_successor(fn, block, edge);
            if (is_open(ways, self, number, id, edge) && bitset_add(&self->open, to))
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

/* Ways that were shut are looked at again: a block that was reached since may write what opens them. What
 * no flag keeps shut in the end is open. */
static void open_again(struct ways *ways, uint32_t number, struct fn_ways *self,
                       struct opened *todo)
{
    const struct fn *fn = &ways->program->fns[number];
    uint32_t n = self->shut.count, flag = first_flag(self);
    struct shut_way *before = arena_copy(ways->arena, self->shut.items, n * sizeof(*before));

    vector_clear(&self->shut);
    for (uint32_t i = 0; i < n; i++) {
        const struct ir_block *block =
            ir_block(fn->unit, fn->ir, (struct ir_block_id){before[i].block});
        uint32_t to = graph_successor(fn, block, before[i].edge);
        bool open = is_open(ways, self, number, before[i].block, before[i].edge);
        if (!open && vector_last(&self->shut)->flag == FLAG_PENDING) {
            vector_last(&self->shut)->flag = flag;
            open = flag == 0;
            self->shut.count -= open;
        }
        if (open && bitset_add(&self->open, to))
            vector_push(todo, to);
    }
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
        struct value_set some = operand_values(ways, number, block->a, 0);
        returns = true;
        add_set(&result, &some);
    }
    self->returns = returns;
    self->result = result;
}

const struct fn_ways *ways_of(struct ways *ways, uint32_t number)
{
    static const struct fn_ways beyond = {.busy = true, .returns = true};
    const struct fn *fn = &ways->program->fns[number];

    prepare(ways);
    struct fn_ways *self = find_visited(ways, number);
    if (self)
        return self;
    if (ways->depth == WAYS_CALLS)
        return &beyond;
    self = ARENA_NEW(ways->arena, struct fn_ways);
    *self = (struct fn_ways){.busy = true, .returns = true, .result = anything};
    intmap_put(&ways->numbers, number, ways->visited.count, NULL);
    vector_push(&ways->visited, self);
    if (fn->ir->flags & IR_FUNCTION_DAMAGED || fn->ir->n_unknown)
        return self;
    ways->depth++;
    visit(ways, number, self);
    ways->depth--;
    self->busy = false;
    return self;
}

/* ---- questions ---- */

bool ways_opens(struct ways *ways, uint32_t number, const struct shut_way *way,
                const struct store *store)
{
    const struct fn *fn = &ways->program->fns[number];
    const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){way->block});
    struct value_set a = {0}, b = {0};

    store_values(ways, store, &a);
    if (a.any)
        return false;
    if (block->end == IR_END_BRANCH)
        b = operand_values(ways, number, block->b, 0);
    return edge_holds(fn, block, way->edge, &a, &b);
}

uint32_t ways_flag_of_edge(struct ways *ways, uint32_t number, uint32_t id)
{
    const struct fn *fn = &ways->program->fns[number];
    const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});

    prepare(ways);
    if (block->end != IR_END_BRANCH && block->end != IR_END_SWITCH)
        return 0;
    ways->spent = 0;
    struct value_set a = operand_values(ways, number, block->a, 0);
    return a.flag == FLAG_PENDING ? 0 : a.flag;
}
