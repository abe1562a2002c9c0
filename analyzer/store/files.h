/* The contents of source files that the store knows, in memory, for saving units. Private to
 * store/. */
#ifndef STRANDED_STORE_FILES_H
#define STRANDED_STORE_FILES_H

#include "store/database.h"

/* The most contents of files that a store holds, and so the largest id: far over any project. */
enum { MAX_FILES = 1 << 24 };

/* Loads table file into store->files unless it is there and nobody else wrote since. Within a
 * transaction. */
bool file_table_load(struct store *store, GError **error);

/* The id of that content, which is added when it is new; its mtime is brought up to date. */
bool file_table_save(struct store *store, const struct store_file *file, uint32_t *ret_id,
                     GError **error);

/* Accepts NULL. */
void file_table_free(struct file_table *table);

#endif
