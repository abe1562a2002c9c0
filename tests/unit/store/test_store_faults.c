/* Every read, write, sync, … of a session made to fail, one after the other. Whatever fails, the call
 * that sees it says so in one line, and what was committed before is there afterwards. */
#include "fixture.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "faulty_disk.h"

/* What one run does with a store: units in one transaction, then the findings. */
static bool run_session(const struct fixture *fixture, GError **error)
{
    struct store *store = NULL;
    struct store_run run = {.run = {.revision = "", .root = "/p"}};
    struct finding_list findings =
        sample_findings(fixture->arena, "leak a.c:1 f t\nleak b.c:2 g t");
    struct store_units units;
    bool is_good = store_open(fixture->path, STORE_WRITE, &store, error) &&
                   store_load_units(store, fixture->arena, &units, error) &&
                   store_begin(store, error);

    for (unsigned n = 10; is_good && n < 20; n++)
        is_good = save_sample_unit(store, n, (const uint32_t[]){1, 4, 5, 0}, error);
    is_good = is_good && store_commit(store, error) && store_remove_units(store, NULL, 0, error) &&
              store_save_run(store, &run, findings, NULL, fixture->arena, error);
    if (!is_good)
        assert_int_equal(run.run.id, 0);
    store_close(store);
    return is_good;
}

static void make_store(const struct fixture *fixture)
{
    struct store *store = open_store(fixture, STORE_WRITE);
    g_autoptr(GError) error = NULL;

    assert_true(save_sample_unit(store, 1, (const uint32_t[]){1, 0}, &error));
    save_sample_run(store, sample_findings(fixture->arena, "leak a.c:1 f t"), NULL, fixture->arena);
    store_close(store);
}

/* The store is whole: what make_store() wrote is there, and all or nothing of the session's units. */
static void assert_whole(const struct fixture *fixture)
{
    struct store *store = open_store(fixture, STORE_WRITE);
    struct store_units units;
    struct finding_list findings;
    g_autoptr(GError) error = NULL;
    sqlite3 *db;
    char *verdict = NULL;

    assert_true(store_load_units(store, fixture->arena, &units, &error));
    assert_true(units.count == 1 || units.count == 11);
    assert_true(store_load_findings(store, STORE_ALL_FINDINGS, fixture->arena, &findings, &error));
    assert_true(findings.count == 1 || (findings.count == 2 && units.count == 11));
    store_close(store);

    assert_int_equal(sqlite3_open(fixture->path, &db), SQLITE_OK);
    sqlite3_stmt *query;
    assert_int_equal(sqlite3_prepare_v2(db, "PRAGMA integrity_check", -1, &query, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(query), SQLITE_ROW);
    verdict = g_strdup((const char *)sqlite3_column_text(query, 0));
    sqlite3_finalize(query);
    sqlite3_close(db);
    assert_string_equal(verdict, "ok");
    g_free(verdict);
}

static void remove_store(const struct fixture *fixture)
{
    static const char *const suffixes[] = {"", "-wal", "-shm", "-journal"};

    for (size_t i = 0; i < G_N_ELEMENTS(suffixes); i++) {
        g_autofree char *path = g_strconcat(fixture->path, suffixes[i], NULL);
        g_remove(path);
    }
}

/* Lets the n-th operation fail, for each n, until a session has fewer. Returns how many failed. */
static unsigned fail_each(const struct fixture *fixture, enum disk_operation operation, int result,
                          enum store_error expected)
{
    for (unsigned n = 1;; n++) {
        GError *error = NULL;

        remove_store(fixture);
        make_store(fixture);
        faulty_disk_fail(operation, n, result);
        bool is_good = run_session(fixture, &error);
        bool has_failed = faulty_disk_has_failed();
        faulty_disk_fail(operation, 0, SQLITE_OK);

        if (!is_good)
            assert_store_error(fixture, is_good, &error, expected);
        assert_null(error);
        assert_whole(fixture);
        if (!has_failed) {
            assert_true(is_good);
            return n - 1;
        }
    }
}

static void test_no_space_at_the_nth_write(void **state)
{
    assert_true(fail_each(*state, DISK_WRITE, SQLITE_FULL, STORE_ERROR_FULL) > 10);
}

static void test_the_nth_write_fails(void **state)
{
    assert_true(fail_each(*state, DISK_WRITE, SQLITE_IOERR_WRITE, STORE_ERROR_IO) > 10);
}

static void test_the_nth_read_fails(void **state)
{
    assert_true(fail_each(*state, DISK_READ, SQLITE_IOERR_READ, STORE_ERROR_IO) > 5);
}

static void test_the_nth_sync_fails(void **state)
{
    assert_true(fail_each(*state, DISK_SYNC, SQLITE_IOERR_FSYNC, STORE_ERROR_IO) > 0);
}

static void test_the_nth_open_fails(void **state)
{
    assert_true(fail_each(*state, DISK_OPEN, SQLITE_CANTOPEN, STORE_ERROR_DENIED) > 0);
}

static void test_the_logs_memory_fails(void **state)
{
    assert_true(fail_each(*state, DISK_SHARED_MEMORY, SQLITE_IOERR_SHMMAP, STORE_ERROR_IO) > 0);
}

/* Making a new store fails at each write, and then works. */
static void test_no_space_for_a_new_store(void **state)
{
    const struct fixture *fixture = *state;
    bool has_failed = true;

    for (unsigned n = 1; has_failed; n++) {
        struct store *store = NULL;
        GError *error = NULL;

        remove_store(fixture);
        faulty_disk_fail(DISK_WRITE, n, SQLITE_FULL);
        bool is_good = store_open(fixture->path, STORE_WRITE, &store, &error);
        has_failed = faulty_disk_has_failed();
        faulty_disk_fail(DISK_WRITE, 0, SQLITE_OK);
        if (!is_good)
            assert_store_error(fixture, is_good, &error, STORE_ERROR_FULL);
        store_close(store);
        make_store(fixture);
        assert_whole(fixture);
    }
}

/* A transaction that a failure has undone can't be committed, and nothing more can be written in it. */
static void test_a_lost_transaction_is_not_committed(void **state)
{
    const struct fixture *fixture = *state;
    struct store *store;
    GError *error = NULL;

    make_store(fixture);
    store = open_store(fixture, STORE_WRITE);
    assert_true(store_begin(store, &error));
    /* As a failure would. */
    faulty_disk_fail(DISK_WRITE, 1, SQLITE_FULL);
    bool is_good = true;
    for (unsigned n = 10; is_good && n < 1000; n++)
        is_good = save_sample_unit(store, n, (const uint32_t[]){1, 4, 5, 0}, &error);
    is_good = is_good && store_commit(store, &error);
    faulty_disk_fail(DISK_WRITE, 0, SQLITE_OK);
    assert_store_error(fixture, is_good, &error, STORE_ERROR_FULL);

    if (save_sample_unit(store, 2000, (const uint32_t[]){1, 0}, &error))
        is_good = store_commit(store, &error);
    if (!is_good)
        g_clear_error(&error);
    store_rollback(store);
    assert_true(save_sample_unit(store, 10, (const uint32_t[]){1, 4, 5, 0}, &error));
    store_close(store);

    struct store_units units;
    store = open_store(fixture, STORE_READ);
    assert_true(store_load_units(store, fixture->arena, &units, &error));
    assert_int_equal(units.count, 2);
    store_close(store);
}

/* A real limit of the operating system, in a process of its own. */
static void test_a_limit_on_file_sizes(void **state)
{
    const struct fixture *fixture = *state;
    unsigned n_failed = 0;

    for (rlim_t limit = 4096; limit <= 300000; limit += 12288) {
        remove_store(fixture);
        make_store(fixture);
        pid_t child = fork();
        if (child == 0) {
            struct rlimit sizes = {limit, limit};
            GError *error = NULL;

            signal(SIGXFSZ, SIG_IGN); /* so that a write over the limit fails in place of killing */
            setrlimit(RLIMIT_FSIZE, &sizes);
            if (run_session(fixture, &error))
                _exit(0);
            bool is_full = g_error_matches(error, STORE_ERROR, STORE_ERROR_FULL);
            if (!is_full)
                g_printerr("limit %ld: %s\n", (long)limit, error->message);
            _exit(is_full ? 1 : 2);
        }
        int status = 0;
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFEXITED(status) && WEXITSTATUS(status) <= 1);
        n_failed += WEXITSTATUS(status) == 1;
        assert_whole(fixture);
    }
    assert_true(n_failed > 0);
}

static int setup_disk(void **state)
{
    (void)state;
    faulty_disk_install();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_no_space_at_the_nth_write), TEST(test_the_nth_write_fails),
        TEST(test_the_nth_read_fails),        TEST(test_the_nth_sync_fails),
        TEST(test_the_nth_open_fails),        TEST(test_the_logs_memory_fails),
        TEST(test_no_space_for_a_new_store),  TEST(test_a_lost_transaction_is_not_committed),
        TEST(test_a_limit_on_file_sizes),
    };

    return cmocka_run_group_tests(tests, setup_disk, NULL);
}
