/* What one instruction, and one way out of a block, does to a state. */
#include "program/solver.h"

#include "program/stores.h"

/* ---- comparisons ---- */

/* Whether the operand is signed where it is compared: a place of such a type, or a constant that no one
 * writes as an unsigned one (`sizeof x` is positive). */
static bool is_signed(const struct frame *frame, struct ir_operand operand)
{
    if (operand.kind == IR_OPERAND_INTEGER)
        return frame->unit->integers[operand.index] <= 0;
    if (operand.kind != IR_OPERAND_PLACE)
        return false;
    const struct ir_type *type =
        stores_type_of_place(frame->fn, (struct ir_place_id){operand.index});
    return type->kind == IR_TYPE_INTEGER && type->flags & IR_TYPE_SIGNED;
}

/* Whether one of the two was made here and is nowhere else, and the other one was there before: they are not
 * the same. A constant that a missing header defines is such a one. */
static bool is_new_beside_old(const struct state *state, struct value a, struct value b)
{
    struct value made = a.kind == VALUE_HANDLE ? a : b, old = a.kind == VALUE_HANDLE ? b : a;

    return made.kind == VALUE_HANDLE && made.n == HANDLE_WHOLE && old.kind == VALUE_INITIAL &&
           state_status(state, made.id) == OBJECT_LIVE;
}

/* As value_compare(), where the types of the operands tell what a negative number is. */
static struct value compare(struct frame *frame, const struct state *state, struct ir_operand left,
                            enum ir_operator relation, struct ir_operand right)
{
    struct value a = memory_operand(frame, state, left);
    struct value b = memory_operand(frame, state, right);

    if (a.kind == VALUE_INT && b.kind == VALUE_INT && is_signed(frame, left) &&
        is_signed(frame, right))
        return value_int(number_compare(a.n, relation, b.n));
    if ((relation == IR_EQ || relation == IR_NE) && is_new_beside_old(state, a, b))
        return value_int(relation == IR_NE);
    return value_compare(frame->space, a, relation, b);
}

/* ---- instructions ---- */

static struct value compute(struct frame *frame, const struct state *state,
                            const struct ir_instr *instr)
{
    struct value a = memory_operand(frame, state, instr->a);
    struct value b = memory_operand(frame, state, instr->b);
    bool numbers = a.kind == VALUE_INT && b.kind == VALUE_INT;
    int64_t n = 0;

    switch ((enum ir_operator)instr->operation) {
    case IR_EQ:
    case IR_NE:
    case IR_LT:
    case IR_LE:
    case IR_GT:
    case IR_GE: {
        struct value truth =
            compare(frame, state, instr->a, (enum ir_operator)instr->operation, instr->b);
        int decided = state_decide(state, frame->space, truth);
        return decided < 0 ? truth : value_int(decided);
    }
    case IR_ADD:
        return numbers && !__builtin_add_overflow(a.n, b.n, &n) ? value_int(n) : value_any();
    case IR_SUB:
        return numbers && !__builtin_sub_overflow(a.n, b.n, &n) ? value_int(n) : value_any();
    case IR_MUL:
        return numbers && !__builtin_mul_overflow(a.n, b.n, &n) ? value_int(n) : value_any();
    case IR_AND:
    case IR_OR:
    case IR_NOT:
    case IR_SHL:
        return value_compute_bits(frame->space, (enum ir_operator)instr->operation, a, b);
    case IR_NEG:
        if (a.kind == VALUE_INT && a.n != INT64_MIN)
            return value_int(-a.n);
        return a.kind == VALUE_NONZERO ? a : value_any();
    case IR_XOR:
    case IR_DIV:
    case IR_MOD:
    case IR_SHR:
    case IR_NO_OPERATOR:
        break;
    }
    return value_any();
}

/* A construct that was not understood may do anything: nothing is claimed of what lives here. */
static void unknown(struct frame *frame, struct state *state)
{
    for (uint32_t i = 0; i < state->objects.count; i++) {
        struct object_state *object = &state->objects.items[i];
        if (object->status == OBJECT_LIVE || object->status == OBJECT_PART) {
            creations_unknown(frame, object->object);
            object->status = OBJECT_GONE;
        }
    }
}

/* Whether the current instruction may write the local. */
static bool may_write(const struct frame *frame, uint32_t loc)
{
    const struct ir_instr *instr = &frame->unit->instrs[frame->instr];
    uint32_t local = loc_get(frame->space, loc)->argument;

    if (instr->dst.index && fn_place(frame->fn, instr->dst.index)->kind == IR_PLACE_LOCAL &&
        fn_place(frame->fn, instr->dst.index)->argument == local)
        return true;
    for (uint32_t i = 0; instr->op == IR_CALL && i < instr->arguments.count; i++) {
        struct ir_operand argument = frame->unit->operands[instr->arguments.first + i];
        if (argument.kind == IR_OPERAND_ADDRESS &&
            fn_root_local(frame->fn, argument.index) == local)
            return true;
    }
    return false;
}

/* Behind a pointer that was used there is a path only where it is not null. */
static bool pointers_hold(const struct frame *frame, struct state *state)
{
    for (uint32_t i = 0; i < frame->used_pointers.count; i++) {
        const struct cell *used = &frame->used_pointers.items[i];
        struct value now;
        if (used->value.kind == VALUE_SYMBOL && !state_assume(state, used->value, IR_NE, 0))
            return false;
        if (used->value.kind == VALUE_ADDRESS && state_find(state, used->loc, &now) &&
            value_equal(now, used->value) && loc_get(frame->space, used->loc)->root == LOC_LOCAL)
            state_set(state, used->loc, value_of(VALUE_ADDRESS, used->value.id));
        if (used->value.kind == VALUE_ANY && state_find(state, used->loc, &now) &&
            now.kind == VALUE_ANY && !may_write(frame, used->loc))
            state_set(state, used->loc, value_of(VALUE_NONZERO, 0));
    }
    return true;
}

/* Whether a number is read that others change meanwhile: what is read is not for sure what was put there. A
 * constant is no matter of this: what a loop waits for is looked at on its way round. */
static bool is_changed_by_others(struct frame *frame, const struct state *state,
                                 const struct ir_instr *instr, uint32_t from)
{
    struct value value = memory_read(frame, state, from);
    struct ir_place_id place = {instr->a.index};

    return instr->flags & IR_INSTR_ATOMIC && loc_get(frame->space, from)->root != LOC_LOCAL &&
           stores_type_of_place(frame->fn, place)->kind == IR_TYPE_INTEGER &&
           (value.kind == VALUE_SYMBOL || (value.kind == VALUE_INITIAL && value.id != from));
}

static void copy(struct frame *frame, struct state *state, const struct ir_instr *instr)
{
    uint32_t to = memory_place(frame, state, instr->dst), from = 0;

    replaced_note(frame, state, to, memory_operand(frame, state, instr->a), 0);
    if (instr->a.kind == IR_OPERAND_PLACE) {
        from = memory_place(frame, state, (struct ir_place_id){instr->a.index});
        unlinked_note(frame, state, to, memory_read(frame, state, from));
    }
    if (!from)
        memory_write(frame, state, to,
                     memory_moving_address(frame, instr, memory_operand(frame, state, instr->a)));
    else if (is_changed_by_others(frame, state, instr, from))
        memory_write(frame, state, to, value_any());
    else
        memory_copy(frame, state, to, from);
}

void transfer_instr(struct frame *frame, struct state *state, uint32_t number, struct states *out)
{
    const struct ir_instr *instr = &frame->unit->instrs[number];
    uint32_t before = out->count;

    frame->instr = number;
    frame->null_used = false;
    vector_clear(&frame->used_pointers);
    switch ((enum ir_op)instr->op) {
    case IR_COPY:
        copy(frame, state, instr);
        break;
    case IR_COMPUTE: {
        struct value value = compute(frame, state, instr);
        memory_write(frame, state, memory_place(frame, state, instr->dst), value);
        break;
    }
    case IR_CALL:
        frame->in_call = true;
        calls_transfer(frame, state, number, out);
        frame->in_call = false;
        break;
    case IR_UNKNOWN:
        unknown(frame, state);
        break;
    }
    if (instr->op != IR_CALL)
        vector_push(out, state);
    uint32_t kept = before;
    for (uint32_t i = before; i < out->count; i++) {
        asked_forget(frame, out->items[i], number);
        if (!frame->null_used && pointers_hold(frame, out->items[i]))
            out->items[kept++] = out->items[i];
        else
            state_free(out->items[i]);
    }
    out->count = kept;
}

/* ---- edges ---- */

/* Facts can be kept only about one value: not about one of many, nor about an unknown object's. */
static bool may_assume(struct frame *frame, struct value value)
{
    if (value.kind != VALUE_INITIAL)
        return true;
    const struct loc *loc = loc_get(frame->space, value.id);
    uint32_t second = loc_second(frame->space, value.id);
    return loc->root != LOC_ANY && !loc->has_each &&
           !(second && loc_get(frame->space, second)->root == LOC_ANY);
}

/* Whether what has that relation to the number is the standard input, output or error: 0, 1 or 2. */
static bool is_standard(enum ir_operator relation, int64_t number)
{
    enum { STANDARD_LAST = 2 };

    return number >= 0 && ((relation == IR_EQ && number <= STANDARD_LAST) ||
                           (relation == IR_LE && number <= STANDARD_LAST) ||
                           (relation == IR_LT && number <= STANDARD_LAST + 1));
}

/* A descriptor that has become one of the standard ones stays open as that. */
static void keep_standard(const struct frame *frame, struct state *state, struct value handle,
                          enum ir_operator relation, struct value number)
{
    if (handle.kind == VALUE_HANDLE && number.kind == VALUE_INT &&
        frame->objects.items[handle.id].kind == OBJECT_SOCKET && is_standard(relation, number.n) &&
        state_status(state, handle.id) == OBJECT_LIVE)
        state_set_status(state, handle.id, OBJECT_GONE);
}

static bool is_unsigned(const struct frame *frame, struct ir_operand operand)
{
    return operand.kind == IR_OPERAND_PLACE && !is_signed(frame, operand) &&
           stores_type_of_place(frame->fn, (struct ir_place_id){operand.index})->kind ==
               IR_TYPE_INTEGER;
}

/* The places by which the function finds elements. */
static const struct bitset *find_indices(const struct fn *fn)
{
    if (fn->index->indices)
        return fn->index->indices;

    struct bitset *indices = ARENA_NEW(fn->index->run, struct bitset);
    *indices = bitset_new(fn->index->run, fn->ir->places.count);
    for (uint32_t id = 1; id < fn->ir->places.count; id++)
        if (fn_place(fn, id)->kind == IR_PLACE_INDEX_PLACE)
            bitset_add(indices, fn_place(fn, id)->argument);
    return fn->index->indices = indices;
}

/* Whether the function finds elements by it: then it is not negative, though it may be signed. */
static bool is_index(const struct frame *frame, struct ir_operand operand)
{
    return operand.kind == IR_OPERAND_PLACE && bitset_has(find_indices(frame->fn), operand.index);
}

/* What is more than a number that is not negative is not zero: a loop up to none has no round. */
static bool assume_more(struct frame *frame, struct state *state, struct ir_operand left,
                        enum ir_operator relation, struct ir_operand right)
{
    struct ir_operand more = relation == IR_LT ? right : left;
    struct ir_operand less = relation == IR_LT ? left : right;
    struct value value = memory_operand(frame, state, more);

    if ((relation != IR_LT && relation != IR_GT) ||
        !(is_unsigned(frame, less) || is_unsigned(frame, more) || is_index(frame, less)))
        return true;
    if (value_has_identity(value))
        return !may_assume(frame, value) || state_assume(state, value, IR_NE, 0);
    if (value.kind == VALUE_ANY)
        refined_local(frame, state, more, IR_NE, 0);
    return true;
}

static bool assume_relation(struct frame *frame, struct state *state, struct ir_operand left,
                            enum ir_operator relation, struct ir_operand right)
{
    struct value a = memory_operand(frame, state, left);
    struct value b = memory_operand(frame, state, right);
    struct value truth = compare(frame, state, left, relation, right);
    int decided = state_decide(state, frame->space, truth);

    if (decided >= 0)
        return decided;
    if (truth.kind == VALUE_TRUTH) {
        struct condition condition = frame->space->conditions.items[truth.id];
        if (may_assume(frame, condition.left))
            return state_assume(state, condition.left, condition.relation, condition.right);
        /* what was read from one of many is a number here, or not zero, wherever it came from */
        if (b.kind == VALUE_INT && (relation == IR_EQ || relation == IR_NE))
            refined_local(frame, state, left, relation, b.n);
        return true;
    }
    bool may_be_null = a.kind == VALUE_ADDRESS && a.n == ADDRESS_OR_NULL;
    bool is_open = a.kind == VALUE_ANY || a.kind == VALUE_NONZERO || a.kind == VALUE_BITS;
    if (b.kind == VALUE_INT && (is_open || may_be_null))
        refined_local(frame, state, left, relation, b.n);
    keep_standard(frame, state, a, relation, b);
    return b.kind == VALUE_INT || assume_more(frame, state, left, relation, right);
}

static bool assume_case(struct frame *frame, struct state *state, const struct ir_block *block,
                        const struct ir_case *taken)
{
    struct value value = memory_operand(frame, state, block->a);

    if (value.kind == VALUE_INT)
        return taken->low <= value.n && value.n <= taken->high;
    if (!value_has_identity(value) || !may_assume(frame, value))
        return true;
    return state_assume(state, value, IR_GE, taken->low) &&
           state_assume(state, value, IR_LE, taken->high);
}

/* The default of a switch: none of its cases. */
static bool assume_default(struct frame *frame, struct state *state, const struct ir_block *block)
{
    struct value value = memory_operand(frame, state, block->a);
    const struct ir_case *cases = &frame->unit->cases[block->cases.first];

    for (uint32_t i = 0; i < block->cases.count; i++) {
        if (value.kind == VALUE_INT && cases[i].low <= value.n && value.n <= cases[i].high)
            return false;
        if (cases[i].low == cases[i].high && value_has_identity(value) &&
            may_assume(frame, value) && !state_assume(state, value, IR_NE, cases[i].low))
            return false;
    }
    return true;
}

/* Whether the place is a temporary of our own, which holds what was read in the same round. */
static bool is_temporary(const struct frame *frame, uint32_t loc)
{
    const struct loc *self = loc_get(frame->space, loc);

    return self->kind == LOC_LOCAL &&
           !ir_local(frame->unit, frame->ir, (struct ir_local_id){self->argument})->name.offset;
}

/* Remembers what an exit of a loop tests: others change it while the loop runs. What a call has returned
 * just now is what it read. */
static void note_exit_test(struct frame *frame, const struct state *state,
                           const struct ir_block *block, uint32_t to)
{
    struct ir_operand sides[] = {block->a, block->b};
    const struct fn *fn = frame->fn;

    for (uint32_t loop = fn->loop_of[frame->block];
         loop && !bitset_has(&fn->loops[loop - 1].blocks, to); loop = fn->loops[loop - 1].parent)
        for (int i = 0; i < 2; i++) {
            if (sides[i].kind != IR_OPERAND_PLACE)
                continue;
            uint32_t loc = memory_place(frame, state, (struct ir_place_id){sides[i].index});
            solver_note_exit_test(frame, (struct exit_test){loop - 1, loc, true});
            struct value read = memory_read(frame, state, loc);
            if (read.kind == VALUE_INITIAL && is_temporary(frame, loc))
                solver_note_exit_test(
                    frame, (struct exit_test){loop - 1, loc_whole(frame->space, read.id), true});
        }
}

static bool is_exit_tested(const struct frame *frame, uint32_t loop, uint32_t loc)
{
    for (uint32_t i = 0; i < frame->exit_tests.count; i++)
        if (frame->exit_tests.items[i].loop == loop && frame->exit_tests.items[i].loc == loc)
            return true;
    return false;
}

/* What a round of the loop has made, the next one finds. */
static void carry_objects(struct frame *frame, const struct state *state, uint32_t loop)
{
    for (uint32_t i = 0; i < state->objects.count; i++) {
        uint32_t object = state->objects.items[i].object;
        enum object_status status = (enum object_status)state->objects.items[i].status;
        if ((status == OBJECT_LIVE || status == OBJECT_PART) &&
            bitset_has(&frame->fn->loops[loop].blocks, frame->objects.items[object].block))
            creations_carried(frame, object);
    }
}

/* Whether the place holds something else than at the entry: then what was known of that stays true, whoever
 * changes the place. */
static bool is_replaced(const struct state *state, uint32_t loc)
{
    struct value now;

    return state_find(state, loc, &now) && !(now.kind == VALUE_INITIAL && now.id == loc);
}

/* Whether the address of the local is kept somewhere: who has it may write there while the function waits. */
static bool is_known_elsewhere(const struct frame *frame, uint32_t loc)
{
    const struct loc *self = loc_get(frame->space, loc);
    const struct fn *fn = frame->fn;

    if (self->kind != LOC_LOCAL ||
        !(ir_local(fn->unit, fn->ir, (struct ir_local_id){self->argument})->flags &
          IR_LOCAL_ADDRESS_TAKEN))
        return false;
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[i];
            if (instr->op == IR_COPY && instr->a.kind == IR_OPERAND_ADDRESS &&
                fn_place(fn, instr->a.index)->kind == IR_PLACE_LOCAL &&
                fn_place(fn, instr->a.index)->argument == self->argument)
                return true;
        }
    }
    return false;
}

/* Whether what the place held at the entry was put somewhere else, too. */
static bool has_copy(const struct space *space, const struct state *state, uint32_t loc)
{
    for (uint32_t i = 0; i < state->cells.count; i++) {
        const struct cell *cell = &state->cells.items[i];
        if (cell->value.kind == VALUE_INITIAL && loc_whole(space, cell->value.id) == loc &&
            cell->loc != loc)
            return true;
    }
    return false;
}

/* What the place holds from now on is no more what it was at the entry, nor what is known of its copies. */
static void part_from_copies(const struct space *space, struct state *state, uint32_t loc)
{
    if (has_copy(space, state, loc))
        state_set(state, loc, (struct value){.kind = VALUE_ANY, .n = ANY_OR_INITIAL});
}

/* Whether the value is of the entry, and of a place that an exit of the loop tests: others may have changed that. */
static bool is_changed_meanwhile(const struct frame *frame, const struct state *state,
                                 uint32_t loop, struct value value)
{
    if (value.kind != VALUE_INITIAL)
        return false;

    uint32_t places[] = {loc_whole(frame->space, value.id), loc_second(frame->space, value.id)};
    for (int i = 0; i < 2; i++)
        if (places[i] && is_exit_tested(frame, loop, places[i]) && !is_replaced(state, places[i]))
            return true;
    return false;
}

/* Around the loop once more: what its exits test may have been changed by somebody else. */
static void go_round(struct frame *frame, struct state *state, uint32_t loop)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < frame->exit_tests.count; i++) {
        const struct exit_test *test = &frame->exit_tests.items[i];
        if (test->loop == loop && test->direct &&
            loc_get(frame->space, test->loc)->root != LOC_LOCAL && !is_replaced(state, test->loc)) {
            state_add_stale(state, test->loc);
            part_from_copies(frame->space, state, test->loc);
        }
    }
    for (uint32_t i = 0; i < state->facts.count; i++) {
        struct fact fact = state->facts.items[i];
        if (!is_changed_meanwhile(frame, state, loop, fact.value))
            state->facts.items[kept++] = fact;
    }
    state->facts.count = kept;
    for (uint32_t i = 0; i < state->cells.count; i++) {
        struct cell *cell = &state->cells.items[i];
        if (cell->value.kind == VALUE_HANDLE || cell->value.kind == VALUE_ADDRESS ||
            !is_exit_tested(frame, loop, cell->loc))
            continue;
        if (loc_get(frame->space, cell->loc)->root != LOC_LOCAL ||
            is_known_elsewhere(frame, cell->loc))
            cell->value = value_any();
    }
}

/* Out of a loop that ends the handles of an array one by one: all of them are ended, also when the
 * loop ran not once, because then the array was empty. */
static void leave_loop(struct frame *frame, struct state *state, uint32_t loop)
{
    for (uint32_t i = 0; i < frame->bulks.count; i++) {
        struct bulk bulk = frame->bulks.items[i];
        enum object_status status = state_status(state, bulk.object);
        if (bulk.loop == loop && (status == OBJECT_LIVE || status == OBJECT_PART)) {
            creations_ended(frame, state, bulk.object, solver_end_of(frame, bulk.object));
            state_set_status(state, bulk.object, OBJECT_ENDED);
        }
    }
    for (uint32_t i = 0; i < frame->bulk_effects.count; i++)
        if (frame->bulk_effects.items[i].loop == loop)
            state_add_effect(state, frame->bulk_effects.items[i].effect);
}

static void cross_loops(struct frame *frame, struct state *state, uint32_t to)
{
    const struct fn *fn = frame->fn;

    for (uint32_t loop = fn->loop_of[frame->block]; loop; loop = fn->loops[loop - 1].parent) {
        if (!bitset_has(&fn->loops[loop - 1].blocks, to))
            leave_loop(frame, state, loop - 1);
        else if (fn->loops[loop - 1].head == to) {
            carry_objects(frame, state, loop - 1);
            go_round(frame, state, loop - 1);
            asked_forget(frame, state, 0);
        }
    }
}

bool transfer_edge(struct frame *frame, struct state *state, const struct ir_block *block,
                   uint32_t edge)
{
    const struct ir_case *cases = &frame->unit->cases[block->cases.first];
    uint32_t to = block->target[0].index;
    bool possible = true;

    switch ((enum ir_end_kind)block->end) {
    case IR_END_BRANCH: {
        enum ir_operator relation = (enum ir_operator)block->relation;
        to = block->target[edge].index;
        note_exit_test(frame, state, block, to);
        relation = edge ? relation_negate(relation) : relation;
        possible = asked_assume(frame, state, block->a, relation, block->b) &&
                   assume_relation(frame, state, block->a, relation, block->b);
        break;
    }
    case IR_END_SWITCH:
        if (edge < block->cases.count)
            to = cases[edge].target.index;
        note_exit_test(frame, state, block, to);
        if (edge < block->cases.count) {
            possible = assume_case(frame, state, block, &cases[edge]);
        } else {
            possible = assume_default(frame, state, block);
        }
        break;
    case IR_END_ANY:
        if (edge < block->cases.count)
            to = cases[edge].target.index;
        break;
    case IR_END_JUMP:
    case IR_END_RETURN:
    case IR_END_UNREACHABLE:
        break;
    }
    if (possible)
        cross_loops(frame, state, to);
    return possible;
}
