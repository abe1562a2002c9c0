/* Private: the files that units were parsed from, each content once, as the store wants them. */
#ifndef STRANDED_ENGINE_FILE_TABLE_H
#define STRANDED_ENGINE_FILE_TABLE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "store/store.h"

struct file_table;

/* A new table; its texts live in the arena. `started` is when the run began, in nanoseconds since
 * 1970: only a file that was last changed safely before that is taken to be what its stat says. */
struct file_table *file_table_new(struct arena *arena, int64_t started);
/* Accepts NULL. */
void file_table_free(struct file_table *table);

/* The index of that content of a file, from 0. Each path is stat'ed once. */
uint32_t file_table_add(struct file_table *table, const char *path, uint64_t size, uint64_t hash);

/* All of them; valid until the next one is added. */
const struct store_file *file_table_items(const struct file_table *table);

/* What a run that began at `started` may keep of a file's modification time: 0 if the file may still
 * change without its time changing. */
int64_t trusted_mtime(int64_t mtime, int64_t started);

/* One file's part of a unit's hash of contents; the parts are added up, so their order is free. */
uint64_t file_part(const char *path, uint64_t hash);

/* Hash and size of a file's content; false when it can't be read as a regular file. */
bool hash_file(const char *path, uint64_t *ret_hash, uint64_t *ret_size);

#endif
