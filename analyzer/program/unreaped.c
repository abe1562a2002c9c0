/* Two facts meet here: what a thread writes when it leaves by itself (leaving.c), and what conditions
 * stand before each call that ends what its handle is kept in (creations.sites, conditions.c).
 *
 *   missed     each join is behind a flag, and the thread that leaves clears it
 *   wiped      the thread that leaves clears the handle
 *   replaced   the thread that leaves clears a flag, whereupon another takes the place of its handle
 *   dropped    a function clears the handle without a join, or takes one off the count up to which
 *              threads are joined
 *   disowned   a function clears the flag that every join is behind, without a join
 *   on request a function joins only where a parameter says so, and forgets it either way
 *   uncounted  the start-up failed half way, and threads are joined up to a count that is not set yet
 *   unflagged  the start-up failed behind it, before the flag is set that every join is behind
 *   left       the start-up failed behind it, on a way that does not join it, as another one does (left_on_failure.c)
 *   unset      the program never sets the flag that every join is behind, or only the thread does, which may leave
 *              before (never_flagged.c)
 *   given up   who joins it waits for some time only, and leaves it behind then (given_up.c)
 *   discarded  its object is freed on one way with a join, on another without; or it is joined only to make way for
 *              the next one (joined_for_next.c), and its object freed as it is
 *   cancelled  another takes its place behind a cancel (taken_over.c)
 *   doubled    another is started behind it that takes its place (taken_over.c)
 *   succeeded  a global gets a new handle with each event, and what is joined is the last one
 *
 * Requires solve, contexts, members, holders. */
#include "program/unreaped.h"

#include "program/conditions.h"
#include "program/elements.h"
#include "program/ending.h"
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

bool search_is_called_from_sight(const struct search *search, uint32_t number)
{
    return !members_has_unseen_callers(search->program, number);
}

/* The place that says how often the loop around the site runs; 0 = none. */
uint32_t search_loop_count(const struct search *search, const struct end_site *site,
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
        return search_loop_count(search, site, ret_at) == leaving->element;
    search_conditions(search, site->fn, site->instr, &before);
    drop_earlier(search, site->fn, &before);
    bool missed = conditions_exclude(&before, leaving->element, leaving->number);
    for (uint32_t i = 0; missed && i < before.count; i++)
        if (before.items[i].element == leaving->element)
            *ret_at = before.items[i].at;
    vector_deinit(&before);
    if (missed || depth == SOLVER_DEPTH || !search_is_called_from_sight(search, site->fn))
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

bool search_missed_everywhere(const struct search *search, const struct leaving *leaving,
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

bool search_ends_before(const struct search *search, uint32_t number, uint32_t instr, bool again)
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
        if (!is_ender || (!again && site->instr == instr))
            continue;
        struct bitset behind = conditions_reach(fn, site->block, search->scratch);
        ends = (site->block == here && site->instr < instr) || bitset_has(&behind, here);
    }
    return ends;
}

/* ---- what leaves and what is kept belong together ---- */

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

struct step search_leaving_step(const struct search *search, const struct leaving *leaving)
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
            ret_unreaped->steps[0] = search_leaving_step(search, leaving);
            ret_unreaped->n_steps = 1;
            return true;
        }
        if (!search_missed_everywhere(search, leaving, &ret_unreaped->steps[1]))
            continue;
        ret_unreaped->words = "is not joined once it has left by itself";
        ret_unreaped->steps[0] = search_leaving_step(search, leaving);
        ret_unreaped->n_steps = 2;
        return true;
    }
    return false;
}

/* Whether every join takes the handle from an object that it finds in the one with that field. */
static bool belongs_to_container(const struct search *search, uint32_t element)
{
    bool found = false;

    for (uint32_t i = 0; i < search->sites.count; i++) {
        const struct end_site *site = search->sites.items[i];
        if (!search_is_direct(search, site))
            continue;
        if (!element_is_field(element) || !site->key.before ||
            search_record(search, element) != record_around(search, site->key.before))
            return false;
        found = true;
    }
    return found;
}

bool search_are_counted_by(const struct search *search, uint32_t element)
{
    const struct leaving count = {.element = element, .counts_down = true};
    struct step ignored;

    return (search_belongs(search, element) || belongs_to_container(search, element)) &&
           search_missed_everywhere(search, &count, &ignored);
}

/* ---- the whole ---- */

bool search_is_born_with_it(const struct search *search)
{
    const struct creation_record *record = search->record;

    for (uint32_t i = 0; i < record->keepings.count; i++)
        if (record->keepings.items[i].key.last == search->key.last &&
            !record->keepings.items[i].in_new)
            return false;
    return true;
}

/* Whether those are missed whose handle gets to where the call may put it: what it yields, or is handed. */
static bool find_missed_of_call(struct search *search, uint32_t number, uint32_t instr,
                                struct unreaped *ret_unreaped)
{
    const struct program *program = search->program;
    const struct fn *fn = search_fn(search, number);
    const struct ir_instr *call = &fn->unit->instrs[instr];

    for (uint32_t k = 0; k <= call->arguments.count; k++) {
        struct key key = {.last = element_of_place(program, number, call->dst)};
        if (k)
            key.last = element_of_operand(program, number,
                                          fn->unit->operands[call->arguments.first + k - 1]);
        if (!key.last || key.last >= elements_named(program) ||
            holders_escape(program->holders, key.last))
            continue;
        look_at_class(search, key);
        search->around = 0;
        if (search->sites.count &&
            (find_missed(search, ret_unreaped) || search_replaced(search, ret_unreaped)))
            return true;
    }
    return false;
}

/* Those whose handle stays with who starts them and is ended on each path, given what that function sets itself:
 * that the thread changes a flag meanwhile, the paths do not see. */
static bool find_missed_at_home(struct search *search, struct unreaped *ret_unreaped)
{
    const struct creation_record *record = search->record;

    if (record->keepings.count || record->readable || record->unknown)
        return false;
    for (uint32_t i = 0; i < record->starts.count; i++)
        if (find_missed_of_call(search, record->starts.items[i].fn, record->starts.items[i].instr,
                                ret_unreaped))
            return true;
    for (;; record = &search->program->solution->creations.items.items[record->through]) {
        if (find_missed_of_call(search, record->fn, record->instr, ret_unreaped))
            return true;
        if (!record->through)
            return false;
    }
}

static bool find_in_classes(struct search *search, struct unreaped *ret_unreaped)
{
    const struct creation_record *record = search->record;
    bool is_shown = ending_is_shown(search->program, record);

    for (uint32_t i = 0; i < record->keepings.count; i++) {
        const struct keeping *keeping = &record->keepings.items[i];
        if (holders_escape(search->program->holders, keeping->key.last))
            continue;
        look_at_class(search, keeping->key);
        search->around = keeping->around;
        /* code out of sight may join it, but not in the middle of a function */
        if (search_cancelled(search, keeping, ret_unreaped))
            return true;
        if (!search->sites.count || is_shown || record->unknown)
            continue;
        if (find_missed(search, ret_unreaped) || search_dropped(search, ret_unreaped) ||
            search_disowned(search, ret_unreaped) || search_on_request(search, ret_unreaped) ||
            search_uncounted(search, ret_unreaped) || search_unflagged(search, ret_unreaped) ||
            search_left_on_failure(search, ret_unreaped) ||
            search_never_flagged(search, ret_unreaped) || search_given_up(search, ret_unreaped) ||
            search_doubled(search, keeping, ret_unreaped) ||
            (!keeping->in_new && search_replaced(search, ret_unreaped)) ||
            search_succeeded(search, keeping, ret_unreaped) ||
            search_discarded(search, ret_unreaped))
            return true;
    }
    return find_missed_at_home(search, ret_unreaped);
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

/* Functions that reach an end of any of the classes in which the handle is kept, and those that end what they are
 * handed there. */
static struct bitset find_all_enders(struct search *search)
{
    const struct creation_record *record = search->record;
    struct bitset all = bitset_new(search->scratch, search->program->n_fns);

    for (uint32_t i = 0; i < record->keepings.count; i++) {
        look_at_class(search, record->keepings.items[i].key);
        bitset_add_all(&all, &search->enders);
        for (uint32_t k = 0; k < search->sites.count; k++)
            if (search->sites.items[k]->callee)
                bitset_add(&all, search->sites.items[k]->callee);
    }
    return all;
}

bool unreaped_find(const struct program *program, const struct creation_record *record,
                   unsigned events, struct unreaped *ret_unreaped)
{
    struct search search = {
        .program = program, .record = record, .events = events, .scratch = arena_new()};

    search.all_enders = find_all_enders(&search);
    struct thread_use threads = {.starter = record->fn, .enders = &search.all_enders};
    for (uint32_t i = 0; i < record->body_fns.count; i++)
        leaving_find(program, record->body_fns.items[i], &threads, &search.leavings);
    for (uint32_t i = 0; i < record->relays.count; i++)
        leaving_find(program, record->relays.items[i], &threads, &search.leavings);
    keep_last(&search.leavings);
    bool found = find_in_classes(&search, ret_unreaped);
    vector_deinit(&search.leavings);
    vector_deinit(&search.sites);
    arena_free(search.scratch);
    return found;
}
