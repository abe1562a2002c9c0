/* Locals whose address a function only lends: it goes into calls that have forgotten it when they return. What is
 * known of them is changed by those calls alone. Private to this folder. */
#ifndef STRANDED_PROGRAM_LENT_H
#define STRANDED_PROGRAM_LENT_H

#include "program/graph.h"

struct lent;

/* For one function; what is asked is found when it is first asked for. Lies in `arena`, as its answers do. Requires
 * targets. */
struct lent *lent_new(const struct program *program, uint32_t fn, struct arena *arena);

/* Whether the place is no local, nor a part of one, or one whose address is taken at all. */
bool lent_has_address(const struct lent *lent, uint32_t place);
/* Whether the place is no local, nor a part of one, or may be written to by an address that is kept or stored. */
bool lent_is_kept(struct lent *lent, uint32_t place);
/* What the call may write to by the address that is its argument, from 0: a place of the caller. 0 = nothing. */
uint32_t lent_written(struct lent *lent, const struct call_site *call, uint32_t argument);

#endif
