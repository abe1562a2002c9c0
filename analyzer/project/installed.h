/* Headers that are installed on this machine where only pkg-config would tell: <glib.h> in
 * include/glib-2.0, which needs glibconfig.h in lib/TRIPLET/glib-2.0/include. Nothing is executed:
 * the folders of the system are listed once, when the first header is asked for that the compiler
 * would not find. */
#ifndef STRANDED_PROJECT_INSTALLED_H
#define STRANDED_PROJECT_INSTALLED_H

#include <stdbool.h>
#include <stddef.h>

struct include;
struct installed;
struct words;

/* `root` is the folder that stands for `/`, "" for that itself. */
struct installed *installed_new(const char *root);

/* Accepts NULL. */
void installed_free(struct installed *installed);

/* The folders that have to be searched for the header and for all that it includes, in the order in
 * which they are needed. Absolute, and equal texts are equal pointers. Empty if the compiler finds
 * the header by itself, or nobody does. Cached; lives as long as `installed`. */
const struct words *installed_folders(struct installed *installed, const struct include *include);

/* The folders that have many of the headers that nobody else has, and what those need: what a project includes as
 * "httpd.h" and "http_log.h" is no header of its own that is yet to be generated. Lives until the next call. */
const struct words *installed_company(struct installed *installed,
                                      const struct include *const *missing, size_t count);

/* Whether the header is on this machine. */
bool installed_has(struct installed *installed, const struct include *include);

#endif
