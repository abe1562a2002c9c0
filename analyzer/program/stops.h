/* The facts behind program_stopping() (check.h). Private to this folder. */
#ifndef STRANDED_PROGRAM_STOPS_H
#define STRANDED_PROGRAM_STOPS_H

#include "program/graph.h"

/* Requires solve and holders. Little is done before the first question. */
void stops_prepare(struct program *program);
void stops_free(struct program *program);

#endif
