/* The facts behind program_stopping() (check.h). Private to this folder. */
#ifndef STRANDED_PROGRAM_STOPS_H
#define STRANDED_PROGRAM_STOPS_H

#include "program/creations.h"
#include "program/stop_region.h"

/* Requires solve and holders. Little is done before the first question. */
void stops_prepare(struct program *program);
void stops_free(struct program *program);
/* What the program waits for and wakes, and the rest of the shared facts; each made at the first call. */
const struct uses *stops_uses(const struct program *program);
const struct stop_facts *stops_facts(const struct program *program);
/* The bodies about which a question was given up, over a bound: how many there are, so far. */
uint64_t stops_count_given_up(const struct program *program);
/* Every join that may be of the creation's threads. The caller frees the vector. */
struct points stops_joins(const struct program *program, const struct creation_record *record);
/* The same, or (not NULL) only those of threads that are started there. */
struct points stops_joins_of_start(const struct program *program,
                                   const struct creation_record *record, const struct start *start);

#endif
