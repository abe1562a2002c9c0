/* Findings as diagnostics, pushed and pulled. */
#include "base/hash.h"
#include "findings/finding.h"
#include "lsp/channel.h"
#include "lsp/documents.h"
#include "lsp/server.h"
#include "lsp/texts.h"
#include "lsp/uri.h"

#include <stranded/check.h>

#include <glib.h>
#include <jansson.h>

#include <stdlib.h>
#include <string.h>

/* What LSP numbers. */
enum { LSP_WARNING = 2, LSP_INFORMATION = 3, LSP_UNNECESSARY = 1 };

/* Steps of a trace that are sent: an editor shows no more of them. */
enum { MAX_RELATED = 32 };

/* ---- which ---- */

static bool is_shown(const struct session *session, const struct finding *finding)
{
    return finding->state != STATE_FIXED && finding->state != STATE_SUPPRESSED &&
           finding->confidence >= session->server->options->least_confidence;
}

static bool lies_in(const char *root, const char *file, const struct document *document)
{
    size_t length = strlen(root);

    if (g_path_is_absolute(file))
        return strcmp(file, document->path) == 0;
    return strncmp(document->path, root, length) == 0 && document->path[length] == '/' &&
           strcmp(document->path + length + 1, file) == 0;
}

size_t findings_in(const struct document *document, struct finding ***ret_findings)
{
    const struct engine_result *result = result_of(document);
    size_t count = 0;

    *ret_findings = g_new0(struct finding *, (result ? result->findings.count : 0) + 1);
    for (size_t i = 0; result && document->path && i < result->findings.count; i++) {
        struct finding *finding = &result->findings.items[i];

        if (is_shown(session_of(document), finding) &&
            lies_in(result->run.root, finding->file, document))
            (*ret_findings)[count++] = finding;
    }
    return count;
}

size_t notes_in(const struct document *document, struct engine_note ***ret_notes)
{
    const struct engine_result *result = result_of(document);
    size_t count = 0;

    *ret_notes = g_new0(struct engine_note *, (result ? result->n_notes : 0) + 1);
    for (size_t i = 0; result && document->path && i < result->n_notes; i++) {
        struct engine_note *note = &result->notes[i];

        if (lies_in(result->run.root, note->at.file, document))
            (*ret_notes)[count++] = note;
    }
    return count;
}

/* ---- one ---- */

static json_t *json_of_text(const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);

    return json_string(valid);
}

static json_t *json_of_step(struct texts *texts, const struct finding_step *step)
{
    g_autofree char *uri = texts_uri(texts, step->file);

    return json_pack("{s:{s:s, s:o}, s:o}", "location", "uri", uri, "range",
                     json_of_range(texts_range(texts, step->file, step->line, step->column)),
                     "message", json_of_text(step->message));
}

static json_t *json_of_trace(struct texts *texts, const struct finding *finding)
{
    json_t *steps = json_array();

    for (size_t i = 0; i < finding->n_trace && i < MAX_RELATED; i++)
        json_array_append_new(steps, json_of_step(texts, &finding->trace[i]));
    return steps;
}

/* What a reader wants to know without the trace: the claim, how often, and how to mend it. */
static json_t *message_of(const struct finding *finding)
{
    g_autoptr(GString) text = g_string_new(finding->message);

    if (*finding->multiplicity)
        g_string_append_printf(text, "\nHappens %s.", finding->multiplicity);
    if (*finding->mend)
        g_string_append_printf(text, "\nmend: %s", finding->mend);
    return json_of_text(text->str);
}

/* What `stranded explain` tells of the check, in the file that is installed beside the program; freed with
 * g_free(). NULL = it is not there. */
static char *page_of(const char *check)
{
    g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
    g_autofree char *folder = program ? g_path_get_dirname(program) : NULL;
    g_autofree char *name = g_strconcat(check, ".md", NULL);
    g_autofree char *path =
        folder ? g_build_filename(folder, "..", "share/doc/stranded/checks", name, NULL) : NULL;

    if (!path || !g_file_test(path, G_FILE_TEST_IS_REGULAR))
        return NULL;
    g_autofree char *plain = g_canonicalize_filename(path, NULL);
    return uri_of_path(plain);
}

static void add_extras(const struct server *server, struct texts *texts,
                       const struct finding *finding, json_t *json)
{
    g_autofree char *page = server->client.describes_codes ? page_of(finding->check) : NULL;

    if (page)
        json_object_set_new(json, "codeDescription", json_pack("{s:s}", "href", page));
    if (server->client.relates_places && finding->n_trace > 0)
        json_object_set_new(json, "relatedInformation", json_of_trace(texts, finding));
    /* a message that nobody receives might as well not be sent */
    if (server->client.knows_tags && strcmp(finding->check, "send-no-receiver") == 0)
        json_object_set_new(json, "tags", json_pack("[i]", LSP_UNNECESSARY));
}

static json_t *json_of_finding(const struct server *server, struct texts *texts,
                               const struct finding *finding)
{
    struct place_range range = texts_range(texts, finding->file, finding->line, finding->column);
    json_t *json =
        json_pack("{s:o, s:i, s:s, s:s, s:o, s:{s:s}}", "range", json_of_range(range), "severity",
                  finding->severity > SEVERITY_LOW ? LSP_WARNING : LSP_INFORMATION, "code",
                  finding->check, "source", "stranded", "message", message_of(finding), "data",
                  "fingerprint", finding->fingerprint);

    add_extras(server, texts, finding, json);
    return json;
}

static json_t *json_of_document(const struct server *server, const struct document *document)
{
    json_t *list = json_array();
    const struct engine_result *result = result_of(document);
    struct finding **findings;
    size_t count = findings_in(document, &findings);
    struct texts texts;

    texts_init(&texts, &server->documents, result ? result->run.root : "/");
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, json_of_finding(server, &texts, findings[i]));
    texts_deinit(&texts);
    g_free(findings);
    return list;
}

/* ---- pushed ---- */

static uint64_t hash_of(const json_t *json)
{
    char *text = json_dumps(json, JSON_COMPACT | JSON_SORT_KEYS);
    uint64_t hash = text ? hash_bytes(text, strlen(text), 1) : 0;

    free(text);
    return hash;
}

static void publish(struct server *server, struct document *document)
{
    json_t *list = json_of_document(server, document);
    uint64_t hash = hash_of(list);

    if (hash == document->shown && document->shown_version == document->analysed_version) {
        json_decref(list);
        return;
    }
    document->shown = hash;
    document->shown_version = document->analysed_version;
    channel_notify(server->channel, "textDocument/publishDiagnostics",
                   json_pack("{s:s, s:I, s:o}", "uri", document->uri, "version",
                             (json_int_t)document->analysed_version, "diagnostics", list));
}

void diagnostics_publish(struct session *session)
{
    struct server *server = session->server;
    g_autoptr(GPtrArray) documents = session_documents(session);

    if (server->client.pulls) {
        channel_request(server->channel, "workspace/diagnostic/refresh", NULL);
        return;
    }
    for (guint i = 0; i < documents->len; i++) {
        struct document *document = g_ptr_array_index(documents, i);
        if (document->path && document->analysed_version == document->version)
            publish(server, document);
    }
}

void diagnostics_clear(struct server *server, const char *uri)
{
    if (!server->client.pulls)
        channel_notify(server->channel, "textDocument/publishDiagnostics",
                       json_pack("{s:s, s:[]}", "uri", uri, "diagnostics"));
}

/* ---- pulled ---- */

static void answer(struct server *server, const json_t *request)
{
    const json_t *id = json_object_get(request, "id"), *params = json_object_get(request, "params");
    const char *uri =
        json_string_value(json_object_get(json_object_get(params, "textDocument"), "uri"));
    const char *previous = json_string_value(json_object_get(params, "previousResultId"));
    struct document *document = documents_find(&server->documents, uri);

    if (!document) {
        channel_reply(server->channel, id, json_pack("{s:s, s:[]}", "kind", "full", "items"));
        return;
    }
    json_t *list = json_of_document(server, document);
    g_autofree char *name = g_strdup_printf("%016" G_GINT64_MODIFIER "x", hash_of(list));
    if (previous && strcmp(previous, name) == 0) {
        json_decref(list);
        channel_reply(server->channel, id,
                      json_pack("{s:s, s:s}", "kind", "unchanged", "resultId", name));
        return;
    }
    channel_reply(server->channel, id,
                  json_pack("{s:s, s:s, s:o}", "kind", "full", "resultId", name, "items", list));
}

void diagnostics_answer(struct session *session)
{
    for (guint i = 0; i < session->waiting->len; i++)
        answer(session->server, g_ptr_array_index(session->waiting, i));
    g_ptr_array_set_size(session->waiting, 0);
}

void diagnostics_pull(struct server *server, const json_t *id, const json_t *params)
{
    enum { MAX_WAITING = 1024 };
    const char *uri =
        json_string_value(json_object_get(json_object_get(params, "textDocument"), "uri"));
    const struct document *document = documents_find(&server->documents, uri);
    json_t *request = json_pack("{s:O, s:O}", "id", id, "params", params ? params : json_null());

    if (!document || schedule_is_settled(session_of(document))) {
        answer(server, request);
        json_decref(request);
        return;
    }
    GPtrArray *waiting = session_of(document)->waiting;
    if (waiting->len == MAX_WAITING) {
        const json_t *oldest = g_ptr_array_index(waiting, 0);
        channel_reply_error(server->channel, json_object_get(oldest, "id"), RPC_CANCELLED,
                            "too many wait");
        g_ptr_array_remove_index(waiting, 0);
    }
    g_ptr_array_add(waiting, request);
}

static bool cancel_in(struct session *session, const json_t *id)
{
    for (guint i = 0; i < session->waiting->len; i++) {
        const json_t *waits = json_object_get(g_ptr_array_index(session->waiting, i), "id");

        if (!id || !json_equal(waits, id))
            continue;
        channel_reply_error(session->server->channel, waits, RPC_CANCELLED, "cancelled");
        g_ptr_array_remove_index(session->waiting, i);
        return true;
    }
    return false;
}

void diagnostics_cancel(struct server *server, const json_t *id)
{
    for (guint i = 0; i < server->sessions->len; i++) {
        if (cancel_in(g_ptr_array_index(server->sessions, i), id))
            return;
    }
}
