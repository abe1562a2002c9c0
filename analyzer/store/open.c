/* Opening: the folder, the file, the way it is journalled, its version. */
#include "base/arena.h"
#include "store/database.h"
#include "store/files.h"
#include "store/schema.h"
#include "store/store.h"

#include <glib/gstdio.h>
#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statfs.h>

#define FOLDER_NAME ".stranded"
#define FILE_NAME   "stranded.db"

/* Bytes of the smallest page: sqlite.org/fileformat.html, 1.3.2. */
enum { SMALLEST_DATABASE = 512 };

/* Folded into the file when the log grows over so many pages of 4 KiB. */
#define LOG_PAGES "4000"

const char *store_default_path(struct arena *arena, const char *root)
{
    const char *slash = g_str_has_suffix(root, "/") ? "" : "/";

    return arena_printf(arena, "%s%s" FOLDER_NAME "/" FILE_NAME, root, slash);
}

/* ---- the folder ---- */

/* Makes the folder invisible to git. Where only this fails the store still works, and git shows the
 * folder, which is no reason to stop; if the disk is full, the store will say so itself. */
static void write_gitignore(const char *folder)
{
    g_autofree char *path = g_build_filename(folder, ".gitignore", NULL);

    /* There as a whole or not at all: a kill leaves no empty one. */
    if (!g_file_test(path, G_FILE_TEST_EXISTS))
        g_file_set_contents_full(path, "*\n", 2, G_FILE_SET_CONTENTS_CONSISTENT, 0644, NULL);
}

static bool make_folder(const struct store *store, const char *folder, GError **error)
{
    if (g_mkdir(folder, 0777) != 0 && errno != EEXIST) {
        int number = errno;
        enum store_error code =
            number == ENOENT ? STORE_ERROR_NOT_FOUND : store_code_of_errno(number);
        g_autofree char *what =
            g_strdup_printf("its folder can't be made (%s)", g_strerror(number));
        return store_fail_with(store, code, what, "name a file elsewhere with --db", error);
    }
    write_gitignore(folder);
    return true;
}

/* ---- the file ---- */

/* What can be said better before SQLite is asked. */
static bool look_at_file(const struct store *store, enum store_mode mode, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(store->path);
    g_autofree char *folder_name = g_path_get_basename(folder);
    struct stat at;

    if (stat(store->path, &at) == 0) {
        if (!S_ISREG(at.st_mode))
            return store_fail_with(store, STORE_ERROR_DENIED, "is not a regular file",
                                   "name another file with --db", error);
        /* SQLite would take it for an empty one, and write over what was named by mistake. */
        if (at.st_size > 0 && at.st_size < SMALLEST_DATABASE)
            return store_fail_damaged(store, "smaller than any database", error);
        return true;
    }
    if (errno != ENOENT && errno != ENOTDIR) {
        g_autofree char *what = g_strdup_printf("can't be opened (%s)", g_strerror(errno));
        return store_fail_with(store, STORE_ERROR_DENIED, what, "name another file with --db",
                               error);
    }
    if (mode == STORE_READ)
        return store_fail_with(store, STORE_ERROR_NOT_FOUND, "there is no such file",
                               "run 'stranded check' first", error);
    if (strcmp(folder_name, FOLDER_NAME) == 0)
        return make_folder(store, folder, error);
    if (!g_file_test(folder, G_FILE_TEST_IS_DIR))
        return store_fail_with(store, STORE_ERROR_NOT_FOUND, "its folder does not exist",
                               "make the folder, or name a file elsewhere with --db", error);
    return true;
}

/* A file in a folder that we may not write can only be opened for reading if it is declared to be
 * immutable, since readers note in a file beside it what they read. That is true if nobody has it
 * open for writing: then there is no log. */
static bool open_immutable(struct store *store)
{
    g_autofree char *log = g_strconcat(store->path, "-wal", NULL);
    g_autofree char *escaped = g_uri_escape_string(store->path, "/", FALSE);
    g_autofree char *uri = g_strdup_printf("file:%s?immutable=1", escaped);
    struct stat at;

    if (stat(log, &at) == 0 && at.st_size > 0)
        return false;
    sqlite3_close(store->db);
    store->db = NULL;
    store->is_immutable = true;
    return sqlite3_open_v2(uri, &store->db,
                           SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX,
                           NULL) == SQLITE_OK &&
           sqlite3_exec(store->db, "SELECT 1 FROM sqlite_schema", NULL, NULL, NULL) == SQLITE_OK;
}

static bool open_database(struct store *store, enum store_mode mode, GError **error)
{
    int flags =
        mode == STORE_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;

    /* A path that begins with "file:" or ":" is a path all the same. */
    g_autofree char *path = g_path_is_absolute(store->path) ? g_strdup(store->path)
                                                            : g_strconcat("./", store->path, NULL);
    if (sqlite3_open_v2(path, &store->db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI, NULL) !=
        SQLITE_OK)
        return store_fail(store, error);
    sqlite3_extended_result_codes(store->db, 1);
    sqlite3_busy_timeout(store->db, STORE_BUSY_MILLISECONDS);
    /* What is in the file is data: no SQL in its schema may do more than hold it. */
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);

    /* SQLite opens a file that it may not write for reading, without a word. */
    if (mode == STORE_WRITE && sqlite3_db_readonly(store->db, "main") == 1)
        return store_fail_with(store, STORE_ERROR_DENIED, "may not be written",
                               "change its permissions, or name another file with --db", error);
    if (mode == STORE_READ &&
        sqlite3_exec(store->db, "SELECT 1 FROM sqlite_schema", NULL, NULL, NULL) != SQLITE_OK) {
        int code = sqlite3_errcode(store->db);
        if ((code & 0xff) != SQLITE_CANTOPEN && (code & 0xff) != SQLITE_READONLY)
            return store_fail(store, error);
        if (!open_immutable(store))
            return store_fail(store, error);
    }
    return true;
}

/* ---- the journal ---- */

/* File systems of other machines. The log needs memory that all its users share, which those of
 * another machine don't. Numbers: statfs(2). */
static bool is_on_network(const char *path)
{
    static const uint32_t networks[] = {
        0x6969,     /* NFS */
        0xff534d42, /* CIFS */
        0xfe534d42, /* SMB 2 */
        0x517b,     /* SMB */
        0x564c,     /* NCP */
        0x5346414f, /* AFS */
        0x73757245, /* Coda */
        0x01021997, /* 9P */
        0x00c36400, /* Ceph */
        0x0bd00bd0, /* Lustre */
        0x19830326, /* BeeGFS */
        0x01161970, /* GFS2 */
    };
    struct statfs at;

    if (statfs(path, &at) != 0)
        return false;
    for (size_t i = 0; i < G_N_ELEMENTS(networks); i++)
        if ((uint32_t)at.f_type == networks[i])
            return true;
    return false;
}

/* Asks for a journal and returns the one that SQLite could give, such as "wal"; NULL when that can't
 * be known now. The caller frees it. */
static char *set_journal(struct store *store, const char *sql)
{
    sqlite3_stmt *query = NULL;
    char *mode = NULL;

    if (sqlite3_prepare_v2(store->db, sql, -1, &query, NULL) == SQLITE_OK &&
        sqlite3_step(query) == SQLITE_ROW)
        mode = g_strdup((const char *)sqlite3_column_text(query, 0));
    sqlite3_finalize(query);
    return mode;
}

/* A write-ahead log where the file system can have one: readers then don't wait for the writer, and a
 * commit costs no wait for the disk. Elsewhere a rollback journal, which is only slower. */
static bool choose_journal(struct store *store, GError **error)
{
    bool is_network = is_on_network(store->path);
    g_autofree char *mode = set_journal(store, is_network ? "PRAGMA journal_mode = TRUNCATE"
                                                          : "PRAGMA journal_mode = WAL");

    /* NULL: another process is using the file just now, in the mode that the file is in; that one
     * will do, and the safe setting suits both. */
    bool is_log = mode != NULL && strcmp(mode, "wal") == 0;
    if (mode != NULL && !is_log)
        store->notice = g_strdup_printf(
            "%s: %s: several runs at once wait for each other; --db can name a local file",
            store->shown,
            is_network ? "is on a network file system" : "can't have a write-ahead log");
    /* With a log, NORMAL loses the last commits in a power cut, but never damages the file. */
    return store_execute(store,
                         is_log ? "PRAGMA synchronous = NORMAL;"
                                  "PRAGMA wal_autocheckpoint = " LOG_PAGES
                                : "PRAGMA synchronous = FULL",
                         error);
}

/* ---- opening and closing ---- */

/* The path in one line. */
static char *printable(const char *path)
{
    char *shown = g_strdup(path);

    for (char *c = shown; *c != '\0'; c++)
        if ((unsigned char)*c < ' ' || *c == 0x7f)
            *c = '?';
    return shown;
}

static bool open_for_writing(struct store *store, GError **error)
{
    int version;

    /* Before the journal is chosen: that would write into another program's database. */
    return schema_read_version(store, &store_schema, &version, error) &&
           choose_journal(store, error) && schema_migrate(store, &store_schema, error);
}

static bool open_for_reading(struct store *store, GError **error)
{
    int version;

    if (!schema_read_version(store, &store_schema, &version, error))
        return false;
    if (version < store_schema.version)
        return store_fail_with(store, STORE_ERROR_OLDER, "is of an earlier version of stranded",
                               "run 'stranded check', which brings it up to date", error);
    return true;
}

bool store_open(const char *path, enum store_mode mode, struct store **ret_store, GError **error)
{
    struct store *store = g_new0(struct store, 1);

    store->path = g_strdup(path);
    store->shown = printable(path);
    if (look_at_file(store, mode, error) && open_database(store, mode, error) &&
        (mode == STORE_READ ? open_for_reading(store, error) : open_for_writing(store, error))) {
        *ret_store = store;
        return true;
    }
    store_close(store);
    return false;
}

void store_close(struct store *store)
{
    if (store == NULL)
        return;
    store_rollback(store);
    for (int i = 0; i < N_QUERIES; i++)
        sqlite3_finalize(store->queries[i]);
    /* Folding the log into the file waits for the disk, which a run that only noted that nothing has
     * changed need not do: the log is folded in when it has grown. */
    if (store->db != NULL && !store->has_saved_units)
        sqlite3_db_config(store->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    sqlite3_close(store->db);
    file_table_free(store->files);
    g_free(store->notice);
    g_free(store->shown);
    g_free(store->path);
    g_free(store);
}

const char *store_file(const struct store *store)
{
    return store->path;
}

const char *store_notice(const struct store *store)
{
    return store->notice;
}
