/* Inserts into lists, trees, tries and tables of them: memory that has just been allocated is stored in a link
 * of a node or at the head of a container, by the function that allocates it or by one that it hands it to. */
#include "base/intmap.h"
#include "program/growth_inside.h"
#include "program/stores.h"

/* A call that hands something over, and where that comes from. */
struct handing {
    struct site at;
    struct origin origin;
};

/* What a parameter is given that may be a new node: by calls of the function. Many links lie behind the same
 * parameters. */
struct handings {
    VECTOR(struct handing) items;
    uint32_t barren; /* so many levels of callers hand in nothing new */
};

struct scan {
    struct growth_facts *facts;
    const struct program *program;
    struct link_store store;
    uint32_t number; /* of the store among the links */
    bool is_subtree; /* it stores what a recursive insert hands back */
    bool is_part;    /* a caller of the chain hands in a part of what it gets itself */
    struct call_chain chain;
    struct intmap numbers; /* (fn, parameter) -> index in `given` */
    VECTOR(struct handings) given;
};

static struct origin origin_at(const struct scan *scan, struct site at, struct ir_operand operand)
{
    return origins_of(scan->facts->origins, at.fn, at.block, at.instr, operand);
}

/* A pointer to where a node is stored, as its definitions tell. */
struct slot {
    const struct fn *fn;
    const struct scan *scan;
    bool is_link;         /* one of them is, or may be, the address of a link */
    bool is_object;       /* one is that of a variable, or of an element of one */
    struct bitset handed; /* parameters that hand it in */
};

static void judge_slot(void *data, const struct origin *origin)
{
    struct slot *slot = data;
    uint32_t part = origin->is_part ? origin->part : 0;

    if (!part && origin->bits & ORIGIN_OBJECT)
        part = origin->place;
    if (part)
        slot->is_link |=
            growth_is_link(slot->scan->program, slot->fn, part, slot->scan->store.kind);
    else if (origin->bits & ORIGIN_PARAMETER)
        bitset_add(&slot->handed, origin->parameter);
    else
        slot->is_link |= !(origin->bits & ORIGIN_NULL);
    slot->is_object |= (origin->bits & ORIGIN_OBJECT) != 0;
}

/* Whether the pointer may lead to a link of a node: it is not only where a caller, or another function, wants to have
 * the one node that is made for it. */
// NOLINTNEXTLINE(misc-no-recursion): at most GROWTH_LIFTS deep
static bool leads_to_link(const struct scan *scan, struct site at, struct ir_operand pointer,
                          uint32_t level)
{
    const struct program *program = scan->program;
    const struct fn *fn = &program->fns[at.fn];
    struct slot slot = {.fn = fn, .scan = scan};

    if (level > GROWTH_LIFTS)
        return false;
    struct arena *scratch = arena_new();
    slot.handed = bitset_new(scratch, fn->ir->n_parameters + 1);
    origins_each(scan->facts->origins, at.fn, at.block, at.instr, pointer, judge_slot, &slot);
    bool leads = slot.is_link || (!level && slot.is_object);
    for (uint32_t i = 0; !leads && i < fn->n_called_at; i++) {
        const struct fn *caller = &program->fns[fn->called_at[i].fn];
        const struct call_site *site = &caller->calls[fn->called_at[i].call];
        struct site call = {fn->called_at[i].fn, site->block, site->instr};
        for (uint32_t k = 1; !leads && k < slot.handed.size; k++)
            leads = bitset_has(&slot.handed, k) &&
                    leads_to_link(scan, call, fn_argument(caller, site->instr, k), level + 1);
    }
    arena_free(scratch);
    return leads;
}

/* Whether the node is linked with others there: it or its like points to it from then on, or it to them. What is
 * only kept, and replaced by the next one, is no container. */
static bool is_linked(const struct scan *scan)
{
    const struct fn *fn = &scan->program->fns[scan->store.at.fn];
    uint32_t place = fn->unit->instrs[scan->store.at.instr].dst.index;

    if (scan->is_subtree || growth_is_link(scan->program, fn, place, scan->store.kind))
        return true;
    /* the old head is kept in a link of a node, in the same function */
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t k = 0; k < instrs.count; k++) {
            const struct ir_instr *instr = &fn->unit->instrs[instrs.first + k];
            if (instr->op == IR_COPY && instr->dst.index && instr->a.kind == IR_OPERAND_PLACE &&
                fn_place(fn, instr->dst.index)->kind == IR_PLACE_FIELD &&
                growth_is_link(scan->program, fn, instr->dst.index, scan->store.kind) &&
                growth_points_to(scan->program, fn, instr->a) == scan->store.kind)
                return true;
        }
    }
    /* through a pointer to the last link */
    return fn_place(fn, place)->kind == IR_PLACE_DEREF &&
           (scan->chain.count ||
            leads_to_link(scan, scan->store.at,
                          (struct ir_operand){IR_OPERAND_PLACE, fn_place(fn, place)->parent.index},
                          0));
}

/* Whether the entry is made where a search through such entries has found none. Where it looked for no key, it looked
 * for one that is not in use: there are as many as are ever in use at a time, if such come back. */
static bool is_for_want_of_a_spare(const struct scan *scan, struct site at, uint32_t kind)
{
    const struct fn *fn = &scan->program->fns[at.fn];

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        uint32_t edge = block->relation == IR_EQ ? 0 : 1;
        bool equal = block->relation == IR_EQ || block->relation == IR_NE;
        if (block->end != IR_END_BRANCH || !equal || block->b.kind != IR_OPERAND_NULL ||
            !fn_local(fn, block->a) || growth_points_to(scan->program, fn, block->a) != kind ||
            !graph_needs_edge(fn, at.block, id, edge))
            continue;
        struct origin origin = origins_of(scan->facts->origins, at.fn, id,
                                          block->instrs.first + block->instrs.count, block->a);
        if (origin.bits & ORIGIN_LOADED)
            return growth_spares_of(scan->facts, at.fn, kind, 0) != SPARES_STAY_AWAY;
    }
    return false;
}

/* The anchor: the store, where it names the container; else the call that does. A function that begins and ends on
 * one line is a macro's: nobody wrote the store there. */
static struct site anchor_of(const struct scan *scan, const struct home *home)
{
    const struct fn *fn = &scan->program->fns[scan->store.at.fn];

    if (scan->chain.count && fn->ir->at.line == fn->ir->end.line)
        return scan->chain.calls[0];
    if (scan->chain.count && home->place_fn != scan->store.at.fn)
        for (uint32_t i = 0; i < scan->chain.count; i++)
            if (scan->chain.calls[i].fn == home->place_fn)
                return scan->chain.calls[i];
    return scan->store.at;
}

/* The record of the entry: the one that is made, of which the node may be a part, or as which functions of a list of
 * anything take it. */
static uint32_t entry_of(const struct scan *scan, struct site made, bool is_part)
{
    const struct fn *fn = &scan->program->fns[made.fn];
    const struct ir_instr *call = &fn->unit->instrs[made.instr];

    uint32_t kind = growth_pointee(scan->program, fn, stores_type_of_place(fn, call->dst));
    return is_part || kind ? kind : scan->store.kind;
}

static bool shrinks(const struct kind *kind)
{
    return kind->escapes || kind->freed.reached == REACHED_STEADY ||
           kind->cleared.reached == REACHED_STEADY;
}

/* Whether the function that makes the entry lets others know it: calls get it, but for the one that puts it in, or
 * it is kept elsewhere or returned. */
static bool is_given_out(const struct scan *scan, struct site made)
{
    const struct fn *fn = &scan->program->fns[made.fn];
    uint32_t entry = fn->unit->instrs[made.instr].dst.index;
    struct site first =
        scan->chain.count ? scan->chain.calls[scan->chain.count - 1] : (struct site){.fn = 0};

    if (fn_place(fn, entry)->kind != IR_PLACE_LOCAL)
        return true;
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        if (block->end == IR_END_RETURN && block->a.kind == IR_OPERAND_PLACE &&
            block->a.index == entry)
            return true;
        for (uint32_t i = block->instrs.first; i < block->instrs.first + block->instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[i];
            if (first.fn == made.fn && i == first.instr)
                continue;
            if (instr->op == IR_COPY && instr->a.kind == IR_OPERAND_PLACE &&
                instr->a.index == entry && i != scan->store.at.instr)
                return true;
            for (uint32_t k = 0; instr->op == IR_CALL && k < instr->arguments.count; k++) {
                struct ir_operand argument = fn->unit->operands[instr->arguments.first + k];
                if (argument.kind == IR_OPERAND_PLACE && argument.index == entry)
                    return true;
            }
        }
    }
    return false;
}

/* Whether the place is found from a variable that lasts, or from what the function is handed. */
static bool is_found_from_above(const struct scan *scan, const struct home *home)
{
    const struct fn *fn = &scan->program->fns[home->place_fn];
    uint32_t local = home->place ? fn_root_local(fn, home->place) : 0;

    return !local || local <= fn->ir->n_parameters;
}

/* Where an entry is put into several places by one function (a bucket of a table that the first entry makes, and the
 * variable that holds the first entry), they are all one container: the place that lasts names it. */
static struct home home_of_entry(struct scan *scan, struct site made)
{
    const struct link_stores *links = &scan->facts->links;
    const struct fn *fn = &scan->program->fns[scan->store.at.fn];
    struct home home =
        growth_home(scan->facts, scan->store.at, fn->unit->instrs[scan->store.at.instr].dst.index,
                    scan->store.kind, &scan->chain);
    uint32_t first = scan->number;

    if (scan->chain.count || (home.element && !home.passes && is_found_from_above(scan, &home)))
        return home;
    while (first && links->items[first - 1].at.fn == scan->store.at.fn)
        first--;
    for (uint32_t i = first; i < links->count && links->items[i].at.fn == scan->store.at.fn; i++) {
        const struct link_store *other = &links->items[i];
        const struct ir_instr *instr = &fn->unit->instrs[other->at.instr];
        if (instr->op != IR_COPY)
            continue;
        struct origin origin = origin_at(scan, other->at, instr->a);
        if (!(origin.bits & ORIGIN_NEW) || origin.instr != made.instr)
            continue;
        struct home its =
            growth_home(scan->facts, other->at, instr->dst.index, other->kind, &scan->chain);
        if (its.element && !its.passes && is_found_from_above(scan, &its)) {
            its.by_another = true;
            return its;
        }
    }
    return home;
}

static void tell(struct scan *scan, struct site at, const struct origin *origin)
{
    struct growth_facts *facts = scan->facts;
    struct site made = {at.fn, origin->block, origin->instr};
    uint32_t entry = entry_of(scan, made, origin->is_part || scan->is_part);
    const struct kind *kind = &facts->kinds[entry];

    const struct taking *whole = &facts->kinds[scan->store.kind].whole_freed;
    if (!entry || shrinks(kind) || whole->reached == REACHED_STEADY ||
        !steady_has(scan->program, facts->steady, at.fn, at.block) || !is_linked(scan))
        return;
    if (kind->by_owner.reached == REACHED_STEADY && is_given_out(scan, made))
        return;
    struct home home = home_of_entry(scan, made);
    /* what nothing ever frees or takes out stays, even where its container is gone */
    bool stays = kind->freed.reached == REACHED_NOWHERE &&
                 kind->cleared.reached == REACHED_NOWHERE && whole->reached == REACHED_NOWHERE;
    if (!home.element || (home.passes && !stays) || growth_is_bounded(facts, at, home.by_another) ||
        growth_is_bounded(facts, made, home.by_another))
        return;
    enum growth_keys keys = growth_keys_of(facts, at, entry, 0);
    if (keys == KEYS_NONE &&
        entry != scan->store.kind) /* the key is beside the links, in the part */
        keys = growth_keys_of(facts, at, scan->store.kind, 0);
    if (keys == KEYS_BOUNDED || (keys == KEYS_NONE && is_for_want_of_a_spare(scan, made, entry)))
        return;
    struct insert insert = {.at = anchor_of(scan, &home),
                            .made = made,
                            .container = home.element,
                            .place = home.place,
                            .place_fn = home.place_fn,
                            .kind = entry,
                            .is_assumed = kind->undone,
                            .is_keyed = keys != KEYS_NONE,
                            .taking = kind->freed.reached >= kind->cleared.reached ? kind->freed
                                                                                   : kind->cleared};
    if (!insert.taking.reached && kind->by_owner.reached) {
        insert.taking = (struct taking){REACHED_NOT, kind->by_owner.at};
        insert.by_owner = true;
    }
    vector_push(&facts->inserts, insert);
}

/* An entry of another list gets here, and stays. */
static void tell_moved(struct scan *scan)
{
    struct growth_facts *facts = scan->facts;
    struct site at = scan->store.at;
    const struct fn *fn = &scan->program->fns[at.fn];
    const struct kind *kind = &facts->kinds[scan->store.kind];

    if (!steady_has(scan->program, facts->steady, at.fn, at.block) ||
        !growth_moved_into(facts, &scan->store) || !is_linked(scan))
        return;
    struct home home = growth_home(facts, at, fn->unit->instrs[at.instr].dst.index,
                                   scan->store.kind, &scan->chain);
    if (!home.element || home.passes || growth_is_bounded(facts, at, false) ||
        growth_is_bounded(facts, kind->made, false))
        return;
    struct insert insert = {.at = at,
                            .made = kind->made,
                            .container = home.element,
                            .place = home.place,
                            .place_fn = home.place_fn,
                            .kind = scan->store.kind,
                            .is_assumed = true,
                            .taking = kind->freed};
    vector_push(&facts->inserts, insert);
}

static bool is_new(const struct origin *origin)
{
    return origin->bits & ORIGIN_NEW && !(origin->bits & ~(unsigned)(ORIGIN_NEW | ORIGIN_NULL));
}

static bool is_handed_in(const struct origin *origin)
{
    return !is_new(origin) && origin->bits & ORIGIN_PARAMETER && origin->parameter;
}

static void add_handings(const struct scan *scan, uint32_t number, uint32_t parameter,
                         struct handings *given)
{
    const struct fn *fn = &scan->program->fns[number];

    for (uint32_t i = 0; i < fn->n_called_at; i++) {
        uint32_t from = fn->called_at[i].fn;
        const struct fn *caller = &scan->program->fns[from];
        const struct call_site *site = &caller->calls[fn->called_at[i].call];
        struct site at = {from, site->block, site->instr};
        struct origin origin = origin_at(scan, at, fn_argument(caller, site->instr, parameter));
        if (is_new(&origin) || is_handed_in(&origin))
            vector_push(&given->items, (struct handing){at, origin});
    }
}

/* Its index in `given`. */
static uint32_t handings_of(struct scan *scan, uint32_t number, uint32_t parameter)
{
    bool is_first = false;
    uint32_t index = *intmap_put(&scan->numbers, (uint64_t)number << 32 | parameter,
                                 scan->given.count, &is_first);

    if (is_first) {
        struct handings given = {.barren = 0};
        add_handings(scan, number, parameter, &given);
        vector_push(&scan->given, given);
    }
    return index;
}

/* The callers hand the node in: at most GROWTH_LIFTS levels of them. Yields whether one of them hands in a new
 * one. */
// NOLINTNEXTLINE(misc-no-recursion)
static bool lift(struct scan *scan, uint32_t number, uint32_t parameter)
{
    uint32_t levels = GROWTH_LIFTS - scan->chain.count;
    uint32_t index = levels ? handings_of(scan, number, parameter) : 0;
    bool any = false;

    if (!levels || levels <= scan->given.items[index].barren)
        return false;
    for (uint32_t i = 0; i < scan->given.items[index].items.count; i++) {
        struct handing handing = scan->given.items[index].items.items[i];
        bool was_part = scan->is_part;
        scan->is_part |= handing.origin.is_part;
        scan->chain.calls[scan->chain.count++] = handing.at;
        if (is_new(&handing.origin)) {
            tell(scan, handing.at, &handing.origin);
            any = true;
        } else {
            any |= lift(scan, handing.at.fn, handing.origin.parameter);
        }
        scan->chain.count--;
        scan->is_part = was_part;
    }
    if (!any)
        scan->given.items[index].barren = levels;
    return any;
}

/* The link gets what the call has just made: `at->next[i] = calloc(1, sizeof(*at))`. */
static void tell_made(struct scan *scan)
{
    struct site at = scan->store.at;
    const struct fn *fn = &scan->program->fns[at.fn];
    struct origin origin = {.bits = ORIGIN_NEW, .block = at.block, .instr = at.instr};

    if (fn->unit->instrs[at.instr].op == IR_CALL &&
        origins_makes(scan->facts->origins, &fn->calls[graph_first_call(fn, at.instr)]))
        tell(scan, at, &origin);
}

/* ---- recursive inserts ---- */

/* A call that puts what it hands back where one of its arguments was: `at->less = insert(at->less, key)`. */
struct put_back {
    uint32_t callee;
    uint32_t parameter; /* from 1; 0 = it is no such call */
};

static struct put_back put_back_by(const struct scan *scan, struct site at)
{
    const struct fn *fn = &scan->program->fns[at.fn];
    const struct ir_instr *call = &fn->unit->instrs[at.instr];
    struct put_back back = {0};

    if (call->op != IR_CALL || call->a.kind != IR_OPERAND_FUNCTION)
        return back;
    const struct call_site *site = &fn->calls[graph_first_call(fn, at.instr)];
    if (site->targets.count != 1 || scan->program->fns[site->targets.items[0]].is_model)
        return back;
    back.callee = site->targets.items[0];
    for (uint32_t i = 0; i < call->arguments.count && !back.parameter; i++) {
        struct ir_operand argument = fn->unit->operands[call->arguments.first + i];
        if (argument.kind == IR_OPERAND_PLACE && argument.index == call->dst.index)
            back.parameter = i + 1;
    }
    return back;
}

/* Whether the function does the same with a link of a node of the kind, by a call of itself. */
static bool descends(const struct scan *scan, uint32_t number)
{
    for (uint32_t i = 0; i < scan->facts->links.count; i++) {
        const struct link_store *link = &scan->facts->links.items[i];
        if (link->at.fn != number || link->kind != scan->store.kind)
            continue;
        const struct fn *fn = &scan->program->fns[number];
        struct put_back back = put_back_by(scan, link->at);
        if (back.parameter && back.callee == number &&
            growth_is_link(scan->program, fn, fn->unit->instrs[link->at.instr].dst.index,
                           link->kind))
            return true;
    }
    return false;
}

static uint32_t place_of_parameter(const struct fn *fn, uint32_t parameter)
{
    uint32_t id = 1;

    while (id < fn->ir->places.count &&
           !(fn_place(fn, id)->kind == IR_PLACE_LOCAL && fn_place(fn, id)->argument == parameter))
        id++;
    return id;
}

/* A tree whose insert calls itself, and hands back the subtree: its root gets a node where there was none. */
static void tell_recursive(struct scan *scan)
{
    struct put_back back = put_back_by(scan, scan->store.at);
    const struct fn *fn = &scan->program->fns[back.callee];

    if (!back.parameter || back.callee == scan->store.at.fn || !descends(scan, back.callee))
        return;
    uint32_t subtree = place_of_parameter(fn, back.parameter);
    scan->is_subtree = true;
    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct call_site *site = &fn->calls[c];
        const struct ir_instr *call = &fn->unit->instrs[site->instr];
        if (!call->dst.index || !origins_makes(scan->facts->origins, site) ||
            growth_pointee(scan->program, fn, stores_type_of_place(fn, call->dst)) !=
                scan->store.kind ||
            !growth_is_where_null(fn, site->block, subtree))
            continue;
        struct origin origin = {.bits = ORIGIN_NEW, .block = site->block, .instr = site->instr};
        tell(scan, (struct site){back.callee, site->block, site->instr}, &origin);
        break;
    }
    scan->is_subtree = false;
}

/* Whether a link of a node gets the node itself: the head of a ring that is empty yet, or a node that has been taken
 * out. */
static bool is_link_to_itself(const struct fn *fn, const struct ir_instr *copy)
{
    uint32_t holder = fn_place(fn, copy->dst.index)->parent.index;

    if (copy->a.kind == IR_OPERAND_ADDRESS)
        return holder && copy->a.index == holder;
    return holder && fn_place(fn, holder)->kind == IR_PLACE_DEREF && fn_local(fn, copy->a) &&
           fn_local(fn, copy->a) == growth_base(fn, holder);
}

void growth_find_lists(struct growth_facts *facts)
{
    struct scan scan = {.facts = facts, .program = facts->program};

    for (uint32_t i = 0; i < facts->links.count; i++) {
        const struct kind *kind = &facts->kinds[facts->links.items[i].kind];
        scan.store = facts->links.items[i];
        scan.number = i;
        if (kind->made.fn && shrinks(kind)) {
            tell_moved(&scan);
            continue;
        }
        const struct fn *fn = &facts->program->fns[scan.store.at.fn];
        const struct ir_instr *instr = &fn->unit->instrs[scan.store.at.instr];
        if (instr->op != IR_COPY) {
            tell_made(&scan);
            tell_recursive(&scan);
            continue;
        }
        if (is_link_to_itself(fn, instr) ||
            (growth_is_name(facts, scan.store.at.fn, instr->dst.index) &&
             !growth_is_link(facts->program, fn, instr->dst.index, scan.store.kind)))
            continue;
        struct origin origin = origin_at(&scan, scan.store.at, instr->a);
        scan.is_part = origin.is_part;
        if (is_new(&origin))
            tell(&scan, scan.store.at, &origin);
        else if (is_handed_in(&origin))
            lift(&scan, scan.store.at.fn, origin.parameter);
        scan.is_part = false;
    }
    for (uint32_t i = 0; i < scan.given.count; i++)
        vector_deinit(&scan.given.items[i].items);
    vector_deinit(&scan.given);
    intmap_deinit(&scan.numbers);
}
