/* What a collector holds until it is sealed. Private to findings/. */
#ifndef STRANDED_FINDINGS_COLLECT_H
#define STRANDED_FINDINGS_COLLECT_H

#include <stdbool.h>
#include <stddef.h>

#include <stranded/check.h>

#include "base/arena.h"
#include "findings/finding.h"

/* Steps in the order in which they were added. */
struct draft_steps {
    struct draft_step *first, *last;
    size_t count;
};

struct draft_step {
    struct source_place at; /* file as the front end named it */
    const char *text;
    struct draft_step *next;
};

/* A finding that a check is writing: `finding` is what it holds a pointer to. Its file is as the
 * front end named it; its trace is in `chain`, then `steps`. */
struct draft {
    struct finding finding;
    struct arena *arena;
    struct draft_steps chain; /* how often: main → … → the function of the anchor */
    struct draft_steps steps; /* what happens behind the anchor */
    struct draft *next;
};

struct findings {
    struct arena *arena;
    const struct check *check; /* that is running */
    struct draft *first, *last;
    size_t count;
    bool is_sealed;
};

#endif
