/* The builder's tables, places, operands and bounds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "ir/builder.h"
#include "ir/builder_internal.h"
#include "ir/codec.h"
#include "ir/ir.h"

static const struct ir_location nowhere = {0};

static int setup(void **state)
{
    *state = ir_builder_new();
    return 0;
}

static int teardown(void **state)
{
    ir_builder_free(*state);
    return 0;
}

static struct ir_string string(struct ir_builder *builder, const char *text)
{
    return ir_builder_string(builder, text, strlen(text));
}

static struct ir_symbol_id add_function(struct ir_builder *builder, const char *name)
{
    return ir_builder_symbol(builder, &(struct ir_symbol){.name = string(builder, name),
                                                          .linkage = IR_LINKAGE_EXTERNAL,
                                                          .flags = IR_SYMBOL_FUNCTION});
}

static void begin(struct ir_builder *builder)
{
    ir_builder_begin_function(builder, add_function(builder, "f"), nowhere, 0);
}

static void end(struct ir_builder *builder)
{
    ir_builder_return(builder, (struct ir_operand){0}, nowhere);
    ir_builder_end_function(builder, nowhere);
}

static void test_free_accepts_null(void **state)
{
    (void)state;
    ir_builder_free(NULL);
}

static void test_texts_are_interned(void **state)
{
    struct ir_builder *b = *state;
    struct ir_unit unit;
    uint32_t hello = string(b, "hello").offset;

    assert_int_equal(ir_builder_string(b, NULL, 0).offset, 0);
    assert_int_equal(string(b, "").offset, 0);
    assert_int_not_equal(hello, 0);
    assert_int_equal(string(b, "hello").offset, hello);
    assert_int_not_equal(string(b, "hell").offset, hello);
    /* A text ends at its first NUL. */
    assert_int_equal(ir_builder_string(b, "hello\0world", 11).offset, hello);
    assert_int_equal(ir_builder_string(b, "\0x", 2).offset, 0);
    ir_builder_unit(b, &unit);
    assert_string_equal(ir_text(&unit, (struct ir_string){hello}), "hello");
}

static void test_integers_are_interned(void **state)
{
    static const int64_t values[] = {0, 1, -1, INT64_MIN, INT64_MAX};
    struct ir_builder *b = *state;

    for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++) {
        int64_t value = 77;
        struct ir_operand operand = ir_builder_integer(b, values[i]);
        assert_int_equal(operand.index, i + 1);
        assert_int_equal(ir_builder_integer(b, values[i]).index, operand.index);
        assert_true(ir_builder_is_integer(b, operand, &value));
        assert_true(value == values[i]);
    }
    int64_t value = 77;
    assert_false(ir_builder_is_integer(b, ir_builder_unknown_value(), &value));
    assert_int_equal(value, 77);
    assert_true(ir_builder_is_integer(b, ir_builder_null(), &value));
    assert_int_equal(value, 0);
}

static void test_types_records_and_fields_are_interned(void **state)
{
    struct ir_builder *b = *state;
    const struct ir_type type = {.kind = IR_TYPE_INTEGER, .count = 4};
    const struct ir_type other = {.kind = IR_TYPE_INTEGER, .count = 8};
    const struct ir_record first = {.key = string(b, "k"), .name = string(b, "first")};
    const struct ir_record second = {.key = string(b, "k"), .name = string(b, "second")};
    struct ir_unit unit;

    assert_int_equal(ir_builder_type(b, &type).index, 1);
    assert_int_equal(ir_builder_type(b, &other).index, 2);
    assert_int_equal(ir_builder_type(b, &type).index, 1);
    assert_int_equal(ir_builder_type_get(b, (struct ir_type_id){2})->count, 8);
    assert_int_equal(ir_builder_record(b, &first).index, 1);
    assert_int_equal(ir_builder_record(b, &second).index, 1);
    for (uint32_t position = 0; position < 3; position++)
        for (int again = 0; again < 2; again++)
            assert_int_equal(ir_builder_field(b, &(struct ir_field){.record = {1},
                                                                    .name = string(b, "x"),
                                                                    .position = position})
                                 .index,
                             position + 1);
    ir_builder_unit(b, &unit);
    assert_string_equal(ir_text(&unit, unit.records[1].name), "first");
    assert_int_equal(unit.n_fields, 4);
}

static void test_a_symbol_learns_from_each_declaration(void **state)
{
    struct ir_builder *b = *state;
    struct ir_symbol declaration = {.name = string(b, "f"),
                                    .linkage = IR_LINKAGE_EXTERNAL,
                                    .flags = IR_SYMBOL_FUNCTION,
                                    .at = {1, 1, 1},
                                    .annotation = string(b, "declared")};
    struct ir_symbol definition = declaration;
    struct ir_type_id type = ir_builder_type(b, &(struct ir_type){.kind = IR_TYPE_FUNCTION});

    struct ir_symbol_id id = ir_builder_symbol(b, &declaration);
    definition.flags |= IR_SYMBOL_DEFINED | IR_SYMBOL_WEAK;
    definition.at.line = 20;
    definition.type = type;
    definition.annotation = (struct ir_string){0};
    assert_int_equal(ir_builder_symbol(b, &definition).index, id.index);
    declaration.at.line = 30;
    declaration.alias = string(b, "g");
    declaration.flags |= IR_SYMBOL_NORETURN;
    assert_int_equal(ir_builder_symbol(b, &declaration).index, id.index);

    const struct ir_symbol *known = ir_builder_symbol_get(b, id);
    assert_int_equal(known->at.line, 20);
    assert_int_equal(known->type.index, type.index);
    assert_int_equal(known->annotation.offset, string(b, "declared").offset);
    assert_int_equal(known->alias.offset, string(b, "g").offset);
    assert_int_equal(known->flags,
                     IR_SYMBOL_FUNCTION | IR_SYMBOL_DEFINED | IR_SYMBOL_WEAK | IR_SYMBOL_NORETURN);
}

static void test_symbols_are_told_apart(void **state)
{
    struct ir_builder *b = *state;
    struct ir_string name = string(b, "x");
    struct ir_symbol_id f = add_function(b, "f");
    struct ir_symbol_id g = add_function(b, "g");
    const struct ir_symbol different[] = {
        {.name = name, .linkage = IR_LINKAGE_EXTERNAL},
        {.name = name, .linkage = IR_LINKAGE_INTERNAL},
        {.name = name, .linkage = IR_LINKAGE_LOCAL, .owner = f, .at = {5, 1, 1}},
        {.name = name, .linkage = IR_LINKAGE_LOCAL, .owner = g, .at = {5, 1, 1}},
        {.name = name, .linkage = IR_LINKAGE_LOCAL, .owner = g, .at = {6, 1, 1}},
        {.name = name, .linkage = IR_LINKAGE_LOCAL, .owner = g, .at = {6, 1, 2}},
    };
    const uint32_t count = sizeof(different) / sizeof(*different);

    for (int again = 0; again < 2; again++)
        for (uint32_t i = 0; i < count; i++)
            assert_int_equal(ir_builder_symbol(b, &different[i]).index, g.index + 1 + i);
    /* A static function is one symbol, wherever it is declared. */
    assert_int_equal(
        ir_builder_symbol(
            b, &(struct ir_symbol){.name = name, .linkage = IR_LINKAGE_INTERNAL, .at = {9, 9, 2}})
            .index,
        g.index + 2);
}

static void test_places_are_hash_consed(void **state)
{
    struct ir_builder *b = *state;
    const struct ir_operand zero = ir_builder_integer(b, 0);
    const struct ir_operand two = ir_builder_integer(b, 2);
    const struct ir_operand huge = ir_builder_integer(b, INT64_C(1) << 40);
    struct ir_field_id field = ir_builder_field(b, &(struct ir_field){.name = string(b, "tid")});

    begin(b);
    struct ir_place_id p =
        ir_builder_place_local(b, ir_builder_local(b, &(struct ir_local){.flags = 0}));
    struct ir_place_id target = ir_builder_place_deref(b, p);
    assert_int_equal(ir_builder_place_deref(b, p).index, target.index);
    assert_int_equal(ir_builder_place_index(b, target, zero).index, target.index);
    assert_int_equal(ir_builder_place_index(b, target, ir_builder_null()).index, target.index);
    struct ir_place_id element = ir_builder_place_index(b, target, two);
    assert_int_equal(ir_builder_place_get(b, element)->kind, IR_PLACE_INDEX);
    assert_int_equal(ir_builder_place_get(b, element)->argument, 2);
    assert_int_equal(ir_builder_place_index(b, target, two).index, element.index);
    /* What can't be written as an index is not known. */
    struct ir_place_id some = ir_builder_place_index(b, target, ir_builder_unknown_value());
    assert_int_equal(ir_builder_place_get(b, some)->kind, IR_PLACE_INDEX_PLACE);
    assert_int_equal(ir_builder_place_get(b, some)->argument, 0);
    assert_int_equal(ir_builder_place_index(b, target, huge).index, some.index);
    struct ir_place_id indexed = ir_builder_place_index(b, target, ir_builder_value(b, p));
    assert_int_equal(ir_builder_place_get(b, indexed)->argument, p.index);
    struct ir_place_id part = ir_builder_place_field(b, target, field);
    assert_int_equal(ir_builder_place_field(b, target, field).index, part.index);
    assert_int_equal(ir_builder_place_get(b, part)->parent.index, target.index);
    end(b);
    /* The next function begins with none. */
    begin(b);
    assert_int_equal(ir_builder_place_unknown(b).index, 1);
    end(b);
}

static void test_addresses_are_folded_and_noted(void **state)
{
    struct ir_builder *b = *state;
    struct ir_field_id field = ir_builder_field(b, &(struct ir_field){.name = string(b, "tid")});
    struct ir_unit unit;

    begin(b);
    struct ir_local_id locals[3];
    struct ir_place_id places[3];
    for (int i = 0; i < 3; i++) {
        locals[i] = ir_builder_local(b, &(struct ir_local){.flags = 0});
        places[i] = ir_builder_place_local(b, locals[i]);
    }
    struct ir_operand pointer = ir_builder_address(b, ir_builder_place_deref(b, places[0]));
    assert_int_equal(pointer.kind, IR_OPERAND_PLACE);
    assert_int_equal(pointer.index, places[0].index);
    /* &p->tid does not take the address of p, but &s.tid[2] takes that of s. */
    struct ir_place_id far_part =
        ir_builder_place_field(b, ir_builder_place_deref(b, places[1]), field);
    struct ir_place_id near_part = ir_builder_place_index(
        b, ir_builder_place_field(b, places[2], field), ir_builder_integer(b, 2));
    assert_int_equal(ir_builder_address(b, far_part).kind, IR_OPERAND_ADDRESS);
    assert_int_equal(ir_builder_address(b, near_part).index, near_part.index);
    assert_int_equal(ir_builder_address(b, ir_builder_place_unknown(b)).kind, IR_OPERAND_UNKNOWN);
    end(b);
    ir_builder_unit(b, &unit);
    for (int i = 0; i < 3; i++)
        assert_int_equal(ir_local(&unit, &unit.functions[1], locals[i])->flags,
                         i == 2 ? IR_LOCAL_ADDRESS_TAKEN : 0);
}

static void test_a_dropped_function_leaves_nothing(void **state)
{
    struct ir_builder *b = *state;
    struct ir_unit unit;
    const char *reason = NULL;

    begin(b);
    struct ir_place_id place =
        ir_builder_place_local(b, ir_builder_local(b, &(struct ir_local){.flags = 0}));
    ir_builder_copy(b, place, ir_builder_null(), nowhere, 0);
    ir_builder_drop_function(b);
    begin(b);
    ir_builder_function_flags(b, IR_FUNCTION_DAMAGED);
    end(b);
    ir_builder_unit(b, &unit);
    assert_int_equal(unit.n_functions, 2);
    assert_int_equal(unit.functions[1].flags, IR_FUNCTION_DAMAGED);
    assert_int_equal(unit.n_instrs, 1);
    assert_int_equal(unit.functions[1].locals.count, 1);
    assert_true(ir_verify(&unit, &reason));
}

static void test_useless_instructions_are_dropped(void **state)
{
    struct ir_builder *b = *state;
    struct ir_operand one = ir_builder_integer(b, 1);
    struct ir_unit unit;
    const char *reason = NULL;

    begin(b);
    ir_builder_copy(b, (struct ir_place_id){0}, one, nowhere, 0);
    ir_builder_compute(b, (struct ir_place_id){0}, IR_ADD, one, one, nowhere, 0);
    ir_builder_call(b, (struct ir_place_id){0}, one, &one, 1, nowhere, 0);
    ir_builder_return(b, one, nowhere);
    assert_true(ir_builder_ended(b));
    ir_builder_call(b, (struct ir_place_id){0}, one, &one, 1, nowhere, 0);
    ir_builder_unknown(b, "dead", nowhere);
    ir_builder_unreachable(b, nowhere);
    ir_builder_end_function(b, nowhere);
    ir_builder_unit(b, &unit);
    assert_int_equal(unit.n_instrs, 2);
    assert_int_equal(unit.n_operands, 2);
    assert_int_equal(unit.instrs[1].a.kind, IR_OPERAND_UNKNOWN); /* a number can't be called */
    assert_int_equal(unit.functions[1].n_unknown, 0);
    assert_int_equal(ir_block(&unit, &unit.functions[1], (struct ir_block_id){1})->end,
                     IR_END_RETURN);
    assert_true(ir_verify(&unit, &reason));
}

static void test_files_beyond_a_location_are_listed_without_number(void **state)
{
    enum { FILES = 66000 };
    struct ir_builder *b = *state;
    struct ir_unit unit;

    for (uint32_t i = 1; i <= FILES; i++)
        assert_int_equal(ir_builder_file(b, &(struct ir_file){.size = i}).index,
                         i <= UINT16_MAX ? i : 0);
    ir_builder_unit(b, &unit);
    assert_int_equal(unit.n_files, FILES + 1);
    assert_int_equal(unit.files[FILES].size, FILES);
    assert_false(ir_builder_overflowed(b));
}

/* A function that fills every table, the n-th of its kind. */
static void fill(struct ir_builder *b, uint32_t n)
{
    char name[16] = "symbol";
    size_t length = strlen(name);

    for (uint32_t rest = n; rest; rest /= 10)
        name[length++] = (char)('0' + rest % 10);
    struct ir_string text = ir_builder_string(b, name, length);
    ir_builder_file(b, &(struct ir_file){.path = text});
    ir_builder_suppression(b, &(struct ir_suppression){.checks = text});
    struct ir_type_id type =
        ir_builder_type(b, &(struct ir_type){.kind = IR_TYPE_ARRAY, .count = n});
    struct ir_record_id record = ir_builder_record(b, &(struct ir_record){.key = text});
    struct ir_field_id field =
        ir_builder_field(b, &(struct ir_field){.record = record, .name = text, .type = type});
    struct ir_symbol_id symbol = add_function(b, name);

    ir_builder_begin_function(b, symbol, nowhere, 0);
    struct ir_place_id place = ir_builder_place_field(
        b,
        ir_builder_place_deref(
            b, ir_builder_place_local(b, ir_builder_local(b, &(struct ir_local){.name = text}))),
        field);
    struct ir_block_id first = ir_builder_block(b);
    struct ir_block_id second = ir_builder_block(b);
    struct ir_operand value = ir_builder_integer(b, n);
    ir_builder_call(b, place, ir_builder_function(b, symbol), &value, 1, nowhere, 0);
    ir_builder_unknown(b, name, nowhere);
    ir_builder_switch(b, ir_builder_value(b, place), &(struct ir_case){0, 1, first, 0}, 1, second,
                      nowhere);
    ir_builder_use_block(b, first);
    ir_builder_copy(b, place, ir_builder_address(b, place), nowhere, 0);
    ir_builder_jump(b, second, nowhere);
    ir_builder_use_block(b, second);
    ir_builder_return(b, value, nowhere);
    ir_builder_end_function(b, nowhere);
}

/* Whichever table is full first: the builder says so and stays harmless; its unit is still one. */
static void test_a_full_table_does_no_harm(void **state)
{
    (void)state;
    for (uint32_t most = 4; most < 60; most++) {
        struct ir_builder *b = ir_builder_new();
        struct ir_unit unit;
        b->most = most;
        for (uint32_t n = 1; n <= 40; n++)
            fill(b, n);
        assert_true(ir_builder_overflowed(b));
        ir_builder_unit(b, &unit);
        assert_in_range(unit.n_functions, 1, most);
        assert_in_range(unit.n_instrs, 1, most);
        assert_in_range(unit.text_size, 1, most);
        ir_builder_free(b);
    }
}

static void test_a_table_that_is_not_full_does_not_overflow(void **state)
{
    struct ir_builder *b = *state;
    struct ir_unit unit;
    const char *reason = NULL;

    b->most = 1000;
    for (uint32_t n = 1; n <= 40; n++)
        fill(b, n);
    assert_false(ir_builder_overflowed(b));
    ir_builder_unit(b, &unit);
    assert_int_equal(unit.n_functions, 41);
    assert_true(ir_verify(&unit, &reason));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_free_accepts_null),
        cmocka_unit_test_setup_teardown(test_texts_are_interned, setup, teardown),
        cmocka_unit_test_setup_teardown(test_integers_are_interned, setup, teardown),
        cmocka_unit_test_setup_teardown(test_types_records_and_fields_are_interned, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_a_symbol_learns_from_each_declaration, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_symbols_are_told_apart, setup, teardown),
        cmocka_unit_test_setup_teardown(test_places_are_hash_consed, setup, teardown),
        cmocka_unit_test_setup_teardown(test_addresses_are_folded_and_noted, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_dropped_function_leaves_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(test_useless_instructions_are_dropped, setup, teardown),
        cmocka_unit_test_setup_teardown(test_files_beyond_a_location_are_listed_without_number,
                                        setup, teardown),
        cmocka_unit_test(test_a_full_table_does_no_harm),
        cmocka_unit_test_setup_teardown(test_a_table_that_is_not_full_does_not_overflow, setup,
                                        teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
