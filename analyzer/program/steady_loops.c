/* Loops that go on for as long as the program serves: each round waits for something from outside, or for time to
 * pass, or nothing ends them but a unix signal. */
#include "program/elements.h"
#include "program/model_control.h"
#include "program/steady.h"
#include "program/stop_region.h"
#include "program/stores.h"
#include "program/ways.h"

static const struct ir_place *root_of(const struct fn *fn, struct ir_operand operand)
{
    const struct ir_place *place = fn_place(fn, operand.index);

    while (place->parent.index)
        place = fn_place(fn, place->parent.index);
    return place;
}

/* A value is computed from values, those again. */
enum { TERMS_MOST = 3 };

static bool steps_by(const struct program *program, uint32_t number, const struct loop *loop,
                     struct ir_operand operand, uint32_t terms);

/* Whether the function goes on as long as its thread: what it sets in its loop is a flag that ends it. */
static bool is_body(const struct program *program, uint32_t number)
{
    return contexts_in_main(program, number) ||
           contexts_origin(program, number).kind == ROOT_THREAD;
}

/* Whether the operand is a number that others may set: of a global or a field. */
static bool is_flag(const struct fn *fn, struct ir_operand operand)
{
    return operand.kind == IR_OPERAND_PLACE && !fn_local(fn, operand) &&
           stores_type_of_place(fn, (struct ir_place_id){operand.index})->kind == IR_TYPE_INTEGER;
}

/* Whether the instruction makes the loop come nearer to its end by writing the local: it follows a link, or counts.
 * What a call returns, or is computed from that (`!stopped()`), does not. */
// NOLINTNEXTLINE(misc-no-recursion): at most TERMS_MOST deep
static bool is_step(const struct program *program, uint32_t number, const struct loop *loop,
                    const struct ir_instr *instr, uint32_t terms)
{
    const struct fn *fn = &program->fns[number];
    int64_t value;

    if (instr->op == IR_CALL)
        return false;
    if (instr->op == IR_COPY && fn_number(fn, instr->a, &value))
        return !is_body(program, number);
    if (instr->op == IR_COPY && !is_flag(fn, instr->a))
        return true;
    return terms == TERMS_MOST || steps_by(program, number, loop, instr->a, terms + 1) ||
           (instr->op == IR_COMPUTE && steps_by(program, number, loop, instr->b, terms + 1));
}

/* Whether the loop writes the local other than by what a call returns: it is what the loop goes by. */
// NOLINTNEXTLINE(misc-no-recursion): at most TERMS_MOST deep
static bool is_stepped(const struct program *program, uint32_t number, const struct loop *loop,
                       uint32_t local, uint32_t terms)
{
    const struct fn *fn = &program->fns[number];

    for (uint32_t id = bitset_next(&loop->blocks, 0); id < loop->blocks.size;
         id = bitset_next(&loop->blocks, id + 1)) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = 0; i < instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[instrs.first + i];
            const struct ir_place *to = fn_place(fn, instr->dst.index);
            if (instr->dst.index && to->kind == IR_PLACE_LOCAL && to->argument == local &&
                is_step(program, number, loop, instr, terms))
                return true;
        }
    }
    return false;
}

// NOLINTNEXTLINE(misc-no-recursion): at most TERMS_MOST deep
static bool steps_by(const struct program *program, uint32_t number, const struct loop *loop,
                     struct ir_operand operand, uint32_t terms)
{
    if (operand.kind != IR_OPERAND_PLACE)
        return false;
    const struct ir_place *place = root_of(&program->fns[number], operand);
    return place->kind == IR_PLACE_LOCAL &&
           is_stepped(program, number, loop, place->argument, terms);
}

/* Whether the block is where the loop decides whether to go on: its head, or the block behind its body. */
static bool decides(const struct fn *fn, const struct loop *loop, uint32_t id)
{
    const struct ir_block *block = fn_block(fn, id);
    bool leaves = false, to_head = id == loop->head;

    if (block->end != IR_END_BRANCH)
        return false;
    for (uint32_t edge = 0; edge < 2; edge++) {
        leaves |= !bitset_has(&loop->blocks, block->target[edge].index);
        to_head |= block->target[edge].index == loop->head;
    }
    return leaves && to_head;
}

/* Whether the loop goes through a list, or counts. */
static bool goes_through(const struct program *program, uint32_t number, const struct loop *loop)
{
    const struct fn *fn = &program->fns[number];

    for (uint32_t id = bitset_next(&loop->blocks, 0); id < loop->blocks.size;
         id = bitset_next(&loop->blocks, id + 1)) {
        const struct ir_block *block = fn_block(fn, id);
        if (decides(fn, loop, id) && (steps_by(program, number, loop, block->a, 0) ||
                                      steps_by(program, number, loop, block->b, 0)))
            return true;
    }
    return false;
}

/* Whether the loop decides behind its body by what is in a local: `do ... while (again)`. */
static bool tries_again(const struct fn *fn, const struct loop *loop)
{
    bool behind = false;

    for (uint32_t id = bitset_next(&loop->blocks, 0); id < loop->blocks.size;
         id = bitset_next(&loop->blocks, id + 1)) {
        const struct ir_block *block = fn_block(fn, id);
        if (!decides(fn, loop, id))
            continue;
        if (id == loop->head)
            return false;
        behind |=
            block->a.kind == IR_OPERAND_PLACE && root_of(fn, block->a)->kind == IR_PLACE_LOCAL;
    }
    return behind;
}

static bool has_way_out(const struct fn *fn, const struct loop *loop)
{
    for (uint32_t id = bitset_next(&loop->blocks, 0); id < loop->blocks.size;
         id = bitset_next(&loop->blocks, id + 1)) {
        const struct ir_block *block = fn_block(fn, id);
        if (block->end == IR_END_RETURN)
            return true;
        for (uint32_t edge = 0; edge < graph_n_successors(block); edge++)
            if (!bitset_has(&loop->blocks, graph_successor(fn, block, edge)))
                return true;
    }
    return false;
}

/* Whether the call reads standard input: a global of the system's, or descriptor 0. */
static bool reads_input(const struct program *program, const struct fn *fn,
                        const struct call_site *site)
{
    const struct ir_instr *call = &fn->unit->instrs[site->instr];

    if (!site->targets.count || !model_reads(program, site->targets.items[0]))
        return false;
    if (model_reads_input(program, site->targets.items[0]))
        return true;
    for (uint32_t i = 0; i < call->arguments.count; i++) {
        struct ir_operand argument = fn->unit->operands[call->arguments.first + i];
        int64_t number;
        if (i == 0 && argument.kind == IR_OPERAND_INTEGER && fn_number(fn, argument, &number) &&
            number == 0)
            return true;
        if (argument.kind != IR_OPERAND_PLACE)
            continue;
        const struct ir_place *root = root_of(fn, argument);
        if (root->kind == IR_PLACE_GLOBAL &&
            program->entities[program->entity_of[fn->input][root->argument]].flags &
                IR_SYMBOL_SYSTEM)
            return true;
    }
    return false;
}

/* Whether the call waits for nothing but time: `poll(NULL, 0, 100)`. */
static bool only_sleeps(const struct fn *fn, const struct call_site *site)
{
    const struct ir_instr *call = &fn->unit->instrs[site->instr];
    int64_t number;

    for (uint32_t i = 0; i + 1 < call->arguments.count; i++)
        if (!fn_number(fn, fn->unit->operands[call->arguments.first + i], &number) || number)
            return false;
    return call->arguments.count > 1;
}

/* Whether the call, made by name, is of a function of the set. */
static bool calls_one_of(const struct program *program, const struct bitset *fns,
                         const struct fn *fn, const struct call_site *site)
{
    return site->entity && site->targets.count && bitset_has(fns, site->targets.items[0]) &&
           !(program->fns[site->targets.items[0]].is_model && only_sleeps(fn, site));
}

/* What a loop waits in is near: that many calls, by name. Further down everything waits for something. */
enum { WAIT_DEPTH = 2 };

void steady_find_near(const struct program *program, struct steady *steady)
{
    struct arena *scratch = arena_new();

    for (uint32_t fn = 1; fn < program->n_fns; fn++)
        if (program->fns[fn].is_model && contexts_waits_for_event(program, fn) &&
            !model_reaps(program, fn))
            bitset_add(&steady->near, fn);
    for (uint32_t depth = 0; depth < WAIT_DEPTH; depth++) {
        struct bitset last = bitset_new(scratch, program->n_fns);
        bitset_add_all(&last, &steady->near);
        for (uint32_t number = 1; number < program->n_fns; number++) {
            const struct fn *fn = &program->fns[number];
            for (uint32_t c = 0; !fn->is_model && c < fn->n_calls; c++)
                if (calls_one_of(program, &last, fn, &fn->calls[c]))
                    bitset_add(&steady->near, number);
        }
    }
    arena_free(scratch);
}

/* The blocks of the loop behind which it has waited: for an event, or for its turn in a loop of its own (`while
 * (!ready) wait();`). */
static struct bitset waiting_blocks(const struct program *program, const struct steady *steady,
                                    const struct fn *fn, const struct loop *loop,
                                    struct arena *scratch, bool *ret_input)
{
    struct bitset blocks = bitset_new(scratch, fn->ir->blocks.count);

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct call_site *site = &fn->calls[c];
        bool is_event = calls_one_of(program, &steady->near, fn, site);
        if (!bitset_has(&loop->blocks, site->block) ||
            !(is_event || reads_input(program, fn, site)))
            continue;
        *ret_input &= !is_event;
        bitset_add(&blocks, site->block);
        for (uint32_t inner = fn->loop_of[site->block];
             inner && &fn->loops[inner - 1] != loop && !fn->loops[inner - 1].counted;
             inner = fn->loops[inner - 1].parent)
            bitset_add(&blocks, fn->loops[inner - 1].head);
    }
    return blocks;
}

/* Whether each round of the loop waits. */
static bool waits_each_round(const struct program *program, const struct steady *steady,
                             const struct fn *fn, const struct loop *loop, bool *ret_input)
{
    struct arena *scratch = arena_new();
    struct bitset seen = waiting_blocks(program, steady, fn, loop, scratch, ret_input);
    VECTOR(uint32_t) todo = {0};
    bool round = false;

    if (bitset_add(&seen, loop->head))
        vector_push(&todo, loop->head);
    while (todo.count && !round) {
        const struct ir_block *block = fn_block(fn, vector_pop(&todo));
        for (uint32_t edge = 0; edge < graph_n_successors(block); edge++) {
            uint32_t next = graph_successor(fn, block, edge);
            round |= next == loop->head;
            if (bitset_has(&loop->blocks, next) && bitset_add(&seen, next))
                vector_push(&todo, next);
        }
    }
    vector_deinit(&todo);
    arena_free(scratch);
    return !round;
}

/* Whether the loop goes on until a handler of a unix signal sets a flag. A pointer is none: a handler that frees a list goes
 * through it. */
static bool ends_by_signal(const struct program *program, uint32_t number, const struct loop *loop)
{
    const struct fn *fn = &program->fns[number];
    const struct ir_block *head = fn_block(fn, loop->head);

    if (head->end != IR_END_BRANCH || !decides(fn, loop, loop->head) ||
        head->a.kind != IR_OPERAND_PLACE)
        return false;
    const struct ir_place *flag = fn_place(fn, head->a.index);
    if (flag->kind != IR_PLACE_GLOBAL ||
        stores_type_of_place(fn, (struct ir_place_id){head->a.index})->kind == IR_TYPE_POINTER)
        return false;
    struct store_span span =
        stores_to(ways_stores(program->stop_facts->ways),
                  element_of_place(program, number, (struct ir_place_id){head->a.index}));
    for (uint32_t i = span.first; i < span.end; i++)
        if (contexts_in_handler(program, ways_stores(program->stop_facts->ways)->items[i].fn))
            return true;
    return false;
}

/* SOURCE_NONE: the loop is not one that goes on for ever. */
static enum event_source source_of(const struct program *program, const struct steady *steady,
                                   uint32_t number, const struct loop *loop)
{
    const struct fn *fn = &program->fns[number];
    bool input = true;

    if (loop->counted || loop->irreducible)
        return SOURCE_NONE;
    if (loop->forever && !has_way_out(fn, loop))
        return SOURCE_ENDLESS_LOOP;
    if (!loop->forever && (goes_through(program, number, loop) || tries_again(fn, loop)))
        return SOURCE_NONE;
    if (waits_each_round(program, steady, fn, loop, &input))
        return input ? SOURCE_READ_LOOP : SOURCE_EVENT_LOOP;
    bool ticks = contexts_loop_source(program, number, loop, loop->head) == SOURCE_TICK_LOOP;
    return ticks || ends_by_signal(program, number, loop) ? SOURCE_ENDLESS_LOOP : SOURCE_NONE;
}

const struct steady_blocks *steady_blocks_of(const struct program *program,
                                             const struct steady *steady, uint32_t number)
{
    const struct fn *fn = &program->fns[number];
    struct steady_blocks *blocks = &steady->blocks[number];

    if (blocks->known)
        return blocks;
    blocks->known = true;
    blocks->once = bitset_new(steady->run, fn->ir->blocks.count);
    blocks->loops = bitset_new(steady->run, fn->ir->blocks.count);
    blocks->sure = bitset_new(steady->run, fn->ir->blocks.count);
    once_add_guarded(program, number, &blocks->once);
    for (uint32_t id = 1; model_control_forks(program, number) && id < fn->ir->blocks.count; id++)
        if (contexts_in_child(program, number, id))
            bitset_add(&blocks->once, id);
    for (uint32_t i = 0; fn->loop_of && i < fn->n_loops; i++) {
        enum event_source source = source_of(program, steady, number, &fn->loops[i]);
        if (source != SOURCE_NONE)
            bitset_add_all(&blocks->loops, &fn->loops[i].blocks);
        if (source >= SOURCE_ENDLESS_LOOP)
            bitset_add_all(&blocks->sure, &fn->loops[i].blocks);
    }
    return blocks;
}

bool steady_loops(const struct program *program, const struct steady *steady, uint32_t fn,
                  uint32_t block)
{
    return program->fns[fn].n_loops &&
           bitset_has(&steady_blocks_of(program, steady, fn)->loops, block);
}
