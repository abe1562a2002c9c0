/* Small units for the tests of ir/, and short names for building them. */
#ifndef STRANDED_TESTS_IR_SAMPLE_H
#define STRANDED_TESTS_IR_SAMPLE_H

#include <stdint.h>

#include "ir/builder.h"
#include "ir/ir.h"

/* What the sample's parts are called in its builder. */
struct sample {
    struct ir_builder *builder;
    struct ir_type_id type_int, type_pointer, type_array;
    struct ir_record_id worker;
    struct ir_field_id field_tid, field_next;
    struct ir_symbol_id create, run, count;
};

/* A builder with a main file, a header, types, a record with two fields and three symbols. The
 * caller frees the builder. Symbols, fields and texts come in another order when `is_reversed`, which
 * must make no difference to anything but numbers. */
struct sample sample_new(int is_reversed);

/* Adds functions with every kind of instruction, operand, place and end. */
void sample_add_functions(struct sample *sample);

struct ir_string sample_string(struct ir_builder *builder, const char *text);
struct ir_symbol_id sample_function_symbol(struct ir_builder *builder, const char *name);

/* A local of type int; "" makes a temporary. */
struct ir_local_id sample_local(struct sample *sample, const char *name, uint32_t flags);
/* The place of a new local. */
struct ir_place_id sample_variable(struct sample *sample, const char *name);

struct ir_location sample_at(uint32_t line, uint16_t column);

#endif
