/* The language server: LSP 3.17 on two descriptors, for any editor.
 *
 *   channel.c      bytes <-> JSON-RPC messages
 *   server.c       who is asked what: life cycle, dispatch
 *   documents.c    the open files as the editor has them
 *   sessions.c     which project a document belongs to
 *   schedule.c     when to analyse, and what to do with the results
 *   analyst.c      the process that analyses; analyst_loop.c is its own side, wire.c what travels
 *   diagnostics.c, actions.c, hover.c, hints.c    findings and notes as the editor shows them
 *   places.c, uri.c                      lines, columns and names as the protocol has them
 *
 * The server's process never parses and never solves, so it answers at once whatever goes on. */
#ifndef STRANDED_LSP_LSP_H
#define STRANDED_LSP_LSP_H

#include <stranded/check.h>

#include "engine/engine.h"

struct lsp_options {
    struct engine_place place;        /* all NULL = found from the editor's folder */
    unsigned jobs;                    /* as in engine_request */
    const char *checks;               /* as in engine_request */
    const char *const *models;        /* as in engine_request */
    enum confidence least_confidence; /* findings below it are not shown */
};

/* How it ended. */
enum lsp_end {
    LSP_SHUT_DOWN, /* the client asked for it, in the order that the protocol wants */
    LSP_LEFT,      /* it said exit without shutdown, or closed its end */
};

/* Serves one client until it leaves. */
enum lsp_end lsp_run(const struct lsp_options *options, int in, int out);

#endif
