/* An end is known where the access path shows it: it is element 0 or 1 of an array that a call filled which
 * makes both ends, or a place that holds copies of that and of nothing else. Copies are followed by element,
 * as sets of ends that only grow. */
#include "program/ends.h"

#include <stdlib.h>

#include "base/memory.h"
#include "program/elements.h"
#include "program/stops.h"

/* What an element may hold, as bits. */
enum { END_FIRST = 1, END_SECOND = 2, END_ANY = 3 };

/* What the one holds, the other holds as well: element indices. */
struct end_copy {
    uint32_t from, to;
};

struct end_flow {
    const struct program *program;
    uint8_t *held;         /* per element index: END_…; 0 = nothing that is an end */
    struct bitset is_pair; /* element indices: arrays of the two ends */
    VECTOR(struct end_copy) copies;
    VECTOR(uint32_t) todo; /* element indices that have come to hold more */
};

static uint32_t index_of(const struct end_flow *flow, uint32_t element)
{
    return element_index(flow->program, element);
}

static void hold_at(struct end_flow *flow, uint32_t index, uint8_t ends)
{
    if ((flow->held[index] | ends) == flow->held[index])
        return;
    flow->held[index] |= ends;
    vector_push(&flow->todo, index);
}

static void hold(struct end_flow *flow, uint32_t element, uint8_t ends)
{
    if (element)
        hold_at(flow, index_of(flow, element), ends);
}

static void copy(struct end_flow *flow, uint32_t to, uint32_t from)
{
    if (to && from)
        vector_push(&flow->copies, (struct end_copy){index_of(flow, from), index_of(flow, to)});
}

/* The element holds what the value of the operand may be. */
static void hold_operand(struct end_flow *flow, uint32_t to, uint32_t number,
                         struct ir_operand operand)
{
    if (!to || operand.kind == IR_OPERAND_INTEGER || operand.kind == IR_OPERAND_NULL ||
        operand.kind == IR_OPERAND_NONE)
        return;
    uint32_t element = element_of_operand(flow->program, number, operand);
    if (!element || operand.kind != IR_OPERAND_PLACE) {
        hold(flow, to, END_ANY);
    } else if (bitset_has(&flow->is_pair, index_of(flow, element))) {
        uint32_t index =
            channel_flow_index(&flow->program->fns[number], (struct ir_place_id){operand.index});
        hold(flow, to, index == 1 ? END_FIRST : index == 2 ? END_SECOND : END_ANY);
    } else {
        copy(flow, to, element);
    }
}

/* ---- pairs ---- */

/* The arrays that a call fills which makes both ends. */
static void find_pairs(struct end_flow *flow, const struct channels *channels)
{
    const struct uses *uses = stops_uses(flow->program);

    for (uint32_t i = 0; i < channels->uses.count; i++) {
        const struct channel_use *use = &channels->uses.items[i];
        if (use->kind != USE_ENDS || use->end)
            continue;
        for (uint32_t k = uses->first[use->at_fn]; k < uses->first[use->at_fn + 1]; k++) {
            const struct use *call = &uses->items.items[k];
            if (call->kind == USE_ENDS && call->instr == use->at_instr && call->used == call->other)
                bitset_add(&flow->is_pair, index_of(flow, use->element));
        }
    }
}

/* Whether the instruction before gives what this one copies a number. */
static bool gets_number(const struct fn *fn, const struct ir_instr *copy)
{
    const struct ir_instr *before = copy - 1;

    return copy > fn->unit->instrs && before->op == IR_COPY && before->dst.index == copy->a.index &&
           before->a.kind == IR_OPERAND_INTEGER;
}

/* An array that is also filled in another way is none; nor is a pointer that is set to several. */
static void drop_filled(struct end_flow *flow, uint32_t number, const struct ir_instr *instr)
{
    uint32_t element = element_of_place(flow->program, number, instr->dst);
    bool is_empty = instr->op == IR_COPY &&
                    (instr->a.kind == IR_OPERAND_INTEGER || instr->a.kind == IR_OPERAND_NULL);

    /* ends[0] = ends[1] = -1 */
    if (element && instr->op == IR_COPY && instr->a.kind == IR_OPERAND_PLACE &&
        gets_number(&flow->program->fns[number], instr))
        is_empty = element_of_operand(flow->program, number, instr->a) == element;
    if (element && !is_empty)
        bitset_remove(&flow->is_pair, index_of(flow, element));
}

/* ---- copies ---- */

static void flow_operand(struct end_flow *flow, uint32_t number, struct ir_operand operand)
{
    /* whoever has its address may write to it */
    if (operand.kind == IR_OPERAND_ADDRESS)
        hold(flow, element_of_operand(flow->program, number, operand), END_ANY);
}

static void flow_call(struct end_flow *flow, uint32_t number, const struct call_site *site)
{
    const struct program *program = flow->program;
    const struct fn *fn = &program->fns[number];
    const struct ir_instr *call = &fn->unit->instrs[site->instr];
    bool is_known = site->targets.count && !site->unresolved;

    for (uint32_t i = 0; i < call->arguments.count; i++)
        flow_operand(flow, number, fn->unit->operands[call->arguments.first + i]);
    for (uint32_t k = 0; k < site->targets.count; k++) {
        const struct fn *body = &program->fns[site->targets.items[k]];
        is_known &= !body->is_model;
        for (uint32_t i = 0; i < call->arguments.count && i < body->ir->n_parameters; i++)
            hold_operand(flow, element_of_local(program, site->targets.items[k], i + 1), number,
                         fn->unit->operands[call->arguments.first + i]);
        if (call->dst.index && !body->is_model)
            copy(flow, element_of_place(program, number, call->dst),
                 element_of_result(program, site->targets.items[k]));
    }
    if (call->dst.index && !is_known)
        hold(flow, element_of_place(program, number, call->dst), END_ANY);
}

static void flow_function(struct end_flow *flow, uint32_t number)
{
    const struct program *program = flow->program;
    const struct fn *fn = &program->fns[number];

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
        for (uint32_t i = 0; i < block->instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[block->instrs.first + i];
            if (instr->op == IR_CALL || !instr->dst.index)
                continue;
            flow_operand(flow, number, instr->a);
            uint32_t to = element_of_place(program, number, instr->dst);
            if (instr->op == IR_COPY)
                hold_operand(flow, to, number, instr->a);
            else
                hold(flow, to, END_ANY);
        }
        if (block->end == IR_END_RETURN)
            hold_operand(flow, element_of_result(program, number), number, block->a);
    }
    for (uint32_t c = 0; c < fn->n_calls; c++)
        flow_call(flow, number, &fn->calls[c]);
}

static void flow_unseen(struct end_flow *flow, uint32_t number)
{
    const struct fn *fn = &flow->program->fns[number];

    for (uint32_t i = 1;
         members_has_unseen_callers(flow->program, number) && i <= fn->ir->n_parameters; i++)
        hold(flow, element_of_local(flow->program, number, i), END_ANY);
}

/* Each element hands on what it has come to hold. */
static void spread(struct end_flow *flow)
{
    uint32_t n = elements_count(flow->program), n_copies = flow->copies.count;
    uint32_t *first = memory_zeroed(n + 2, sizeof(*first));
    uint32_t *to = memory_zeroed(n_copies + 1, sizeof(*to));

    for (uint32_t i = 0; i < n_copies; i++)
        first[flow->copies.items[i].from + 2]++;
    for (uint32_t i = 1; i < n + 2; i++)
        first[i] += first[i - 1];
    for (uint32_t i = 0; i < n_copies; i++)
        to[first[flow->copies.items[i].from + 1]++] = flow->copies.items[i].to;
    while (flow->todo.count) {
        uint32_t from = vector_pop(&flow->todo);
        for (uint32_t i = first[from]; i < first[from + 1]; i++)
            hold_at(flow, to[i], flow->held[from]);
    }
    free(first);
    free(to);
}

/* ---- the whole ---- */

static void solve(struct end_flow *flow)
{
    const struct program *program = flow->program;

    for (uint32_t number = 1; number < program->n_fns; number++) {
        const struct fn *fn = &program->fns[number];
        for (uint32_t id = 1; !fn->is_model && id < fn->ir->blocks.count; id++) {
            const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
            for (uint32_t i = 0; i < block->instrs.count; i++)
                if (fn->unit->instrs[block->instrs.first + i].dst.index)
                    drop_filled(flow, number, &fn->unit->instrs[block->instrs.first + i]);
        }
        if (!fn->is_model)
            flow_unseen(flow, number);
    }
    for (uint32_t number = 1; number < program->n_fns; number++)
        if (!program->fns[number].is_model)
            flow_function(flow, number);
    spread(flow);
}

static uint32_t end_of(const struct end_flow *flow, const struct channel_use *use)
{
    if (!use->element || use->by_hand)
        return 0;
    if (bitset_has(&flow->is_pair, index_of(flow, use->element)))
        return use->end <= 2 ? use->end : 0;
    uint8_t held = flow->held[index_of(flow, use->element)];
    return held == END_FIRST ? 1 : held == END_SECOND ? 2 : 0;
}

void ends_find(struct channels *channels)
{
    struct arena *scratch = arena_new();
    uint32_t n = elements_count(channels->program);
    struct end_flow flow = {.program = channels->program,
                            .held = memory_zeroed(n, 1),
                            .is_pair = bitset_new(scratch, n)};

    find_pairs(&flow, channels);
    if (bitset_next(&flow.is_pair, 0) < n)
        solve(&flow);
    for (uint32_t i = 0; i < channels->uses.count; i++)
        channels->uses.items[i].end = end_of(&flow, &channels->uses.items[i]);
    free(flow.held);
    vector_deinit(&flow.copies);
    vector_deinit(&flow.todo);
    arena_free(scratch);
}

bool ends_meet(const struct channel_use *use, const struct channel_use *other)
{
    return !use->end || use->end != other->end;
}
