/* Which places of a function are still compared behind a block, before they are given another value (strong live
 * variables: Giegerich, Möncke, Wilhelm, Invariance of approximative semantics with respect to program
 * transformations, GI 1981). What is known of another place can no longer matter. Private to this folder. */
#ifndef STRANDED_PROGRAM_PATH_LIVE_H
#define STRANDED_PROGRAM_PATH_LIVE_H

#include "program/graph.h"

struct path_live {
    uint32_t *number;       /* per place: from 1; 0 = it is never compared */
    struct bitset *at;      /* per block: what is live where it begins, by number */
    struct bitset compared; /* places */
};

struct path_live path_live_find(const struct fn *fn, struct arena *arena);

static inline bool path_live_has(const struct path_live *live, uint32_t block, uint32_t place)
{
    return live->number[place] && bitset_has(&live->at[block], live->number[place]);
}

#endif
