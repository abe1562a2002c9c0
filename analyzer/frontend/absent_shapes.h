/* What the use of names shows that no header declares.
 *
 * A type is `typedef long T;` as long as nothing asks for more, and a struct where members of it are named, with these.
 * A value is an integer variable, or a constant, a pointer or a struct where it is used as one. What a member, a value
 * or the result of a call leads to is a struct of its own, named after it. */
#ifndef STRANDED_FRONTEND_ABSENT_SHAPES_H
#define STRANDED_FRONTEND_ABSENT_SHAPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/vector.h"

struct arena;

/* Text of declarations. */
VECTOR_TYPE(absent_text, char);

/* What clang complains of, and the source from there on; `at` is NULL where that is not known. */
struct absent_use {
    const char *message;
    const char *text, *at, *end;
};

/* Characters of the source. */
static inline bool absent_is_in_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static inline bool absent_is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

struct absent_shape;

/* Zero-initialized at first. */
struct absent_shapes {
    struct arena *arena; /* of the names */
    VECTOR(struct absent_shape *) items;
    uint32_t turn;    /* counted up by the caller each time before it adds and learns */
    bool is_complete; /* nothing is learnt any more */
};

/* A typedef's name. */
void absent_shapes_add_type(struct absent_shapes *shapes, const char *name, size_t length);

/* `struct name` or `union name`, and its body. */
void absent_shapes_add_body(struct absent_shapes *shapes, const char *tagged, size_t length);

/* A struct's name that stands without its keyword. */
void absent_shapes_add_bare(struct absent_shapes *shapes, const char *name, size_t length);

/* The name of a variable, or of a constant that no other one is equal to. */
void absent_shapes_add_value(struct absent_shapes *shapes, const char *name, size_t length,
                             bool is_constant);

/* Learns what the complaint says of a name or a member. True if that is new. */
bool absent_shapes_learn(struct absent_shapes *shapes, const struct absent_use *use);

/* What was learnt in this turn made things worse: it is forgotten, and nothing is learnt from now on. */
void absent_shapes_forget_turn(struct absent_shapes *shapes);

void absent_shapes_put(const struct absent_shapes *shapes, struct absent_text *text);

void absent_shapes_deinit(struct absent_shapes *shapes);

#endif
