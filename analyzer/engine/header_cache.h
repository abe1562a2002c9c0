/* Private: precompiled headers that are kept between runs, beside the store.
 *
 * Each has two files: KEY.unit says from which files it was made and what KEY-CONTENT.pch has to look like.
 * A precompiled header is never written under a name that was used before, and used only if all that it was
 * made of is the same; a damaged one is made again. Two runs may use one folder at once. */
#ifndef STRANDED_ENGINE_HEADER_CACHE_H
#define STRANDED_ENGINE_HEADER_CACHE_H

#include "base/arena.h"
#include "frontend/frontend.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct header_cache;

/* The cache beside the store of that file. What it gives lives in the arena; the caller calls
 * header_cache_close(). Nothing is created before there is something to keep. */
struct header_cache *header_cache_open(const char *store_file, struct arena *arena);
/* Also removes what nobody has used for long, and what is over the cache's bound. Accepts NULL. */
void header_cache_close(struct header_cache *cache);

/* The precompiled header of that key, if it is there and may be used by the source, with its overlays; else
 * NULL. */
const struct frontend_shared *header_cache_find(struct header_cache *cache, uint64_t key,
                                                const struct frontend_source *source);
/* Where a worker may write the one of that key; NULL where the folder can't be written. In the arena. */
const char *header_cache_room(struct header_cache *cache, uint64_t key);
/* What was written there is not wanted. */
void header_cache_give_up(const char *room);
/* Keeps what was written there, with the encoded unit that came with it; NULL where that fails. */
const struct frontend_shared *header_cache_keep(struct header_cache *cache, uint64_t key,
                                                const struct frontend_source *source,
                                                const char *room, const void *ir, size_t ir_size);

#endif
