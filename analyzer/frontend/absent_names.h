/* Names that a unit uses and nothing declares, since the header that does is not there.
 *
 * Clang drops a whole statement for one such name, calls and returns included. So the unit is parsed
 * again with the names declared, as what their use shows (absent_shapes.h). */
#ifndef STRANDED_FRONTEND_ABSENT_NAMES_H
#define STRANDED_FRONTEND_ABSENT_NAMES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/intmap.h"
#include "frontend/absent_shapes.h"
#include "frontend/clang_api.h"

/* The file that declares them; it exists for the parser only. */
#define ABSENT_NAMES_FILE "/stranded-absent-names.h"

/* Zero-initialized at first. */
struct absent_names {
    struct absent_text text; /* the declarations, not terminated */
    struct absent_shapes shapes;
    struct absent_text others; /* declarations of what has no shape to learn: macros and enums */
    struct intmap known;       /* hash of a name -> 1 */
    bool has_new;              /* there were new ones the last time */
};

/* Adds the names that the unit's errors complain of: its types or, if there is no new one, all others
 * (many of those are variables of a type that was not known), and what they say of members. True if
 * something is new. */
bool absent_names_collect(struct absent_names *names, const struct clang_api *clang,
                          CXTranslationUnit tu);

/* What was last learnt of types made things worse: without it. False if nothing else was found, or nothing was learnt. */
bool absent_names_forget_uses(struct absent_names *names);

void absent_names_deinit(struct absent_names *names);

#endif
