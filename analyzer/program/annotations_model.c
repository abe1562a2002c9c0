/* Annotations become a model: for each function that they describe, a body that calls the primitives of
 * models, as if somebody had written it in C:
 *
 *     struct store *store_open(const char *) STRANDED_CLIENT
 *
 *     function store_open(p1)
 *     1: if p1 != 0 goto 2 else 3
 *     2: *p1 = <unknown>
 *        goto 3
 *     3: t1 = call model_fails()
 *        if t1 != 0 goto 4 else 5
 *     4: return null
 *     5: t2 = call model_client(MODEL_CONNECTION)
 *        return t2
 *
 * Requires sorted inputs; yields one more of them. An annotation that names a parameter which is not there
 * says nothing. */
#include "program/annotations.h"

#include <assert.h>
#include <string.h>

#include <stranded/primitives.h>

#include "base/intmap.h"
#include "ir/builder.h"
#include "ir/codec.h"

struct maker {
    struct ir_builder *builder;
    struct ir_type_id pointer, nothing,
        primitive; /* void *, void, a function of the primitives' kind */
    struct ir_location at;
    struct ir_place_id *parameters; /* [number] of the function that is being made */
    uint32_t n_parameters;
};

static void begin_unit(struct maker *maker, struct ir_builder *builder)
{
    static const char name[] = "/stranded/annotations";
    struct ir_file file = {.path = ir_builder_string(builder, name, strlen(name))};
    struct ir_type nothing = {.kind = IR_TYPE_VOID};

    maker->builder = builder;
    ir_builder_file(builder, &file);
    maker->at = (struct ir_location){.line = 1, .column = 1, .file = 1};
    maker->nothing = ir_builder_type(builder, &nothing);
    struct ir_type pointer = {.kind = IR_TYPE_POINTER, .element = maker->nothing};
    maker->pointer = ir_builder_type(builder, &pointer);
    struct ir_type primitive = {.kind = IR_TYPE_FUNCTION, .element = maker->pointer};
    maker->primitive = ir_builder_type(builder, &primitive);
}

static struct ir_symbol_id add_function(struct maker *maker, const char *name,
                                        struct ir_type_id type, uint32_t flags)
{
    struct ir_symbol symbol = {.name = ir_builder_string(maker->builder, name, strlen(name)),
                               .type = type,
                               .linkage = IR_LINKAGE_EXTERNAL,
                               .flags = IR_SYMBOL_FUNCTION | flags,
                               .at = maker->at};

    return ir_builder_symbol(maker->builder, &symbol);
}

/* A local, or the parameter, if `flags` say so. */
static struct ir_place_id add_local(struct maker *maker, uint32_t flags)
{
    struct ir_local local = {.type = maker->pointer, .flags = flags, .at = maker->at};

    return ir_builder_place_local(maker->builder, ir_builder_local(maker->builder, &local));
}

static void call(struct maker *maker, struct ir_place_id dst, const char *primitive,
                 const struct ir_operand *arguments, uint32_t n_arguments)
{
    struct ir_symbol_id callee = add_function(maker, primitive, maker->primitive, 0);

    ir_builder_call(maker->builder, dst, ir_builder_function(maker->builder, callee), arguments,
                    n_arguments, maker->at, 0);
}

static struct ir_operand parameter_value(const struct maker *maker, uint32_t number)
{
    return number ? ir_builder_value(maker->builder, maker->parameters[number]) : ir_builder_null();
}

static struct ir_block_id begin_block_if_not_zero(struct maker *maker, struct ir_operand value)
{
    struct ir_block_id then = ir_builder_block(maker->builder);
    struct ir_block_id otherwise = ir_builder_block(maker->builder);

    ir_builder_branch(maker->builder, value, IR_NE, ir_builder_integer(maker->builder, 0), then,
                      otherwise, maker->at);
    ir_builder_use_block(maker->builder, then);
    return otherwise;
}

/* The call may fail; what follows happens where it does not. */
static void may_fail(struct maker *maker, struct ir_operand result)
{
    struct ir_place_id fails = add_local(maker, 0);

    call(maker, fails, "model_fails", NULL, 0);
    struct ir_block_id good =
        begin_block_if_not_zero(maker, ir_builder_value(maker->builder, fails));
    ir_builder_return(maker->builder, result, maker->at);
    ir_builder_use_block(maker->builder, good);
}

static void return_made(struct maker *maker, const struct annotation *making)
{
    struct ir_operand cost = ir_builder_integer(maker->builder, MODEL_CONNECTION);

    if (making->kind == ANNOTATION_CLIENT_OUT) {
        struct ir_place_id error = add_local(maker, 0);
        call(maker, error, "model_nonzero", NULL, 0);
        may_fail(maker, ir_builder_value(maker->builder, error));
        call(maker, ir_builder_place_deref(maker->builder, maker->parameters[making->numbers[0]]),
             making->primitive, &cost, 1);
        ir_builder_return(maker->builder, ir_builder_integer(maker->builder, 0), maker->at);
        return;
    }
    may_fail(maker, ir_builder_null());
    struct ir_place_id made = add_local(maker, 0);
    struct ir_operand spawn[] = {parameter_value(maker, making->numbers[0]),
                                 parameter_value(maker, making->numbers[1]),
                                 ir_builder_integer(maker->builder, 0)};
    bool spawns = making->kind == ANNOTATION_SPAWNS;
    call(maker, made, making->primitive, spawns ? spawn : &cost, spawns ? 3 : 1);
    ir_builder_return(maker->builder, ir_builder_value(maker->builder, made), maker->at);
}

static bool names_parameters(const struct maker *maker, const struct annotation *annotation)
{
    for (uint32_t i = 0; i < annotation->n_numbers; i++)
        if (annotation->numbers[i] > maker->n_parameters || (i == 0 && !annotation->numbers[i]))
            return false;
    return true;
}

/* What a parameter of which nothing is said may point to is whatever the function leaves there. */
static void fill_others(struct maker *maker, uint64_t said)
{
    for (uint32_t i = 1; i <= maker->n_parameters; i++) {
        if (i < 64 && said >> i & 1)
            continue;
        struct ir_block_id behind = begin_block_if_not_zero(maker, parameter_value(maker, i));
        ir_builder_copy(maker->builder,
                        ir_builder_place_deref(maker->builder, maker->parameters[i]),
                        ir_builder_unknown_value(), maker->at, 0);
        ir_builder_jump(maker->builder, behind, maker->at);
        ir_builder_use_block(maker->builder, behind);
    }
}

static void write_body(struct maker *maker, const char *text, bool returns)
{
    struct annotation annotation, making = {0};
    uint64_t said = 0;

    for (const char *at = text; annotations_next(&at, &annotation);) {
        if (!annotation.primitive || !names_parameters(maker, &annotation))
            continue;
        struct ir_operand arguments[ANNOTATION_NUMBERS];
        for (uint32_t i = 0; i < annotation.n_numbers; i++) {
            arguments[i] = parameter_value(maker, annotation.numbers[i]);
            said |= annotation.numbers[i] < 64 ? UINT64_C(1) << annotation.numbers[i] : 0;
        }
        if (annotation.kind == ANNOTATION_EFFECT)
            call(maker, (struct ir_place_id){0}, annotation.primitive, arguments,
                 annotation.n_numbers);
        else
            making = annotation;
    }
    fill_others(maker, said);
    if (making.primitive)
        return_made(maker, &making);
    else
        ir_builder_return(maker->builder,
                          returns ? ir_builder_unknown_value() : (struct ir_operand){0}, maker->at);
}

static void make_function(struct maker *maker, const struct ir_unit *unit,
                          const struct ir_symbol *symbol, struct arena *scratch)
{
    const struct ir_type *declared = &unit->types[symbol->type.index];
    bool returns = unit->types[declared->element.index].kind != IR_TYPE_VOID;
    struct ir_type type = {.kind = IR_TYPE_FUNCTION,
                           .element = returns ? maker->pointer : maker->nothing,
                           .flags = declared->flags,
                           .count = declared->count};
    struct ir_symbol_id id =
        add_function(maker, ir_text(unit, symbol->name), ir_builder_type(maker->builder, &type),
                     IR_SYMBOL_DEFINED);
    bool is_variadic = declared->flags & IR_TYPE_VARIADIC;

    maker->n_parameters = (uint32_t)declared->count;
    maker->parameters = ARENA_ARRAY(scratch, struct ir_place_id, maker->n_parameters + 1);
    ir_builder_begin_function(maker->builder, id, maker->at,
                              is_variadic ? IR_FUNCTION_VARIADIC : 0);
    for (uint32_t i = 1; i <= maker->n_parameters; i++)
        maker->parameters[i] = add_local(maker, IR_LOCAL_PARAMETER);
    write_body(maker, ir_text(unit, symbol->annotation), returns);
    ir_builder_end_function(maker->builder, maker->at);
}

/* ---- the whole ---- */

static bool is_described(const struct ir_unit *unit, const struct ir_symbol *symbol)
{
    return symbol->annotation.offset && symbol->flags & IR_SYMBOL_FUNCTION &&
           symbol->linkage == IR_LINKAGE_EXTERNAL &&
           unit->types[symbol->type.index].kind == IR_TYPE_FUNCTION &&
           annotations_describe(ir_text(unit, symbol->annotation));
}

static void make_functions(struct maker *maker, const struct program *program)
{
    struct arena *scratch = arena_new();
    struct intmap made = {0}; /* numbers of symbols */

    for (uint32_t i = 0; i < program->n_inputs; i++) {
        const struct ir_unit *unit = program->inputs[i].unit;
        for (uint32_t k = 1; k < unit->n_symbols; k++) {
            const struct ir_symbol *symbol = &unit->symbols[k];
            if (!is_described(unit, symbol))
                continue;
            if (!maker->builder)
                begin_unit(maker, ir_builder_new());
            struct ir_symbol_id id =
                add_function(maker, ir_text(unit, symbol->name), (struct ir_type_id){0}, 0);
            bool is_new;
            intmap_put(&made, id.index, 0, &is_new);
            if (is_new)
                make_function(maker, unit, symbol, scratch);
        }
    }
    intmap_deinit(&made);
    arena_free(scratch);
}

void annotations_add_model(struct program *program)
{
    struct maker maker = {0};

    make_functions(&maker, program);
    program->annotations = maker.builder;
    if (!maker.builder)
        return;
    struct ir_unit *unit = ARENA_NEW(program->run, struct ir_unit);
    ir_builder_unit(maker.builder, unit);
    const char *reason = NULL;
    assert(ir_verify(unit, &reason));
    (void)reason;
    struct program_input *inputs =
        ARENA_ARRAY(program->run, struct program_input, program->n_inputs + 1);
    inputs[0] = (struct program_input){unit, "annotations", PROGRAM_MODEL};
    memcpy(inputs + 1, program->inputs, program->n_inputs * sizeof(*inputs));
    program->inputs = inputs;
    program->n_inputs++;
}

void annotations_free(struct program *program)
{
    ir_builder_free(program->annotations);
}
