/* The process that analyses for the server, as the server sees it. It parses and keeps what it has parsed; a
 * child of its own solves, so that an edit can end that at once. A process that dies is started again. */
#ifndef STRANDED_LSP_ANALYST_H
#define STRANDED_LSP_ANALYST_H

#include "lsp/lsp.h"
#include "lsp/wire.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct analyst;

struct analyst_face {
    void *data;
    void (*take)(void *data, const struct frame *frame); /* from the analyst; borrowed */
    void (*died)(void *data); /* the process is gone, and what it was told with it */
};

/* Starts the process in that working folder, which decides about the project where the options don't. NULL
 * when it can't be started. */
struct analyst *analyst_new(const struct lsp_options *options, const char *folder,
                            const struct analyst_face *face);
/* Ends the process. Accepts NULL. */
void analyst_free(struct analyst *analyst);

void analyst_send(struct analyst *analyst, enum frame_kind kind, uint32_t serial, const void *body,
                  size_t size);

/* The process's own side: serves the descriptor until it is closed, then ends the process. */
void analyst_loop(const struct lsp_options *options, int fd) __attribute__((noreturn));

#endif
