/* What the files creations*.c share. */
#ifndef STRANDED_PROGRAM_CREATIONS_INSIDE_H
#define STRANDED_PROGRAM_CREATIONS_INSIDE_H

#include "program/solver.h"

struct creations *creations_of(const struct frame *frame);
/* The records of an object: that of the call which yields it in the function that knows what it runs, then
 * those of the functions that it is started through. NULL where nothing is recorded, or no more of them. */
struct creation_record *creations_record(const struct frame *frame, uint32_t object);
struct creation_record *creations_record_behind(struct creations *all,
                                                const struct creation_record *record);

bool creations_same_key(struct key a, struct key b);
bool creations_has_key(const struct key *keys, uint32_t count, struct key key);

/* creations_losses.c: whether the thread is joinable; where an attribute tells that lies outside of functions, if
 * that attribute does not say otherwise. Notes what is not known. */
bool creations_joinable(const struct space *space, struct creation_record *record,
                        const struct object *object);

/* creations_ends.c */
unsigned creations_events_of(enum effect_kind kind);
/* Nothing is added of no event, or of a class that is not known. */
void creations_add_ending(struct solution *solution, struct ending_record ending);

#endif
