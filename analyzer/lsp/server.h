/* Private: the server while it runs, and its parts. */
#ifndef STRANDED_LSP_SERVER_H
#define STRANDED_LSP_SERVER_H

#include "engine/engine.h"
#include "lsp/analyst.h"
#include "lsp/channel.h"
#include "lsp/documents.h"
#include "lsp/lsp.h"

#include <glib.h>
#include <jansson.h>

#include <stdbool.h>
#include <stdint.h>

/* What the client can do, of what it makes a difference to. */
struct client {
    bool shows_progress, refreshes_hints, refreshes_lenses, watches_files;
    bool pulls; /* it asks for diagnostics, and asks again when it is told to */
    bool describes_codes, relates_places, knows_tags, edits_documents;
    bool shows_hints, reads_markdown;
};

enum server_stage {
    SERVER_FRESH, /* nothing but `initialize` is answered */
    SERVER_RUNNING,
    SERVER_SHUT_DOWN, /* nothing but `exit` is followed */
};

/* One project that is served: its analyst, and what that has found. */
struct session {
    struct server *server;
    char *folder;    /* where its analyst looks for the project */
    unsigned number; /* from 1, never used again */
    bool is_pinned;  /* the editor has that folder open: it lives without documents, too */

    struct analyst *analyst; /* NULL = not started, or dead */
    unsigned deaths;         /* of analysts, in a row */
    GPtrArray *dropped;      /* paths of documents that were closed and that it still has */
    guint timer;             /* 0 = nothing is due */
    gint64 last_edit;        /* monotonic microseconds */
    gint64 began, last_cost; /* of the analysis at work; microseconds that the last one took */
    uint32_t serial;         /* of the last analysis that was asked for */
    bool is_analysing;
    bool is_indexing;            /* it parses many units: an edit waits for its end */
    bool is_due;                 /* something has changed since the last one was asked for */
    bool is_progress_shown;      /* the client was told of a beginning and not of an end */
    bool has_result;             /* `result` is set */
    bool is_early;               /* it is what was certain before all was read */
    struct engine_result result; /* of the last analysis that came to its end */
    char *failure;               /* that was shown last; NULL = none */
    GPtrArray *waiting; /* of json_t: requests for diagnostics to be answered with a result */
};

struct server {
    const struct lsp_options *options;
    struct channel *channel;
    GMainLoop *loop;
    enum server_stage stage;
    enum lsp_end end;
    struct client client;
    struct documents documents;
    GPtrArray *folders;  /* that the editor has open: absolute paths */
    GPtrArray *sessions; /* of struct session, in the order of their beginning */
    unsigned n_sessions; /* that there have been */
};

/* ---- sessions.c: which project a document belongs to ---- */

void sessions_init(struct server *server);
/* Ends all of them: nothing is analysed any more. */
void sessions_end(struct server *server);
void sessions_deinit(struct server *server);
/* The editor has these folders open, too, or no more: arrays of WorkspaceFolder, NULL = none. */
void sessions_change_folders(struct server *server, const json_t *added, const json_t *removed);
/* Gives each document its session, and ends sessions that have none any more. */
void sessions_assign(struct server *server);
/* What the document is analysed by; NULL = nothing: it is no file, or there are too many projects. */
struct session *session_of(const struct document *document);
/* What was found by that; NULL = nothing yet. */
const struct engine_result *result_of(const struct document *document);
/* Whose finding that is, or the first, where it is nobody's any more; NULL = there is none. */
struct session *sessions_find(const struct server *server, const char *fingerprint);
/* The documents of the session, ordered by URI; the caller unrefs. */
GPtrArray *session_documents(const struct session *session);

/* ---- schedule.c ---- */

struct session *schedule_new(struct server *server, const char *folder);
void schedule_free(struct session *session);
/* Something has changed: analyse soon, and not what is at work. These accept NULL. */
void schedule_edit(struct session *session);
/* The same, at once. */
void schedule_now(struct session *session);
/* Whether the results are those of the texts as they are. */
bool schedule_is_settled(const struct session *session);

/* ---- sync.c: textDocument/did…, workspace/did… ---- */

/* False when it knows no such notification. */
bool sync_take(struct server *server, const char *method, const json_t *params);

/* ---- diagnostics.c ---- */

/* Sends what differs from what the client has. */
void diagnostics_publish(struct session *session);
/* Of a document that was closed. */
void diagnostics_clear(struct server *server, const char *uri);
/* textDocument/diagnostic: answers, or lets it wait for the result. */
void diagnostics_pull(struct server *server, const json_t *id, const json_t *params);
/* Answers those that wait. */
void diagnostics_answer(struct session *session);
/* $/cancelRequest */
void diagnostics_cancel(struct server *server, const json_t *id);

/* ---- hover.c, hints.c; the answers are the caller's, NULL = null ---- */

json_t *hover_show(const struct server *server, const json_t *params);
json_t *hints_inlay(const struct server *server, const json_t *params);
json_t *hints_lenses(const struct server *server, const json_t *params);
/* Has the client ask again. */
void hints_refresh(struct server *server);

/* ---- actions.c ---- */

json_t *actions_list(const struct server *server, const json_t *params);
/* workspace/executeCommand */
void actions_execute(struct server *server, const json_t *id, const json_t *params);
json_t *actions_commands(void);

/* ---- what several need ---- */

/* The open document that the request names; NULL = none. */
struct document *document_named(const struct server *server, const json_t *params);

/* The notes that lie in the document, in their order. The caller frees the list with g_free(). */
size_t notes_in(const struct document *document, struct engine_note ***ret_notes);

/* The same of the findings that are to be shown. */
size_t findings_in(const struct document *document, struct finding ***ret_findings);

#endif
