/* A part of the work of an analysis: units on several machines, and stores that come together. */
#include "base/arena.h"
#include "engine/analysis.h"
#include "engine/engine.h"
#include "engine/last.h"
#include "frontend/frontend.h"
#include "store/store.h"

#include <stdint.h>

/* ---- extracting ---- */

static void choose_units(struct analysis *analysis, struct engine_shard shard)
{
    for (uint32_t i = 0; i < analysis->n_project_units && shard.count > 0; i++)
        analysis->units[i].is_elsewhere = i % shard.count != shard.index;
}

static struct engine_extracted count_units(const struct analysis *analysis)
{
    struct engine_extracted extracted = {0};

    for (uint32_t i = 0; i < analysis->n_project_units; i++) {
        const struct engine_unit *unit = &analysis->units[i];

        if (unit->is_elsewhere)
            continue;
        extracted.units++;
        extracted.reused += unit->is_current;
        extracted.failed += unit->status != FRONTEND_OK;
    }
    return extracted;
}

bool engine_extract(const struct engine_request *request, struct engine_shard shard,
                    struct engine_result *ret_result, struct engine_extracted *ret_extracted,
                    GError **error)
{
    struct analysis analysis = {.request = request};
    struct engine_result result = {0};
    bool is_good = analysis_open(&analysis, error);

    if (is_good) {
        choose_units(&analysis, shard);
        is_good = find_current_units(&analysis, error) && parse_units(&analysis, error);
    }
    if (is_good) {
        *ret_extracted = count_units(&analysis);
        give_notices(&analysis, &result);
        result.arena = analysis.arena;
        analysis.arena = NULL;
        *ret_result = result;
    }
    analysis_close(&analysis);
    return is_good;
}

/* ---- merging ---- */

bool engine_merge(const struct engine_place *place, const char *const *files, struct arena *arena,
                  const char **ret_line, GError **error)
{
    const char *path = find_new_store(place, arena, error);
    struct store *store = NULL;
    struct store_merged all = {0};
    bool is_good = path && store_open(path, STORE_WRITE, &store, error);

    for (; is_good && *files; files++) {
        struct store_merged merged = {0};

        is_good = store_merge(store, *files, &merged, error);
        all.units += merged.units;
        all.runs = merged.runs;
    }
    store_close(store);
    if (is_good)
        *ret_line = arena_printf(arena, "%s: %zu units taken over, %zu runs in it", path, all.units,
                                 all.runs);
    return is_good;
}
