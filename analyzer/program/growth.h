/* Containers that only grow: entries are put in while the program serves, and nothing takes them out again,
 * bounds their number, or is reached to do so.
 *
 * Found by what the code does to links, counts and memory; by record (kind) and by field, not by path: an
 * object that is freed somewhere at steady state is taken for one that may be freed in time. */
#ifndef STRANDED_PROGRAM_GROWTH_H
#define STRANDED_PROGRAM_GROWTH_H

#include <stranded/check.h>

#include "base/vector.h"
#include "program/creations.h"
#include "program/graph.h"

struct growth_facts;

/* Requires all up to stops.c. Lies in `run` but for growth_free(). */
struct growth_facts *growth_find(const struct program *program, struct arena *run);
void growth_free(struct growth_facts *facts);
/* Appends the inserts as creations. */
void growth_list(struct program *program, struct creation_list *list);

#endif
