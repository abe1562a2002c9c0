/* Puts units together to a project: shares equal flags, sorts, merges, leaves out missing files. */
#ifndef STRANDED_PROJECT_BUILDER_H
#define STRANDED_PROJECT_BUILDER_H

#include "project/project.h"

struct arena;
struct builder;
struct folder;
struct folders;
struct notices;
struct words;

/* A new, empty project in the making. */
struct builder *builder_new(void);

/* Frees what builder_finish() did not take. Accepts NULL. */
void builder_free(struct builder *builder);

/* The arena of the project's texts, the folders in it, and its notices. */
struct arena *builder_arena(struct builder *builder);
struct folders *builder_folders(struct builder *builder);
struct notices *builder_notices(struct builder *builder);

/* One compilation. `file` lives in the builder's arena, the flags and the output are copied. */
struct builder_unit {
    const char *file;               /* absolute */
    const struct folder *folder;    /* of the file */
    const struct folder *directory; /* of the compilation */
    const struct words *flags;
    const char *output; /* or NULL */
    size_t n_dropped;
};

void builder_add(struct builder *builder, const struct builder_unit *unit);

/* Makes the project, with units, missing files and notices set, and units' names empty; the rest is
 * 0. It may have no unit. The builder is good for builder_free() only after this. */
struct project *builder_finish(struct builder *builder);

/* Sets the root and, from it, the units' names. */
void builder_set_root(struct project *project, const char *root);

#endif
