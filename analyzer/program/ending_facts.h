/* What the questions about endings share, so that none looks at all of the program. Each is found when it
 * is first asked for. Private to this folder. */
#ifndef STRANDED_PROGRAM_ENDING_FACTS_H
#define STRANDED_PROGRAM_ENDING_FACTS_H

#include <stranded/check.h>

#include "base/bitset.h"
#include "program/creations.h"

/* Requires solve, contexts, members, holders. */
void ending_facts_prepare(struct program *program);

/* Whether something that was not understood may end the thread or the client, wherever its handle is. */
bool ending_facts_blind(const struct program *program, const struct creation_record *record);
/* Whether it is a client that objects of its library know, and that the program asks such for to end it. */
bool ending_facts_asked(const struct program *program, const struct creation_record *record);
/* Functions below which the calling thread may exit, by calls that are made by name. */
const struct bitset *ending_facts_exits(const struct program *program);
/* Functions below which somebody is told the calling thread's own handle. */
const struct bitset *ending_facts_tells(const struct program *program);

/* Functions below the bodies of the creation's threads, the bodies included. */
const struct bitset *ending_facts_below(const struct program *program,
                                        const struct creation_record *record);

/* The verdict on that creation for those events, if it was found before: checks ask for the same. */
const struct ending *ending_facts_find(const struct program *program, uint32_t creation,
                                       unsigned events);
void ending_facts_keep(const struct program *program, uint32_t creation, unsigned events,
                       const struct ending *ending);

#endif
