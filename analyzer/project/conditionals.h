/* The conditionals of a source, found without a preprocessor: which macros it tests, which it
 * decides by itself, and which of them switch on code that uses threads or calls an optional function.
 *
 * A build that was not run leaves its switches undefined (HAVE_PTHREAD_H, ENABLE_THREADS, ...), and
 * with them the code behind them is gone. What such a switch is shows in the sources: it is tested,
 * never used for its value, and nothing defines it. */
#ifndef STRANDED_PROJECT_CONDITIONALS_H
#define STRANDED_PROJECT_CONDITIONALS_H

#include "base/vector.h"

#include <stddef.h>
#include <stdint.h>

struct arena;
struct macros;

/* A macro's name; one struct each. */
struct macro {
    const char *name;
    uint32_t seen;          /* the last unit in which it was met; for guess.c */
    unsigned roles;         /* in that unit: the union of the files' */
    unsigned roles_in_tree; /* of all files; for switches.c */
    uint32_t scan;          /* the last scan that met it, and where in its list */
    uint32_t index;
};

enum macro_role {
    MACRO_DECIDED = 1 << 0, /* the file defines it, if only in a comment, or says there that it is
                               undefined, or uses it for its value: not for us to define */
    MACRO_TESTED = 1 << 1,
    MACRO_GUARDS_THREADS = 1 << 2, /* where it is true, there is code that uses threads */
    MACRO_GUARDS_CALL =
        1 << 3, /* where it is true, and else nothing, a few lines use the function or the constant
                                      that it is named for */
};

struct macro_use {
    struct macro *macro;
    unsigned roles; /* enum macro_role, ored */
};

struct macro_uses {
    VECTOR(struct macro_use) list; /* each macro once, in the order of the first use */
};

/* The names live in the arena, which must outlive the table. */
struct macros *macros_new(struct arena *arena);

/* Accepts NULL. */
void macros_free(struct macros *macros);

/* Appends what `size` bytes at `text` do with macros. One pass over the text. */
void conditionals_scan(const char *text, size_t size, struct macros *macros,
                       struct macro_uses *ret);

#endif
