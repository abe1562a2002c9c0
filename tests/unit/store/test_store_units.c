/* Units, their files and their IR: what is saved comes back. */
#include "fixture.h"

#include <string.h>

#include "base/hash.h"
#include "store/database.h"

static struct store_units load_units(struct store *store, struct arena *arena)
{
    struct store_units units;
    g_autoptr(GError) error = NULL;
    bool is_good = store_load_units(store, arena, &units, &error);

    assert_no_error(error);
    assert_true(is_good);
    return units;
}

/* The unit's files as texts "path#hash", in the order of the paths and hashes. */
static const char *print_files(struct arena *arena, const struct store_units *units, uint32_t unit)
{
    const char *text = "";

    /* By path and hash, whatever the order of the ids: sample_files is such an order but for a.h. */
    for (size_t sample = 1; sample < N_SAMPLE_FILES; sample++)
        for (uint32_t i = 0; i < units->items[unit].n_files; i++) {
            const struct store_file *file = &units->files[units->items[unit].files[i]];
            if (strcmp(file->path, sample_files[sample].path) == 0 &&
                file->hash == sample_files[sample].hash)
                text = arena_printf(arena, "%s%zu ", text, sample);
        }
    return text;
}

static void save(struct store *store, unsigned n, const uint32_t *files)
{
    g_autoptr(GError) error = NULL;
    bool is_good = save_sample_unit(store, n, files, &error);

    assert_no_error(error);
    assert_true(is_good);
}

static const char *load_ir(struct store *store, uint32_t id, struct arena *arena, size_t *ret_size)
{
    const void *ir = "untouched";
    g_autoptr(GError) error = NULL;
    bool is_good = store_load_ir(store, id, arena, &ir, ret_size, &error);

    assert_no_error(error);
    assert_true(is_good);
    assert_int_equal((uintptr_t)ir % 8, 0);
    return ir;
}

static void test_a_new_store_is_empty(void **state)
{
    const struct fixture *fixture = *state;
    struct store *store = open_store(fixture, STORE_WRITE);
    struct store_units units = load_units(store, fixture->arena);
    size_t size = 99;

    assert_int_equal(units.count, 0);
    assert_null(load_ir(store, 1, fixture->arena, &size));
    assert_int_equal(size, 0);
    store_close(store);
}

static void test_units_come_back(void **state)
{
    const struct fixture *fixture = *state;
    struct store *store = open_store(fixture, STORE_WRITE);

    save(store, 3, (const uint32_t[]){3, 4, 7, 0});
    save(store, 1, (const uint32_t[]){1, 4, 5, 0});
    save(store, 2, (const uint32_t[]){2, 6, 5, 5, 0});
    store_close(store);

    for (int mode = STORE_WRITE; mode <= STORE_READ; mode++) {
        store = open_store(fixture, (enum store_mode)mode);
        struct store_units units = load_units(store, fixture->arena);
        assert_int_equal(units.count, 3);
        assert_null(units.files[0].path);
        for (unsigned n = 1; n <= 3; n++) {
            const struct store_unit *unit = &units.items[n - 1];
            size_t size;

            assert_string_equal(unit->file, arena_printf(fixture->arena, "/p/unit%02u.c", n));
            assert_string_equal(unit->name, unit->file + strlen("/p/"));
            assert_true(unit->flags_key == hash_mix(0, n));
            assert_int_equal(unit->status, n);
            assert_string_equal(unit->message, n == 3 ? "no such file" : "");
            assert_int_equal(unit->n_errors, n * 2);
            assert_int_equal(unit->n_functions, n * 3);
            assert_int_equal(unit->n_unknown, n * 4);
            assert_string_equal(load_ir(store, unit->id, fixture->arena, &size),
                                sample_ir(fixture->arena, n));
            assert_int_equal(size, unit->ir_size);
        }
        assert_string_equal(print_files(fixture->arena, &units, 0), "1 4 5 ");
        assert_string_equal(print_files(fixture->arena, &units, 1), "2 5 6 ");
        assert_string_equal(print_files(fixture->arena, &units, 2), "3 4 7 ");
        /* Each content once, with all that was said of it. */
        assert_int_equal(units.n_files, N_SAMPLE_FILES);
        for (uint32_t id = 1; id < units.n_files; id++) {
            const struct store_file *file = &units.files[id];
            size_t n = 1;
            while (n < N_SAMPLE_FILES && (strcmp(file->path, sample_files[n].path) != 0 ||
                                          file->hash != sample_files[n].hash))
                n++;
            assert_true(n < N_SAMPLE_FILES);
            assert_int_equal(file->size, sample_files[n].size);
            assert_int_equal(file->mtime, sample_files[n].mtime);
        }
        store_close(store);
    }
}

static void test_flags_tell_units_of_one_file_apart(void **state)
{
    const struct fixture *fixture = *state;
    struct store *store = open_store(fixture, STORE_WRITE);
    static const uint64_t keys[] = {0xf000000000000000, 5, 0x7fffffffffffffff};
    static const uint32_t files[] = {1};

    for (size_t i = 0; i < 3; i++) {
        struct store_unit unit = {
            .name = "a.c", .file = "/p/a.c", .flags_key = keys[i], .files = files, .n_files = 1};
        g_autoptr(GError) error = NULL;
        assert_true(store_save_unit(store, &unit, sample_files, NULL, &error));
    }
    struct store_units units = load_units(store, fixture->arena);
    assert_int_equal(units.count, 3);
    assert_true(units.items[0].flags_key == keys[1]);
    assert_true(units.items[1].flags_key == keys[2]);
    assert_true(units.items[2].flags_key == keys[0]);
    store_close(store);
}

static void test_a_unit_is_replaced(void **state)
{
    const struct fixture *fixture = *state;
    struct store *store = open_store(fixture, STORE_WRITE);
    size_t size;

    save(store, 1, (const uint32_t[]){1, 4, 0});
    save(store, 2, (const uint32_t[]){2, 4, 0});
    struct store_units before = load_units(store, fixture->arena);

    /* a.h has changed, and only unit 1 was parsed since: unit 2 still means what it saw. */
    save(store, 1, (const uint32_t[]){1, 6, 0});
    struct store_units after = load_units(store, fixture->arena);
    assert_int_equal(after.count, 2);
    assert_int_equal(after.items[0].id, before.items[0].id);
    assert_string_equal(print_files(fixture->arena, &after, 0), "1 6 ");
    assert_string_equal(print_files(fixture->arena, &after, 1), "2 4 ");

    /* Replaced by a unit without IR. */
    struct store_unit failed = before.items[0];
    g_autoptr(GError) error = NULL;
    failed.ir_size = 0;
    failed.message = "crashed";
    assert_true(store_save_unit(store, &failed, before.files, NULL, &error));
    assert_null(load_ir(store, failed.id, fixture->arena, &size));
    assert_string_equal(load_units(store, fixture->arena).items[0].message, "crashed");
    store_close(store);
}

static void test_a_content_is_touched(void **state)
{
    const struct fixture *fixture = *state;
    struct store *store = open_store(fixture, STORE_WRITE);
    g_autoptr(GError) error = NULL;

    save(store, 1, (const uint32_t[]){1, 0});
    struct store_units units = load_units(store, fixture->arena);
    struct store_file file = units.files[1];

    file.mtime = INT64_MAX;
    assert_true(store_touch_file(store, 1, &file, &error));
    assert_true(load_units(store, fixture->arena).files[1].mtime == INT64_MAX);

    /* The slot holds something else by now: nothing happens. */
    file.mtime = 5;
    file.hash++;
    assert_true(store_touch_file(store, 1, &file, &error));
    assert_true(load_units(store, fixture->arena).files[1].mtime == INT64_MAX);

    /* A unit that was parsed again says it, too. */
    save(store, 2, (const uint32_t[]){1, 0});
    assert_true(load_units(store, fixture->arena).files[1].mtime == sample_files[1].mtime);
    store_close(store);
}

static void test_units_go_and_their_files_with_them(void **state)
{
    const struct fixture *fixture = *state;
    struct store *store = open_store(fixture, STORE_WRITE);
    g_autoptr(GError) error = NULL;
    size_t size;

    save(store, 1, (const uint32_t[]){1, 4, 0});
    save(store, 2, (const uint32_t[]){2, 4, 5, 0});
    struct store_units before = load_units(store, fixture->arena);
    assert_true(store_remove_units(store, &before.items[0].id, 1, &error));

    struct store_units after = load_units(store, fixture->arena);
    assert_int_equal(after.count, 1);
    assert_int_equal(after.items[0].id, before.items[1].id);
    assert_null(load_ir(store, before.items[0].id, fixture->arena, &size));
    assert_string_equal(print_files(fixture->arena, &after, 0), "2 4 5 ");
    uint32_t n_used = 0;
    for (uint32_t id = 0; id < after.n_files; id++)
        n_used += after.files[id].path != NULL;
    assert_int_equal(n_used, 3);

    /* A new content takes the free slot; a new unit never takes an old number. */
    save(store, 3, (const uint32_t[]){7, 0});
    struct store_units again = load_units(store, fixture->arena);
    assert_int_equal(again.n_files, after.n_files);
    assert_string_equal(print_files(fixture->arena, &again, 1), "7 ");
    assert_true(again.items[1].id > before.items[1].id);

    assert_true(store_remove_all_units(store, &error));
    assert_int_equal(load_units(store, fixture->arena).count, 0);
    save(store, 1, (const uint32_t[]){1, 0});
    assert_int_equal(load_units(store, fixture->arena).count, 1);
    store_close(store);
}

struct seen {
    char text[200];
    unsigned left;
};

static bool see_ir(void *data, uint32_t unit_id, const void *ir, size_t size)
{
    struct seen *seen = data;
    size_t length = strlen(seen->text);

    (void)unit_id;
    assert_int_equal((uintptr_t)ir % 8, 0);
    assert_int_equal(size, strlen(ir) + 1);
    g_snprintf(seen->text + length, (gulong)(sizeof(seen->text) - length), "%.12s/",
               (const char *)ir);
    return --seen->left > 0;
}

static void test_all_ir_is_visited_until_told_to_stop(void **state)
{
    const struct fixture *fixture = *state;
    struct store *store = open_store(fixture, STORE_WRITE);
    g_autoptr(GError) error = NULL;
    struct seen all = {.left = 10}, one = {.left = 1};

    save(store, 2, (const uint32_t[]){1, 0});
    save(store, 1, (const uint32_t[]){1, 0});
    assert_true(store_each_ir(store, fixture->arena, see_ir, &all, &error));
    assert_string_equal(all.text, "IR of unit 2/IR of unit 1/");
    assert_true(store_each_ir(store, fixture->arena, see_ir, &one, &error));
    assert_string_equal(one.text, "IR of unit 2/");
    store_close(store);
}

static void test_large_ir_comes_back(void **state)
{
    enum { SIZE = 5000001 }; /* many pages, and no whole number of them */
    const struct fixture *fixture = *state;
    struct store *store = open_store(fixture, STORE_WRITE);
    static const uint32_t files[] = {1};
    struct store_unit unit = {
        .name = "a.c", .file = "/p/a.c", .files = files, .n_files = 1, .ir_size = SIZE};
    g_autofree uint8_t *ir = g_malloc(SIZE);
    g_autoptr(GError) error = NULL;
    size_t size;

    for (size_t i = 0; i < SIZE; i++)
        ir[i] = (uint8_t)(i * 31 + i / 4096);
    assert_true(store_save_unit(store, &unit, sample_files, ir, &error));
    uint32_t id = load_units(store, fixture->arena).items[0].id;
    const char *back = load_ir(store, id, fixture->arena, &size);
    assert_int_equal(size, SIZE);
    assert_memory_equal(back, ir, SIZE);
    store_close(store);
}

static void test_a_transaction_is_all_or_nothing(void **state)
{
    const struct fixture *fixture = *state;
    struct store *store = open_store(fixture, STORE_WRITE);
    g_autoptr(GError) error = NULL;

    assert_true(store_begin(store, &error));
    save(store, 1, (const uint32_t[]){1, 4, 0});
    save(store, 2, (const uint32_t[]){2, 4, 0});
    assert_int_equal(load_units(store, fixture->arena).count, 2);
    store_rollback(store);
    assert_int_equal(load_units(store, fixture->arena).count, 0);

    /* What was undone is not remembered: the files are written again. */
    assert_true(store_begin(store, &error));
    save(store, 1, (const uint32_t[]){1, 4, 0});
    assert_true(store_commit(store, &error));
    store_rollback(store); /* nothing is open: nothing happens */
    struct store_units units = load_units(store, fixture->arena);
    assert_string_equal(print_files(fixture->arena, &units, 0), "1 4 ");

    /* Closing undoes what is open. */
    assert_true(store_begin(store, &error));
    save(store, 2, (const uint32_t[]){2, 0});
    store_close(store);
    store = open_store(fixture, STORE_WRITE);
    assert_int_equal(load_units(store, fixture->arena).count, 1);
    store_close(store);
}

/* What is kept of the solving of functions: all or nothing, and gone with the units. */
static void test_solved_functions_come_back(void **state)
{
    const struct fixture *fixture = *state;
    struct store *store = open_store(fixture, STORE_WRITE);
    static const char bytes[] = "any bytes", others[] = "fewer";
    const void *loaded;
    size_t size;
    g_autoptr(GError) error = NULL;

    assert_true(store_load_solved(store, fixture->arena, &loaded, &size, &error));
    assert_null(loaded);
    assert_true(store_save_solved(store, bytes, sizeof(bytes), &error));
    assert_true(store_save_solved(store, others, sizeof(others), &error));
    assert_true(store_load_solved(store, fixture->arena, &loaded, &size, &error));
    assert_int_equal(size, sizeof(others));
    assert_memory_equal(loaded, others, size);

    /* Who can't trust it does without. */
    assert_true(store_execute(store, "UPDATE solved SET hash = hash + 1", &error));
    assert_true(store_load_solved(store, fixture->arena, &loaded, &size, &error));
    assert_null(loaded);

    assert_true(store_save_solved(store, bytes, sizeof(bytes), &error));
    assert_true(store_remove_all_units(store, &error));
    assert_true(store_load_solved(store, fixture->arena, &loaded, &size, &error));
    assert_null(loaded);
    store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_a_new_store_is_empty),
        TEST(test_units_come_back),
        TEST(test_flags_tell_units_of_one_file_apart),
        TEST(test_a_unit_is_replaced),
        TEST(test_a_content_is_touched),
        TEST(test_units_go_and_their_files_with_them),
        TEST(test_all_ir_is_visited_until_told_to_stop),
        TEST(test_large_ir_comes_back),
        TEST(test_a_transaction_is_all_or_nothing),
        TEST(test_solved_functions_come_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
