/* Private: finding the store without an analysis. */
#ifndef STRANDED_ENGINE_LAST_H
#define STRANDED_ENGINE_LAST_H

#include "base/arena.h"
#include "engine/engine.h"
#include "findings/run.h"
#include "store/store.h"

/* Opens the store of that place, see engine_load_last(). The caller closes it. */
bool open_last_store(const struct engine_place *place, enum store_mode mode, struct arena *arena,
                     struct store **ret_store, GError **error);

/* Where the store of a project is or will be. In the arena. */
const char *find_new_store(const struct engine_place *place, struct arena *arena, GError **error);

/* The last run; fails where there was none. */
bool load_stored_run(struct store *store, struct arena *arena, struct run *ret_run, GError **error);

#endif
