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

struct end_flow {
    const struct program *program;
    uint8_t *held;         /* per element index: END_…; 0 = nothing that is an end */
    struct bitset is_pair; /* element indices: arrays of the two ends */
    bool changed;
};

static uint32_t index_of(const struct end_flow *flow, uint32_t element)
{
    return element_index(flow->program, element);
}

static void hold(struct end_flow *flow, uint32_t element, uint8_t ends)
{
    if (!element ||
        (flow->held[index_of(flow, element)] | ends) == flow->held[index_of(flow, element)])
        return;
    flow->held[index_of(flow, element)] |= ends;
    flow->changed = true;
}

/* The ends that the value of an operand may be. */
static uint8_t ends_of(const struct end_flow *flow, uint32_t number, struct ir_operand operand)
{
    uint32_t element = element_of_operand(flow->program, number, operand);

    if (operand.kind == IR_OPERAND_INTEGER || operand.kind == IR_OPERAND_NULL ||
        operand.kind == IR_OPERAND_NONE)
        return 0;
    if (!element || operand.kind != IR_OPERAND_PLACE)
        return END_ANY;
    if (!bitset_has(&flow->is_pair, index_of(flow, element)))
        return flow->held[index_of(flow, element)];
    uint32_t index =
        channel_flow_index(&flow->program->fns[number], (struct ir_place_id){operand.index});
    return index == 1 ? END_FIRST : index == 2 ? END_SECOND : END_ANY;
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

/* An array that is also filled in another way is none; nor is a pointer that is set to several. */
static void drop_filled(struct end_flow *flow, uint32_t number, const struct ir_instr *instr)
{
    uint32_t element = element_of_place(flow->program, number, instr->dst);
    bool is_empty = instr->op == IR_COPY &&
                    (instr->a.kind == IR_OPERAND_INTEGER || instr->a.kind == IR_OPERAND_NULL);

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
            hold(flow, element_of_local(program, site->targets.items[k], i + 1),
                 ends_of(flow, number, fn->unit->operands[call->arguments.first + i]));
        if (call->dst.index && !body->is_model)
            hold(flow, element_of_place(program, number, call->dst),
                 flow->held[index_of(flow, element_of_result(program, site->targets.items[k]))]);
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
            hold(flow, element_of_place(program, number, instr->dst),
                 instr->op == IR_COPY ? ends_of(flow, number, instr->a) : END_ANY);
        }
        if (block->end == IR_END_RETURN)
            hold(flow, element_of_result(program, number), ends_of(flow, number, block->a));
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
    do {
        flow->changed = false;
        for (uint32_t number = 1; number < program->n_fns; number++)
            if (!program->fns[number].is_model)
                flow_function(flow, number);
    } while (flow->changed);
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
    arena_free(scratch);
}

bool ends_meet(const struct channel_use *use, const struct channel_use *other)
{
    return !use->end || use->end != other->end;
}
