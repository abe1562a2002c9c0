/* Private: the files that units were parsed from, each content once, as the store wants them. */
#ifndef STRANDED_ENGINE_SOURCE_FILES_H
#define STRANDED_ENGINE_SOURCE_FILES_H

#include "base/arena.h"
#include "store/store.h"

#include <stdbool.h>
#include <stdint.h>

struct source_files;

/* A new table; its texts live in the arena. `started` is when the run began, in nanoseconds since
 * 1970: only a file that was last changed safely before that is taken to be what its stat says. */
struct source_files *source_files_new(struct arena *arena, int64_t started);
/* Accepts NULL. */
void source_files_free(struct source_files *table);

/* The index of that content of a file, from 0. Each path is stat'ed once. */
uint32_t source_files_add(struct source_files *table, const char *path, uint64_t size,
                          uint64_t hash);

/* All of them; valid until the next one is added. */
const struct store_file *source_files_items(const struct source_files *table);

/* What a run that began at `started` may keep of a file's modification time: 0 if the file may still
 * change without its time changing. */
int64_t trusted_mtime(int64_t mtime, int64_t started);

/* Hash and size of a file's content; false when it can't be read as a regular file. */
bool hash_file(const char *path, uint64_t *ret_hash, uint64_t *ret_size);

#endif
