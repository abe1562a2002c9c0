/* Calls that close what they are given. Private to this folder. */
#ifndef STRANDED_PROGRAM_CLOSED_CALLEES_H
#define STRANDED_PROGRAM_CLOSED_CALLEES_H

#include "program/paths.h"

/* Whether the call, one by name, surely closes that argument (from 1): always, or where its result is
 * `*ret_result`; relation IR_NO_OPERATOR = always. */
bool closed_by_callee(const struct program *program, const struct fn *fn,
                      const struct call_site *site, uint32_t argument,
                      struct path_result *ret_result);

#endif
