/* Units that the runs did not understand in whole, and since when.
 *
 * A unit that fails to parse takes more out of sight than what was found in its own file: the body of a
 * thread, the root of a chain. So nothing that was last seen before it failed can be called fixed. A unit
 * that always had errors hides nothing of that kind: what was seen was seen in spite of them. */
#include "store/history.h"

#include "store/database.h"
#include "store/store.h"

#include <stdint.h>

/* What was damaged before: file -> struct old_damage. */
struct old_damage {
    uint64_t extent;
    int64_t since;
};

static bool load_damage(struct store *store, GHashTable *known, GError **error)
{
    g_autoptr(sqlite3_stmt) query = NULL;
    bool has_row;

    if (!query_begin(store, QUERY_LOAD_DAMAGE, "SELECT file, extent, since_run FROM damage", &query,
                     error))
        return false;
    while (query_next(store, query, &has_row, error)) {
        if (!has_row)
            return true;
        struct old_damage *old = g_new(struct old_damage, 1);
        *old = (struct old_damage){column_number(query, 1), sqlite3_column_int64(query, 2)};
        g_hash_table_insert(known, g_strdup((const char *)sqlite3_column_text(query, 0)), old);
    }
    return false;
}

static bool save_row(struct store *store, const struct store_damage *damage, int64_t since,
                     GError **error)
{
    g_autoptr(sqlite3_stmt) query = NULL;

    if (!query_begin(store, QUERY_SAVE_DAMAGE,
                     "INSERT OR REPLACE INTO damage (file, extent, since_run) VALUES (?1, ?2, ?3)",
                     &query, error))
        return false;
    bind_text(query, 1, damage->file);
    bind_number(query, 2, damage->extent);
    bind_number(query, 3, (uint64_t)since);
    return query_run(store, query, error);
}

bool save_damage(struct store *store, const struct store_run *run, int64_t run_id,
                 int64_t *ret_damaged_since, GError **error)
{
    g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    int64_t latest = 0;

    if (!load_damage(store, known, error) || !store_execute(store, "DELETE FROM damage", error))
        return false;
    for (size_t i = 0; i < run->n_damage; i++) {
        const struct old_damage *old = g_hash_table_lookup(known, run->damage[i].file);
        bool is_no_worse = old && old->extent >= run->damage[i].extent;
        int64_t since = is_no_worse ? old->since : run_id;

        if (!save_row(store, &run->damage[i], since, error))
            return false;
        latest = MAX(latest, since);
    }
    *ret_damaged_since = latest;
    return true;
}
