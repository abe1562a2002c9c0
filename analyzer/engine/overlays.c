#include "engine/overlays.h"

#include "base/arena.h"
#include "base/hash.h"
#include "engine/analysis.h"
#include "engine/engine.h"
#include "engine/source_files.h"
#include "frontend/frontend.h"

#include <stdint.h>
#include <string.h>

const struct engine_overlay *find_overlay(const struct engine_request *request, const char *path)
{
    for (size_t i = 0; i < request->n_overlays; i++) {
        if (strcmp(request->overlays[i].path, path) == 0)
            return &request->overlays[i];
    }
    return NULL;
}

bool reads_overlay(const struct analysis *analysis, const uint32_t *files, size_t n_files)
{
    const struct store_file *items = source_files_items(analysis->files);

    for (size_t i = 0; i < n_files && analysis->request->n_overlays > 0; i++) {
        if (find_overlay(analysis->request, items[files[i]].path))
            return true;
    }
    return false;
}

/* An editor's buffer that was just saved, or only looked at. */
static bool is_on_disk(const struct engine_overlay *overlay)
{
    uint64_t hash, size;

    return hash_file(overlay->path, &hash, &size) && size == overlay->size &&
           hash == hash_bytes(overlay->contents, overlay->size, 0);
}

void apply_overlays(struct analysis *analysis)
{
    const struct engine_request *given = analysis->request;
    struct engine_request *request = arena_copy(analysis->arena, given, sizeof(*given));
    struct engine_overlay *kept =
        ARENA_ARRAY(analysis->arena, struct engine_overlay, given->n_overlays);
    struct frontend_overlay *overlays =
        ARENA_ARRAY(analysis->arena, struct frontend_overlay, given->n_overlays);

    request->overlays = kept;
    request->n_overlays = 0;
    for (size_t i = 0; i < given->n_overlays; i++) {
        const struct engine_overlay *overlay = &given->overlays[i];

        if (is_on_disk(overlay))
            continue;
        overlays[request->n_overlays] =
            (struct frontend_overlay){overlay->path, overlay->contents, overlay->size};
        kept[request->n_overlays++] = *overlay;
    }
    analysis->request = request;
    for (uint32_t i = 0; i < analysis->n_project_units; i++) {
        analysis->sources[i].overlays = overlays;
        analysis->sources[i].n_overlays = request->n_overlays;
    }
}
