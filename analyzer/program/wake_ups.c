/* Wake-ups that come to nothing.
 *
 * Requires channels, threads, stores. All that is not known, such as a call whose targets are not, is taken
 * to wake. */
#include "program/wake_ups.h"

#include "program/conditions.h"
#include "program/creations.h"
#include "program/elements.h"
#include "program/missing.h"
#include "program/paths.h"
#include "program/ring_indices.h"
#include "program/solver.h"
#include "program/stops.h"
#include "program/threads.h"
#include "program/wake_ups_inside.h"

/* Bounds: levels of callers that may do the waking; functions that are looked at there; callers of a function, more of
 * which do not each wake; calls down to a wait. */
enum { WAKE_LEVELS = 3, WAKE_CALLERS = 200, WAKE_FEW = 40, WAKE_DOWN = 4 };

struct point wake_point(const struct store *store)
{
    return (struct point){store->fn, store->block, store->instr};
}

const char *wake_say(const struct wake_question *question, uint32_t fn, const char *what)
{
    return arena_printf(question->program->run, "%s() %s", question->program->fns[fn].name, what);
}

/* Whether the use is one of the kinds, and may be of the same condition as the wait. */
static bool may_wake(const struct wake_question *question, const struct channel_use *use,
                     uint64_t kinds)
{
    const struct channel_use *wait = question->wait;

    return kinds >> use->kind & 1 &&
           !predicate_apart(question->program, wait->fn, (struct ir_place_id){wait->place}, use->fn,
                            (struct ir_place_id){use->place});
}

/* Whether the call, where the thread that waits may be cancelled, cancels one: that ends the wait. */
static bool cancels_at(const struct wake_question *question, uint32_t fn,
                       const struct call_site *site)
{
    const struct use_list *cancels = &question->facts->uses->cancels;

    if (question->far_above || !bitset_has(&question->channels->cancelled, question->wait->at_fn))
        return false;
    for (uint32_t i = 0; i < cancels->count; i++)
        if ((cancels->items[i].fn == fn && cancels->items[i].instr == site->instr) ||
            functions_lead_to(question->facts, site, cancels->items[i].fn))
            return true;
    return false;
}

/* Whether a call through a pointer of which it is not known where it leads may wake: whether the address of a function that
 * does, or of one above it, is kept anywhere. */
static bool wakes_by_pointer(const struct wake_question *question, uint64_t kinds)
{
    enum { ABOVE_MOST = 500 };
    const struct program *program = question->program;
    const struct channel *channel = question->channel;
    struct bitset seen = bitset_new(question->scratch, program->n_fns);
    VECTOR(uint32_t) todo = {0};
    bool wakes = question->unseen;

    for (uint32_t i = channel->first; i < channel->first + channel->count; i++) {
        const struct channel_use *use = &question->channels->uses.items[i];
        if (may_wake(question, use, kinds) && bitset_add(&seen, use->fn))
            vector_push(&todo, use->fn);
    }
    for (uint32_t at = 0; at < todo.count && !wakes; at++) {
        const struct fn *fn = &program->fns[todo.items[at]];
        wakes = fn->address_taken || at == ABOVE_MOST;
        for (uint32_t i = 0; i < fn->callers.count && !wakes; i++)
            if (!program->fns[fn->callers.items[i]].is_model &&
                bitset_add(&seen, fn->callers.items[i]))
                vector_push(&todo, fn->callers.items[i]);
    }
    vector_deinit(&todo);
    return wakes;
}

bool wake_at_call(const struct wake_question *question, uint32_t fn, const struct call_site *site,
                  uint64_t kinds)
{
    const struct channel *channel = question->channel;

    if (site->unresolved && question->far_above)
        return false;
    if ((site->unresolved && wakes_by_pointer(question, kinds)) || cancels_at(question, fn, site))
        return true;
    if (question->unseen && !site->targets.count) /* not in sight: the project's own may wake */
        return !site->entity ||
               !(question->program->entities[site->entity].flags & IR_SYMBOL_SYSTEM);
    for (uint32_t i = channel->first; i < channel->first + channel->count; i++) {
        const struct channel_use *use = &question->channels->uses.items[i];
        if (!may_wake(question, use, kinds))
            continue;
        if ((use->fn == fn && use->instr == site->instr) ||
            (use->at_fn == fn && use->at_instr == site->instr))
            return true;
        for (uint32_t k = 0; k < site->targets.count; k++)
            if (bitset_has(functions_below(question->facts, site->targets.items[k]), use->fn))
                return true;
    }
    return false;
}

bool wake_behind(const struct wake_question *question, struct point point, uint64_t kinds)
{
    const struct fn *fn = &question->program->fns[point.fn];
    struct bitset behind = conditions_reach(fn, point.block, question->scratch);

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct call_site *site = &fn->calls[c];
        bool later = bitset_has(&behind, site->block) ||
                     (site->block == point.block && site->instr > point.instr);
        if (later && wake_at_call(question, point.fn, site, kinds))
            return true;
    }
    return false;
}

bool wake_in(const struct wake_question *question, uint32_t number, uint64_t kinds)
{
    const struct fn *fn = &question->program->fns[number];

    for (uint32_t c = 0; c < fn->n_calls; c++)
        if (wake_at_call(question, number, &fn->calls[c], kinds))
            return true;
    return false;
}

/* Whether the call leads to where the thread that waits is joined: it is woken to end there, not for what came before. */
static bool ends_waiter(const struct wake_question *question, uint32_t number,
                        const struct call_site *site)
{
    const struct program *program = question->program;
    const struct creations *all = &program->solution->creations;
    uint32_t root = threads_run_by(program)[question->predicate.wait.fn];
    bool ends = false;

    for (uint32_t i = 1; i < all->items.count && root != RUN_BY_MANY && !ends; i++) {
        const struct creation_record *record = &all->items.items[i];
        if (record->body_fns.count != 1 || record->body_fns.items[0] != root)
            continue;
        struct points joins = stops_joins(program, record);
        for (uint32_t k = 0; k < joins.count && !ends; k++)
            ends = functions_lead_to(question->facts, site, joins.items[k].fn) ||
                   (joins.items[k].fn == number && joins.items[k].instr == site->instr);
        vector_deinit(&joins);
    }
    return ends;
}

static bool reaches_one(const struct call_site *site, const struct bitset *fns)
{
    for (uint32_t k = 0; k < site->targets.count; k++)
        if (bitset_has(fns, site->targets.items[k]))
            return true;
    return false;
}

/* Whether the call leads to something that waits for the outside, which may take as long as it likes. */
static bool takes_long(const struct program *program, const struct call_site *site)
{
    for (uint32_t k = 0; k < site->targets.count; k++)
        if (contexts_waits(program, site->targets.items[k]))
            return true;
    return false;
}

/* Whether the function comes from one of the marked calls to the other kind without a wait for the outside in
 * between: what it does there belongs together. */
static bool comes_soon(const struct wake_question *question, uint32_t number,
                       const struct bitset *from, const struct bitset *to)
{
    const struct fn *fn = &question->program->fns[number];
    struct path_query query = {.program = question->program, .fn = number};

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        if (bitset_has(from, c))
            path_mark(&query, fn->calls[c].instr, PATH_FROM);
        if (bitset_has(to, c))
            path_mark(&query, fn->calls[c].instr, PATH_TO);
        if (!bitset_has(from, c) && !bitset_has(to, c) &&
            takes_long(question->program, &fn->calls[c]))
            path_mark(&query, fn->calls[c].instr, PATH_STOP);
    }
    bool comes = path_find(&query).found;
    path_query_deinit(&query);
    return comes;
}

bool wake_soon_behind(const struct wake_question *question, struct point point, uint64_t kinds)
{
    const struct fn *fn = &question->program->fns[point.fn];
    struct path_query query = {.program = question->program, .fn = point.fn};

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        bool wakes = wake_at_call(question, point.fn, &fn->calls[c], kinds);
        if (wakes || takes_long(question->program, &fn->calls[c]))
            path_mark(&query, fn->calls[c].instr, wakes ? PATH_TO : PATH_STOP);
    }
    path_mark(&query, point.instr, PATH_FROM);
    bool comes = path_find(&query).found;
    path_query_deinit(&query);
    return comes;
}

/* The same for what a function does that calls some of those which were looked at already. */
static bool wakes_besides(const struct wake_question *question, uint32_t number,
                          const struct bitset *seen, uint64_t kinds)
{
    const struct fn *fn = &question->program->fns[number];
    struct bitset calls = bitset_new(question->scratch, fn->n_calls + 1);
    struct bitset wakes = bitset_new(question->scratch, fn->n_calls + 1);
    bool any = false;

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        if (reaches_one(&fn->calls[c], seen))
            bitset_add(&calls, c);
        else if (wake_at_call(question, number, &fn->calls[c], kinds) &&
                 !ends_waiter(question, number, &fn->calls[c]))
            any |= bitset_add(&wakes, c);
    }
    return any && (comes_soon(question, number, &calls, &wakes) ||
                   comes_soon(question, number, &wakes, &calls));
}

/* Far above, who cancels the thread ends it, at some time or other, and who calls through any pointer does something else:
 * that tells of nothing. */
static bool wakes_above(const struct wake_question *question, uint32_t number, uint64_t kinds,
                        uint32_t levels)
{
    const struct program *program = question->program;
    struct wake_question above = *question;
    struct bitset seen = bitset_new(question->scratch, program->n_fns);
    VECTOR(uint32_t) todo = {0};
    bool wakes = false;

    vector_push(&todo, number);
    bitset_add(&seen, number);
    uint32_t level_end = 1;
    for (uint32_t at = 0, level = 0; at < todo.count && level < levels && !wakes; at++) {
        if (at == level_end) {
            level_end = todo.count;
            if (++level == levels)
                break;
        }
        const struct fn_list *callers = &program->fns[todo.items[at]].callers;
        bool few = callers->count <= WAKE_FEW;
        if (!few && level > 0)
            continue;
        for (uint32_t i = 0; i < callers->count && !wakes; i++) {
            uint32_t caller = callers->items[i];
            if (program->fns[caller].is_model || !bitset_add(&seen, caller))
                continue;
            if (few)
                vector_push(&todo, caller);
            above.far_above = level > 0;
            wakes = (level > 0 && todo.count > WAKE_CALLERS) ||
                    wakes_besides(&above, caller, &seen, kinds);
        }
    }
    vector_deinit(&todo);
    return wakes;
}

bool wake_above(const struct wake_question *question, uint32_t number, uint64_t kinds)
{
    return wakes_above(question, number, kinds, WAKE_LEVELS);
}

bool wake_right_above(const struct wake_question *question, uint32_t number, uint64_t kinds)
{
    return wakes_above(question, number, kinds, 1);
}

bool wake_before(const struct wake_question *question, struct point point)
{
    const struct fn *fn = &question->program->fns[point.fn];
    struct held held = held_before(question->facts, point, question->scratch);

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct call_site *site = &fn->calls[c];
        if ((bitset_has(&held.blocks, site->block) ||
             (site->block == point.block && site->instr < point.instr)) &&
            wake_at_call(question, point.fn, site, wake_any))
            return true;
    }
    return false;
}

bool wake_tells(const struct wake_question *question, const struct store *store)
{
    return wake_behind(question, wake_point(store), wake_any) ||
           wake_before(question, wake_point(store)) || wake_above(question, store->fn, wake_any);
}

/* ---- how many ---- */

static bool is_in_loop(const struct program *program, uint32_t fn, uint32_t block)
{
    return program->fns[fn].loop_of[block] != 0;
}

/* Whether the call that starts the thread is given something that its function has from its caller: then all that the
 * caller starts so may get the same object. */
static bool is_of_caller(const struct program *program, const struct creation_record *record)
{
    const struct fn *fn = &program->fns[record->fn];
    const struct ir_instr *call = &fn->unit->instrs[record->instr];

    for (uint32_t i = 0; i < call->arguments.count; i++) {
        struct ir_operand operand = fn->unit->operands[call->arguments.first + i];
        if (operand.kind != IR_OPERAND_PLACE && operand.kind != IR_OPERAND_ADDRESS)
            continue;
        const struct ir_place *place = fn_place(fn, operand.index);
        while (place->parent.index)
            place = fn_place(fn, place->parent.index);
        if (place->kind == IR_PLACE_LOCAL && place->argument <= fn->ir->n_parameters)
            return true;
    }
    return false;
}

/* The threads of that body that the record, and no other one, stands for; of the body's starts, which its callers have
 * as well, that is one. With `for_one`, those that may have one object in common. */
static uint32_t count_of_record(const struct program *program, const struct creation_record *record,
                                uint32_t body, bool for_one)
{
    bool repeated = record->fn && is_in_loop(program, record->fn, record->block);
    bool follows = !record->fn || !for_one || is_of_caller(program, record);

    for (uint32_t s = 0; s < record->starts.count && follows && !repeated; s++) {
        const struct start *start = &record->starts.items[s];
        repeated = start->body == body && is_in_loop(program, start->fn, start->block);
    }
    return 1 + repeated;
}

/* Whether a record of who calls the record's function stands for its threads of that body. */
static bool is_counted_above(const struct program *program, uint32_t record, uint32_t body)
{
    const struct creations *all = &program->solution->creations;

    for (uint32_t i = record + 1; i < all->items.count; i++) {
        const struct creation_record *other = &all->items.items[i];
        for (uint32_t s = 0; other->through == record && s < other->starts.count; s++)
            if (other->starts.items[s].body == body)
                return true;
    }
    return false;
}

/* How many threads of each body are started, as far as one or several goes: in all, or for one object. */
static const uint32_t *count_started(const struct program *program, bool for_one)
{
    const struct creations *all = &program->solution->creations;
    struct stop_facts *facts = program->stop_facts;
    uint32_t **counts = for_one ? &facts->n_started_for_one : &facts->n_started;

    if (*counts)
        return *counts;
    *counts = ARENA_ARRAY(facts->arena, uint32_t, program->n_fns);
    for (uint32_t i = 1; i < all->items.count; i++) {
        const struct creation_record *record = &all->items.items[i];
        for (uint32_t s = 0; s < record->starts.count; s++) {
            uint32_t body = record->starts.items[s].body;
            bool is_first = true;
            for (uint32_t k = 0; k < s; k++)
                is_first &= record->starts.items[k].body != body;
            if (is_first && !(record->passed_on && is_counted_above(program, i, body)))
                (*counts)[body] += count_of_record(program, record, body, for_one);
        }
    }
    return *counts;
}

bool wake_several(const struct wake_question *question, uint32_t root)
{
    uint32_t element = question->wait->element;
    bool in_object = element < elements_named(question->program) && element % 2;

    if (root == RUN_BY_MANY || root == RUN_BY_NONE)
        return root == RUN_BY_MANY;
    return count_started(question->program, in_object)[root] > 1;
}

bool wake_starts_several(const struct program *program, uint32_t root)
{
    if (root == RUN_BY_MANY || root == RUN_BY_NONE)
        return root == RUN_BY_MANY;
    return count_started(program, false)[root] > 1;
}

/* ---- what is looked at ---- */

enum store_effect wake_effect(const struct wake_question *question, uint32_t waiter,
                              const struct look *look, const struct store *store)
{
    const struct program *program = question->program;
    const struct fn *fn = &program->fns[store->fn];
    uint32_t named = element_of_named_place(program, store->fn, fn->unit->instrs[store->instr].dst);

    return named == store->element ? predicate_store(program, waiter, look, store)
                                   : predicate_link(program, waiter, look, store);
}

/* Whether the store may be made by the time of the wait. */
static bool is_in_time(const struct wake_question *question, const struct look *look,
                       const struct store *store)
{
    const struct program *program = question->program;
    const struct fn *fn = &program->fns[store->fn];

    return look->enough && !(fn->ir->flags & IR_FUNCTION_INIT) &&
           contexts_reached(program, store->fn) &&
           members_share(program, fn->input, program->fns[question->wait->fn].input);
}

/* The next of the stores, and of the links, to the look, that does that to it. `*count` runs over those of all looks. */
static const struct store *next_store(const struct wake_question *question, const struct look *look,
                                      enum store_effect effect, uint32_t *at, uint32_t *count)
{
    struct store_span named = stores_to(question->stores, look->element);
    struct store_span linked = links_to(question->links, look->element);
    uint32_t n_named = named.end - named.first;

    for (uint32_t i = 0; i < n_named + linked.end - linked.first; i++) {
        const struct store *store = i < n_named
                                        ? &question->stores->items[named.first + i]
                                        : &question->links->items[linked.first + i - n_named];
        if ((*count)++ < *at)
            continue;
        *at = *count;
        if (is_in_time(question, look, store) &&
            wake_effect(question, question->predicate.wait.fn, look, store) == effect)
            return store;
    }
    return NULL;
}

/* The same of the stores to an index. */
static const struct store *next_move(const struct wake_question *question, const struct look *look,
                                     enum store_effect effect, uint32_t *at, uint32_t *count)
{
    struct store_span span = stores_to(question->stores, look->element);

    for (uint32_t i = span.first; i < span.end; i++) {
        const struct store *store = &question->stores->items[i];
        const struct fn *fn = &question->program->fns[store->fn];
        if ((*count)++ < *at)
            continue;
        *at = *count;
        if (is_in_time(question, look, store) &&
            effect ==
                (ring_indices_moves(question->program, store) ? STORE_OPENS : STORE_MAY_OPEN) &&
            !predicate_apart(question->program, question->predicate.wait.fn, look->place, store->fn,
                             fn->unit->instrs[store->instr].dst))
            return store;
    }
    return NULL;
}

/* The same of the calls that are given a ring. */
static const struct store *next_ring(const struct wake_question *question, const struct look *look,
                                     enum store_effect effect, uint32_t *at, uint32_t *count)
{
    struct store_span calls = rings_to(question->rings, look->element);

    if (look->is_index)
        return next_move(question, look, effect, at, count);
    for (uint32_t i = calls.first; i < calls.end; i++) {
        const struct store *call = &question->rings->items[i];
        if ((*count)++ < *at)
            continue;
        *at = *count;
        if (is_in_time(question, look, call) &&
            effect == (question->rings->adds[i] ? STORE_OPENS : STORE_MAY_OPEN) &&
            !predicate_apart(question->program, question->predicate.wait.fn, look->place, call->fn,
                             rings_head(question->program, call)))
            return call;
    }
    return NULL;
}

typedef const struct store *next_of_look(const struct wake_question *question,
                                         const struct look *look, enum store_effect effect,
                                         uint32_t *at, uint32_t *count);

static bool next_among(const struct wake_question *question, const struct look *looks,
                       uint32_t n_looks, next_of_look *next, enum store_effect effect, uint32_t *at,
                       struct opening *ret_opening)
{
    uint32_t count = 0;

    for (uint32_t k = 0; k < n_looks; k++) {
        const struct store *store = next(question, &looks[k], effect, at, &count);
        if (!store)
            continue;
        *ret_opening = (struct opening){&looks[k], store};
        return true;
    }
    return false;
}

bool wake_next_opening(const struct wake_question *question, enum store_effect effect, uint32_t *at,
                       struct opening *ret_opening)
{
    return next_among(question, question->predicate.looks.items, question->predicate.looks.count,
                      next_store, effect, at, ret_opening);
}

bool wake_next_filling(const struct wake_question *question, enum store_effect effect, uint32_t *at,
                       struct opening *ret_opening)
{
    return next_among(question, question->predicate.rings.items, question->predicate.rings.count,
                      next_ring, effect, at, ret_opening);
}

void wake_state(const struct wake_question *question, enum channel_failure failure, uint32_t other,
                uint32_t instr, const char *text, const char *assumption)
{
    const struct program *program = question->program;
    struct step step = channels_step(program, other, instr, text);

    question->trouble->failure = failure;
    question->trouble->other = program->fns[other].name;
    question->trouble->assumption = assumption;
    question->trouble->witness = (struct steps){arena_copy(program->run, &step, sizeof(step)), 1};
}

/* ---- the question ---- */

static uint32_t reversed(struct point *points, uint32_t n)
{
    for (uint32_t i = 0; i < n / 2; i++) {
        struct point swap = points[i];
        points[i] = points[n - 1 - i];
        points[n - 1 - i] = swap;
    }
    return n;
}

/* The calls from the anchor of the use down to the function that does it, the last one first; 0 where there is not one way
 * only. */
static uint32_t calls_down_to(const struct stop_facts *facts, const struct channel_use *use,
                              struct point calls[WAKE_DOWN])
{
    struct point here = {use->fn, use->block, use->instr};
    uint32_t n = 0;

    while (n < WAKE_DOWN) {
        const struct fn *fn = &facts->program->fns[here.fn];
        const struct call_site *site = &fn->calls[graph_first_call(fn, here.instr)];
        if (site->instr != here.instr || site->targets.count != 1)
            return 0;
        calls[n++] = here;
        uint32_t target = site->targets.items[0], ways = 0;
        if (target == use->at_fn)
            return reversed(calls, n);
        const struct fn *below = &facts->program->fns[target];
        for (uint32_t c = 0; !below->is_model && c < below->n_calls; c++)
            if (functions_lead_to(facts, &below->calls[c], use->at_fn)) {
                here = (struct point){target, below->calls[c].block, below->calls[c].instr};
                ways++;
            }
        if (ways != 1)
            return 0;
    }
    return 0;
}

struct predicate wake_predicate(const struct stop_facts *facts, const struct channel_use *wait,
                                struct arena *scratch)
{
    struct point at = {wait->at_fn, wait->at_block, wait->at_instr};
    struct predicate predicate = predicate_of(facts, at, scratch);
    struct point calls[WAKE_DOWN];

    if (predicate.looks.count || predicate.held.whole || wait->fn == wait->at_fn)
        return predicate;
    uint32_t n = calls_down_to(facts, wait, calls);
    for (uint32_t i = 0; i < n && !predicate.looks.count && !predicate.held.whole; i++) {
        predicate_free(&predicate);
        predicate = predicate_of(facts, calls[i], scratch);
    }
    return predicate;
}

/* Whether all that is signalled surely is another object's condition. */
static bool is_unsent(const struct wake_question *question)
{
    const struct channel *channel = question->channel;

    if (missing_in_unit(question->program, question->wait->fn))
        return false;
    for (uint32_t i = channel->first; i < channel->first + channel->count; i++) {
        const struct channel_use *use = &question->channels->uses.items[i];
        if (use->reached && may_wake(question, use, ~UINT64_C(0)) && use->kind != USE_WAIT)
            return false;
    }
    question->trouble->failure = WAIT_UNSENT;
    return true;
}

/* Whether the call that waits also wakes, as at a barrier: that is one protocol, and known to work. */
static bool wakes_itself(const struct wake_question *question)
{
    const struct channel_use *wait = question->wait;
    const struct fn *fn = &question->program->fns[wait->at_fn];

    return wake_at_call(question, wait->at_fn, &fn->calls[graph_first_call(fn, wait->at_instr)],
                        wake_any);
}

static const struct links *links_of(const struct program *program)
{
    struct stop_facts *facts = program->stop_facts;

    if (!facts->links)
        facts->links = links_find(program, facts->arena);
    return facts->links;
}

static const struct rings *rings_of(const struct program *program)
{
    struct stop_facts *facts = program->stop_facts;

    if (!facts->rings)
        facts->rings = rings_find(program, facts->arena);
    return facts->rings;
}

static struct wake_question ask(const struct channels *channels, const struct channel *channel,
                                const struct channel_use *wait, struct channel_trouble *trouble)
{
    const struct stop_facts *facts = stops_facts(channels->program);
    struct wake_question question = {.channels = channels,
                                     .channel = channel,
                                     .wait = wait,
                                     .facts = facts,
                                     .program = channels->program,
                                     .stores = ways_stores(facts->ways),
                                     .links = links_of(channels->program),
                                     .rings = rings_of(channels->program),
                                     .trouble = trouble,
                                     .scratch = arena_new()};

    question.predicate = wake_predicate(facts, wait, question.scratch);
    return question;
}

static void answered(struct wake_question *question)
{
    predicate_free(&question->predicate);
    arena_free(question->scratch);
}

bool wake_ups_lost(const struct channels *channels, const struct channel *channel,
                   const struct channel_use *wait, struct channel_trouble *trouble)
{
    if (wait->kind != USE_WAIT || wait->by_hand)
        return false;
    struct wake_question question = ask(channels, channel, wait, trouble);
    bool lost =
        !wakes_itself(&question) &&
        (is_unsent(&question) || wake_is_bare(&question) || wake_is_not_looked_at(&question) ||
         wake_never_opens(&question) || wake_is_mistold(&question) || wake_is_untold(&question) ||
         wake_is_untold_by_caller(&question) || wake_is_unlocked(&question) ||
         wake_is_for_one(&question) || wake_is_stolen(&question) || wake_is_kept(&question) ||
         wake_is_left_counted(&question) || wake_is_never_told(&question));
    answered(&question);
    return lost;
}

bool wake_ups_never_told(const struct channels *channels, const struct channel *channel,
                         const struct channel_use *wait, struct channel_trouble *trouble)
{
    if (wait->kind != USE_WAIT || wait->by_hand)
        return false;
    struct wake_question question = ask(channels, channel, wait, trouble);
    bool lost = wake_is_never_told(&question);
    answered(&question);
    return lost;
}

/* Whether somebody in sight wakes all who wait for the condition. */
static bool wakes_all_in_sight(const struct wake_question *question)
{
    return channels_first(question->channels, question->channel, wake_all, true, question->wait);
}

bool wake_ups_lost_in_sight(const struct channels *channels, const struct channel *channel,
                            const struct channel_use *wait, struct channel_trouble *trouble)
{
    if (wait->kind != USE_WAIT || wait->by_hand)
        return false;
    struct wake_question question = ask(channels, channel, wait, trouble);
    question.unseen = true;
    bool lost =
        !wakes_itself(&question) && (wake_is_untold(&question) || wake_is_unlocked(&question) ||
                                     wake_is_never_told(&question) ||
                                     (!wakes_all_in_sight(&question) && wake_is_stolen(&question)));
    answered(&question);
    return lost;
}
