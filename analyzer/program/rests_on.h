/* What a claim about a part of the program rests on: the names by which a unit that is not in sight could have
 * to do with it.
 *
 * A unit that names none of them can't call the functions that lead there, does not define what is called there,
 * and does not touch the fields and variables that the claim is about. */
#ifndef STRANDED_PROGRAM_RESTS_ON_H
#define STRANDED_PROGRAM_RESTS_ON_H

#include "program/program.h"

#include <stdbool.h>
#include <stddef.h>

/* Of a finding: where the thing is created, and the steps from there on; what holds it ("worker.tid"); and what
 * else it speaks of ("serve"). */
struct program_claim {
    const struct source_place *places;
    size_t n_places;
    const char *object;
    const char *const *names;
    size_t n_names;
};

enum program_name {
    PROGRAM_NAME_USED,   /* who uses it may have to do with the claim */
    PROGRAM_NAME_CALLED, /* who defines it may */
};

/* Whom to tell of a name, once or several times; false ends it. */
struct program_name_taker {
    bool (*take)(void *data, enum program_name kind, const char *name);
    void *data;
};

/* False when the taker ended it, or when it rests on so much that nobody could tell. */
bool program_rests_on(const struct program *program, const struct program_claim *claim,
                      struct program_name_taker taker);

#endif
