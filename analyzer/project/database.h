/* The contents of a compile_commands.json, checked for form only: every entry is an object with a
 * "file", and a "command" or "arguments"; unknown members are read over. */
#ifndef STRANDED_PROJECT_DATABASE_H
#define STRANDED_PROJECT_DATABASE_H

#include "project/words.h"

#include "base/vector.h"

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct database_entry {
    char *file;      /* as written, not empty */
    char *directory; /* as written; "" when absent */
    char *output;    /* as written, or NULL */
    char *command;   /* one shell command, to be split in place; NULL when there are arguments */
    uint32_t first_argument; /* in database.arguments; these win over a command */
    uint32_t n_arguments;
};

struct database {
    char *text; /* owned; all strings point into it */
    VECTOR(struct database_entry) entries;
    struct words arguments; /* of all entries */
};

/* Reads the file. False with a PROJECT_ERROR, and nothing to deinit then. */
bool database_load(const char *file, struct database *ret, GError **error);

/* Frees what the database holds. */
void database_deinit(struct database *database);

#endif
