/* Vector, integer map, bit set and hash. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/arena.h"
#include "base/bitset.h"
#include "base/hash.h"
#include "base/intmap.h"
#include "base/vector.h"

struct pair {
    uint32_t first;
    uint64_t second;
};

static void test_a_vector_grows_and_keeps_its_items(void **state)
{
    enum { COUNT = 10000 };
    VECTOR(struct pair) pairs = {0};
    struct pair *pair = NULL;
    uint32_t n_seen = 0;

    (void)state;
    vector_each(pair, &pairs) n_seen++;
    assert_int_equal(n_seen, 0);
    for (uint32_t i = 0; i < COUNT; i++)
        vector_push(&pairs, (struct pair){i, (uint64_t)i << 32});
    assert_int_equal(pairs.count, COUNT);
    vector_each(pair, &pairs)
    {
        assert_int_equal(pair->first, n_seen);
        assert_int_equal(pair->second, (uint64_t)n_seen << 32);
        n_seen++;
    }
    assert_int_equal(n_seen, COUNT);
    assert_int_equal(vector_last(&pairs)->first, COUNT - 1);
    assert_int_equal(vector_pop(&pairs).first, COUNT - 1);
    assert_int_equal(pairs.count, COUNT - 1);
    vector_clear(&pairs);
    assert_int_equal(pairs.count, 0);
    assert_in_range(pairs.capacity, COUNT, 4 * COUNT);
    vector_deinit(&pairs);
    assert_null(pairs.items);
    assert_int_equal(pairs.capacity, 0);
    vector_push(&pairs, (struct pair){1, 2});
    assert_int_equal(pairs.items[0].second, 2);
    vector_deinit(&pairs);
}

/* Keys that are hard on a table: dense ones, multiples of a power of two, and the extremes. */
static uint64_t key_at(uint32_t index)
{
    switch (index % 3) {
    case 0:
        return index;
    case 1:
        return (uint64_t)index << 32;
    default:
        return UINT64_MAX - index;
    }
}

static void test_a_map_finds_what_was_put(void **state)
{
    enum { COUNT = 30000 };
    struct intmap map = {0};
    bool is_new = false;

    (void)state;
    assert_null(intmap_find(&map, 0));
    for (uint32_t i = 0; i < COUNT; i++) {
        assert_null(intmap_find(&map, key_at(i)));
        assert_int_equal(*intmap_put(&map, key_at(i), i, &is_new), i);
        assert_true(is_new);
    }
    assert_int_equal(map.count, COUNT);
    for (uint32_t i = 0; i < COUNT; i++) {
        assert_int_equal(*intmap_find(&map, key_at(i)), i);
        /* A known key keeps its value, which can be written in place. */
        uint32_t *value = intmap_put(&map, key_at(i), 7, &is_new);
        assert_false(is_new);
        assert_int_equal(*value, i);
        *value = i + 1;
    }
    assert_int_equal(map.count, COUNT);
    for (uint32_t i = 0; i < COUNT; i++)
        assert_int_equal(*intmap_find(&map, key_at(i)), i + 1);
    assert_null(intmap_find(&map, UINT64_C(1) << 63));
    intmap_reset(&map);
    assert_int_equal(map.count, 0);
    assert_null(intmap_find(&map, key_at(0)));
    assert_int_equal(*intmap_put(&map, 0, 5, NULL), 5);
    intmap_deinit(&map);
    assert_null(intmap_find(&map, 0));
    intmap_reset(&map);
    intmap_deinit(&map);
}

static void test_a_bit_set_holds_what_was_added(void **state)
{
    static const uint32_t sizes[] = {1, 63, 64, 65, 1000};
    struct arena *arena = arena_new();

    (void)state;
    for (size_t row = 0; row < sizeof(sizes) / sizeof(*sizes); row++) {
        struct bitset set = bitset_new(arena, sizes[row]);
        assert_int_equal(set.size, sizes[row]);
        for (uint32_t bit = 0; bit < sizes[row]; bit++)
            assert_false(bitset_has(&set, bit));
        for (uint32_t bit = 0; bit < sizes[row]; bit += 2) {
            assert_true(bitset_add(&set, bit));
            assert_false(bitset_add(&set, bit));
        }
        for (uint32_t bit = 0; bit < sizes[row]; bit++)
            assert_int_equal(bitset_has(&set, bit), bit % 2 == 0);
        for (uint32_t bit = 0; bit < sizes[row]; bit += 4)
            bitset_remove(&set, bit);
        bitset_remove(&set, 0); /* not in the set: no difference */
        for (uint32_t bit = 0; bit < sizes[row]; bit++)
            assert_int_equal(bitset_has(&set, bit), bit % 4 == 2);
    }
    assert_int_equal(bitset_new(arena, 0).size, 0);
    arena_free(arena);
}

/* The store keeps hashes: these values hold for ever, or the store needs a new version. */
static void test_hashes_are_those_of_xxh3(void **state)
{
    (void)state;
    assert_true(hash_bytes("", 0, 0) == UINT64_C(0x2d06800538d394c2));
    assert_true(hash_bytes(NULL, 0, 0) == UINT64_C(0x2d06800538d394c2));
    assert_true(hash_bytes("a", 1, 0) == UINT64_C(0xe6c632b61e964e1f));
    assert_true(hash_bytes("abc", 3, 0) == UINT64_C(0x78af5f94892f3950));
}

/* Seeds of bytes are 0 or hashes, as they are in use. */
static void test_a_hash_depends_on_all_that_goes_in(void **state)
{
    const uint64_t seed = hash_mix(0, 5);
    const uint64_t hashes[] = {
        hash_bytes("abc", 3, 0),
        hash_bytes("abc", 3, seed),
        hash_bytes("abd", 3, 0),
        hash_bytes("abc", 2, 0),
        hash_mix(0, 1),
        hash_mix(seed, 1),
        hash_mix(seed, 2),
        hash_mix(0, 0),
        hash_mix(hash_mix(0, 1), 2),
        hash_mix(hash_mix(0, 2), 1),
    };
    const size_t count = sizeof(hashes) / sizeof(*hashes);

    (void)state;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < i; j++)
            assert_true(hashes[i] != hashes[j]);
    assert_true(hash_mix(3, 4) == hash_mix(3, 4));
}

/* XXH3 takes a small seed for a change of its data; a pair of small numbers must not collide. */
static void test_small_numbers_do_not_cancel_out(void **state)
{
    enum { SIDE = 24 };
    uint64_t seen[SIDE * SIDE];

    (void)state;
    for (uint64_t i = 0; i < SIDE * SIDE; i++) {
        seen[i] = hash_mix(i / SIDE, i % SIDE);
        for (uint64_t j = 0; j < i; j++)
            assert_true(seen[i] != seen[j]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_small_numbers_do_not_cancel_out),
        cmocka_unit_test(test_a_vector_grows_and_keeps_its_items),
        cmocka_unit_test(test_a_map_finds_what_was_put),
        cmocka_unit_test(test_a_bit_set_holds_what_was_added),
        cmocka_unit_test(test_hashes_are_those_of_xxh3),
        cmocka_unit_test(test_a_hash_depends_on_all_that_goes_in),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
