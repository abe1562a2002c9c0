/* Private: which files can have to do with the program at all. */
#ifndef STRANDED_ENGINE_RELEVANCE_H
#define STRANDED_ENGINE_RELEVANCE_H

#include "base/arena.h"
#include "engine/engine.h"

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

struct relevance {
    GHashTable *known;  /* paths that some unit has read; NULL = not asked for yet */
    GHashTable *errors; /* of those, sources with errors -> how many */
    const struct engine_place *place;
    struct arena *arena;
};

void relevance_init(struct relevance *relevance, const struct engine_place *place,
                    struct arena *arena);
void relevance_deinit(struct relevance *relevance);

/* Whether the absolute path names C, a compilation database, or what a unit has read in an earlier run. */
bool is_relevant(struct relevance *relevance, const char *path);

/* Whether a unit has read it in an earlier run. */
bool is_known_file(struct relevance *relevance, const char *path);

/* How many errors the source of that path had in an earlier run. */
uint32_t errors_of_file(struct relevance *relevance, const char *path);

#endif
