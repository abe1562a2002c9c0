/* Entries that go from one list to another: what is done leaves the list of what is to do, and stays in that of what is
 * done. They are taken out of the first one only, and nothing ever frees one while the program serves.
 *
 * Told only where each place that takes out such an entry names another list. */
#include "program/elements.h"
#include "program/growth_inside.h"

/* The field or global at which a list begins, if the place is that itself; 0 = it is none, or is found by a pointer. */
static uint32_t head_at(const struct growth_facts *facts, uint32_t number, uint32_t place,
                        uint32_t kind)
{
    return growth_is_link(facts->program, &facts->program->fns[number], place, kind)
               ? 0
               : element_of_named_place(facts->program, number, (struct ir_place_id){place});
}

/* Whether the store may take an entry out of the list: its head gets what lies behind one, or nothing; or somewhere the
 * gap is closed that an entry leaves behind (`before->next = entry->next`), of whatever list. */
static bool may_take(const struct growth_facts *facts, const struct link_store *store,
                     uint32_t head)
{
    const struct fn *fn = &facts->program->fns[store->at.fn];
    const struct ir_instr *instr = &fn->unit->instrs[store->at.instr];
    uint32_t to = head_at(facts, store->at.fn, instr->dst.index, store->kind);

    if ((to && to != head) ||
        growth_reached(facts, store->at.fn, store->at.block) != REACHED_STEADY)
        return false;
    if (instr->op != IR_COPY)
        return true;
    struct origin origin =
        origins_of(facts->origins, store->at.fn, store->at.block, store->at.instr, instr->a);
    bool is_behind = origin.bits & ORIGIN_LOADED &&
                     growth_is_link(facts->program, fn, origin.place, store->kind);
    unsigned harmless = ORIGIN_NEW | ORIGIN_LOADED | (to ? 0 : ORIGIN_NULL);
    return is_behind || origin.bits & ~harmless;
}

static bool may_lose(const struct growth_facts *facts, uint32_t kind, uint32_t head)
{
    for (uint32_t i = 0; i < facts->links.count; i++)
        if (facts->links.items[i].kind == kind && may_take(facts, &facts->links.items[i], head))
            return true;
    return false;
}

uint32_t growth_moved_into(const struct growth_facts *facts, const struct link_store *store)
{
    const struct kind *kind = &facts->kinds[store->kind];
    const struct fn *fn = &facts->program->fns[store->at.fn];
    const struct ir_instr *instr = &fn->unit->instrs[store->at.instr];

    if (!kind->made.fn || kind->escapes || kind->ends_bare ||
        kind->freed.reached == REACHED_STEADY || kind->whole_freed.reached == REACHED_STEADY ||
        instr->op != IR_COPY)
        return 0;
    uint32_t head = head_at(facts, store->at.fn, instr->dst.index, store->kind);
    struct origin origin =
        origins_of(facts->origins, store->at.fn, store->at.block, store->at.instr, instr->a);
    if (!head || origin.bits & ~(unsigned)(ORIGIN_LOADED | ORIGIN_NULL) ||
        !(origin.bits & ORIGIN_LOADED))
        return 0;
    uint32_t from = head_at(facts, store->at.fn, origin.place, store->kind);
    return from && from != head && !may_lose(facts, store->kind, head) ? head : 0;
}
