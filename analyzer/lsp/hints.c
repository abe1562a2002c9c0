/* What is known of a place: hovers, inlay hints, code lenses. */
#include "engine/engine.h"
#include "findings/finding.h"
#include "lsp/channel.h"
#include "lsp/documents.h"
#include "lsp/server.h"
#include "lsp/texts.h"

#include <glib.h>
#include <jansson.h>

#include <string.h>

/* Steps that a hover shows. */
enum { MAX_HOVER_STEPS = 12 };

static struct document *document_of(const struct server *server, const json_t *params)
{
    const json_t *document = json_object_get(params, "textDocument");

    return documents_find(&server->documents, json_string_value(json_object_get(document, "uri")));
}

/* Takes the text over. */
static json_t *json_of_string(GString *text)
{
    g_autofree char *valid = g_utf8_make_valid(text->str, (gssize)text->len);

    g_string_free(text, TRUE);
    return json_string(valid);
}

/* ---- hover ---- */

struct hover {
    const struct server *server;
    struct texts texts;
    GString *text;
};

static void append_steps(struct hover *hover, const struct finding_step *steps, size_t count)
{
    for (size_t i = 0; i < count && i < MAX_HOVER_STEPS; i++) {
        g_autofree char *name = g_path_get_basename(steps[i].file);
        g_autofree char *uri = texts_uri(&hover->texts, steps[i].file);

        if (hover->server->client.reads_markdown)
            g_string_append_printf(hover->text, "%zu. [%s:%u](%s#L%u) %s\n", i + 1, name,
                                   steps[i].line, uri, steps[i].line, steps[i].message);
        else
            g_string_append_printf(hover->text, "%zu. %s:%u: %s\n", i + 1, name, steps[i].line,
                                   steps[i].message);
    }
    if (count > MAX_HOVER_STEPS)
        g_string_append_printf(hover->text, "and %zu more\n", count - MAX_HOVER_STEPS);
}

/* What stands in bold. */
static void append_head(struct hover *hover, const char *text)
{
    const char *mark = hover->server->client.reads_markdown ? "**" : "";

    if (hover->text->len > 0)
        g_string_append(hover->text, hover->server->client.reads_markdown ? "\n---\n\n" : "\n");
    g_string_append_printf(hover->text, "%s%s%s", mark, text, mark);
}

static void append_finding(struct hover *hover, const struct finding *finding)
{
    append_head(hover, finding->message);
    g_string_append_printf(hover->text, " [%s]\n\n", finding->check);
    if (*finding->multiplicity)
        g_string_append_printf(hover->text, "Happens %s.\n\n", finding->multiplicity);
    append_steps(hover, finding->trace, finding->n_trace);
    if (*finding->mend)
        g_string_append_printf(hover->text, "\nmend: %s\n", finding->mend);
    g_string_append_printf(hover->text, "\nseverity %s, confidence %s\n",
                           severity_name(finding->severity), confidence_name(finding->confidence));
}

static void append_note(struct hover *hover, const struct engine_note *note)
{
    bool is_told = hover->text->len > 0; /* how it comes to that, by a finding of the same place */

    append_head(hover, note->at.message);
    g_string_append(hover->text, "\n\n");
    if (is_told)
        return;
    if (*note->often)
        g_string_append_printf(hover->text, "Happens %s.\n\n", note->often);
    append_steps(hover, note->steps, note->n_steps);
}

static bool is_in(struct place place, struct place_range range)
{
    return place.line == range.begin.line && place.character >= range.begin.character &&
           place.character <= range.end.character;
}

/* Where the words under the cursor are those that something is known of. */
static struct place_range range_of(struct hover *hover, const char *file, uint32_t line,
                                   uint32_t column)
{
    return texts_range(&hover->texts, file, line, column);
}

static bool fill_hover(struct hover *hover, const struct document *document, struct place place,
                       struct place_range *ret_range)
{
    struct finding **findings;
    struct engine_note **notes;
    size_t n_findings = findings_in(document, &findings);
    size_t n_notes = notes_in(document, &notes);

    for (size_t i = 0; i < n_findings; i++) {
        const struct finding *finding = findings[i];
        struct place_range range = range_of(hover, finding->file, finding->line, finding->column);
        if (!is_in(place, range))
            continue;
        *ret_range = range;
        append_finding(hover, finding);
    }
    for (size_t i = 0; i < n_notes; i++) {
        const struct finding_step *at = &notes[i]->at;
        struct place_range range = range_of(hover, at->file, at->line, at->column);
        if (!is_in(place, range))
            continue;
        *ret_range = range;
        append_note(hover, notes[i]);
    }
    g_free(findings);
    g_free(notes);
    return hover->text->len > 0;
}

json_t *hints_hover(const struct server *server, const json_t *params)
{
    const struct document *document = document_of(server, params);
    struct place_range range;
    struct place place;
    json_t *answer = NULL;

    if (!document || !result_of(document) ||
        !place_of_json(json_object_get(params, "position"), &place))
        return NULL;
    struct hover hover = {.server = server, .text = g_string_new(NULL)};
    texts_init(&hover.texts, &server->documents, result_of(document)->run.root);
    if (fill_hover(&hover, document, place, &range))
        answer =
            json_pack("{s:{s:s, s:o}, s:o}", "contents", "kind",
                      server->client.reads_markdown ? "markdown" : "plaintext", "value",
                      json_of_string(g_steal_pointer(&hover.text)), "range", json_of_range(range));
    if (hover.text)
        g_string_free(hover.text, TRUE);
    texts_deinit(&hover.texts);
    return answer;
}

/* ---- hints and lenses ---- */

static json_t *json_of_note(const struct engine_note *note)
{
    GString *text = g_string_new(note->at.message);

    if (*note->often)
        g_string_append_printf(text, " · %s", note->often);
    return json_of_string(text);
}

static json_t *make_hint(struct texts *texts, const struct engine_note *note)
{
    size_t length;
    const char *line = texts_line(texts, note->at.file, note->at.line, &length);

    return json_pack("{s:{s:I, s:I}, s:s, s:o, s:b}", "position", "line",
                     (json_int_t)(note->at.line > 0 ? note->at.line - 1 : 0), "character",
                     (json_int_t)units_before(line, length, texts->documents->units), "label",
                     note->at.message, "tooltip", json_of_note(note), "paddingLeft", 1);
}

static json_t *make_lens(struct texts *texts, const struct engine_note *note)
{
    struct place_range range = texts_range(texts, note->at.file, note->at.line, note->at.column);

    return json_pack("{s:o, s:{s:o, s:s}}", "range", json_of_range(range), "command", "title",
                     json_of_note(note), "command", "");
}

/* One of each note of the document. */
static json_t *make_all(const struct server *server, const struct document *document,
                        json_t *make(struct texts *texts, const struct engine_note *note))
{
    json_t *list = json_array();
    struct engine_note **notes;
    struct texts texts;

    if (!document || !result_of(document))
        return list;
    size_t count = notes_in(document, &notes);
    texts_init(&texts, &server->documents, result_of(document)->run.root);
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, make(&texts, notes[i]));
    texts_deinit(&texts);
    g_free(notes);
    return list;
}

/* Only those in the range that was asked for. */
json_t *hints_inlay(const struct server *server, const json_t *params)
{
    json_t *all = make_all(server, document_of(server, params), make_hint);
    struct place_range range;

    if (!range_of_json(json_object_get(params, "range"), &range))
        return all;
    for (size_t i = json_array_size(all); i > 0; i--) {
        struct place place;
        const json_t *at = json_object_get(json_array_get(all, i - 1), "position");
        if (place_of_json(at, &place) &&
            (place.line < range.begin.line || place.line > range.end.line))
            json_array_remove(all, i - 1);
    }
    return all;
}

json_t *hints_lenses(const struct server *server, const json_t *params)
{
    return make_all(server, document_of(server, params), make_lens);
}

void hints_refresh(struct server *server)
{
    if (server->client.refreshes_hints)
        channel_request(server->channel, "workspace/inlayHint/refresh", NULL);
    if (server->client.refreshes_lenses && !server->client.shows_hints)
        channel_request(server->channel, "workspace/codeLens/refresh", NULL);
}
