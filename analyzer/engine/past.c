/* What has become of findings, from the store alone. */
#include "base/arena.h"
#include "engine/engine.h"
#include "engine/last.h"
#include "engine/revision.h"
#include "findings/trend.h"
#include "store/store.h"

#include <stdint.h>
#include <string.h>

/* ---- one finding ---- */

bool engine_history(const struct engine_place *place, const char *fingerprint,
                    struct engine_past *ret_past, GError **error)
{
    struct engine_past past = {.arena = arena_new()};
    struct store *store = NULL;
    bool is_good =
        open_last_store(place, STORE_READ, past.arena, &store, error) &&
        store_load_past(store, fingerprint, past.arena, &past.finding, &past.past, error);

    store_close(store);
    if (is_good)
        *ret_past = past;
    else
        arena_free(past.arena);
    return is_good;
}

/* ---- over all runs ---- */

bool engine_trend(const struct engine_place *place, struct arena *arena, struct trend *ret_trend,
                  GError **error)
{
    struct store *store = NULL;
    struct run run;
    bool is_good = open_last_store(place, STORE_READ, arena, &store, error) &&
                   load_stored_run(store, arena, &run, error) &&
                   store_load_trend(store, arena, ret_trend, error);

    store_close(store);
    return is_good;
}

/* ---- since a revision ---- */

/* Enough to tell one commit of a project from all others. */
enum { SHORTEST_COMMIT = 4, SHOWN_COMMIT = 12 };

static bool is_commit_prefix(const char *text)
{
    size_t length = strspn(text, "0123456789abcdef");

    return length >= SHORTEST_COMMIT && text[length] == '\0';
}

/* The last run at the revision, or at its nearest ancestor that has one. */
static bool find_run(struct store *store, const char *root, const char *revision,
                     struct engine_result *result, int64_t *ret_id, GError **error)
{
    g_auto(GStrv) commits = list_ancestors(root, revision);
    int64_t id = 0;

    if (!commits && is_commit_prefix(revision) && !store_find_run(store, revision, &id, error))
        return false;
    for (char **commit = commits; commit && *commit && id == 0; commit++) {
        if (!store_find_run(store, *commit, &id, error))
            return false;
        if (id != 0 && commit != commits) {
            const char **notices = ARENA_ARRAY(result->arena, const char *, 1);
            notices[0] = arena_printf(result->arena,
                                      "%s: was never analysed; compared with its ancestor %.*s",
                                      revision, SHOWN_COMMIT, *commit);
            result->notices = notices;
            result->n_notices = 1;
        }
    }
    if (id == 0) {
        g_set_error(error, ENGINE_ERROR, ENGINE_ERROR_INPUT,
                    "%s: %s: check it out and run stranded check there, or name another one",
                    revision,
                    commits ? "no run is stored of it or of what it came from"
                            : "is no revision of this project");
        return false;
    }
    *ret_id = id;
    return true;
}

static bool load_since(struct store *store, const char *revision, struct engine_result *result,
                       GError **error)
{
    int64_t id;

    return load_stored_run(store, result->arena, &result->run, error) &&
           find_run(store, result->run.root, revision, result, &id, error) &&
           store_load_since(store, id, result->arena, &result->findings, error);
}

bool engine_load_since(const struct engine_place *place, const char *revision,
                       struct engine_result *ret_result, GError **error)
{
    struct engine_result result = {.arena = arena_new()};
    struct store *store = NULL;
    bool is_good = open_last_store(place, STORE_READ, result.arena, &store, error) &&
                   load_since(store, revision, &result, error);

    store_close(store);
    if (is_good)
        *ret_result = result;
    else
        engine_result_deinit(&result);
    return is_good;
}
