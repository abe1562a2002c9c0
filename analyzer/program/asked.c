/* What a pointer in an array was found to be: `*item` in `for (; *item != NULL; item++)`. Its location means many places,
 * so the value has no name; but the place, as it is written there, is the same one when it is asked again, as long as
 * nothing between changes it, or what it is found by. */
#include "program/solver.h"

#include "program/stores.h"

/* Whether the local is on the way to the place: as what it is reached from, or as an index. Recursion follows the path,
 * which the front end bounds. */
static bool is_found_by(const struct fn *fn, uint32_t place, uint32_t local)
{
    for (uint32_t id = place; id; id = fn_place(fn, id)->parent.index) {
        const struct ir_place *step = fn_place(fn, id);
        if (step->kind == IR_PLACE_LOCAL && step->argument == local)
            return true;
        if (step->kind == IR_PLACE_INDEX_PLACE && is_found_by(fn, step->argument, local))
            return true;
    }
    return false;
}

/* The local that the place is, or is a part of; 0 = it lies elsewhere. */
static uint32_t local_of(const struct fn *fn, uint32_t place)
{
    const struct ir_place *step = fn_place(fn, place);

    while (step->kind == IR_PLACE_FIELD || step->kind == IR_PLACE_INDEX)
        step = fn_place(fn, step->parent.index);
    return step->kind == IR_PLACE_LOCAL ? step->argument : 0;
}

/* Locals that a loop moves on: `item++`, `node = node->next`. */
static const struct bitset *find_moved(const struct fn *fn)
{
    if (fn->index->moved)
        return fn->index->moved;

    struct bitset *moved = ARENA_NEW(fn->index->run, struct bitset);
    *moved = bitset_new(fn->index->run, fn->ir->locals.count);
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; fn->loop_of[id] && i < instrs.first + instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[i];
            bool reads = instr->a.kind == IR_OPERAND_PLACE || instr->a.kind == IR_OPERAND_ADDRESS;
            uint32_t local = instr->op == IR_COPY ? local_of(fn, instr->dst.index) : 0;
            if (local && reads && fn_root_local(fn, instr->a.index) == local)
                bitset_add(moved, local);
        }
    }
    return fn->index->moved = moved;
}

/* Whether the place stands for several in turn. */
static bool is_one_of_many(const struct fn *fn, uint32_t place)
{
    for (uint32_t id = place; id; id = fn_place(fn, id)->parent.index)
        if (fn_place(fn, id)->kind == IR_PLACE_INDEX_PLACE)
            return true;
    return !local_of(fn, place) && bitset_has(find_moved(fn), fn_root_local(fn, place));
}

/* Models change nothing but what they are given the address of. */
static bool may_change_by_call(const struct frame *frame, uint32_t number, uint32_t place)
{
    const struct fn *fn = frame->fn;
    const struct ir_instr *call = &fn->unit->instrs[number];
    const struct call_site *site = &fn->calls[graph_first_call(fn, number)];

    for (uint32_t i = 0; i < site->targets.count; i++)
        if (!frame->program->fns[site->targets.items[i]].is_model)
            return true;
    for (uint32_t i = 0; i < call->arguments.count; i++) {
        struct ir_operand argument = fn->unit->operands[call->arguments.first + i];
        uint32_t local = argument.kind == IR_OPERAND_ADDRESS ? local_of(fn, argument.index) : 0;
        if (local && is_found_by(fn, place, local))
            return true;
    }
    return !site->targets.count || site->unresolved;
}

static bool may_change(const struct frame *frame, uint32_t number, uint32_t place)
{
    const struct ir_instr *instr = &frame->unit->instrs[number];
    uint32_t local = instr->dst.index ? local_of(frame->fn, instr->dst.index) : 0;

    if (instr->op == IR_UNKNOWN || (instr->dst.index && !local) ||
        (local && is_found_by(frame->fn, place, local)))
        return true;
    return instr->op == IR_CALL && may_change_by_call(frame, number, place);
}

/* The place whose answer the fact is; 0 = it is of something else. */
static uint32_t place_of(const struct frame *frame, const struct fact *fact)
{
    bool is_place = fact->value.kind == VALUE_SYMBOL && fact->value.id >= frame->unit->n_instrs;
    uint32_t place = is_place ? fact->value.id - frame->unit->n_instrs : 0;

    return place && is_one_of_many(frame->fn, place) ? place : 0;
}

bool asked_assume(const struct frame *frame, struct state *state, struct ir_operand left,
                  enum ir_operator relation, struct ir_operand right)
{
    const struct fn *fn = frame->fn;
    int64_t number;

    if (left.kind != IR_OPERAND_PLACE || !fn_number(fn, right, &number) ||
        !is_one_of_many(fn, left.index) ||
        stores_type_of_place(fn, (struct ir_place_id){left.index})->kind != IR_TYPE_POINTER)
        return true;
    return state_assume(state, value_of(VALUE_SYMBOL, frame->unit->n_instrs + left.index), relation,
                        number);
}

void asked_forget(const struct frame *frame, struct state *state, uint32_t instr)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < state->facts.count; i++) {
        struct fact fact = state->facts.items[i];
        uint32_t place = place_of(frame, &fact);
        if (!place || (instr && !may_change(frame, instr, place)))
            state->facts.items[kept++] = fact;
    }
    state->facts.count = kept;
}
