/* What can be done about a finding: mend it, be silent about it here, accept it. */
#include "findings/finding.h"
#include "lsp/analyst.h"
#include "lsp/channel.h"
#include "lsp/documents.h"
#include "lsp/server.h"
#include "lsp/texts.h"

#include <glib.h>
#include <jansson.h>

#include <string.h>

static const char accept_command[] = "stranded.accept";

/* ---- edits ---- */

/* A WorkspaceEdit of one document. Takes the edits over. */
static json_t *workspace_edit(const struct server *server, const struct document *document,
                              json_t *edits)
{
    if (server->client.edits_documents)
        return json_pack("{s:[{s:{s:s, s:I}, s:o}]}", "documentChanges", "textDocument", "uri",
                         document->uri, "version", (json_int_t)document->version, "edits", edits);
    return json_pack("{s:{s:o}}", "changes", document->uri, edits);
}

static json_t *text_edit(struct place_range range, const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);

    return json_pack("{s:o, s:s}", "range", json_of_range(range), "newText", valid);
}

/* The line end that the document uses. */
static const char *line_end_of(const struct document *document)
{
    const char *newline = memchr(document->text->str, '\n', document->text->len);

    if (!newline)
        return memchr(document->text->str, '\r', document->text->len) ? "\r" : "\n";
    return newline > document->text->str && newline[-1] == '\r' ? "\r\n" : "\n";
}

/* ---- mending ---- */

static struct place place_in(struct texts *texts, const char *file, uint32_t line, uint32_t column)
{
    size_t length;
    const char *text = texts_line(texts, file, line, &length);
    uint32_t before = column > 0 ? MIN(column - 1, (uint32_t)length) : 0;

    return (struct place){line > 0 ? line - 1 : 0,
                          units_before(text, before, texts->documents->units)};
}

/* The edits of a finding lie in one file, which need not be open. */
static json_t *fix_edit(const struct server *server, struct texts *texts,
                        const struct finding_fix *fix)
{
    g_autofree char *path = texts_path(texts, fix->edits[0].file);
    g_autofree char *uri = texts_uri(texts, fix->edits[0].file);
    const struct document *document = documents_find_path(&server->documents, path);
    json_t *edits = json_array();

    for (size_t i = 0; i < fix->n_edits; i++) {
        const struct finding_edit *edit = &fix->edits[i];
        struct place_range range = {
            place_in(texts, edit->file, edit->line, edit->column),
            place_in(texts, edit->file, edit->end_line, edit->end_column),
        };
        json_array_append_new(edits, text_edit(range, edit->text));
    }
    if (document)
        return workspace_edit(server, document, edits);
    return json_pack("{s:{s:o}}", "changes", uri, edits);
}

/* ---- silence ---- */

/* A comment on a line of its own above covers the line below; inside of a macro, or behind a backslash, it
 * would become part of what is there. */
static json_t *silence_edit(struct texts *texts, const struct document *document,
                            const struct finding *finding)
{
    size_t length, above = 0;
    const char *line = texts_line(texts, finding->file, finding->line, &length);
    const char *before =
        finding->line > 1 ? texts_line(texts, finding->file, finding->line - 1, &above) : "";
    size_t indent = 0;

    if (finding->line == 0 || (above > 0 && before[above - 1] == '\\'))
        return NULL;
    while (indent < length && (line[indent] == ' ' || line[indent] == '\t'))
        indent++;
    g_autofree char *blanks = g_strndup(line, indent);
    g_autofree char *text =
        g_strdup_printf("%s/* stranded:ignore(%s): TODO: say why it is to stay */%s", blanks,
                        finding->check, line_end_of(document));
    struct place at = {finding->line - 1, 0};
    return text_edit((struct place_range){at, at}, text);
}

static json_t *make_action(const char *title, const json_t *diagnostics)
{
    return json_pack("{s:s, s:s, s:O}", "title", title, "kind", "quickfix", "diagnostics",
                     diagnostics);
}

static void add_silence(const struct server *server, struct texts *texts,
                        const struct document *document, const struct finding *finding,
                        const json_t *diagnostics, json_t *actions)
{
    json_t *edit = silence_edit(texts, document, finding);
    g_autofree char *title = g_strdup_printf("stranded: ignore this %s here", finding->check);

    if (!edit)
        return;
    json_t *action = make_action(title, diagnostics);
    json_object_set_new(action, "edit", workspace_edit(server, document, json_pack("[o]", edit)));
    json_array_append_new(actions, action);
}

/* The edits are of the text that was analysed, so they are offered for that text only. */
static void add_fix(const struct server *server, struct texts *texts,
                    const struct document *document, const struct finding *finding,
                    const json_t *diagnostics, json_t *actions)
{
    if (!finding->fix || !schedule_is_settled(session_of(document)))
        return;
    g_autofree char *title = g_strdup_printf("stranded: %s", finding->fix->title);
    json_t *action = make_action(title, diagnostics);
    json_object_set_new(action, "edit", fix_edit(server, texts, finding->fix));
    json_object_set_new(action, "isPreferred", json_true());
    json_array_append_new(actions, action);
}

/* That takes an analysis of the whole, which is just at work where the finding came early. */
static void add_accept(const struct document *document, const struct finding *finding,
                       const json_t *diagnostics, json_t *actions)
{
    if (session_of(document)->is_early)
        return;
    g_autofree char *title = g_strdup_printf("stranded: accept this %s", finding->check);
    json_t *action = make_action(title, diagnostics);

    json_object_set_new(action, "command",
                        json_pack("{s:s, s:s, s:[s]}", "title", title, "command", accept_command,
                                  "arguments", finding->fingerprint));
    json_array_append_new(actions, action);
}

/* ---- textDocument/codeAction ---- */

/* The client's own diagnostics of the finding, which it wants to hear of again. */
static json_t *diagnostics_of(const json_t *params, const struct finding *finding)
{
    const json_t *given = json_object_get(json_object_get(params, "context"), "diagnostics");
    json_t *list = json_array(), *item;
    size_t i;

    json_array_foreach(given, i, item)
    {
        const json_t *name = json_object_get(json_object_get(item, "data"), "fingerprint");
        if (json_is_string(name) && strcmp(json_string_value(name), finding->fingerprint) == 0)
            json_array_append(list, item);
    }
    return list;
}

static bool wants_quick_fixes(const json_t *params)
{
    const json_t *only = json_object_get(json_object_get(params, "context"), "only"), *item;
    size_t i;

    if (!json_is_array(only) || json_array_size(only) == 0)
        return true;
    json_array_foreach(only, i, item)
    {
        if (json_is_string(item) && strcmp(json_string_value(item), "quickfix") == 0)
            return true;
    }
    return false;
}

static void add_actions(const struct server *server, struct texts *texts,
                        const struct document *document, const struct finding *finding,
                        const json_t *params, json_t *actions)
{
    json_t *diagnostics = diagnostics_of(params, finding);

    add_fix(server, texts, document, finding, diagnostics, actions);
    add_silence(server, texts, document, finding, diagnostics, actions);
    add_accept(document, finding, diagnostics, actions);
    json_decref(diagnostics);
}

json_t *actions_list(const struct server *server, const json_t *params)
{
    const json_t *named = json_object_get(params, "textDocument");
    const struct document *document =
        documents_find(&server->documents, json_string_value(json_object_get(named, "uri")));
    json_t *actions = json_array();
    struct place_range range;
    struct finding **findings;
    struct texts texts;

    if (!document || !result_of(document) || !wants_quick_fixes(params) ||
        !range_of_json(json_object_get(params, "range"), &range))
        return actions;
    size_t count = findings_in(document, &findings);
    texts_init(&texts, &server->documents, result_of(document)->run.root);
    for (size_t i = 0; i < count; i++) {
        uint32_t line = findings[i]->line > 0 ? findings[i]->line - 1 : 0;
        if (line >= range.begin.line && line <= range.end.line)
            add_actions(server, &texts, document, findings[i], params, actions);
    }
    texts_deinit(&texts);
    g_free(findings);
    return actions;
}

/* ---- workspace/executeCommand ---- */

void actions_execute(struct server *server, const json_t *id, const json_t *params)
{
    const char *command = json_string_value(json_object_get(params, "command"));
    const json_t *arguments = json_object_get(params, "arguments");
    const char *fingerprint = json_string_value(json_array_get(arguments, 0));
    const char *reason = json_string_value(json_array_get(arguments, 1));

    if (!command || strcmp(command, accept_command) != 0 || !fingerprint) {
        channel_reply_error(server->channel, id, RPC_INVALID_PARAMS,
                            "the commands are: stranded.accept FINGERPRINT [REASON]");
        return;
    }
    struct session *session = sessions_find(server, fingerprint);
    if (session && session->analyst) {
        g_autoptr(GString) body = g_string_new(fingerprint);
        g_string_append_len(body, "", 1);
        g_string_append(body, reason && *reason ? reason : "accepted in the editor");
        analyst_send(session->analyst, FRAME_ACCEPT, session->serial, body->str, body->len + 1);
    }
    channel_reply(server->channel, id, NULL);
}

json_t *actions_commands(void)
{
    return json_pack("{s:[s]}", "commands", accept_command);
}
