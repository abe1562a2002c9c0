/* Waits with a lock held that whoever would end them needs first:
 *
 *     lock(&mutex);                lock(&mutex);
 *     wait(&items);                put(&ring, item);
 *     take(&ring, &item);          unlock(&mutex);
 *     unlock(&mutex);              post(&items);
 *
 * Holding a lock, and needing it, are both asked for on every way: whatever is not known holds nothing, and needs
 * nothing. A wait for a condition gives back the lock that it is given, and no other one; that is the nested monitor of
 * Lister, The problem of nested monitor calls, ACM SIGOPS Operating Systems Review 11(3), 1977.
 *
 * Requires channels, threads. */
#include "program/locked_out.h"

#include "program/elements.h"
#include "program/stop_locks.h"
#include "program/stops.h"
#include "program/threads.h"

/* Bounds: callers above each other; calls of one function; locks that are looked at; calls below a call;
 * functions that are followed for one wait. */
enum { OUT_UP = 3, OUT_CALLERS = 16, OUT_LOCKS = 8, OUT_DEEP = 2, OUT_FOLLOWED = 200 };

struct question {
    const struct channels *channels;
    const struct program *program;
    const struct stop_facts *facts;
    const struct channel *channel;
    const struct channel_use *wait;
    uint64_t kinds;
    uint32_t mutex; /* its element */
    uint32_t *followed;
    struct arena *scratch;
};

/* ---- ways ---- */

/* What is known of the lock on a way through a function. */
enum holding { AS_BEFORE, HELD, NOT_HELD, N_HOLDINGS };

struct here {
    uint32_t block;
    enum holding holding;
};

/* The ways from there to the point, by what they do to the lock (bits: 1 << holding); one that comes from the point itself
 * begins anew. With `taken` a lock that has been given back again counts as held. */
struct ways_to {
    const struct question *question;
    struct point to;
    bool taken;
    uint32_t deep;
    uint32_t arrive;  /* at the point */
    uint32_t returns; /* from the function */
};

static bool surely_takes(const struct question *question, uint32_t number, uint32_t deep);

static enum holding behind_call(const struct ways_to *ways, const struct call_site *site,
                                enum holding holding)
{
    const struct question *question = ways->question;

    switch (locks_effect(question->facts, question->mutex, ways->to.fn, site, question->scratch)) {
    case LOCK_TAKES:
        return HELD;
    case LOCK_GIVES:
        return ways->taken && holding == HELD ? HELD : NOT_HELD;
    case LOCK_NONE:
        break;
    }
    if (ways->taken && site->targets.count == 1 && !site->unresolved &&
        surely_takes(question, site->targets.items[0], ways->deep + 1))
        return HELD;
    return holding;
}

static void follow(struct ways_to *ways) // NOLINT(misc-no-recursion): OUT_DEEP
{
    const struct fn *fn = &ways->question->program->fns[ways->to.fn];
    struct bitset seen =
        bitset_new(ways->question->scratch, (uint32_t)N_HOLDINGS * fn->ir->blocks.count);
    VECTOR(struct here) todo = {0};

    vector_push(&todo, (struct here){1, AS_BEFORE});
    bitset_add(&seen, N_HOLDINGS + AS_BEFORE);
    while (todo.count) {
        struct here here = vector_pop(&todo);
        const struct ir_block *block = fn_block(fn, here.block);
        uint32_t last = block->instrs.first + block->instrs.count;
        uint32_t c = block->instrs.count ? graph_first_call(fn, block->instrs.first) : fn->n_calls;
        bool passed = here.block != ways->to.block;
        for (; c < fn->n_calls && fn->calls[c].instr < last; c++) {
            if (!passed && fn->calls[c].instr >= ways->to.instr) {
                ways->arrive |= 1u << here.holding;
                passed = true;
                if (ways->taken)
                    here.holding = NOT_HELD;
            }
            here.holding = behind_call(ways, &fn->calls[c], here.holding);
        }
        if (!passed) {
            ways->arrive |= 1u << here.holding;
            if (ways->taken)
                here.holding = NOT_HELD;
        }
        if (block->end == IR_END_RETURN)
            ways->returns |= 1u << here.holding;
        for (uint32_t edge = 0; edge < graph_n_successors(block); edge++) {
            uint32_t next = graph_successor(fn, block, edge);
            if (bitset_add(&seen, next * N_HOLDINGS + here.holding))
                vector_push(&todo, (struct here){next, here.holding});
        }
    }
    vector_deinit(&todo);
}

/* Whether every way through the function takes the lock. */
static bool surely_takes(const struct question *question, uint32_t number,
                         uint32_t deep) // NOLINT(misc-no-recursion): OUT_DEEP
{
    struct ways_to ways = {.question = question, .to = {.fn = number}, .taken = true, .deep = deep};

    if (deep > OUT_DEEP || question->program->fns[number].is_model ||
        ++*question->followed > OUT_FOLLOWED)
        return false;
    follow(&ways);
    return ways.returns == 1u << HELD;
}

/* Whether the lock is held at the point, or (`taken`) has been taken on the way to it, whatever way that is: in its function,
 * or in all that call it. */
static bool is_on_all_ways(const struct question *question, struct point point, bool taken,
                           uint32_t up) // NOLINT(misc-no-recursion): OUT_UP
{
    struct ways_to ways = {.question = question, .to = point, .taken = taken};

    if (++*question->followed > OUT_FOLLOWED)
        return false;
    follow(&ways);
    if (ways.arrive == 1u << HELD)
        return true;
    if (ways.arrive & 1u << NOT_HELD || !ways.arrive || up == OUT_UP ||
        members_has_unseen_callers(question->program, point.fn) ||
        question->program->fns[point.fn].address_taken)
        return false;
    struct points one = {&point, 1, 1};
    struct points calls = region_calls_of(question->program, &one);
    bool all = calls.count && calls.count <= OUT_CALLERS;
    for (uint32_t i = 0; i < calls.count && all; i++)
        all = is_on_all_ways(question, calls.items[i], taken, up + 1);
    vector_deinit(&calls);
    return all;
}

/* ---- whose lock ---- */

/* A place that is not known is NULL; `is_pointer`: the object is what the place points to. */
struct owner {
    const struct ir_place *place;
    bool is_pointer;
};

/* The object whose field the argument is the address of; or that it points to. */
static struct owner owner_of(const struct fn *fn, struct ir_operand argument)
{
    const struct ir_place *place =
        argument.kind == IR_OPERAND_PLACE || argument.kind == IR_OPERAND_ADDRESS
            ? fn_place(fn, argument.index)
            : NULL;

    if (!place || argument.kind == IR_OPERAND_PLACE)
        return (struct owner){place, true};
    while (place->kind != IR_PLACE_FIELD && place->parent.index)
        place = fn_place(fn, place->parent.index);
    if (place->kind != IR_PLACE_FIELD)
        return (struct owner){0};
    place = fn_place(fn, place->parent.index);
    return place->kind == IR_PLACE_DEREF ? (struct owner){fn_place(fn, place->parent.index), true}
                                         : (struct owner){place, false};
}

static bool is_same_object(const struct fn *fn, struct owner a, struct owner b)
{
    if (!a.place || !b.place || a.is_pointer != b.is_pointer)
        return false;
    while (a.place->kind == b.place->kind && a.place->argument == b.place->argument &&
           a.place->parent.index && b.place->parent.index) {
        a.place = fn_place(fn, a.place->parent.index);
        b.place = fn_place(fn, b.place->parent.index);
    }
    return a.place->kind == b.place->kind && a.place->argument == b.place->argument &&
           !a.place->parent.index && !b.place->parent.index;
}

static struct owner argument_of(const struct fn *fn, uint32_t instr, uint32_t parameter)
{
    const struct ir_instr *call = &fn->unit->instrs[instr];

    if (!parameter || parameter > call->arguments.count)
        return (struct owner){0};
    return owner_of(fn, fn->unit->operands[call->arguments.first + parameter - 1]);
}

/* Whether the call is handed something of the object. */
static bool is_handed(const struct fn *fn, uint32_t instr, struct owner owner)
{
    const struct ir_instr *call = &fn->unit->instrs[instr];

    for (uint32_t i = 1; i <= call->arguments.count; i++)
        if (is_same_object(fn, owner, argument_of(fn, instr, i)))
            return true;
    return false;
}

/* Whether what is taken in the function is the lock of the object of which something is handed to that call; `ret_any`: it is
 * taken there. */
static bool is_own_lock(const struct question *question, uint32_t number, uint32_t instr,
                        bool *ret_any)
{
    const struct uses *uses = question->facts->unwrapped;
    const struct fn *fn = &question->program->fns[number];
    bool own = true;

    *ret_any = false;
    for (uint32_t i = uses->first[number]; i < uses->first[number + 1]; i++) {
        const struct use *use = &uses->items.items[i];
        if (use->kind != USE_LOCK || use->element != question->mutex)
            continue;
        own &= is_handed(fn, instr, argument_of(fn, use->instr, use->used));
        *ret_any = true;
    }
    return own;
}

/* Whether the lock is that of the very object whose channel is used: another one's may be held meanwhile. */
static bool is_lock_of_object(const struct question *question, const struct channel_use *use)
{
    bool any = false;

    if (question->mutex % 2 == 0)
        return true;
    if (!is_own_lock(question, use->at_fn, use->at_instr, &any))
        return false;
    return any || (is_own_lock(question, use->fn, use->instr, &any) && any);
}

/* ---- who ends the wait ---- */

/* Whether the one who uses the channel there has waited for it himself before: he gives back what he had. */
static bool gives_back(const struct question *question, const struct channel_use *use)
{
    const struct channel *channel = question->channel;

    for (uint32_t i = channel->first; i < channel->first + channel->count; i++) {
        const struct channel_use *other = &question->channels->uses.items[i];
        if (other->kind == question->wait->kind &&
            (other->fn == use->fn || other->at_fn == use->at_fn))
            return true;
    }
    return false;
}

/* One of those who would end the wait; NULL where there is none, or one that does not need the lock. */
static const struct channel_use *find_locked_out(const struct question *question)
{
    const struct channel *channel = question->channel;
    const uint32_t *run_by = threads_run_by(question->program);
    const struct channel_use *first = NULL;

    for (uint32_t i = channel->first; i < channel->first + channel->count; i++) {
        const struct channel_use *use = &question->channels->uses.items[i];
        struct point at = {use->at_fn, use->at_block, use->at_instr};
        uint32_t root = run_by[use->fn], own = run_by[question->wait->fn];
        if (!(question->kinds >> use->kind & 1) || !use->reached)
            continue;
        if (gives_back(question, use) || !is_lock_of_object(question, use) ||
            contexts_in_child(question->program, use->fn, use->block) ||
            !is_on_all_ways(question, at, true, 0))
            return NULL;
        if (!first && root != RUN_BY_NONE && (root != own || root == RUN_BY_MANY))
            first = use;
    }
    return first;
}

/* ---- the locks ---- */

/* Whether it is one lock for all, or lies in the object of the channel. */
static bool is_of_channel(const struct question *question)
{
    const struct program *program = question->program;
    const struct channel *channel = question->channel;

    if (question->mutex >= elements_named(program))
        return false;
    if (question->mutex % 2 == 0)
        return true;
    for (uint32_t i = channel->first; i < channel->first + channel->count; i++) {
        uint32_t element = question->channels->uses.items[i].element;
        if (element % 2 && element < elements_named(program) &&
            program->fields[element / 2].record == program->fields[question->mutex / 2].record)
            return true;
    }
    return false;
}

struct mutexes {
    uint32_t items[OUT_LOCKS];
    uint32_t count;
};

/* Adds the locks that are taken in the function, but not the one that the wait gives back. */
static void add_mutexes(const struct question *question, uint32_t number, uint32_t given_back,
                        struct mutexes *mutexes)
{
    const struct uses *uses = question->facts->unwrapped;

    for (uint32_t i = uses->first[number]; i < uses->first[number + 1]; i++) {
        const struct use *use = &uses->items.items[i];
        bool known = use->kind != USE_LOCK || !use->element || mutexes->count == OUT_LOCKS ||
                     (given_back && region_same(question->facts, use->element, given_back));
        for (uint32_t k = 0; k < mutexes->count; k++)
            known |= mutexes->items[k] == use->element;
        if (!known)
            mutexes->items[mutexes->count++] = use->element;
    }
}

/* The lock that the call gives back meanwhile; 0 = none, or it is not known. */
static uint32_t given_back_at(const struct question *question, uint32_t fn, uint32_t instr)
{
    const struct uses *uses = question->facts->unwrapped;

    for (uint32_t i = uses->first[fn]; i < uses->first[fn + 1]; i++)
        if (uses->items.items[i].kind == USE_UNLOCK && uses->items.items[i].instr == instr &&
            uses->items.items[i].element < elements_named(question->program))
            return uses->items.items[i].element;
    return 0;
}

static struct mutexes find_mutexes(const struct question *question)
{
    const struct channel_use *wait = question->wait;
    struct mutexes mutexes = {.count = 0};
    struct points level = {0};
    uint32_t given_back = given_back_at(question, wait->at_fn, wait->at_instr);

    if (!given_back)
        given_back = given_back_at(question, wait->fn, wait->instr);
    if (wait->kind == USE_WAIT && !given_back)
        return mutexes;
    add_mutexes(question, wait->at_fn, given_back, &mutexes);
    vector_push(&level, (struct point){wait->at_fn, wait->at_block, wait->at_instr});
    for (uint32_t up = 0; up < OUT_UP && level.count && level.count <= OUT_CALLERS; up++) {
        struct points calls = region_calls_of(question->program, &level);
        vector_deinit(&level);
        level = calls;
        for (uint32_t i = 0; i < level.count && level.count <= OUT_CALLERS; i++)
            add_mutexes(question, level.items[i].fn, given_back, &mutexes);
    }
    vector_deinit(&level);
    return mutexes;
}

/* ---- the question ---- */

static void state(const struct question *question, const struct channel_use *end,
                  enum channel_failure failure, struct channel_trouble *trouble)
{
    const struct program *program = question->program;
    const char *name = program->fns[end->at_fn].name;
    struct step step =
        channels_step(program, end->at_fn, end->at_instr,
                      arena_printf(program->run,
                                   "%s() would end that here, but takes the lock before, which "
                                   "the one who waits holds",
                                   name));

    trouble->failure = failure;
    trouble->other = name;
    trouble->witness = (struct steps){arena_copy(program->run, &step, sizeof(step)), 1};
}

bool locked_out(const struct channels *channels, const struct channel_use *wait, uint64_t kinds,
                enum channel_failure failure, struct channel_trouble *trouble)
{
    const struct program *program = channels->program;
    uint32_t followed = 0;
    struct question question = {.channels = channels,
                                .program = program,
                                .facts = stops_facts(program),
                                .channel = channels_find(channels, wait),
                                .wait = wait,
                                .kinds = kinds,
                                .followed = &followed,
                                .scratch = arena_new()};
    struct mutexes mutexes = {.count = 0};
    struct point at = {wait->at_fn, wait->at_block, wait->at_instr};
    const struct channel_use *end = NULL;

    /* in a queue of the program's own, it is the wait for its condition that is looked at */
    if (!wait->by_hand && !contexts_in_child(program, wait->fn, wait->block))
        mutexes = find_mutexes(&question);
    for (uint32_t i = 0; i < mutexes.count && !end; i++) {
        question.mutex = mutexes.items[i];
        if (is_of_channel(&question) && is_lock_of_object(&question, wait) &&
            is_on_all_ways(&question, at, false, 0))
            end = find_locked_out(&question);
    }
    if (end)
        state(&question, end, failure, trouble);
    arena_free(question.scratch);
    return end;
}
