/* What the files memory*.c share: who knows an object, in the state of a path. */
#ifndef STRANDED_PROGRAM_MEMORY_INSIDE_H
#define STRANDED_PROGRAM_MEMORY_INSIDE_H

#include "program/solver.h"

/* Nothing has ended the object on this path, and the function still answers for it. */
bool memory_is_open(const struct state *state, uint32_t object);
/* The mark of an allocation whose address is out of the function's sight, and whether the one that the
 * location lies in has it. */
uint32_t memory_escape_mark(struct space *space, uint32_t allocation);
bool memory_has_escaped(struct frame *frame, const struct state *state, uint32_t loc);
/* The class of a place; of memory without a name, the class of the pointer to it. */
struct key memory_key_of(struct frame *frame, const struct state *state, uint32_t loc);
/* The handle in `loc` is from now on what the program does to the class of that place. */
void memory_hand_to_class(struct frame *frame, struct state *state, uint32_t object, uint32_t loc);
/* What the callers gave lies in an object that others reach from now on: a pointer of theirs, or all that is
 * where their pointer leads. */
void memory_escape_initial(struct frame *frame, struct state *state, struct value value,
                           enum reach reach);
void memory_escape_handle(struct frame *frame, struct state *state, uint32_t object);
/* What a part of an object, or all of it, holds once others may have written there. */
struct value memory_written_by_others(struct space *space, uint32_t loc);
/* Whether an open handle lies in an allocation that the address leads to. */
bool memory_leads_to_open(struct frame *frame, const struct state *state, struct value address);

#endif
