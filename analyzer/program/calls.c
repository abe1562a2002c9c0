/* A call: each outcome of the callee's summary, put into the caller's terms, is one way on. */
#include "program/calls_inside.h"
#include "program/elements.h"
#include "program/memo.h"

/* The targets of a call; a pointer whose value this path knows has one. */
static struct fn_list targets_here(struct frame *frame, const struct state *state,
                                   const struct ir_instr *call, const struct call_site *site,
                                   bool *ret_complete)
{
    *ret_complete = !site->unresolved;
    if (call->a.kind == IR_OPERAND_FUNCTION)
        return site->targets;
    struct value callee = memory_operand(frame, state, call->a);
    if (callee.kind != VALUE_FUNCTION)
        return site->targets;
    *ret_complete = true;
    return link_resolve(frame->program, frame->fn->input, callee.id);
}

/* Functions below each other that are looked at to see whether one is worth solving. */
enum { LITTLE_LEVELS = 2 };

/* Whether the function calls nothing but what is known by itself, what ends the process, and small functions of
 * which the same holds. Recursion is bounded by `levels`. */
static bool does_little(const struct program *program, uint32_t number, uint32_t levels)
{
    const struct fn *fn = &program->fns[number];

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct call_site *site = &fn->calls[c];
        if (!site->targets.count && !returns_never(program, fn, site))
            return false;
        for (uint32_t k = 0; k < site->targets.count; k++) {
            uint32_t target = site->targets.items[k];
            if (!program->fns[target].is_model &&
                (!levels || !solver_is_small(&program->fns[target]) ||
                 !does_little(program, target, levels - 1)))
                return false;
        }
    }
    return true;
}

static bool closes_descriptor(const struct solution *solution, uint32_t model)
{
    const struct summary *summary = &solution->summaries[model];

    for (uint32_t i = 0; i < summary->n_outcomes; i++)
        for (uint32_t k = 0; k < summary->outcomes[i].n_effects; k++)
            if (solution->effects.items[summary->outcomes[i].effects[k]].kind ==
                EFFECT_CLOSE_SOCKET)
                return true;
    return false;
}

/* Whether the function calls a model that closes a descriptor, or a small function that does. Recursion is bounded by
 * `levels`. */
static bool is_closer(const struct frame *frame, uint32_t number, uint32_t levels)
{
    const struct program *program = frame->program;
    const struct fn *fn = &program->fns[number];

    for (uint32_t c = 0; c < fn->n_calls; c++)
        for (uint32_t k = 0; k < fn->calls[c].targets.count; k++) {
            uint32_t target = fn->calls[c].targets.items[k];
            if (program->fns[target].is_model ? closes_descriptor(frame->solution, target)
                                              : levels && is_closer(frame, target, levels - 1))
                return true;
        }
    return false;
}

/* A thread that hands its own handle to a function tells those who find it where that function puts it. */
static void tell_itself(const struct mapping *map, uint32_t target, uint32_t parameter)
{
    struct frame *frame = map->frame;
    const struct fn *fn = &frame->program->fns[target];

    memo_note_beyond(frame->solution->memo);
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[i];
            uint32_t kept = instr->op == IR_COPY && fn_local(fn, instr->a) == parameter
                                ? element_of_named_place(frame->program, target, instr->dst)
                                : 0;
            if (kept)
                creations_self(frame, (struct key){.last = kept});
        }
    }
}

void calls_transfer_target(const struct mapping *map, uint32_t target, struct states *out)
{
    struct frame *frame = map->frame;
    for (uint32_t i = 0; i < map->n_arguments; i++)
        if (map->arguments[i].kind == VALUE_SELF && !frame->program->fns[target].is_model)
            tell_itself(map, target, i + 1);
    /* what a callee returns may matter, and what it does while there is something to lose */
    bool wanted = map->call->dst.index || map->before->objects.count;
    /* who asked for this function wants to know where it puts what it gets: list_add() calls another one,
     * which only stores; or what it does to it: drop() calls another one, which closes. A descriptor is closed in many
     * functions, and who calls one of them is not solved for that; but if he is, he has to know: reconnect() calls
     * drop(), and then makes the next one */
    uint32_t depth = frame->solution->depth, left = SOLVER_DEPTH > depth ? SOLVER_DEPTH - depth : 0;
    uint32_t levels = left < LITTLE_LEVELS ? left : LITTLE_LEVELS;
    bool is_given = false;
    for (uint32_t i = 0; i < map->n_arguments && !wanted; i++)
        is_given |= map->arguments[i].kind == VALUE_INITIAL;
    wanted |= is_given && does_little(frame->program, target, levels) &&
              (depth > 1 || is_closer(frame, target, levels));
    /* what is put into a container, others may take out of one of its kind */
    bool contains = frame->program->fns[target].contains;
    memo_note_callee(frame->solution->memo, target);
    const struct summary *summary = contains ? NULL : solver_summary(frame, target, wanted);
    struct mapping to = *map;

    if (!summary) {
        struct state *state = state_copy(frame->scratch, map->before);
        /* one that does nothing of interest may still keep what it gets, where its callers can read it; what is
         * not understood of it may put it anywhere */
        bool known = contains || (frame->solution->summaries[target].status == SUMMARY_NONE &&
                                  !fn_is_broken(&frame->program->fns[target]));
        calls_unseen(frame, state, map->call, map->arguments, known ? REACH_CLASS : REACH_FAR);
        for (uint32_t i = 0; contains && i < map->n_arguments; i++)
            calls_note_kept(frame, state, map->arguments[i]);
        vector_push(out, state);
        return;
    }
    struct mapped mapped = {.handle_in_each = frame->handle_in_each};
    to.callee = summary;
    to.target = target;
    to.mapped = &mapped;
    for (uint32_t i = 0; i < summary->n_outcomes; i++)
        calls_apply(&to, state_copy(frame->scratch, map->before), &summary->outcomes[i], out);
}

void calls_transfer(struct frame *frame, struct state *state, uint32_t instr, struct states *out)
{
    const struct ir_instr *call = &frame->unit->instrs[instr];
    const struct call_site *site = &frame->fn->calls[graph_first_call(frame->fn, instr)];
    struct program *program = frame->program;
    uint32_t n = call->arguments.count;
    struct value *arguments = ARENA_ARRAY(frame->scratch, struct value, n + 1);

    for (uint32_t i = 0; i < n; i++)
        arguments[i] =
            memory_operand(frame, state, frame->unit->operands[call->arguments.first + i]);
    if (frame->fn->is_model && site->entity && !site->targets.count) {
        primitives_transfer(frame, state, call, arguments, program->entities[site->entity].name,
                            out);
        return;
    }
    bool complete = false;
    struct fn_list targets = targets_here(frame, state, call, site, &complete);
    if (!targets.count || targets.count > SOLVER_TARGETS) {
        if (returns_never(program, frame->fn, site))
            state_free(state);
        else
            calls_transfer_external(frame, state, call, site, arguments, out);
        return;
    }
    if (!complete)
        for (uint32_t i = 0; i < n; i++) {
            memory_escape(frame, state, arguments[i], REACH_FAR);
            calls_note_escape(frame, state, arguments[i]);
        }
    struct mapping map = {
        .frame = frame, .before = state, .call = call, .arguments = arguments, .n_arguments = n};
    if (call->a.kind != IR_OPERAND_FUNCTION && targets.count > 1)
        calls_transfer_to_one_of(&map, targets, out);
    else
        calls_transfer_to_definitions(&map, targets, out);
    state_free(state);
}
