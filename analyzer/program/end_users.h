/* Functions that are handed an end of a pipe. Private to this folder. */
#ifndef STRANDED_PROGRAM_END_USERS_H
#define STRANDED_PROGRAM_END_USERS_H

#include "program/graph.h"

/* Whether the function, and what it hands it on to, uses the parameter (from 1) only in a process that it makes: in this one
 * the end stays as it is. A parameter that points to both ends is meant by `end`, the other one of them; 0 = it is the
 * descriptor itself. */
bool end_users_only_child(const struct program *program, uint32_t fn, uint32_t parameter,
                          uint32_t end);

#endif
