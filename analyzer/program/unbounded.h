/* Clients that wait for the other side without any bound on the time. Private to this folder. */
#ifndef STRANDED_PROGRAM_UNBOUNDED_H
#define STRANDED_PROGRAM_UNBOUNDED_H

#include "program/creations.h"

struct unbounded;

/* Appends the calls that wait for the other side of a client. */
void unbounded_list(struct program *program, struct creation_list *list);
void unbounded_free(struct unbounded *unbounded);

#endif
