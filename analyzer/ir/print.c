/* Whole functions as text: signature, blocks, instructions, ends. */
#include "ir/print.h"

#include <inttypes.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/intmap.h"
#include "ir/ir.h"
#include "ir/print_internal.h"

/* A type's text ends after so many pointers and arrays. */
enum { TYPE_DEPTH_MOST = 16 };

static const char *const operator_texts[] = {
    [IR_NO_OPERATOR] = "?", [IR_EQ] = "==",  [IR_NE] = "!=", [IR_LT] = "<",  [IR_LE] = "<=",
    [IR_GT] = ">",          [IR_GE] = ">=",  [IR_ADD] = "+", [IR_SUB] = "-", [IR_MUL] = "*",
    [IR_DIV] = "/",         [IR_MOD] = "%",  [IR_AND] = "&", [IR_OR] = "|",  [IR_XOR] = "^",
    [IR_SHL] = "<<",        [IR_SHR] = ">>", [IR_NOT] = "~", [IR_NEG] = "-",
};

/* ---- names of locals ---- */

/* The number in "t12"; 0 when the text is no temporary's name. */
static uint32_t temporary_number(const char *name)
{
    enum { DIGITS_MOST = 9 };
    uint32_t number = 0;
    size_t n_digits = strspn(name + (*name == 't'), "0123456789");

    if (*name != 't' || !n_digits || n_digits > DIGITS_MOST || name[1 + n_digits] != '\0')
        return 0;
    for (size_t i = 1; i <= n_digits; i++)
        number = number * 10 + (uint32_t)(name[i] - '0');
    return number;
}

static void find_names(const struct printer *printer, struct local_names *names)
{
    struct intmap seen = {0}; /* text -> how many locals have it so far */

    names->by_local = ARENA_ARRAY(printer->arena, const char *, printer->fn->locals.count);
    for (uint32_t i = 1; i < printer->fn->locals.count; i++) {
        const struct ir_local *local =
            ir_local(printer->unit, printer->fn, (struct ir_local_id){i});
        const char *text = ir_text(printer->unit, local->name);
        if (!*text)
            continue;
        uint32_t nth = ++*intmap_put(&seen, local->name.offset, 0, NULL);
        names->by_local[i] =
            nth == 1 ? text : arena_printf(printer->arena, "%s.%" PRIu32, text, nth);
        if (temporary_number(text))
            intmap_put(&names->taken, temporary_number(text), 1, NULL);
    }
    intmap_deinit(&seen);
}

/* ---- the signature ---- */

static void put_integer_type(struct printer *printer, const struct ir_type *type)
{
    ir_put(printer, type->flags & IR_TYPE_SIGNED ? "int" : "uint");
    if (type->count != sizeof(int))
        ir_put_number(printer, (int64_t)(type->count * 8));
}

/* What is left of the type when the pointers and arrays around it are gone. */
static void put_core_type(struct printer *printer, const struct ir_type *type)
{
    switch ((enum ir_type_kind)type->kind) {
    case IR_TYPE_VOID:
        ir_put(printer, "void");
        return;
    case IR_TYPE_INTEGER:
        put_integer_type(printer, type);
        return;
    case IR_TYPE_RECORD: {
        const struct ir_record *record = &printer->unit->records[type->record.index];
        if (record->name.offset)
            ir_put_string(printer, record->name);
        else
            ir_put(printer, record->flags & IR_RECORD_UNION ? "union" : "struct");
        return;
    }
    case IR_TYPE_FUNCTION:
        ir_put(printer, "function");
        return;
    case IR_TYPE_OTHER:
    case IR_TYPE_POINTER:
    case IR_TYPE_ARRAY:
        break;
    }
    ir_put(printer, "other");
}

static void put_type(struct printer *printer, struct ir_type_id id)
{
    const struct ir_type *type = &printer->unit->types[id.index];

    for (uint32_t i = 0; i < TYPE_DEPTH_MOST; i++) {
        if (type->kind == IR_TYPE_POINTER) {
            ir_put(printer, "*");
        } else if (type->kind == IR_TYPE_ARRAY) {
            ir_put(printer, "[");
            if (type->count)
                ir_put_number(printer, (int64_t)type->count);
            ir_put(printer, "]");
        } else {
            break;
        }
        type = &printer->unit->types[type->element.index];
    }
    put_core_type(printer, type);
}

static void put_parameters(struct printer *printer)
{
    const struct ir_function *fn = printer->fn;

    for (uint32_t i = 1; i <= fn->n_parameters; i++) {
        const struct ir_local *local = ir_local(printer->unit, fn, (struct ir_local_id){i});
        ir_put(printer, i > 1 ? ", " : "");
        if (local->name.offset)
            ir_put_local(printer, (struct ir_local_id){i});
        else
            ir_put(printer, "_");
        ir_put(printer, ": ");
        put_type(printer, local->type);
    }
    if (fn->flags & IR_FUNCTION_VARIADIC)
        ir_put(printer, fn->n_parameters ? ", ..." : "...");
}

static void put_signature(struct printer *printer)
{
    const struct ir_function *fn = printer->fn;
    const struct ir_symbol *symbol = &printer->unit->symbols[fn->symbol.index];

    ir_put(printer, "function ");
    if (symbol->name.offset)
        ir_put_string(printer, symbol->name);
    else
        ir_put(printer, "(initializers)");
    ir_put(printer, "(");
    put_parameters(printer);
    ir_put(printer, ")");
    ir_put(printer, symbol->linkage == IR_LINKAGE_INTERNAL ? " [static]" : "");
    ir_put(printer, symbol->flags & IR_SYMBOL_NORETURN ? " [noreturn]" : "");
    ir_put(printer, fn->flags & IR_FUNCTION_DAMAGED ? " [damaged]" : "");
    ir_put(printer, fn->flags & IR_FUNCTION_OTHERWISE ? " [declared otherwise]" : "");
    ir_put(printer, fn->flags & IR_FUNCTION_IN_HEADER ? " [header]" : "");
    ir_put(printer, fn->flags & IR_FUNCTION_INIT ? " [init]" : "");
    ir_put(printer, "\n");
}

/* ---- lines ---- */

static void end_line(struct printer *printer, enum ir_print_detail detail, struct ir_location at)
{
    if (detail == IR_PRINT_LOCATIONS && at.line) {
        ir_put(printer, " ; ");
        if (at.file && at.file != printer->fn->at.file) {
            const char *path = ir_text(printer->unit, printer->unit->files[at.file].path);
            const char *slash = strrchr(path, '/');
            ir_put(printer, slash ? slash + 1 : path);
            ir_put(printer, ":");
        }
        ir_put_number(printer, at.line);
        ir_put(printer, ":");
        ir_put_number(printer, at.column);
    }
    ir_put(printer, "\n");
}

static void put_compute(struct printer *printer, const struct ir_instr *instr)
{
    const char *operation = operator_texts[instr->operation];

    if (instr->b.kind == IR_OPERAND_NONE) {
        ir_put(printer, operation);
        ir_put_operand(printer, instr->a);
        return;
    }
    ir_put_operand(printer, instr->a);
    ir_put(printer, " ");
    ir_put(printer, operation);
    ir_put(printer, " ");
    ir_put_operand(printer, instr->b);
}

static void put_instr(struct printer *printer, const struct ir_instr *instr)
{
    ir_put(printer, "    ");
    if (instr->dst.index) {
        ir_put_place(printer, instr->dst);
        ir_put(printer, " = ");
    }
    switch ((enum ir_op)instr->op) {
    case IR_COPY:
        ir_put_operand(printer, instr->a);
        break;
    case IR_COMPUTE:
        put_compute(printer, instr);
        break;
    case IR_CALL:
        ir_put(printer, "call ");
        ir_put_call(printer, instr);
        break;
    case IR_UNKNOWN:
        ir_put(printer, "unknown: ");
        ir_put_string(printer, instr->reason);
        break;
    }
    ir_put(printer, instr->flags & IR_INSTR_ATOMIC ? " [atomic]" : "");
    ir_put(printer, instr->flags & IR_INSTR_CLEANUP ? " [cleanup]" : "");
    ir_put(printer, instr->flags & IR_INSTR_INIT ? " [init]" : "");
}

static void put_branch(struct printer *printer, const struct ir_block *block)
{
    ir_put(printer, "if ");
    ir_put_operand(printer, block->a);
    ir_put(printer, " ");
    ir_put(printer, operator_texts[block->relation]);
    ir_put(printer, " ");
    ir_put_operand(printer, block->b);
    ir_put(printer, " goto ");
    ir_put_number(printer, block->target[0].index);
    ir_put(printer, " else ");
    ir_put_number(printer, block->target[1].index);
}

static void put_any(struct printer *printer, const struct ir_block *block)
{
    ir_put(printer, "goto any of ");
    ir_put_number(printer, block->target[0].index);
    for (uint32_t i = 0; i < block->cases.count; i++) {
        ir_put(printer, ", ");
        ir_put_number(printer, printer->unit->cases[block->cases.first + i].target.index);
    }
}

/* The lines of a switch below its first one. */
static void put_cases(struct printer *printer, const struct ir_block *block)
{
    for (uint32_t i = 0; i < block->cases.count; i++) {
        const struct ir_case *one = &printer->unit->cases[block->cases.first + i];
        ir_put(printer, "        case ");
        ir_put_number(printer, one->low);
        if (one->high != one->low) {
            ir_put(printer, " ... ");
            ir_put_number(printer, one->high);
        }
        ir_put(printer, ": goto ");
        ir_put_number(printer, one->target.index);
        ir_put(printer, "\n");
    }
    ir_put(printer, "        else goto ");
    ir_put_number(printer, block->target[0].index);
    ir_put(printer, "\n");
}

static void put_end(struct printer *printer, const struct ir_block *block)
{
    ir_put(printer, "    ");
    switch ((enum ir_end_kind)block->end) {
    case IR_END_JUMP:
        ir_put(printer, "goto ");
        ir_put_number(printer, block->target[0].index);
        return;
    case IR_END_BRANCH:
        put_branch(printer, block);
        return;
    case IR_END_SWITCH:
        ir_put(printer, "switch ");
        ir_put_operand(printer, block->a);
        return;
    case IR_END_RETURN:
        ir_put(printer, block->a.kind == IR_OPERAND_NONE ? "return" : "return ");
        ir_put_operand(printer, block->a);
        return;
    case IR_END_UNREACHABLE:
        ir_put(printer, "unreachable");
        return;
    case IR_END_ANY:
        put_any(printer, block);
        return;
    }
}

static void put_block(struct printer *printer, enum ir_print_detail detail, struct ir_block_id id)
{
    const struct ir_block *block = ir_block(printer->unit, printer->fn, id);

    ir_put_number(printer, id.index);
    ir_put(printer, ":");
    ir_put(printer, block->flags & IR_BLOCK_LOOP_HEAD ? " loop" : "");
    ir_put(printer, block->flags & IR_BLOCK_LOOP_FOREVER ? " forever" : "");
    ir_put(printer, "\n");
    for (uint32_t i = 0; i < block->instrs.count; i++) {
        const struct ir_instr *instr = &printer->unit->instrs[block->instrs.first + i];
        put_instr(printer, instr);
        end_line(printer, detail, instr->at);
    }
    put_end(printer, block);
    end_line(printer, detail, block->at);
    if (block->end == IR_END_SWITCH)
        put_cases(printer, block);
}

const char *ir_print_function(const struct ir_unit *unit, const struct ir_function *fn,
                              enum ir_print_detail detail, struct arena *arena)
{
    struct local_names names = {0};
    struct printer printer = {.unit = unit, .fn = fn, .names = &names, .arena = arena};

    find_names(&printer, &names);
    put_signature(&printer);
    for (uint32_t i = 1; i < fn->blocks.count; i++)
        put_block(&printer, detail, (struct ir_block_id){i});
    intmap_deinit(&names.taken);
    return ir_take_text(&printer);
}
