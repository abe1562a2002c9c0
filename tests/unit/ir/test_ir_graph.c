/* What the end of a function makes of its graph: threading, dropping, merging, numbering.
 *
 * A graph is written as its blocks in the order in which they become current, each with its number
 * (they are made in the order of the numbers), a letter for each instruction, and its end:
 *   1:Ab23    instruction A, then a branch to 2 or 3
 *   2:!j1     a loop's head that jumps to 1
 *   r u       return, unreachable
 *   s234      switch: the last is the default
 *   a23       any of 2 and 3
 *   t23 f23   a branch on a constant that is true or false */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <ctype.h>
#include <string.h>

#include "ir/codec.h"
#include "ir/builder.h"
#include "ir/ir.h"
#include "ir_sample.h"

static const struct ir_location nowhere = {0};

/* Ends the current block as the text says, e.g. "b23". */
static void write_end(struct ir_builder *b, const char *text, struct ir_operand x)
{
    const struct ir_operand zero = ir_builder_integer(b, 0);
    struct ir_case cases[8] = {{0}};
    uint32_t count = 0;

    for (; isdigit((unsigned char)text[1 + count]); count++)
        cases[count] = (struct ir_case){count, count, {(uint32_t)(text[1 + count] - '0')}, 0};
    switch (*text) {
    case 'j':
        ir_builder_jump(b, cases[0].target, nowhere);
        return;
    case 'b':
        ir_builder_branch(b, x, IR_LT, zero, cases[0].target, cases[1].target, nowhere);
        return;
    case 't':
        ir_builder_branch(b, zero, IR_LE, zero, cases[0].target, cases[1].target, nowhere);
        return;
    case 'f':
        ir_builder_branch(b, zero, IR_NE, ir_builder_null(), cases[0].target, cases[1].target,
                          nowhere);
        return;
    case 's':
        ir_builder_switch(b, x, cases, count - 1, cases[count - 1].target, nowhere);
        return;
    case 'a':
        ir_builder_any(b, cases, count, nowhere);
        return;
    case 'r':
        ir_builder_return(b, (struct ir_operand){0}, nowhere);
        return;
    default:
        ir_builder_unreachable(b, nowhere);
        return;
    }
}

/* Builds the graph of that text as a function `f` of the builder. */
static void write_graph(struct sample *sample, const char *text)
{
    struct ir_builder *b = sample->builder;
    uint32_t n_made = 1;

    ir_builder_begin_function(b, sample->run, nowhere, 0);
    struct ir_place_id x = sample_variable(sample, "x");
    for (const char *at = text; (at = strchr(at, ':')); at++)
        if ((uint32_t)(at[-1] - '0') > n_made)
            n_made = (uint32_t)(at[-1] - '0');
    for (uint32_t i = 2; i <= n_made; i++)
        ir_builder_block(b);
    while (*text) {
        struct ir_block_id block = {(uint32_t)(*text - '0')};
        ir_builder_use_block(b, block);
        for (text += 2; isupper((unsigned char)*text) || *text == '!'; text++) {
            if (*text == '!')
                ir_builder_block_flags(b, block, IR_BLOCK_LOOP_HEAD);
            else
                ir_builder_copy(b, x, ir_builder_integer(b, *text), nowhere, 0);
        }
        write_end(b, text, ir_builder_value(b, x));
        text += strcspn(text, " ");
        text += *text == ' ';
    }
    ir_builder_end_function(b, nowhere);
}

static char *read_targets(const struct ir_unit *unit, const struct ir_block *block, char *out)
{
    if (block->end == IR_END_ANY)
        *out++ = (char)('0' + block->target[0].index);
    for (uint32_t i = 0; i < block->cases.count; i++)
        *out++ = (char)('0' + unit->cases[block->cases.first + i].target.index);
    if (block->end != IR_END_ANY && block->target[0].index)
        *out++ = (char)('0' + block->target[0].index);
    if (block->target[1].index)
        *out++ = (char)('0' + block->target[1].index);
    return out;
}

/* The graph of the unit's first function as text, in `out`. */
static void read_graph(const struct ir_unit *unit, char *out)
{
    static const char ends[] = {0, 'j', 'b', 's', 'r', 'u', 'a'};
    const struct ir_function *fn = &unit->functions[1];

    for (uint32_t i = 1; i < fn->blocks.count; i++) {
        const struct ir_block *block = ir_block(unit, fn, (struct ir_block_id){i});
        if (i > 1)
            *out++ = ' ';
        *out++ = (char)('0' + i);
        *out++ = ':';
        if (block->flags & IR_BLOCK_LOOP_HEAD)
            *out++ = '!';
        for (uint32_t j = 0; j < block->instrs.count; j++)
            *out++ = (char)unit->integers[unit->instrs[block->instrs.first + j].a.index];
        *out++ = ends[block->end];
        out = read_targets(unit, block, out);
    }
    *out = '\0';
}

static const struct row {
    const char *graph;
    const char *expected;
} rows[] = {
    {"1:r", "1:r"},
    {"1:Au", "1:Au"},
    /* merged into the only predecessor, in a row, whatever the order of making */
    {"1:Aj2 2:Br", "1:ABr"},
    {"1:j2 2:Ar", "1:Ar"},
    {"1:Aj2 2:j3 3:Br", "1:ABr"},
    {"1:Aj3 3:Bj2 2:Cr", "1:ABCr"},
    {"1:Aj3 2:Cr 3:Bj2", "1:ABCr"},
    /* nothing reaches it */
    {"1:r 2:Ar", "1:r"},
    {"1:r 2:Aj3 3:Bj2", "1:r"},
    {"1:Aj3 2:Bj3 3:Cr", "1:ACr"},
    /* branches */
    {"1:Ab23 2:Bj4 3:Cj4 4:r", "1:Ab23 2:Bj4 3:Cj4 4:r"},
    {"1:Ab23 2:Bj4 3:j4 4:r", "1:Ab23 2:Bj3 3:r"},
    {"1:Ab23 2:j4 3:j4 4:Br", "1:ABr"},
    {"1:At23 2:Br 3:Cr", "1:ABr"},
    {"1:Af23 2:Br 3:Cr", "1:ACr"},
    {"1:Ab22 2:Br", "1:ABr"},
    /* numbered as they became current, not as they were made */
    {"1:b54 5:Aj2 4:Bj2 2:b36 3:Cr 6:Dr", "1:b23 2:Aj4 3:Bj4 4:b56 5:Cr 6:Dr"},
    /* loops: a head stays a block of its own */
    {"1:Aj2 2:!b34 3:Bj2 4:r", "1:Aj2 2:!b34 3:Bj2 4:r"},
    {"1:j2 2:!j3 3:Ab24 4:r", "1:j2 2:!Ab23 3:r"},
    {"1:Aj2 2:!b34 3:j2 4:r", "1:Aj2 2:!b23 3:r"},
    {"1:Aj2 2:!j3 3:j2", "1:Aj2 2:!j2"},
    {"1:b23 2:j4 3:j4 4:!j5 5:Ar", "1:j2 2:!Ar"},
    /* circles without a head, of one, two and three blocks */
    {"1:j1", "1:j1"},
    {"1:Aj2 2:j2", "1:Aj2 2:j2"},
    {"1:Aj2 2:Bj1", "1:ABj1"},
    {"1:Aj2 2:j3 3:j2", "1:Aj2 2:j2"},
    {"1:b24 2:j3 3:j4 4:j2", "1:j2 2:j2"},
    {"1:j2 2:j1", "1:j1"},
    {"1:j2 2:Aj1", "1:j2 2:Aj2"},
    /* switches and computed gotos */
    {"1:s234 2:Ar 3:Br 4:Cr", "1:s234 2:Ar 3:Br 4:Cr"},
    {"1:s234 2:j4 3:j5 4:Ar 5:Br", "1:s232 2:Ar 3:Br"},
    {"1:s234 2:j4 3:j4 4:Ar", "1:Ar"},
    {"1:s2 2:Ar", "1:Ar"},
    {"1:a23 2:Ar 3:j1", "1:a21 2:Ar"},
    {"1:a2 2:Ar", "1:Ar"},
    {"1:a22 2:Ar", "1:Ar"},
    {"1:Aa", "1:Au"},
};

static void test_graphs_are_made_small(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct sample sample = sample_new(0);
        struct ir_unit unit;
        const char *reason = "";
        char text[256];
        write_graph(&sample, rows[i].graph);
        ir_builder_unit(sample.builder, &unit);
        if (!ir_verify(&unit, &reason))
            fail_msg("%s: %s", rows[i].graph, reason);
        read_graph(&unit, text);
        if (strcmp(text, rows[i].expected) != 0)
            fail_msg("%s gives %s, not %s", rows[i].graph, text, rows[i].expected);
        ir_builder_free(sample.builder);
    }
}

/* All blocks empty but the last, in one chain: linear time, or this test takes minutes. */
static void test_a_long_chain_of_empty_blocks_is_threaded(void **state)
{
    enum { LENGTH = 400000 };
    struct sample sample = sample_new(0);
    struct ir_builder *b = sample.builder;
    struct ir_unit unit;

    (void)state;
    ir_builder_begin_function(b, sample.run, nowhere, 0);
    for (uint32_t i = 1; i < LENGTH; i++) {
        struct ir_block_id next = ir_builder_block(b);
        ir_builder_jump(b, next, nowhere);
        ir_builder_use_block(b, next);
    }
    ir_builder_return(b, (struct ir_operand){0}, nowhere);
    ir_builder_end_function(b, nowhere);
    ir_builder_unit(b, &unit);
    assert_int_equal(unit.functions[1].blocks.count, 2);
    ir_builder_free(b);
}

static void test_constant_switches_become_jumps(void **state)
{
    static const struct {
        int64_t value;
        char expected;
    } switches[] = {{1, 'A'}, {2, 'B'}, {5, 'B'}, {6, 'C'}, {-1, 'C'}};

    (void)state;
    for (size_t i = 0; i < sizeof(switches) / sizeof(*switches); i++) {
        struct sample sample = sample_new(0);
        struct ir_builder *b = sample.builder;
        struct ir_unit unit;
        ir_builder_begin_function(b, sample.run, nowhere, 0);
        struct ir_place_id x = sample_variable(&sample, "x");
        struct ir_block_id targets[3];
        for (int j = 0; j < 3; j++)
            targets[j] = ir_builder_block(b);
        /* The last case is empty: nothing is both 9 or more and -9 or less. */
        const struct ir_case cases[] = {
            {1, 1, targets[0], 0}, {2, 5, targets[1], 0}, {9, -9, targets[0], 0}};
        ir_builder_switch(b, ir_builder_integer(b, switches[i].value), cases, 3, targets[2],
                          nowhere);
        for (int j = 0; j < 3; j++) {
            ir_builder_use_block(b, targets[j]);
            ir_builder_copy(b, x, ir_builder_integer(b, 'A' + j), nowhere, 0);
            ir_builder_return(b, (struct ir_operand){0}, nowhere);
        }
        ir_builder_end_function(b, nowhere);
        ir_builder_unit(b, &unit);
        char text[64];
        const char expected[] = {'1', ':', switches[i].expected, 'r', '\0'};
        read_graph(&unit, text);
        assert_string_equal(text, expected);
        ir_builder_free(b);
    }
}

static void test_cases_without_values_are_dropped(void **state)
{
    struct sample sample = sample_new(0);
    struct ir_builder *b = sample.builder;
    struct ir_unit unit;
    const char *reason = "";

    (void)state;
    ir_builder_begin_function(b, sample.run, nowhere, 0);
    struct ir_place_id x = sample_variable(&sample, "x");
    struct ir_block_id one = ir_builder_block(b);
    struct ir_block_id other = ir_builder_block(b);
    const struct ir_case cases[] = {{9, -9, other, 0}, {2, 5, one, 0}};
    ir_builder_switch(b, ir_builder_value(b, x), cases, 2, other, nowhere);
    ir_builder_use_block(b, one);
    ir_builder_unreachable(b, nowhere);
    ir_builder_use_block(b, other);
    ir_builder_unreachable(b, nowhere);
    ir_builder_end_function(b, nowhere);
    ir_builder_unit(b, &unit);
    assert_int_equal(unit.n_cases, 2);
    assert_int_equal(unit.cases[1].low, 2);
    assert_true(ir_verify(&unit, &reason));
    ir_builder_free(b);
}

static void test_what_is_dropped_is_not_counted(void **state)
{
    struct sample sample = sample_new(0);
    struct ir_builder *b = sample.builder;
    struct ir_unit unit;
    const char *reason = "";

    (void)state;
    ir_builder_begin_function(b, sample.run, nowhere, 0);
    ir_builder_unknown(b, "seen", nowhere);
    ir_builder_return(b, (struct ir_operand){0}, nowhere);
    ir_builder_use_block(b, ir_builder_block(b));
    ir_builder_unknown(b, "unseen", nowhere);
    const struct ir_operand null = ir_builder_null();
    ir_builder_call(b, (struct ir_place_id){0}, ir_builder_function(b, sample.run), &null, 1,
                    nowhere, 0);
    ir_builder_unreachable(b, nowhere);
    ir_builder_end_function(b, nowhere);
    ir_builder_unit(b, &unit);
    assert_int_equal(unit.functions[1].n_unknown, 1);
    assert_int_equal(unit.n_operands, 1);
    assert_true(ir_verify(&unit, &reason));
    ir_builder_free(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_graphs_are_made_small),
        cmocka_unit_test(test_a_long_chain_of_empty_blocks_is_threaded),
        cmocka_unit_test(test_constant_switches_become_jumps),
        cmocka_unit_test(test_cases_without_values_are_dropped),
        cmocka_unit_test(test_what_is_dropped_is_not_counted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
