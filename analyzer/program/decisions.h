/* Branches on a witness, in words. Private to this folder. */
#ifndef STRANDED_PROGRAM_DECISIONS_H
#define STRANDED_PROGRAM_DECISIONS_H

#include "program/graph.h"

/* "suppose rc != 0 here": that the block's end takes its first target (`taken` 0) or its second. */
const char *decisions_text(const struct program *program, const struct fn *fn,
                           const struct ir_block *block, uint32_t taken);

#endif
