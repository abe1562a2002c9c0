/* Types whose header is not there, as far as their use shows them: `typedef long T;` as long as nothing asks for more,
 * a struct where members of it are named, with these.
 *
 * A member is a number, until it is used as something else. What it leads to is a struct of its own, named after it. */
#ifndef STRANDED_FRONTEND_ABSENT_TYPES_H
#define STRANDED_FRONTEND_ABSENT_TYPES_H

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

struct absent_type;

/* Zero-initialized at first. */
struct absent_types {
    struct arena *arena; /* of the names */
    VECTOR(struct absent_type *) items;
    uint32_t turn;    /* counted up by the caller each time before it adds and learns */
    bool is_complete; /* nothing is learnt any more */
};

/* A typedef's name. */
void absent_types_add(struct absent_types *types, const char *name, size_t length);

/* `struct name` or `union name`, and its body. */
void absent_types_add_body(struct absent_types *types, const char *tagged, size_t length);

/* A struct's name that stands without its keyword. */
void absent_types_add_bare(struct absent_types *types, const char *name, size_t length);

/* Learns what the complaint says of a type or a member. True if that is new. */
bool absent_types_learn(struct absent_types *types, const struct absent_use *use);

/* What was learnt in this turn made things worse: it is forgotten, and nothing is learnt from now on. */
void absent_types_forget_turn(struct absent_types *types);

void absent_types_put(const struct absent_types *types, struct absent_text *text);

void absent_types_deinit(struct absent_types *types);

#endif
