/* Finds the compilation database that the user means. */
#ifndef STRANDED_PROJECT_LOCATE_H
#define STRANDED_PROJECT_LOCATE_H

#include <glib.h>
#include <stdbool.h>

/* As project_open() says of `path`. *ret is a new string; the caller frees it with g_free(). */
bool locate_database(const char *path, char **ret, GError **error);

#endif
