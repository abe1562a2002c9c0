/* Names that change hands.
 *
 * When an equal comes or goes, the others may be called differently. A name belongs to one row, so a row
 * whose finding the run did not make gives its name up if one that the run made has it now; it is then
 * called by that name and its own number. */
#include "store/history.h"

#include "base/arena.h"
#include "base/vector.h"
#include "store/database.h"

#include <stdint.h>
#include <string.h>

struct renaming {
    struct store *store;
    struct finding_list findings;
    const struct stored_findings *old;
    const struct matches *matches;
    struct arena *scratch;
};

static bool rename_row(struct renaming *renaming, int64_t id, const char *name, GError **error)
{
    g_autoptr(sqlite3_stmt) query = NULL;

    if (!query_begin(renaming->store, QUERY_RENAME_FINDING,
                     "UPDATE finding SET fingerprint = ?2 WHERE id = ?1", &query, error))
        return false;
    bind_number(query, 1, (uint64_t)id);
    bind_text(query, 2, name);
    return query_run(renaming->store, query, error);
}

/* So that what somebody wrote down still finds it, as long as nothing else is called so. */
static bool save_alias(struct renaming *renaming, int64_t id, const char *name, GError **error)
{
    g_autoptr(sqlite3_stmt) query = NULL;

    if (!query_begin(renaming->store, QUERY_SAVE_ALIAS,
                     "INSERT OR REPLACE INTO alias (fingerprint, finding_id) VALUES (?1, ?2)",
                     &query, error))
        return false;
    bind_text(query, 1, name);
    bind_number(query, 2, (uint64_t)id);
    return query_run(renaming->store, query, error);
}

static bool remove_suppression(struct renaming *renaming, const char *name, GError **error)
{
    g_autoptr(sqlite3_stmt) query = NULL;

    if (!query_begin(renaming->store, QUERY_REMOVE_SUPPRESSION,
                     "DELETE FROM suppression WHERE fingerprint = ?1", &query, error))
        return false;
    bind_text(query, 1, name);
    return query_run(renaming->store, query, error);
}

/* A suppression on its way from a name to another. */
struct moved {
    const char *to;
    const char *reason, *author;
    int64_t created;
};

static bool load_moved(struct renaming *renaming, const char *from, struct moved *moved,
                       GError **error)
{
    g_autoptr(sqlite3_stmt) query = NULL;
    bool has_row;

    if (!query_begin(renaming->store, QUERY_MOVE_SUPPRESSION,
                     "SELECT reason, author, created_run FROM suppression WHERE fingerprint = ?1",
                     &query, error))
        return false;
    bind_text(query, 1, from);
    if (!query_next(renaming->store, query, &has_row, error))
        return false;
    if (has_row) {
        moved->reason = column_text(query, 0, renaming->scratch);
        moved->author = column_text(query, 1, renaming->scratch);
        moved->created = sqlite3_column_int64(query, 2);
    }
    return true;
}

static bool add_suppression(struct renaming *renaming, const struct moved *moved, GError **error)
{
    g_autoptr(sqlite3_stmt) query = NULL;

    if (!query_begin(renaming->store, QUERY_ADD_SUPPRESSION,
                     "INSERT OR REPLACE INTO suppression (fingerprint, reason, author, created_run)"
                     " VALUES (?1, ?2, ?3, ?4)",
                     &query, error))
        return false;
    bind_text(query, 1, moved->to);
    bind_text(query, 2, moved->reason);
    bind_text(query, 3, moved->author);
    bind_number(query, 4, (uint64_t)moved->created);
    return query_run(renaming->store, query, error);
}

/* Of an old row, by index: the name that it goes by from now on. */
static const char **decide_names(struct renaming *renaming)
{
    const char **names = ARENA_ARRAY(renaming->scratch, const char *, renaming->old->count);
    g_autoptr(GHashTable) taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (size_t i = 0; i < renaming->findings.count; i++) {
        const struct stored_finding *old = renaming->matches->old[i];
        const char *name = renaming->findings.items[i].fingerprint;

        g_hash_table_add(taken, g_strdup(name));
        if (old != NULL)
            names[old - renaming->old->items] = name;
    }
    for (size_t i = 0; i < renaming->old->count; i++) {
        const struct stored_finding *old = &renaming->old->items[i];

        if (names[i] != NULL)
            continue;
        names[i] = old->finding.fingerprint;
        if (g_hash_table_contains(taken, names[i]))
            names[i] = arena_printf(renaming->scratch, "%s~%" G_GINT64_FORMAT, names[i], old->id);
    }
    return names;
}

/* Rows that change their name take their suppressions with them. All old names go first, since one
 * row's new name may be another's old one. */
static bool rename_all(struct renaming *renaming, GError **error)
{
    const char **names = decide_names(renaming);
    VECTOR(struct moved) moves = {0};
    bool is_good = true;

    for (size_t i = 0; is_good && i < renaming->old->count; i++) {
        const struct stored_finding *old = &renaming->old->items[i];
        const char *before = old->finding.fingerprint;
        struct moved moved = {.to = names[i]};

        if (strcmp(before, names[i]) == 0)
            continue;
        is_good = load_moved(renaming, before, &moved, error) &&
                  remove_suppression(renaming, before, error) &&
                  rename_row(renaming, old->id,
                             arena_printf(renaming->scratch, "~%" G_GINT64_FORMAT, old->id), error);
        if (is_good && moved.reason)
            vector_push(&moves, moved);
    }
    for (size_t i = 0; is_good && i < renaming->old->count; i++) {
        const struct stored_finding *old = &renaming->old->items[i];

        if (strcmp(old->finding.fingerprint, names[i]) != 0)
            is_good = rename_row(renaming, old->id, names[i], error) &&
                      save_alias(renaming, old->id, old->finding.fingerprint, error);
    }
    for (uint32_t i = 0; is_good && i < moves.count; i++)
        is_good = add_suppression(renaming, &moves.items[i], error);
    vector_deinit(&moves);
    return is_good;
}

bool rename_rows(struct store *store, struct finding_list findings,
                 const struct stored_findings *old, const struct matches *matches,
                 struct arena *scratch, GError **error)
{
    struct renaming renaming = {store, findings, old, matches, scratch};

    return rename_all(&renaming, error);
}
