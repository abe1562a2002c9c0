/* The key of a run: equal keys mean equal findings. Requires what every unit means. */
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

static uint64_t mix_unit(uint64_t key, const struct engine_unit *unit, enum key_time time)
{
    const struct store_unit *stored = unit->stored;
    bool is_before = time == KEY_BEFORE && unit->is_parsed && stored;
    const char *message = is_before ? stored->message : unit->message;

    key = mix_text(key, unit->name);
    key = hash_mix(key, unit->key);
    key = hash_mix(key, is_before ? stored->status : (uint32_t)unit->status);
    key = mix_text(key, message ? message : "");
    return hash_mix(key, is_before ? stored->meaning : unit->meaning);
}

uint64_t key_of_run(const struct analysis *analysis, enum key_time time)
{
    uint64_t key = mix_text(analysis_id, analysis->project->root);

    key = hash_mix(key, analysis->baseline_hash);
    for (const struct check **check = analysis->checks; *check; check++)
        key = mix_text(key, (*check)->name);
    for (uint32_t i = 0; i < analysis->n_units; i++)
        key = mix_unit(key, &analysis->units[i], time);
    return key;
}
