/* Waits for the answer of another machine that a thread of the program's own receives. Private to this folder. */
#ifndef STRANDED_PROGRAM_UNBOUNDED_ANSWERS_H
#define STRANDED_PROGRAM_UNBOUNDED_ANSWERS_H

#include "program/channels.h"

/* Marks, per use, those that keep an event waiting. `remote`: channels, by their items, that lead to another machine. */
void unbounded_find_answers(const struct channels *channels, const struct bitset *remote,
                            uint8_t *told);

#endif
