/* The life of an analysis: what it holds open. */
#include "engine/analysis.h"

#include "base/arena.h"
#include "base/vector.h"
#include "engine/engine.h"
#include "engine/overlays.h"
#include "engine/source_files.h"
#include "project/project.h"
#include "store/store.h"

#include <stdint.h>
#include <stdlib.h>
#include <time.h>

static int64_t now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_REALTIME, &time);
    return (int64_t)time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

static bool open_project(const struct engine_place *place, struct project **ret_project,
                         GError **error)
{
    if (place->sources)
        return project_guess(place->sources, ret_project, error);
    return project_open(place->project, ret_project, error);
}

bool reopen_store(struct analysis *analysis, GError **error)
{
    const char *path = analysis->request->place.db;

    if (!path)
        path = store_default_path(analysis->arena, analysis->project->root);
    return store_open(path, STORE_WRITE, &analysis->store, error);
}

static bool open_store(struct analysis *analysis, GError **error)
{
    if (!reopen_store(analysis, error))
        return false;
    if (store_notice(analysis->store))
        add_notice(analysis, "%s", store_notice(analysis->store));
    return store_load_units(analysis->store, analysis->arena, &analysis->stored, error);
}

bool analysis_open(struct analysis *analysis, GError **error)
{
    analysis->began = g_get_monotonic_time();
    analysis->started = now();
    analysis->arena = arena_new();
    analysis->buffers = g_ptr_array_new_with_free_func(free);
    if (!select_checks(analysis->request->checks, analysis->arena, &analysis->checks, error) ||
        !open_project(&analysis->request->place, &analysis->project, error))
        return false;
    analysis->files = source_files_new(analysis->arena, analysis->started);
    notice_project(analysis);
    if (!load_requested_baseline(analysis->request, analysis->project->root, analysis->arena,
                                 &analysis->baseline, &analysis->baseline_hash, error) ||
        !make_units(analysis, error))
        return false;
    apply_overlays(analysis);
    return open_store(analysis, error);
}

void analysis_close(struct analysis *analysis)
{
    store_close(analysis->store);
    source_files_free(analysis->files);
    project_free(analysis->project);
    if (analysis->buffers)
        g_ptr_array_unref(analysis->buffers);
    vector_deinit(&analysis->notices);
    arena_free(analysis->arena);
}
