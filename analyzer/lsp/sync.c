/* What the editor tells of its documents. */
#include "lsp/channel.h"
#include "lsp/documents.h"
#include "lsp/server.h"

#include <jansson.h>

#include <string.h>

static const json_t *document_of(const json_t *params)
{
    return json_object_get(params, "textDocument");
}

static const char *uri_of(const json_t *params)
{
    return json_string_value(json_object_get(document_of(params), "uri"));
}

static int64_t version_of(const json_t *params)
{
    return json_integer_value(json_object_get(document_of(params), "version"));
}

static void open_document(struct server *server, const json_t *params)
{
    const json_t *text = json_object_get(document_of(params), "text");

    if (!uri_of(params) || !json_is_string(text))
        return;
    struct document *document =
        documents_open(&server->documents, uri_of(params), version_of(params),
                       json_string_value(text), json_string_length(text));
    if (!document)
        return;
    sessions_assign(server);
    schedule_now(session_of(document));
}

static void move_line(uint32_t *line, const struct document_change *change)
{
    if (*line > change->range.end.line + UINT32_C(1) && change->range.end.line < UINT32_MAX)
        *line = (uint32_t)((int64_t)*line + change->lines);
}

/* Moves what is known of places behind the change, so that it is still shown where it was. */
static void move_places(const struct document *document, const struct document_change *change)
{
    struct finding **findings;
    struct engine_note **notes;
    size_t n_findings = findings_in(document, &findings);
    size_t n_notes = notes_in(document, &notes);

    for (size_t i = 0; i < n_findings; i++)
        move_line(&findings[i]->line, change);
    for (size_t i = 0; i < n_notes; i++)
        move_line(&notes[i]->at.line, change);
    g_free(findings);
    g_free(notes);
}

static void change_document(struct server *server, const json_t *params)
{
    struct document *document = documents_find(&server->documents, uri_of(params));
    const json_t *changes = json_object_get(params, "contentChanges"), *item;
    struct document_change change;
    size_t i;

    if (!document)
        return;
    json_array_foreach(changes, i, item)
    {
        if (document_apply(document, item, server->documents.units, &change))
            move_places(document, &change);
    }
    document->version = version_of(params);
    schedule_edit(session_of(document));
}

static void close_document(struct server *server, const json_t *params)
{
    const char *uri = uri_of(params);
    const struct document *document = documents_find(&server->documents, uri);

    if (!document)
        return;
    struct session *session = session_of(document);
    if (session)
        g_ptr_array_add(session->dropped, g_strdup(document->path));
    documents_close(&server->documents, uri);
    diagnostics_clear(server, uri);
    schedule_edit(session);
    sessions_assign(server); /* which may end it */
}

static void look_again(struct server *server)
{
    sessions_assign(server);
    for (guint i = 0; i < server->sessions->len; i++)
        schedule_now(g_ptr_array_index(server->sessions, i));
}

bool sync_take(struct server *server, const char *method, const json_t *params)
{
    if (strcmp(method, "textDocument/didChange") == 0)
        change_document(server, params);
    else if (strcmp(method, "textDocument/didOpen") == 0)
        open_document(server, params);
    else if (strcmp(method, "textDocument/didClose") == 0)
        close_document(server, params);
    else if (strcmp(method, "textDocument/didSave") == 0 ||
             strcmp(method, "workspace/didChangeWatchedFiles") == 0)
        look_again(server);
    else if (strcmp(method, "workspace/didChangeWorkspaceFolders") == 0)
        sessions_change_folders(server, json_object_get(json_object_get(params, "event"), "added"),
                                json_object_get(json_object_get(params, "event"), "removed"));
    else
        return false;
    return true;
}
