/* From where, and how often, control reaches a function.
 *
 * Roots are main and constructors (once), thread bodies and handlers (as often as what starts or
 * calls them), and functions that somebody outside calls (per event). Multiplicity flows along calls,
 * raised by the loops around them; it only rises, so the walk ends after at most four visits each: once,
 * bounded, per event by what is weak (see enum event_source), per event for sure.
 *
 * Requires targets, returns, members. Yields program.contexts. */
#include "program/graph.h"

#include <string.h>

#include "program/annotations.h"
#include "program/event_loops.h"
#include "program/handlers.h"
#include "program/model_control.h"

/* How a function is reached at its most frequent. */
struct context {
    bool reached;
    bool idle; /* only from functions of a program that nobody in it calls */
    enum often often;
    uint64_t count;      /* OFTEN_BOUNDED: product of the known counts, 0 = not known */
    enum root_kind kind; /* ROOT_CALL: by an ordinary call or one from inside an API */
    uint32_t from; /* the function that calls, starts or registers it; 0 = a root of its own */
    uint32_t from_block;
    uint32_t from_instr;
    uint32_t origin;          /* the function whose root or loop makes it per event */
    enum event_source source; /* what that is: SOURCE_NONE unless it is per event */
};

/* Control comes to `body` from that place. */
struct edge {
    uint32_t body, from, block, instr;
    enum root_kind kind;
    bool
        is_guess; /* through a pointer that may be so many functions that it says little of which */
};

VECTOR_TYPE(context_edges, struct edge);

struct contexts {
    struct context *of; /* per fn */
    struct event_loops loops;
};

/* Longer chains are cut at their start: the near end tells more. */
enum { CHAIN_MOST = 8 };

struct walk {
    const struct program *program;
    struct contexts *contexts;
    struct context_edges *edges; /* per fn: where control goes on to */
    struct bitset registered;    /* functions that something starts or registers */
    uint64_t unresolved; /* bit per number of arguments: calls whose targets are not known */
    VECTOR(uint32_t) todo;
};

static bool is_steady(const struct context *context)
{
    return context->often == OFTEN_PER_EVENT && context->source >= SOURCE_ENDLESS_LOOP;
}

/* Raises a multiplicity by the loops around a block. */
static void raise(const struct walk *walk, uint32_t number, uint32_t block, struct context *context)
{
    const struct fn *fn = &walk->program->fns[number];

    for (uint32_t loop = fn->loop_of[block]; loop; loop = fn->loops[loop - 1].parent) {
        const struct loop *self = &fn->loops[loop - 1];
        if (is_steady(context))
            return;
        enum event_source source =
            self->counted ? SOURCE_NONE
                          : event_loop_source(&walk->contexts->loops, number, loop - 1, block);
        if (source > context->source) {
            context->often = OFTEN_PER_EVENT;
            context->origin = number;
            context->source = source;
        } else if (context->often == OFTEN_PER_EVENT) {
            continue;
        } else if (self->counted) {
            uint64_t before = context->often == OFTEN_ONCE ? 1 : context->count;
            if (self->trips > 1)
                context->often = OFTEN_BOUNDED;
            if (__builtin_mul_overflow(before, self->trips, &context->count))
                context->count = 0;
        } else {
            context->often = OFTEN_BOUNDED;
            context->count = 0;
        }
    }
}

/* ---- roots and edges ---- */

static void add_edge(struct walk *walk, struct edge edge)
{
    vector_push(&walk->edges[edge.from], edge);
    if (edge.kind != ROOT_CALL)
        bitset_add(&walk->registered, edge.body);
}

/* Whether the block is reached only where the result of a call that forks is 0: once in the life of the
 * new process. */
static bool is_in_child(const struct program *program, uint32_t number, uint32_t to)
{
    const struct fn *fn = &program->fns[number];

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct ir_instr *call = &fn->unit->instrs[fn->calls[c].instr];
        if (!fn->calls[c].targets.count || !model_forks(program, fn->calls[c].targets.items[0]))
            continue;
        for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
            const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
            bool is_zero =
                block->b.kind == IR_OPERAND_INTEGER && fn->unit->integers[block->b.index] == 0;
            bool equal = block->relation == IR_EQ || block->relation == IR_NE;
            if (block->end == IR_END_BRANCH && block->a.kind == IR_OPERAND_PLACE &&
                block->a.index == call->dst.index && is_zero && equal &&
                graph_needs_edge(fn, to, id, block->relation == IR_EQ ? 0 : 1))
                return true;
            if (block->end == IR_END_SWITCH && block->a.kind == IR_OPERAND_PLACE &&
                block->a.index == call->dst.index)
                for (uint32_t k = 0; k < block->cases.count; k++)
                    if (fn->unit->cases[block->cases.first + k].low == 0 &&
                        fn->unit->cases[block->cases.first + k].high == 0 &&
                        graph_needs_edge(fn, to, id, k))
                        return true;
        }
    }
    return false;
}

static void add_call_edges(struct walk *walk, uint32_t number)
{
    bool has_child = model_control_forks(walk->program, number);

    const struct program *program = walk->program;
    const struct fn *fn = &program->fns[number];

    for (uint32_t i = 0; i < fn->n_calls; i++) {
        const struct call_site *site = &fn->calls[i];
        struct fn_list table = {0};
        if (site->unresolved)
            table = targets_in_table(program, number, site);
        for (uint32_t k = 0; k < table.count; k++)
            add_edge(walk, (struct edge){table.items[k], number, site->block, site->instr,
                                         ROOT_CALL, false});
        for (uint32_t k = 0; k < site->targets.count; k++) {
            uint32_t body = site->targets.items[k];
            if (!program->fns[body].is_model) {
                enum root_kind kind = ROOT_CALL;
                if (site->in_coroutine)
                    kind = ROOT_THREAD;
                else if (has_child && is_in_child(program, number, site->block))
                    kind = ROOT_ONCE;
                add_edge(walk, (struct edge){body, number, site->block, site->instr, kind,
                                             site->unresolved && !table.count});
                continue;
            }
            struct handler_list handlers = {0};
            handlers_of_call(program, number, site, body, &handlers);
            for (uint32_t h = 0; h < handlers.count; h++)
                add_edge(walk, (struct edge){handlers.items[h].body, number, site->block,
                                             site->instr, handlers.items[h].kind, false});
            vector_deinit(&handlers);
        }
    }
}

static enum event_source source_of_root(enum root_kind kind)
{
    switch (kind) {
    case ROOT_REQUEST:
        return SOURCE_REQUEST;
    case ROOT_CONNECTION:
        return SOURCE_CONNECTION;
    case ROOT_MESSAGE:
        return SOURCE_MESSAGE;
    case ROOT_EVENT:
        return SOURCE_EVENT;
    case ROOT_TIMER:
        return SOURCE_TIMER;
    case ROOT_UNIX_SIGNAL:
        return SOURCE_UNIX_SIGNAL;
    case ROOT_PUBLIC:
        return SOURCE_PUBLIC;
    case ROOT_CALLBACK:
        return SOURCE_CALLBACK;
    case ROOT_EXIT:
    case ROOT_ONCE:
    case ROOT_CALL:
    case ROOT_THREAD:
    case ROOT_MAIN:
    case ROOT_CONSTRUCTOR:
        break;
    }
    return SOURCE_NONE;
}

static struct context context_over(const struct walk *walk, const struct edge *edge)
{
    struct context context = walk->contexts->of[edge->from];

    context.kind = edge->kind;
    context.from = edge->from;
    context.from_block = edge->block;
    context.from_instr = edge->instr;
    switch (edge->kind) {
    case ROOT_CALL:
    case ROOT_THREAD:
        raise(walk, edge->from, edge->block, &context);
        if (edge->kind == ROOT_THREAD && context.source == SOURCE_ACCEPT_LOOP)
            context.source = SOURCE_CONNECTION;
        if (edge->is_guess && is_steady(&context)) {
            context.source = SOURCE_CALLBACK;
            context.origin = edge->body;
        }
        break;
    case ROOT_REQUEST:
    case ROOT_CONNECTION:
    case ROOT_MESSAGE:
    case ROOT_EVENT:
    case ROOT_TIMER:
    case ROOT_UNIX_SIGNAL:
    case ROOT_PUBLIC:
    case ROOT_CALLBACK:
        context.often = OFTEN_PER_EVENT;
        context.origin = edge->body;
        context.source = source_of_root(edge->kind);
        break;
    case ROOT_EXIT:
    case ROOT_ONCE:
    case ROOT_MAIN:
    case ROOT_CONSTRUCTOR:
        context.often = OFTEN_ONCE;
        context.source = SOURCE_NONE;
        break;
    }
    return context;
}

static void reach(struct walk *walk, uint32_t body, struct context context)
{
    struct context *known = &walk->contexts->of[body];

    bool is_more = context.often > known->often ||
                   (context.often == known->often && is_steady(&context) && !is_steady(known));

    if (known->reached && (!is_more || (context.idle && !known->idle)))
        return;
    context.reached = true;
    *known = context;
    vector_push(&walk->todo, body);
}

/* Functions of a program that nobody in it calls come last: they are idle, or called by what is not
 * in sight. */
enum seed_part { SEED_LIVE, SEED_IDLE };

/* Functions that are handlers because of where they are: nothing in sight registers them. */
static void seed_handlers(struct walk *walk)
{
    struct handler_list handlers = {0};

    handlers_of_program(walk->program, &handlers);
    for (uint32_t i = 0; i < handlers.count; i++) {
        struct edge edge = {.body = handlers.items[i].body, .kind = handlers.items[i].kind};
        bitset_add(&walk->registered, edge.body);
        reach(walk, edge.body, context_over(walk, &edge));
    }
    vector_deinit(&handlers);
}

/* What calls through pointers that are not followed may reach: functions with that many parameters. */
static void find_unresolved(struct walk *walk)
{
    const struct program *program = walk->program;

    for (uint32_t i = 1; i < program->n_fns; i++) {
        const struct fn *fn = &program->fns[i];
        for (uint32_t c = 0; !fn->is_model && c < fn->n_calls; c++) {
            uint32_t count = fn->unit->instrs[fn->calls[c].instr].arguments.count;
            if (fn->calls[c].unresolved)
                walk->unresolved |= UINT64_C(1) << (count < 63 ? count : 63);
        }
    }
}

/* Whether somebody may call the function through a pointer, of whom the walk knows nothing. A function that is
 * only started or registered is reached where that is. */
static bool is_called_back(const struct walk *walk, uint32_t number, bool in_library)
{
    const struct fn *fn = &walk->program->fns[number];
    uint32_t count = fn->ir->n_parameters < 63 ? fn->ir->n_parameters : 63;
    bool may_be_called =
        in_library || fn->ir->flags & IR_FUNCTION_VARIADIC || walk->unresolved >> count & 1;

    if (fn->escapes)
        return true;
    return fn->address_taken && may_be_called && !walk->contexts->of[number].reached &&
           !bitset_has(&walk->registered, number);
}

/* Main and constructors first, then what outside code calls, so that a function that main reaches is
 * shown from main where that is as often. */
static void seed(struct walk *walk, enum root_kind kind, enum seed_part part)
{
    const struct program *program = walk->program;

    for (uint32_t i = 1; i < program->n_fns; i++) {
        const struct fn *fn = &program->fns[i];
        const struct entity *entity = &program->entities[fn->entity];
        if (fn->is_model || fn->ir->flags & IR_FUNCTION_INIT)
            continue;
        bool is_main = !entity->is_static && strcmp(fn->name, "main") == 0;
        bool is_constructor = entity->flags & (IR_SYMBOL_CONSTRUCTOR | IR_SYMBOL_DESTRUCTOR);
        bool in_library = bitset_has(&program->programs_of[fn->input], 0);
        struct context context = {
            .kind = kind,
            .origin = i,
            .often = OFTEN_PER_EVENT,
            .source = source_of_root(kind),
            .idle = part == SEED_IDLE,
        };
        if ((kind == ROOT_MAIN && is_main) || (kind == ROOT_CONSTRUCTOR && is_constructor)) {
            context.often = OFTEN_ONCE;
            context.source = SOURCE_NONE;
            reach(walk, i, context);
        } else if (annotations_root(entity->annotation) == kind) {
            reach(walk, i, context);
        } else if (kind == ROOT_PUBLIC && !is_main && members_is_public(program, i) &&
                   in_library == (part == SEED_LIVE)) {
            reach(walk, i, context);
        } else if (kind == ROOT_CALLBACK && is_called_back(walk, i, in_library)) {
            reach(walk, i, context);
        }
    }
}

static void spread(struct walk *walk)
{
    uint32_t next = 0;

    while (next < walk->todo.count) {
        uint32_t from = walk->todo.items[next++];
        for (uint32_t i = 0; i < walk->edges[from].count; i++) {
            const struct edge *edge = &walk->edges[from].items[i];
            reach(walk, edge->body, context_over(walk, edge));
        }
    }
    vector_clear(&walk->todo);
}

void program_find_contexts(struct program *program)
{
    struct arena *scratch = arena_new();
    struct contexts *contexts = ARENA_NEW(program->run, struct contexts);
    struct walk walk = {.program = program,
                        .contexts = contexts,
                        .edges = ARENA_ARRAY(scratch, struct context_edges, program->n_fns),
                        .registered = bitset_new(scratch, program->n_fns)};
    static const struct {
        enum root_kind kind;
        enum seed_part part;
    } order[] = {{ROOT_MAIN, SEED_LIVE},  {ROOT_CONSTRUCTOR, SEED_LIVE}, {ROOT_REQUEST, SEED_LIVE},
                 {ROOT_EVENT, SEED_LIVE}, {ROOT_PUBLIC, SEED_LIVE},      {ROOT_CALLBACK, SEED_LIVE},
                 {ROOT_PUBLIC, SEED_IDLE}};

    contexts->of = ARENA_ARRAY(program->run, struct context, program->n_fns);
    program->contexts = contexts;
    for (uint32_t i = 1; i < program->n_fns; i++) {
        loops_find(program, i);
        if (!program->fns[i].is_model)
            add_call_edges(&walk, i);
    }
    contexts->loops = event_loops_find(program);
    find_unresolved(&walk);
    for (size_t i = 0; i < sizeof(order) / sizeof(*order); i++) {
        seed(&walk, order[i].kind, order[i].part);
        if (order[i].kind == ROOT_CONSTRUCTOR)
            seed_handlers(&walk);
        spread(&walk);
    }
    for (uint32_t i = 0; i < program->n_fns; i++)
        vector_deinit(&walk.edges[i]);
    vector_deinit(&walk.todo);
    arena_free(scratch);
}

bool contexts_reached(const struct program *program, uint32_t fn)
{
    return program->contexts->of[fn].reached && !program->contexts->of[fn].idle;
}

struct context_origin contexts_origin(const struct program *program, uint32_t fn)
{
    const struct context *context = &program->contexts->of[fn];

    return (struct context_origin){context->kind, context->from, context->from_block,
                                   context->from_instr};
}

static struct context context_of_block(const struct program *program, uint32_t fn, uint32_t block);

/* The block of the function `origin` from which control goes on to that block; 0 = not known. */
static uint32_t block_in_origin(const struct program *program, uint32_t origin, uint32_t fn,
                                uint32_t block)
{
    enum { CALLS_MOST = 64 }; /* longer ways are not followed */

    for (uint32_t up = 0; fn != origin && up < CALLS_MOST; up++) {
        const struct context *context = &program->contexts->of[fn];
        if (!context->from || context->from == fn)
            return 0;
        block = context->from_block;
        fn = context->from;
    }
    return fn == origin ? block : 0;
}

struct context_source contexts_source(const struct program *program, uint32_t number,
                                      uint32_t block)
{
    const struct context context = context_of_block(program, number, block);
    struct context_source source = {.fn = 0};

    if (context.often != OFTEN_PER_EVENT)
        return source;
    source.fn = context.origin;
    source.source = context.source;
    const struct fn *fn = &program->fns[source.fn];
    uint32_t at = block_in_origin(program, context.origin, number, block);
    uint32_t loop = at ? fn->loop_of[at] : 0;
    for (; loop && !source.loop; loop = fn->loops[loop - 1].parent) {
        const struct loop *self = &fn->loops[loop - 1];
        if (!self->counted &&
            event_loop_source(&program->contexts->loops, source.fn, loop - 1, at) == context.source)
            source.loop = self;
    }
    return source;
}

bool contexts_is_event_loop(const struct program *program, uint32_t fn, const struct loop *loop)
{
    const struct event_loops *loops = &program->contexts->loops;
    const struct fn *self = &program->fns[fn];

    return !loop->counted && (loop->forever || event_loop_waits(&loops->awaits, self, loop) ||
                              event_loop_waits(&loops->requests, self, loop) ||
                              event_loop_waits(&loops->messages, self, loop));
}

bool contexts_waits(const struct program *program, uint32_t fn)
{
    return bitset_has(&program->contexts->loops.waits, fn);
}

bool contexts_awaits(const struct program *program, uint32_t fn)
{
    const struct event_loops *loops = &program->contexts->loops;

    return bitset_has(&loops->waits, fn) || bitset_has(&loops->awaits, fn);
}

enum event_source contexts_loop_source(const struct program *program, uint32_t fn,
                                       const struct loop *loop, uint32_t block)
{
    return event_loop_source(&program->contexts->loops, fn,
                             (uint32_t)(loop - program->fns[fn].loops), block);
}

bool contexts_waits_for_event(const struct program *program, uint32_t fn)
{
    return program->contexts->loops.kinds[fn] & (WAITS_FOR_EVENTS | WAITS_FOR_MESSAGES);
}

bool contexts_in_handler(const struct program *program, uint32_t fn)
{
    for (uint32_t up = 0; fn && up < CHAIN_MOST; up++) {
        enum root_kind kind = program->contexts->of[fn].kind;
        if (kind == ROOT_UNIX_SIGNAL || kind == ROOT_CALLBACK)
            return true;
        fn = program->contexts->of[fn].from;
    }
    return false;
}

bool contexts_in_child(const struct program *program, uint32_t fn, uint32_t block)
{
    return model_control_forks(program, fn) && is_in_child(program, fn, block);
}

bool contexts_in_main(const struct program *program, uint32_t fn)
{
    return strcmp(program->fns[fn].name, "main") == 0 &&
           !program->entities[program->fns[fn].entity].is_static;
}

/* ---- in words ---- */

static const char *origin_words(const struct program *program, const struct context *context)
{
    const char *name = program->fns[context->origin].name;

    switch (context->source) {
    case SOURCE_OPEN_LOOP:
    case SOURCE_READ_LOOP:
    case SOURCE_ENDLESS_LOOP:
    case SOURCE_TICK_LOOP:
    case SOURCE_EVENT_LOOP:
    case SOURCE_MESSAGE_LOOP:
        return arena_printf(program->run, "per round of the loop in %s()", name);
    case SOURCE_ACCEPT_LOOP:
    case SOURCE_CONNECTION:
        return arena_printf(program->run, "per connection in %s()", name);
    case SOURCE_REQUEST:
        return arena_printf(program->run, "per request in %s()", name);
    case SOURCE_MESSAGE:
        return arena_printf(program->run, "per message in %s()", name);
    case SOURCE_EVENT:
    case SOURCE_CALLBACK:
        return arena_printf(program->run, "per event in %s()", name);
    case SOURCE_TIMER:
        return arena_printf(program->run, "per timer in %s()", name);
    case SOURCE_UNIX_SIGNAL:
        return arena_printf(program->run, "per signal in %s()", name);
    case SOURCE_NONE:
    case SOURCE_PUBLIC:
        break;
    }
    return arena_printf(program->run, "per call of %s()", name);
}

static const char *words(const struct program *program, const struct context *context)
{
    switch (context->often) {
    case OFTEN_ONCE:
        return "once";
    case OFTEN_BOUNDED:
        return context->count
                   ? arena_printf(program->run, "%llu times", (unsigned long long)context->count)
                   : "several times, in a loop";
    case OFTEN_PER_EVENT:
        break;
    }
    return origin_words(program, context);
}

static const char *step_words(const struct program *program, const struct context *context,
                              uint32_t body)
{
    const char *from = program->fns[context->from].name, *name = program->fns[body].name;

    switch (context->kind) {
    case ROOT_THREAD:
        return arena_printf(program->run, "%s() starts a thread that runs %s()", from, name);
    case ROOT_REQUEST:
    case ROOT_CONNECTION:
    case ROOT_MESSAGE:
    case ROOT_EVENT:
    case ROOT_TIMER:
    case ROOT_UNIX_SIGNAL:
        return arena_printf(program->run, "%s() registers %s(), which is called for each event",
                            from, name);
    case ROOT_EXIT:
        return arena_printf(program->run, "%s() registers %s() to be called at the end", from,
                            name);
    case ROOT_CALL:
    case ROOT_ONCE:
    case ROOT_MAIN:
    case ROOT_CONSTRUCTOR:
    case ROOT_PUBLIC:
    case ROOT_CALLBACK:
        break;
    }
    return arena_printf(program->run, "%s() calls %s()", from, name);
}

static struct steps chain(const struct program *program, uint32_t fn)
{
    struct step steps[CHAIN_MOST];
    uint32_t count = 0;

    while (count < CHAIN_MOST && program->contexts->of[fn].from) {
        const struct context *context = &program->contexts->of[fn];
        if (context->from == fn) /* recursion says nothing of the way here */
            break;
        const struct fn *from = &program->fns[context->from];
        count++;
        steps[CHAIN_MOST - count] =
            (struct step){graph_place(program, from, from->unit->instrs[context->from_instr].at),
                          step_words(program, context, fn)};
        fn = context->from;
    }
    return (struct steps){
        arena_copy(program->run, steps + CHAIN_MOST - count, count * sizeof(*steps)), count};
}

/* The outermost loop around the block whose rounds are events; NULL = none. */
static const struct loop *outermost_event_loop(const struct program *program, uint32_t number,
                                               uint32_t block)
{
    const struct fn *fn = &program->fns[number];
    const struct loop *found = NULL;

    for (uint32_t loop = fn->loop_of[block]; loop; loop = fn->loops[loop - 1].parent)
        if (event_loop_source(&program->contexts->loops, number, loop - 1, block))
            found = &fn->loops[loop - 1];
    return found;
}

/* Whether a global lets the block, or a call on the way to it, happen but once. A test in front of the loop
 * that makes it per event says nothing of its rounds. */
static bool is_guarded(const struct program *program, uint32_t fn, uint32_t block)
{
    for (uint32_t up = 0; up < CHAIN_MOST && fn; up++) {
        const struct loop *within = outermost_event_loop(program, fn, block);
        if (once_guarded(program, fn, block, within))
            return true;
        const struct context *context = &program->contexts->of[fn];
        if (within || (context->kind != ROOT_CALL && context->kind != ROOT_THREAD))
            return false;
        block = context->from_block;
        fn = context->from;
    }
    return false;
}

/* How control reaches the block, at its most frequent. */
static struct context context_of_block(const struct program *program, uint32_t fn, uint32_t block)
{
    const struct walk walk = {.program = program, .contexts = program->contexts};
    struct context context = program->contexts->of[fn];

    raise(&walk, fn, block, &context);
    if (context.often != OFTEN_ONCE && is_guarded(program, fn, block))
        context.often = OFTEN_ONCE;
    if (context.often != OFTEN_PER_EVENT)
        context.source = SOURCE_NONE;
    return context;
}

struct multiplicity contexts_multiplicity(const struct program *program, uint32_t fn,
                                          uint32_t block)
{
    struct context context = context_of_block(program, fn, block);

    return (struct multiplicity){context.often, context.often == OFTEN_BOUNDED ? context.count : 0,
                                 words(program, &context), chain(program, fn), context.source};
}

bool contexts_is_steady(const struct program *program, uint32_t fn, uint32_t block)
{
    struct context context = context_of_block(program, fn, block);

    return is_steady(&context);
}

enum often contexts_often(const struct program *program, uint32_t fn, uint32_t block)
{
    return context_of_block(program, fn, block).often;
}
