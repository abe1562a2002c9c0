/* The mutex of a wait: whether it is held where a flag is set, and what happens between taking it and
 * waiting. Whatever is not known counts as held. Private to this folder. */
#ifndef STRANDED_PROGRAM_STOP_LOCKS_H
#define STRANDED_PROGRAM_STOP_LOCKS_H

#include "program/held.h"
#include "program/stop_region.h"

/* The mutex that the wait gives back while it lasts, by its element; 0 = not known. */
uint32_t locks_of_wait(const struct stop_facts *facts, const struct use *wait);
/* Whether the mutex may be held at the point: taken in its function, or in what calls it. */
bool locks_held_at(const struct stop_facts *facts, uint32_t mutex, struct point point,
                   struct arena *scratch);
/* Whether it is held there, or taken again on the way from there to a join: in its
 * function or in what calls it. */
bool locks_protect(const struct stop_facts *facts, uint32_t mutex, struct point point,
                   const struct points *joins, struct arena *scratch);
/* What the call does to the mutex, seen from its function, through wrappers too. */
enum lock_effect locks_effect(const struct stop_facts *facts, uint32_t mutex, uint32_t fn,
                              const struct call_site *site, struct arena *scratch);
/* The blocks of the wait's function that control may pass from where the mutex is taken to the wait, but
 * none in `looks`; the wait's own block too. Empty where no such way leads there. */
struct bitset locks_blind_ways(const struct stop_facts *facts, uint32_t mutex,
                               const struct use *wait, const struct bitset *looks,
                               struct arena *scratch);

#endif
