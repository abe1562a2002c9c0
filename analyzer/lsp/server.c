/* Life cycle and dispatch. */
#include "lsp/server.h"

#include "lsp/analyst.h"
#include "lsp/channel.h"
#include "lsp/documents.h"
#include "lsp/lsp.h"
#include "lsp/uri.h"

#include <glib.h>
#include <jansson.h>

#include <signal.h>
#include <string.h>

/* The value behind a chain of names, NULL = there is none. */
static const json_t *look_up(const json_t *json, const char *path)
{
    g_auto(GStrv) names = g_strsplit(path, ".", -1);

    for (char **name = names; *name && json; name++)
        json = json_object_get(json, *name);
    return json;
}

static bool is_set(const json_t *json, const char *path)
{
    return json_is_true(look_up(json, path));
}

static bool has_text(const json_t *array, const char *text)
{
    const json_t *item;
    size_t i;

    json_array_foreach(array, i, item)
    {
        if (json_is_string(item) && strcmp(json_string_value(item), text) == 0)
            return true;
    }
    return false;
}

struct document *document_named(const struct server *server, const json_t *params)
{
    const char *uri = json_string_value(look_up(params, "textDocument.uri"));

    return documents_find(&server->documents, uri);
}

/* ---- initialize ---- */

static void read_client(struct server *server, const json_t *can)
{
    const char *diagnostics = "textDocument.publishDiagnostics";
    const json_t *publishes = look_up(can, diagnostics);

    server->client = (struct client){
        .shows_progress = is_set(can, "window.workDoneProgress"),
        .refreshes_hints = is_set(can, "workspace.inlayHint.refreshSupport"),
        .refreshes_lenses = is_set(can, "workspace.codeLens.refreshSupport"),
        .watches_files = is_set(can, "workspace.didChangeWatchedFiles.dynamicRegistration"),
        .pulls = look_up(can, "textDocument.diagnostic") != NULL &&
                 is_set(can, "workspace.diagnostics.refreshSupport"),
        .describes_codes = is_set(publishes, "codeDescriptionSupport"),
        .relates_places = is_set(publishes, "relatedInformation"),
        .knows_tags = json_is_object(json_object_get(publishes, "tagSupport")),
        .shows_hints = look_up(can, "textDocument.inlayHint") != NULL,
        .reads_markdown = has_text(look_up(can, "textDocument.hover.contentFormat"), "markdown"),
        .edits_documents = is_set(can, "workspace.workspaceEdit.documentChanges"),
    };
    if (has_text(look_up(can, "general.positionEncodings"), "utf-8"))
        server->documents.units = PLACES_UTF8;
}

static void add_folder(struct server *server, char *path)
{
    if (path)
        g_ptr_array_add(server->folders, path);
}

/* The folders that the editor has open; a client may say it in three ways, of which the newest counts. */
static void find_folders(struct server *server, const json_t *params)
{
    const json_t *folders = json_object_get(params, "workspaceFolders"), *item;
    const char *uri = json_string_value(json_object_get(params, "rootUri"));
    const char *path = json_string_value(json_object_get(params, "rootPath"));
    size_t i;

    json_array_foreach(folders, i, item)
    {
        const char *name = json_string_value(json_object_get(item, "uri"));
        add_folder(server, name ? path_of_uri(name) : NULL);
    }
    if (server->folders->len > 0)
        return;
    if (uri)
        add_folder(server, path_of_uri(uri));
    else if (path && g_path_is_absolute(path))
        add_folder(server, g_canonicalize_filename(path, NULL));
}

static json_t *describe_server(const struct server *server)
{
    json_t *capabilities =
        json_pack("{s:s, s:{s:b, s:i, s:{s:b}}}", "positionEncoding",
                  server->documents.units == PLACES_UTF8 ? "utf-8" : "utf-16", "textDocumentSync",
                  "openClose", 1, "change", 2 /* incremental */, "save", "includeText", 0);

    json_object_set_new(
        capabilities, "workspace",
        json_pack("{s:{s:b, s:b}}", "workspaceFolders", "supported", 1, "changeNotifications", 1));
    json_object_set_new(capabilities, "hoverProvider", json_true());
    json_object_set_new(capabilities, "codeActionProvider",
                        json_pack("{s:[s]}", "codeActionKinds", "quickfix"));
    json_object_set_new(capabilities, "executeCommandProvider", actions_commands());
    if (server->client.shows_hints)
        json_object_set_new(capabilities, "inlayHintProvider", json_true());
    else
        json_object_set_new(capabilities, "codeLensProvider", json_object());
    if (server->client.pulls)
        json_object_set_new(capabilities, "diagnosticProvider",
                            json_pack("{s:s, s:b, s:b}", "identifier", "stranded",
                                      "interFileDependencies", 1, "workspaceDiagnostics", 0));
    return json_pack("{s:o, s:{s:s, s:s}}", "capabilities", capabilities, "serverInfo", "name",
                     "stranded", "version", STRANDED_VERSION);
}

static void initialize(struct server *server, const json_t *id, const json_t *params)
{
    if (server->stage != SERVER_FRESH) {
        channel_reply_error(server->channel, id, RPC_INVALID_REQUEST, "initialize comes once");
        return;
    }
    read_client(server, json_object_get(params, "capabilities"));
    find_folders(server, params);
    server->stage = SERVER_RUNNING;
    channel_reply(server->channel, id, describe_server(server));
}

/* Changes that no open document tells of: a checkout, a build that was configured anew. */
static void watch_files(struct server *server)
{
    if (!server->client.watches_files)
        return;
    channel_request(server->channel, "client/registerCapability",
                    json_pack("{s:[{s:s, s:s, s:{s:[{s:s}, {s:s}]}}]}", "registrations", "id",
                              "stranded-files", "method", "workspace/didChangeWatchedFiles",
                              "registerOptions", "watchers", "globPattern",
                              "**/compile_commands.json", "globPattern", "**/*.{c,h}"));
}

static void initialized(struct server *server)
{
    watch_files(server);
    sessions_assign(server);
}

/* ---- dispatch ---- */

/* A request that is answered at once from what is known. False: it is none. */
static bool answer(struct server *server, const char *method, const json_t *id,
                   const json_t *params)
{
    static const struct {
        const char *method;
        json_t *(*answer)(const struct server *server, const json_t *params);
    } answers[] = {
        {"textDocument/hover", hover_show},
        {"textDocument/inlayHint", hints_inlay},
        {"textDocument/codeLens", hints_lenses},
        {"textDocument/codeAction", actions_list},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(answers); i++) {
        if (strcmp(answers[i].method, method) != 0)
            continue;
        channel_reply(server->channel, id, answers[i].answer(server, params));
        return true;
    }
    return false;
}

static void take_request(struct server *server, const char *method, const json_t *id,
                         const json_t *params)
{
    if (strcmp(method, "initialize") == 0) {
        initialize(server, id, params);
    } else if (server->stage == SERVER_FRESH) {
        channel_reply_error(server->channel, id, RPC_NOT_INITIALIZED, "initialize comes first");
    } else if (server->stage == SERVER_SHUT_DOWN) {
        channel_reply_error(server->channel, id, RPC_INVALID_REQUEST, "the server is shut down");
    } else if (strcmp(method, "shutdown") == 0) {
        server->stage = SERVER_SHUT_DOWN;
        sessions_end(server);
        channel_reply(server->channel, id, NULL);
    } else if (strcmp(method, "textDocument/diagnostic") == 0) {
        diagnostics_pull(server, id, params);
    } else if (strcmp(method, "workspace/executeCommand") == 0) {
        actions_execute(server, id, params);
    } else if (!answer(server, method, id, params)) {
        channel_reply_error(server->channel, id, RPC_METHOD_NOT_FOUND, "there is no such method");
    }
}

static void leave(void *data)
{
    struct server *server = data;

    g_main_loop_quit(server->loop);
}

static void take_notification(struct server *server, const char *method, const json_t *params)
{
    if (strcmp(method, "exit") == 0) {
        server->end = server->stage == SERVER_SHUT_DOWN ? LSP_SHUT_DOWN : LSP_LEFT;
        leave(server);
        return;
    }
    if (server->stage != SERVER_RUNNING)
        return;
    if (strcmp(method, "initialized") == 0)
        initialized(server);
    else if (strcmp(method, "$/cancelRequest") == 0)
        diagnostics_cancel(server, json_object_get(params, "id"));
    else
        sync_take(server, method, params);
}

static bool is_id(const json_t *id)
{
    return json_is_integer(id) || json_is_string(id);
}

static void take(void *data, json_t *message)
{
    struct server *server = data;
    const json_t *id = json_object_get(message, "id");
    const json_t *params = json_object_get(message, "params");
    const char *method = json_string_value(json_object_get(message, "method"));

    if (!method) {
        if (!json_object_get(message, "result") && !json_object_get(message, "error"))
            channel_reply_error(server->channel, is_id(id) ? id : NULL, RPC_INVALID_REQUEST,
                                "a message names its method");
        return; /* an answer to one of our requests, none of which matters */
    }
    if (!id)
        take_notification(server, method, params);
    else if (is_id(id))
        take_request(server, method, id, params);
    else
        channel_reply_error(server->channel, NULL, RPC_INVALID_REQUEST,
                            "an id is a number or a text");
}

enum lsp_end lsp_run(const struct lsp_options *options, int in, int out)
{
    struct server server = {.options = options, .end = LSP_LEFT};
    struct channel_face face = {&server, take, leave};

    signal(SIGPIPE, SIG_IGN); /* a client that reads no more is an error like others */
    server.loop = g_main_loop_new(NULL, FALSE);
    documents_init(&server.documents);
    sessions_init(&server);
    server.channel = channel_new(in, out, &face);
    g_main_loop_run(server.loop);
    channel_flush(server.channel);
    sessions_end(&server);
    channel_free(server.channel);
    documents_deinit(&server.documents);
    g_main_loop_unref(server.loop);
    sessions_deinit(&server);
    return server.end;
}
