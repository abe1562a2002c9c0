/* Stores of pointers to nodes: into links, heads of lists, buckets. And what empties a container: its head gets
 * NULL, or what lies behind the first node. */
#include "program/growth_inside.h"

#include "program/elements.h"
#include "program/stop_region.h"
#include "program/stores.h"
#include "program/ways.h"

struct scan {
    struct growth_facts *facts;
    const struct program *program;
    uint32_t number;
    const struct fn *fn;
    uint32_t kind;       /* of the node that is stored */
    struct bitset heads; /* fields and globals that entries are put into */
};

bool growth_is_link(const struct program *program, const struct fn *fn, uint32_t id, uint32_t kind)
{
    for (const struct ir_place *place = fn_place(fn, id);
         place->kind == IR_PLACE_FIELD || place->kind == IR_PLACE_INDEX ||
         place->kind == IR_PLACE_INDEX_PLACE;
         place = fn_place(fn, place->parent.index)) {
        if (place->kind != IR_PLACE_FIELD)
            continue;
        const struct ir_field *field = &fn->unit->fields[place->argument];
        if (program->record_of[fn->input][field->record.index] == kind)
            return true;
    }
    return false;
}

/* The local at the root of the path, where the path begins with what that points to; 0 = none. */
uint32_t growth_base(const struct fn *fn, uint32_t id)
{
    const struct ir_place *place = fn_place(fn, id), *child = place;

    while (place->parent.index) {
        child = place;
        place = fn_place(fn, place->parent.index);
    }
    return place->kind == IR_PLACE_LOCAL && child->kind == IR_PLACE_DEREF ? place->argument : 0;
}

/* Where the path's root is new: nobody shares it yet. */
static bool is_in_new(const struct scan *scan, struct site at, uint32_t id)
{
    if (!growth_base(scan->fn, id))
        return false;
    struct origin origin = origins_of(scan->facts->origins, at.fn, at.block, at.instr,
                                      (struct ir_operand){IR_OPERAND_PLACE, fn_root(scan->fn, id)});
    return origin.bits && !(origin.bits & ~(unsigned)(ORIGIN_NEW | ORIGIN_NULL));
}

/* Whether the place is a field or global that no entry is ever put into: it only goes through them. */
static bool is_cursor(const struct scan *scan, uint32_t head)
{
    uint32_t element =
        element_of_named_place(scan->program, scan->number, (struct ir_place_id){head});

    return element && element < elements_named(scan->program) &&
           !bitset_has(&scan->heads, element) &&
           !bitset_has(&ways_stores(scan->program->stop_facts->ways)->address_taken, element);
}

static void note_head(struct scan *scan, struct site at, uint32_t head)
{
    const struct ir_instr *instr = &scan->fn->unit->instrs[at.instr];
    uint32_t element =
        element_of_named_place(scan->program, scan->number, (struct ir_place_id){head});
    struct origin origin = origins_of(scan->facts->origins, at.fn, at.block, at.instr, instr->a);

    if (element && element < elements_named(scan->program) &&
        origin.bits & (ORIGIN_NEW | ORIGIN_PARAMETER | ORIGIN_CALL))
        bitset_add(&scan->heads, element);
}

/* The place that holds the pointer to the node of which the place is a link; 0 = it is none. */
static uint32_t owner_of_link(const struct scan *scan, uint32_t id)
{
    if (!growth_is_link(scan->program, scan->fn, id, scan->kind))
        return 0;
    while (id && fn_place(scan->fn, id)->kind != IR_PLACE_DEREF)
        id = fn_place(scan->fn, id)->parent.index;
    return id ? fn_place(scan->fn, id)->parent.index : 0;
}

/* Whether one link is written behind the one node with what the other one leads to, and another one the other way
 * round: the function turns the two about, and takes neither out (a rotation in a tree). */
static bool turns_about(const struct scan *scan, uint32_t up, uint32_t down)
{
    bool takes_child = false, is_under = false;

    for (uint32_t id = 1; id < scan->fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(scan->fn, id)->instrs;
        for (uint32_t i = 0; i < instrs.count; i++) {
            const struct ir_instr *instr = &scan->fn->unit->instrs[instrs.first + i];
            if (instr->op != IR_COPY || !instr->dst.index || instr->a.kind != IR_OPERAND_PLACE)
                continue;
            uint32_t owner = owner_of_link(scan, instr->dst.index);
            is_under |= owner == up && instr->a.index == down;
            takes_child |= owner == down && owner_of_link(scan, instr->a.index) == up;
        }
    }
    return takes_child && is_under;
}

static bool is_rotation(const struct scan *scan, uint32_t up)
{
    for (uint32_t id = 1; id < scan->fn->ir->places.count; id++)
        if (id != up &&
            growth_pointee(scan->program, scan->fn,
                           stores_type_of_place(scan->fn, (struct ir_place_id){id})) ==
                scan->kind &&
            turns_about(scan, up, id))
            return true;
    return false;
}

static void judge_head(struct scan *scan, struct site at, uint32_t head)
{
    uint32_t kind = scan->kind;
    const struct ir_instr *instr = &scan->fn->unit->instrs[at.instr];
    struct origin origin = origins_of(scan->facts->origins, at.fn, at.block, at.instr, instr->a);
    enum reached reached = growth_reached(scan->facts, at.fn, at.block);
    bool is_whole = origin.bits == ORIGIN_NULL || growth_is_sweep(scan->program, at);
    bool is_link =
        origin.bits & ORIGIN_LOADED && growth_is_link(scan->program, scan->fn, origin.place, kind);

    if (is_in_new(scan, at, head) || scan->facts->resizes[at.fn])
        return;
    if (!is_link && !(origin.bits == ORIGIN_NULL && reached == REACHED_STEADY))
        return;
    if (is_cursor(scan, head) || (!is_link && growth_is_name(scan->facts, at.fn, head)) ||
        (is_link && is_rotation(scan, instr->a.index)))
        return;
    if (growth_is_by_owner(scan->facts, at, kind)) {
        growth_take(&scan->facts->kinds[kind].by_owner, reached, at);
        return;
    }
    if (reached == REACHED_STEADY && growth_only_undoes(scan->facts, at.fn, kind)) {
        scan->facts->kinds[kind].undone = true;
        return;
    }
    if (reached == REACHED_STEADY && is_whole)
        reached = growth_reached_whole(scan->facts, at);
    if (reached == REACHED_STEADY)
        vector_push(&scan->facts->ends, (struct kind_end){kind, at});
    growth_take(&scan->facts->kinds[kind].cleared, reached, at);
}

static void visit(struct scan *scan, uint32_t block, uint32_t index)
{
    const struct ir_instr *instr = &scan->fn->unit->instrs[index];
    struct site at = {scan->number, block, index};

    if (!instr->dst.index || instr->op == IR_COMPUTE ||
        fn_place(scan->fn, instr->dst.index)->kind == IR_PLACE_LOCAL)
        return;
    const struct ir_type *type = stores_type_of_place(scan->fn, instr->dst);
    uint32_t kind = growth_pointee(scan->program, scan->fn, type);
    if (kind && !is_in_new(scan, at, instr->dst.index))
        vector_push(&scan->facts->links, (struct link_store){at, kind});
}

/* Whether the function puts a new array of pointers to nodes in the place of an old one. */
static bool resizes(const struct scan *scan, uint32_t index)
{
    const struct ir_instr *instr = &scan->fn->unit->instrs[index];

    if (!instr->dst.index || fn_place(scan->fn, instr->dst.index)->kind == IR_PLACE_LOCAL)
        return false;
    const struct ir_type *type = stores_type_of_place(scan->fn, instr->dst);
    return type->kind == IR_TYPE_POINTER &&
           scan->fn->unit->types[type->element.index].kind == IR_TYPE_POINTER &&
           growth_kind_held(scan->program, scan->fn, type) &&
           (instr->op == IR_CALL || fn_local(scan->fn, instr->a));
}

static void scan_function(struct scan *scan, uint32_t number)
{
    scan->number = number;
    scan->fn = &scan->program->fns[number];
    for (uint32_t id = 1; id < scan->fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(scan->fn, id)->instrs;
        for (uint32_t i = 0; i < instrs.count; i++) {
            visit(scan, id, instrs.first + i);
            scan->facts->resizes[number] |= resizes(scan, instrs.first + i);
        }
    }
}

static void each_head(struct scan *scan, void (*visit_head)(struct scan *, struct site, uint32_t))
{
    for (uint32_t i = 0; i < scan->facts->links.count; i++) {
        struct link_store link = scan->facts->links.items[i];
        scan->number = link.at.fn;
        scan->fn = &scan->program->fns[link.at.fn];
        scan->kind = link.kind;
        const struct ir_instr *instr = &scan->fn->unit->instrs[link.at.instr];
        if (instr->op == IR_COPY &&
            !growth_is_link(scan->program, scan->fn, instr->dst.index, link.kind))
            visit_head(scan, link.at, instr->dst.index);
    }
}

void growth_find_links(struct growth_facts *facts)
{
    struct scan scan = {.facts = facts, .program = facts->program};

    for (uint32_t number = 1; number < facts->program->n_fns; number++)
        if (growth_is_asked(facts, number))
            scan_function(&scan, number);
    arena_reset(facts->scratch);
    scan.heads = bitset_new(facts->scratch, elements_named(facts->program));
    each_head(&scan, note_head);
    each_head(&scan, judge_head);
}
