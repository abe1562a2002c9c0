#include "engine/overlays.h"

#include "base/arena.h"
#include "base/hash.h"
#include "engine/analysis.h"
#include "engine/engine.h"
#include "engine/source_files.h"
#include "frontend/frontend.h"

#include <glib.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* The parser copies every overlay for every unit. Of so many, those that are some unit's main file go to that
 * unit alone, at the price that another unit which includes it sees the file on disk. */
enum { MANY_OVERLAYS = 64 };

const struct engine_overlay *find_overlay(const struct engine_request *request, const char *path)
{
    for (size_t i = 0; i < request->n_overlays; i++) {
        if (strcmp(request->overlays[i].path, path) == 0)
            return &request->overlays[i];
    }
    return NULL;
}

static int compare_path(const void *path, const void *item)
{
    return strcmp(path, *(const char *const *)item);
}

bool is_overlaid_absent(const struct engine_request *request, const char *path)
{
    return request->n_absent > 0 && bsearch(path, request->absent, request->n_absent,
                                            sizeof(*request->absent), compare_path) != NULL;
}

bool has_overlays(const struct engine_request *request)
{
    return request->n_overlays > 0 || request->n_absent > 0 || request->n_baselines > 0;
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

/* What is not there need not be hidden. */
static void keep_present(const struct analysis *analysis, struct engine_request *request)
{
    const char **kept = ARENA_ARRAY(analysis->arena, const char *, request->n_absent);
    size_t n_kept = 0;

    for (size_t i = 0; i < request->n_absent; i++) {
        if (g_file_test(request->absent[i], G_FILE_TEST_EXISTS))
            kept[n_kept++] = request->absent[i];
    }
    request->absent = kept;
    request->n_absent = n_kept;
}

static int compare_source(const void *path, const void *item)
{
    return strcmp(path, ((const struct frontend_source *)item)->file);
}

/* The first unit whose main file that is; NULL = it is none. The sources are sorted by file. */
static struct frontend_source *find_main(const struct analysis *analysis, const char *path)
{
    struct frontend_source *sources = analysis->sources;
    struct frontend_source *found =
        bsearch(path, sources, analysis->n_project_units, sizeof(*sources), compare_source);

    while (found && found > sources && strcmp(found[-1].file, path) == 0)
        found--;
    return found;
}

static void give_to_main(const struct analysis *analysis, const struct frontend_overlay *overlay)
{
    struct frontend_source *source = find_main(analysis, overlay->path);
    const struct frontend_source *end = analysis->sources + analysis->n_project_units;

    for (; source && source < end && strcmp(source->file, overlay->path) == 0; source++) {
        source->contents = overlay->contents;
        source->contents_size = overlay->size;
    }
}

/* Leaves those that are no unit's main file. */
static size_t drop_main_files(const struct analysis *analysis, struct frontend_overlay *overlays,
                              size_t count)
{
    size_t kept = 0;

    for (size_t i = 0; i < count; i++)
        if (!find_main(analysis, overlays[i].path))
            overlays[kept++] = overlays[i];
    return kept;
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
    keep_present(analysis, request);
    analysis->request = request;
    size_t count = request->n_overlays;
    for (size_t i = 0; i < count; i++)
        give_to_main(analysis, &overlays[i]);
    if (count > MANY_OVERLAYS)
        count = drop_main_files(analysis, overlays, count);
    for (uint32_t i = 0; i < analysis->n_project_units; i++) {
        analysis->sources[i].overlays = overlays;
        analysis->sources[i].n_overlays = count;
    }
}
