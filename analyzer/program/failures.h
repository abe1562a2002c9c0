/* Branches that are taken because a call has failed. Private to this folder. */
#ifndef STRANDED_PROGRAM_FAILURES_H
#define STRANDED_PROGRAM_FAILURES_H

#include "program/channels.h"
#include "program/paths.h"

/* The call whose result the branch at the end of the block looks at, as an instruction; 0 = none. */
uint32_t failures_call(const struct fn *fn, uint32_t block);
/* Whether that edge is taken where the call has failed, by what functions return by custom: NULL, or less than 0. */
bool failures_by_custom(const struct fn *fn, uint32_t block, uint32_t edge);
/* What the call's result is where that edge is taken; false where that is not a comparison with a number. */
bool failures_result(const struct fn *fn, uint32_t block, uint32_t edge,
                     struct path_result *ret_result);
/* Whether that edge is taken where the call, of one function in sight, has not done what it is for: its ways through one of
 * those instructions of its own never come back so, others may. */
bool failures_by_result(const struct program *program, const struct fn *fn, uint32_t block,
                        uint32_t edge, const uint32_t *does, uint32_t n_does);

#endif
