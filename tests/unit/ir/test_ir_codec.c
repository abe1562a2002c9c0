/* Encoding, decoding and verifying: what comes back, and that no bytes do harm. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "ir/codec.h"
#include "ir/codec_internal.h"
#include "ir/hash.h"
#include "ir/print.h"
#include "ir/builder.h"
#include "ir/ir.h"
#include "ir_sample.h"

/* A sample unit as bytes. */
struct encoded {
    struct arena *arena;
    const void *bytes;
    size_t size;
};

static struct encoded encode_sample(int is_reversed)
{
    struct encoded encoded = {.arena = arena_new()};
    struct sample sample = sample_new(is_reversed);
    struct ir_unit unit;

    sample_add_functions(&sample);
    ir_builder_unit(sample.builder, &unit);
    ir_encode(&unit, encoded.arena, &encoded.bytes, &encoded.size);
    ir_builder_free(sample.builder);
    return encoded;
}

static void test_a_built_unit_passes_verification(void **state)
{
    const char *reason = NULL;
    struct sample sample = sample_new(0);
    struct ir_unit unit;

    (void)state;
    ir_builder_unit(sample.builder, &unit);
    assert_true(ir_verify(&unit, &reason));
    sample_add_functions(&sample);
    ir_builder_unit(sample.builder, &unit);
    assert_true(ir_verify(&unit, &reason));
    assert_null(reason);
    ir_builder_free(sample.builder);
}

static void test_an_empty_unit_survives(void **state)
{
    struct arena *arena = arena_new();
    struct ir_builder *builder = ir_builder_new();
    struct ir_unit unit;
    const void *bytes = NULL;
    const char *reason = NULL;
    size_t size = 0;

    (void)state;
    ir_builder_unit(builder, &unit);
    ir_encode(&unit, arena, &bytes, &size);
    ir_builder_free(builder);
    assert_true(ir_decode(bytes, size, &unit, &reason));
    assert_int_equal(unit.n_functions, 1);
    assert_string_equal(ir_text(&unit, (struct ir_string){0}), "");
    arena_free(arena);
}

static void test_decoding_gives_what_was_encoded(void **state)
{
    struct arena *arena = arena_new();
    struct sample sample = sample_new(0);
    struct ir_unit built;
    struct ir_unit decoded;
    const void *bytes = NULL;
    const void *again = NULL;
    const char *reason = NULL;
    size_t size = 0;
    size_t size_again = 0;

    (void)state;
    sample_add_functions(&sample);
    ir_builder_unit(sample.builder, &built);
    ir_encode(&built, arena, &bytes, &size);
    assert_int_equal(size % 8, 0);
    assert_true(ir_decode(bytes, size, &decoded, &reason));
    assert_int_equal(decoded.n_errors, 2);
#define TABLE(name)                                                                                \
    assert_int_equal(decoded.n_##name, built.n_##name);                                            \
    assert_memory_equal(decoded.name, built.name, built.n_##name * sizeof(*built.name));
    IR_TABLES(TABLE)
#undef TABLE
    assert_int_equal(decoded.text_size, built.text_size);
    assert_memory_equal(decoded.text, built.text, built.text_size);
    ir_encode(&decoded, arena, &again, &size_again);
    assert_int_equal(size, size_again);
    assert_memory_equal(bytes, again, size);
    ir_builder_free(sample.builder);
    arena_free(arena);
}

static void test_equal_units_give_equal_bytes(void **state)
{
    struct encoded first = encode_sample(0);
    struct encoded second = encode_sample(0);

    (void)state;
    assert_int_equal(first.size, second.size);
    assert_memory_equal(first.bytes, second.bytes, first.size);
    arena_free(first.arena);
    arena_free(second.arena);
}

static void test_bytes_of_another_kind_are_refused_with_the_reason(void **state)
{
    static const struct {
        size_t offset;
        const char *reason;
    } rows[] = {
        {offsetof(struct ir_codec_header, magic), "not an encoded unit"},
        {offsetof(struct ir_codec_header, byte_order),
         "written by a machine of the other byte order"},
        {offsetof(struct ir_codec_header, version), "another version of the encoding"},
        {offsetof(struct ir_codec_header, checksum), "damaged: the checksum does not match"},
        {offsetof(struct ir_codec_header, size), "cut short or too long"},
        {offsetof(struct ir_codec_header, n_functions), "cut short or too long"},
        {sizeof(struct ir_codec_header) + 100, "damaged: the checksum does not match"},
    };
    struct encoded encoded = encode_sample(0);
    struct ir_unit unit;
    const char *reason = NULL;

    (void)state;
    for (size_t row = 0; row < sizeof(rows) / sizeof(*rows); row++) {
        unsigned char *bytes = arena_copy(encoded.arena, encoded.bytes, encoded.size);
        bytes[rows[row].offset] ^= 0x10;
        assert_false(ir_decode(bytes, encoded.size, &unit, &reason));
        assert_string_equal(reason, rows[row].reason);
    }
    const unsigned char *shifted = (const unsigned char *)encoded.bytes + 4;
    assert_false(ir_decode(shifted, encoded.size - 4, &unit, &reason));
    assert_string_equal(reason, "not aligned to 8 bytes");
    assert_false(ir_decode(encoded.bytes, 0, &unit, &reason));
    assert_string_equal(reason, "cut short");
    arena_free(encoded.arena);
}

/* Does with a unit all that its users do. */
static void walk_unit(const struct ir_unit *unit)
{
    struct arena *arena = arena_new();
    struct ir_function *functions =
        arena_copy(arena, unit->functions, unit->n_functions * sizeof(*functions));
    const char *reason = NULL;

    assert_true(ir_verify(unit, &reason));
    ir_hash_functions(unit, functions);
    for (uint32_t i = 1; i < unit->n_functions; i++)
        assert_non_null(ir_print_function(unit, &unit->functions[i], IR_PRINT_LOCATIONS, arena));
    arena_free(arena);
}

/* Decodes a copy of the bytes that has exactly their size, so that a sanitizer sees a read beyond
 * it, and walks what is accepted. Returns whether it was. */
static bool try_bytes(const void *bytes, size_t size)
{
    void *copy = malloc(size ? size : 1);
    struct ir_unit unit;
    const char *reason = NULL;

    assert_non_null(copy);
    memcpy(copy, bytes, size);
    bool is_accepted = ir_decode(copy, size, &unit, &reason);
    if (is_accepted)
        walk_unit(&unit);
    else
        assert_non_null(reason);
    free(copy);
    return is_accepted;
}

/* Makes the header fit the bytes again, as somebody would who knows the format. */
static void seal(unsigned char *bytes, size_t size)
{
    struct ir_codec_header header;

    if (size < sizeof(header))
        return;
    memcpy(&header, bytes, sizeof(header));
    header.size = size;
    memcpy(bytes, &header, sizeof(header));
    header.checksum = ir_codec_checksum(bytes, size);
    memcpy(bytes, &header, sizeof(header));
}

static void test_every_changed_byte_is_noticed(void **state)
{
    struct encoded encoded = encode_sample(0);
    unsigned char *bytes = arena_copy(encoded.arena, encoded.bytes, encoded.size);

    (void)state;
    assert_true(try_bytes(bytes, encoded.size));
    for (size_t i = 0; i < encoded.size; i++) {
        bytes[i] ^= 0x01;
        assert_false(try_bytes(bytes, encoded.size));
        bytes[i] ^= 0x01;
    }
    arena_free(encoded.arena);
}

static void test_no_changed_byte_does_harm_where_the_checksum_fits(void **state)
{
    static const unsigned char changes[] = {0x01, 0x02, 0x04, 0x80, 0xff};
    struct encoded encoded = encode_sample(0);
    size_t n_refused = 0;

    (void)state;
    for (size_t i = 0; i < encoded.size; i++) {
        for (size_t change = 0; change < sizeof(changes); change++) {
            unsigned char *bytes = malloc(encoded.size);
            assert_non_null(bytes);
            memcpy(bytes, encoded.bytes, encoded.size);
            bytes[i] ^= changes[change];
            seal(bytes, encoded.size);
            n_refused += !try_bytes(bytes, encoded.size);
            free(bytes);
        }
    }
    /* Texts, lines and hashes may be anything; indices, kinds and counts may not. */
    assert_in_range(n_refused, encoded.size, encoded.size * sizeof(changes));
    arena_free(encoded.arena);
}

static void test_no_truncation_is_accepted(void **state)
{
    struct encoded encoded = encode_sample(0);

    (void)state;
    for (size_t size = 0; size < encoded.size; size++) {
        unsigned char *bytes = arena_copy(encoded.arena, encoded.bytes, size);
        assert_false(try_bytes(bytes, size));
        seal(bytes, size);
        assert_false(try_bytes(bytes, size));
    }
    unsigned char *longer = arena_alloc(encoded.arena, encoded.size + 8);
    memcpy(longer, encoded.bytes, encoded.size);
    assert_false(try_bytes(longer, encoded.size + 8));
    seal(longer, encoded.size + 8);
    assert_false(try_bytes(longer, encoded.size + 8));
    arena_free(encoded.arena);
}

/* A fixed series of numbers: Knuth's MMIX generator, its high bits. */
static uint32_t next_random(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*state >> 33);
}

/* Words of the tables are replaced by other small words: near misses reach deeper than noise. */
static void test_no_mix_of_words_does_harm(void **state)
{
    enum { ROUNDS = 20000, CHANGES_MOST = 4, WORDS_MOST = 40 };
    struct encoded encoded = encode_sample(0);
    unsigned char *bytes = arena_alloc(encoded.arena, encoded.size);
    uint64_t random = 1;

    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        memcpy(bytes, encoded.bytes, encoded.size);
        uint32_t n_changes = 1 + next_random(&random) % CHANGES_MOST;
        for (uint32_t i = 0; i < n_changes; i++) {
            uint32_t word = next_random(&random) % WORDS_MOST;
            size_t at = offsetof(struct ir_codec_header, n_errors) / 4;
            at += next_random(&random) % (encoded.size / 4 - at);
            memcpy(bytes + at * 4, &word, sizeof(word));
        }
        seal(bytes, encoded.size);
        try_bytes(bytes, encoded.size);
    }
    arena_free(encoded.arena);
}

/* The unit's tables as memory that a test may write. */
struct writable {
    struct ir_unit unit;
/* NOLINTNEXTLINE(bugprone-macro-parentheses): a member's name takes none. */
#define TABLE(name) void *name;
    IR_TABLES(TABLE)
#undef TABLE
};

static struct writable writable_sample(struct arena *arena)
{
    struct writable writable;
    struct sample sample = sample_new(0);

    sample_add_functions(&sample);
    ir_builder_unit(sample.builder, &writable.unit);
#define TABLE(name)                                                                                \
    writable.name = arena_copy(arena, writable.unit.name,                                          \
                               writable.unit.n_##name * sizeof(*writable.unit.name));              \
    writable.unit.name = writable.name;
    IR_TABLES(TABLE)
#undef TABLE
    writable.unit.text = arena_copy(arena, writable.unit.text, writable.unit.text_size);
    ir_builder_free(sample.builder);
    return writable;
}

/* Checks that the unit passes, and that it is refused for that reason with `changed` changed. */
#define ASSERT_REFUSES(expected, table, type, index, member, value)                                \
    do {                                                                                           \
        struct arena *arena = arena_new();                                                         \
        struct writable writable = writable_sample(arena);                                         \
        const char *reason = NULL;                                                                 \
        assert_true(ir_verify(&writable.unit, &reason));                                           \
        ((type *)writable.table)[index].member = value;                                            \
        assert_false(ir_verify(&writable.unit, &reason));                                          \
        assert_string_equal(reason, expected);                                                     \
        arena_free(arena);                                                                         \
    } while (0)

static void test_verification_names_what_is_wrong(void **state)
{
    (void)state;
    ASSERT_REFUSES("a table without its unused slot 0", types, struct ir_type, 0, kind, 1);
    ASSERT_REFUSES("a string outside the text", files, struct ir_file, 1, path.offset, 1 << 20);
    ASSERT_REFUSES("a type of no kind", types, struct ir_type, 1, kind, 8);
    ASSERT_REFUSES("a type before its element", types, struct ir_type, 2, element.index, 2);
    ASSERT_REFUSES("a symbol before its owner", symbols, struct ir_symbol, 1, owner.index, 1);
    ASSERT_REFUSES("a symbol without linkage", symbols, struct ir_symbol, 1, linkage, 0);
    ASSERT_REFUSES("a location in a file outside its table", locals, struct ir_local, 2, at.file,
                   9);
    ASSERT_REFUSES("a function without its symbol", functions, struct ir_function, 1, symbol.index,
                   0);
    ASSERT_REFUSES("a run that leaves its pool, a gap or an overlap", functions, struct ir_function,
                   2, blocks.first, 1);
    ASSERT_REFUSES("a run that leaves its pool, a gap or an overlap", functions, struct ir_function,
                   1, places.count, UINT32_MAX);
    ASSERT_REFUSES("more parameters than locals", functions, struct ir_function, 1, n_parameters,
                   9);
    ASSERT_REFUSES("a parameter behind other locals", locals, struct ir_local, 2, flags, 0);
    ASSERT_REFUSES("a place that leads nowhere", places, struct ir_place, 2, kind, 0);
    ASSERT_REFUSES("a wrong number of unknowns", functions, struct ir_function, 1, n_unknown, 0);
    ASSERT_REFUSES("an instruction of no kind", instrs, struct ir_instr, 1, op, 5);
    ASSERT_REFUSES("a call of something that can't be called", instrs, struct ir_instr, 1, a.kind,
                   IR_OPERAND_INTEGER);
    ASSERT_REFUSES("an operand that names nothing", operands, struct ir_operand, 1, index, 99);
    ASSERT_REFUSES("an end that leads nowhere", blocks, struct ir_block, 2, target[1].index, 0);
    ASSERT_REFUSES("a block without end", blocks, struct ir_block, 2, end, 0);
    ASSERT_REFUSES("a branch without relation", blocks, struct ir_block, 2, relation, IR_ADD);
    ASSERT_REFUSES("a case without values", cases, struct ir_case, 1, high, 0);
    ASSERT_REFUSES("an end that leads nowhere", cases, struct ir_case, 1, target.index, 6);
}

static void test_a_text_without_its_last_nul_is_refused(void **state)
{
    struct arena *arena = arena_new();
    struct writable writable = writable_sample(arena);
    const char *reason = NULL;
    char *text = arena_copy(arena, writable.unit.text, writable.unit.text_size);

    (void)state;
    text[writable.unit.text_size - 1] = 'x';
    writable.unit.text = text;
    assert_false(ir_verify(&writable.unit, &reason));
    assert_string_equal(reason, "a text that does not begin or end with NUL");
    arena_free(arena);
}

static void test_an_item_that_belongs_to_nothing_is_refused(void **state)
{
    struct arena *arena = arena_new();
    struct writable writable = writable_sample(arena);
    const char *reason = NULL;

    (void)state;
    writable.unit.n_functions--;
    assert_false(ir_verify(&writable.unit, &reason));
    assert_string_equal(reason, "a pool with items that belong to nothing");
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_built_unit_passes_verification),
        cmocka_unit_test(test_an_empty_unit_survives),
        cmocka_unit_test(test_decoding_gives_what_was_encoded),
        cmocka_unit_test(test_equal_units_give_equal_bytes),
        cmocka_unit_test(test_bytes_of_another_kind_are_refused_with_the_reason),
        cmocka_unit_test(test_every_changed_byte_is_noticed),
        cmocka_unit_test(test_no_changed_byte_does_harm_where_the_checksum_fits),
        cmocka_unit_test(test_no_truncation_is_accepted),
        cmocka_unit_test(test_no_mix_of_words_does_harm),
        cmocka_unit_test(test_verification_names_what_is_wrong),
        cmocka_unit_test(test_a_text_without_its_last_nul_is_refused),
        cmocka_unit_test(test_an_item_that_belongs_to_nothing_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
