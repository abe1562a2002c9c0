/* The names and what is known of them: shared by absent_shapes.c, which keeps and declares them, and absent_uses.c, which learns
 * from their uses. */
#ifndef STRANDED_FRONTEND_ABSENT_SHAPES_INSIDE_H
#define STRANDED_FRONTEND_ABSENT_SHAPES_INSIDE_H

#include <string.h>

#include "frontend/absent_shapes.h"

/* Names of our own, for what has none or has it in a header that is not there. */
#define OF_TYPE   "stranded_absent_"
#define OF_MEMBER "stranded_member_"

enum role {
    TYPEDEF,
    TAG,
    VALUE,
    RESULT, /* of a function that nothing declares, or a macro */
};

enum form {
    NUMBER,
    CONSTANT, /* of values and results */
    TEXT,     /* a macro for a string literal */
    FUNCTION, /* of a typedef */
    CALLBACK, /* a pointer to a function */
    ARRAY,    /* of numbers; not of a typedef */
    OBJECT,
    POINTER, /* to an object */
    TYPED,   /* of a type that is told; a value or a result */
};

struct member {
    const char *name;
    enum form form;
    uint32_t found, formed; /* the turns in which */
};

struct absent_shape {
    const char *name; /* without the keyword */
    enum role role;
    const char *keyword; /* of a tag: "struct" or "union" */
    bool is_bare;        /* a tag that stands without its keyword, too */
    bool has_body;       /* of a tag */
    enum form form;      /* of all others */
    const char *type;    /* of what is TYPED */
    uint32_t formed;     /* the turn in which */
    VECTOR(struct member) members;
};

/* A piece of the source or of a message. */
struct word {
    const char *at;
    size_t length;
};

static inline bool is_same(const char *name, struct word word)
{
    return strlen(name) == word.length && memcmp(name, word.at, word.length) == 0;
}

static inline bool begins(struct word word, const char *with)
{
    return word.length > strlen(with) && memcmp(word.at, with, strlen(with)) == 0;
}

static inline struct word without(struct word word, size_t length)
{
    return (struct word){word.at + length, word.length - length};
}

/* NULL = it is none of ours. */
struct absent_shape *absent_find(const struct absent_shapes *shapes, struct word name,
                                 enum role role);

/* It is made where there is none; NULL where there are too many. */
struct absent_shape *absent_demand(struct absent_shapes *shapes, struct word name, enum role role);

/* The same of `struct name` or `union name`, which has a body from now on; NULL where it is neither. */
struct absent_shape *absent_demand_body(struct absent_shapes *shapes, struct word tagged);

/* The keyword of `struct name` and `union name`, which is taken off; NULL = it has none. */
const char *absent_take_keyword(struct word *word);

#endif
