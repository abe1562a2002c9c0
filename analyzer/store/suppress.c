/* One finding by the beginning of its name, and its suppression. */
#include "base/arena.h"
#include "findings/finding.h"
#include "store/database.h"
#include "store/history.h"
#include "store/store.h"

#include <stdint.h>
#include <string.h>

/* Whether `prefix` names a scheme, or leaves it out. */
static bool has_scheme(const char *prefix)
{
    return strchr(prefix, ':') != NULL;
}

static bool fail_to_find(const struct store *store, enum store_error code, const char *prefix,
                         GError **error)
{
    bool is_ambiguous = code == STORE_ERROR_AMBIGUOUS;
    g_autofree char *shown = g_strescape(prefix, NULL);
    g_autofree char *what = g_strdup_printf(
        is_ambiguous ? "several findings are named '%s'…" : "no finding is named '%s'", shown);

    return store_fail_with(store, code, what,
                           is_ambiguous ? "give more of the fingerprint"
                                        : "'stranded report --format json' shows the fingerprints",
                           error);
}

/* The one that was called so once. */
static bool find_alias(struct store *store, const char *prefix, struct arena *arena,
                       struct stored_finding *ret_finding, GError **error)
{
    g_autoptr(sqlite3_stmt) query = NULL;
    struct stored_finding finding;
    bool has_row;

    if (!query_begin(store, QUERY_FIND_ALIAS,
                     "SELECT " FINDING_COLUMNS " FROM finding WHERE id IN"
                     " (SELECT finding_id FROM alias"
                     " WHERE substr(fingerprint, instr(fingerprint, ':') * (1 - ?2) + 1,"
                     " length(?1)) = ?1) LIMIT 2",
                     &query, error))
        return false;
    bind_text(query, 1, prefix);
    bind_number(query, 2, has_scheme(prefix) ? 1 : 0);
    if (!query_next(store, query, &has_row, error))
        return false;
    if (!has_row)
        return fail_to_find(store, STORE_ERROR_NO_SUCH_FINDING, prefix, error);
    if (!load_finding_row(store, query, arena, &finding, error) ||
        !query_next(store, query, &has_row, error))
        return false;
    if (has_row)
        return fail_to_find(store, STORE_ERROR_AMBIGUOUS, prefix, error);
    *ret_finding = finding;
    return true;
}

bool find_stored_finding(struct store *store, const char *prefix, struct arena *arena,
                         struct stored_finding *ret_finding, GError **error)
{
    g_autoptr(sqlite3_stmt) query = NULL;
    struct stored_finding finding;
    bool has_row;

    if (prefix[0] == '\0')
        return fail_to_find(store, STORE_ERROR_NO_SUCH_FINDING, prefix, error);
    /* A fingerprint that is the prefix of another one is meant itself, so the shortest comes first;
     * today all are of one length. */
    if (!query_begin(store, QUERY_FIND_FINDINGS,
                     "SELECT " FINDING_COLUMNS " FROM finding"
                     " WHERE substr(fingerprint, instr(fingerprint, ':') * (1 - ?2) + 1,"
                     " length(?1)) = ?1 ORDER BY length(fingerprint), fingerprint LIMIT 2",
                     &query, error))
        return false;
    bind_text(query, 1, prefix);
    bind_number(query, 2, has_scheme(prefix) ? 1 : 0);
    if (!query_next(store, query, &has_row, error))
        return false;
    if (!has_row)
        return find_alias(store, prefix, arena, ret_finding, error);
    if (!load_finding_row(store, query, arena, &finding, error) ||
        !query_next(store, query, &has_row, error))
        return false;
    if (has_row && strcmp(finding.finding.fingerprint, prefix) != 0)
        return fail_to_find(store, STORE_ERROR_AMBIGUOUS, prefix, error);
    *ret_finding = finding;
    return true;
}

bool store_find_finding(struct store *store, const char *prefix, struct arena *arena,
                        struct finding *ret_finding, struct store_history *ret_history,
                        GError **error)
{
    struct stored_finding found;
    enum scope_kind scope;

    if (!scope_begin_read(store, &scope, error))
        return false;
    bool is_good = find_stored_finding(store, prefix, arena, &found, error) &&
                   load_trace(store, found.id, arena, &found.finding, error);
    if (!scope_end(store, scope, is_good, error))
        return false;
    *ret_finding = found.finding;
    *ret_history = found.history;
    return true;
}

static bool save_suppression(struct store *store, const char *fingerprint, const char *reason,
                             const char *author, GError **error)
{
    g_autoptr(sqlite3_stmt) query = NULL;

    if (!query_begin(store, QUERY_SAVE_SUPPRESSION,
                     "INSERT OR REPLACE INTO suppression (fingerprint, reason, author, created_run)"
                     " VALUES (?1, ?2, ?3, (SELECT coalesce(max(id), 0) FROM run))",
                     &query, error))
        return false;
    bind_text(query, 1, fingerprint);
    bind_text(query, 2, reason);
    bind_text(query, 3, author);
    return query_run(store, query, error);
}

/* A finding that is fixed stays so; it is suppressed should it come back. */
static bool suppress_finding(struct store *store, struct stored_finding *found, const char *reason,
                             GError **error)
{
    g_autoptr(sqlite3_stmt) query = NULL;

    if (found->finding.state == STATE_FIXED)
        return true;
    if (!query_begin(store, QUERY_SUPPRESS_FINDING,
                     "UPDATE finding SET state = ?2, reason = ?3 WHERE id = ?1", &query, error))
        return false;
    bind_number(query, 1, (uint64_t)found->id);
    bind_number(query, 2, STATE_SUPPRESSED);
    bind_text(query, 3, reason);
    if (!query_run(store, query, error) ||
        (found->finding.state != STATE_SUPPRESSED &&
         !save_event(store, found->id, found->history.last_run, STATE_SUPPRESSED, error)))
        return false;
    found->finding.state = STATE_SUPPRESSED;
    return true;
}

bool store_suppress(struct store *store, const char *prefix, const char *reason, const char *author,
                    struct arena *arena, struct finding *ret_finding, GError **error)
{
    struct stored_finding found;
    enum scope_kind scope;

    if (!scope_begin_write(store, &scope, error))
        return false;
    bool is_good = find_stored_finding(store, prefix, arena, &found, error) &&
                   load_trace(store, found.id, arena, &found.finding, error) &&
                   save_suppression(store, found.finding.fingerprint, reason, author, error) &&
                   suppress_finding(store, &found, reason, error);
    if (!scope_end(store, scope, is_good, error))
        return false;
    if (found.finding.state == STATE_SUPPRESSED)
        found.finding.reason = arena_string(arena, reason, strlen(reason));
    *ret_finding = found.finding;
    return true;
}
