/* The IR's text: whole functions, places, calls. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/arena.h"
#include "ir/print.h"
#include "ir/builder.h"
#include "ir/ir.h"
#include "ir_sample.h"

static int setup(void **state)
{
    *state = arena_new();
    return 0;
}

static int teardown(void **state)
{
    arena_free(*state);
    return 0;
}

static void test_functions_print_in_the_order_of_their_source(void **state)
{
    static const char *const expected[] = {
        "function serve(fd: int, w: *worker, ...)\n"
        "1:\n"
        "    rc = call pthread_create(&w->tid, null, &run, w) ; 12:9\n"
        "    if rc != 0 goto 2 else 3 ; 12:9\n"
        "2:\n"
        "    return -1 ; 13:9\n"
        "3: loop forever\n"
        "    t1 = fd + 1 ; 15:13\n"
        "    switch t1 ; 15:5\n"
        "        case 1: goto 4\n"
        "        case 2 ... 5: goto 5\n"
        "        else goto 2\n"
        "4:\n"
        "    w = w->next ; 16:9\n"
        "    goto 3 ; 16:20\n"
        "5:\n"
        "    unknown: asm goto ; x.inc:3:7\n"
        "    goto any of 3, 4 ; 19:9\n",
        "function paths() [damaged] [header]\n"
        "1:\n"
        "    p[i] = \"hello\\n\" [init] ; 31:1\n"
        "    count = ? [atomic] ; 32:1\n"
        "    p[3] = -p[?] ; 33:1\n"
        "    ? = &count ; 34:1\n"
        "    call (*p)() [cleanup] ; 35:1\n"
        "    unreachable ; 36:1\n",
        "function (initializers)() [init]\n"
        "1:\n"
        "    count = 5 [init] ; 3:20\n"
        "    return ; 1:1\n",
    };
    struct ir_unit unit;
    struct sample sample = sample_new(0);

    sample_add_functions(&sample);
    ir_builder_unit(sample.builder, &unit);
    assert_int_equal(unit.n_functions, 4);
    for (uint32_t i = 0; i < 3; i++)
        assert_string_equal(
            ir_print_function(&unit, &unit.functions[i + 1], IR_PRINT_LOCATIONS, *state),
            expected[i]);
    assert_null(
        strstr(ir_print_function(&unit, &unit.functions[1], IR_PRINT_PLAIN, *state), " ; "));
    ir_builder_free(sample.builder);
}

static void test_text_does_not_depend_on_the_order_of_tables(void **state)
{
    struct sample samples[2] = {sample_new(0), sample_new(1)};
    struct ir_unit units[2];

    for (int i = 0; i < 2; i++) {
        sample_add_functions(&samples[i]);
        ir_builder_unit(samples[i].builder, &units[i]);
    }
    assert_int_not_equal(samples[0].create.index, samples[1].create.index);
    for (uint32_t i = 1; i < units[0].n_functions; i++)
        assert_string_equal(
            ir_print_function(&units[0], &units[0].functions[i], IR_PRINT_PLAIN, *state),
            ir_print_function(&units[1], &units[1].functions[i], IR_PRINT_PLAIN, *state));
    ir_builder_free(samples[0].builder);
    ir_builder_free(samples[1].builder);
}

static void test_locals_of_one_name_and_temporaries_are_told_apart(void **state)
{
    struct sample sample = sample_new(0);
    struct ir_builder *b = sample.builder;
    struct ir_unit unit;

    ir_builder_begin_function(b, sample.run, sample_at(1, 1), 0);
    const char *const names[] = {"x", "", "x", "t1", "", "x"};
    for (uint32_t i = 0; i < 6; i++)
        ir_builder_copy(b, sample_variable(&sample, names[i]), ir_builder_null(), sample_at(1, 1),
                        0);
    ir_builder_return(b, ir_builder_null(), sample_at(1, 1));
    ir_builder_end_function(b, sample_at(1, 1));
    ir_builder_unit(b, &unit);
    assert_string_equal(ir_print_function(&unit, &unit.functions[1], IR_PRINT_PLAIN, *state),
                        "function run()\n1:\n    x = null\n    t2 = null\n    x.2 = null\n"
                        "    t1 = null\n    t3 = null\n    x.3 = null\n    return null\n");
    ir_builder_free(b);
}

/* A place by its steps: '*' dereference, '.' field tid, '3' index 3, 'i' index by i, '-' index -1,
 * '?' unknown index; from the local p. */
static struct ir_place_id place_by_steps(struct sample *sample, const char *steps)
{
    struct ir_builder *b = sample->builder;
    struct ir_place_id place = sample_variable(sample, "p");
    struct ir_place_id i = sample_variable(sample, "i");

    for (; *steps; steps++) {
        if (*steps == '*')
            place = ir_builder_place_deref(b, place);
        else if (*steps == '.')
            place = ir_builder_place_field(b, place, sample->field_tid);
        else if (*steps == 'i')
            place = ir_builder_place_index(b, place, ir_builder_value(b, i));
        else if (*steps == '?')
            place = ir_builder_place_index(b, place, ir_builder_unknown_value());
        else
            place = ir_builder_place_index(b, place, ir_builder_integer(b, *steps == '3' ? 3 : -1));
    }
    return place;
}

static void test_places_print_in_the_notation_of_c(void **state)
{
    static const struct {
        const char *steps;
        const char *expected;
    } rows[] = {
        {"", "p"},
        {"*", "*p"},
        {"**", "**p"},
        {".", "p.tid"},
        {"*.", "p->tid"},
        {"**.", "(*p)->tid"},
        {"***.", "(**p)->tid"},
        {"*.*.", "p->tid->tid"},
        {"*.*", "*p->tid"},
        {"*.**.", "(*p->tid)->tid"},
        {"**.**.", "(*(*p)->tid)->tid"},
        {"*..", "p->tid.tid"},
        {"*i", "p[i]"},
        {"i", "p[i]"},
        {"3", "p[3]"},
        {"*-", "p[-1]"},
        {"**3", "(*p)[3]"},
        {"**3*", "*(*p)[3]"},
        {"*i.", "p[i].tid"},
        {"*i*.", "p[i]->tid"},
        {".?", "p.tid[?]"},
    };

    for (size_t row = 0; row < sizeof(rows) / sizeof(*rows); row++) {
        struct sample sample = sample_new(0);
        struct ir_builder *b = sample.builder;
        struct ir_unit unit;
        ir_builder_begin_function(b, sample.run, sample_at(1, 1), 0);
        struct ir_place_id place = place_by_steps(&sample, rows[row].steps);
        ir_builder_return(b, ir_builder_null(), sample_at(1, 1));
        ir_builder_end_function(b, sample_at(1, 1));
        ir_builder_unit(b, &unit);
        assert_string_equal(ir_print_place(&unit, &unit.functions[1], place, *state),
                            rows[row].expected);
        ir_builder_free(b);
    }
}

/* Each index is an element at the index before it, twice in its path: without a bound the text
 * would double a hundred times. */
static void test_a_place_has_a_longest_text(void **state)
{
    struct sample sample = sample_new(0);
    struct ir_builder *b = sample.builder;
    struct ir_unit unit;

    ir_builder_begin_function(b, sample.run, sample_at(1, 1), 0);
    struct ir_place_id place = sample_variable(&sample, "p");
    for (int i = 0; i < 100; i++)
        place = ir_builder_place_index(b, place, ir_builder_value(b, place));
    ir_builder_return(b, ir_builder_null(), sample_at(1, 1));
    ir_builder_end_function(b, sample_at(1, 1));
    ir_builder_unit(b, &unit);
    const char *text = ir_print_place(&unit, &unit.functions[1], place, *state);
    assert_in_range(strlen(text), 1024, 16384);
    assert_non_null(strstr(text, "\xe2\x80\xa6"));
    ir_builder_free(b);
}

/* p[p[p[…]]], so deep that recursion without a bound would end the process. */
static void test_indices_within_indices_have_a_depth(void **state)
{
    struct sample sample = sample_new(0);
    struct ir_builder *b = sample.builder;
    struct ir_unit unit;

    ir_builder_begin_function(b, sample.run, sample_at(1, 1), 0);
    struct ir_place_id p = sample_variable(&sample, "p");
    struct ir_place_id place = p;
    for (int i = 0; i < 200000; i++)
        place = ir_builder_place_index(b, p, ir_builder_value(b, place));
    ir_builder_return(b, ir_builder_null(), sample_at(1, 1));
    ir_builder_end_function(b, sample_at(1, 1));
    ir_builder_unit(b, &unit);
    assert_string_equal(ir_print_place(&unit, &unit.functions[1], place, *state),
                        "p[p[p[p[p[p[p[p[p[\xe2\x80\xa6]]]]]]]]]");
    ir_builder_free(b);
}

static void test_literals_are_escaped_and_cut(void **state)
{
#define TEN "0123456789"
    static const struct {
        const char *text;
        const char *expected;
    } rows[] = {
        {"", "\"\""},
        {"a\"b\\c\n\t\r\a", "\"a\\\"b\\\\c\\n\\t\\r\\a\""},
        {"\x01\x7f\x1b[0m", "\"\\x01\\x7f\\x1b[0m\""},
        {"gr\xc3\xbc\xc3\x9f", "\"gr\xc3\xbc\xc3\x9f\""},
        {"bad\xc3", "\"bad\\xc3\""},
        {"\xff\xfe", "\"\\xff\\xfe\""},
        {TEN TEN TEN TEN TEN TEN, "\"" TEN TEN TEN TEN TEN TEN "\""},
        {TEN TEN TEN TEN TEN TEN "1", "\"" TEN TEN TEN TEN TEN TEN "\xe2\x80\xa6\""},
        {TEN TEN TEN TEN TEN "012345678\xc3\xbc",
         "\"" TEN TEN TEN TEN TEN "012345678\xe2\x80\xa6\""},
    };

    for (size_t row = 0; row < sizeof(rows) / sizeof(*rows); row++) {
        struct sample sample = sample_new(0);
        struct ir_builder *b = sample.builder;
        struct ir_unit unit;
        ir_builder_begin_function(b, sample.run, sample_at(1, 1), 0);
        struct ir_operand literal = ir_builder_literal(b, rows[row].text, strlen(rows[row].text));
        ir_builder_call(b, (struct ir_place_id){0}, ir_builder_function(b, sample.run), &literal, 1,
                        sample_at(1, 1), 0);
        ir_builder_return(b, ir_builder_null(), sample_at(1, 1));
        ir_builder_end_function(b, sample_at(1, 1));
        ir_builder_unit(b, &unit);
        const char *text = ir_print_call(&unit, &unit.functions[1], &unit.instrs[1], *state);
        assert_string_equal(text, arena_printf(*state, "run(%s)", rows[row].expected));
        ir_builder_free(b);
    }
}

static void test_a_call_is_normalised(void **state)
{
    struct sample sample = sample_new(0);
    struct ir_builder *b = sample.builder;
    struct ir_unit unit;

    ir_builder_begin_function(b, sample.run, sample_at(1, 1), 0);
    struct ir_place_id shadowed = sample_variable(&sample, "x");
    struct ir_place_id second = sample_variable(&sample, "x");
    struct ir_place_id temporary = sample_variable(&sample, "");
    const struct ir_operand arguments[] = {
        ir_builder_address(b, second), ir_builder_value(b, temporary),
        ir_builder_function(b, sample.run), ir_builder_integer(b, INT64_MIN)};
    ir_builder_call(b, shadowed, ir_builder_function(b, sample.create), arguments, 4,
                    sample_at(1, 1), 0);
    ir_builder_return(b, ir_builder_null(), sample_at(1, 1));
    ir_builder_end_function(b, sample_at(1, 1));
    ir_builder_unit(b, &unit);
    assert_string_equal(ir_print_call(&unit, &unit.functions[1], &unit.instrs[1], *state),
                        "pthread_create(&x, _, run, -9223372036854775808)");
    ir_builder_free(b);
}

static void test_operators_print_as_in_c(void **state)
{
    static const char *const texts[] = {
        [IR_EQ] = "a == b", [IR_NE] = "a != b", [IR_LT] = "a < b",   [IR_LE] = "a <= b",
        [IR_GT] = "a > b",  [IR_GE] = "a >= b", [IR_ADD] = "a + b",  [IR_SUB] = "a - b",
        [IR_MUL] = "a * b", [IR_DIV] = "a / b", [IR_MOD] = "a % b",  [IR_AND] = "a & b",
        [IR_OR] = "a | b",  [IR_XOR] = "a ^ b", [IR_SHL] = "a << b", [IR_SHR] = "a >> b",
        [IR_NOT] = "= ~a",  [IR_NEG] = "= -a",
    };
    struct sample sample = sample_new(0);
    struct ir_builder *b = sample.builder;
    struct ir_unit unit;

    ir_builder_begin_function(b, sample.run, sample_at(1, 1), 0);
    struct ir_place_id a_place = sample_variable(&sample, "a");
    struct ir_operand a = ir_builder_value(b, a_place);
    struct ir_operand second = ir_builder_value(b, sample_variable(&sample, "b"));
    for (int operation = IR_EQ; operation <= IR_NEG; operation++)
        ir_builder_compute(b, a_place, (enum ir_operator)operation, a,
                           operation >= IR_NOT ? (struct ir_operand){0} : second, sample_at(1, 1),
                           0);
    ir_builder_return(b, ir_builder_null(), sample_at(1, 1));
    ir_builder_end_function(b, sample_at(1, 1));
    ir_builder_unit(b, &unit);
    const char *text = ir_print_function(&unit, &unit.functions[1], IR_PRINT_PLAIN, *state);
    for (int operation = IR_EQ; operation <= IR_NEG; operation++) {
        text = strstr(text, texts[operation]);
        assert_non_null(text);
    }
    ir_builder_free(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_functions_print_in_the_order_of_their_source, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_text_does_not_depend_on_the_order_of_tables, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_locals_of_one_name_and_temporaries_are_told_apart,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(test_places_print_in_the_notation_of_c, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_place_has_a_longest_text, setup, teardown),
        cmocka_unit_test_setup_teardown(test_indices_within_indices_have_a_depth, setup, teardown),
        cmocka_unit_test_setup_teardown(test_literals_are_escaped_and_cut, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_call_is_normalised, setup, teardown),
        cmocka_unit_test_setup_teardown(test_operators_print_as_in_c, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
