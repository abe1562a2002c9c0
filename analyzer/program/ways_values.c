/* The values that operands, and the flags behind them, may have (ways.h). */
#include "program/conditions.h"
#include "program/elements.h"
#include "program/solver.h"
#include "program/ways_inside.h"

/* ---- sets of values ---- */

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

bool value_sets_are_same(const struct value_set *a, const struct value_set *b)
{
    bool same = a->any == b->any && a->non_zero == b->non_zero && a->count == b->count &&
                a->flag == b->flag;

    for (uint32_t i = 0; same && i < a->count; i++)
        same = a->items[i] == b->items[i];
    return same;
}

void value_set_add_all(struct value_set *set, const struct value_set *other)
{
    set->any |= other->any;
    set->non_zero |= other->non_zero;
    for (uint32_t i = 0; i < other->count; i++)
        add_number(set, other->items[i]);
    if (!set->flag || set->flag == FLAG_PENDING)
        set->flag = other->flag ? other->flag : set->flag;
}

struct value_set value_set_minus(const struct value_set *set, const struct value_set *other)
{
    struct value_set left = {.any = set->any, .non_zero = set->non_zero, .flag = set->flag};

    for (uint32_t i = 0; i < set->count; i++) {
        bool is_in_both = false;
        for (uint32_t k = 0; k < other->count; k++)
            is_in_both |= set->items[i] == other->items[k];
        if (!is_in_both)
            add_number(&left, set->items[i]);
    }
    return left;
}

static struct value_set only(int64_t number)
{
    struct value_set set = {.count = 1};

    set.items[0] = number;
    return set;
}

bool value_sets_may_hold(const struct value_set *a, enum ir_operator relation,
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

const struct writes *ways_writes_of(struct ways *ways, uint32_t number)
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
        value_set_add_all(&values, &callee->result);
    }
    return values;
}

/* Whether the operator's result is followed. */
static bool is_followed(enum ir_operator operation)
{
    return (operation >= IR_EQ && operation <= IR_GE) || operation == IR_AND;
}

static struct value_set compute_values(struct ways *ways, uint32_t number,
                                       const struct ir_instr *instr, uint32_t copies)
{
    if (!is_followed((enum ir_operator)instr->operation))
        return anything;

    struct value_set a = ways_operand_values(ways, number, instr->a, copies);
    struct value_set b = ways_operand_values(ways, number, instr->b, copies);
    struct value_set values = {.flag = a.flag ? a.flag : b.flag};

    switch ((enum ir_operator)instr->operation) {
    case IR_EQ:
    case IR_NE:
    case IR_LT:
    case IR_LE:
    case IR_GT:
    case IR_GE:
        if (value_sets_may_hold(&a, (enum ir_operator)instr->operation, &b))
            add_number(&values, 1);
        if (value_sets_may_hold(&a, relation_negate((enum ir_operator)instr->operation), &b))
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
        return ways_operand_values(ways, number, instr->a, copies);
    case IR_COMPUTE:
        return compute_values(ways, number, instr, copies);
    case IR_CALL:
        return call_values(ways, number, index);
    case IR_UNKNOWN:
        break;
    }
    return anything;
}

/* The ways of a function as far as they are known; NULL = nothing is yet. */
static const struct fn_ways *ways_visited_here(struct ways *ways, uint32_t number)
{
    const struct fn_ways *self = ways_visited(ways, number);

    if (self)
        usages_note(ways, number);
    else if (ways->base && usages_unchanged(ways, number))
        self = ways_visited(ways->base, number);
    return self;
}

static struct value_set local_values(struct ways *ways, uint32_t number, uint32_t local,
                                     uint32_t copies)
{
    const struct fn *fn = &ways->program->fns[number];
    const struct ir_local *local_at = ir_local(fn->unit, fn->ir, (struct ir_local_id){local});
    const struct writes *writes = ways_writes_of(ways, number);
    const struct fn_ways *self = ways_visited_here(ways, number);
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
        value_set_add_all(&values, &some);
    }
    return values;
}

struct value_set ways_operand_values(struct ways *ways, uint32_t number, struct ir_operand operand,
                                     uint32_t copies)
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
        uint32_t flag =
            element_of_named_place(ways->program, number, (struct ir_place_id){operand.index});
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
bool ways_called_out_of_sight(const struct program *program, uint32_t number)
{
    return program->fns[number].escapes || members_has_unseen_callers(program, number);
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
    struct value_set some = ways_operand_values(ways, number, operand, 0);
    value_set_add_all(values, &some);
}

static void parameter_values(struct ways *ways, uint32_t number, uint32_t parameter, uint32_t up,
                             struct value_set *values)
{
    const struct program *program = ways->program;
    const struct fn *fn = &program->fns[number];

    if (up >= WAYS_UP || ways_called_out_of_sight(program, number) ||
        fn->callers.count > WAYS_CALLERS ||
        bitset_has(&ways_writes_of(ways, number)->address_taken, parameter) ||
        ways_writes_of(ways, number)->first[parameter]) {
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
        element_of_named_place(ways->program, store->fn, (struct ir_place_id){instr->a.index}) !=
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

void ways_store_values(struct ways *ways, const struct store *store, struct value_set *values)
{
    const struct fn *fn = &ways->program->fns[store->fn];
    const struct ir_instr *instr = &fn->unit->instrs[store->instr];
    struct value_set some;
    enum ir_operator operation;
    int64_t mask;

    if (!element_of_named_place(ways->program, store->fn, instr->dst))
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
        value_set_add_all(values, &some);
        return;
    case IR_CALL:
        some = call_values(ways, store->fn, store->instr);
        value_set_add_all(values, &some);
        return;
    case IR_UNKNOWN:
        values->any = true;
        return;
    }
}

/* Whether the field becomes zero with its whole record while the thread may be there. */
static bool may_be_zeroed(struct ways *ways, uint32_t element)
{
    const struct stores *stores = ways->stores;
    uint32_t record = element % 2 ? ways->program->fields[element / 2].record : 0;
    uint32_t end = record ? stores->first_zeroing[record + 1] : 0;

    for (uint32_t i = record ? stores->first_zeroing[record] : 0; i < end; i++)
        if (!ways_is_initial(ways, &stores->zeroings[i]) &&
            contexts_reached(ways->program, stores->zeroings[i].fn))
            return true;
    return false;
}

/* Explicit stores that control reaches, and that are made when the thread may be there to see them. What
 * a flag holds before the first of them counts where there is no other. */
static void collect_flag(struct ways *ways, uint32_t element, struct flag_values *collected)
{
    struct value_set *values = &collected->later;
    const struct stores *stores = ways->stores;
    struct value_set initial = {0};

    if (ways->assumed && element == ways->assumed->flag) {
        collected->later = collected->ever = *ways->assumed;
        return;
    }
    if (element == ways->with || is_out_of_sight(ways->program, element) ||
        bitset_has(&stores->address_taken, element)) {
        values->any = collected->ever.any = true;
        return;
    }
    for (uint32_t i = stores->first[element]; i < stores->first[element + 1]; i++) {
        const struct store *store = &stores->items[i];
        bool is_initial = ways_is_initial(ways, store);
        if (is_initial && !ways_is_sent(ways, store))
            ways_store_values(ways, store, &initial);
        else if (element != ways->without &&
                 (is_initial || contexts_reached(ways->program, store->fn)))
            ways_store_values(ways, store, values);
    }
    if (element != ways->without && may_be_zeroed(ways, element))
        add_number(values, 0);
    if (!values->count && !values->any && !values->non_zero)
        value_set_add_all(values, &initial);
    if (!values->count && !values->any && !values->non_zero)
        add_number(values, 0);
    apply_masks(ways, element, values);
    if (initial.any || initial.non_zero)
        values->any = true;
    values->flag = element;
    collected->ever = *values;
    /* what nobody sets before is zero at first, as in new memory, until the one store of another value */
    if (!initial.count && !initial.any && !initial.non_zero)
        add_number(&initial, 0);
    value_set_add_all(&collected->ever, &initial);
}

static struct flag_values find_flag(struct ways *ways, uint32_t element)
{
    const struct value_set unknown = {.any = true, .flag = element};
    uint32_t asking = ways->usages.asking, spent = ways->spent;
    bool is_new = false, with_initial = ways->with_initial;
    uint32_t number = *intmap_put(&ways->flag_numbers, element, ways->flags.count, &is_new);

    if (is_new) {
        /* while it is collected: a flag that hangs on itself */
        vector_push(&ways->flags, (struct flag_values){unknown, unknown});
        struct flag_values collected = {0};
        ways->usages.asking = usages_flag(ways, element);
        ways->spent = 0;
        ways->with_initial = true; /* what it is set from may be set from the start */
        collect_flag(ways, element, &collected);
        ways->usages.asking = asking;
        ways->spent = spent;
        ways->with_initial = with_initial;
        ways->flags.items[number] =
            (struct flag_values){collected.later.any ? unknown : collected.later,
                                 collected.ever.any ? unknown : collected.ever};
    }
    return ways->flags.items[number];
}

static struct value_set flag_values(struct ways *ways, uint32_t element)
{
    struct flag_values values;

    usages_note(ways, usages_flag(ways, element));
    if (ways->base) {
        values = find_flag(ways->base, element);
        if (!usages_unchanged(ways, usages_flag(ways, element)))
            values = find_flag(ways, element);
    } else {
        values = find_flag(ways, element);
    }
    return ways->with_initial ? values.ever : values.later;
}
