/* Threads that are joined only where the next one of the same object may be started: who comes last is joined by nobody.
 *
 *   void open_again(struct device *d)            void close(struct device *d)
 *   {                                            {
 *       if (d->thread)                               free(d);
 *           pthread_join(d->thread, NULL);       }
 *       pthread_create(&d->thread, ...);
 *   }
 *
 * Requires solve, contexts, members. */
#include "program/solver.h"
#include "program/stop_region.h"
#include "program/unreaped_search.h"

/* Whether the thread may be started behind the instruction, in its function. */
static bool starts_behind(const struct search *search, uint32_t number, uint32_t instr)
{
    const struct fn *fn = search_fn(search, number);
    uint32_t here = conditions_block_of(fn, instr);
    struct bitset behind = conditions_reach(fn, here, search->scratch);

    for (uint32_t i = 0; i < fn->n_calls; i++) {
        const struct call_site *site = &fn->calls[i];
        bool starts = number == search->record->fn ? site->instr == search->record->instr
                                                   : functions_lead_to(search->program->stop_facts,
                                                                       site, search->record->fn);
        bool is_behind = (site->block == here && site->instr > instr) ||
                         (site->block != here && bitset_has(&behind, site->block));
        if (starts && is_behind)
            return true;
    }
    return false;
}

/* Whether some way from there leads back out of the program, or of what of it is in sight, without another start. */
static bool ends_for_good(const struct search *search, uint32_t number, uint32_t instr,
                          uint32_t depth)
{
    const struct fn *fn = search_fn(search, number);

    if (starts_behind(search, number, instr))
        return false;
    if (depth == SOLVER_DEPTH || !fn->n_called_at || fn->address_taken ||
        !search_is_called_from_sight(search, number))
        return true;
    for (uint32_t i = 0; i < fn->n_called_at; i++) {
        const struct caller_site *above = &fn->called_at[i];
        const struct fn *caller = search_fn(search, above->fn);
        if (ends_for_good(search, above->fn, caller->calls[above->call].instr, depth + 1))
            return true;
    }
    return false;
}

bool search_joined_for_next(const struct search *search)
{
    for (uint32_t i = 0; i < search->sites.count; i++) {
        const struct end_site *site = search->sites.items[i];
        if (search_is_direct(search, site) && ends_for_good(search, site->fn, site->instr, 0))
            return false;
    }
    return search->sites.count > 0;
}
