/* A flag of a handler, which the loop looks at before it waits:
 *
 *     on_signal():  quit = 1;           while (!quit)
 *                                           poll(listeners, n, -1);
 *
 * A signal interrupts the wait. One that comes between the look and the wait interrupts nothing: the wait goes on until
 * something else comes. It is known to be in time where the handler writes to a pipe that is awaited, too, or the wait itself
 * lets the signal in (ppoll()).
 *
 * Requires channels, contexts. */
#include "program/late_signals.h"

#include "ir/print.h"
#include "program/channels.h"
#include "program/conditions.h"
#include "program/model_control.h"
#include "program/stop_region.h"
#include "program/stops.h"
#include "program/threads.h"
#include "program/value.h"
#include "program/ways.h"

/* Whether the call does nothing that could wake a wait, or leave the handler otherwise. */
static bool is_harmless(const struct program *program, uint32_t number,
                        const struct call_site *site)
{
    const struct fn *fn = &program->fns[number];
    const struct uses *uses = stops_uses(program);
    const uint64_t harmless = UINT64_C(1) << USE_LOCK | UINT64_C(1) << USE_UNLOCK |
                              UINT64_C(1) << USE_OUTSIDE | UINT64_C(1) << USE_REAP;
    bool is_system = site->entity && program->entities[site->entity].flags & IR_SYMBOL_SYSTEM;

    if (site->unresolved || returns_never(program, fn, site) ||
        (!site->targets.count && !is_system))
        return false;
    for (uint32_t k = 0; k < site->targets.count; k++)
        if (!program->fns[site->targets.items[k]].is_model)
            return false;
    for (uint32_t i = uses->first[number]; i < uses->first[number + 1]; i++)
        if (uses->items.items[i].instr == site->instr &&
            !(harmless >> uses->items.items[i].kind & 1))
            return false;
    return true;
}

/* Whether a handler of a unix signal makes the store, and does nothing else that matters. */
static bool is_of_handler(const struct program *program, const struct store *store)
{
    const struct fn *fn = &program->fns[store->fn];

    if (contexts_origin(program, store->fn).kind != ROOT_UNIX_SIGNAL)
        return false;
    for (uint32_t c = 0; c < fn->n_calls; c++)
        if (!is_harmless(program, store->fn, &fn->calls[c]))
            return false;
    return true;
}

/* A store by a handler that makes the condition true; NULL = there is none, or others may write there, too. */
static const struct store *setting_store(const struct program *program,
                                         const struct condition_on *condition)
{
    const struct stores *stores = ways_stores(stops_facts(program)->ways);
    struct store_span span = stores_to(stores, condition->element);

    if (bitset_has(&stores->address_taken, condition->element))
        return NULL;
    for (uint32_t i = span.first; i < span.end; i++) {
        const struct store *store = &stores->items[i];
        const struct fn *fn = &program->fns[store->fn];
        struct constant_write write =
            conditions_write(program, store->fn, &fn->unit->instrs[store->instr]);
        if (write.element && !write.counts_down &&
            number_compare(write.number, condition->relation, condition->number) &&
            is_of_handler(program, store))
            return store;
    }
    return NULL;
}

static bool is_run_by_main(const struct program *program, uint32_t number)
{
    uint32_t by = threads_run_by(program)[number];

    return by != RUN_BY_NONE &&
           contexts_in_main(program, by == RUN_BY_MANY ? contexts_root(program, number) : by);
}

/* Whether main waits anywhere for time to pass, or lets signals in where it waits: then it may know of this. */
static bool is_aware(const struct program *program)
{
    const struct uses *uses = stops_uses(program);

    for (uint32_t i = 0; i < uses->items.count; i++) {
        const struct use *use = &uses->items.items[i];
        bool is_aware = use->kind == USE_UNBLOCK || use->kind == USE_TICKS ||
                        (use->kind == USE_INTERRUPT && use->later);
        if (is_aware && is_run_by_main(program, use->fn))
            return true;
    }
    return false;
}

/* The way out of a loop around the wait that a handler opens, and the store that does. */
struct late {
    struct condition_on look;
    const struct store *store; /* NULL = there is none */
};

static struct late find_in(const struct program *program, uint32_t number, const struct loop *loop)
{
    const struct fn *fn = &program->fns[number];
    struct late late = {.store = NULL};

    for (uint32_t id = bitset_next(&loop->blocks, 1); id < loop->blocks.size && !late.store;
         id = bitset_next(&loop->blocks, id + 1))
        for (uint32_t edge = 0; edge < graph_n_successors(fn_block(fn, id)) && !late.store;
             edge++) {
            if (bitset_has(&loop->blocks, graph_successor(fn, fn_block(fn, id), edge)))
                continue;
            late.look = conditions_of_edge(program, number, id, edge);
            if (late.look.element)
                late.store = setting_store(program, &late.look);
        }
    return late;
}

static struct late find(const struct program *program, const struct use *wait)
{
    const struct fn *fn = &program->fns[wait->fn];
    struct late late = {.store = NULL};

    for (uint32_t l = fn->loop_of[wait->block]; l && !late.store; l = fn->loops[l - 1].parent)
        late = find_in(program, wait->fn, &fn->loops[l - 1]);
    return late;
}

/* ---- which waits ---- */

static const uint64_t of_several =
    UINT64_C(1) << USE_AWAIT_EACH | UINT64_C(1) << USE_AWAIT | UINT64_C(1) << USE_AWAIT_BITS;

/* Whether the call is one that waits for several things at once. */
static bool is_of_several(const struct uses *uses, uint32_t number, uint32_t instr)
{
    for (uint32_t i = uses->first[number]; i < uses->first[number + 1]; i++)
        if (uses->items.items[i].instr == instr && of_several >> uses->items.items[i].kind & 1)
            return true;
    return false;
}

/* Whether the call is one, or leads to one. */
static bool asks_first(const struct program *program, uint32_t number, const struct call_site *site)
{
    const struct uses *uses = stops_uses(program);
    bool asks = is_of_several(uses, number, site->instr);

    for (uint32_t k = 0; k < site->targets.count && !asks; k++) {
        const struct bitset *below = functions_below(stops_facts(program), site->targets.items[k]);
        for (uint32_t i = 0; i < uses->items.count && !asks; i++)
            asks = of_several >> uses->items.items[i].kind & 1 &&
                   bitset_has(below, uses->items.items[i].fn);
    }
    return asks;
}

/* Whether a loop around the wait also asks for what is ready: then there may be nothing to wait for. */
static bool is_ready(const struct program *program, const struct use *wait)
{
    const struct fn *fn = &program->fns[wait->fn];
    uint32_t outer = fn->loop_of[wait->block];

    while (fn->loops[outer - 1].parent)
        outer = fn->loops[outer - 1].parent;
    const struct loop *loop = &fn->loops[outer - 1];
    for (uint32_t c = 0; c < fn->n_calls; c++)
        if (fn->calls[c].instr != wait->instr && bitset_has(&loop->blocks, fn->calls[c].block) &&
            asks_first(program, wait->fn, &fn->calls[c]))
            return true;
    return false;
}

/* Whether it is a wait that only a signal ends (pause()), or somebody who types: from elsewhere something comes soon, and a
 * file is there. */
static bool is_of_user(const struct program *program, const struct use *wait)
{
    const struct fn *fn = &program->fns[wait->fn];
    const struct call_site *site = &fn->calls[graph_first_call(fn, wait->instr)];
    int64_t descriptor;

    if (!wait->used)
        return true;
    return site->targets.count == 1 && model_reads(program, site->targets.items[0]) &&
           fn_number(fn, fn_argument(fn, wait->instr, wait->used), &descriptor) && descriptor == 0;
}

/* Whether something may bound the time that it waits. */
static bool may_be_timed(const struct program *program, const struct use *wait)
{
    const struct use_list *timeouts = &stops_uses(program)->timeouts;

    for (uint32_t i = 0; i < timeouts->count; i++) {
        const struct use *timeout = &timeouts->items[i];
        bool is_same = !timeout->element || !wait->element || timeout->element == wait->element;
        if (is_same && is_run_by_main(program, timeout->fn))
            return true;
    }
    return false;
}

static bool is_asked_for(const struct program *program, const struct use *wait)
{
    return wait->kind == USE_RECEIVE && wait->forever && wait->outside &&
           program->fns[wait->fn].loop_of[wait->block] && is_run_by_main(program, wait->fn) &&
           !may_be_timed(program, wait);
}

void late_signals_list(struct program *program, struct creation_list *list)
{
    const struct uses *uses = stops_uses(program);
    bool aware = is_aware(program);

    for (uint32_t i = 0; i < uses->items.count && !aware; i++) {
        const struct use *wait = &uses->items.items[i];
        if (!is_asked_for(program, wait) || !find(program, wait).store)
            continue;
        bool several = is_of_several(uses, wait->fn, wait->instr);
        if (!several && (!is_of_user(program, wait) || is_ready(program, wait)))
            continue;
        const struct fn *fn = &program->fns[wait->fn];
        const struct ir_instr *call = &fn->unit->instrs[wait->instr];
        struct creation *face = ARENA_NEW(program->run, struct creation);
        *face = (struct creation){
            .kind = several ? CREATES_LISTEN_EACH : CREATES_LISTEN,
            .number = i,
            .at = graph_place(program, fn, call->at),
            .function = fn->name,
            .object = "",
            .anchor = ir_print_call(fn->unit, fn->ir, call, program->run),
        };
        vector_push(list, face);
    }
}

struct late_signal program_late_signal(const struct program *program,
                                       const struct creation *creation)
{
    const struct use *wait = &stops_uses(program)->items.items[creation->number];
    const struct fn *fn = &program->fns[wait->fn];
    struct late late = find(program, wait);
    struct ir_operand flag = fn_block(fn, late.look.block)->a;
    const char *handler = program->fns[late.store->fn].name;
    struct step steps[] = {
        {graph_place(program, fn, late.look.at), "the flag is looked at here"},
        channels_step(program, late.store->fn, late.store->instr,
                      arena_printf(program->run,
                                   "a unix signal behind that has %s() set it, and is over",
                                   handler)),
    };

    return (struct late_signal){
        .handler = handler,
        .flag =
            flag.kind == IR_OPERAND_PLACE
                ? ir_print_place(fn->unit, fn->ir, (struct ir_place_id){flag.index}, program->run)
                : "its flag",
        .often = contexts_multiplicity(program, wait->fn, wait->block),
        .witness = {arena_copy(program->run, steps, sizeof(steps)), 2},
    };
}
