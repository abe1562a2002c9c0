/* The arena. Compiled twice: as it is built, and with STRANDED_CHECK_ARENA. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <limits.h>
#include <stdalign.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"

#if defined(__SANITIZE_ADDRESS__)
#define HAS_ADDRESS_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAS_ADDRESS_SANITIZER 1
#endif
#endif
#ifdef HAS_ADDRESS_SANITIZER
#include <sanitizer/asan_interface.h>
#endif

static void test_free_accepts_null(void **state)
{
    (void)state;
    arena_free(NULL);
}

static void test_memory_is_zeroed_aligned_and_apart(void **state)
{
    static const size_t sizes[] = {0, 1, 7, 16, 17, 1000, 16 << 10, 100000, 5 << 20, 3};
    enum { N_SIZES = sizeof(sizes) / sizeof(*sizes), ROUNDS = 20 };
    struct arena *arena = arena_new();
    unsigned char *blocks[ROUNDS][N_SIZES];

    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        for (size_t i = 0; i < N_SIZES; i++) {
            unsigned char *block = arena_alloc(arena, sizes[i]);
            assert_non_null(block);
            assert_int_equal((uintptr_t)block % alignof(max_align_t), 0);
            for (size_t j = 0; j < sizes[i]; j++)
                if (block[j])
                    fail_msg("byte %zu of %zu is not zero", j, sizes[i]);
            memset(block, 1 + round * 10 + (int)i, sizes[i]);
            blocks[round][i] = block;
        }
    }
    for (int round = 0; round < ROUNDS; round++)
        for (size_t i = 0; i < N_SIZES; i++)
            for (size_t j = 0; j < sizes[i]; j += 97)
                assert_int_equal(blocks[round][i][j], 1 + round * 10 + (int)i);
    arena_free(arena);
}

static void test_reset_empties(void **state)
{
    struct arena *arena = arena_new();

    (void)state;
    arena_reset(arena);
    assert_int_equal(arena_used(arena), 0);
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 1000; i++) {
            /* Memory that was used before comes back zeroed. */
            unsigned char *block = arena_alloc(arena, 100);
            for (int j = 0; j < 100; j++)
                assert_int_equal(block[j], 0);
            memset(block, 0xff, 100);
        }
        assert_in_range(arena_used(arena), 100000, 200000);
        arena_reset(arena);
        assert_int_equal(arena_used(arena), 0);
    }
    arena_free(arena);
}

static void test_copies_and_texts(void **state)
{
    static const struct {
        const char *text;
        size_t length;
        const char *expected;
    } rows[] = {{"hello", 5, "hello"}, {"hello", 2, "he"}, {"hello", 0, ""}, {NULL, 0, ""}};
    struct arena *arena = arena_new();
    const int numbers[] = {1, 2, 3};

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        assert_string_equal(arena_string(arena, rows[i].text, rows[i].length), rows[i].expected);
    assert_memory_equal(arena_copy(arena, numbers, sizeof(numbers)), numbers, sizeof(numbers));
    assert_non_null(arena_copy(arena, NULL, 0));
    assert_string_equal(arena_printf(arena, "%s-%d", "x", 17), "x-17");
    assert_string_equal(arena_printf(arena, "%s", ""), "");
    const char *wide = arena_printf(arena, "%*d", 50000, 1);
    assert_int_equal(strlen(wide), 50000);
    int *array = ARENA_ARRAY(arena, int, 10);
    assert_int_equal(array[9], 0);
    arena_free(arena);
}

/* The exit code of a child that asks for too much. */
static int exit_code_of_request(size_t count, size_t size)
{
    pid_t child = fork();
    int status = 0;

    if (child == 0) {
        close(STDERR_FILENO);
        struct arena *arena = arena_new();
        memset(arena_alloc_array(arena, count, size), 1, count * size);
        _exit(0);
    }
    assert_true(child > 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void test_too_much_ends_the_process(void **state)
{
    (void)state;
    assert_int_equal(exit_code_of_request(SIZE_MAX / 2, 3), 3);
    assert_int_equal(exit_code_of_request(SIZE_MAX, 1), 3);
    assert_int_equal(exit_code_of_request(10, 10), 0);
}

#if defined(HAS_ADDRESS_SANITIZER) && defined(STRANDED_CHECK_ARENA)
static void test_the_checking_arena_shows_a_use_after_reset(void **state)
{
    struct arena *arena = arena_new();
    char *first = arena_alloc(arena, 16);
    char *second = arena_alloc(arena, 16);

    (void)state;
    assert_false(__asan_address_is_poisoned(first));
    assert_true(__asan_address_is_poisoned(first + 16)); /* no neighbour is in reach */
    arena_reset(arena);
    assert_true(__asan_address_is_poisoned(first));
    assert_true(__asan_address_is_poisoned(second));
    arena_free(arena);
}
#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_free_accepts_null),
        cmocka_unit_test(test_memory_is_zeroed_aligned_and_apart),
        cmocka_unit_test(test_reset_empties),
        cmocka_unit_test(test_copies_and_texts),
        cmocka_unit_test(test_too_much_ends_the_process),
#if defined(HAS_ADDRESS_SANITIZER) && defined(STRANDED_CHECK_ARENA)
        cmocka_unit_test(test_the_checking_arena_shows_a_use_after_reset),
#endif
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
