/* A function's hash: what changes it, and what does not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ir/builder.h"
#include "ir/ir.h"
#include "ir_sample.h"

static void test_hashes_do_not_depend_on_the_order_of_tables(void **state)
{
    struct sample samples[2] = {sample_new(0), sample_new(1)};
    struct ir_unit units[2];

    (void)state;
    for (int i = 0; i < 2; i++) {
        sample_add_functions(&samples[i]);
        ir_builder_unit(samples[i].builder, &units[i]);
    }
    for (uint32_t i = 1; i < units[0].n_functions; i++) {
        assert_int_equal(units[0].functions[i].hash, units[1].functions[i].hash);
        for (uint32_t j = 1; j < i; j++)
            assert_int_not_equal(units[0].functions[i].hash, units[0].functions[j].hash);
    }
    ir_builder_free(samples[0].builder);
    ir_builder_free(samples[1].builder);
}

/* The one thing in which a variant differs from the function that all start from. */
enum change {
    SAME,
    MOVED, /* other lines and columns: no difference */
    NAME,
    LOCAL_NAME,
    CONSTANT,
    RELATION,
    OPERATION,
    SECOND_OPERAND,
    FIELD,
    GLOBAL_TYPE,
    CALLEE,
    ARGUMENT,
    LITERAL,
    TARGETS,
    LOOP,
    CASE_VALUE,
    REASON,
    FLAGS,
    INSTR_FLAGS,
    ANNOTATION,
    N_CHANGES
};

static uint64_t hash_of_variant(enum change change)
{
    struct sample sample = sample_new(0);
    struct ir_builder *b = sample.builder;
    struct ir_unit unit;
    struct ir_location at = change == MOVED ? sample_at(70, 7) : sample_at(3, 1);
    struct ir_symbol_id symbol = sample_function_symbol(b, change == NAME ? "other" : "same");

    ir_builder_begin_function(b, symbol, at, change == FLAGS ? IR_FUNCTION_DAMAGED : 0);
    struct ir_place_id x = sample_variable(&sample, change == LOCAL_NAME ? "y" : "x");
    struct ir_place_id part = ir_builder_place_field(
        b, ir_builder_place_deref(b, x), change == FIELD ? sample.field_next : sample.field_tid);
    struct ir_place_id count = ir_builder_place_global(b, sample.count);
    struct ir_block_id yes = ir_builder_block(b);
    struct ir_block_id no = ir_builder_block(b);
    const struct ir_operand arguments[] = {ir_builder_literal(b, change == LITERAL ? "b" : "a", 1),
                                           change == ARGUMENT ? ir_builder_null()
                                                              : ir_builder_integer(b, 0)};
    const struct ir_case one = {change == CASE_VALUE, 1, yes, 0};

    ir_builder_copy(b, part, ir_builder_integer(b, change == CONSTANT ? 2 : 1), at,
                    change == INSTR_FLAGS ? IR_INSTR_ATOMIC : 0);
    ir_builder_compute(b, x, change == OPERATION ? IR_SUB : IR_ADD, ir_builder_value(b, count),
                       ir_builder_integer(b, change == SECOND_OPERAND ? 2 : 1), at, 0);
    ir_builder_call(b, x, ir_builder_function(b, change == CALLEE ? sample.create : sample.run),
                    arguments, 2, at, 0);
    ir_builder_unknown(b, change == REASON ? "asm" : "asm goto", at);
    ir_builder_branch(b, ir_builder_value(b, x), change == RELATION ? IR_NE : IR_EQ,
                      ir_builder_null(), change == TARGETS ? no : yes, change == TARGETS ? yes : no,
                      at);
    ir_builder_use_block(b, yes);
    ir_builder_block_flags(b, yes, change == LOOP ? IR_BLOCK_LOOP_HEAD : 0);
    ir_builder_return(b, ir_builder_value(b, x), at);
    ir_builder_use_block(b, no);
    ir_builder_switch(b, ir_builder_value(b, x), &one, 1, no, at);
    ir_builder_end_function(b, at);
    /* Known only behind the function, and counted in all the same. */
    if (change == GLOBAL_TYPE)
        ir_builder_symbol(b, &(struct ir_symbol){.name = sample_string(b, "count"),
                                                 .type = sample.type_array,
                                                 .linkage = IR_LINKAGE_INTERNAL,
                                                 .flags = IR_SYMBOL_DEFINED,
                                                 .at = sample_at(3, 12)});
    if (change == ANNOTATION)
        ir_builder_symbol(b, &(struct ir_symbol){.name = sample_string(b, "same"),
                                                 .linkage = IR_LINKAGE_EXTERNAL,
                                                 .annotation = sample_string(b, "stranded:x")});
    ir_builder_unit(b, &unit);
    uint64_t hash = unit.functions[1].hash;
    ir_builder_free(b);
    return hash;
}

static void test_every_change_of_meaning_changes_the_hash(void **state)
{
    uint64_t hashes[N_CHANGES];

    (void)state;
    for (int i = 0; i < N_CHANGES; i++)
        hashes[i] = hash_of_variant((enum change)i);
    assert_int_equal(hashes[SAME], hash_of_variant(SAME));
    assert_int_equal(hashes[SAME], hashes[MOVED]);
    for (int i = NAME; i < N_CHANGES; i++)
        for (int j = SAME; j < i; j++)
            if (hashes[i] == hashes[j])
                fail_msg("changes %d and %d have one hash", i, j);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hashes_do_not_depend_on_the_order_of_tables),
        cmocka_unit_test(test_every_change_of_meaning_changes_the_hash),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
