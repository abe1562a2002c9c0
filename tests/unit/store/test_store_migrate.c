/* Schemas and their history, with ones that are made up. */
#include "fixture.h"

#include <string.h>

#include "store/schema.h"

static const struct migration three_steps[] = {
    {"CREATE TABLE animal (name TEXT); INSERT INTO animal VALUES ('cat'), ('dog')"},
    {"ALTER TABLE animal ADD COLUMN legs INTEGER NOT NULL DEFAULT 4"},
    {"INSERT INTO animal VALUES ('bird', 2); CREATE INDEX by_legs ON animal (legs)"},
};
static const struct migration broken_steps[] = {
    {"CREATE TABLE animal (name TEXT); INSERT INTO animal VALUES ('cat'), ('dog')"},
    {"ALTER TABLE animal ADD COLUMN legs INTEGER NOT NULL DEFAULT 4"},
    {"INSERT INTO animal VALUES ('fish', 0); INSERT INTO plant VALUES ('rose')"},
};

enum { OUR_ID = 1234 };

static const struct schema version_1 = {OUR_ID, three_steps, 1};
static const struct schema version_2 = {OUR_ID, three_steps, 2};
static const struct schema version_3 = {OUR_ID, three_steps, 3};
static const struct schema broken_3 = {OUR_ID, broken_steps, 3};
static const struct schema foreign = {OUR_ID + 1, three_steps, 3};

/* A database as store_open() has one, but without a schema. */
static void open_bare(const struct fixture *fixture, struct store *store)
{
    memset(store, 0, sizeof(*store));
    store->path = store->shown = fixture->path;
    assert_int_equal(sqlite3_open(fixture->path, &store->db), SQLITE_OK);
}

static int number(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *query = NULL;

    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &query, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(query), SQLITE_ROW);
    int value = sqlite3_column_int(query, 0);
    sqlite3_finalize(query);
    return value;
}

static void migrate(struct store *store, const struct schema *schema)
{
    g_autoptr(GError) error = NULL;
    bool is_good = schema_migrate(store, schema, &error);

    assert_no_error(error);
    assert_true(is_good);
    assert_int_equal(number(store->db, "PRAGMA user_version"), schema->version);
    assert_int_equal(number(store->db, "PRAGMA application_id"), schema->application_id);
}

static void test_from_nothing_to_the_last_version(void **state)
{
    struct store store;

    open_bare(*state, &store);
    migrate(&store, &version_3);
    assert_int_equal(number(store.db, "SELECT sum(legs) FROM animal"), 10);
    migrate(&store, &version_3); /* nothing to do: the steps are not run twice */
    assert_int_equal(number(store.db, "SELECT count(*) FROM animal"), 3);
    sqlite3_close(store.db);
}

static void test_from_any_version_to_the_last(void **state)
{
    static const struct schema *const older[] = {&version_1, &version_2};

    for (size_t i = 0; i < 2; i++) {
        struct store store;
        const struct fixture *fixture = *state;

        open_bare(fixture, &store);
        migrate(&store, older[i]);
        assert_int_equal(number(store.db, "SELECT count(*) FROM animal"), 2);
        sqlite3_exec(store.db, "UPDATE animal SET name = 'cow' WHERE name = 'cat'", 0, 0, 0);
        sqlite3_close(store.db);

        open_bare(fixture, &store);
        migrate(&store, &version_3);
        assert_int_equal(number(store.db, "SELECT sum(legs) FROM animal"), 10);
        assert_int_equal(number(store.db, "SELECT count(*) FROM animal WHERE name = 'cow'"), 1);
        sqlite3_exec(store.db,
                     "DROP TABLE animal; PRAGMA user_version = 0; PRAGMA application_id = 0", 0, 0,
                     0);
        sqlite3_close(store.db);
    }
}

static void test_a_step_that_fails_undoes_all(void **state)
{
    const struct fixture *fixture = *state;
    struct store store;
    g_autoptr(GError) error = NULL;

    open_bare(fixture, &store);
    migrate(&store, &version_1);
    assert_store_error(fixture, schema_migrate(&store, &broken_3, &error), &error,
                       STORE_ERROR_DAMAGED);
    assert_int_equal(number(store.db, "PRAGMA user_version"), 1);
    assert_int_equal(number(store.db, "SELECT count(*) FROM animal"), 2);
    assert_int_equal(number(store.db, "SELECT count(*) FROM pragma_table_info('animal')"), 1);
    migrate(&store, &version_3);
    sqlite3_close(store.db);
}

static void test_what_is_not_ours_is_left_alone(void **state)
{
    const struct fixture *fixture = *state;
    struct store store;
    g_autoptr(GError) error = NULL;

    open_bare(fixture, &store);
    migrate(&store, &version_2);
    assert_store_error(fixture, schema_migrate(&store, &foreign, &error), &error,
                       STORE_ERROR_FOREIGN);
    assert_store_error(fixture, schema_migrate(&store, &version_1, &error), &error,
                       STORE_ERROR_NEWER);
    assert_int_equal(number(store.db, "PRAGMA user_version"), 2);

    /* Ours by its mark, but of a version that never was. */
    sqlite3_exec(store.db, "PRAGMA user_version = 0", 0, 0, 0);
    assert_store_error(fixture, schema_migrate(&store, &version_3, &error), &error,
                       STORE_ERROR_DAMAGED);
    sqlite3_exec(store.db, "PRAGMA user_version = -1", 0, 0, 0);
    assert_store_error(fixture, schema_migrate(&store, &version_3, &error), &error,
                       STORE_ERROR_DAMAGED);

    /* A database without any mark that holds something. */
    sqlite3_exec(store.db, "PRAGMA user_version = 0; PRAGMA application_id = 0", 0, 0, 0);
    assert_store_error(fixture, schema_migrate(&store, &version_3, &error), &error,
                       STORE_ERROR_FOREIGN);
    sqlite3_close(store.db);
}

/* Nailed down: whoever changes a table must add a step, not edit these. */
static void test_released_steps_never_change(void **state)
{
    const struct fixture *fixture = *state;
    struct store *store = open_store(fixture, STORE_WRITE);

    assert_int_equal(number(store->db, "PRAGMA user_version"), 3);
    assert_int_equal(number(store->db, "PRAGMA application_id"), 0x73747264);
    static const char *const checksums[] = {
        "c81ec3493d45cf0fd9e957629999e57b25e12342095952751116b14b8bef32ae",
        "57a6018e6ec77422f4f389c08541ca66615fecb0ffffe0dc35ab9c6e830b5781",
        "e00d8dfe5a5cb9cf2512f8e5c0d78929ae880f584fb9bbe306072fe7513bc91e",
    };
    assert_int_equal(store_schema.version, G_N_ELEMENTS(checksums));
    for (size_t i = 0; i < G_N_ELEMENTS(checksums); i++) {
        g_autofree char *checksum =
            g_compute_checksum_for_string(G_CHECKSUM_SHA256, store_schema.steps[i].sql, -1);
        assert_string_equal(checksum, checksums[i]);
    }
    store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_from_nothing_to_the_last_version), TEST(test_from_any_version_to_the_last),
        TEST(test_a_step_that_fails_undoes_all),     TEST(test_what_is_not_ours_is_left_alone),
        TEST(test_released_steps_never_change),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
