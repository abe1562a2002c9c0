/* Private: the lines of files, open or on disk, for as long as one answer is made. */
#ifndef STRANDED_LSP_TEXTS_H
#define STRANDED_LSP_TEXTS_H

#include "lsp/documents.h"
#include "lsp/places.h"

#include <glib.h>

#include <stdint.h>

struct texts {
    const struct documents *documents;
    const char *root;  /* that relative names are below */
    GHashTable *files; /* path -> GString, empty where it can't be read */
};

void texts_init(struct texts *texts, const struct documents *documents, const char *root);
void texts_deinit(struct texts *texts);

/* The absolute path of a file as findings name it; freed with g_free(). */
char *texts_path(const struct texts *texts, const char *file);

/* The URI by which the client knows it, or would. Freed with g_free(). */
char *texts_uri(const struct texts *texts, const char *file);

/* The identifier at a line and column of stranded's (from 1, in bytes), or one character, or nothing at the
 * line's end; the line's begin where there is no such column. */
struct place_range texts_range(struct texts *texts, const char *file, uint32_t line,
                               uint32_t column);

/* Bytes of the line, without its end and its number from 1, which is never NULL. */
const char *texts_line(struct texts *texts, const char *file, uint32_t line, size_t *ret_length);

#endif
