/* What solving functions was in the last run that was stored, and in this one. */
#ifndef STRANDED_ENGINE_SOLVED_H
#define STRANDED_ENGINE_SOLVED_H

#include "base/intmap.h"
#include "base/vector.h"
#include "engine/analysis.h"
#include "program/program.h"

struct solved_function {
    uint64_t key;
    const uint32_t *words;
    uint32_t count;
};

struct solved {
    struct arena *arena;
    VECTOR(struct solved_function) before, now;
    struct intmap before_known, now_known; /* key -> index + 1 */
    bool is_changed;                       /* this run knows something that the last one did not */
};

/* Loads what is stored. What it holds lives in `arena`. */
bool solved_open(struct solved *solved, const struct analysis *analysis, struct arena *arena,
                 GError **error) __attribute__((warn_unused_result));
/* What program_new() asks. */
struct program_memory solved_memory(struct solved *solved);
/* Stores what this run used, and what it adds. */
bool solved_save(const struct solved *solved, const struct analysis *analysis, GError **error)
    __attribute__((warn_unused_result));
void solved_close(struct solved *solved);

#endif
