/* Places, operands and calls as text, in C's notation. */
#include "ir/print.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/intmap.h"
#include "base/vector.h"
#include "ir/ir.h"
#include "ir/print_internal.h"

/* Bounds of a place's text: an index may be a place with an index of its own, and shared indices
 * would double the text with each level. What is beyond shows as "…". */
enum { INDEX_DEPTH_MOST = 8, PLACE_TEXT_MOST = 1024 };

/* Bytes shown of a string literal. */
enum { LITERAL_MOST = 60 };

#define ELLIPSIS "\xe2\x80\xa6"

/* ---- text ---- */

void ir_put_bytes(struct printer *printer, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        vector_push(&printer->text, bytes[i]);
}

void ir_put(struct printer *printer, const char *text)
{
    ir_put_bytes(printer, text, strlen(text));
}

void ir_put_number(struct printer *printer, int64_t number)
{
    char digits[24]; /* enough for the 20 characters of INT64_MIN */
    int length = snprintf(digits, sizeof(digits), "%" PRId64, number);

    ir_put_bytes(printer, digits, (size_t)length);
}

void ir_put_string(struct printer *printer, struct ir_string string)
{
    ir_put(printer, ir_text(printer->unit, string));
}

const char *ir_take_text(struct printer *printer)
{
    const char *text = arena_string(printer->arena, printer->text.items, printer->text.count);

    vector_deinit(&printer->text);
    return text;
}

/* ---- places ---- */

static const char *name_temporary(struct printer *printer)
{
    struct local_names *names = printer->names;

    do
        names->last_temporary++;
    while (intmap_find(&names->taken, names->last_temporary));
    return arena_printf(printer->arena, "t%" PRIu32, names->last_temporary);
}

void ir_put_local(struct printer *printer, struct ir_local_id id)
{
    const struct ir_local *local = ir_local(printer->unit, printer->fn, id);

    if (printer->names) {
        const char **name = &printer->names->by_local[id.index];
        if (!*name)
            *name = name_temporary(printer);
        ir_put(printer, *name);
    } else if (local->name.offset) {
        ir_put_string(printer, local->name);
    } else {
        ir_put(printer, "_");
    }
}

/* A place's steps from the root on, and what stands before the root: '(' and '*', the innermost
 * first. */
struct path {
    VECTOR(const struct ir_place *) steps; /* the root first */
    VECTOR(char) front;
};

static void path_deinit(struct path *path)
{
    vector_deinit(&path->steps);
    vector_deinit(&path->front);
}

static bool is_postfix(const struct ir_place *step)
{
    return step->kind == IR_PLACE_FIELD || step->kind == IR_PLACE_INDEX ||
           step->kind == IR_PLACE_INDEX_PLACE;
}

/* True when the step is a dereference that no arrow and no bracket of the next step expresses. */
static bool is_star(const struct path *path, uint32_t step)
{
    return path->steps.items[step]->kind == IR_PLACE_DEREF &&
           (step + 1 == path->steps.count || !is_postfix(path->steps.items[step + 1]));
}

/* True when an arrow or a bracket follows a star, which binds less tightly: (*p)->f. What follows a
 * star is another dereference at any rate. */
static bool needs_parentheses(const struct path *path, uint32_t step)
{
    return step > 0 && !is_star(path, step) && is_star(path, step - 1);
}

static struct path find_path(const struct printer *printer, struct ir_place_id id)
{
    struct path path = {0};

    while (id.index) {
        const struct ir_place *place = ir_place(printer->unit, printer->fn, id);
        vector_push(&path.steps, place);
        id = place->parent;
    }
    for (uint32_t i = 0; i < path.steps.count / 2; i++) {
        const struct ir_place **mirror = &path.steps.items[path.steps.count - 1 - i];
        const struct ir_place *step = *mirror;
        *mirror = path.steps.items[i];
        path.steps.items[i] = step;
    }
    for (uint32_t i = 1; i < path.steps.count; i++) {
        if (is_star(&path, i))
            vector_push(&path.front, '*');
        else if (needs_parentheses(&path, i))
            vector_push(&path.front, '(');
    }
    return path;
}

static void put_root(struct printer *printer, const struct ir_place *root)
{
    if (root->kind == IR_PLACE_LOCAL)
        ir_put_local(printer, (struct ir_local_id){root->argument});
    else if (root->kind == IR_PLACE_GLOBAL)
        ir_put_string(printer, printer->unit->symbols[root->argument].name);
    else
        ir_put(printer, "?");
}

/* The next three call each other for an index within an index, down to INDEX_DEPTH_MOST. */
/* NOLINTBEGIN(misc-no-recursion) */
static void put_place_within(struct printer *printer, struct ir_place_id id, uint32_t depth);

static void put_index(struct printer *printer, const struct ir_place *step, uint32_t depth)
{
    ir_put(printer, "[");
    if (step->kind == IR_PLACE_INDEX)
        ir_put_number(printer, (int32_t)step->argument);
    else if (!step->argument)
        ir_put(printer, "?");
    else
        put_place_within(printer, (struct ir_place_id){step->argument}, depth + 1);
    ir_put(printer, "]");
}

static void put_step(struct printer *printer, const struct path *path, uint32_t step,
                     uint32_t depth)
{
    const struct ir_place *place = path->steps.items[step];

    if (needs_parentheses(path, step))
        ir_put(printer, ")");
    if (place->kind == IR_PLACE_FIELD) {
        bool is_arrow = path->steps.items[step - 1]->kind == IR_PLACE_DEREF;
        ir_put(printer, is_arrow ? "->" : ".");
        ir_put_string(printer, printer->unit->fields[place->argument].name);
    } else if (is_postfix(place)) {
        put_index(printer, place, depth);
    }
}

static void put_place_within(struct printer *printer, struct ir_place_id id, uint32_t depth)
{
    uint32_t begin = printer->text.count;

    if (depth > INDEX_DEPTH_MOST) {
        ir_put(printer, ELLIPSIS);
        return;
    }
    struct path path = find_path(printer, id);
    while (path.front.count > 0)
        vector_push(&printer->text, vector_pop(&path.front));
    put_root(printer, path.steps.items[0]);
    for (uint32_t i = 1; i < path.steps.count; i++) {
        if (printer->text.count - begin > PLACE_TEXT_MOST) {
            ir_put(printer, ELLIPSIS);
            break;
        }
        put_step(printer, &path, i, depth);
    }
    path_deinit(&path);
}
/* NOLINTEND(misc-no-recursion) */

void ir_put_place(struct printer *printer, struct ir_place_id place)
{
    if (place.index)
        put_place_within(printer, place, 0);
    else
        ir_put(printer, "?");
}

/* ---- operands ---- */

/* The bytes of the UTF-8 sequence at `text`, or 0 when there is none. */
static size_t utf8_length(const char *text)
{
    const unsigned char *bytes = (const unsigned char *)text;
    size_t length = bytes[0] < 0x80   ? 1
                    : bytes[0] < 0xc2 ? 0
                    : bytes[0] < 0xe0 ? 2
                    : bytes[0] < 0xf0 ? 3
                    : bytes[0] < 0xf5 ? 4
                                      : 0;

    for (size_t i = 1; i < length; i++)
        if ((bytes[i] & 0xc0) != 0x80)
            return 0;
    return length;
}

static void put_escaped_byte(struct printer *printer, char byte)
{
    static const char escapes[] = "\a\b\f\n\r\t\v\"\\";
    static const char letters[] = "abfnrtv\"\\";
    static const char digits[] = "0123456789abcdef";
    const char *escape = memchr(escapes, byte, sizeof(escapes) - 1);

    if (escape) {
        ir_put_bytes(printer, "\\", 1);
        ir_put_bytes(printer, &letters[escape - escapes], 1);
    } else if ((unsigned char)byte >= 0x20 && (unsigned char)byte < 0x7f) {
        ir_put_bytes(printer, &byte, 1);
    } else {
        ir_put(printer, "\\x");
        ir_put_bytes(printer, &digits[(unsigned char)byte >> 4], 1);
        ir_put_bytes(printer, &digits[byte & 0xf], 1);
    }
}

static void put_literal(struct printer *printer, const char *text)
{
    const char *end = text + strlen(text);
    const char *most = end - text > LITERAL_MOST ? text + LITERAL_MOST : end;

    ir_put(printer, "\"");
    while (text < most) {
        size_t length = utf8_length(text);
        if (length > 1 && text + length > most)
            break; /* not half a character */
        if (length > 1)
            ir_put_bytes(printer, text, length);
        else
            put_escaped_byte(printer, *text);
        text += length > 1 ? length : 1;
    }
    ir_put(printer, text < end ? ELLIPSIS "\"" : "\"");
}

void ir_put_operand(struct printer *printer, struct ir_operand operand)
{
    switch ((enum ir_operand_kind)operand.kind) {
    case IR_OPERAND_NONE:
        return;
    case IR_OPERAND_INTEGER:
        ir_put_number(printer, printer->unit->integers[operand.index]);
        return;
    case IR_OPERAND_PLACE:
        ir_put_place(printer, (struct ir_place_id){operand.index});
        return;
    case IR_OPERAND_ADDRESS:
        ir_put(printer, "&");
        ir_put_place(printer, (struct ir_place_id){operand.index});
        return;
    case IR_OPERAND_FUNCTION:
        ir_put(printer, printer->names ? "&" : "");
        ir_put_string(printer, printer->unit->symbols[operand.index].name);
        return;
    case IR_OPERAND_STRING:
        put_literal(printer, ir_text(printer->unit, (struct ir_string){operand.index}));
        return;
    case IR_OPERAND_UNKNOWN:
        ir_put(printer, "?");
        return;
    case IR_OPERAND_NULL:
        ir_put(printer, "null");
        return;
    }
}

/* A function's bare name; a dereference in parentheses. */
static void put_callee(struct printer *printer, struct ir_operand callee)
{
    if (callee.kind == IR_OPERAND_FUNCTION) {
        ir_put_string(printer, printer->unit->symbols[callee.index].name);
        return;
    }
    bool is_star = callee.kind == IR_OPERAND_PLACE &&
                   ir_place(printer->unit, printer->fn, (struct ir_place_id){callee.index})->kind ==
                       IR_PLACE_DEREF;
    ir_put(printer, is_star ? "(" : "");
    ir_put_operand(printer, callee);
    ir_put(printer, is_star ? ")" : "");
}

void ir_put_call(struct printer *printer, const struct ir_instr *call)
{
    put_callee(printer, call->a);
    ir_put(printer, "(");
    for (uint32_t i = 0; i < call->arguments.count; i++) {
        if (i > 0)
            ir_put(printer, ", ");
        ir_put_operand(printer, printer->unit->operands[call->arguments.first + i]);
    }
    ir_put(printer, ")");
}

/* ---- the public ones ---- */

const char *ir_print_place(const struct ir_unit *unit, const struct ir_function *fn,
                           struct ir_place_id place, struct arena *arena)
{
    struct printer printer = {.unit = unit, .fn = fn, .arena = arena};

    ir_put_place(&printer, place);
    return ir_take_text(&printer);
}

const char *ir_print_call(const struct ir_unit *unit, const struct ir_function *fn,
                          const struct ir_instr *call, struct arena *arena)
{
    struct printer printer = {.unit = unit, .fn = fn, .arena = arena};

    ir_put_call(&printer, call);
    return ir_take_text(&printer);
}
