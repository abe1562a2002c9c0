/* Opening what is there: nothing, ours, somebody else's, damaged, forbidden. */
#include "fixture.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Opening the fixture's path in that mode fails like that. */
static void assert_open_fails(const struct fixture *fixture, enum store_mode mode,
                              enum store_error code)
{
    struct store *store = NULL;
    g_autoptr(GError) error = NULL;
    bool is_good = store_open(fixture->path, mode, &store, &error);

    assert_store_error(fixture, is_good, &error, code);
    assert_null(store);
}

static void write_file(const char *path, const void *bytes, size_t size)
{
    assert_true(g_file_set_contents(path, bytes, (gssize)size, NULL));
}

static void execute(const char *path, const char *sql)
{
    sqlite3 *db = NULL;

    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* A store with a unit in it, closed, without a log. */
static void make_store(const struct fixture *fixture)
{
    struct store *store = open_store(fixture, STORE_WRITE);
    g_autoptr(GError) error = NULL;

    assert_true(save_sample_unit(store, 1, (const uint32_t[]){1, 4, 0}, &error));
    store_close(store);
}

static uint32_t count_units(struct store *store, struct arena *arena)
{
    struct store_units units;
    g_autoptr(GError) error = NULL;

    assert_true(store_load_units(store, arena, &units, &error));
    return units.count;
}

static void test_the_default_place_hides_itself(void **state)
{
    struct fixture *fixture = *state;
    g_autofree char *ignore = g_build_filename(fixture->folder, ".stranded", ".gitignore", NULL);
    g_autofree char *content = NULL;

    g_free(fixture->path);
    fixture->path = g_strdup(store_default_path(fixture->arena, fixture->folder));
    assert_true(g_str_has_suffix(fixture->path, "/.stranded/stranded.db"));
    assert_string_equal(store_default_path(fixture->arena, "/"), "/.stranded/stranded.db");

    for (int i = 0; i < 2; i++) {
        store_close(open_store(fixture, STORE_WRITE));
        assert_true(g_file_get_contents(ignore, &content, NULL, NULL));
        assert_string_equal(content, "*\n");
        g_clear_pointer(&content, g_free);
    }
}

static void test_what_is_missing(void **state)
{
    struct fixture *fixture = *state;

    assert_open_fails(fixture, STORE_READ, STORE_ERROR_NOT_FOUND);
    assert_false(g_file_test(fixture->path, G_FILE_TEST_EXISTS));

    g_free(fixture->path);
    fixture->path = g_build_filename(fixture->folder, "no", "such", "x.db", NULL);
    assert_open_fails(fixture, STORE_WRITE, STORE_ERROR_NOT_FOUND);
    g_free(fixture->path);
    fixture->path = g_build_filename(fixture->folder, "no", ".stranded", "stranded.db", NULL);
    assert_open_fails(fixture, STORE_WRITE, STORE_ERROR_NOT_FOUND);
}

static void test_what_is_no_regular_file(void **state)
{
    struct fixture *fixture = *state;

    assert_int_equal(g_mkdir(fixture->path, 0777), 0);
    assert_open_fails(fixture, STORE_WRITE, STORE_ERROR_DENIED);
    assert_open_fails(fixture, STORE_READ, STORE_ERROR_DENIED);
    g_rmdir(fixture->path);
    assert_int_equal(mkfifo(fixture->path, 0666), 0);
    assert_open_fails(fixture, STORE_WRITE, STORE_ERROR_DENIED);
}

static void test_paths_are_bytes(void **state)
{
    static const char *const names[] = {"with blank.db", "quote'\".db", "\xc3\xa9.db", "\xff.db",
                                        "new\nline.db",  "a?b#c%20.db", "file:x",      ":memory:"};
    struct fixture *fixture = *state;

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_free(fixture->path);
        fixture->path = g_build_filename(fixture->folder, names[i], NULL);
        make_store(fixture);
        assert_true(g_file_test(fixture->path, G_FILE_TEST_IS_REGULAR));
        struct store *store = open_store(fixture, STORE_READ);
        assert_int_equal(count_units(store, fixture->arena), 1);
        store_close(store);
        write_file(fixture->path, "noise", 5);
        assert_open_fails(fixture, STORE_WRITE, STORE_ERROR_DAMAGED);
    }
}

static void test_relative_paths(void **state)
{
    const struct fixture *fixture = *state;
    static const char *const names[] = {"x.db", "file:y.db", ":memory:"};
    g_autofree char *before = g_get_current_dir();
    struct store *store = NULL;
    g_autoptr(GError) error = NULL;

    assert_int_equal(chdir(fixture->folder), 0);
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        assert_true(store_open(names[i], STORE_WRITE, &store, &error));
        store_close(store);
        assert_true(g_file_test(names[i], G_FILE_TEST_IS_REGULAR));
    }
    assert_int_equal(chdir(before), 0);
}

static void test_an_empty_file_becomes_a_store(void **state)
{
    const struct fixture *fixture = *state;

    write_file(fixture->path, "", 0);
    assert_open_fails(fixture, STORE_READ, STORE_ERROR_OLDER);
    make_store(fixture);
}

static void test_another_programs_database(void **state)
{
    const struct fixture *fixture = *state;
    static const char *const contents[] = {
        "CREATE TABLE cookies (name TEXT)",
        "CREATE TABLE x (y); PRAGMA application_id = 252006674; PRAGMA user_version = 7",
        "PRAGMA application_id = 99",
        "PRAGMA user_version = 3",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(contents); i++) {
        g_autofree char *before = NULL, *after = NULL;
        size_t size_before, size_after;

        g_remove(fixture->path);
        execute(fixture->path, contents[i]);
        assert_true(g_file_get_contents(fixture->path, &before, &size_before, NULL));
        assert_open_fails(fixture, STORE_WRITE, STORE_ERROR_FOREIGN);
        assert_open_fails(fixture, STORE_READ, STORE_ERROR_FOREIGN);
        assert_true(g_file_get_contents(fixture->path, &after, &size_after, NULL));
        assert_int_equal(size_before, size_after);
        assert_memory_equal(before, after, size_before);
    }
}

static void test_a_later_version(void **state)
{
    const struct fixture *fixture = *state;

    make_store(fixture);
    execute(fixture->path, "PRAGMA user_version = 1000");
    assert_open_fails(fixture, STORE_WRITE, STORE_ERROR_NEWER);
    assert_open_fails(fixture, STORE_READ, STORE_ERROR_NEWER);
}

static void test_noise_in_place_of_a_store(void **state)
{
    const struct fixture *fixture = *state;
    uint8_t noise[10000];
    static const size_t sizes[] = {1, 99, 100, 512, 4096, 10000};

    for (size_t i = 0; i < sizeof(noise); i++)
        noise[i] = (uint8_t)((i * 2654435761u) >> 7);
    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
        write_file(fixture->path, noise, sizes[i]);
        assert_open_fails(fixture, STORE_WRITE, STORE_ERROR_DAMAGED);
        assert_open_fails(fixture, STORE_READ, STORE_ERROR_DAMAGED);
    }
}

/* Opens, reads all there is, and writes; returns false with an error of the store, or true. Whatever
 * the damage, nothing else may happen. */
static bool use_store(const struct fixture *fixture, GError **error)
{
    struct store *store = NULL;
    struct store_run run = {.run = {.revision = "", .root = "/p"}};
    struct finding_list findings;
    struct store_units units;
    bool is_good =
        store_open(fixture->path, STORE_WRITE, &store, error) &&
        store_load_units(store, fixture->arena, &units, error) &&
        store_load_findings(store, STORE_ALL_FINDINGS, fixture->arena, &findings, error) &&
        store_load_last_run(store, fixture->arena, &run, error);

    for (uint32_t i = 0; is_good && i < units.count; i++) {
        const void *ir;
        size_t size;
        is_good = store_load_ir(store, units.items[i].id, fixture->arena, &ir, &size, error);
    }
    is_good = is_good && save_sample_unit(store, 7, (const uint32_t[]){2, 0}, error) &&
              store_save_run(store, &run, findings, NULL, fixture->arena, error);
    store_close(store);
    return is_good;
}

static void fill_store(const struct fixture *fixture)
{
    struct store *store = open_store(fixture, STORE_WRITE);
    g_autoptr(GError) error = NULL;

    for (unsigned n = 0; n < 40; n++)
        assert_true(save_sample_unit(store, n, (const uint32_t[]){1, 4, 5, 0}, &error));
    save_sample_run(store, sample_findings(fixture->arena, "leak a.c:1 f tid\nleak a.c:2 g tid"),
                    NULL, fixture->arena);
    store_close(store);
}

static void assert_used_or_refused(const struct fixture *fixture, unsigned *n_refused)
{
    GError *error = NULL;

    if (use_store(fixture, &error))
        return;
    assert_store_error(fixture, false, &error, STORE_ERROR_DAMAGED);
    ++*n_refused;
}

static void test_a_store_that_is_cut(void **state)
{
    const struct fixture *fixture = *state;
    g_autofree char *whole = NULL;
    size_t size;
    unsigned n_refused = 0, n_cuts = 0;

    fill_store(fixture);
    assert_true(g_file_get_contents(fixture->path, &whole, &size, NULL));
    for (size_t cut = 1; cut < size; cut += 1531, n_cuts++) {
        write_file(fixture->path, whole, cut);
        assert_used_or_refused(fixture, &n_refused);
    }
    /* Less than a page may be missing at the end, which SQLite reads as zeros. */
    assert_true(n_refused + 3 >= n_cuts);
}

static void test_a_store_with_noise_in_it(void **state)
{
    const struct fixture *fixture = *state;
    g_autofree char *whole = NULL;
    size_t size;
    unsigned n_refused = 0;

    fill_store(fixture);
    assert_true(g_file_get_contents(fixture->path, &whole, &size, NULL));
    for (size_t at = 0; at + 512 <= size; at += 1024) {
        g_autofree char *damaged = g_memdup2(whole, size);

        for (size_t i = 0; i < 512; i++)
            damaged[at + i] = (char)(((at + i) * 2654435761u) >> 11);
        write_file(fixture->path, damaged, size);
        assert_used_or_refused(fixture, &n_refused);
    }
    assert_true(n_refused > 0);
}

static void test_ir_that_has_changed_is_refused(void **state)
{
    const struct fixture *fixture = *state;
    GError *error = NULL;

    make_store(fixture);
    execute(fixture->path,
            "UPDATE unit_ir SET bytes = CAST(replace(bytes, 'unit', 'ship') AS BLOB)");
    assert_store_error(fixture, use_store(fixture, &error), &error, STORE_ERROR_DAMAGED);
}

/* Our mark on tables that are not ours. */
static void test_missing_tables_are_damage(void **state)
{
    const struct fixture *fixture = *state;
    GError *error = NULL;

    make_store(fixture);
    execute(fixture->path, "DROP TABLE file");
    assert_store_error(fixture, use_store(fixture, &error), &error, STORE_ERROR_DAMAGED);
}

/* ---- permissions ---- */

/* Runs `function` as a user whom permissions bind, in a process of its own (which needs no name in
 * any table: only root is above them). */
static void as_somebody(const struct fixture *fixture, void (*function)(const struct fixture *))
{
    pid_t child = fork();

    if (child == 0) {
        enum { SOMEBODY = 12345 };

        if (geteuid() == 0 && (setgid(SOMEBODY) != 0 || setuid(SOMEBODY) != 0))
            _exit(99);
        function(fixture); /* a failed assertion is printed, and jumps out of our parent's test */
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

/* In the child, where cmocka's assertions would jump back into the parent's tests. */
#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            g_printerr("%d: %s\n", __LINE__, #condition);                                          \
            _exit(1);                                                                              \
        }                                                                                          \
    } while (0)

static void check_denied(const struct fixture *fixture)
{
    struct store *store = NULL;
    GError *error = NULL;

    CHECK(!store_open(fixture->path, STORE_WRITE, &store, &error));
    CHECK(g_error_matches(error, STORE_ERROR, STORE_ERROR_DENIED));
    CHECK(strchr(error->message, '\n') == NULL);
    CHECK(g_str_has_prefix(error->message, fixture->path));
    g_clear_error(&error);
}

static void check_readable(const struct fixture *fixture)
{
    struct store *store = NULL;
    struct store_units units;
    GError *error = NULL;

    if (!store_open(fixture->path, STORE_READ, &store, &error))
        g_printerr("%s\n", error->message);
    CHECK(error == NULL);
    CHECK(store_load_units(store, fixture->arena, &units, &error));
    CHECK(units.count == 1);
    store_close(store);
}

static void check_unreadable(const struct fixture *fixture)
{
    struct store *store = NULL;
    GError *error = NULL;

    CHECK(!store_open(fixture->path, STORE_READ, &store, &error));
    CHECK(g_error_matches(error, STORE_ERROR, STORE_ERROR_DENIED));
    g_clear_error(&error);
}

static void test_a_file_that_may_only_be_read(void **state)
{
    const struct fixture *fixture = *state;

    make_store(fixture);
    g_chmod(fixture->folder, 0755);
    g_chmod(fixture->path, 0444);
    as_somebody(fixture, check_denied);
    as_somebody(fixture, check_readable);
    g_chmod(fixture->path, 0000);
    as_somebody(fixture, check_denied);
    as_somebody(fixture, check_unreadable);
}

static void test_a_folder_that_may_only_be_read(void **state)
{
    const struct fixture *fixture = *state;

    make_store(fixture);
    g_chmod(fixture->path, 0666);
    g_chmod(fixture->folder, 0555);
    as_somebody(fixture, check_denied);
    as_somebody(fixture, check_readable);
    g_chmod(fixture->folder, 0755);
    assert_int_equal(g_remove(fixture->path), 0);
    g_chmod(fixture->folder, 0555);
    as_somebody(fixture, check_denied);
    g_chmod(fixture->folder, 0000);
    as_somebody(fixture, check_denied);
    g_chmod(fixture->folder, 0755);
}

static void test_a_default_place_that_cannot_be_made(void **state)
{
    struct fixture *fixture = *state;

    g_chmod(fixture->folder, 0555);
    g_free(fixture->path);
    fixture->path = g_strdup(store_default_path(fixture->arena, fixture->folder));
    as_somebody(fixture, check_denied);
    g_chmod(fixture->folder, 0755);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_the_default_place_hides_itself),
        TEST(test_what_is_missing),
        TEST(test_what_is_no_regular_file),
        TEST(test_paths_are_bytes),
        TEST(test_relative_paths),
        TEST(test_an_empty_file_becomes_a_store),
        TEST(test_another_programs_database),
        TEST(test_a_later_version),
        TEST(test_noise_in_place_of_a_store),
        TEST(test_a_store_that_is_cut),
        TEST(test_a_store_with_noise_in_it),
        TEST(test_ir_that_has_changed_is_refused),
        TEST(test_missing_tables_are_damage),
        TEST(test_a_file_that_may_only_be_read),
        TEST(test_a_folder_that_may_only_be_read),
        TEST(test_a_default_place_that_cannot_be_made),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
