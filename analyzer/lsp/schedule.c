/* When to analyse, and what to do with what comes back. */
#include "base/arena.h"
#include "engine/engine.h"
#include "lsp/analyst.h"
#include "lsp/channel.h"
#include "lsp/documents.h"
#include "lsp/server.h"
#include "lsp/wire.h"

#include <glib.h>
#include <jansson.h>

#include <string.h>

/* From a keystroke to the analysis: nearly at once for one that stands alone; within a burst, as long as
 * somebody who types fast needs for the next one. */
enum { LONE_EDIT_MILLISECONDS = 10, BURST_EDIT_MILLISECONDS = 60, BURST_GAP_MILLISECONDS = 120 };

/* Where an analysis takes long, one that the next keystroke ends is a waste: within a burst it waits for a part
 * of what the last one took, up to a bound. */
enum { BURST_COST_PART = 4, BURST_MOST_MILLISECONDS = 800 };

/* More units than that to parse are an indexing, which an edit does not interrupt. */
enum { FEW_UNITS = 8 };

/* Analysts that may die one after the other without a result. */
enum { MAX_DEATHS = 3 };

static void start(struct server *server);

/* ---- progress ---- */

static const char progress_token[] = "stranded-index";

static void send_progress(struct server *server, json_t *value)
{
    channel_notify(server->channel, "$/progress",
                   json_pack("{s:s, s:o}", "token", progress_token, "value", value));
}

static void begin_progress(struct server *server)
{
    if (server->is_progress_shown || !server->client.shows_progress)
        return;
    server->is_progress_shown = true;
    channel_request(server->channel, "window/workDoneProgress/create",
                    json_pack("{s:s}", "token", progress_token));
    send_progress(server,
                  json_pack("{s:s, s:s, s:b, s:i}", "kind", "begin", "title",
                            "stranded: reading the project", "cancellable", 0, "percentage", 0));
}

static void end_progress(struct server *server)
{
    if (!server->is_progress_shown)
        return;
    server->is_progress_shown = false;
    send_progress(server, json_pack("{s:s}", "kind", "end"));
}

static void report_progress(struct server *server, const struct wire_progress *progress)
{
    g_autofree char *text = progress->stage == ENGINE_SOLVING
                                ? g_strdup("following threads through the whole program")
                                : g_strdup_printf("%" G_GUINT64_FORMAT "/%" G_GUINT64_FORMAT " %s",
                                                  progress->done, progress->total, progress->file);
    g_autofree char *valid = g_utf8_make_valid(text, -1);

    if (!server->is_progress_shown)
        return;
    json_t *value = json_pack("{s:s, s:s}", "kind", "report", "message", valid);
    if (progress->stage == ENGINE_PARSING && progress->total > 0)
        json_object_set_new(value, "percentage",
                            json_integer((json_int_t)(progress->done * 100 / progress->total)));
    send_progress(server, value);
}

static void take_progress(struct server *server, const struct frame *frame)
{
    struct arena *arena = arena_new();
    struct wire_progress progress;

    if (wire_decode_progress(frame->body, frame->head.size, arena, &progress)) {
        server->is_indexing =
            progress.stage == ENGINE_PARSING && progress.total - progress.done > FEW_UNITS;
        if (server->is_indexing)
            begin_progress(server);
        report_progress(server, &progress);
        if (!server->is_indexing && server->is_due)
            start(server);
    }
    arena_free(arena);
}

/* ---- results ---- */

static void show_message(struct server *server, const char *text)
{
    enum { MESSAGE_WARNING = 2 };
    g_autofree char *line = g_strconcat("stranded: ", text, NULL);
    g_autofree char *valid = g_utf8_make_valid(line, -1);

    channel_notify(server->channel, "window/showMessage",
                   json_pack("{s:i, s:s}", "type", MESSAGE_WARNING, "message", valid));
}

static void log_notices(struct server *server, const struct engine_result *result)
{
    enum { MESSAGE_LOG = 4 };

    for (size_t i = 0; i < result->n_notices; i++) {
        g_autofree char *valid = g_utf8_make_valid(result->notices[i], -1);
        channel_notify(server->channel, "window/logMessage",
                       json_pack("{s:i, s:s}", "type", MESSAGE_LOG, "message", valid));
    }
}

static void note_versions(struct server *server)
{
    g_autoptr(GPtrArray) documents = documents_list(&server->documents);

    for (guint i = 0; i < documents->len; i++) {
        struct document *document = g_ptr_array_index(documents, i);
        document->analysed_version = document->asked_version;
    }
}

static void settle(struct server *server)
{
    if (server->is_analysing)
        server->last_cost = g_get_monotonic_time() - server->began;
    server->is_analysing = server->is_indexing = false;
    end_progress(server);
}

static void keep_result(struct server *server, struct engine_result result)
{
    if (server->has_result)
        engine_result_deinit(&server->result);
    server->result = result;
    server->has_result = true;
}

/* What is certain while more is read. What is shown of an earlier analysis says more than that. */
static void take_early(struct server *server, const struct frame *frame)
{
    struct engine_result result;

    if ((server->has_result && !server->is_early) ||
        !wire_decode_result(frame->body, frame->head.size, &result))
        return;
    keep_result(server, result);
    server->is_early = true;
    note_versions(server);
    diagnostics_publish(server);
    diagnostics_answer(server);
}

static void take_result(struct server *server, const struct frame *frame)
{
    struct engine_result result;

    settle(server);
    if (!wire_decode_result(frame->body, frame->head.size, &result))
        return;
    if (!server->has_result || server->is_early)
        log_notices(server, &result);
    keep_result(server, result);
    server->is_early = false;
    server->deaths = 0;
    g_clear_pointer(&server->failure, g_free);
    note_versions(server);
    diagnostics_publish(server);
    hints_refresh(server);
    if (server->is_due)
        start(server);
    else
        diagnostics_answer(server);
}

/* The folder of an open document that lies elsewhere may have the project that the editor's has not. */
static char *other_folder(const struct server *server)
{
    g_autoptr(GPtrArray) documents = documents_list(&server->documents);

    for (guint i = 0; i < documents->len; i++) {
        const struct document *document = g_ptr_array_index(documents, i);
        g_autofree char *folder = document->path ? g_path_get_dirname(document->path) : NULL;

        if (folder && g_strcmp0(folder, server->analyst_folder) != 0 &&
            g_file_test(folder, G_FILE_TEST_IS_DIR))
            return g_steal_pointer(&folder);
    }
    return NULL;
}

static void take_failure(struct server *server, const struct frame *frame)
{
    g_autofree char *text = g_strndup(frame->body, frame->head.size);
    g_autofree char *folder = server->has_result || server->failure ? NULL : other_folder(server);

    settle(server);
    if (g_strcmp0(text, server->failure) != 0 && (server->failure || !folder))
        show_message(server, text);
    g_free(server->failure);
    server->failure = g_steal_pointer(&text);
    if (folder) {
        g_free(server->analyst_folder);
        server->analyst_folder = g_steal_pointer(&folder);
        server->is_misplaced = true;
        schedule_now(server);
    } else {
        diagnostics_answer(server);
    }
}

/* Of a finding that was to be accepted. That has ended the analysis that was at work. */
static void take_decision(struct server *server, const struct frame *frame)
{
    g_autofree char *text = g_strndup(frame->body, frame->head.size);

    if (frame->head.kind == FRAME_REFUSED)
        show_message(server, text);
    schedule_now(server);
}

/* ---- the analyst ---- */

static void take_frame(void *data, const struct frame *frame)
{
    struct server *server = data;

    if (frame->head.serial != server->serial)
        return; /* of an analysis that was overtaken */
    if (frame->head.kind == FRAME_PROGRESS)
        take_progress(server, frame);
    else if (frame->head.kind == FRAME_EARLY)
        take_early(server, frame);
    else if (frame->head.kind == FRAME_RESULT)
        take_result(server, frame);
    else if (frame->head.kind == FRAME_FAILED)
        take_failure(server, frame);
    else if (frame->head.kind == FRAME_REFUSED || frame->head.kind == FRAME_ACCEPTED)
        take_decision(server, frame);
}

static void bury_analyst(void *data)
{
    struct server *server = data;

    analyst_free(server->analyst);
    server->analyst = NULL;
    settle(server);
    if (++server->deaths <= MAX_DEATHS)
        schedule_edit(server);
    else
        show_message(server, "the analysis keeps ending before it is done: it is given up");
}

static bool ensure_analyst(struct server *server)
{
    struct analyst_face face = {server, take_frame, bury_analyst};
    g_autoptr(GPtrArray) documents = documents_list(&server->documents);

    if (server->is_misplaced) {
        analyst_free(server->analyst);
        server->analyst = NULL;
    }
    server->is_misplaced = false;
    if (server->analyst)
        return true;
    if (server->deaths > MAX_DEATHS)
        return false;
    for (guint i = 0; i < documents->len; i++)
        ((struct document *)g_ptr_array_index(documents, i))->is_sent = false;
    if (!server->analyst_folder)
        server->analyst_folder = server->folder ? g_strdup(server->folder) : other_folder(server);
    if (!server->analyst_folder)
        return false; /* nothing is open yet */
    server->analyst = analyst_new(server->options, server->analyst_folder, &face);
    if (!server->analyst)
        show_message(server, "can't start a process to analyse in: the next edit tries again");
    return server->analyst != NULL;
}

/* ---- asking ---- */

static void send_documents(struct server *server)
{
    g_autoptr(GPtrArray) documents = documents_list(&server->documents);
    g_autoptr(GString) open = g_string_new(NULL);

    for (guint i = 0; i < server->dropped->len; i++) {
        const char *path = g_ptr_array_index(server->dropped, i);
        analyst_send(server->analyst, FRAME_DROP, server->serial, path, strlen(path) + 1);
    }
    g_ptr_array_set_size(server->dropped, 0);
    for (guint i = 0; i < documents->len; i++) {
        struct document *document = g_ptr_array_index(documents, i);

        document->asked_version = document->version;
        if (!document->path)
            continue;
        g_string_append_len(open, document->path, (gssize)strlen(document->path) + 1);
        if (document->is_sent)
            continue;
        document->is_sent = true;
        g_autoptr(GString) body = g_string_new(document->path);
        g_string_append_len(body, "", 1);
        g_string_append_len(body, document->text->str, (gssize)document->text->len);
        analyst_send(server->analyst, FRAME_OVERLAY, server->serial, body->str, body->len);
    }
    analyst_send(server->analyst, FRAME_OPEN, server->serial, open->str, open->len);
}

static void start(struct server *server)
{
    server->is_due = false;
    if (server->stage != SERVER_RUNNING || !ensure_analyst(server))
        return;
    server->serial++;
    send_documents(server);
    analyst_send(server->analyst, FRAME_ANALYSE, server->serial, NULL, 0);
    server->is_analysing = true;
    server->began = g_get_monotonic_time();
}

static gboolean start_on_time(gpointer data)
{
    struct server *server = data;

    server->timer = 0;
    start(server);
    return G_SOURCE_REMOVE;
}

static void schedule(struct server *server, guint milliseconds)
{
    server->is_due = true;
    if (server->timer)
        g_source_remove(server->timer);
    server->timer = 0;
    if (server->is_analysing && server->is_indexing)
        return; /* begins behind it */
    if (server->is_analysing)
        analyst_send(server->analyst, FRAME_CANCEL, server->serial, NULL, 0);
    server->is_analysing = false;
    server->timer = g_timeout_add(milliseconds, start_on_time, server);
}

static guint burst_delay(const struct server *server)
{
    gint64 part = server->last_cost / G_TIME_SPAN_MILLISECOND / BURST_COST_PART;

    return (guint)CLAMP(part, BURST_EDIT_MILLISECONDS, BURST_MOST_MILLISECONDS);
}

void schedule_edit(struct server *server)
{
    gint64 now = g_get_monotonic_time();
    bool is_burst = now - server->last_edit < BURST_GAP_MILLISECONDS * G_TIME_SPAN_MILLISECOND;

    server->last_edit = now;
    schedule(server, is_burst ? burst_delay(server) : LONE_EDIT_MILLISECONDS);
}

void schedule_now(struct server *server)
{
    schedule(server, 0);
}

bool schedule_is_settled(const struct server *server)
{
    return !server->is_analysing && !server->is_due;
}

static void release_json(void *json)
{
    json_decref(json);
}

void schedule_init(struct server *server)
{
    server->waiting = g_ptr_array_new_with_free_func(release_json);
    server->dropped = g_ptr_array_new_with_free_func(g_free);
}

void schedule_deinit(struct server *server)
{
    if (server->timer)
        g_source_remove(server->timer);
    server->timer = 0;
    analyst_free(server->analyst);
    server->analyst = NULL;
    if (server->has_result)
        engine_result_deinit(&server->result);
    server->has_result = false;
    g_clear_pointer(&server->analyst_folder, g_free);
    g_clear_pointer(&server->failure, g_free);
    g_clear_pointer(&server->waiting, g_ptr_array_unref);
    g_clear_pointer(&server->dropped, g_ptr_array_unref);
}
