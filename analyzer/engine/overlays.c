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

/* Gives overlays that are the main file of a unit to that unit alone, and leaves the others: how many. The
 * sources are sorted by file. */
static size_t give_main_files(struct analysis *analysis, struct frontend_overlay *overlays,
                              size_t count)
{
    struct frontend_source *sources = analysis->sources;
    struct frontend_source *end = sources + analysis->n_project_units;
    size_t kept = 0;

    for (size_t i = 0; i < count; i++) {
        struct frontend_source *found = bsearch(
            overlays[i].path, sources, analysis->n_project_units, sizeof(*sources), compare_source);

        if (!found)
            overlays[kept++] = overlays[i];
        while (found && found > sources && strcmp(found[-1].file, overlays[i].path) == 0)
            found--;
        for (; found && found < end && strcmp(found->file, overlays[i].path) == 0; found++) {
            found->contents = overlays[i].contents;
            found->contents_size = overlays[i].size;
        }
    }
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
    if (count > MANY_OVERLAYS)
        count = give_main_files(analysis, overlays, count);
    for (uint32_t i = 0; i < analysis->n_project_units; i++) {
        analysis->sources[i].overlays = overlays;
        analysis->sources[i].n_overlays = count;
    }
}
