/* A client that takes the place of one which is still open: a reconnect that does not end the old connection. The
 * old one was made before, most likely by the same call, and lies in an object that lives on: nothing in this
 * function made it. That there is one, the way here tells: the place was tested, or used as a client. */
#include "program/solver.h"

#include "program/elements.h"
#include "program/memo.h"
#include "program/model_control.h"
#include "program/stop_region.h"

/* Calls below each other, and functions, that are looked at: what is done further away is not known. */
enum { BELOW_DEPTH = 3, BELOW_FNS = 32 };

/* ---- what may have ended it ---- */

static bool is_near(const struct frame *frame, uint32_t loc, uint32_t other)
{
    return loc_key(frame->space, loc).last == loc_key(frame->space, other).last;
}

/* Whether something is done on this path to what lies in such a place. */
static bool is_touched(const struct frame *frame, const struct state *state, uint32_t loc)
{
    for (uint32_t i = 0; i < state->effects.count; i++) {
        struct effect effect = frame->solution->effects.items[state->effects.items[i]];
        if (effect.target.kind == VALUE_INITIAL && effect.kind != EFFECT_CONNECT &&
            is_near(frame, loc, effect.target.id))
            return true;
    }
    for (uint32_t i = 0; i < state->cells.count; i++) {
        struct value value = state->cells.items[i].value;
        if (value.kind == VALUE_INITIAL && value.id == loc && state->cells.items[i].loc != loc)
            return true;
    }
    return false;
}

bool replaced_is_known_elsewhere(const struct frame *frame, const struct state *state, uint32_t loc)
{
    for (uint32_t i = 0; i < state->escapes.count; i++) {
        struct value value = state->escapes.items[i];
        for (uint32_t up = loc; up; up = loc_get(frame->space, up)->parent) {
            const struct loc *self = loc_get(frame->space, up);
            bool is_it = value.kind == VALUE_INITIAL &&
                         (up == value.id || (self->kind == LOC_DEREF && self->parent == value.id));
            if (is_it)
                return true;
        }
    }
    return false;
}

/* Functions below a call, as far as they are looked at. */
struct below_call {
    uint32_t fns[BELOW_FNS];
    uint32_t count;
    bool is_cut; /* there are more */
};

static void add_below(struct below_call *below, uint32_t fn)
{
    for (uint32_t i = 0; i < below->count; i++)
        if (below->fns[i] == fn)
            return;
    if (below->count == BELOW_FNS)
        below->is_cut = true;
    else
        below->fns[below->count++] = fn;
}

static struct below_call find_below(const struct frame *frame, uint32_t target)
{
    const struct fn *fns = frame->program->fns;
    struct below_call below = {.count = 0};
    uint32_t next = 0;

    memo_note_beyond(frame->solution->memo);
    add_below(&below, target);
    for (uint32_t depth = 0; depth < BELOW_DEPTH; depth++)
        for (uint32_t end = below.count; next < end; next++)
            for (uint32_t c = 0; !fns[below.fns[next]].is_model && c < fns[below.fns[next]].n_calls;
                 c++)
                for (uint32_t k = 0; k < fns[below.fns[next]].calls[c].targets.count; k++)
                    add_below(&below, fns[below.fns[next]].calls[c].targets.items[k]);
    for (; next < below.count; next++)
        below.is_cut |= !fns[below.fns[next]].is_model && fns[below.fns[next]].n_calls;
    return below;
}

/* Whether the function, or what it calls, may close a descriptor: such a callee is not always followed. */
static bool may_close(const struct frame *frame, uint32_t target)
{
    const struct solution *solution = frame->solution;
    struct below_call below = find_below(frame, target);

    for (uint32_t f = 0; f < below.count; f++) {
        const struct summary *summary = &solution->summaries[below.fns[f]];
        for (uint32_t i = 0; i < summary->n_outcomes; i++)
            for (uint32_t k = 0; k < summary->outcomes[i].n_effects; k++)
                if (solution->effects.items[summary->outcomes[i].effects[k]].kind ==
                    EFFECT_CLOSE_SOCKET)
                    return true;
    }
    return below.is_cut;
}

/* Whether the function, or what it calls, ends what lies in the global: a path does not say so. */
static bool may_end_global(const struct frame *frame, uint32_t loc)
{
    const struct creations *all = &frame->solution->creations;
    uint32_t element = loc_key(frame->space, loc).last;
    struct below_call below = find_below(frame, frame->fn_number);

    for (uint32_t i = 0; i < all->endings.count; i++)
        for (uint32_t f = 0; f < below.count; f++)
            if (all->endings.items[i].key.last == element &&
                all->endings.items[i].fn == below.fns[f])
                return true;
    return below.is_cut;
}

static bool is_of(const struct program *program, uint32_t number, struct ir_operand operand,
                  uint32_t element)
{
    return (operand.kind == IR_OPERAND_PLACE || operand.kind == IR_OPERAND_ADDRESS) &&
           element_of_named_place(program, number, (struct ir_place_id){operand.index}) == element;
}

/* Whether the block fills such a place, or has it filled. */
static bool fills(const struct program *program, uint32_t number, uint32_t block, uint32_t element)
{
    const struct fn *fn = &program->fns[number];
    struct ir_range instrs = fn_block(fn, block)->instrs;

    for (uint32_t i = 0; i < instrs.count; i++) {
        const struct ir_instr *instr = &fn->unit->instrs[instrs.first + i];
        if (instr->dst.index && element_of_named_place(program, number, instr->dst) == element)
            return true;
        for (uint32_t k = 0; instr->op == IR_CALL && k < instr->arguments.count; k++) {
            struct ir_operand argument = fn->unit->operands[instr->arguments.first + k];
            if (argument.kind == IR_OPERAND_ADDRESS && is_of(program, number, argument, element))
                return true;
        }
    }
    return false;
}

/* Whether the function tests such a place before it fills it. */
static bool tests(const struct frame *frame, uint32_t number, uint32_t element)
{
    const struct program *program = frame->program;
    const struct fn *fn = &program->fns[number];
    struct bitset seen = bitset_new(frame->scratch, fn->ir->blocks.count);
    VECTOR(uint32_t) todo = {0};
    bool found = false;

    bitset_add(&seen, 1);
    vector_push(&todo, 1);
    while (todo.count && !found) {
        uint32_t id = vector_pop(&todo);
        const struct ir_block *block = fn_block(fn, id);
        if (fills(program, number, id, element))
            continue;
        found = block->end == IR_END_BRANCH && (is_of(program, number, block->a, element) ||
                                                is_of(program, number, block->b, element));
        for (uint32_t edge = 0; edge < graph_n_successors(block); edge++) {
            uint32_t to = graph_successor(fn, block, edge);
            if (bitset_add(&seen, to))
                vector_push(&todo, to);
        }
    }
    vector_deinit(&todo);
    return found;
}

/* Whether the callee, or what it calls, may look at such a place before it writes there: then it is judged where
 * that is done. */
static bool looks(const struct frame *frame, uint32_t target, uint32_t loc)
{
    uint32_t element = loc_key(frame->space, loc).last;
    struct below_call below = find_below(frame, target);

    for (uint32_t f = 0; f < below.count; f++)
        if (!frame->program->fns[below.fns[f]].is_model && tests(frame, below.fns[f], element))
            return true;
    return below.is_cut;
}

static bool is_handed(struct frame *frame, const struct state *state, const struct ir_instr *call,
                      uint32_t loc)
{
    for (uint32_t i = 0; i < call->arguments.count; i++) {
        struct ir_operand argument = frame->unit->operands[call->arguments.first + i];
        if ((argument.kind == IR_OPERAND_PLACE || argument.kind == IR_OPERAND_ADDRESS) &&
            memory_place(frame, state, (struct ir_place_id){argument.index}) == loc)
            return true;
    }
    return false;
}

/* Whether a call of the function may end what lies there, though nothing on the path says so. */
static bool may_be_ended(struct frame *frame, const struct state *state, uint32_t loc,
                         enum object_kind kind)
{
    if (loc_get(frame->space, loc)->root == LOC_GLOBAL && may_end_global(frame, loc))
        return true;
    for (uint32_t c = 0; c < frame->fn->n_calls; c++) {
        const struct call_site *site = &frame->fn->calls[c];
        const struct ir_instr *call = &frame->unit->instrs[site->instr];
        bool is_handed_on = is_handed(frame, state, call, loc);
        bool is_system =
            site->entity && frame->program->entities[site->entity].flags & IR_SYMBOL_SYSTEM;
        if (is_handed_on && (site->unresolved || (!site->targets.count && !is_system)))
            return true;
        for (uint32_t k = 0; k < site->targets.count; k++) {
            uint32_t target = site->targets.items[k];
            enum summary_status status =
                (enum summary_status)frame->solution->summaries[target].status;
            bool is_followed = frame->program->fns[target].is_model || status == SUMMARY_SOLVED;
            if (is_followed || site->instr == frame->instr)
                continue;
            if ((is_handed_on && status != SUMMARY_NONE) ||
                (kind == OBJECT_SOCKET && may_close(frame, target)))
                return true;
        }
    }
    return false;
}

/* ---- what tells that there is one ---- */

/* Whether all ways to the block that the path is in pass the other one. */
static bool comes_behind(const struct frame *frame, uint32_t before)
{
    struct bitset seen = bitset_new(frame->scratch, frame->ir->blocks.count);
    VECTOR(uint32_t) todo = {0};
    bool around = false;

    if (before == frame->block)
        return true;
    if (before != 1 && bitset_add(&seen, 1))
        vector_push(&todo, 1);
    while (todo.count && !around) {
        uint32_t id = vector_pop(&todo);
        const struct ir_block *block = fn_block(frame->fn, id);
        around = id == frame->block;
        for (uint32_t edge = 0; edge < graph_n_successors(block); edge++) {
            uint32_t to = graph_successor(frame->fn, block, edge);
            if (to != before && bitset_add(&seen, to))
                vector_push(&todo, to);
        }
    }
    vector_deinit(&todo);
    return !around;
}

/* Whether the function has used the client there before, on each way here. */
static bool is_used_before(struct frame *frame, const struct state *state, uint32_t loc)
{
    for (uint32_t c = 0; c < frame->fn->n_calls; c++) {
        const struct call_site *site = &frame->fn->calls[c];
        if (site->instr >= frame->instr || site->targets.count != 1 ||
            !model_uses_client(frame->program, site->targets.items[0]))
            continue;
        if (is_handed(frame, state, &frame->unit->instrs[site->instr], loc) &&
            comes_behind(frame, site->block))
            return true;
    }
    return false;
}

/* Whether the path tells that the place holds one: a pointer that is not null, a descriptor from 0 on. */
static bool is_tested(const struct state *state, uint32_t loc, enum object_kind kind)
{
    const struct fact *fact = state_fact(state, value_of(VALUE_INITIAL, loc));

    if (!fact)
        return false;
    return fact->low >= 0 ? fact->high > fact->low && (kind == OBJECT_SOCKET || fact->not_zero)
                          : kind == OBJECT_CLIENT && fact->not_zero;
}

/* Whether the place is always the same one, in what the function was given. */
static bool is_lasting(const struct frame *frame, uint32_t loc)
{
    const struct loc *self = loc_get(frame->space, loc);

    return !self->has_each && ((self->root == LOC_PARAM && self->kind == LOC_FIELD) ||
                               (self->root == LOC_GLOBAL && loc_key(frame->space, loc).last));
}

void replaced_note(struct frame *frame, const struct state *state, uint32_t loc, struct value value,
                   uint32_t callee)
{
    struct value held;

    if (value.kind != VALUE_HANDLE || !frame->recording || frame->fn->is_model ||
        !is_lasting(frame, loc))
        return;
    enum object_kind kind = frame->objects.items[value.id].kind;
    bool is_as_before =
        !state_find(state, loc, &held) || (held.kind == VALUE_INITIAL && held.id == loc);
    if (kind == OBJECT_THREAD || !is_as_before)
        return;
    if (!is_tested(state, loc, kind) && !is_used_before(frame, state, loc))
        return;
    if (is_touched(frame, state, loc) || replaced_is_known_elsewhere(frame, state, loc) ||
        (callee && looks(frame, callee, loc)) || may_be_ended(frame, state, loc, kind))
        return;
    creations_lose(frame, state, value.id, LOSS_REPLACES, (struct ir_location){0}, loc);
}
