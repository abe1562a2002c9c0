/* Names that a unit uses and nothing declares, since the header that does is not there.
 *
 * Clang drops a whole statement for one such name, calls and returns included. So the unit is parsed
 * again with the names declared: types as an integer, which can be cast, compared and pointed to,
 * structs that are embedded with a body, constants of cases with a value of their own, and the rest as
 * variables of which nothing is known. */
#ifndef STRANDED_FRONTEND_ABSENT_NAMES_H
#define STRANDED_FRONTEND_ABSENT_NAMES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/intmap.h"
#include "base/vector.h"
#include "frontend/clang_api.h"

/* The file that declares them; it exists for the parser only. */
#define ABSENT_NAMES_FILE "/stranded-absent-names.h"

struct arena;

/* Zero-initialized at first. */
struct absent_names {
    VECTOR(char) text;   /* the declarations, not terminated */
    struct intmap known; /* hash of a name -> 1 */
};

/* Adds the names that the unit's errors complain of: its types or, if there is no new one, all others
 * (many of those are variables of a type that was not known). True if there is a new one. */
bool absent_names_collect(struct absent_names *names, const struct clang_api *clang,
                          CXTranslationUnit tu);

void absent_names_deinit(struct absent_names *names);

#endif
