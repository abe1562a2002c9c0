/* Sets of file ids as bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "store/file_ids.h"

#define MAX_IDS 8

static void test_sets_come_back(void **state)
{
    static const struct {
        uint32_t ids[MAX_IDS], count;
        size_t size;
        uint32_t expected[MAX_IDS], expected_count;
    } cases[] = {
        {{0}, 0, 0, {0}, 0},
        {{1}, 1, 1, {1}, 1},
        {{127, 128}, 2, 2, {127, 128}, 2},
        {{128}, 1, 2, {128}, 1},
        {{5, 3, 4, 3, 5}, 5, 3, {3, 4, 5}, 3},
        {{1, 16384, 16384 + 16383}, 3, 1 + 2 + 2, {1, 16384, 32767}, 3},
        {{UINT32_MAX}, 1, 5, {UINT32_MAX}, 1},
        {{UINT32_MAX, 1, UINT32_MAX - 1}, 3, 7, {1, UINT32_MAX - 1, UINT32_MAX}, 3},
    };
    (void)state;

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        uint32_t ids[MAX_IDS], back[MAX_IDS * 5], count = 99;
        uint8_t bytes[MAX_IDS * 5];

        memcpy(ids, cases[i].ids, sizeof(ids));
        size_t size = file_ids_encode(ids, cases[i].count, bytes);
        assert_true(size <= file_ids_max_size(cases[i].count));
        assert_int_equal(size, cases[i].size);
        assert_true(file_ids_decode(bytes, size, back, &count));
        assert_int_equal(count, cases[i].expected_count);
        assert_true(count <= file_ids_max_count(size));
        for (uint32_t k = 0; k < count; k++)
            assert_int_equal(back[k], cases[i].expected[k]);
    }
}

static void test_other_bytes_are_refused(void **state)
{
    static const struct {
        uint8_t bytes[10];
        size_t size;
    } cases[] = {
        {{0}, 1},                                     /* a step of nothing */
        {{1, 0}, 2},                                  /* the same again */
        {{0x80}, 1},                                  /* cut */
        {{1, 0xff}, 2},                               /* cut */
        {{0xff, 0xff, 0xff, 0xff, 0x1f}, 5},          /* over 32 bits */
        {{0xff, 0xff, 0xff, 0xff, 0x0f, 1}, 6},       /* over 32 bits, in sum */
        {{0x80, 0x80, 0x80, 0x80, 0x80, 0x01}, 6},    /* too long a number */
        {{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1}, 7}, /* noise */
    };
    (void)state;

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        uint32_t ids[10], count;

        if (file_ids_decode(cases[i].bytes, cases[i].size, ids, &count))
            fail_msg("case %zu", i);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sets_come_back),
        cmocka_unit_test(test_other_bytes_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
