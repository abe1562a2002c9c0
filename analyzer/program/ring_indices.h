/* Rings that are empty, or full, while two indices are equal. Private to this folder. */
#ifndef STRANDED_PROGRAM_RING_INDICES_H
#define STRANDED_PROGRAM_RING_INDICES_H

#include "program/predicates.h"

/* Whether the edge of the block is taken only while such a ring has nothing to take, or no room; then `look` says which of
 * the two indices has to move for that to end. */
bool ring_indices_look(const struct program *program, uint32_t fn, uint32_t block, uint32_t edge,
                       struct look *look);
/* Whether the store moves the index on from where it was. */
bool ring_indices_moves(const struct program *program, const struct store *store);

#endif
