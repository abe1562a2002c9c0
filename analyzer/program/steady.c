#include "program/steady.h"

#include "program/model_control.h"

struct walk {
    const struct program *program;
    struct steady *steady;
    VECTOR(uint32_t) todo;
};

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

/* What serves in one program does not make another one serve; what no main draws in, such as a plug-in, any program may
 * have. */
static bool may_share(const struct program *program, uint32_t origin, uint32_t fn)
{
    uint32_t input = program->fns[fn].input;

    return bitset_has(&program->programs_of[input], 0) ||
           members_share(program, program->fns[origin].input, input);
}

static void reach(struct walk *walk, uint32_t fn, struct steady_way way)
{
    const struct program *program = walk->program;

    if (program->fns[fn].is_model || !may_share(program, way.origin, fn) ||
        !bitset_add(&walk->steady->fns, fn))
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
        for (uint32_t k = 0; complete && k < bodies.count; k++)
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
        for (uint32_t k = 0; complete && k < bodies.count; k++)
            reach(walk, bodies.items[k], way);
    }
}

/* A call through a pointer that may reach more functions than that says little of each of them: they are reached,
 * but not for sure. */
enum { TARGETS_SURE = 16 };

static void reach_targets(struct walk *walk, uint32_t number, const struct call_site *site,
                          bool in_loop, bool is_sure)
{
    uint32_t origin = in_loop ? number : walk->steady->way[number].origin;
    struct steady_way way = {number, site->block, site->instr, origin, in_loop, is_sure};

    if (bitset_has(&steady_blocks_of(walk->program, walk->steady, number)->once, site->block))
        return;
    if (is_sure && !site->entity && site->targets.count > TARGETS_SURE)
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
        reach(walk, number, (struct steady_way){.origin = number, .is_sure = true});
    for (uint32_t c = 0; fn->n_loops && c < fn->n_calls; c++) {
        const struct steady_blocks *blocks = steady_blocks_of(program, walk->steady, number);
        if (bitset_has(is_sure ? &blocks->sure : &blocks->loops, fn->calls[c].block))
            reach_targets(walk, number, &fn->calls[c], true, is_sure);
    }
}

/* In breadth: the way to each function that is noted is the shortest one. */
static void spread(struct walk *walk, bool is_sure)
{
    const struct program *program = walk->program;

    for (uint32_t number = 1; number < program->n_fns; number++) {
        seed(walk, number, is_sure);
        if (!is_sure && bitset_has(&walk->steady->fns, number))
            vector_push(&walk->todo, number);
    }
    for (uint32_t i = 0; i < walk->todo.count; i++) {
        uint32_t number = walk->todo.items[i];
        for (uint32_t c = 0; c < program->fns[number].n_calls; c++)
            reach_targets(walk, number, &program->fns[number].calls[c], false, is_sure);
    }
    vector_clear(&walk->todo);
}

struct steady *steady_find(const struct program *program, struct arena *run)
{
    struct steady *steady = ARENA_NEW(run, struct steady);
    struct walk walk = {.program = program, .steady = steady};

    steady->run = run;
    steady->blocks = ARENA_ARRAY(run, struct steady_blocks, program->n_fns);
    steady->near = bitset_new(run, program->n_fns);
    steady_find_near(program, steady);
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

    return runs && !bitset_has(&steady_blocks_of(program, steady, fn)->once, block);
}

uint32_t steady_calls(const struct program *program, const struct steady *steady, uint32_t fn,
                      uint32_t block)
{
    bool is_loop = steady_loops(program, steady, fn, block);
    uint32_t count = 0;

    for (; !is_loop && steady->way[fn].from; count++) {
        is_loop = steady->way[fn].in_loop;
        fn = steady->way[fn].from;
    }
    return count;
}

/* ---- in words ---- */

/* Longer chains are cut at their start: the near end tells more. */
enum { CHAIN_MOST = 8 };

/* So long a way from an event to what it leads to is one of many, and rarely taken. */
enum { WAY_SURE = 12 };

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
    case ROOT_SIGNAL_EVENT:
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
    bool is_sure = is_loop ? bitset_has(&steady_blocks_of(program, steady, fn)->sure, block)
                           : steady->way[fn].is_sure;

    uint32_t length = 0;
    while (!is_loop && steady->way[fn].from) {
        is_sure &= ++length <= WAY_SURE;
        struct steady_way way = steady->way[fn];
        if (count < CHAIN_MOST)
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
