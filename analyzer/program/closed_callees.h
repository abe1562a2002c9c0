/* Calls that close what they are given. Private to this folder. */
#ifndef STRANDED_PROGRAM_CLOSED_CALLEES_H
#define STRANDED_PROGRAM_CLOSED_CALLEES_H

#include "program/paths.h"

/* What is closed of an argument. */
struct closed_part {
    enum { CLOSED_VALUE, CLOSED_FIELD, CLOSED_INDEX } kind; /* itself; or of what it points to */
    uint32_t number; /* the field, as an element (elements.h); the index */
};

/* What the place is of the argument, where that is, or points to, what the place is a part of. */
bool closed_part_of(const struct program *program, uint32_t fn, struct ir_operand argument,
                    uint32_t place, struct closed_part *ret_part);
/* Marks the calls, all but that one, that may give the field or global another value (PATH_STOP). */
void closed_mark_writers(const struct program *program, uint32_t element, uint32_t except,
                         struct path_query *query);
/* Whether the call, which is given the address of the place, may put something else there; `before`, an instruction of
 * its only target: before that. What is put into a field, closed_mark_writers() knows. */
bool closed_may_renew(const struct program *program, uint32_t fn, const struct call_site *site,
                      uint32_t place, uint32_t before);
/* Whether the call, one by name, surely closes that part of the argument (from 1), and leaves it as it is: always, or
 * where its result is `*ret_result`; relation IR_NO_OPERATOR = always. */
bool closed_by_callee(const struct program *program, const struct fn *fn,
                      const struct call_site *site, uint32_t argument, struct closed_part part,
                      struct path_result *ret_result);
/* Whether it closes that only where it fails, which `*ret_result` says, though not always then. */
bool closed_by_failed(const struct program *program, const struct fn *fn,
                      const struct call_site *site, uint32_t argument, struct closed_part part,
                      struct path_result *ret_result);

#endif
