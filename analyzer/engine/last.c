/* What the store tells without an analysis. */
#include "engine/last.h"

#include "base/arena.h"
#include "engine/engine.h"
#include "findings/finding.h"
#include "findings/run.h"
#include "project/project.h"
#include "store/store.h"

#include <string.h>

/* The first store in the working folder and above it; NULL = none. In the arena. */
static const char *search_store(struct arena *arena)
{
    g_autofree char *folder = g_get_current_dir();

    for (;;) {
        const char *path = store_default_path(arena, folder);
        g_autofree char *parent = g_path_get_dirname(folder);

        if (g_file_test(path, G_FILE_TEST_EXISTS))
            return path;
        if (strcmp(parent, folder) == 0)
            return NULL;
        g_free(folder);
        folder = g_steal_pointer(&parent);
    }
}

/* In the arena. */
static const char *find_store(const struct engine_place *place, struct arena *arena, GError **error)
{
    struct project *project = NULL;
    const char *path = place->db;

    if (!path && place->sources) {
        g_autofree char *root = g_canonicalize_filename(place->sources, NULL);
        return store_default_path(arena, root);
    }
    if (!path && !place->project)
        path = search_store(arena);
    if (path)
        return path;
    if (!project_open(place->project, &project, error))
        return NULL;
    path = store_default_path(arena, project->root);
    project_free(project);
    return path;
}

const char *find_new_store(const struct engine_place *place, struct arena *arena, GError **error)
{
    struct project *project = NULL;

    if (place->db || place->sources)
        return find_store(place, arena, error);
    if (!project_open(place->project, &project, error))
        return NULL;
    const char *path = store_default_path(arena, project->root);
    project_free(project);
    return path;
}

bool open_last_store(const struct engine_place *place, enum store_mode mode, struct arena *arena,
                     struct store **ret_store, GError **error)
{
    const char *path = find_store(place, arena, error);

    return path && store_open(path, mode, ret_store, error);
}

bool load_stored_run(struct store *store, struct arena *arena, struct run *ret_run, GError **error)
{
    struct store_run last;

    if (!store_load_last_run(store, arena, &last, error))
        return false;
    if (last.run.id == 0) {
        g_set_error_literal(error, ENGINE_ERROR, ENGINE_ERROR_INPUT,
                            "no run is stored here yet: run stranded check first");
        return false;
    }
    *ret_run = last.run;
    return true;
}

static bool load_last(struct store *store, struct engine_result *result, GError **error)
{
    return load_stored_run(store, result->arena, &result->run, error) &&
           store_load_findings(store, STORE_LAST_RUN_FINDINGS, result->arena, &result->findings,
                               error);
}

/* Room for the one finding. */
static struct finding *make_single(struct engine_result *result)
{
    result->findings = (struct finding_list){ARENA_NEW(result->arena, struct finding), 1};
    return result->findings.items;
}

bool engine_load_last(const struct engine_place *place, struct engine_result *ret_result,
                      GError **error)
{
    struct engine_result result = {.arena = arena_new()};
    struct store *store = NULL;
    bool is_good = open_last_store(place, STORE_READ, result.arena, &store, error) &&
                   load_last(store, &result, error);

    store_close(store);
    if (is_good)
        *ret_result = result;
    else
        engine_result_deinit(&result);
    return is_good;
}

bool engine_find(const struct engine_place *place, const char *fingerprint,
                 struct engine_result *ret_result, GError **error)
{
    struct engine_result result = {.arena = arena_new()};
    struct store *store = NULL;
    struct store_history history;
    bool is_good =
        open_last_store(place, STORE_READ, result.arena, &store, error) &&
        load_stored_run(store, result.arena, &result.run, error) &&
        store_find_finding(store, fingerprint, result.arena, make_single(&result), &history, error);

    store_close(store);
    if (is_good)
        *ret_result = result;
    else
        engine_result_deinit(&result);
    return is_good;
}

bool engine_suppress(const struct engine_place *place, const char *fingerprint, const char *reason,
                     struct engine_result *ret_result, GError **error)
{
    struct engine_result result = {.arena = arena_new()};
    struct store *store = NULL;
    bool is_good = open_last_store(place, STORE_WRITE, result.arena, &store, error) &&
                   load_stored_run(store, result.arena, &result.run, error) &&
                   store_suppress(store, fingerprint, reason, g_get_user_name(), result.arena,
                                  make_single(&result), error);

    store_close(store);
    if (is_good)
        *ret_result = result;
    else
        engine_result_deinit(&result);
    return is_good;
}
