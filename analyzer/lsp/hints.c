/* What is known of a place, beside the code: inlay hints, code lenses. */
#include "engine/engine.h"
#include "lsp/channel.h"
#include "lsp/documents.h"
#include "lsp/server.h"
#include "lsp/texts.h"

#include <glib.h>
#include <jansson.h>

#include <string.h>

/* Takes the text over. */
static json_t *json_of_string(GString *text)
{
    g_autofree char *valid = g_utf8_make_valid(text->str, (gssize)text->len);

    g_string_free(text, TRUE);
    return json_string(valid);
}

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
    json_t *all = make_all(server, document_named(server, params), make_hint);
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
    return make_all(server, document_named(server, params), make_lens);
}

void hints_refresh(struct server *server)
{
    if (server->client.refreshes_hints)
        channel_request(server->channel, "workspace/inlayHint/refresh", NULL);
    if (server->client.refreshes_lenses && !server->client.shows_hints)
        channel_request(server->channel, "workspace/codeLens/refresh", NULL);
}
