/* Several processes with one store, some of which are killed. */
#include "fixture.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Saves units `first` to `last`, ten in a transaction, each unit twice, and a run. */
static bool write_units(const struct fixture *fixture, unsigned first, unsigned last,
                        GError **error)
{
    struct store *store = NULL;
    struct store_run run = {.run = {.revision = "", .root = "/p"}};
    struct finding_list findings = sample_findings(fixture->arena, "leak a.c:1 f t");
    bool is_good = store_open(fixture->path, STORE_WRITE, &store, error);

    for (unsigned n = first; is_good && n <= last; n++) {
        static const uint32_t before[] = {1, 4, 0}, after[] = {2, 4, 5, 0};

        if ((n - first) % 10 == 0)
            is_good = store_begin(store, error);
        is_good = is_good && save_sample_unit(store, n, before, error) &&
                  save_sample_unit(store, n, after, error);
        if (is_good && ((n - first) % 10 == 9 || n == last))
            is_good = store_commit(store, error);
    }
    is_good = is_good && store_save_run(store, &run, findings, NULL, fixture->arena, error);
    store_close(store);
    return is_good;
}

/* The child's part: assertions would jump into the parent's tests. */
static pid_t start_writer(const struct fixture *fixture, unsigned first, unsigned last)
{
    pid_t child = fork();

    if (child == 0) {
        GError *error = NULL;
        bool is_good = write_units(fixture, first, last, &error);

        if (!is_good)
            g_printerr("%s\n", error->message);
        _exit(is_good ? 0 : 1);
    }
    return child;
}

static void assert_succeeds(pid_t child)
{
    int status = 0;

    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static uint32_t count_units(const struct fixture *fixture)
{
    struct store *store = open_store(fixture, STORE_READ);
    struct store_units units;
    g_autoptr(GError) error = NULL;

    assert_true(store_load_units(store, fixture->arena, &units, &error));
    store_close(store);
    return units.count;
}

/* All at once make the store, migrate it and write. */
static void test_all_writers_succeed(void **state)
{
    enum { N_WRITERS = 4, N_UNITS = 30 };
    const struct fixture *fixture = *state;
    pid_t writers[N_WRITERS];
    struct store_run last;
    struct finding_list findings;
    g_autoptr(GError) error = NULL;

    for (unsigned i = 0; i < N_WRITERS; i++)
        writers[i] = start_writer(fixture, i * N_UNITS, (i + 1) * N_UNITS - 1);
    for (unsigned i = 0; i < N_WRITERS; i++)
        assert_succeeds(writers[i]);

    assert_int_equal(count_units(fixture), N_WRITERS * N_UNITS);
    struct store *store = open_store(fixture, STORE_READ);
    assert_true(store_load_last_run(store, fixture->arena, &last, &error));
    assert_int_equal(last.run.id, N_WRITERS);
    assert_true(store_load_findings(store, STORE_ALL_FINDINGS, fixture->arena, &findings, &error));
    assert_int_equal(findings.count, 1);
    assert_int_equal(findings.items[0].state, STATE_OPEN);
    store_close(store);
}

/* Two connections take turns: each sees what the other has written, in its tables in memory, too. */
static void test_writers_take_turns(void **state)
{
    const struct fixture *fixture = *state;
    struct store *one = open_store(fixture, STORE_WRITE), *two = open_store(fixture, STORE_WRITE);
    struct store_units units;
    g_autoptr(GError) error = NULL;

    assert_true(save_sample_unit(one, 1, (const uint32_t[]){1, 4, 0}, &error));
    assert_true(save_sample_unit(two, 2, (const uint32_t[]){2, 4, 0}, &error));
    assert_true(save_sample_unit(one, 3, (const uint32_t[]){2, 5, 0}, &error));
    assert_true(store_load_units(two, fixture->arena, &units, &error));
    assert_int_equal(units.count, 3);
    assert_int_equal(units.n_files, 1 + 4);

    /* One removes a content that two has in memory. */
    assert_true(store_remove_units(one, &units.items[1].id, 1, &error));
    assert_true(store_remove_units(one, &units.items[2].id, 1, &error));
    assert_true(save_sample_unit(two, 4, (const uint32_t[]){2, 5, 0}, &error));
    assert_true(store_load_units(one, fixture->arena, &units, &error));
    assert_int_equal(units.count, 2);
    assert_int_equal(units.items[1].n_files, 2);
    store_close(one);
    store_close(two);
}

/* A reader's view does not change under it, and it does not stop the writer. */
static void test_a_reader_does_not_wait(void **state)
{
    const struct fixture *fixture = *state;
    struct store *writer = open_store(fixture, STORE_WRITE);
    struct store_units units;
    g_autoptr(GError) error = NULL;

    assert_true(store_begin(writer, &error));
    assert_true(save_sample_unit(writer, 1, (const uint32_t[]){1, 0}, &error));
    struct store *reader = open_store(fixture, STORE_READ);
    assert_true(store_load_units(reader, fixture->arena, &units, &error));
    assert_int_equal(units.count, 0);
    assert_true(store_commit(writer, &error));
    assert_true(store_load_units(reader, fixture->arena, &units, &error));
    assert_int_equal(units.count, 1);
    store_close(reader);
    store_close(writer);
}

static void test_a_lock_that_is_kept(void **state)
{
    const struct fixture *fixture = *state;
    struct store *one = open_store(fixture, STORE_WRITE), *two = open_store(fixture, STORE_WRITE);
    GError *error = NULL;

    assert_true(store_begin(one, &error));
    gint64 start = g_get_monotonic_time();
    assert_store_error(fixture, store_begin(two, &error), &error, STORE_ERROR_LOCKED);
    gint64 waited = (g_get_monotonic_time() - start) / 1000;
    assert_true(waited >= STORE_BUSY_MILLISECONDS * 9 / 10);
    store_rollback(one);
    assert_true(store_begin(two, &error));
    store_close(one);
    store_close(two);
}

/* Somebody who is not one of us has the whole file locked. */
static void test_a_file_that_is_locked(void **state)
{
    const struct fixture *fixture = *state;
    struct store *store = open_store(fixture, STORE_WRITE);
    GError *error = NULL;
    sqlite3 *db;

    store_close(store);
    assert_int_equal(sqlite3_open(fixture->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db,
                                  "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;"
                                  "UPDATE run SET seconds = 0; COMMIT",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    store = NULL;
    assert_store_error(fixture, store_open(fixture->path, STORE_WRITE, &store, &error), &error,
                       STORE_ERROR_LOCKED);
    sqlite3_close(db);
}

/* Killed at any moment: the store is whole, what was committed is there, and the next run works. */
static void test_a_killed_writer_loses_only_its_transaction(void **state)
{
    enum { N_KILLS = 25, STEP_MICROSECONDS = 700, N_UNITS = 10 };
    const struct fixture *fixture = *state;
    unsigned n_killed = 0;
    uint32_t before = 0;

    for (unsigned i = 0; i < N_KILLS; i++) {
        struct timespec delay = {0, (long)i * STEP_MICROSECONDS * 1000};
        pid_t child = start_writer(fixture, 0, 999);
        int status = 0;

        nanosleep(&delay, NULL); /* no event to wait for: any moment is a good one */
        kill(child, SIGKILL);
        assert_int_equal(waitpid(child, &status, 0), child);
        n_killed += WIFSIGNALED(status);

        assert_true(g_file_test(fixture->path, G_FILE_TEST_EXISTS) || before == 0);
        store_close(open_store(fixture, STORE_WRITE)); /* made by now, whenever the kill came */
        uint32_t count = count_units(fixture);
        assert_int_equal(count % N_UNITS, 0);
        assert_true(count >= before);
        before = count;
    }
    assert_true(n_killed > 0);
    assert_succeeds(start_writer(fixture, 0, 49));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_all_writers_succeed),    TEST(test_writers_take_turns),
        TEST(test_a_reader_does_not_wait), TEST(test_a_lock_that_is_kept),
        TEST(test_a_file_that_is_locked),  TEST(test_a_killed_writer_loses_only_its_transaction),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
