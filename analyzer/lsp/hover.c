/* What is known of a place, under the cursor. */
#include "engine/engine.h"
#include "findings/finding.h"
#include "lsp/documents.h"
#include "lsp/server.h"
#include "lsp/texts.h"

#include <glib.h>
#include <jansson.h>

#include <string.h>

/* Steps that a hover shows. */
enum { MAX_HOVER_STEPS = 12 };

/* Takes the text over. */
static json_t *json_of_string(GString *text)
{
    g_autofree char *valid = g_utf8_make_valid(text->str, (gssize)text->len);

    g_string_free(text, TRUE);
    return json_string(valid);
}

struct hover {
    const struct server *server;
    struct texts texts;
    GString *text;
};

/* ---- words ---- */

static bool is_name_byte(char byte)
{
    return g_ascii_isalnum(byte) || byte == '_';
}

/* The length of what is code in the text that begins there: 'server->jobs', serve(). 0 = it is none. */
static size_t code_length(const char *text)
{
    const char *close = *text == '\'' ? strchr(text + 1, '\'') : NULL;
    size_t length = 0;

    if (close)
        return (size_t)(close - text) + 1;
    while (is_name_byte(text[length]))
        length++;
    return length > 0 && strncmp(text + length, "()", 2) == 0 ? length + 2 : 0;
}

static size_t plain_length(const char *text)
{
    size_t length = 0;

    while (is_name_byte(text[length]))
        length++;
    return length > 0 ? length : 1;
}

/* Markdown has meanings for what names are made of, and a way to show code. */
static void append_words(struct hover *hover, const char *text)
{
    if (!hover->server->client.reads_markdown) {
        g_string_append(hover->text, text);
        return;
    }
    while (*text) {
        size_t code = code_length(text), length = code ? code : plain_length(text);
        bool is_quoted = code && *text == '\'';

        if (code)
            g_string_append_printf(hover->text, "`%.*s`", (int)(length - 2 * is_quoted),
                                   text + is_quoted);
        else if (memchr("*_[]<>#`\\", *text, strlen("*_[]<>#`\\")) || memchr(text, '_', length))
            g_string_append_printf(hover->text, length == 1 ? "\\%.*s" : "`%.*s`", (int)length,
                                   text);
        else
            g_string_append_len(hover->text, text, (gssize)length);
        text += length;
    }
}

/* ---- parts ---- */

/* `is_linked`: where the client does not show the places by itself. */
static void append_step(struct hover *hover, const struct finding_step *step, size_t number,
                        bool is_linked)
{
    g_autofree char *name = g_path_get_basename(step->file);
    g_autofree char *uri = texts_uri(&hover->texts, step->file);

    g_string_append_printf(hover->text, "%zu. ", number);
    if (!hover->server->client.reads_markdown)
        g_string_append_printf(hover->text, "%s:%u: ", name, step->line);
    else if (is_linked)
        g_string_append_printf(hover->text, "[%s:%u](%s#L%u) ", name, step->line, uri, step->line);
    else
        g_string_append_printf(hover->text, "`%s:%u` ", name, step->line);
    append_words(hover, step->message);
    g_string_append_c(hover->text, '\n');
}

static void append_steps(struct hover *hover, const struct finding_step *steps, size_t count,
                         bool is_linked)
{
    for (size_t i = 0; i < count && i < MAX_HOVER_STEPS; i++)
        append_step(hover, &steps[i], i + 1, is_linked);
    if (count > MAX_HOVER_STEPS)
        g_string_append_printf(hover->text, "and %zu more\n", count - MAX_HOVER_STEPS);
}

/* What stands in bold. */
static void append_head(struct hover *hover, const char *text)
{
    const char *mark = hover->server->client.reads_markdown ? "**" : "";

    if (hover->text->len > 0)
        g_string_append(hover->text, hover->server->client.reads_markdown ? "\n---\n\n" : "\n");
    g_string_append(hover->text, mark);
    append_words(hover, text);
    g_string_append(hover->text, mark);
}

static void append_often(struct hover *hover, const char *often)
{
    if (!*often)
        return;
    g_string_append(hover->text, "Happens ");
    append_words(hover, often);
    g_string_append(hover->text, ".\n\n");
}

static void append_finding(struct hover *hover, const struct finding *finding)
{
    append_head(hover, finding->message);
    g_string_append_printf(hover->text, " (%s)\n\n", finding->check);
    append_often(hover, finding->multiplicity);
    append_steps(hover, finding->trace, finding->n_trace, !hover->server->client.relates_places);
    if (*finding->mend) {
        g_string_append(hover->text, "\nmend: ");
        append_words(hover, finding->mend);
        g_string_append_c(hover->text, '\n');
    }
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
    append_often(hover, note->often);
    append_steps(hover, note->steps, note->n_steps, true);
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

/* ---- the place ---- */

/* Whether it is on the line's first word or before: where a jump to the line leads. */
static bool begins_line(struct hover *hover, struct place place, const struct finding *finding)
{
    size_t length, at = 0;
    const char *line = texts_line(&hover->texts, finding->file, finding->line, &length);

    while (at < length && g_ascii_isspace(line[at]))
        at++;
    return finding->line == place.line + UINT32_C(1) && place.character <= at;
}

static void fill_by_line(struct hover *hover, struct finding *const *findings, size_t count,
                         struct place place, struct place_range *ret_range)
{
    for (size_t i = 0; i < count; i++) {
        if (!begins_line(hover, place, findings[i]))
            continue;
        *ret_range = (struct place_range){place, place};
        append_finding(hover, findings[i]);
    }
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
    if (hover->text->len == 0)
        fill_by_line(hover, findings, n_findings, place, ret_range);
    g_free(findings);
    g_free(notes);
    return hover->text->len > 0;
}

json_t *hover_show(const struct server *server, const json_t *params)
{
    const struct document *document = document_named(server, params);
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
