#include "ir_sample.h"

#include <stdint.h>
#include <string.h>

#include "ir/builder.h"
#include "ir/ir.h"

struct ir_string sample_string(struct ir_builder *builder, const char *text)
{
    return ir_builder_string(builder, text, strlen(text));
}

struct ir_location sample_at(uint32_t line, uint16_t column)
{
    return (struct ir_location){line, column, 1};
}

struct ir_symbol_id sample_function_symbol(struct ir_builder *builder, const char *name)
{
    return ir_builder_symbol(builder, &(struct ir_symbol){.name = sample_string(builder, name),
                                                          .linkage = IR_LINKAGE_EXTERNAL,
                                                          .flags = IR_SYMBOL_FUNCTION,
                                                          .at = sample_at(1, 1)});
}

static void add_types(struct sample *sample)
{
    struct ir_builder *builder = sample->builder;

    sample->type_int = ir_builder_type(
        builder, &(struct ir_type){.kind = IR_TYPE_INTEGER, .flags = IR_TYPE_SIGNED, .count = 4});
    struct ir_type_id record = ir_builder_type(
        builder, &(struct ir_type){.kind = IR_TYPE_RECORD, .record = sample->worker});
    sample->type_pointer =
        ir_builder_type(builder, &(struct ir_type){.kind = IR_TYPE_POINTER, .element = record});
    sample->type_array = ir_builder_type(
        builder, &(struct ir_type){.kind = IR_TYPE_ARRAY, .element = sample->type_int, .count = 4});
}

static struct ir_field_id add_field(struct sample *sample, const char *name, struct ir_type_id type,
                                    uint32_t position)
{
    return ir_builder_field(sample->builder,
                            &(struct ir_field){.record = sample->worker,
                                               .name = sample_string(sample->builder, name),
                                               .type = type,
                                               .position = position});
}

static void add_fields(struct sample *sample, int is_reversed)
{
    if (is_reversed)
        add_field(sample, "next", sample->type_pointer, 1);
    sample->field_tid = add_field(sample, "tid", sample->type_int, 0);
    sample->field_next = add_field(sample, "next", sample->type_pointer, 1);
}

static void add_symbols(struct sample *sample, int is_reversed)
{
    struct ir_builder *builder = sample->builder;

    if (is_reversed)
        sample->run = sample_function_symbol(builder, "run");
    sample->create = sample_function_symbol(builder, "pthread_create");
    sample->run = sample_function_symbol(builder, "run");
    sample->count =
        ir_builder_symbol(builder, &(struct ir_symbol){.name = sample_string(builder, "count"),
                                                       .type = sample->type_int,
                                                       .linkage = IR_LINKAGE_INTERNAL,
                                                       .flags = IR_SYMBOL_DEFINED,
                                                       .at = sample_at(3, 12)});
}

struct sample sample_new(int is_reversed)
{
    struct sample sample = {.builder = ir_builder_new()};
    struct ir_builder *builder = sample.builder;

    if (is_reversed) {
        sample_string(builder, "some text that shifts the others");
        ir_builder_integer(builder, 4711);
        ir_builder_type(builder, &(struct ir_type){.kind = IR_TYPE_VOID});
    }
    ir_builder_file(builder, &(struct ir_file){.path = sample_string(builder, "/p/a.c"),
                                               .size = 100,
                                               .hash = 7,
                                               .mtime = 1700000000});
    ir_builder_file(builder, &(struct ir_file){.path = sample_string(builder, "/p/inc/x.inc")});
    sample.worker = ir_builder_record(
        builder, &(struct ir_record){.key = sample_string(builder, "worker@/p/w.h"),
                                     .name = sample_string(builder, "worker"),
                                     .file = {2}});
    add_types(&sample);
    add_fields(&sample, is_reversed);
    add_symbols(&sample, is_reversed);
    return sample;
}

struct ir_local_id sample_local(struct sample *sample, const char *name, uint32_t flags)
{
    return ir_builder_local(sample->builder,
                            &(struct ir_local){.name = sample_string(sample->builder, name),
                                               .type = sample->type_int,
                                               .flags = flags,
                                               .at = sample_at(9, 9)});
}

struct ir_place_id sample_variable(struct sample *sample, const char *name)
{
    return ir_builder_place_local(sample->builder, sample_local(sample, name, 0));
}

/* int serve(int fd, struct worker *w, ...): a spawn, a branch, a loop with a switch. */
static void add_serve(struct sample *sample)
{
    struct ir_builder *b = sample->builder;

    ir_builder_begin_function(b, sample_function_symbol(b, "serve"), sample_at(10, 5),
                              IR_FUNCTION_VARIADIC);
    struct ir_place_id fd =
        ir_builder_place_local(b, sample_local(sample, "fd", IR_LOCAL_PARAMETER));
    struct ir_local_id w_local =
        ir_builder_local(b, &(struct ir_local){sample_string(b, "w"), sample->type_pointer,
                                               IR_LOCAL_PARAMETER, sample_at(10, 20)});
    struct ir_place_id w = ir_builder_place_local(b, w_local);
    struct ir_place_id rc = sample_variable(sample, "rc");
    struct ir_place_id temporary = sample_variable(sample, "");
    struct ir_place_id target = ir_builder_place_deref(b, w);
    struct ir_place_id tid = ir_builder_place_field(b, target, sample->field_tid);
    struct ir_block_id failed = ir_builder_block(b);
    struct ir_block_id head = ir_builder_block(b);
    struct ir_block_id body = ir_builder_block(b);
    struct ir_block_id other = ir_builder_block(b);
    const struct ir_operand arguments[] = {ir_builder_address(b, tid), ir_builder_null(),
                                           ir_builder_function(b, sample->run),
                                           ir_builder_value(b, w)};

    ir_builder_call(b, rc, ir_builder_function(b, sample->create), arguments, 4, sample_at(12, 9),
                    0);
    ir_builder_branch(b, ir_builder_value(b, rc), IR_NE, ir_builder_integer(b, 0), failed, head,
                      sample_at(12, 9));
    ir_builder_use_block(b, failed);
    ir_builder_return(b, ir_builder_integer(b, -1), sample_at(13, 9));
    ir_builder_use_block(b, head);
    ir_builder_block_flags(b, head, IR_BLOCK_LOOP_HEAD | IR_BLOCK_LOOP_FOREVER);
    const struct ir_case cases[] = {{1, 1, body, 0}, {2, 5, other, 0}};
    ir_builder_compute(b, temporary, IR_ADD, ir_builder_value(b, fd), ir_builder_integer(b, 1),
                       sample_at(15, 13), 0);
    ir_builder_switch(b, ir_builder_value(b, temporary), cases, 2, failed, sample_at(15, 5));
    ir_builder_use_block(b, body);
    ir_builder_copy(b, w,
                    ir_builder_value(b, ir_builder_place_field(b, target, sample->field_next)),
                    sample_at(16, 9), 0);
    ir_builder_jump(b, head, sample_at(16, 20));
    ir_builder_use_block(b, other);
    ir_builder_unknown(b, "asm goto", (struct ir_location){3, 7, 2});
    const struct ir_case targets[] = {{.target = head}, {.target = body}};
    ir_builder_any(b, targets, 2, sample_at(19, 9));
    ir_builder_end_function(b, sample_at(21, 1));
}

/* void paths(void): places and operands of every kind; ends as unreachable. */
static void add_paths(struct sample *sample)
{
    struct ir_builder *b = sample->builder;

    ir_builder_begin_function(b, sample_function_symbol(b, "paths"), sample_at(30, 5),
                              IR_FUNCTION_IN_HEADER | IR_FUNCTION_DAMAGED);
    struct ir_place_id p = sample_variable(sample, "p");
    struct ir_place_id i = sample_variable(sample, "i");
    struct ir_place_id count = ir_builder_place_global(b, sample->count);
    struct ir_place_id element =
        ir_builder_place_index(b, ir_builder_place_deref(b, p), ir_builder_value(b, i));
    struct ir_place_id third = ir_builder_place_index(b, p, ir_builder_integer(b, 3));
    struct ir_place_id some = ir_builder_place_index(b, p, ir_builder_unknown_value());
    const struct ir_operand callee = ir_builder_value(b, ir_builder_place_deref(b, p));

    ir_builder_copy(b, element, ir_builder_literal(b, "hello\n", 6), sample_at(31, 1),
                    IR_INSTR_INIT);
    ir_builder_copy(b, count, ir_builder_unknown_value(), sample_at(32, 1), IR_INSTR_ATOMIC);
    ir_builder_compute(b, third, IR_NEG, ir_builder_value(b, some), (struct ir_operand){0},
                       sample_at(33, 1), 0);
    ir_builder_copy(b, ir_builder_place_unknown(b), ir_builder_address(b, count), sample_at(34, 1),
                    0);
    ir_builder_call(b, (struct ir_place_id){0}, callee, NULL, 0, sample_at(35, 1),
                    IR_INSTR_CLEANUP);
    ir_builder_unreachable(b, sample_at(36, 1));
    ir_builder_end_function(b, sample_at(37, 1));
}

void sample_add_functions(struct sample *sample)
{
    struct ir_builder *b = sample->builder;

    add_serve(sample);
    add_paths(sample);
    ir_builder_begin_function(b, (struct ir_symbol_id){0}, sample_at(1, 1), IR_FUNCTION_INIT);
    ir_builder_copy(b, ir_builder_place_global(b, sample->count), ir_builder_integer(b, 5),
                    sample_at(3, 20), IR_INSTR_INIT);
    ir_builder_return(b, (struct ir_operand){0}, sample_at(1, 1));
    ir_builder_end_function(b, sample_at(1, 1));
    ir_builder_suppression(b, &(struct ir_suppression){.at = sample_at(11, 40),
                                                       .below = 1,
                                                       .checks = sample_string(b, "a-check"),
                                                       .reason = sample_string(b, "because")});
    ir_builder_errors(b, 2);
}
