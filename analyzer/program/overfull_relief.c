/* Who makes room in a channel, seen from one function: is there nobody but those whom it calls, or whose
 * threads it starts? Requires channels, threads. */
#include "program/overfull.h"

#include "program/creations.h"
#include "program/elements.h"
#include "program/ends.h"
#include "program/model_control.h"
#include "program/solver.h"
#include "program/stops.h"
#include "program/threads.h"

/* Functions that are looked at on the ways up to one of them. */
enum { WAYS_UP_MOST = 2000 };

struct climb {
    const struct overfull *question;
    const struct program *program;
    uint32_t top;
    struct bitset seen;
    VECTOR(uint32_t) todo;
};

static void climb_to(struct climb *climb, uint32_t fn)
{
    if (bitset_add(&climb->seen, fn))
        vector_push(&climb->todo, fn);
}

/* The functions that start threads with that body: also a way to it. False where it is no body. */
static bool climb_starts(struct climb *climb, uint32_t body)
{
    const struct starts *starts = threads_starts(climb->program);
    uint32_t first = threads_first_start(starts, body);

    for (uint32_t i = first; i < starts->count && starts->items[i].body == body; i++)
        climb_to(climb, starts->items[i].fn);
    return first < starts->count;
}

bool overfull_comes_only_through(const struct overfull *question, uint32_t top, uint32_t number)
{
    struct climb climb = {.question = question, .program = question->program, .top = top};
    bool only = true;
    uint32_t looked_at = 0;

    climb.seen = bitset_new(question->scratch, question->program->n_fns);
    climb_to(&climb, number);
    while (only && climb.todo.count) {
        uint32_t at = vector_pop(&climb.todo);
        const struct fn *fn = &question->program->fns[at];
        if (at == top || fn->is_model)
            continue;
        bool is_body = climb_starts(&climb, at);
        bool is_hidden =
            is_body ? !fn->escapes : !members_has_unseen_callers(question->program, at);
        bool is_root =
            contexts_in_main(question->program, at) || !contexts_reached(question->program, at);
        if (is_body && !fn->callers.count && members_is_called_unseen(question->program, at))
            is_hidden = false;
        only = is_hidden && !is_root && looked_at++ < WAYS_UP_MOST;
        for (uint32_t i = 0; only && i < fn->callers.count; i++)
            if (contexts_reached(question->program, fn->callers.items[i]))
                climb_to(&climb, fn->callers.items[i]);
    }
    vector_deinit(&climb.todo);
    return only;
}

static void add_point(struct reliefs *reliefs, uint32_t instr, bool starts)
{
    for (uint32_t i = 0; i < reliefs->count; i++)
        if (reliefs->items[i].instr == instr && reliefs->items[i].starts == starts)
            return;
    vector_push(reliefs, (struct relief){instr, starts});
}

/* The calls of `top` that lead to the instruction of the function. */
static void add_points(const struct overfull *question, uint32_t top, uint32_t number,
                       uint32_t instr, bool starts, struct reliefs *reliefs)
{
    const struct fn *fn = &question->program->fns[top];

    if (number == top)
        add_point(reliefs, instr, starts);
    for (uint32_t c = 0; c < fn->n_calls; c++)
        if (functions_lead_to(stops_facts(question->program), &fn->calls[c], number))
            add_point(reliefs, fn->calls[c].instr,
                      starts || fn->calls[c].in_coroutine ||
                          channel_flow_is_body(question->program, fn, c));
}

static void add_use(const struct overfull *question, uint32_t top, const struct channel_use *use,
                    struct reliefs *reliefs)
{
    const struct program *program = question->program;
    const struct starts *starts = threads_starts(program);

    add_points(question, top, use->fn, use->instr, false, reliefs);
    for (uint32_t i = 0; i < starts->count; i++) {
        const struct start *start = &starts->items[i];
        if (bitset_has(functions_below(stops_facts(program), start->body), use->fn))
            add_points(question, top, start->fn, start->instr, true, reliefs);
    }
}

/* Whether the place is in a local of the function that is no pointer to something else. */
static bool is_in_local(const struct fn *fn, uint32_t id)
{
    const struct ir_place *place = ir_place(fn->unit, fn->ir, (struct ir_place_id){id});

    while (place->kind == IR_PLACE_FIELD || place->kind == IR_PLACE_INDEX)
        place = ir_place(fn->unit, fn->ir, place->parent);
    return place->kind == IR_PLACE_LOCAL && place->argument > fn->ir->n_parameters;
}

bool overfull_owns(const struct overfull *question, uint32_t number)
{
    const struct channels *channels = question->channels;
    const struct fn *fn = &question->program->fns[number];

    for (uint32_t i = channels->first_of_fn[number]; i < channels->first_of_fn[number + 1]; i++) {
        const struct channel_use *use = &channels->uses.items[channels->by_fn.items[i]];
        if (use->class == question->use->class &&
            (use->kind == USE_MAKE || (use->by_hand && use->place && is_in_local(fn, use->place))))
            return true;
    }
    return false;
}

/* Whether only locals hold the channel: then nobody gets at it but through calls and starts of threads. */
static bool is_in_locals_only(const struct overfull *question)
{
    uint32_t n_named = elements_named(question->program);

    for (uint32_t element = 1; element < n_named; element++)
        if (channel_flow_class(question->channels->flow, element) ==
            channel_flow_class(question->channels->flow, question->use->element))
            return false;
    return question->use->element >= n_named;
}

bool overfull_reliefs(const struct overfull *question, uint32_t top, struct reliefs *ret_reliefs)
{
    const struct channel *channel = question->channel;
    bool is_own = overfull_owns(question, top) && is_in_locals_only(question);

    for (uint32_t i = channel->first; i < channel->first + channel->count; i++) {
        const struct channel_use *use = &question->channels->uses.items[i];
        if (!(question->relieves >> use->kind & 1) || !use->reached)
            continue;
        if (!is_own && !overfull_comes_only_through(question, top, use->fn))
            return false;
        add_use(question, top, use, ret_reliefs);
    }
    return true;
}

bool overfull_is_closed_before(const struct overfull *question, uint32_t top, uint32_t instr,
                               const struct points *without)
{
    const struct channel *channel = question->channel;
    struct reliefs closes = {0};
    bool before = false;

    for (uint32_t i = channel->first; i < channel->first + channel->count; i++) {
        const struct channel_use *use = &question->channels->uses.items[i];
        if (use->kind == USE_CLOSE && use->reached && ends_meet(use, question->use))
            add_points(question, top, use->fn, use->instr, false, &closes);
    }
    for (uint32_t i = 0; i < closes.count && !before; i++)
        before =
            closes.items[i].instr != instr &&
            overfull_comes_before(question->program, top, closes.items[i].instr, instr, without);
    vector_deinit(&closes);
    return before;
}

/* Whether threads that are in sight may come to the use. */
static bool runs_in_thread(const struct program *program, const struct channel_use *use)
{
    const struct starts *starts = threads_starts(program);

    for (uint32_t i = 0; i < starts->count; i++)
        if (bitset_has(functions_below(stops_facts(program), starts->items[i].body), use->fn))
            return true;
    return false;
}

bool overfull_is_fresh(const struct overfull *question, uint32_t number, uint32_t instr)
{
    const struct channels *channels = question->channels;
    const struct channel *channel = question->channel;
    bool made = false;

    for (uint32_t i = channel->first; i < channel->first + channel->count; i++) {
        const struct channel_use *use = &channels->uses.items[i];
        bool relieves = question->relieves >> use->kind & 1 && use->reached;
        if (relieves && (use->fn == number || runs_in_thread(question->program, use)))
            return false;
        made |= use->kind == USE_MAKE && use->fn == number &&
                overfull_comes_before(question->program, number, use->instr, instr, NULL);
    }
    return made;
}

/* A coroutine that is started in place runs on a branch of its own, which ends there: its caller goes on from
 * the call in front of that. */
static uint32_t where_it_goes_on(const struct fn *fn, uint32_t instr)
{
    uint32_t c = graph_first_call(fn, instr);
    uint32_t block = c < fn->n_calls ? fn->calls[c].block : 0;

    if (c >= fn->n_calls || fn->calls[c].instr != instr || !fn->calls[c].in_coroutine)
        return instr;
    while (c > 0 && fn->calls[c].block == block)
        c--;
    return fn->calls[c].instr;
}

bool overfull_comes_before(const struct program *program, uint32_t fn, uint32_t from, uint32_t to,
                           const struct points *without)
{
    struct path_query query = {.program = program, .fn = fn};

    for (uint32_t i = 0; without && i < without->count; i++)
        path_mark(&query, without->items[i].instr, PATH_STOP);
    path_mark(&query, where_it_goes_on(&program->fns[fn], from), PATH_FROM);
    path_mark(&query, to, PATH_TO);
    bool found = path_find(&query).found;
    path_query_deinit(&query);
    return found;
}

bool overfull_forks(const struct program *program, uint32_t number)
{
    const struct bitset *below = functions_below(stops_facts(program), number);

    for (uint32_t fn = bitset_next(below, 0); fn < below->size; fn = bitset_next(below, fn + 1))
        if (program->fns[fn].is_model && model_forks(program, fn))
            return true;
    return false;
}
