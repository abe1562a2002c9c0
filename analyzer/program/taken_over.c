/* The place of a handle is taken by another one in a function where nobody has joined the first:
 *
 *   cancelled   the first thread was just cancelled, which is no join, and the next one is started
 *   freed       it was just cancelled, and the object that holds its handle is freed
 *   doubled     another thread is started whose handle goes to the same place
 *
 * Both steps may lie in functions that it calls; they belong together where they are about one global, or
 * get the same object.
 *
 * Requires solve, contexts, holders. */
#include "program/elements.h"
#include "program/holders.h"
#include "program/lives.h"
#include "program/solver.h"
#include "program/unreaped_search.h"

/* Calls between the function that does both steps and the step itself. */
enum { LIFT_DEPTH = 3 };

/* An instruction of a function that does a step, or calls one that does. */
struct step_point {
    uint32_t fn, block, instr;
};

VECTOR_TYPE(step_points, struct step_point);

static void add_point(struct step_points *points, struct step_point point)
{
    for (uint32_t i = 0; i < points->count; i++)
        if (points->items[i].fn == point.fn && points->items[i].instr == point.instr)
            return;
    vector_push(points, point);
}

/* Adds the calls that lead to the points. A callee that joins as well is one that does it in order. */
static void lift(const struct search *search, struct step_points *points)
{
    uint32_t first = 0;

    for (uint32_t depth = 0; depth < LIFT_DEPTH; depth++) {
        uint32_t end = points->count;
        for (; first < end; first++) {
            uint32_t below = points->items[first].fn;
            const struct fn_list *callers = &search_fn(search, below)->callers;
            for (uint32_t i = 0; i < callers->count && !bitset_has(&search->enders, below); i++) {
                const struct fn *caller = search_fn(search, callers->items[i]);
                for (uint32_t k = 0; k < caller->n_calls; k++) {
                    const struct call_site *site = &caller->calls[k];
                    if (site->targets.count == 1 && site->targets.items[0] == below)
                        add_point(points,
                                  (struct step_point){callers->items[i], site->block, site->instr});
                }
            }
        }
    }
}

/* ---- one object ---- */

/* The variable at which a path begins that leads to one object: no element of many. 0 = none. */
static uint32_t root_of(const struct fn *fn, struct ir_operand operand)
{
    uint32_t id = operand.index;

    if (operand.kind != IR_OPERAND_PLACE && operand.kind != IR_OPERAND_ADDRESS)
        return 0;
    for (;;) {
        const struct ir_place *place = ir_place(fn->unit, fn->ir, (struct ir_place_id){id});
        switch ((enum ir_place_kind)place->kind) {
        case IR_PLACE_LOCAL:
        case IR_PLACE_GLOBAL:
            return id;
        case IR_PLACE_DEREF:
        case IR_PLACE_FIELD:
        case IR_PLACE_INDEX:
            id = place->parent.index;
            break;
        case IR_PLACE_INDEX_PLACE:
        case IR_PLACE_UNKNOWN:
            return 0;
        }
    }
}

static bool gets(const struct fn *fn, const struct call_site *call, uint32_t root)
{
    const struct ir_instr *instr = &fn->unit->instrs[call->instr];

    for (uint32_t i = 0; i < instr->arguments.count; i++)
        if (root_of(fn, fn->unit->operands[instr->arguments.first + i]) == root)
            return true;
    return false;
}

/* ---- what is joined between two instructions ---- */

/* Whether code out of sight gets something there that it may join. */
static bool is_out_of_sight(const struct search *search, const struct call_site *call)
{
    bool is_system =
        call->entity && search->program->entities[call->entity].flags & IR_SYMBOL_SYSTEM;

    return call->unresolved || (!call->targets.count && !is_system);
}

static bool joins_at(const struct search *search, uint32_t number, const struct call_site *call)
{
    for (uint32_t i = 0; i < search->sites.count; i++)
        if (search->sites.items[i]->fn == number && search->sites.items[i]->instr == call->instr)
            return true;
    for (uint32_t i = 0; i < call->targets.count; i++)
        if (bitset_has(&search->enders, call->targets.items[i]))
            return true;
    return false;
}

/* Whether something in the block joins, or sets the variable at which the path to the object begins (0 =
 * it is a global), behind `after` and before `until` (0 = its end). */
static bool is_barred(const struct search *search, uint32_t number, uint32_t block, uint32_t root,
                      uint32_t after, uint32_t until)
{
    const struct fn *fn = search_fn(search, number);
    struct ir_range instrs = ir_block(fn->unit, fn->ir, (struct ir_block_id){block})->instrs;

    for (uint32_t i = instrs.first; root && i < instrs.first + instrs.count; i++)
        if (i > after && (!until || i < until) && fn->unit->instrs[i].dst.index == root)
            return true;

    for (uint32_t i = 0; i < fn->n_calls; i++) {
        const struct call_site *call = &fn->calls[i];
        if (call->block != block || call->instr <= after || (until && call->instr >= until))
            continue;
        bool gets_it = is_out_of_sight(search, call) && (!root || gets(fn, call, root));
        if (gets_it || joins_at(search, number, call))
            return true;
    }
    return false;
}

/* Whether a way leads from the one to the other, in one function, that joins nothing. */
static bool leads_on(const struct search *search, struct step_point from, struct step_point to,
                     uint32_t root)
{
    const struct fn *fn = search_fn(search, from.fn);
    struct bitset seen = bitset_new(search->scratch, fn->ir->blocks.count);
    VECTOR(uint32_t) todo = {0};
    bool found = false;

    if (from.block == to.block && from.instr < to.instr)
        return !is_barred(search, from.fn, from.block, root, from.instr, to.instr);
    if (is_barred(search, from.fn, from.block, root, from.instr, 0))
        return false;
    vector_push(&todo, from.block);
    while (todo.count && !found) {
        const struct ir_block *block =
            ir_block(fn->unit, fn->ir, (struct ir_block_id){vector_pop(&todo)});
        for (uint32_t edge = 0; edge < graph_n_successors(block); edge++) {
            uint32_t next = graph_successor(fn, block, edge);
            if (!bitset_add(&seen, next))
                continue;
            found |= next == to.block && !is_barred(search, from.fn, next, root, 0, to.instr);
            if (!is_barred(search, from.fn, next, root, 0, 0))
                vector_push(&todo, next);
        }
    }
    vector_deinit(&todo);
    return found;
}

/* The variable from which both get the same object; 0 = none. */
static uint32_t find_shared(const struct search *search, struct step_point one,
                            struct step_point other)
{
    const struct fn *fn = search_fn(search, one.fn);
    const struct ir_instr *a = &fn->unit->instrs[one.instr], *b = &fn->unit->instrs[other.instr];

    for (uint32_t i = 0; i < a->arguments.count; i++) {
        uint32_t root = root_of(fn, fn->unit->operands[a->arguments.first + i]);
        for (uint32_t k = 0; root && k < b->arguments.count; k++)
            if (root == root_of(fn, fn->unit->operands[b->arguments.first + k]))
                return root;
    }
    return 0;
}

/* Whether the function copies the handle, or one of the others of its class, to somewhere: it may be joined
 * by that. A local that is joined at once is no such place. */
static bool copies(const struct search *search, uint32_t number, bool to_locals)
{
    const struct fn *fn = search_fn(search, number);

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = ir_block(fn->unit, fn->ir, (struct ir_block_id){id})->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[i];
            if (instr->op != IR_COPY || instr->a.kind != IR_OPERAND_PLACE ||
                element_of_operand(search->program, number, instr->a) != search->key.last)
                continue;
            if (to_locals || ir_place(fn->unit, fn->ir, instr->dst)->kind != IR_PLACE_LOCAL)
                return true;
        }
    }
    return false;
}

static bool is_copied(const struct search *search, uint32_t here)
{
    for (uint32_t number = 1; number < search->program->n_fns; number++)
        if (!search_fn(search, number)->is_model && copies(search, number, number == here))
            return true;
    return false;
}

/* ---- the rules ---- */

/* Whether both go to one place of the program: two globals, or two parts of one that are of the same type,
 * are two places. */
static bool is_same_global(const struct keeping *one, const struct keeping *other)
{
    return one->in_global && other->in_global && one->around == other->around;
}

/* The calls that put the handle of that creation into the class; with `home`, into that global. */
static void find_starts_of(const struct search *search, const struct creation_record *record,
                           const struct keeping *home, struct step_points *ret_points)
{
    for (uint32_t i = 0; i < record->keepings.count; i++) {
        const struct keeping *keeping = &record->keepings.items[i];
        uint32_t block = conditions_block_of(search_fn(search, keeping->fn), keeping->instr);
        if (keeping->key.last == search->key.last && !keeping->in_new && block &&
            (!home || is_same_global(home, keeping)))
            add_point(ret_points, (struct step_point){keeping->fn, block, keeping->instr});
    }
    lift(search, ret_points);
}

static void find_cancels(const struct search *search, struct step_points *ret_points)
{
    const struct creations *all = &search->program->solution->creations;
    uint32_t at = creations_first_of_class(search->program, &all->first_site, search->key);

    for (; at; at = all->next_site[at - 1]) {
        const struct end_site *site = &all->sites.items[at - 1];
        const struct fn *fn = search_fn(search, site->fn);
        uint32_t block = conditions_block_of(fn, site->instr);
        bool joins =
            block && joins_at(search, site->fn, &fn->calls[graph_first_call(fn, site->instr)]);
        if (site->events & EVENT_CANCEL && block && !joins && site->key.last == search->key.last &&
            holders_match(search->program->holders, search->key, site->key))
            add_point(ret_points, (struct step_point){site->fn, block, site->instr});
    }
    lift(search, ret_points);
}

/* What else has to hold of two points. */
typedef bool pair_test(const struct search *search, struct step_point one, struct step_point other);

static bool any_pair(const struct search *search, struct step_point one, struct step_point other)
{
    (void)search, (void)one, (void)other;
    return true;
}

/* A pair of points in one function, the second behind the first without a join. */
static bool find_pair(const struct search *search, const struct step_points *first,
                      const struct step_points *second, bool in_global, pair_test *fits,
                      struct step_point *ret_first, struct step_point *ret_second)
{
    for (uint32_t i = 0; i < first->count; i++)
        for (uint32_t k = 0; k < second->count; k++) {
            struct step_point one = first->items[i], other = second->items[k];
            if (one.fn != other.fn || one.instr == other.instr ||
                !contexts_reached(search->program, one.fn))
                continue;
            uint32_t root = in_global ? 0 : find_shared(search, one, other);
            if (!(in_global || root) || !leads_on(search, one, other, root) ||
                !fits(search, one, other) || is_copied(search, one.fn))
                continue;
            *ret_first = one;
            *ret_second = other;
            return true;
        }
    return false;
}

static struct source_place place_of(const struct search *search, struct step_point point)
{
    return search_place(search, point.fn,
                        search_fn(search, point.fn)->unit->instrs[point.instr].at);
}

/* The calls that free an object which holds such a handle. */
static void find_frees(const struct search *search, struct step_points *ret_points)
{
    const struct stop_facts *facts = lives_found(search->program);

    if (!element_is_field(search->key.last))
        return;
    uint32_t record = search_record(search, search->key.last);
    for (uint32_t i = facts->first_life[record]; i < facts->first_life[record + 1]; i++) {
        const struct life *life = &facts->lives.items[i];
        uint32_t block = conditions_block_of(search_fn(search, life->fn), life->instr);
        if (!life->made && block)
            add_point(ret_points, (struct step_point){life->fn, block, life->instr});
    }
    lift(search, ret_points);
}

static void tell_cancelled(const struct search *search, struct step_point cancel,
                           struct step_point then, const char *words, const char *what,
                           struct unreaped *ret_unreaped)
{
    const char *name = search_fn(search, cancel.fn)->name;

    ret_unreaped->words = words;
    ret_unreaped->steps[0] = (struct step){
        place_of(search, cancel),
        arena_printf(search->program->run, "%s() cancels it here, and does not join it", name)};
    ret_unreaped->steps[1] = (struct step){
        place_of(search, then), arena_printf(search->program->run, "%s() then %s", name, what)};
    ret_unreaped->n_steps = 2;
}

bool search_cancelled(const struct search *search, const struct keeping *keeping,
                      struct unreaped *ret_unreaped)
{
    struct step_points cancels = {0}, starts = {0}, frees = {0};
    struct step_point cancel, then;

    find_cancels(search, &cancels);
    if (cancels.count) {
        find_starts_of(search, search->record, NULL, &starts);
        find_frees(search, &frees);
    }
    bool found = true;
    if (find_pair(search, &cancels, &starts, keeping->in_global, any_pair, &cancel, &then))
        tell_cancelled(search, cancel, then,
                       "is cancelled and forgotten when the next one takes its place",
                       "puts the handle of another thread over it", ret_unreaped);
    else if (find_pair(search, &cancels, &frees, false, any_pair, &cancel, &then))
        tell_cancelled(search, cancel, then, "is cancelled and forgotten when its object is freed",
                       "frees the object that holds its handle", ret_unreaped);
    else
        found = false;
    vector_deinit(&cancels);
    vector_deinit(&starts);
    vector_deinit(&frees);
    return found;
}

/* ---- doubled ---- */

VECTOR_TYPE(place_list, uint32_t);

/* The places that the condition of a block is about; where it tests what a call returns, the call's
 * arguments. */
static void add_tested(const struct fn *fn, const struct ir_block *block, struct place_list *list)
{
    struct ir_operand sides[] = {block->a, block->b};

    for (int i = 0; i < 2; i++) {
        if (sides[i].kind != IR_OPERAND_PLACE)
            continue;
        vector_push(list, sides[i].index);
        const struct ir_instr *write = conditions_only_write(fn, sides[i].index);
        for (uint32_t k = 0; write && write->op == IR_CALL && k < write->arguments.count; k++) {
            struct ir_operand argument = fn->unit->operands[write->arguments.first + k];
            if (argument.kind == IR_OPERAND_PLACE || argument.kind == IR_OPERAND_ADDRESS)
                vector_push(list, argument.index);
        }
    }
}

/* What the conditions before one point are about that do not stand before the other as well. */
static void find_tested(const struct fn *fn, struct step_point point, struct step_point other,
                        struct place_list *ret_list)
{
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
        bool decides = block->end == IR_END_BRANCH || block->end == IR_END_SWITCH;
        for (uint32_t edge = 0; decides && edge < graph_n_successors(block); edge++)
            if (graph_needs_edge(fn, point.block, id, edge) &&
                !graph_needs_edge(fn, other.block, id, edge))
                add_tested(fn, block, ret_list);
    }
}

/* Whether the operand is that place, or a local that is set from it once. */
static bool is_made_of(const struct fn *fn, struct ir_operand operand, uint32_t place)
{
    if (operand.kind != IR_OPERAND_PLACE)
        return false;
    const struct ir_instr *write =
        operand.index == place ? NULL : conditions_only_write(fn, operand.index);
    bool is_copy = write && (write->op == IR_COPY || write->op == IR_COMPUTE) &&
                   write->a.kind == IR_OPERAND_PLACE && write->a.index == place;

    return operand.index == place || is_copy;
}

/* Whether a condition before the second point asks for something else than that the first, the call of
 * which has returned, was a success: 0, and nothing above it. */
static bool needs_failure(const struct search *search, struct step_point one,
                          struct step_point other)
{
    const struct fn *fn = search_fn(search, one.fn);
    uint32_t result = fn->unit->instrs[one.instr].dst.index;
    const struct fn_list *targets = &fn->calls[graph_first_call(fn, one.instr)].targets;
    bool returns_truth = false;

    for (uint32_t i = 0; i < targets->count; i++) {
        const struct summary *callee = &search->program->solution->summaries[targets->items[i]];
        returns_truth |= callee->status != SUMMARY_SOLVED;
        for (uint32_t k = 0; k < callee->n_outcomes; k++)
            returns_truth |=
                callee->outcomes[k].result.kind == VALUE_INT && callee->outcomes[k].result.n > 0;
    }
    for (uint32_t id = 1; result && id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){id});
        if (!is_made_of(fn, block->a, result))
            continue;
        bool is_zero = block->end == IR_END_BRANCH && block->a.index == result &&
                       block->b.kind == IR_OPERAND_INTEGER &&
                       fn->unit->integers[block->b.index] == 0 && !returns_truth;
        for (uint32_t edge = 0; edge < graph_n_successors(block); edge++) {
            enum ir_operator relation = (enum ir_operator)block->relation;
            relation = is_zero && edge ? relation_negate(relation) : relation;
            if (graph_needs_edge(fn, other.block, id, edge) && !(is_zero && relation == IR_EQ))
                return true;
        }
    }
    return false;
}

/* Whether both may happen in one run of the function: no condition is about the same as one of the
 * other's. */
static bool are_both(const struct search *search, struct step_point one, struct step_point other)
{
    const struct fn *fn = search_fn(search, one.fn);
    struct place_list first = {0}, second = {0};
    bool apart = false;

    find_tested(fn, one, other, &first);
    find_tested(fn, other, one, &second);
    for (uint32_t i = 0; i < first.count; i++)
        for (uint32_t k = 0; k < second.count; k++)
            apart |= first.items[i] == second.items[k];
    vector_deinit(&first);
    vector_deinit(&second);
    return !apart && !needs_failure(search, one, other);
}

/* Whether the second spawn looks at something first that the function of the first one sets: it may be
 * there for the one alone. */
static bool is_guarded_spawn(const struct search *search, const struct creation_record *second)
{
    const struct fn *first = search_fn(search, search->record->fn);
    struct condition_list before = {0};
    bool guarded = false;

    search_conditions(search, second->fn, second->instr, &before);
    for (uint32_t id = 1; before.count && id < first->ir->blocks.count; id++) {
        struct ir_range instrs = ir_block(first->unit, first->ir, (struct ir_block_id){id})->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++)
            for (uint32_t k = 0; first->unit->instrs[i].dst.index && k < before.count; k++)
                guarded |= element_of_place(search->program, search->record->fn,
                                            first->unit->instrs[i].dst) == before.items[k].element;
    }
    for (uint32_t k = 0; k < before.count; k++)
        guarded |= before.items[k].element == search->key.last;
    vector_deinit(&before);
    return guarded;
}

/* Where that creation's handle is kept in the class, NULL = nowhere. */
static const struct keeping *kept_in_class(const struct search *search,
                                           const struct creation_record *record)
{
    for (uint32_t i = 0; i < record->keepings.count; i++)
        if (record->keepings.items[i].key.last == search->key.last &&
            holders_match(search->program->holders, search->key, record->keepings.items[i].key))
            return &record->keepings.items[i];
    return NULL;
}

bool search_doubled(const struct search *search, const struct keeping *keeping,
                    struct unreaped *ret_unreaped)
{
    const struct creations *all = &search->program->solution->creations;
    struct step_point one, other;
    bool found = false;

    for (uint32_t i = 1; i < all->items.count && !found; i++) {
        const struct creation_record *second = &all->items.items[i];
        struct step_points firsts = {0}, seconds = {0};
        const struct keeping *there = kept_in_class(search, second);
        if (second->passed_on ||
            (second->fn == search->record->fn && second->instr == search->record->instr) ||
            !there || is_guarded_spawn(search, second))
            continue;
        bool in_global = there->in_global && keeping->in_global;
        find_starts_of(search, search->record, in_global ? keeping : NULL, &firsts);
        find_starts_of(search, second, in_global ? keeping : NULL, &seconds);
        found = find_pair(search, &firsts, &seconds, in_global, are_both, &one, &other);
        vector_deinit(&firsts);
        vector_deinit(&seconds);
    }
    if (!found)
        return false;
    ret_unreaped->words = "is forgotten when another takes its place";
    ret_unreaped->steps[0] = (struct step){
        place_of(search, one), arena_printf(search->program->run, "%s() has it started here",
                                            search_fn(search, one.fn)->name)};
    ret_unreaped->steps[1] = (struct step){
        place_of(search, other), "and here another one, whose handle goes to the same place"};
    ret_unreaped->n_steps = 2;
    return true;
}
