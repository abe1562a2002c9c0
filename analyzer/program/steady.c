#include "program/steady.h"

#include "program/elements.h"
#include "program/model_control.h"
#include "program/stop_region.h"
#include "program/stores.h"
#include "program/ways.h"

struct walk {
    const struct program *program;
    struct steady *steady;
    VECTOR(uint32_t) todo;
};

/* ---- loops ---- */

/* Whether the loop writes the local other than by what a call returns: it is what the loop goes by. */
static bool is_stepped(const struct fn *fn, const struct loop *loop, uint32_t local)
{
    for (uint32_t id = bitset_next(&loop->blocks, 0); id < loop->blocks.size;
         id = bitset_next(&loop->blocks, id + 1)) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = 0; i < instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[instrs.first + i];
            const struct ir_place *to = fn_place(fn, instr->dst.index);
            if (instr->dst.index && instr->op != IR_CALL && to->kind == IR_PLACE_LOCAL &&
                to->argument == local)
                return true;
        }
    }
    return false;
}

static const struct ir_place *root_of(const struct fn *fn, struct ir_operand operand)
{
    const struct ir_place *place = fn_place(fn, operand.index);

    while (place->parent.index)
        place = fn_place(fn, place->parent.index);
    return place;
}

static bool steps_by(const struct fn *fn, const struct loop *loop, struct ir_operand operand)
{
    if (operand.kind != IR_OPERAND_PLACE)
        return false;
    const struct ir_place *place = root_of(fn, operand);
    return place->kind == IR_PLACE_LOCAL && is_stepped(fn, loop, place->argument);
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
static bool goes_through(const struct fn *fn, const struct loop *loop)
{
    for (uint32_t id = bitset_next(&loop->blocks, 0); id < loop->blocks.size;
         id = bitset_next(&loop->blocks, id + 1)) {
        const struct ir_block *block = fn_block(fn, id);
        if (decides(fn, loop, id) && (steps_by(fn, loop, block->a) || steps_by(fn, loop, block->b)))
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

static void find_near(const struct program *program, struct steady *steady)
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

/* Whether the loop goes on until a handler of a unix signal sets a flag. */
static bool ends_by_signal(const struct program *program, uint32_t number, const struct loop *loop)
{
    const struct fn *fn = &program->fns[number];
    const struct ir_block *head = fn_block(fn, loop->head);

    if (head->end != IR_END_BRANCH || !decides(fn, loop, loop->head) ||
        head->a.kind != IR_OPERAND_PLACE)
        return false;
    const struct ir_place *flag = fn_place(fn, head->a.index);
    if (flag->kind != IR_PLACE_GLOBAL)
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
    if (!loop->forever && (goes_through(fn, loop) || tries_again(fn, loop)))
        return SOURCE_NONE;
    if (waits_each_round(program, steady, fn, loop, &input))
        return input ? SOURCE_READ_LOOP : SOURCE_EVENT_LOOP;
    return ends_by_signal(program, number, loop) ? SOURCE_ENDLESS_LOOP : SOURCE_NONE;
}

static const struct steady_blocks *blocks_of(const struct program *program,
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
    return program->fns[fn].n_loops && bitset_has(&blocks_of(program, steady, fn)->loops, block);
}

/* ---- parameters that are called ---- */

/* A parameter that is handed on as one of another function, which may call it. */
struct handing {
    uint32_t outer, outer_parameter, inner, inner_parameter;
};

VECTOR_TYPE(handings, struct handing);

/* The parameter of its function that the operand is; 0 = none. Those behind the 63rd are not looked at. */
static uint32_t parameter_of(const struct fn *fn, struct ir_operand operand)
{
    uint32_t local = fn_local(fn, operand);

    return local <= fn->ir->n_parameters && local < 64 ? local : 0;
}

static void read_parameters(const struct program *program, struct steady *steady, uint32_t number,
                            struct handings *handings)
{
    const struct fn *fn = &program->fns[number];

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct call_site *site = &fn->calls[c];
        const struct ir_instr *call = &fn->unit->instrs[site->instr];
        steady->calls[number] |= (UINT64_C(1) << parameter_of(fn, call->a)) & ~UINT64_C(1);
        for (uint32_t i = 0; i < call->arguments.count; i++) {
            uint32_t outer = parameter_of(fn, fn->unit->operands[call->arguments.first + i]);
            for (uint32_t k = 0; outer && k < site->targets.count; k++)
                if (!program->fns[site->targets.items[k]].is_model)
                    vector_push(handings,
                                (struct handing){number, outer, site->targets.items[k], i + 1});
        }
    }
}

static void find_called_parameters(const struct program *program, struct steady *steady)
{
    struct handings handings = {0};

    for (uint32_t fn = 1; fn < program->n_fns; fn++)
        if (!program->fns[fn].is_model)
            read_parameters(program, steady, fn, &handings);
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 0; i < handings.count; i++) {
            struct handing handing = handings.items[i];
            uint64_t bit = UINT64_C(1) << handing.outer_parameter;
            if (handing.inner_parameter < 64 &&
                steady->calls[handing.inner] >> handing.inner_parameter & 1 &&
                !(steady->calls[handing.outer] & bit)) {
                steady->calls[handing.outer] |= bit;
                changed = true;
            }
        }
    }
    vector_deinit(&handings);
}

/* ---- functions ---- */

static void reach(struct walk *walk, uint32_t fn, struct steady_way way)
{
    if (walk->program->fns[fn].is_model || !bitset_add(&walk->steady->fns, fn))
        return;
    walk->steady->way[fn] = way;
    vector_push(&walk->todo, fn);
}

/* What the model calls or starts there goes on as often as the call. */
static void reach_callbacks(struct walk *walk, uint32_t number, const struct call_site *site,
                            uint32_t model, struct steady_way way)
{
    const struct program *program = walk->program;
    const struct fn *fn = &program->fns[number];
    const struct ir_instr *call = &fn->unit->instrs[site->instr];
    struct model_callbacks callbacks = model_callbacks(program, model);

    for (uint32_t i = 0; i < callbacks.count; i++) {
        struct model_callback callback = callbacks.items[i];
        bool complete, is_call = callback.kind == ROOT_CALL || callback.kind == ROOT_THREAD;
        if (!is_call || callback.field || callback.parameter > call->arguments.count)
            continue;
        struct fn_list bodies = targets_of_operand(
            program, number, fn->unit->operands[call->arguments.first + callback.parameter - 1],
            &complete);
        for (uint32_t k = 0; k < bodies.count; k++)
            reach(walk, bodies.items[k], way);
    }
}

/* What the function that is called calls of its arguments. */
static void reach_arguments(struct walk *walk, uint32_t number, const struct call_site *site,
                            uint32_t target, struct steady_way way)
{
    const struct program *program = walk->program;
    const struct fn *fn = &program->fns[number];
    const struct ir_instr *call = &fn->unit->instrs[site->instr];

    for (uint32_t i = 0; i < call->arguments.count && i < 63; i++) {
        struct ir_operand argument = fn->unit->operands[call->arguments.first + i];
        bool complete;
        if (!(walk->steady->calls[target] >> (i + 1) & 1) || parameter_of(fn, argument))
            continue;
        struct fn_list bodies = targets_of_operand(program, number, argument, &complete);
        for (uint32_t k = 0; k < bodies.count; k++)
            reach(walk, bodies.items[k], way);
    }
}

static void reach_targets(struct walk *walk, uint32_t number, const struct call_site *site,
                          bool in_loop, bool is_sure)
{
    struct steady_way way = {number, site->block, site->instr, in_loop, is_sure};

    if (bitset_has(&blocks_of(walk->program, walk->steady, number)->once, site->block))
        return;
    /* who handed the function in, calls it */
    if (parameter_of(&walk->program->fns[number],
                     walk->program->fns[number].unit->instrs[site->instr].a))
        return;
    for (uint32_t k = 0; k < site->targets.count; k++) {
        reach(walk, site->targets.items[k], way);
        if (walk->program->fns[site->targets.items[k]].is_model)
            reach_callbacks(walk, number, site, site->targets.items[k], way);
        else
            reach_arguments(walk, number, site, site->targets.items[k], way);
    }
}

/* A handler of a unix signal cannot do much, and what is taken for one may be another function. */
static bool is_handler(enum root_kind kind)
{
    return kind == ROOT_REQUEST || kind == ROOT_CONNECTION || kind == ROOT_MESSAGE ||
           kind == ROOT_EVENT || kind == ROOT_TIMER;
}

static void seed(struct walk *walk, uint32_t number, bool is_sure)
{
    const struct program *program = walk->program;
    const struct fn *fn = &program->fns[number];

    if (fn->is_model || !contexts_reached(program, number))
        return;
    if (is_sure && is_handler(contexts_origin(program, number).kind))
        reach(walk, number, (struct steady_way){.is_sure = true});
    for (uint32_t c = 0; fn->n_loops && c < fn->n_calls; c++) {
        const struct steady_blocks *blocks = blocks_of(program, walk->steady, number);
        if (bitset_has(is_sure ? &blocks->sure : &blocks->loops, fn->calls[c].block))
            reach_targets(walk, number, &fn->calls[c], true, is_sure);
    }
}

static void spread(struct walk *walk, bool is_sure)
{
    const struct program *program = walk->program;

    for (uint32_t number = 1; number < program->n_fns; number++)
        seed(walk, number, is_sure);
    while (walk->todo.count) {
        uint32_t number = vector_pop(&walk->todo);
        for (uint32_t c = 0; c < program->fns[number].n_calls; c++)
            reach_targets(walk, number, &program->fns[number].calls[c], false, is_sure);
    }
}

struct steady *steady_find(const struct program *program, struct arena *run)
{
    struct steady *steady = ARENA_NEW(run, struct steady);
    struct walk walk = {.program = program, .steady = steady};

    steady->run = run;
    steady->blocks = ARENA_ARRAY(run, struct steady_blocks, program->n_fns);
    steady->near = bitset_new(run, program->n_fns);
    find_near(program, steady);
    steady->calls = ARENA_ARRAY(run, uint64_t, program->n_fns);
    find_called_parameters(program, steady);
    steady->fns = bitset_new(run, program->n_fns);
    steady->way = ARENA_ARRAY(run, struct steady_way, program->n_fns);
    spread(&walk, true);
    spread(&walk, false);
    vector_deinit(&walk.todo);
    return steady;
}

bool steady_has(const struct program *program, const struct steady *steady, uint32_t fn,
                uint32_t block)
{
    bool runs = bitset_has(&steady->fns, fn) ||
                (contexts_reached(program, fn) && steady_loops(program, steady, fn, block));

    return runs && !bitset_has(&blocks_of(program, steady, fn)->once, block);
}

/* ---- in words ---- */

/* Longer chains are cut at their start: the near end tells more. */
enum { CHAIN_MOST = 8 };

static const char *words(const struct program *program, uint32_t fn, bool is_loop)
{
    const char *name = program->fns[fn].name;

    if (is_loop)
        return arena_printf(program->run, "per round of the loop in %s()", name);
    switch (contexts_origin(program, fn).kind) {
    case ROOT_REQUEST:
        return arena_printf(program->run, "per request in %s()", name);
    case ROOT_CONNECTION:
        return arena_printf(program->run, "per connection in %s()", name);
    case ROOT_MESSAGE:
        return arena_printf(program->run, "per message in %s()", name);
    case ROOT_TIMER:
        return arena_printf(program->run, "per timer in %s()", name);
    case ROOT_UNIX_SIGNAL:
        return arena_printf(program->run, "per signal in %s()", name);
    default:
        return arena_printf(program->run, "per event in %s()", name);
    }
}

static struct step step_of(const struct program *program, struct steady_way way, uint32_t fn)
{
    const struct fn *from = &program->fns[way.from];

    return (struct step){
        graph_place(program, from, from->unit->instrs[way.from_instr].at),
        arena_printf(program->run, "%s() calls %s()", from->name, program->fns[fn].name)};
}

struct multiplicity steady_multiplicity(const struct program *program, const struct steady *steady,
                                        uint32_t fn, uint32_t block)
{
    struct step near[CHAIN_MOST];
    uint32_t count = 0;
    bool is_loop = steady_loops(program, steady, fn, block);
    bool is_sure = is_loop ? bitset_has(&blocks_of(program, steady, fn)->sure, block)
                           : steady->way[fn].is_sure;

    while (!is_loop && steady->way[fn].from && count < CHAIN_MOST) {
        struct steady_way way = steady->way[fn];
        near[CHAIN_MOST - ++count] = step_of(program, way, fn);
        is_loop = way.in_loop;
        fn = way.from;
        block = way.from_block;
    }
    struct steps before = contexts_multiplicity(program, fn, block).chain;
    size_t kept = before.count < CHAIN_MOST - count ? before.count : CHAIN_MOST - count;
    struct step *steps = ARENA_ARRAY(program->run, struct step, kept + count + 1);
    for (size_t i = 0; i < kept; i++)
        steps[i] = before.items[before.count - kept + i];
    for (uint32_t i = 0; i < count; i++)
        steps[kept + i] = near[CHAIN_MOST - count + i];
    return (struct multiplicity){.often = OFTEN_PER_EVENT,
                                 .source = is_sure ? SOURCE_EVENT_LOOP : SOURCE_READ_LOOP,
                                 .words = words(program, fn, is_loop),
                                 .chain = {steps, kept + count}};
}
