/* Private: the names in sources that are not parsed yet.
 *
 * A unit that has not come to its turn is read as text: its identifiers, those of the headers that no parsed unit
 * has read, and what macros make of them. What none of them names, none of them has to do with. Names that are
 * pasted together are not seen. */
#ifndef STRANDED_ENGINE_UNSEEN_H
#define STRANDED_ENGINE_UNSEEN_H

#include "engine/analysis.h"

#include <stdbool.h>
#include <stddef.h>

struct unseen;

/* Of the units that have no IR yet, and have not failed. */
struct unseen *unseen_new(const struct analysis *analysis);
void unseen_free(struct unseen *unseen);

/* Whether one of them may mean that; whether it has a function's body under that name. */
bool unseen_has(const struct unseen *unseen, const char *name);
bool unseen_defines(const struct unseen *unseen, const char *name);

/* ---- unseen_text.c ---- */

enum unseen_kind {
    UNSEEN_WORD,    /* an identifier in code */
    UNSEEN_MACRO,   /* the name that a #define gives */
    UNSEEN_MEANING, /* an identifier behind that, in the same #define */
    UNSEEN_BODY,    /* a function that is defined, behind its parameters */
    UNSEEN_INCLUDE, /* what stands between "" or <> of an #include */
};

/* Tells of all of them in their order; comments, texts and numbers hold none. */
void unseen_read(const char *text, size_t size,
                 void (*take)(void *data, enum unseen_kind kind, const char *name, size_t length),
                 void *data);

#endif
