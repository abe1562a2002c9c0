/* The key of a run: equal keys mean equal findings. Requires the contents of every unit. */
#include <stranded/check.h>

#include "base/hash.h"
#include "engine/analysis.h"
#include "engine/build_ids.h"

#include <stdint.h>
#include <string.h>

static uint64_t mix_text(uint64_t key, const char *text)
{
    return hash_bytes(text, strlen(text) + 1, key);
}

uint64_t key_of_run(const struct analysis *analysis)
{
    uint64_t key = mix_text(analysis_id, analysis->project->root);

    key = hash_mix(key, analysis->baseline_hash);
    for (const struct check **check = analysis->checks; *check; check++)
        key = mix_text(key, (*check)->name);
    for (uint32_t i = 0; i < analysis->n_units; i++) {
        const struct engine_unit *unit = &analysis->units[i];

        key = mix_text(key, unit->name);
        key = hash_mix(key, unit->key);
        key = hash_mix(key, unit->status);
        key = mix_text(key, unit->message);
        key = hash_mix(key, unit->contents);
    }
    return key;
}
