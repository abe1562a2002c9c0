/* The tables, version by version. */
#include "store/schema.h"

#include "store/database.h"
#include "store/store.h"

#include <string.h>

/* Numbers with a meaning are those of the enums named beside them. Texts may hold any bytes but NUL.
 * Hashes and keys are 64 bits, stored as signed numbers. */
static const char version_1[] =
    /* ---- derived facts: may be emptied at any time ---- */

    /* One content of a source file; (path, size, hash) differs from row to row. Ids are dense. */
    "CREATE TABLE file ("
    "  id INTEGER PRIMARY KEY,"
    "  path TEXT NOT NULL,"      /* absolute, real */
    "  size INTEGER NOT NULL,"   /* bytes */
    "  hash INTEGER NOT NULL,"   /* of the content: XXH3-64 */
    "  mtime INTEGER NOT NULL);" /* nanoseconds since 1970; 0 = not known */

    /* One translation unit: a main file and its flags. Ids are never used twice. */
    "CREATE TABLE unit ("
    "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  file TEXT NOT NULL,"           /* main file: absolute, real */
    "  flags_key INTEGER NOT NULL,"   /* hash of flags, folder, version of the front end */
    "  name TEXT NOT NULL,"           /* main file relative to the project's root */
    "  status INTEGER NOT NULL,"      /* enum frontend_status */
    "  message TEXT NOT NULL,"        /* why it was not parsed; empty = it was */
    "  n_errors INTEGER NOT NULL,"    /* errors in its source */
    "  n_functions INTEGER NOT NULL," /* in its IR */
    "  n_unknown INTEGER NOT NULL,"   /* unknown instructions in its IR */
    "  ir_size INTEGER NOT NULL,"     /* bytes in unit_ir, 0 = none */
    "  files BLOB NOT NULL,"          /* ids of all files that it read: store/file_ids.h */
    "  UNIQUE (file, flags_key));"

    /* Its IR, apart, so that the rows above stay small. */
    "CREATE TABLE unit_ir ("
    "  unit_id INTEGER PRIMARY KEY,"
    "  hash INTEGER NOT NULL," /* of the bytes: XXH3-64 */
    "  bytes BLOB NOT NULL);"  /* as analyzer/ir/codec.h says */

    /* ---- history: never thrown away ---- */

    "CREATE TABLE run ("
    "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  started INTEGER NOT NULL,"     /* seconds since 1970 */
    "  revision TEXT NOT NULL,"       /* of the project's version control, empty = none */
    "  root TEXT NOT NULL,"           /* of the project: absolute */
    "  options_key INTEGER NOT NULL," /* hash of checks, models, version, scope */
    "  seconds REAL NOT NULL,"        /* that it took */
    "  units INTEGER NOT NULL,"       /* and so on as in findings/run.h */
    "  units_reused INTEGER NOT NULL,"
    "  units_failed INTEGER NOT NULL,"
    "  units_with_errors INTEGER NOT NULL,"
    "  entries_not_c INTEGER NOT NULL,"
    "  functions INTEGER NOT NULL,"
    "  functions_solved INTEGER NOT NULL,"
    "  functions_given_up INTEGER NOT NULL,"
    "  unknown_constructs INTEGER NOT NULL,"
    "  calls_unresolved INTEGER NOT NULL);"

    /* Units that the last run could not analyse. */
    "CREATE TABLE run_failure ("
    "  number INTEGER PRIMARY KEY," /* from 0, in the run's order */
    "  file TEXT NOT NULL,"         /* relative to the root */
    "  reason TEXT NOT NULL);"

    /* Every finding that a run ever made, as the last run that saw it told it. */
    "CREATE TABLE finding ("
    "  id INTEGER PRIMARY KEY,"
    "  fingerprint TEXT NOT NULL UNIQUE," /* scheme ':' 16 hex digits */
    "  check_name TEXT NOT NULL,"
    "  file TEXT NOT NULL," /* relative to the root, absolute outside of it */
    "  line INTEGER NOT NULL,"
    "  \"column\" INTEGER NOT NULL,"
    "  function TEXT NOT NULL,"
    "  object TEXT NOT NULL,"
    "  anchor TEXT NOT NULL,"        /* normalised text of the anchor's statement */
    "  severity INTEGER NOT NULL,"   /* enum severity */
    "  confidence INTEGER NOT NULL," /* enum confidence */
    "  message TEXT NOT NULL,"
    "  often INTEGER NOT NULL,"     /* enum often */
    "  count INTEGER NOT NULL,"     /* how often, 0 = not known */
    "  multiplicity TEXT NOT NULL," /* in words */
    "  mend TEXT NOT NULL,"
    "  state INTEGER NOT NULL,"     /* enum finding_state, as of the last run */
    "  reason TEXT NOT NULL,"       /* of a suppressed one */
    "  first_run INTEGER NOT NULL," /* run.id that saw it first */
    "  last_run INTEGER NOT NULL,"  /* run.id that saw it last */
    "  fixed_run INTEGER NOT NULL," /* run.id that found it gone, 0 = it is there */
    "  first_revision TEXT NOT NULL,"
    "  last_revision TEXT NOT NULL);"

    /* Its trace. */
    "CREATE TABLE finding_step ("
    "  finding_id INTEGER NOT NULL,"
    "  number INTEGER NOT NULL," /* from 0 */
    "  file TEXT NOT NULL,"      /* as finding.file */
    "  line INTEGER NOT NULL,"
    "  \"column\" INTEGER NOT NULL,"
    "  message TEXT NOT NULL,"
    "  PRIMARY KEY (finding_id, number)) WITHOUT ROWID;"

    /* What somebody decided to live with. */
    "CREATE TABLE suppression ("
    "  fingerprint TEXT PRIMARY KEY,"
    "  reason TEXT NOT NULL,"
    "  author TEXT NOT NULL,"         /* empty = not known */
    "  created_run INTEGER NOT NULL)" /* the last run.id when it was made */
    "  WITHOUT ROWID;";

static const char version_2[] =
    /* What the unit's IR says, wherever in the files it stands in them; 0 = not known. */
    "ALTER TABLE unit ADD COLUMN meaning INTEGER NOT NULL DEFAULT 0;"

    "ALTER TABLE run ADD COLUMN functions_run INTEGER NOT NULL DEFAULT 0;" /* as in findings/run.h */
    "ALTER TABLE run ADD COLUMN checks_run INTEGER NOT NULL DEFAULT 0;"

    /* Lines to both ends of the function: struct finding. */
    "ALTER TABLE finding ADD COLUMN above INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE finding ADD COLUMN below INTEGER NOT NULL DEFAULT 0;"
    /* Hash of all that the row and its trace say, so that a run writes only what it found changed; 0 =
     * not known. */
    "ALTER TABLE finding ADD COLUMN content INTEGER NOT NULL DEFAULT 0;"

    /* Each time that a finding changed its state: by a run, or behind it by somebody's word. */
    "CREATE TABLE event ("
    "  finding_id INTEGER NOT NULL,"
    "  run_id INTEGER NOT NULL,"
    "  state INTEGER NOT NULL," /* enum finding_state, since that run */
    "  PRIMARY KEY (finding_id, run_id, state)) WITHOUT ROWID;"
    "INSERT INTO event SELECT id, fixed_run, 3 FROM finding WHERE fixed_run > 0;"
    "INSERT OR IGNORE INTO event SELECT id, first_run, 1 FROM finding;"

    /* How many findings of a check were in a state after a run. */
    "CREATE TABLE run_count ("
    "  run_id INTEGER NOT NULL,"
    "  check_name TEXT NOT NULL,"
    "  state INTEGER NOT NULL," /* enum finding_state */
    "  count INTEGER NOT NULL,"
    "  PRIMARY KEY (run_id, check_name, state)) WITHOUT ROWID;"

    /* What findings were called before equals came or went, or before a newer scheme. */
    "CREATE TABLE alias ("
    "  fingerprint TEXT PRIMARY KEY,"
    "  finding_id INTEGER NOT NULL)"
    "  WITHOUT ROWID;"

    /* What the last run had to say of comments and the baseline. */
    "CREATE TABLE run_notice ("
    "  number INTEGER PRIMARY KEY,"
    "  line TEXT NOT NULL);"

    /* Units that the last run did not understand in whole, and the run since which they are so or
     * better: what was seen last before it may be hidden by them. */
    "CREATE TABLE damage ("
    "  file TEXT PRIMARY KEY,"   /* relative to the root */
    "  extent INTEGER NOT NULL," /* errors in it; STORE_DAMAGE_WHOLE = nothing of it was understood */
    "  since_run INTEGER NOT NULL)" /* run.id */
    "  WITHOUT ROWID;";

static const char version_3[] =
    /* What solving functions was: one row, or none. May be emptied at any time. */
    "CREATE TABLE solved ("
    "  id INTEGER PRIMARY KEY,"
    "  hash INTEGER NOT NULL," /* of the bytes: XXH3-64 */
    "  bytes BLOB NOT NULL);"; /* as analyzer/engine/solved.c says */

static const struct migration steps[] = {{version_1}, {version_2}, {version_3}};

const struct schema store_schema = {STORE_APPLICATION_ID, steps, G_N_ELEMENTS(steps)};

/* The one number that a query yields; 0 when it yields no row. */
static bool read_number(struct store *store, const char *sql, int *ret_number, GError **error)
{
    sqlite3_stmt *query = NULL;

    if (sqlite3_prepare_v2(store->db, sql, -1, &query, NULL) != SQLITE_OK)
        return store_fail(store, error);
    int code = sqlite3_step(query);
    int number = code == SQLITE_ROW ? sqlite3_column_int(query, 0) : 0;
    bool is_good = code == SQLITE_ROW || code == SQLITE_DONE || store_fail(store, error);
    sqlite3_finalize(query);
    if (is_good)
        *ret_number = number;
    return is_good;
}

/* What a file says of itself. */
struct marks {
    int application_id, version, n_tables;
};

/* All of one moment: another process may be making the tables just now. */
static bool read_marks(struct store *store, struct marks *ret_marks, GError **error)
{
    enum scope_kind scope;

    if (!scope_begin_read(store, &scope, error))
        return false;
    bool is_good =
        read_number(store, "PRAGMA application_id", &ret_marks->application_id, error) &&
        read_number(store, "PRAGMA user_version", &ret_marks->version, error) &&
        read_number(store, "SELECT count(*) FROM sqlite_schema", &ret_marks->n_tables, error);
    return scope_end(store, scope, is_good, error);
}

bool schema_read_version(struct store *store, const struct schema *schema, int *ret_version,
                         GError **error)
{
    struct marks marks = {0};

    if (!read_marks(store, &marks, error))
        return false;
    bool is_empty = marks.application_id == 0 && marks.version == 0 && marks.n_tables == 0;
    if (marks.application_id != schema->application_id && !is_empty)
        return store_fail_with(store, STORE_ERROR_FOREIGN, "is another program's database",
                               "name another file with --db", error);
    if (marks.version > schema->version)
        return store_fail_with(store, STORE_ERROR_NEWER,
                               "was written by a later version of stranded",
                               "use that version, or name another file with --db", error);
    if (marks.version < 0 || (marks.version == 0) != is_empty)
        return store_fail_damaged(store, "its version is impossible", error);
    *ret_version = marks.version;
    return true;
}

/* Runs the steps that are missing. Within a transaction. */
static bool run_steps(struct store *store, const struct schema *schema, GError **error)
{
    int version = 0;

    /* Read again: another process may have done it while we waited for the transaction. */
    if (!schema_read_version(store, schema, &version, error))
        return false;
    if (version == schema->version)
        return true;
    for (int i = version; i < schema->version; i++)
        if (!store_execute(store, schema->steps[i].sql, error))
            return false;

    g_autofree char *marks = g_strdup_printf("PRAGMA application_id = %d; PRAGMA user_version = %d",
                                             schema->application_id, schema->version);
    return store_execute(store, marks, error);
}

bool schema_migrate(struct store *store, const struct schema *schema, GError **error)
{
    enum scope_kind scope;
    int version = 0;

    if (!schema_read_version(store, schema, &version, error))
        return false;
    if (version == schema->version)
        return true;
    if (!scope_begin_write(store, &scope, error))
        return false;
    return scope_end(store, scope, run_steps(store, schema, error), error);
}
