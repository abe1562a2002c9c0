#include "frontend/absent_shapes.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "frontend/absent_shapes_inside.h"

/* Over this, names stay unknown. */
enum { MAX_NAMES = 0x1000 };

struct absent_shape *absent_find(const struct absent_shapes *shapes, struct word name,
                                 enum role role)
{
    for (uint32_t i = 0; i < shapes->items.count; i++)
        if (shapes->items.items[i]->role == role && is_same(shapes->items.items[i]->name, name))
            return shapes->items.items[i];
    return NULL;
}

struct absent_shape *absent_demand(struct absent_shapes *shapes, struct word name, enum role role)
{
    struct absent_shape *shape = absent_find(shapes, name, role);

    if (shape || shapes->items.count >= MAX_NAMES)
        return shape;
    if (!shapes->arena)
        shapes->arena = arena_new();
    shape = ARENA_NEW(shapes->arena, struct absent_shape);
    shape->name = arena_string(shapes->arena, name.at, name.length);
    shape->role = role;
    shape->keyword = "struct";
    vector_push(&shapes->items, shape);
    return shape;
}

void absent_shapes_add_type(struct absent_shapes *shapes, const char *name, size_t length)
{
    const struct word word = {name, length};
    const struct absent_shape *tag = absent_find(shapes, word, TAG);

    if (!tag || !tag->is_bare)
        absent_demand(shapes, word, TYPEDEF);
}

const char *absent_take_keyword(struct word *word)
{
    static const char *const keywords[] = {"struct ", "union "}, *const names[] = {"struct",
                                                                                   "union"};

    for (size_t i = 0; i < sizeof(keywords) / sizeof(keywords[0]); i++)
        if (begins(*word, keywords[i])) {
            *word = without(*word, strlen(keywords[i]));
            return names[i];
        }
    return NULL;
}

struct absent_shape *absent_demand_body(struct absent_shapes *shapes, struct word tagged)
{
    const char *keyword = absent_take_keyword(&tagged);
    struct absent_shape *shape = keyword ? absent_demand(shapes, tagged, TAG) : NULL;

    if (shape) {
        shape->keyword = keyword;
        shape->has_body = true;
    }
    return shape;
}

void absent_shapes_add_body(struct absent_shapes *shapes, const char *tagged, size_t length)
{
    absent_demand_body(shapes, (struct word){tagged, length});
}

void absent_shapes_add_bare(struct absent_shapes *shapes, const char *name, size_t length)
{
    struct absent_shape *shape = absent_demand(shapes, (struct word){name, length}, TAG);

    if (shape)
        shape->is_bare = true;
}

void absent_shapes_add_value(struct absent_shapes *shapes, const char *name, size_t length,
                             bool is_constant)
{
    struct absent_shape *shape = absent_demand(shapes, (struct word){name, length}, VALUE);

    if (shape && is_constant)
        shape->form = CONSTANT;
}

void absent_shapes_forget_turn(struct absent_shapes *shapes)
{
    for (uint32_t i = 0; i < shapes->items.count; i++) {
        struct absent_shape *shape = shapes->items.items[i];
        if (shape->formed == shapes->turn)
            shape->form = NUMBER;
        while (shape->members.count && vector_last(&shape->members)->found == shapes->turn)
            shape->members.count--;
        for (uint32_t k = 0; k < shape->members.count; k++)
            if (shape->members.items[k].formed == shapes->turn)
                shape->members.items[k].form = NUMBER;
    }
    shapes->is_complete = true;
}

/* ---- the declarations ---- */

static void put(struct absent_text *text, const char *piece)
{
    for (; *piece; piece++)
        vector_push(text, *piece);
}

/* A member or a variable of that form. */
static void put_declaration(const char *name, enum form form, struct absent_text *text)
{
    if (form == OBJECT || form == POINTER) {
        put(text, "struct " OF_MEMBER);
        put(text, name);
        put(text, " ");
    } else {
        put(text, "long ");
    }
    put(text, form == CALLBACK ? "(*" : form == POINTER || form == ARRAY ? "*" : "");
    put(text, name);
    put(text, form == CALLBACK ? ")()" : "");
}

static void put_members(const struct absent_shape *type, struct absent_text *text)
{
    put(text, " { ");
    for (uint32_t i = 0; i < type->members.count; i++) {
        put_declaration(type->members.items[i].name, type->members.items[i].form, text);
        put(text, "; ");
    }
    if (!type->members.count)
        put(text, "long stranded_absent; ");
    put(text, "}");
}

static void put_tag(const struct absent_shape *type, struct absent_text *text)
{
    put(text, type->keyword);
    put(text, " ");
    put(text, type->name);
    if (type->has_body)
        put_members(type, text);
    put(text, ";\n");
    if (!type->is_bare)
        return;
    put(text, "typedef struct ");
    put(text, type->name);
    put(text, " ");
    put(text, type->name);
    put(text, ";\n");
}

static void put_typedef(const struct absent_shape *type, struct absent_text *text)
{
    put(text, "typedef ");
    if (type->form == OBJECT || type->form == POINTER) {
        put(text, "struct " OF_TYPE);
        put(text, type->name);
        put_members(type, text);
    } else {
        put(text, "long");
    }
    put(text, type->form == CALLBACK ? " (*" : type->form == POINTER ? " *" : " ");
    put(text, type->name);
    put(text, type->form == CALLBACK ? ")();\n" : type->form == FUNCTION ? "();\n" : ";\n");
}

/* No constant is equal to another, most likely, and no test finds one true or false by itself. None is large, since it
 * may be the index of an element that is initialized. */
static void put_constant(const struct absent_shape *shape, uint32_t number,
                         struct absent_text *text)
{
    char value[64];

    if (shape->role == RESULT)
        snprintf(value, sizeof(value), "(...) (0x5a%03x + (__COUNTER__ << 12))\n", number);
    else
        snprintf(value, sizeof(value), " = 0x5a%03x };\n", number);
    put(text, shape->role == RESULT ? "#define " : "enum { ");
    put(text, shape->name);
    put(text, value);
}

static void put_value(const struct absent_shape *shape, struct absent_text *text)
{
    if (shape->role == RESULT && shape->form != OBJECT && shape->form != POINTER &&
        shape->form != TYPED)
        return; /* an implicit declaration does */
    if (shape->form == TEXT) {
        put(text, "#define ");
        put(text, shape->name);
        put(text, " \"\"\n");
        return;
    }
    put(text, "extern ");
    if (shape->form == TYPED) {
        put(text, shape->type);
        put(text, " ");
        put(text, shape->name);
    } else {
        put_declaration(shape->name, shape->form, text);
    }
    put(text, shape->role == RESULT ? "();\n" : ";\n");
}

static bool is_type(const struct absent_shape *shape)
{
    return shape->role == TAG || shape->role == TYPEDEF;
}

/* Types first, and of those what a member leads to, as it may be a part. It was found behind whatever has it. */
void absent_shapes_put(const struct absent_shapes *shapes, struct absent_text *text)
{
    for (uint32_t i = shapes->items.count; i > 0; i--) {
        const struct absent_shape *shape = shapes->items.items[i - 1];
        if (shape->role == TAG)
            put_tag(shape, text);
        else if (shape->role == TYPEDEF)
            put_typedef(shape, text);
    }
    for (uint32_t i = 0; i < shapes->items.count; i++) {
        const struct absent_shape *shape = shapes->items.items[i];
        if (!is_type(shape) && shape->form == CONSTANT)
            put_constant(shape, i, text);
        else if (!is_type(shape))
            put_value(shape, text);
    }
}

void absent_shapes_deinit(struct absent_shapes *shapes)
{
    for (uint32_t i = 0; i < shapes->items.count; i++)
        vector_deinit(&shapes->items.items[i]->members);
    vector_deinit(&shapes->items);
    arena_free(shapes->arena);
}
