/* Ends of a channel that the function notes, and behind which it makes the channel anew where it finds the note. Private to
 * this folder. */
#ifndef STRANDED_PROGRAM_CLOSED_RENEWED_H
#define STRANDED_PROGRAM_CLOSED_RENEWED_H

#include "program/graph.h"

/* Whether the function notes right behind that call, which ends the channel that lies in such a field or global, that it is
 * gone; and gives the field another one where the note says so. */
bool closed_is_renewed(const struct program *program, uint32_t fn, uint32_t instr,
                       uint32_t element);

#endif
