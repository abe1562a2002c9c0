#include "program/event_loops.h"

#include <string.h>

#include "base/memory.h"
#include "program/model_control.h"

/* ---- what waits, however far below ---- */

/* Functions that wait, and those that call them. */
static void find_waits(const struct program *program,
                       bool (*waits)(const struct program *program, uint32_t model),
                       struct bitset *found)
{
    VECTOR(uint32_t) todo = {0};

    for (uint32_t i = 1; i < program->n_fns; i++)
        if (program->fns[i].is_model && waits(program, i) && bitset_add(found, i))
            vector_push(&todo, i);
    while (todo.count) {
        const struct fn_list *callers = &program->fns[vector_pop(&todo)].callers;
        for (uint32_t i = 0; i < callers->count; i++)
            if (bitset_add(found, callers->items[i]))
                vector_push(&todo, callers->items[i]);
    }
    vector_deinit(&todo);
}

/* ---- what waits for one thing ---- */

/* Wrappers around wrappers of what waits for it. Further up it is one event of many. */
enum { WAIT_WRAPPERS = 2 };

static bool calls_one_of(const struct fn *fn, const struct bitset *set)
{
    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct call_site *call = &fn->calls[c];
        if (call->entity && call->targets.count && !fn->loop_of[call->block] &&
            bitset_has(set, call->targets.items[0]))
            return true;
    }
    return false;
}

static void find_wrappers(const struct program *program,
                          bool (*waits)(const struct program *program, uint32_t model),
                          struct bitset *found)
{
    struct arena *scratch = arena_new();

    for (uint32_t i = 1; i < program->n_fns; i++)
        if (program->fns[i].is_model && waits(program, i))
            bitset_add(found, i);
    for (uint32_t level = 0; level < WAIT_WRAPPERS; level++) {
        struct bitset last = bitset_new(scratch, program->n_fns);
        bitset_add_all(&last, found);
        for (uint32_t i = 1; i < program->n_fns; i++)
            if (!program->fns[i].is_model && calls_one_of(&program->fns[i], &last))
                bitset_add(found, i);
    }
    arena_free(scratch);
}

/* Takes the source for the blocks of the loop to which each way from its head comes through the block. */
static void take_behind(const struct fn *fn, const struct loop *loop, uint32_t through,
                        enum event_source source, uint8_t *sources)
{
    struct arena *scratch = arena_new();
    struct bitset seen = bitset_new(scratch, fn->ir->blocks.count);
    VECTOR(uint32_t) todo = {0};

    if (loop->head != through)
        vector_push(&todo, loop->head);
    while (todo.count) {
        uint32_t id = vector_pop(&todo);
        const struct ir_block *at = fn_block(fn, id);
        if (id == through || !bitset_has(&loop->blocks, id) || !bitset_add(&seen, id))
            continue;
        for (uint32_t i = 0; i < graph_n_successors(at); i++)
            vector_push(&todo, graph_successor(fn, at, i));
    }
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++)
        if (!bitset_has(&seen, id))
            sources[id] = (uint8_t)source;
    vector_deinit(&todo);
    arena_free(scratch);
}

/* Takes the source for the blocks before which a round of the loop calls one of those that wait. */
static void take_waits(const struct bitset *waits, const struct fn *fn, const struct loop *loop,
                       enum event_source source, uint8_t *sources)
{
    for (uint32_t i = 0; i < fn->n_calls; i++) {
        const struct call_site *call = &fn->calls[i];
        if (call->targets.count && bitset_has(waits, call->targets.items[0]) &&
            bitset_has(&loop->blocks, call->block))
            take_behind(fn, loop, call->block, source, sources);
    }
}

/* ---- loops ---- */

bool event_loop_waits(const struct bitset *waits, const struct fn *fn, const struct loop *loop)
{
    for (uint32_t i = 0; i < fn->n_calls; i++) {
        if (!bitset_has(&loop->blocks, fn->calls[i].block))
            continue;
        for (uint32_t k = 0; k < fn->calls[i].targets.count; k++)
            if (bitset_has(waits, fn->calls[i].targets.items[k]))
                return true;
    }
    return false;
}

/* What the call waits for: any of the bodies of a function, all of those behind a pointer. */
static uint8_t kinds_of_call(const struct event_loops *all, const struct call_site *call)
{
    uint8_t some = 0, every = UINT8_MAX;

    for (uint32_t i = 0; i < call->targets.count; i++) {
        uint8_t kinds = all->kinds[call->targets.items[i]];
        some |= kinds;
        every = kinds & ~WAITS_AS_SERVER ? every : 0;
    }
    return call->entity || every ? some : 0;
}

/* Whether the call lies in a loop inside of this one (index; n_loops = in any) that serves. */
static bool is_served(const struct fn *fn, const struct loop_facts *facts, uint32_t loop,
                      uint32_t block)
{
    for (uint32_t inner = fn->loop_of[block]; inner && inner - 1 != loop;
         inner = fn->loops[inner - 1].parent)
        if (facts[inner - 1].serves)
            return true;
    return false;
}

/* Functions that call that one, some calls below; at most so many are looked at. */
enum { CALLERS_MOST = 256 };

static struct bitset functions_above(const struct program *program, uint32_t number,
                                     struct arena *scratch)
{
    struct bitset above = bitset_new(scratch, program->n_fns);
    VECTOR(uint32_t) todo = {0};

    vector_push(&todo, number);
    for (uint32_t i = 0; i < todo.count && todo.count < CALLERS_MOST; i++) {
        const struct fn_list *callers = &program->fns[todo.items[i]].callers;
        for (uint32_t k = 0; k < callers->count; k++)
            if (bitset_add(&above, callers->items[k]))
                vector_push(&todo, callers->items[k]);
    }
    vector_deinit(&todo);
    return above;
}

/* Whether the loop only walks down a tree, or parses: what waits in it comes back to its function. */
static bool recurs(const struct event_loops *all, uint32_t number, const struct loop *loop,
                   struct arena *scratch)
{
    const struct fn *fn = &all->program->fns[number];
    struct bitset above = functions_above(all->program, number, scratch);

    for (uint32_t i = 0; i < fn->n_calls; i++) {
        const struct call_site *call = &fn->calls[i];
        for (uint32_t k = 0; k < call->targets.count; k++) {
            uint32_t target = call->targets.items[k];
            if (bitset_has(&loop->blocks, call->block) && all->kinds[target] &&
                !all->program->fns[target].is_model && !bitset_has(&above, target))
                return false;
        }
    }
    return true;
}

/* What the rounds of the loop wait for: itself, or each of them in a function that it calls. Those of a loop
 * around one that lasts as long as the process are starts of the service. */
static uint8_t kinds_of_loop(const struct event_loops *all, uint32_t function,
                             const struct loop_facts *facts, uint32_t number)
{
    const struct fn *fn = &all->program->fns[function];
    struct arena *scratch = arena_new();
    struct bitset waiting = bitset_new(scratch, fn->ir->blocks.count);
    const struct loop *loop = &fn->loops[number];
    uint8_t direct = 0, below = 0;

    for (uint32_t i = 0; i < fn->n_calls; i++) {
        const struct call_site *call = &fn->calls[i];
        if (!bitset_has(&loop->blocks, call->block) || is_served(fn, facts, number, call->block))
            continue;
        uint8_t kinds = kinds_of_call(all, call);
        if (!kinds)
            continue;
        if (all->program->fns[call->targets.items[0]].is_model)
            direct |= kinds;
        else
            below |= kinds;
        if (kinds & (WAITS_FOR_EVENTS | WAITS_FOR_MESSAGES))
            bitset_add(&waiting, call->block);
    }
    uint8_t kinds = direct | (below & WAITS_FOR_FILE);
    if (below & ~WAITS_FOR_FILE && !(below & WAITS_AS_SERVER) && loop_passes(fn, loop, &waiting) &&
        !recurs(all, function, loop, scratch))
        kinds |= below;
    arena_free(scratch);
    return kinds & (uint8_t)~WAITS_AS_SERVER;
}

bool event_loop_ends(const struct fn *fn, const struct loop *loop)
{
    for (uint32_t id = bitset_next(&loop->blocks, 0); id < loop->blocks.size;
         id = bitset_next(&loop->blocks, id + 1)) {
        const struct ir_block *block = fn_block(fn, id);
        if (block->end == IR_END_RETURN)
            return true;
        for (uint32_t i = 0; i < graph_n_successors(block); i++)
            if (!bitset_has(&loop->blocks, graph_successor(fn, block, i)))
                return true;
    }
    return false;
}

static enum event_source source_of_loop(const struct event_loops *all, uint32_t number,
                                        const struct loop *loop, uint8_t kinds)
{
    const struct fn *fn = &all->program->fns[number];

    if (kinds & WAITS_FOR_EVENTS)
        return SOURCE_EVENT_LOOP;
    if (kinds & WAITS_FOR_MESSAGES)
        return SOURCE_MESSAGE_LOOP;
    if (kinds & WAITS_FOR_FILE)
        return SOURCE_READ_LOOP;
    if (loop_ticks(all, number, loop))
        return SOURCE_TICK_LOOP;
    if (loop->forever)
        return event_loop_ends(fn, loop) ? SOURCE_OPEN_LOOP : SOURCE_ENDLESS_LOOP;
    bool waits =
        event_loop_waits(&all->waits, fn, loop) || event_loop_waits(&all->awaits, fn, loop);
    return waits ? SOURCE_OPEN_LOOP : SOURCE_NONE;
}

/* ---- loops that last as long as the process ---- */

struct ir_operand event_loop_read_from(const struct fn *fn, const struct ir_block *block,
                                       struct ir_operand operand)
{
    for (uint32_t i = block->instrs.count; operand.kind == IR_OPERAND_PLACE && i-- > 0;) {
        const struct ir_instr *instr = &fn->unit->instrs[block->instrs.first + i];
        if (instr->dst.index == operand.index)
            operand = instr->op == IR_COPY ? instr->a : (struct ir_operand){0};
    }
    return operand;
}

/* Whether the operand is a global, or was just read from one. */
static bool is_global(const struct fn *fn, const struct ir_block *block, struct ir_operand operand)
{
    operand = event_loop_read_from(fn, block, operand);
    if (operand.kind != IR_OPERAND_PLACE)
        return false;
    const struct ir_place *place = fn_place(fn, operand.index);
    while (place->kind == IR_PLACE_FIELD)
        place = fn_place(fn, place->parent.index);
    return place->kind == IR_PLACE_GLOBAL;
}

/* Whether nothing but a global ends the loop. */
static bool ends_by_globals(const struct fn *fn, const struct loop *loop)
{
    for (uint32_t id = bitset_next(&loop->blocks, 0); id < loop->blocks.size;
         id = bitset_next(&loop->blocks, id + 1)) {
        const struct ir_block *block = fn_block(fn, id);
        bool stays = block->end != IR_END_RETURN;
        for (uint32_t i = 0; i < graph_n_successors(block); i++) {
            uint32_t next = graph_successor(fn, block, i);
            stays &=
                bitset_has(&loop->blocks, next) || fn_block(fn, next)->end == IR_END_UNREACHABLE;
        }
        if (!stays && !(block->end == IR_END_BRANCH && is_global(fn, block, block->a)))
            return false;
    }
    return true;
}

/* Whether it does more than to wait. */
static bool works(const struct event_loops *all, const struct fn *fn, const struct loop *loop)
{
    for (uint32_t i = 0; i < fn->n_calls; i++) {
        const struct call_site *call = &fn->calls[i];
        bool is_own = !call->targets.count || !all->program->fns[call->targets.items[0]].is_model;
        if (bitset_has(&loop->blocks, call->block) && is_own &&
            (!call->entity || call->targets.count))
            return true;
    }
    return false;
}

/* ---- the facts of a function's loops ---- */

/* A function with more loops was made by a program: nothing is said of its rounds. Each loop is compared with
 * all calls. */
enum { LOOPS_MOST = 256 };

static void fill_facts(const struct event_loops *all, uint32_t number, struct loop_facts *facts)
{
    const struct fn *fn = &all->program->fns[number];

    if (fn->n_loops > LOOPS_MOST)
        return;
    for (uint32_t i = fn->n_loops; i-- > 0;) { /* inner loops first */
        const struct loop *loop = &fn->loops[i];
        uint8_t kinds = kinds_of_loop(all, number, facts, i);
        bool walks = loop_walks(all->program, number, loop, all->kinds);
        enum event_source source = walks ? SOURCE_NONE : source_of_loop(all, number, loop, kinds);
        bool waits = source == SOURCE_EVENT_LOOP || source == SOURCE_MESSAGE_LOOP;
        facts[i] = (struct loop_facts){
            .source = source,
            .walks = walks,
            .serves = waits && works(all, fn, loop) && ends_by_globals(fn, loop),
        };
    }
}

/* What a round is that comes to a block, per block: what it waited for last, and most certainly. */
static uint8_t *sources_of_blocks(const struct event_loops *all, const struct fn *fn,
                                  const struct loop *loop, enum event_source source)
{
    uint8_t *sources = ARENA_ARRAY(all->program->run, uint8_t, fn->ir->blocks.count);

    memset(sources, (int)source, fn->ir->blocks.count);
    take_waits(&all->messages, fn, loop, SOURCE_MESSAGE, sources);
    take_waits(&all->requests, fn, loop, SOURCE_REQUEST, sources);
    take_waits(&all->accepts, fn, loop, SOURCE_ACCEPT_LOOP, sources);
    return sources;
}

static struct loop_facts *facts_of(const struct event_loops *all, uint32_t number, uint32_t loop)
{
    if (!all->facts[number]) {
        all->facts[number] =
            ARENA_ARRAY(all->program->run, struct loop_facts, all->program->fns[number].n_loops);
        fill_facts(all, number, all->facts[number]);
    }
    return &all->facts[number][loop];
}

bool event_loop_walks(const struct event_loops *all, uint32_t number, uint32_t loop)
{
    return facts_of(all, number, loop)->walks;
}

enum event_source event_loop_source(const struct event_loops *all, uint32_t number, uint32_t loop,
                                    uint32_t block)
{
    const struct fn *fn = &all->program->fns[number];
    struct loop_facts *facts = facts_of(all, number, loop);

    if (facts->source != SOURCE_EVENT_LOOP && facts->source != SOURCE_MESSAGE_LOOP)
        return facts->source;
    if (!facts->sources)
        facts->sources = sources_of_blocks(all, fn, &fn->loops[loop], facts->source);
    return (enum event_source)facts->sources[block];
}

/* ---- what functions wait for ---- */

static uint8_t kinds_of_model(const struct program *program, uint32_t model)
{
    if (model_reads(program, model))
        return WAITS_FOR_FILE;
    if (model_waits(program, model))
        return WAITS_FOR_EVENTS;
    return model_awaits(program, model) ? WAITS_FOR_MESSAGES : 0;
}

/* What the function waits for, outside of loops that last as long as the process. */
static uint8_t kinds_of_function(const struct event_loops *all, uint32_t number)
{
    const struct fn *fn = &all->program->fns[number];
    struct arena *scratch = arena_new();
    struct loop_facts *facts = ARENA_ARRAY(scratch, struct loop_facts, fn->n_loops);
    uint8_t kinds = 0;

    fill_facts(all, number, facts);
    for (uint32_t i = 0; i < fn->n_loops; i++)
        kinds |= facts[i].serves ? WAITS_AS_SERVER : 0;
    for (uint32_t i = 0; i < fn->n_calls; i++)
        if (!is_served(fn, facts, UINT32_MAX, fn->calls[i].block))
            kinds |= kinds_of_call(all, &fn->calls[i]);
    arena_free(scratch);
    return kinds;
}

/* What waits further below than this is done on some occasion, and not why the loop goes round. Event
 * libraries of programs' own keep their call of poll() three functions deep. */
enum { WAIT_DEPTH = 4 };

static void find_kinds(const struct event_loops *all)
{
    const struct program *program = all->program;
    VECTOR(uint32_t) changed = {0}, next = {0};

    for (uint32_t i = 1; i < program->n_fns; i++)
        if (program->fns[i].is_model && (all->kinds[i] = kinds_of_model(program, i)))
            vector_push(&changed, i);
    for (uint32_t level = 0; level < WAIT_DEPTH; level++) {
        struct arena *scratch = arena_new();
        struct bitset asked = bitset_new(scratch, program->n_fns);
        uint8_t *found = ARENA_ARRAY(scratch, uint8_t, program->n_fns);
        vector_clear(&next);
        for (uint32_t i = 0; i < changed.count; i++) {
            const struct fn_list *callers = &program->fns[changed.items[i]].callers;
            for (uint32_t k = 0; k < callers->count; k++)
                if (!program->fns[callers->items[k]].is_model &&
                    bitset_add(&asked, callers->items[k]))
                    vector_push(&next, callers->items[k]);
        }
        for (uint32_t i = 0; i < next.count; i++)
            found[next.items[i]] = kinds_of_function(all, next.items[i]);
        vector_clear(&changed);
        for (uint32_t i = 0; i < next.count; i++)
            if (found[next.items[i]] & ~all->kinds[next.items[i]]) {
                all->kinds[next.items[i]] |= found[next.items[i]];
                vector_push(&changed, next.items[i]);
            }
        arena_free(scratch);
    }
    vector_deinit(&changed);
    vector_deinit(&next);
}

struct event_loops event_loops_find(const struct program *program)
{
    struct event_loops all = {
        .program = program,
        .waits = bitset_new(program->run, program->n_fns),
        .awaits = bitset_new(program->run, program->n_fns),
        .accepts = bitset_new(program->run, program->n_fns),
        .requests = bitset_new(program->run, program->n_fns),
        .messages = bitset_new(program->run, program->n_fns),
        .sleeps = bitset_new(program->run, program->n_fns),
        .kinds = ARENA_ARRAY(program->run, uint8_t, program->n_fns),
        .facts = ARENA_ARRAY(program->run, struct loop_facts *, program->n_fns),
    };

    find_waits(program, model_waits, &all.waits);
    find_waits(program, model_awaits, &all.awaits);
    find_wrappers(program, model_accepts, &all.accepts);
    find_wrappers(program, model_waits_for_request, &all.requests);
    find_wrappers(program, model_waits_for_message, &all.messages);
    find_wrappers(program, model_sleeps, &all.sleeps);
    find_kinds(&all);
    return all;
}
