/* The IR of units that were not parsed. Requires the stored units; yields `ir`. */
#include "engine/analysis.h"
#include "engine/engine.h"
#include "engine/memory.h"
#include "frontend/frontend.h"
#include "ir/codec.h"
#include "store/store.h"

#include <stddef.h>
#include <stdint.h>

/* False with an error when the store fails; a unit whose IR is not there, or is not ours to read, is
 * no longer current. */
static bool load_unit(struct analysis *analysis, struct engine_unit *unit, GError **error)
{
    struct engine_memory *memory = analysis->request->memory;
    const struct memory_unit *kept = memory_find(memory, unit, MEMORY_DISK);
    const void *bytes = NULL;
    const char *reason;
    size_t size = 0;

    if (kept && kept->has_ir && kept->contents == unit->contents) {
        unit->ir = kept->ir;
        unit->has_ir = true;
        return true;
    }
    if (!store_load_ir(analysis->store, unit->stored->id, analysis->arena, &bytes, &size, error))
        return false;
    unit->has_ir = bytes && ir_decode(bytes, size, &unit->ir, &reason);
    unit->is_current = unit->has_ir;
    if (unit->has_ir && memory)
        memory_put(memory, unit, MEMORY_DISK, bytes, size, NULL, 0);
    return true;
}

bool load_units(struct analysis *analysis, GError **error)
{
    bool is_complete = true;

    for (uint32_t i = 0; i < analysis->n_units; i++) {
        struct engine_unit *unit = &analysis->units[i];

        if (unit->has_ir || unit->status != FRONTEND_OK || !unit->is_current)
            continue;
        if (!load_unit(analysis, unit, error))
            return false;
        is_complete = is_complete && unit->has_ir;
    }
    return is_complete || parse_units(analysis, error);
}
