/* Private: where the store is. */
#ifndef STRANDED_ENGINE_LAST_H
#define STRANDED_ENGINE_LAST_H

#include "base/arena.h"
#include "engine/engine.h"

#include <glib.h>

/* The file of the place's store, which need not exist; without a db and a project, the first one in the
 * working folder and above it. NULL with an error where there is no project either. In the arena. */
const char *find_store(const struct engine_place *place, struct arena *arena, GError **error);

#endif
