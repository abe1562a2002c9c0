/* Resolved folders, each resolved once: realpath() costs as much as reading an entry. */
#ifndef STRANDED_PROJECT_FOLDERS_H
#define STRANDED_PROJECT_FOLDERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct folders;

/* Equal folders are one struct, so pointers compare. */
struct folder {
    const char *path; /* absolute; without links, `.` and `..` if it exists, else without the latter
                         two; no slash at its end unless it is `/` */
    size_t length;    /* of path */
    uint64_t hash;    /* of path */
};

/* What the folders return lives in the arena. */
struct folders *folders_new(struct arena *arena);

/* Accepts NULL. */
void folders_free(struct folders *folders);

/* The folder at the first `length` bytes of `path`, which is relative to `base` unless it is
 * absolute. `base` may be NULL for an absolute path. */
const struct folder *folders_get(struct folders *folders, const struct folder *base,
                                 const char *path, size_t length);

/* The absolute name of a file in the arena: its folder resolved, its last part as it is. The folder
 * goes to *ret_folder, which may be NULL. */
const char *folders_file(struct folders *folders, const struct folder *base, const char *path,
                         const struct folder **ret_folder);

/* Whether the absolute path is the folder or lies below it. */
bool folder_holds(const struct folder *folder, const char *path);

#endif
