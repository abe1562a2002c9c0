/* The open files as the editor has them, saved or not. */
#ifndef STRANDED_LSP_DOCUMENTS_H
#define STRANDED_LSP_DOCUMENTS_H

#include "lsp/places.h"

#include <glib.h>
#include <jansson.h>

#include <stdbool.h>
#include <stdint.h>

/* Bound on one: larger sources are no C that somebody wrote. */
#define DOCUMENT_MAX_BYTES ((size_t)32 << 20)

struct session;

struct document {
    char *uri;  /* as the client names it */
    char *path; /* absolute, real; NULL = no file: it is kept, and not analysed */
    int64_t version;
    GString *text;
    struct session *session;  /* that analyses it; NULL = no file, or not decided yet */
    bool is_sent;             /* the analyst has this text */
    int64_t asked_version;    /* that the running analysis has */
    int64_t analysed_version; /* that the shown results are of; -1 = none */
    uint64_t shown;           /* hash of the diagnostics that the client has; 0 = none */
    int64_t shown_version;
};

struct documents {
    GHashTable *by_uri; /* uri -> struct document */
    enum place_units units;
};

/* A line was changed: what was said of places behind it has moved. */
struct document_change {
    struct place_range range; /* that was replaced, in lines of before */
    int32_t lines;            /* more than before */
};

void documents_init(struct documents *documents);
void documents_deinit(struct documents *documents);

struct document *documents_find(const struct documents *documents, const char *uri);
/* The open document of that real path; NULL = none. */
struct document *documents_find_path(const struct documents *documents, const char *path);
/* Opens it, or replaces what is open under that name. NULL when it is too large. */
struct document *documents_open(struct documents *documents, const char *uri, int64_t version,
                                const char *text, size_t size);
void documents_close(struct documents *documents, const char *uri);

/* Applies one TextDocumentContentChangeEvent. False when it makes no sense; the text is as before then. */
bool document_apply(struct document *document, const json_t *change, enum place_units units,
                    struct document_change *ret_change);

/* All of them, ordered by URI; the caller unrefs. */
GPtrArray *documents_list(const struct documents *documents);

#endif
