/* Solving functions, callees before callers: from the states at a function's exits comes its summary.
 *
 * Requires links, targets, returns. Yields summaries and creations. Only functions that the question
 * concerns are solved: those that call something whose summary concerns its callers, which begins at
 * the models' primitives; and, when one of those calls them, small functions. */
#include "program/solver.h"

#include "program/memo.h"

#include <stdlib.h>
#include <string.h>

/* ---- the states of one function ---- */

struct order {
    uint32_t *blocks;   /* reverse postorder */
    uint32_t *position; /* per block id: index in it */
    uint32_t count;
};

/* Edges that leave a loop are gone along first, so that the loop's blocks stand before all that comes behind it, and
 * are followed until nothing changes in them before that is. */
static struct order reverse_postorder(const struct frame *frame)
{
    uint32_t n = frame->ir->blocks.count;
    struct order order = {ARENA_ARRAY(frame->scratch, uint32_t, n),
                          ARENA_ARRAY(frame->scratch, uint32_t, n), 0};
    struct bitset seen = bitset_new(frame->scratch, n);
    uint32_t *stack = ARENA_ARRAY(frame->scratch, uint32_t, n);
    uint32_t *next = ARENA_ARRAY(frame->scratch, uint32_t, n);
    uint32_t depth = 0, filled = n;

    stack[depth++] = 1;
    bitset_add(&seen, 1);
    while (depth) {
        uint32_t id = stack[depth - 1];
        const struct ir_block *block = ir_block(frame->unit, frame->ir, (struct ir_block_id){id});
        uint32_t edges = graph_n_successors(block);
        if (next[id] < 2 * edges) {
            uint32_t edge = next[id] % edges, to = graph_successor(frame->fn, block, edge);
            bool leaves = frame->fn->loop_of[id] && graph_leaves_loop(frame->fn, id, edge);
            if ((next[id]++ < edges) == leaves && bitset_add(&seen, to))
                stack[depth++] = to;
        } else {
            order.blocks[--filled] = id;
            depth--;
        }
    }
    order.count = n - filled;
    memmove(order.blocks, order.blocks + filled, order.count * sizeof(uint32_t));
    for (uint32_t i = 0; i < order.count; i++)
        order.position[order.blocks[i]] = i;
    return order;
}

VECTOR_TYPE(flags, uint8_t);

/* The states that still have to be followed. */
struct worklist {
    struct order order;
    struct bitset pending; /* positions in the order */
    struct flags *is_new;  /* per block id, in step with frame->at_block */
};

/* Whether an object is the same in both: its status, and every place of its handle. */
static bool agree_on(const struct state *a, const struct state *b, uint32_t object)
{
    struct value value;

    if (state_status(a, object) != state_status(b, object))
        return false;
    for (uint32_t i = 0; i < a->cells.count; i++)
        if (a->cells.items[i].value.kind == VALUE_HANDLE && a->cells.items[i].value.id == object &&
            !(state_find(b, a->cells.items[i].loc, &value) && value.kind == VALUE_HANDLE &&
              value.id == object))
            return false;
    return true;
}

/* Objects that are looked for in a state at the cost of one going over it. */
enum { BLUR_OBJECTS = 8 };

static uint64_t blur_weight(const struct frame *frame, const struct state *state)
{
    return frame->objects.count * solver_weight(state) / BLUR_OBJECTS;
}

void solver_blur(struct frame *frame, struct state *state, struct state *other)
{
    struct state *both[] = {state, other};

    frame->steps += blur_weight(frame, state);
    for (uint32_t object = 1; object < frame->objects.count; object++) {
        if (agree_on(state, other, object) && agree_on(other, state, object))
            continue;
        creations_unknown(frame, object);
        for (int i = 0; i < 2; i++) {
            state_set_status(both[i], object, OBJECT_GONE);
            for (uint32_t k = 0; k < both[i]->cells.count; k++) {
                struct value *value = &both[i]->cells.items[k].value;
                if (value->kind == VALUE_HANDLE && value->id == object)
                    *value = value_any();
            }
        }
    }
    for (int i = 0; i < 2; i++)
        for (uint32_t k = 0; k < both[1 - i]->effects.count; k++)
            state_add_effect(both[i], both[1 - i]->effects.items[k]);
}

/* States that one is compared with at the cost of going over it once: most differ early. */
enum { ARRIVE_STATES = 4 };

/* How finely states are kept apart: less and less, the more of its steps the function has spent. A function
 * that is known less precisely is worth more than one that is given up. */
static uint32_t states_most(const struct frame *frame)
{
    if (frame->steps < SOLVER_STEPS / 4)
        return SOLVER_STATES;
    return frame->steps < SOLVER_STEPS / 2 ? SOLVER_STATES / 6 : 2;
}

static uint32_t apart_most(const struct frame *frame)
{
    return frame->steps < SOLVER_STEPS / 4 ? SOLVER_APART : 1;
}

static bool is_loop_head(const struct fn *fn, uint32_t block)
{
    uint32_t loop = fn->loop_of[block];

    return loop && fn->loops[loop - 1].head == block;
}

/* A loop that puts an object's address into each of an array's elements: whoever writes it counts on a first round,
 * and the object is kept there. Merged with the way on which the loop had none, nothing would be known of that. */
static void keep_stored(struct frame *frame, struct state *state, struct state *other)
{
    VECTOR(struct value) stored = {0};

    for (uint32_t i = 0; i < other->cells.count; i++) {
        struct cell cell = other->cells.items[i];
        const struct loc *loc = loc_get(frame->space, cell.loc);
        struct value value;
        if (cell.value.kind == VALUE_ADDRESS && loc->has_each && loc->root != LOC_LOCAL &&
            loc_get(frame->space, cell.value.id)->root == LOC_ALLOC &&
            !(state_find(state, cell.loc, &value) && value_equal(value, cell.value)))
            vector_push(&stored, cell.value);
    }
    for (uint32_t i = 0; i < stored.count; i++) {
        memory_keep(frame, state, stored.items[i]);
        memory_keep(frame, other, stored.items[i]);
    }
    vector_deinit(&stored);
}

/* Brings a state to a block's entry: merged with one of equal property, beside the others, or, when
 * there are too many, blurred into the last. */
static void arrive(struct frame *frame, struct worklist *work, uint32_t block, struct state *state)
{
    struct states *there = &frame->at_block[block];

    /* models are short, and what they tell apart by a local variable matters */
    bool apart = frame->fn->is_model && !frame->fn->n_loops && there->count < SOLVER_STATES;
    frame->steps += there->count * solver_weight(state) / ARRIVE_STATES;
    for (uint32_t i = 0; i < there->count && !apart; i++) {
        if (!state_same_property(frame->space, there->items[i], state) ||
            (there->count < apart_most(frame) && state_contradict(there->items[i], state)))
            continue;
        if (is_loop_head(frame->fn, block))
            keep_stored(frame, there->items[i], state);
        if (state_merge(frame->space, there->items[i], state)) {
            work->is_new[block].items[i] = 1;
            bitset_add(&work->pending, work->order.position[block]);
        }
        state_free(state);
        return;
    }
    if (there->count >= states_most(frame)) {
        struct state *last = *vector_last(there);
        solver_blur(frame, last, state);
        if (state_merge(frame->space, last, state)) {
            work->is_new[block].items[there->count - 1] = 1;
            bitset_add(&work->pending, work->order.position[block]);
        }
        state_free(state);
        return;
    }
    vector_push(there, state);
    vector_push(&work->is_new[block], 1);
    bitset_add(&work->pending, work->order.position[block]);
}

void solver_note_exit_test(struct frame *frame, struct exit_test test)
{
    for (uint32_t i = 0; i < frame->exit_tests.count; i++) {
        struct exit_test *known = &frame->exit_tests.items[i];
        if (known->loop != test.loop || known->loc != test.loc)
            continue;
        known->direct |= test.direct;
        return;
    }
    vector_push(&frame->exit_tests, test);
}

void solver_exit(struct frame *frame, struct state *state, struct value result, enum exit_kind kind)
{
    struct ir_location at = frame->unit->instrs[frame->instr].at;
    bool in_main = strcmp(frame->fn->name, "main") == 0;

    /* pthread_exit() in main lets the other threads finish: the process ends with the last one */
    if (kind == EXIT_RETURN || !in_main)
        memory_leave(frame, state, result, at);
    for (uint32_t i = 0; in_main && i < state->objects.count; i++)
        creations_ended(frame, state, state->objects.items[i].object,
                        solver_end_of(frame, state->objects.items[i].object));
    vector_push(&frame->exits, state);
    vector_push(&frame->results, result);
    vector_push(&frame->exit_kinds, (uint8_t)kind);
}

/* Pairs of states that are compared in a step: most differ at first sight. */
enum { UNITE_PAIRS = 512 };

/* States that the same instruction leads to and that agree in their property become one. */
static void unite(struct frame *frame, struct states *states)
{
    frame->steps += (uint64_t)states->count * states->count / UNITE_PAIRS;
    for (uint32_t i = 0; i < states->count; i++) {
        for (uint32_t k = i + 1; k < states->count;) {
            if (!state_same_property(frame->space, states->items[i], states->items[k])) {
                k++;
                continue;
            }
            state_merge(frame->space, states->items[i], states->items[k]);
            state_free(states->items[k]);
            states->items[k] = states->items[--states->count];
        }
    }
}

/* Follows the block's instructions. Calls split states; only at the block's end they may merge, so
 * that what a call returns and what it did stay together until they are tested. */
static bool follow(struct frame *frame, const struct ir_block *block, struct states *states)
{
    struct states next = {0};
    bool fits = true;

    for (uint32_t i = 0; i < block->instrs.count && states->count && fits; i++) {
        for (uint32_t k = 0; k < states->count; k++) {
            uint64_t weight = solver_weight(states->items[k]);
            transfer_instr(frame, states->items[k], block->instrs.first + i, &next);
            frame->steps += 1 + weight;
        }
        struct states done = *states;
        *states = next;
        next = done;
        vector_clear(&next);
        if (states->count > states_most(frame))
            unite(frame, states);
        while (states->count > states_most(frame)) {
            struct state *last = vector_pop(states);
            solver_blur(frame, *vector_last(states), last);
            state_merge(frame->space, *vector_last(states), last);
            state_free(last);
        }
        fits = frame->steps <= SOLVER_STEPS;
    }
    vector_deinit(&next);
    return fits;
}

/* A block that only tests something. What its predecessors know of it would be forgotten where their
 * states meet, so each goes through on its own: `flag = a && b; if (flag)`. */
static bool only_tests(const struct frame *frame, uint32_t id)
{
    const struct ir_block *block = ir_block(frame->unit, frame->ir, (struct ir_block_id){id});

    return !block->instrs.count && block->end == IR_END_BRANCH && !is_loop_head(frame->fn, id);
}

/* Recursion goes through blocks that only test, SOLVER_TESTS of them at most. */
static void leave_block(struct frame *frame, struct worklist *work, const struct ir_block *block,
                        struct state *state)
{
    uint32_t edges = graph_n_successors(block);

    frame->steps += edges * solver_weight(state);
    if (block->end == IR_END_RETURN) {
        struct value result = memory_operand(frame, state, block->a);
        uint32_t last = block->instrs.first + block->instrs.count;
        frame->instr = block->instrs.count ? last - 1 : frame->instr;
        memory_return(frame, state, block->a);
        memory_leave(frame, state, result, block->at);
        vector_push(&frame->exits, state);
        vector_push(&frame->results, result);
        vector_push(&frame->exit_kinds, EXIT_RETURN);
        return;
    }
    for (uint32_t edge = 0; edge < edges; edge++) {
        struct state *along = edge + 1 < edges ? state_copy(frame->scratch, state) : state;
        if (!transfer_edge(frame, along, block, edge)) {
            state_free(along);
            continue;
        }
        if (edges > 1) {
            struct trail *step = ARENA_NEW(frame->scratch, struct trail);
            *step = (struct trail){along->trail, block->at, frame->block, edge};
            along->trail = step;
        }
        uint32_t to = graph_successor(frame->fn, block, edge);
        if (frame->tests == SOLVER_TESTS || frame->steps > SOLVER_STEPS || !only_tests(frame, to)) {
            arrive(frame, work, to, along);
            continue;
        }
        uint32_t here = frame->block;
        frame->block = to;
        frame->steps++;
        frame->tests++;
        leave_block(frame, work, ir_block(frame->unit, frame->ir, (struct ir_block_id){to}), along);
        frame->tests--;
        frame->block = here;
    }
    if (!edges)
        state_free(state);
}

static bool follow_block(struct frame *frame, struct worklist *work, uint32_t id)
{
    const struct ir_block *block = ir_block(frame->unit, frame->ir, (struct ir_block_id){id});
    bool fits = true;

    for (uint32_t i = 0; i < frame->at_block[id].count && fits; i++) {
        if (!work->is_new[id].items[i])
            continue;
        work->is_new[id].items[i] = 0;
        frame->block = id;
        struct states states = {0};
        vector_push(&states, state_copy(frame->scratch, frame->at_block[id].items[i]));
        fits = follow(frame, block, &states);
        for (uint32_t k = 0; k < states.count; k++) {
            if (fits)
                leave_block(frame, work, block, states.items[k]);
            else
                state_free(states.items[k]);
        }
        vector_deinit(&states);
    }
    return fits && frame->steps <= SOLVER_STEPS;
}

static bool next_pending(struct worklist *work, uint32_t *ret_position)
{
    for (uint32_t word = 0; word < (work->pending.size + 63) / 64; word++) {
        if (!work->pending.words[word])
            continue;
        *ret_position = word * 64 + (uint32_t)__builtin_ctzll(work->pending.words[word]);
        return true;
    }
    return false;
}

static void free_states(struct states *states)
{
    for (uint32_t i = 0; i < states->count; i++)
        state_free(states->items[i]);
    vector_deinit(states);
}

static void reset_round(struct frame *frame)
{
    for (uint32_t i = 0; i < frame->ir->blocks.count; i++)
        free_states(&frame->at_block[i]);
    free_states(&frame->exits);
    vector_deinit(&frame->results);
    vector_deinit(&frame->exit_kinds);
    frame->steps = 0;
}

/* Follows all paths once, from the entry to the exits. False: given up. */
static bool run_round(struct frame *frame, const struct order *order)
{
    uint32_t n = frame->ir->blocks.count;
    struct worklist work = {*order, bitset_new(frame->scratch, n),
                            ARENA_ARRAY(frame->scratch, struct flags, n)};
    bool fits = true;
    uint32_t position = 0;

    arrive(frame, &work, 1, state_new(frame->scratch));
    while (fits && next_pending(&work, &position)) {
        bitset_remove(&work.pending, position);
        fits = follow_block(frame, &work, order->blocks[position]);
    }
    for (uint32_t i = 0; i < n; i++)
        vector_deinit(&work.is_new[i]);
    return fits;
}

/* ---- one function ---- */

static void frame_deinit(struct frame *frame)
{
    reset_round(frame);
    vector_deinit(&frame->objects);
    intmap_deinit(&frame->object_numbers);
    vector_deinit(&frame->bulks);
    vector_deinit(&frame->bulk_effects);
    vector_deinit(&frame->exit_tests);
    vector_deinit(&frame->used_pointers);
    arena_free(frame->scratch);
}

/* What it costs at most to make a summary of the exits, in steps: each is blurred into another. */
static uint64_t exits_weight(const struct frame *frame)
{
    uint64_t weight = 0;

    for (uint32_t i = 0; i < frame->exits.count; i++)
        weight += blur_weight(frame, frame->exits.items[i]);
    return weight;
}

static uint32_t n_instrs(const struct fn *fn)
{
    uint32_t count = 0;

    for (uint32_t i = 1; i < fn->ir->blocks.count; i++)
        count += fn->unit->blocks[fn->ir->blocks.first + i].instrs.count;
    return count;
}

/* Two rounds where there are loops: the first learns which loops end whole arrays and what their
 * exits test, the second follows the paths in that light. */
static bool solve_rounds(struct frame *frame, const struct order *order)
{
    if (n_instrs(frame->fn) > SOLVER_LARGE)
        return false;
    if (frame->fn->n_loops) {
        if (!run_round(frame, order))
            return false;
        reset_round(frame);
    }
    frame->recording = true;
    if (!run_round(frame, order) || frame->exits.count > SOLVER_EXITS ||
        exits_weight(frame) > SOLVER_STEPS)
        return false;
    solver_summarize(frame);
    return true;
}

void solver_close(struct program *program, uint32_t number, bool is_solved)
{
    const struct fn *fn = &program->fns[number];

    program->solution->summaries[number].status = is_solved ? SUMMARY_SOLVED : SUMMARY_GIVEN_UP;
    if (!is_solved)
        creations_give_up(program, number);
    if (fn->is_model)
        return;
    program->statistics.solved += is_solved;
    program->statistics.given_up += !is_solved;
    for (uint32_t i = 0; i < fn->n_calls; i++)
        program->statistics.calls_unresolved += fn->calls[i].unresolved;
}

static void solve_function(struct program *program, uint32_t number)
{
    struct solution *solution = program->solution;
    struct fn *fn = &program->fns[number];
    struct summary *summary = &solution->summaries[number];
    struct frame frame = {
        .program = program,
        .solution = solution,
        .space = &solution->space,
        .scratch = arena_new(),
        .fn_number = number,
        .fn = fn,
        .unit = fn->unit,
        .ir = fn->ir,
        .summary = summary,
    };

    if (memo_repeat(solution->memo, number)) {
        arena_free(frame.scratch);
        return;
    }
    if (program->watcher)
        program->watcher->solve_begins(program->watcher->data);
    memo_enter(solution->memo, number);
    summary->status = SUMMARY_SOLVING;
    solution->depth++;
    loops_find(program, number);
    vector_push(&frame.objects, (struct object){0});
    frame.at_block = ARENA_ARRAY(frame.scratch, struct states, fn->ir->blocks.count);
    struct order order = reverse_postorder(&frame);
    bool solved = !(fn->ir->flags & IR_FUNCTION_DAMAGED) && solve_rounds(&frame, &order);
    solver_close(program, number, solved);
    program->statistics.solved_anew += !fn->is_model;
    solution->depth--;
    memo_leave(solution->memo, number, frame.steps);
    if (program->watcher)
        program->watcher->solve_ends(program->watcher->data, fn->name, frame.steps);
    frame_deinit(&frame);
}

bool solver_is_small(const struct fn *fn)
{
    return n_instrs(fn) <= SOLVER_SMALL;
}

const struct summary *solver_summary(struct frame *frame, uint32_t fn, bool wanted)
{
    struct solution *solution = frame->solution;
    struct summary *summary = &solution->summaries[fn];

    if (wanted && summary->status == SUMMARY_NONE && solution->depth < SOLVER_DEPTH &&
        solver_is_small(&frame->program->fns[fn]))
        solve_function(frame->program, fn);
    return summary->status == SUMMARY_SOLVED ? summary : NULL;
}

/* ---- all functions ---- */

/* Callees before callers, each function once; a depth-first walk with a stack of its own. */
static uint32_t *callees_first(struct program *program)
{
    uint32_t n = program->n_fns, depth = 0, filled = 0;
    uint32_t *order = ARENA_ARRAY(program->run, uint32_t, n);
    struct arena *scratch = arena_new();
    struct bitset seen = bitset_new(scratch, n);
    struct {
        uint32_t fn, call, target;
    } *stack = arena_alloc_array(scratch, n, sizeof(*stack));

    for (uint32_t root = 1; root < n; root++) {
        if (!bitset_add(&seen, root))
            continue;
        stack[depth].fn = root;
        stack[depth].call = stack[depth].target = 0;
        depth++;
        while (depth) {
            const struct fn *fn = &program->fns[stack[depth - 1].fn];
            uint32_t call = stack[depth - 1].call;
            if (call == fn->n_calls) {
                order[filled++] = stack[--depth].fn;
                continue;
            }
            if (stack[depth - 1].target == fn->calls[call].targets.count) {
                stack[depth - 1].call++;
                stack[depth - 1].target = 0;
                continue;
            }
            uint32_t to = fn->calls[call].targets.items[stack[depth - 1].target++];
            if (bitset_add(&seen, to)) {
                stack[depth].fn = to;
                stack[depth].call = stack[depth].target = 0;
                depth++;
            }
        }
    }
    arena_free(scratch);
    return order;
}

static bool has_to_be_solved(const struct program *program, uint32_t number)
{
    const struct fn *fn = &program->fns[number];

    if (fn->is_model)
        return true;
    for (uint32_t i = 0; i < fn->n_calls; i++)
        for (uint32_t k = 0; k < fn->calls[i].targets.count; k++)
            if (program->solution->summaries[fn->calls[i].targets.items[k]].concerns)
                return true;
    return false;
}

static void mark_model_fields(struct program *program)
{
    struct solution *solution = program->solution;

    solution->model_fields = bitset_new(program->run, program->n_fields);
    for (uint32_t input = 0; input < program->n_inputs; input++)
        for (uint32_t i = 1; program->inputs[input].kind == PROGRAM_MODEL &&
                             i < program->inputs[input].unit->n_fields;
             i++)
            bitset_add(&solution->model_fields, program->field_of[input][i]);
}

/* Whether somebody that was not followed may call the function. */
static bool has_unseen_callers(const struct program *program, uint32_t number)
{
    const struct fn *fn = &program->fns[number];

    if (members_has_unseen_callers(program, number))
        return true;
    for (uint32_t i = 0; i < fn->callers.count; i++)
        if (program->solution->summaries[fn->callers.items[i]].status != SUMMARY_SOLVED)
            return true;
    return false;
}

/* Bodies that concern nobody else: whether they free what holds their own handle. */
static void solve_bodies(struct program *program)
{
    struct solution *solution = program->solution;

    for (uint32_t i = 1; i < solution->creations.items.count; i++) {
        for (uint32_t k = 0; k < solution->creations.items.items[i].body_fns.count; k++) {
            uint32_t body = solution->creations.items.items[i].body_fns.items[k];
            if (solution->creations.items.items[i].in_argument &&
                solution->summaries[body].status == SUMMARY_NONE)
                solve_function(program, body);
        }
        for (uint32_t k = 0; k < solution->creations.items.items[i].relays.count; k++) {
            uint32_t relay = solution->creations.items.items[i].relays.items[k];
            if (solution->summaries[relay].status == SUMMARY_NONE)
                solve_function(program, relay);
        }
    }
}

struct solution *solver_run(struct program *program, const struct program_memory *memory)
{
    struct solution *solution = ARENA_NEW(program->run, struct solution);

    program->solution = solution;
    space_init(&solution->space);
    solution->space.fields = program->fields;
    solution->space.model_fields = &solution->model_fields;
    vector_push(&solution->effects, (struct effect){0});
    solution->summaries = ARENA_ARRAY(program->run, struct summary, program->n_fns);
    solution->order = callees_first(program);
    mark_model_fields(program);
    constants_collect(program);
    solution->memo = solution->space.memo = memo_new(program, memory);
    for (uint32_t i = 0; i + 1 < program->n_fns; i++) {
        uint32_t fn = solution->order[i];
        if (solution->summaries[fn].status == SUMMARY_NONE && has_to_be_solved(program, fn))
            solve_function(program, fn);
    }
    solve_bodies(program);
    memo_free(solution->memo);
    solution->memo = solution->space.memo = NULL;
    for (uint32_t fn = 1; fn < program->n_fns; fn++)
        if (solution->summaries[fn].status == SUMMARY_SOLVED && !program->fns[fn].is_model &&
            has_unseen_callers(program, fn))
            creations_hand_out(program, fn);
    for (uint32_t fn = 1; fn < program->n_fns; fn++)
        if (solution->summaries[fn].status == SUMMARY_NONE && !program->fns[fn].is_model)
            creations_collect_ends(program, fn);
    creations_finish(program);
    return solution;
}

void solver_deinit(struct solution *solution)
{
    space_deinit(&solution->space);
    vector_deinit(&solution->effects);
    intmap_deinit(&solution->effect_numbers);
    intmap_deinit(&solution->constants);
    vector_deinit(&solution->constant_values);
    creations_deinit(&solution->creations);
}
