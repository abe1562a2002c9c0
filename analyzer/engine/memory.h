/* Private: what a process keeps of one analysis for the next. */
#ifndef STRANDED_ENGINE_MEMORY_H
#define STRANDED_ENGINE_MEMORY_H

#include "engine/analysis.h"
#include "engine/engine.h"
#include "frontend/frontend.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One content of a file that an overlaid unit read. */
struct memory_file {
    const char *path;
    uint64_t size, hash;
};

/* What became of a unit as it was parsed from certain contents. */
struct memory_unit {
    enum frontend_status status;
    const char *message;             /* "" = it was parsed */
    uint64_t contents, meaning;      /* as in struct engine_unit */
    const struct memory_file *files; /* of an overlaid one, else NULL */
    size_t n_files;
    bool has_ir;
    struct ir_unit ir;
};

/* As it is on disk; as it was last parsed with overlays. Both may be kept of one unit. */
enum memory_slot { MEMORY_DISK, MEMORY_OVERLAID, MEMORY_N_SLOTS };

/* NULL = nothing is kept. Valid until that unit is put again. `memory` may be NULL. */
const struct memory_unit *memory_find(const struct engine_memory *memory,
                                      const struct engine_unit *unit, enum memory_slot slot);

/* Keeps a copy of what the unit is now, with the IR's bytes (NULL = it has none), and gives the unit the
 * copied IR. `files` are copied, too. */
void memory_put(struct engine_memory *memory, struct engine_unit *unit, enum memory_slot slot,
                const void *ir, size_t ir_size, const struct memory_file *files, size_t n_files);

/* The parser, opened with the first call; NULL where that fails, which a worker will tell of. */
struct frontend *memory_frontend(struct engine_memory *memory);

#endif
