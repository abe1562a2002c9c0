/* Whether files exist, for many files of few folders: reading a folder once costs a fraction of a
 * stat() for each file in it (10,000 files: 4 ms in place of 20). */
#ifndef STRANDED_PROJECT_PRESENCE_H
#define STRANDED_PROJECT_PRESENCE_H

#include <stdbool.h>

struct folder;
struct presence;

/* The caller frees it with presence_free(). */
struct presence *presence_new(void);

/* Accepts NULL. */
void presence_free(struct presence *presence);

/* Announces one question about a file in the folder; many make reading the folder worth while. */
void presence_expect(struct presence *presence, const struct folder *folder);

/* Whether `file`, an absolute path whose folder is `folder`, is a regular file or a link to one. */
bool presence_has(struct presence *presence, const struct folder *folder, const char *file);

#endif
