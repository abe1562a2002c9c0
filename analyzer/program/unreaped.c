/* Two facts meet here: what a thread writes when it leaves by itself (leaving.c), and what conditions
 * stand before each call that ends what its handle is kept in (creations.sites, conditions.c).
 *
 *   missed     each join is behind a flag, and the thread that leaves clears it
 *   wiped      the thread that leaves clears the handle
 *   replaced   the thread that leaves clears a flag, whereupon another takes the place of its handle
 *   dropped    a function clears the handle without a join, or takes one off the count up to which
 *              threads are joined
 *   uncounted  the start-up failed half way, and threads are joined up to a count that is not set yet
 *   unflagged  the start-up failed behind it, before the flag is set that every join is behind
 *   discarded  its object is freed on one way with a join, on another without
 *   cancelled  another takes its place behind a cancel (taken_over.c)
 *   doubled    another is started behind it that takes its place (taken_over.c)
 *   succeeded  a global gets a new handle with each event, and what is joined is the last one
 *
 * Requires solve, contexts, members, holders. */
#include "program/unreaped.h"

#include "program/conditions.h"
#include "program/elements.h"
#include "program/holders.h"
#include "program/solver.h"
#include "program/stop_region.h"
#include "program/unreaped_search.h"
#include "program/ways.h"

const struct fn *search_fn(const struct search *search, uint32_t number)
{
    return &search->program->fns[number];
}

struct source_place search_place(const struct search *search, uint32_t fn, struct ir_location at)
{
    return graph_place(search->program, search_fn(search, fn), at);
}

/* ---- the sites of a class, and who reaches them ---- */

static bool counts(const struct search *search, const struct end_site *site)
{
    const struct program *program = search->program;
    uint32_t maker = search->record->fn;
    bool reached = contexts_reached(program, site->fn) || !contexts_reached(program, maker);

    return site->events & search->events && reached &&
           members_share(program, search_fn(search, maker)->input,
                         search_fn(search, site->fn)->input) &&
           holders_match(program->holders, search->key, site->key);
}

static void find_enders(struct search *search)
{
    struct bitset *enders = &search->enders;
    VECTOR(uint32_t) todo = {0};

    *enders = bitset_new(search->scratch, search->program->n_fns);
    for (uint32_t i = 0; i < search->sites.count; i++)
        if (bitset_add(enders, search->sites.items[i]->fn))
            vector_push(&todo, search->sites.items[i]->fn);
    while (todo.count) {
        const struct fn_list *callers = &search_fn(search, vector_pop(&todo))->callers;
        for (uint32_t i = 0; i < callers->count; i++)
            if (bitset_add(enders, callers->items[i]))
                vector_push(&todo, callers->items[i]);
    }
    vector_deinit(&todo);
}

static void look_at_class(struct search *search, struct key key)
{
    const struct creations *all = &search->program->solution->creations;

    search->key = key;
    vector_clear(&search->sites);
    uint32_t at = creations_first_of_class(search->program, &all->first_site, key);
    for (; at; at = all->next_site[at - 1])
        if (counts(search, &all->sites.items[at - 1]))
            vector_push(&search->sites, &all->sites.items[at - 1]);
    find_enders(search);
}

/* ---- conditions before a call, in its function and in those that call it ---- */

void search_conditions(const struct search *search, uint32_t fn, uint32_t instr,
                       struct condition_list *ret_list)
{
    uint32_t block = conditions_block_of(search_fn(search, fn), instr);

    if (block)
        conditions_before(search->program, fn, block, ret_list);
}

static bool is_called_from_sight(const struct search *search, uint32_t number)
{
    return !members_has_unseen_callers(search->program, number);
}

/* The place that says how often the loop around the site runs; 0 = none. */
static uint32_t loop_count(const struct search *search, const struct end_site *site,
                           struct ir_location *ret_at)
{
    const struct fn *fn = search_fn(search, site->fn);
    uint32_t number = fn->loop_of[conditions_block_of(fn, site->instr)];

    if (!number)
        return 0;
    const struct loop *loop = &fn->loops[number - 1];
    const struct ir_block *head = ir_block(fn->unit, fn->ir, (struct ir_block_id){loop->head});
    bool leaves =
        head->end == IR_END_BRANCH && (!bitset_has(&loop->blocks, head->target[0].index) ||
                                       !bitset_has(&loop->blocks, head->target[1].index));
    *ret_at = head->at;
    return leaves && head->b.kind == IR_OPERAND_PLACE
               ? conditions_source(search->program, site->fn, head->b)
               : 0;
}

/* Takes out what was tested before the thread was started, in the function that starts it: it says nothing
 * of that thread. */
static void drop_earlier(const struct search *search, uint32_t fn, struct condition_list *list)
{
    struct condition_list earlier = {0};
    uint32_t kept = 0;

    if (fn == search->record->fn)
        search_conditions(search, fn, search->record->instr, &earlier);
    for (uint32_t i = 0; i < list->count; i++) {
        bool is_earlier = false;
        for (uint32_t k = 0; k < earlier.count; k++)
            is_earlier |= earlier.items[k].element == list->items[i].element &&
                          earlier.items[k].at.line == list->items[i].at.line &&
                          earlier.items[k].at.column == list->items[i].at.column;
        if (!is_earlier)
            list->items[kept++] = list->items[i];
    }
    list->count = kept;
    vector_deinit(&earlier);
}

/* Whether no thread that has left `leaving` there gets to the site. */
static bool is_missed_at(const struct search *search, const struct leaving *leaving,
                         const struct end_site *site, uint32_t depth, struct ir_location *ret_at)
{
    struct condition_list before = {0};

    /* it ends too few, where the thread takes one off how often the loop runs */
    if (leaving->counts_down)
        return loop_count(search, site, ret_at) == leaving->element;
    search_conditions(search, site->fn, site->instr, &before);
    drop_earlier(search, site->fn, &before);
    bool missed = conditions_exclude(&before, leaving->element, leaving->number);
    for (uint32_t i = 0; missed && i < before.count; i++)
        if (before.items[i].element == leaving->element)
            *ret_at = before.items[i].at;
    vector_deinit(&before);
    if (missed || depth == SOLVER_DEPTH || !is_called_from_sight(search, site->fn))
        return missed;
    /* no condition here: then before each call of this function */
    bool found = false;
    for (uint32_t i = 0; i < search->sites.count; i++) {
        const struct end_site *above = search->sites.items[i];
        if (above->callee != site->fn)
            continue;
        found = true;
        if (!is_missed_at(search, leaving, above, depth + 1, ret_at))
            return false;
    }
    return found;
}

bool search_is_direct(const struct search *search, const struct end_site *site)
{
    for (uint32_t i = 0; i < search->sites.count; i++)
        if (search->sites.items[i]->fn == site->callee)
            return false;
    return true;
}

static bool is_missed_everywhere(const struct search *search, const struct leaving *leaving,
                                 struct step *ret_step)
{
    bool found = false;

    for (uint32_t i = 0; i < search->sites.count; i++) {
        const struct end_site *site = search->sites.items[i];
        struct ir_location at = search_fn(search, site->fn)->unit->instrs[site->instr].at;
        if (!search_is_direct(search, site))
            continue;
        if (!is_missed_at(search, leaving, site, 0, &at))
            return false;
        if (!found)
            *ret_step = (struct step){search_place(search, site->fn, at),
                                      "by this condition, a thread that has left is not joined"};
        found = true;
    }
    return found;
}

/* ---- what leaves and what is kept belong together ---- */

bool element_is_field(uint32_t element)
{
    return element % 2 == 1;
}

uint32_t search_record(const struct search *search, uint32_t element)
{
    return search->program->fields[(element - 1) / 2].record;
}

/* The record of a field, or of what a global is; 0 = it is no struct. */
static uint32_t record_around(const struct search *search, uint32_t element)
{
    const struct program *program = search->program;

    if (!element || element_is_field(element))
        return element ? search_record(search, element) : 0;
    const struct entity *entity = &program->entities[(element - 2) / 2];
    for (uint32_t input = 0; entity->type && input < program->n_inputs; input++)
        if (program->inputs[input].unit == entity->type_unit &&
            entity->type->kind == IR_TYPE_RECORD)
            return program->record_of[input][entity->type->record.index];
    return 0;
}

/* Whether the flag and the handle lie in one object: fields of one struct, or of the one around it;
 * or globals both. */
bool search_belongs(const struct search *search, uint32_t element)
{
    struct key key = search->key;

    if (element == key.last)
        return true;
    if (!element_is_field(element))
        return !element_is_field(key.last) || (search->around && !element_is_field(search->around));
    if (!element_is_field(key.last))
        return false;
    uint32_t record = search_record(search, element);
    return record == search_record(search, key.last) ||
           record == record_around(search, search->around);
}

const char *search_name(const struct search *search, uint32_t element)
{
    const struct program *program = search->program;

    return element_is_field(element) ? program->fields[(element - 1) / 2].name
                                     : program->entities[(element - 2) / 2].name;
}

static struct step leaving_step(const struct search *search, const struct leaving *leaving)
{
    const char *name = leaving->wiped ? "" : search_name(search, leaving->element);
    const char *what = leaving->wiped
                           ? "wipes its object"
                           : arena_printf(search->program->run, "%s '%s'",
                                          leaving->counts_down ? "counts down" : "sets", name);

    return (struct step){search_place(search, leaving->fn, leaving->at),
                         arena_printf(search->program->run, "%s() leaves by itself, and %s here",
                                      search_fn(search, leaving->fn)->name, what)};
}

/* ---- wiped, missed ---- */

static bool find_missed(const struct search *search, struct unreaped *ret_unreaped)
{
    for (uint32_t i = 0; i < search->leavings.count; i++) {
        const struct leaving *leaving = &search->leavings.items[i];
        bool wipes = leaving->wiped && element_is_field(search->key.last) &&
                     leaving->wiped == search_record(search, search->key.last);
        if (!wipes && (leaving->wiped || !search_belongs(search, leaving->element)))
            continue;
        if (wipes || (leaving->element == search->key.last && !leaving->counts_down)) {
            ret_unreaped->words = "is forgotten when it leaves: it clears its own handle";
            ret_unreaped->steps[0] = leaving_step(search, leaving);
            ret_unreaped->n_steps = 1;
            return true;
        }
        if (!is_missed_everywhere(search, leaving, &ret_unreaped->steps[1]))
            continue;
        ret_unreaped->words = "is not joined once it has left by itself";
        ret_unreaped->steps[0] = leaving_step(search, leaving);
        ret_unreaped->n_steps = 2;
        return true;
    }
    return false;
}

/* ---- dropped ---- */

bool search_are_counted_by(const struct search *search, uint32_t element)
{
    const struct leaving count = {.element = element, .counts_down = true};
    struct step ignored;

    return search_belongs(search, element) && is_missed_everywhere(search, &count, &ignored);
}

static bool ends_before(const struct search *search, uint32_t number, uint32_t instr);

/* Whether the function may be called by somebody who has not joined before. */
static bool is_called_unjoined(const struct search *search, uint32_t number)
{
    const struct fn *fn = search_fn(search, number);
    bool unjoined = !is_called_from_sight(search, number);

    for (uint32_t i = 0; i < fn->callers.count; i++) {
        const struct fn *caller = search_fn(search, fn->callers.items[i]);
        if (fn->callers.items[i] == search->record->fn)
            continue;
        for (uint32_t k = 0; k < caller->n_calls; k++)
            for (uint32_t t = 0; t < caller->calls[k].targets.count; t++)
                unjoined |= caller->calls[k].targets.items[t] == number &&
                            !ends_before(search, fn->callers.items[i], caller->calls[k].instr);
    }
    return unjoined && contexts_reached(search->program, number);
}

/* Whether the function reads what the place holds: it may hand it on. To test it does not count. */
static bool reads(const struct search *search, uint32_t number, uint32_t element)
{
    const struct program *program = search->program;
    const struct fn *fn = search_fn(search, number);
    bool is_read = false;

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
        is_read |=
            block->end == IR_END_RETURN && element_of_operand(program, number, block->a) == element;
        for (uint32_t i = 0; i < block->instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[block->instrs.first + i];
            is_read |=
                instr->op == IR_COPY && element_of_operand(program, number, instr->a) == element;
            for (uint32_t k = 0; instr->op == IR_CALL && k < instr->arguments.count; k++)
                is_read |=
                    element_of_operand(program, number,
                                       fn->unit->operands[instr->arguments.first + k]) == element;
        }
    }
    return is_read;
}

/* Whether the write clears a handle that is seen to be there, and was not taken before. */
static bool clears_handle(const struct search *search, uint32_t number, uint32_t instr,
                          const struct constant_write *write)
{
    struct condition_list before = {0};

    if (write->element != search->key.last || write->number != 0 ||
        reads(search, number, write->element))
        return false;
    search_conditions(search, number, instr, &before);
    bool is_there = conditions_exclude(&before, write->element, 0);
    vector_deinit(&before);
    return is_there;
}

/* Whether that instruction lets a thread get out of reach of those who join. */
static bool drops(const struct search *search, uint32_t number, uint32_t instr,
                  struct unreaped *ret_unreaped)
{
    const struct fn *fn = search_fn(search, number);
    const struct ir_instr *self = &fn->unit->instrs[instr];
    struct constant_write write = conditions_write(search->program, number, self);
    bool counts = write.counts_down && search_are_counted_by(search, write.element);

    if (!write.element ||
        !(counts || (!write.counts_down && clears_handle(search, number, instr, &write))))
        return false;
    ret_unreaped->words = counts ? "is not joined when the count of threads gets smaller"
                                 : "is forgotten where its handle is cleared without a join";
    ret_unreaped->steps[0] = (struct step){
        search_place(search, number, self->at),
        arena_printf(search->program->run,
                     counts ? "%s() takes one off '%s', up to which threads are joined"
                            : "%s() clears '%s'",
                     fn->name, search_name(search, write.element))};
    ret_unreaped->n_steps = 1;
    return true;
}

/* The one count that the joins may run up to: that of the loop around the first; 0 = none. */
static uint32_t count_of_joins(const struct search *search)
{
    struct ir_location ignored;

    for (uint32_t i = 0; i < search->sites.count; i++)
        if (search_is_direct(search, search->sites.items[i]))
            return loop_count(search, search->sites.items[i], &ignored);
    return 0;
}

/* Whether the store stands before the other one, in the order of the program. */
static bool precedes(const struct store *a, const struct store *b)
{
    if (a->fn != b->fn)
        return a->fn < b->fn;
    return a->block != b->block ? a->block < b->block : a->instr < b->instr;
}

static bool is_dropped_at(const struct search *search, const struct store *store,
                          struct unreaped *ret_unreaped)
{
    /* who starts it may take back what it has counted too early */
    return store->fn != search->record->fn && !bitset_has(&search->enders, store->fn) &&
           drops(search, store->fn, store->instr, ret_unreaped) &&
           is_called_unjoined(search, store->fn);
}

/* All stores to the handle and to the count, in the order of the program. */
static bool find_dropped(const struct search *search, struct unreaped *ret_unreaped)
{
    const struct stores *stores = ways_stores(search->program->stop_facts->ways);
    uint32_t handle = search->key.last, count = count_of_joins(search);
    struct store_span handles = stores_to(stores, handle);
    struct store_span counts = stores_to(stores, count == handle ? 0 : count);

    while (handles.first < handles.end || counts.first < counts.end) {
        bool is_handle = counts.first == counts.end ||
                         (handles.first < handles.end &&
                          precedes(&stores->items[handles.first], &stores->items[counts.first]));
        const struct store *store = &stores->items[is_handle ? handles.first++ : counts.first++];
        if (is_dropped_at(search, store, ret_unreaped))
            return true;
    }
    return false;
}

/* ---- replaced, succeeded: ways from outside to the spawn on which nobody joins ---- */

/* Whether something that ends the class may come before the instruction, in that function. */
static bool ends_before(const struct search *search, uint32_t number, uint32_t instr)
{
    const struct fn *fn = search_fn(search, number);
    uint32_t here = conditions_block_of(fn, instr);
    bool ends = false;

    if (!bitset_has(&search->enders, number))
        return false;
    for (uint32_t i = 0; i < fn->n_calls && !ends; i++) {
        const struct call_site *site = &fn->calls[i];
        bool is_ender = false;
        for (uint32_t k = 0; k < search->sites.count; k++)
            is_ender |= search->sites.items[k]->fn == number &&
                        search->sites.items[k]->instr == site->instr;
        for (uint32_t k = 0; k < site->targets.count; k++)
            is_ender |= bitset_has(&search->enders, site->targets.items[k]);
        if (!is_ender)
            continue;
        struct bitset behind = conditions_reach(fn, site->block, search->scratch);
        ends = (site->block == here && site->instr < instr) || bitset_has(&behind, here);
    }
    return ends;
}

/* What has to be seen on a way: that a flag is asked for, or that nothing shared is. */
struct way {
    const struct leaving *leaving; /* replaced: the flag; NULL = succeeded */
    struct step guard;
    bool guarded;
    struct bitset seen; /* functions above which it was looked */
};

/* Calls below each other on a way that is followed from the spawn upwards. */
enum { WAY_DEPTH = 8 };

/* Whether a handler makes the condition true again each time that something happens, and ends nothing:
 * `if (got_hangup)`. Other conditions may hold only once. */
static bool is_renewed(const struct search *search, const struct condition_on *condition)
{
    const struct stores *stores = ways_stores(search->program->stop_facts->ways);

    struct store_span span = stores_to(stores, condition->element);

    for (uint32_t i = span.first; i < span.end; i++) {
        uint32_t number = stores->items[i].fn;
        const struct fn *fn = search_fn(search, number);
        if (!fn->address_taken || bitset_has(&search->enders, number) ||
            contexts_often(search->program, number, 1) != OFTEN_PER_EVENT)
            continue;
        struct constant_write write =
            conditions_write(search->program, number, &fn->unit->instrs[stores->items[i].instr]);
        if (write.element && !write.counts_down &&
            number_compare(write.number, condition->relation, condition->number))
            return true;
    }
    return false;
}

static bool is_asked_for(const struct search *search, struct way *way, uint32_t number,
                         uint32_t instr)
{
    struct condition_list before = {0};
    bool fits = true;

    search_conditions(search, number, instr, &before);
    if (!way->leaving) {
        for (uint32_t i = 0; i < before.count; i++)
            fits &= before.items[i].stays || is_renewed(search, &before.items[i]);
    } else {
        fits = !conditions_exclude(&before, way->leaving->element, way->leaving->number);
        if (fits && conditions_ask(&before, way->leaving->element, way->leaving->number)) {
            way->guarded = true;
            way->guard = (struct step){
                search_place(search, number, search_fn(search, number)->unit->instrs[instr].at),
                arena_printf(search->program->run,
                             "%s() then puts the handle of another thread over it",
                             search_fn(search, number)->name)};
        }
    }
    vector_deinit(&before);
    return fits;
}

static bool find_way(const struct search *search, struct way *way, uint32_t number, uint32_t instr,
                     uint32_t depth);

static bool find_way_above(const struct search *search, struct way *way, uint32_t number,
                           uint32_t depth)
{
    const struct fn *fn = search_fn(search, number);

    if (!bitset_add(&way->seen, number))
        return false;
    for (uint32_t i = 0; i < fn->callers.count; i++) {
        const struct fn *caller = search_fn(search, fn->callers.items[i]);
        for (uint32_t k = 0; k < caller->n_calls; k++)
            for (uint32_t t = 0; t < caller->calls[k].targets.count; t++)
                if (caller->calls[k].targets.items[t] == number &&
                    find_way(search, way, fn->callers.items[i], caller->calls[k].instr, depth + 1))
                    return true;
    }
    return false;
}

static bool find_way(const struct search *search, struct way *way, uint32_t number, uint32_t instr,
                     uint32_t depth)
{
    bool guarded = way->guarded, found = false;
    const struct fn *fn = search_fn(search, number);

    if (depth == WAY_DEPTH)
        return false;
    uint32_t block = conditions_block_of(fn, instr);
    if (contexts_often(search->program, number, block) == OFTEN_PER_EVENT &&
        !ends_before(search, number, instr) && is_asked_for(search, way, number, instr)) {
        /* who calls a library may do so once, unless a flag shows what it is prepared for */
        bool is_public = members_is_public(search->program, number);
        bool from_outside =
            way->leaving ? is_public || fn->address_taken : !is_public && fn->address_taken;
        bool rounds = contexts_often(search->program, number, 1) != OFTEN_PER_EVENT;
        found = (!way->leaving || way->guarded) && (from_outside || rounds);
        found = found || find_way_above(search, way, number, depth);
    }
    if (!found)
        way->guarded = guarded;
    return found;
}

static bool find_way_from(const struct search *search, struct way *way, uint32_t number,
                          uint32_t instr)
{
    way->seen = bitset_new(search->scratch, search->program->n_fns);
    return find_way(search, way, number, instr, 0);
}

static bool find_replaced(const struct search *search, struct unreaped *ret_unreaped)
{
    for (uint32_t i = 0; i < search->leavings.count; i++) {
        const struct leaving *leaving = &search->leavings.items[i];
        struct way way = {.leaving = leaving};
        if (leaving->counts_down || leaving->wiped || leaving->element == search->key.last ||
            !search_belongs(search, leaving->element) ||
            !find_way_from(search, &way, search->record->fn, search->record->instr))
            continue;
        ret_unreaped->words = "is forgotten when it has left and another takes its place";
        ret_unreaped->steps[0] = leaving_step(search, leaving);
        ret_unreaped->steps[1] = way.guard;
        ret_unreaped->n_steps = 2;
        return true;
    }
    return false;
}

/* Whether everything that ends the class happens once at most: at the end of the process. */
static bool ends_only_once(const struct search *search)
{
    for (uint32_t i = 0; i < search->sites.count; i++) {
        const struct end_site *site = search->sites.items[i];
        uint32_t block = conditions_block_of(search_fn(search, site->fn), site->instr);
        if (contexts_often(search->program, site->fn, block) != OFTEN_ONCE)
            return false;
    }
    return search->sites.count > 0;
}

static bool find_succeeded(const struct search *search, const struct keeping *keeping,
                           struct unreaped *ret_unreaped)
{
    struct way way = {0};

    if (!keeping->in_global || !ends_only_once(search) ||
        !find_way_from(search, &way, keeping->fn, keeping->instr))
        return false;
    const struct end_site *site = search->sites.items[0];
    const struct ir_instr *call = &search_fn(search, site->fn)->unit->instrs[site->instr];
    ret_unreaped->words = "is forgotten when the next one takes its place";
    ret_unreaped->steps[0] = (struct step){search_place(search, site->fn, call->at),
                                           "only the last one is joined, once, here"};
    ret_unreaped->n_steps = 1;
    return true;
}

/* ---- the whole ---- */

/* Whether all objects of that class are allocated by who starts the thread. */
static bool is_born_with_it(const struct creation_record *record, struct key key)
{
    for (uint32_t i = 0; i < record->keepings.count; i++)
        if (record->keepings.items[i].key.last == key.last && !record->keepings.items[i].in_new)
            return false;
    return true;
}

static bool find_in_classes(struct search *search, struct unreaped *ret_unreaped)
{
    const struct creation_record *record = search->record;

    for (uint32_t i = 0; i < record->keepings.count; i++) {
        const struct keeping *keeping = &record->keepings.items[i];
        if (holders_escape(search->program->holders, keeping->key.last))
            continue;
        look_at_class(search, keeping->key);
        search->around = keeping->around;
        /* code out of sight may join it, but not in the middle of a function */
        if (search_cancelled(search, keeping, ret_unreaped))
            return true;
        if (!search->sites.count || record->readable || record->unknown)
            continue;
        if (find_missed(search, ret_unreaped) || find_dropped(search, ret_unreaped) ||
            search_uncounted(search, ret_unreaped) || search_unflagged(search, ret_unreaped) ||
            search_doubled(search, keeping, ret_unreaped) ||
            (!keeping->in_new && find_replaced(search, ret_unreaped)) ||
            find_succeeded(search, keeping, ret_unreaped) ||
            (is_born_with_it(record, keeping->key) && search_discarded(search, ret_unreaped)))
            return true;
    }
    return false;
}

/* A flag that is set at the start and cleared at the end holds what it got last. In functions of their own
 * nothing tells which comes last: then neither counts. */
static void keep_last(struct leaving_list *list)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < list->count; i++) {
        struct leaving one = list->items[i];
        bool last = true;
        for (uint32_t k = 0; k < list->count && !one.wiped && !one.counts_down; k++) {
            const struct leaving *other = &list->items[k];
            bool same = other->element == one.element && other->number != one.number &&
                        !other->wiped && !other->counts_down;
            last &= !(same && (other->fn != one.fn || other->at.line > one.at.line));
        }
        /* what does not count stays in sight of the others: it goes behind those that do */
        if (last) {
            list->items[i] = list->items[kept];
            list->items[kept++] = one;
        }
    }
    list->count = kept;
}

/* Functions that reach an end of any of the classes in which the handle is kept. */
static struct bitset find_all_enders(struct search *search)
{
    const struct creation_record *record = search->record;
    struct bitset all = bitset_new(search->scratch, search->program->n_fns);

    for (uint32_t i = 0; i < record->keepings.count; i++) {
        look_at_class(search, record->keepings.items[i].key);
        bitset_add_all(&all, &search->enders);
    }
    return all;
}

bool unreaped_find(const struct program *program, const struct creation_record *record,
                   unsigned events, struct unreaped *ret_unreaped)
{
    struct search search = {
        .program = program, .record = record, .events = events, .scratch = arena_new()};

    struct bitset enders = find_all_enders(&search);
    for (uint32_t i = 0; i < record->body_fns.count; i++)
        leaving_find(program, record->body_fns.items[i], &enders, &search.leavings);
    for (uint32_t i = 0; i < record->relays.count; i++)
        leaving_find(program, record->relays.items[i], &enders, &search.leavings);
    keep_last(&search.leavings);
    bool found = find_in_classes(&search, ret_unreaped);
    vector_deinit(&search.leavings);
    vector_deinit(&search.sites);
    arena_free(search.scratch);
    return found;
}
