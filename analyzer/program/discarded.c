/* Objects that are made together with a thread, and freed on one way with a join, on another without.
 *
 * That is certain only where the two ways exclude each other: who joins the thread frees its object, so
 * that nobody can join first and then take the other way.
 *
 * Requires solve, contexts, members. */
#include "program/elements.h"
#include "program/lives.h"
#include "program/solver.h"
#include "program/stop_region.h"
#include "program/unreaped_search.h"

/* A call that frees an object of the record. */
struct free_site {
    uint32_t fn, instr;
    struct ir_operand object;
};

VECTOR_TYPE(free_list, struct free_site);

/* Collects the calls that free such objects; counts those that make one. */
static uint32_t find_lives(const struct search *search, uint32_t record,
                           struct free_list *ret_frees)
{
    const struct stop_facts *facts = lives_found(search->program);
    uint32_t n_made = 0;

    for (uint32_t i = facts->first_life[record]; i < facts->first_life[record + 1]; i++) {
        const struct life *life = &facts->lives.items[i];
        n_made += life->made;
        if (!life->made)
            vector_push(ret_frees, (struct free_site){life->fn, life->instr, life->object});
    }
    return n_made;
}

/* Whether who joins such a thread frees its object, too: then nobody can do both one by one. */
static bool joins_and_frees(const struct search *search, const struct free_list *frees)
{
    for (uint32_t i = 0; i < search->sites.count; i++) {
        const struct fn *ender = search_fn(search, search->sites.items[i]->fn);
        bool both = false;
        for (uint32_t k = 0; k < frees->count && !both; k++) {
            const struct fn *freer = search_fn(search, frees->items[k].fn);
            both = freer == ender;
            for (uint32_t c = 0; c < freer->callers.count; c++)
                both |= search_fn(search, freer->callers.items[c]) == ender;
        }
        if (search_is_direct(search, search->sites.items[i]) && !both)
            return false;
    }
    return true;
}

/* Whether the call may yield an object that was just made: it makes none itself, nor does any function that it leads to,
 * where all are in sight. */
static bool may_make(const struct search *search, uint32_t number, const struct call_site *call)
{
    const struct stop_facts *facts = lives_found(search->program);
    uint32_t record = search_record(search, search->key.last);
    bool makes = !call->targets.count || call->unresolved;

    for (uint32_t i = facts->first_life[record]; i < facts->first_life[record + 1]; i++) {
        const struct life *life = &facts->lives.items[i];
        makes |= life->made && life->fn == number && life->instr == call->instr;
    }
    for (uint32_t k = 0; k < call->targets.count && !makes; k++) {
        const struct bitset *below = functions_below(facts, call->targets.items[k]);
        makes = search_fn(search, call->targets.items[k])->is_model;
        for (uint32_t i = facts->first_life[record]; i < facts->first_life[record + 1]; i++)
            makes |= facts->lives.items[i].made && bitset_has(below, facts->lives.items[i].fn);
    }
    return makes;
}

/* Whether the local may be an object that was just made. */
static bool may_be_new(const struct search *search, uint32_t number, struct ir_operand object)
{
    const struct fn *fn = search_fn(search, number);

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = ir_block(fn->unit, fn->ir, (struct ir_block_id){id})->instrs;
        for (uint32_t i = 0; i < instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[instrs.first + i];
            if (instr->dst.index != object.index || instr->op == IR_COPY)
                continue;
            if (instr->op != IR_CALL ||
                may_make(search, number, &fn->calls[graph_first_call(fn, instrs.first + i)]))
                return true;
        }
    }
    return false;
}

/* Whether the object is freed there for somebody who comes from outside, on a way without a join. */
static bool is_discarded_at(const struct search *search, uint32_t number, uint32_t instr,
                            struct ir_operand object, uint32_t depth)
{
    const struct fn *fn = search_fn(search, number);
    struct condition_list before = {0};

    search_conditions(search, number, instr, &before);
    bool conditional = before.count > 0;
    vector_deinit(&before);
    if (conditional || depth == SOLVER_DEPTH || may_be_new(search, number, object) ||
        bitset_has(&search->enders, number) || !contexts_reached(search->program, number))
        return false;
    const struct ir_place *place = ir_place(fn->unit, fn->ir, (struct ir_place_id){object.index});
    bool is_parameter = place->kind == IR_PLACE_LOCAL && place->argument <= fn->ir->n_parameters;
    if (!is_parameter || members_is_public(search->program, number) || fn->address_taken)
        return true;
    for (uint32_t i = 0; i < fn->callers.count; i++) {
        const struct fn *caller = search_fn(search, fn->callers.items[i]);
        for (uint32_t k = 0; k < caller->n_calls; k++) {
            const struct call_site *site = &caller->calls[k];
            const struct ir_instr *call = &caller->unit->instrs[site->instr];
            bool calls = site->targets.count == 1 && site->targets.items[0] == number &&
                         place->argument <= call->arguments.count;
            struct ir_operand given =
                calls ? caller->unit->operands[call->arguments.first + place->argument - 1]
                      : (struct ir_operand){0};
            if (conditions_pointee(search->program, fn->callers.items[i], given) &&
                is_discarded_at(search, fn->callers.items[i], site->instr, given, depth + 1))
                return true;
        }
    }
    return false;
}

bool search_discarded(const struct search *search, struct unreaped *ret_unreaped)
{
    struct free_list frees = {0};
    bool found = false;

    if (!element_is_field(search->key.last))
        return false;
    uint32_t n_made = find_lives(search, search_record(search, search->key.last), &frees);
    bool usable =
        n_made == 1 && ((search_is_born_with_it(search) && joins_and_frees(search, &frees)) ||
                        search_joined_for_next(search));
    for (uint32_t i = 0; usable && i < frees.count && !found; i++) {
        struct free_site site = frees.items[i];
        found = is_discarded_at(search, site.fn, site.instr, site.object, 0);
        if (!found)
            continue;
        ret_unreaped->words = "is forgotten where its object is freed without a join";
        ret_unreaped->steps[0] = (struct step){
            search_place(search, site.fn, search_fn(search, site.fn)->unit->instrs[site.instr].at),
            arena_printf(search->program->run, "%s() frees the object that holds the handle",
                         search_fn(search, site.fn)->name)};
        ret_unreaped->n_steps = 1;
    }
    vector_deinit(&frees);
    return found;
}
