/* One store made of two: the history of both, and units that only one of them has.
 *
 * Stores that are merged mostly have a past in common: CI jobs start from one cached store. A run that is in
 * both is one run; it is known by all that its row says but its number. Runs are put in the order of their
 * times (within a store, a clock that goes backwards is taken to stand still) and numbered anew. A finding
 * that is in both is one finding, as that store tells it which saw or missed it last; what happened to
 * it is what happened in either. The result does not depend on which of the two is merged into the other,
 * but for numbers of rows. */
#include "store/database.h"
#include "store/schema.h"
#include "store/store.h"

#include "base/arena.h"

#include <stdint.h>
#include <string.h>

/* The columns of tables that are copied. */
#define RUN_FACTS                                                                                  \
    "started, revision, root, options_key, seconds, units, units_reused, units_failed,"            \
    " units_with_errors, entries_not_c, functions, functions_solved, functions_given_up,"          \
    " unknown_constructs, calls_unresolved, functions_run, checks_run"
#define RUN_UID                                                                                    \
    "started || '/' || revision || '/' || root || '/' || options_key || '/' || seconds || '/' ||"  \
    " units || '/' || units_reused || '/' || functions || '/' || functions_solved"
#define FINDING_FACTS                                                                              \
    "fingerprint, check_name, file, line, \"column\", function, object, anchor, severity,"         \
    " confidence, message, often, count, multiplicity, mend, state, reason, first_revision,"       \
    " last_revision, above, below, content"

/* Tables in memory, of this connection. `side`: 0 = this store, 1 = the other one. */
static const char gather_runs[] =
    /* Both sides' runs under one number. */
    "CREATE TEMP TABLE side_run AS"
    " SELECT 0 AS side, id, " RUN_UID
    " AS uid, max(started) OVER (ORDER BY id) AS time FROM main.run"
    " UNION ALL SELECT 1, id, " RUN_UID ", max(started) OVER (ORDER BY id) FROM other.run;"
    "CREATE TEMP TABLE new_run AS"
    " SELECT uid, row_number() OVER (ORDER BY max(time), uid) AS new_id FROM side_run GROUP BY uid;"
    "CREATE TEMP TABLE map_run (side, id, new_id, PRIMARY KEY (side, id));"
    "INSERT INTO map_run SELECT side, id, new_id FROM side_run JOIN new_run USING (uid);"
    /* Without a run, 0 stays 0. */
    "INSERT OR IGNORE INTO map_run VALUES (0, 0, 0), (1, 0, 0);"
    "CREATE TEMP TABLE merged_run AS SELECT new_id, " RUN_FACTS " FROM main.run"
    " JOIN map_run ON side = 0 AND map_run.id = run.id"
    " UNION SELECT new_id, " RUN_FACTS " FROM other.run"
    " JOIN map_run ON side = 1 AND map_run.id = run.id;"
    /* The side that has the last run. */
    "CREATE TEMP TABLE latest AS SELECT side, new_id FROM map_run"
    " ORDER BY new_id DESC, side LIMIT 1;";

static const char gather_findings[] =
    /* Both sides' findings, the one to be taken first. */
    "CREATE TEMP TABLE side_finding AS SELECT 0 AS side, finding.id AS old_id, f.new_id AS "
    "first_id,"
    " l.new_id AS last_id, x.new_id AS fixed_id, " FINDING_FACTS " FROM main.finding"
    " JOIN map_run AS f ON f.side = 0 AND f.id = first_run"
    " JOIN map_run AS l ON l.side = 0 AND l.id = last_run"
    " JOIN map_run AS x ON x.side = 0 AND x.id = fixed_run"
    " UNION ALL SELECT 1, finding.id, f.new_id, l.new_id, x.new_id, " FINDING_FACTS
    " FROM other.finding"
    " JOIN map_run AS f ON f.side = 1 AND f.id = first_run"
    " JOIN map_run AS l ON l.side = 1 AND l.id = last_run"
    " JOIN map_run AS x ON x.side = 1 AND x.id = fixed_run;"
    "CREATE TEMP TABLE picked AS SELECT *, row_number() OVER (PARTITION BY fingerprint"
    " ORDER BY max(last_id, fixed_id) DESC, content, side) AS rank,"
    " min(first_id) OVER (PARTITION BY fingerprint) AS earliest,"
    " max(last_id) OVER (PARTITION BY fingerprint) AS most_recent FROM side_finding;"
    "CREATE TEMP TABLE merged_finding AS SELECT row_number() OVER (ORDER BY earliest, fingerprint)"
    " AS new_id, * FROM picked WHERE rank = 1;"
    "CREATE TEMP TABLE map_finding (side, old_id, new_id, PRIMARY KEY (side, old_id));"
    "INSERT INTO map_finding SELECT s.side, s.old_id, m.new_id FROM side_finding AS s"
    " JOIN merged_finding AS m USING (fingerprint);"
    "CREATE TEMP TABLE merged_step AS"
    " SELECT new_id, number, s.file, s.line, s.\"column\", s.message FROM merged_finding AS m"
    " JOIN main.finding_step AS s ON m.side = 0 AND s.finding_id = m.old_id"
    " UNION ALL SELECT new_id, number, s.file, s.line, s.\"column\", s.message"
    " FROM merged_finding AS m"
    " JOIN other.finding_step AS s ON m.side = 1 AND s.finding_id = m.old_id;";

static const char gather_history[] =
    /* What happened in either. */
    "CREATE TEMP TABLE merged_event AS"
    " SELECT f.new_id AS finding_id, r.new_id AS run_id, state FROM main.event AS e"
    " JOIN map_finding AS f ON f.side = 0 AND f.old_id = e.finding_id"
    " JOIN map_run AS r ON r.side = 0 AND r.id = e.run_id"
    " UNION SELECT f.new_id, r.new_id, state FROM other.event AS e"
    " JOIN map_finding AS f ON f.side = 1 AND f.old_id = e.finding_id"
    " JOIN map_run AS r ON r.side = 1 AND r.id = e.run_id;"
    "CREATE TEMP TABLE merged_alias AS"
    " SELECT fingerprint, new_id AS finding_id FROM main.alias AS a"
    " JOIN map_finding AS f ON f.side = 0 AND f.old_id = a.finding_id"
    " UNION SELECT fingerprint, new_id FROM other.alias AS a"
    " JOIN map_finding AS f ON f.side = 1 AND f.old_id = a.finding_id;"
    "CREATE TEMP TABLE merged_count AS"
    " SELECT new_id AS run_id, check_name, state, count FROM main.run_count"
    " JOIN map_run ON side = 0 AND id = run_id"
    " UNION SELECT new_id, check_name, state, count FROM other.run_count"
    " JOIN map_run ON side = 1 AND id = run_id;"
    "CREATE TEMP TABLE merged_suppression AS SELECT *, row_number() OVER (PARTITION BY fingerprint"
    " ORDER BY created DESC, reason, author) AS rank FROM ("
    " SELECT fingerprint, reason, author, new_id AS created FROM main.suppression"
    " JOIN map_run ON side = 0 AND id = created_run"
    " UNION SELECT fingerprint, reason, author, new_id FROM other.suppression"
    " JOIN map_run ON side = 1 AND id = created_run);"

    /* What is told of the last run. */
    "CREATE TEMP TABLE merged_failure AS"
    " SELECT number, file, reason FROM main.run_failure WHERE (SELECT side FROM latest) = 0"
    " UNION ALL SELECT number, file, reason FROM other.run_failure"
    " WHERE (SELECT side FROM latest) = 1;"
    "CREATE TEMP TABLE merged_notice AS"
    " SELECT number, line FROM main.run_notice WHERE (SELECT side FROM latest) = 0"
    " UNION ALL SELECT number, line FROM other.run_notice WHERE (SELECT side FROM latest) = 1;"
    "CREATE TEMP TABLE merged_damage AS"
    " SELECT file, extent, new_id AS since_run FROM main.damage"
    " JOIN map_run ON side = 0 AND id = since_run WHERE (SELECT side FROM latest) = 0"
    " UNION ALL SELECT file, extent, new_id FROM other.damage"
    " JOIN map_run ON side = 1 AND id = since_run WHERE (SELECT side FROM latest) = 1;";

static const char replace[] =
    "DELETE FROM main.run; DELETE FROM main.finding; DELETE FROM main.finding_step;"
    "DELETE FROM main.event; DELETE FROM main.alias; DELETE FROM main.run_count; DELETE FROM "
    "main.suppression;"
    "DELETE FROM main.run_failure; DELETE FROM main.run_notice; DELETE FROM main.damage;"
    "INSERT INTO main.run (id, " RUN_FACTS ") SELECT new_id, " RUN_FACTS
    " FROM merged_run GROUP BY new_id ORDER BY new_id;"
    "INSERT INTO main.finding (id, first_run, last_run, fixed_run, " FINDING_FACTS ")"
    " SELECT new_id, earliest, most_recent, iif(state = 3, fixed_id, 0), " FINDING_FACTS
    " FROM merged_finding ORDER BY new_id;"
    /* The revision goes with the run. */
    "UPDATE main.finding SET"
    " first_revision = coalesce((SELECT revision FROM main.run WHERE run.id = first_run), ''),"
    " last_revision = coalesce((SELECT revision FROM main.run WHERE run.id = last_run), '');"
    "INSERT INTO main.finding_step SELECT * FROM merged_step ORDER BY 1, 2;"
    "INSERT INTO main.event SELECT * FROM merged_event;"
    "INSERT OR IGNORE INTO main.alias SELECT * FROM merged_alias ORDER BY 1, 2;"
    "INSERT OR IGNORE INTO main.run_count SELECT * FROM merged_count ORDER BY run_id, check_name,"
    " state, count DESC;"
    "INSERT INTO main.suppression SELECT fingerprint, reason, author, created"
    " FROM merged_suppression WHERE rank = 1;"
    "INSERT INTO main.run_failure SELECT * FROM merged_failure;"
    "INSERT INTO main.run_notice SELECT * FROM merged_notice;"
    "INSERT INTO main.damage SELECT * FROM merged_damage;"
    /* One side's suppression silences the other's finding. */
    "UPDATE main.finding SET state = 5,"
    " reason = (SELECT reason FROM main.suppression AS s WHERE s.fingerprint = finding.fingerprint)"
    " WHERE state NOT IN (3, 5)"
    " AND fingerprint IN (SELECT fingerprint FROM main.suppression);"
    /* A finding that one side found fixed and the other side saw later is there, and the other way
     * round, though neither side had to say so. */
    "INSERT OR IGNORE INTO main.event SELECT id, max(last_run, fixed_run), state FROM main.finding"
    " AS f WHERE (state = 3) <> coalesce((SELECT e.state = 3 FROM main.event AS e"
    " WHERE e.finding_id = f.id ORDER BY e.run_id DESC, e.state DESC LIMIT 1), 0);";

static const char forget[] =
    "DROP TABLE IF EXISTS temp.side_run; DROP TABLE IF EXISTS temp.new_run;"
    "DROP TABLE IF EXISTS temp.map_run; DROP TABLE IF EXISTS temp.merged_run;"
    "DROP TABLE IF EXISTS temp.latest; DROP TABLE IF EXISTS temp.side_finding;"
    "DROP TABLE IF EXISTS temp.picked; DROP TABLE IF EXISTS temp.merged_finding;"
    "DROP TABLE IF EXISTS temp.map_finding; DROP TABLE IF EXISTS temp.merged_step;"
    "DROP TABLE IF EXISTS temp.merged_event; DROP TABLE IF EXISTS temp.merged_count;"
    "DROP TABLE IF EXISTS temp.merged_suppression; DROP TABLE IF EXISTS temp.merged_failure;"
    "DROP TABLE IF EXISTS temp.merged_notice; DROP TABLE IF EXISTS temp.merged_damage;"
    "DROP TABLE IF EXISTS temp.merged_alias;";

/* ---- the other store, beside this one ---- */

static bool attach(struct store *store, const struct store *other, GError **error)
{
    g_autofree char *absolute = g_canonicalize_filename(other->path, NULL);
    g_autofree char *escaped = g_uri_escape_string(absolute, "/", FALSE);
    g_autofree char *uri =
        g_strdup_printf("file:%s?%s", escaped, other->is_immutable ? "immutable=1" : "mode=ro");
    sqlite3_stmt *query = NULL;
    bool is_good =
        sqlite3_prepare_v2(store->db, "ATTACH ?1 AS other", -1, &query, NULL) == SQLITE_OK &&
        sqlite3_bind_text(query, 1, uri, -1, SQLITE_STATIC) == SQLITE_OK &&
        sqlite3_step(query) == SQLITE_DONE;

    if (!is_good)
        store_fail(store, error);
    sqlite3_finalize(query);
    return is_good;
}

static void detach(struct store *store)
{
    sqlite3_exec(store->db, "DETACH other", NULL, NULL, NULL);
}

static bool merge_history(struct store *store, const struct store *other, GError **error)
{
    enum scope_kind scope;

    if (!attach(store, other, error))
        return false;
    bool is_good = store_execute(store, "PRAGMA temp_store = MEMORY", error) &&
                   scope_begin_write(store, &scope, error);
    if (is_good) {
        is_good = store_execute(store, gather_runs, error) &&
                  store_execute(store, gather_findings, error) &&
                  store_execute(store, gather_history, error) &&
                  store_execute(store, replace, error) && store_execute(store, forget, error);
        is_good = scope_end(store, scope, is_good, error);
    }
    detach(store);
    return is_good;
}

/* ---- units ---- */

/* Units in one transaction: other writers wait meanwhile. */
enum { UNITS_AT_ONCE = 64 };

struct copying {
    struct store *store, *other;
    struct store_units known, units;
    bool is_newer; /* the other one has the last run: its units replace those that are here */
    struct arena *arena;
};

static bool is_known(const struct copying *copying, const struct store_unit *unit)
{
    size_t low = 0, high = copying->known.count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct store_unit *known = &copying->known.items[middle];
        int order = strcmp(known->file, unit->file);

        if (order == 0)
            order = (known->flags_key > unit->flags_key) - (known->flags_key < unit->flags_key);
        if (order == 0)
            return true;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

static bool copy_unit(struct copying *copying, const struct store_unit *unit, GError **error)
{
    struct arena *scratch = arena_new();
    const void *ir = NULL;
    size_t size = 0;
    bool is_good = store_load_ir(copying->other, unit->id, scratch, &ir, &size, error);
    struct store_unit copy = *unit;

    copy.ir_size = size;
    is_good = is_good && store_save_unit(copying->store, &copy, copying->units.files, ir, error);
    arena_free(scratch);
    return is_good;
}

static bool copy_some(struct copying *copying, uint32_t first, uint32_t end, size_t *count,
                      GError **error)
{
    bool is_good = store_begin(copying->store, error);

    for (uint32_t i = first; is_good && i < end; i++) {
        const struct store_unit *unit = &copying->units.items[i];

        if (is_known(copying, unit) && !copying->is_newer)
            continue;
        is_good = copy_unit(copying, unit, error);
        (*count)++;
    }
    is_good = is_good && store_commit(copying->store, error);
    if (!is_good)
        store_rollback(copying->store);
    return is_good;
}

static bool copy_units(struct copying *copying, size_t *ret_count, GError **error)
{
    bool is_good = store_load_units(copying->store, copying->arena, &copying->known, error) &&
                   store_load_units(copying->other, copying->arena, &copying->units, error);

    for (uint32_t i = 0; is_good && i < copying->units.count; i += UNITS_AT_ONCE)
        is_good =
            copy_some(copying, i, MIN(i + UNITS_AT_ONCE, copying->units.count), ret_count, error);
    return is_good && store_remove_units(copying->store, NULL, 0, error);
}

static bool has_newer_run(struct copying *copying, GError **error)
{
    struct store_run own, theirs;

    if (!store_load_last_run(copying->store, copying->arena, &own, error) ||
        !store_load_last_run(copying->other, copying->arena, &theirs, error))
        return false;
    copying->is_newer = theirs.run.id != 0 && theirs.started > own.started;
    return true;
}

bool store_merge(struct store *store, const char *path, struct store_merged *ret_merged,
                 GError **error)
{
    struct copying copying = {.store = store, .arena = arena_new()};
    struct store_merged merged = {0};
    struct trend trend = {0};
    bool is_good = store_open(path, STORE_READ, &copying.other, error) &&
                   has_newer_run(&copying, error) && copy_units(&copying, &merged.units, error) &&
                   merge_history(store, copying.other, error) &&
                   store_load_trend(store, copying.arena, &trend, error);

    merged.runs = trend.n_runs;
    store_close(copying.other);
    arena_free(copying.arena);
    if (is_good)
        *ret_merged = merged;
    return is_good;
}
