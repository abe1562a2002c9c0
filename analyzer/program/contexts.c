/* From where, and how often, control reaches a function.
 *
 * Roots are main and constructors (once), thread bodies and handlers (as often as what starts or
 * calls them), and functions that somebody outside calls (per event). Multiplicity flows along calls,
 * raised by the loops around them; it only rises, so the walk ends after at most four visits each: once,
 * bounded, per event by what is weak (see enum event_source), per event for sure.
 *
 * Requires targets, returns, members. Yields program.contexts. */
#include "program/contexts_inside.h"

#include <string.h>

#include "program/annotations.h"
#include "program/handlers.h"

struct walk {
    const struct program *program;
    struct contexts *contexts;
    struct context_edges *edges; /* per fn: where control goes on to */
    struct bitset registered;    /* functions that something starts or registers */
    uint64_t unresolved; /* bit per number of arguments: calls whose targets are not known */
    VECTOR(uint32_t) todo;
};

/* ---- roots and edges ---- */

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
    case ROOT_SIGNAL_EVENT:
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

/* A function that programs share may call one that each has a definition of its own of. What the one program does
 * again and again, another one, whose definition it is, need not. */
static void leave_program(const struct program *program, const struct edge *edge,
                          struct context *context)
{
    const struct fn *root = &program->fns[context->root], *body = &program->fns[edge->body];

    /* what no main draws in, such as a plug-in, any program may have */
    if (!context->root || bitset_has(&program->programs_of[body->input], 0) ||
        bitset_has(&program->programs_of[root->input], 0) ||
        members_share(program, root->input, body->input))
        return;
    context->often = OFTEN_ONCE;
    context->source = SOURCE_NONE;
    context->root = edge->body;
}

static struct context context_over(const struct walk *walk, const struct edge *edge)
{
    struct context context = walk->contexts->of[edge->from];

    if (!edge->from)
        context.root = edge->body;
    context.kind = edge->kind;
    context.from = edge->from;
    context.from_block = edge->block;
    context.from_instr = edge->instr;
    switch (edge->kind) {
    case ROOT_CALL:
    case ROOT_THREAD:
        context_raise(walk->program, edge->from, edge->block, &context);
        for (const struct edge_via *via = edge->via; via; via = via->next)
            context_raise(walk->program, via->fn, via->block, &context);
        if (edge->kind == ROOT_THREAD && context.source == SOURCE_ACCEPT_LOOP)
            context.source = SOURCE_CONNECTION;
        if (edge->is_guess && context_is_steady(&context)) {
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
    case ROOT_SIGNAL_EVENT:
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
    leave_program(walk->program, edge, &context);
    return context;
}

static void reach(struct walk *walk, uint32_t body, struct context context)
{
    struct context *known = &walk->contexts->of[body];

    bool is_more =
        context.often > known->often ||
        (context.often == known->often && context_is_steady(&context) && !context_is_steady(known));

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
    bool may_be_called = in_library || fn->ir->flags & IR_FUNCTION_VARIADIC || fn->kept_by_system ||
                         walk->unresolved >> count & 1;

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
        bool is_main = contexts_in_main(program, i);
        bool is_constructor = entity->flags & (IR_SYMBOL_CONSTRUCTOR | IR_SYMBOL_DESTRUCTOR);
        bool in_library = bitset_has(&program->programs_of[fn->input], 0);
        struct context context = {
            .kind = kind,
            .origin = i,
            .root = i,
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
                   !handlers_is_once(program, i) && in_library == (part == SEED_LIVE)) {
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
    for (uint32_t i = 1; i < program->n_fns; i++)
        loops_find(program, i);
    for (uint32_t i = 1; i < program->n_fns; i++)
        if (!program->fns[i].is_model)
            contexts_add_edges(program, i, walk.edges, &walk.registered);
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

/* ---- what is known of a function ---- */

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

uint32_t contexts_root(const struct program *program, uint32_t fn)
{
    return program->contexts->of[fn].root;
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

bool contexts_by_timer(const struct program *program, uint32_t fn)
{
    for (uint32_t up = 0; fn && up < CHAIN_MOST; up++) {
        if (program->contexts->of[fn].kind == ROOT_TIMER)
            return true;
        fn = program->contexts->of[fn].from;
    }
    return false;
}

bool contexts_in_main(const struct program *program, uint32_t fn)
{
    return strcmp(program->fns[fn].name, "main") == 0 &&
           !program->entities[program->fns[fn].entity].is_static;
}
