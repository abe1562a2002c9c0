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

static void start(struct session *session);

/* ---- progress ---- */

static json_t *progress_token(const struct session *session)
{
    return json_sprintf("stranded-index-%u", session->number);
}

static void send_progress(struct session *session, json_t *value)
{
    channel_notify(session->server->channel, "$/progress",
                   json_pack("{s:o, s:o}", "token", progress_token(session), "value", value));
}

/* Which project it is matters where there are several. */
static json_t *progress_title(const struct session *session)
{
    g_autofree char *name = g_path_get_basename(session->folder);
    g_autofree char *valid = g_utf8_make_valid(name, -1);

    if (session->server->sessions->len < 2)
        return json_string("stranded: reading the project");
    return json_sprintf("stranded: reading %s", valid);
}

static void begin_progress(struct session *session)
{
    if (session->is_progress_shown || !session->server->client.shows_progress)
        return;
    session->is_progress_shown = true;
    channel_request(session->server->channel, "window/workDoneProgress/create",
                    json_pack("{s:o}", "token", progress_token(session)));
    send_progress(session, json_pack("{s:s, s:o, s:b, s:i}", "kind", "begin", "title",
                                     progress_title(session), "cancellable", 0, "percentage", 0));
}

static void end_progress(struct session *session)
{
    if (!session->is_progress_shown)
        return;
    session->is_progress_shown = false;
    send_progress(session, json_pack("{s:s}", "kind", "end"));
}

static void report_progress(struct session *session, const struct wire_progress *progress)
{
    g_autofree char *text = progress->stage == ENGINE_SOLVING
                                ? g_strdup("following threads through the whole program")
                                : g_strdup_printf("%" G_GUINT64_FORMAT "/%" G_GUINT64_FORMAT " %s",
                                                  progress->done, progress->total, progress->file);
    g_autofree char *valid = g_utf8_make_valid(text, -1);

    if (!session->is_progress_shown)
        return;
    json_t *value = json_pack("{s:s, s:s}", "kind", "report", "message", valid);
    if (progress->stage == ENGINE_PARSING && progress->total > 0)
        json_object_set_new(value, "percentage",
                            json_integer((json_int_t)(progress->done * 100 / progress->total)));
    send_progress(session, value);
}

static void take_progress(struct session *session, const struct frame *frame)
{
    struct arena *arena = arena_new();
    struct wire_progress progress;

    if (wire_decode_progress(frame->body, frame->head.size, arena, &progress)) {
        session->is_indexing =
            progress.stage == ENGINE_PARSING && progress.total - progress.done > FEW_UNITS;
        if (session->is_indexing)
            begin_progress(session);
        report_progress(session, &progress);
        if (!session->is_indexing && session->is_due)
            start(session);
    }
    arena_free(arena);
}

/* ---- results ---- */

static void show_message(struct session *session, const char *text)
{
    enum { MESSAGE_WARNING = 2 };
    g_autofree char *line = g_strconcat("stranded: ", text, NULL);
    g_autofree char *valid = g_utf8_make_valid(line, -1);

    channel_notify(session->server->channel, "window/showMessage",
                   json_pack("{s:i, s:s}", "type", MESSAGE_WARNING, "message", valid));
}

static void log_notices(struct session *session, const struct engine_result *result)
{
    enum { MESSAGE_LOG = 4 };

    for (size_t i = 0; i < result->n_notices; i++) {
        g_autofree char *valid = g_utf8_make_valid(result->notices[i], -1);
        channel_notify(session->server->channel, "window/logMessage",
                       json_pack("{s:i, s:s}", "type", MESSAGE_LOG, "message", valid));
    }
}

static void note_versions(struct session *session)
{
    g_autoptr(GPtrArray) documents = session_documents(session);

    for (guint i = 0; i < documents->len; i++) {
        struct document *document = g_ptr_array_index(documents, i);
        document->analysed_version = document->asked_version;
    }
}

static void settle(struct session *session)
{
    if (session->is_analysing)
        session->last_cost = g_get_monotonic_time() - session->began;
    session->is_analysing = session->is_indexing = false;
    end_progress(session);
}

static void keep_result(struct session *session, struct engine_result result)
{
    if (session->has_result)
        engine_result_deinit(&session->result);
    session->result = result;
    session->has_result = true;
}

/* What is certain while more is read. What is shown of an earlier analysis says more than that. */
static void take_early(struct session *session, const struct frame *frame)
{
    struct engine_result result;

    if ((session->has_result && !session->is_early) ||
        !wire_decode_result(frame->body, frame->head.size, &result))
        return;
    keep_result(session, result);
    session->is_early = true;
    note_versions(session);
    diagnostics_publish(session);
    diagnostics_answer(session);
}

static void take_result(struct session *session, const struct frame *frame)
{
    struct engine_result result;

    settle(session);
    if (!wire_decode_result(frame->body, frame->head.size, &result))
        return;
    if (!session->has_result || session->is_early)
        log_notices(session, &result);
    keep_result(session, result);
    session->is_early = false;
    session->deaths = 0;
    g_clear_pointer(&session->failure, g_free);
    note_versions(session);
    diagnostics_publish(session);
    hints_refresh(session->server);
    if (session->is_due)
        start(session);
    else
        diagnostics_answer(session);
}

static void take_failure(struct session *session, const struct frame *frame)
{
    g_autofree char *text = g_strndup(frame->body, frame->head.size);

    settle(session);
    if (g_strcmp0(text, session->failure) != 0)
        show_message(session, text);
    g_free(session->failure);
    session->failure = g_steal_pointer(&text);
    diagnostics_answer(session);
}

/* Of a finding that was to be accepted. That has ended the analysis that was at work. */
static void take_decision(struct session *session, const struct frame *frame)
{
    g_autofree char *text = g_strndup(frame->body, frame->head.size);

    if (frame->head.kind == FRAME_REFUSED)
        show_message(session, text);
    settle(session);
    schedule_now(session);
}

/* ---- the analyst ---- */

static void take_frame(void *data, const struct frame *frame)
{
    struct session *session = data;

    if (frame->head.serial != session->serial)
        return; /* of an analysis that was overtaken */
    if (frame->head.kind == FRAME_PROGRESS)
        take_progress(session, frame);
    else if (frame->head.kind == FRAME_EARLY)
        take_early(session, frame);
    else if (frame->head.kind == FRAME_RESULT)
        take_result(session, frame);
    else if (frame->head.kind == FRAME_FAILED)
        take_failure(session, frame);
    else if (frame->head.kind == FRAME_REFUSED || frame->head.kind == FRAME_ACCEPTED)
        take_decision(session, frame);
}

static void bury_analyst(void *data)
{
    struct session *session = data;

    analyst_free(session->analyst);
    session->analyst = NULL;
    settle(session);
    if (++session->deaths <= MAX_DEATHS)
        schedule_edit(session);
    else
        show_message(session, "the analysis keeps ending before it is done: it is given up");
}

static bool ensure_analyst(struct session *session)
{
    struct analyst_face face = {session, take_frame, bury_analyst};
    g_autoptr(GPtrArray) documents = session_documents(session);

    if (session->analyst)
        return true;
    if (session->deaths > MAX_DEATHS)
        return false;
    for (guint i = 0; i < documents->len; i++)
        ((struct document *)g_ptr_array_index(documents, i))->is_sent = false;
    session->analyst = analyst_new(session->server->options, session->folder, &face);
    if (!session->analyst)
        show_message(session, "can't start a process to analyse in: the next edit tries again");
    return session->analyst != NULL;
}

/* ---- asking ---- */

static void send_documents(struct session *session)
{
    g_autoptr(GPtrArray) documents = session_documents(session);
    g_autoptr(GString) open = g_string_new(NULL);

    for (guint i = 0; i < session->dropped->len; i++) {
        const char *path = g_ptr_array_index(session->dropped, i);
        analyst_send(session->analyst, FRAME_DROP, session->serial, path, strlen(path) + 1);
    }
    g_ptr_array_set_size(session->dropped, 0);
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
        analyst_send(session->analyst, FRAME_OVERLAY, session->serial, body->str, body->len);
    }
    analyst_send(session->analyst, FRAME_OPEN, session->serial, open->str, open->len);
}

static void start(struct session *session)
{
    session->is_due = false;
    if (session->server->stage != SERVER_RUNNING || !ensure_analyst(session))
        return;
    session->serial++;
    send_documents(session);
    analyst_send(session->analyst, FRAME_ANALYSE, session->serial, NULL, 0);
    session->is_analysing = true;
    session->began = g_get_monotonic_time();
}

static gboolean start_on_time(gpointer data)
{
    struct session *session = data;

    session->timer = 0;
    start(session);
    return G_SOURCE_REMOVE;
}

static void schedule(struct session *session, guint milliseconds)
{
    session->is_due = true;
    if (session->timer)
        g_source_remove(session->timer);
    session->timer = 0;
    if (session->is_analysing && session->is_indexing)
        return; /* begins behind it */
    if (session->is_analysing)
        analyst_send(session->analyst, FRAME_CANCEL, session->serial, NULL, 0);
    session->is_analysing = false;
    session->timer = g_timeout_add(milliseconds, start_on_time, session);
}

static guint burst_delay(const struct session *session)
{
    gint64 part = session->last_cost / G_TIME_SPAN_MILLISECOND / BURST_COST_PART;

    return (guint)CLAMP(part, BURST_EDIT_MILLISECONDS, BURST_MOST_MILLISECONDS);
}

void schedule_edit(struct session *session)
{
    if (!session)
        return;
    gint64 now = g_get_monotonic_time();
    bool is_burst = now - session->last_edit < BURST_GAP_MILLISECONDS * G_TIME_SPAN_MILLISECOND;

    session->last_edit = now;
    schedule(session, is_burst ? burst_delay(session) : LONE_EDIT_MILLISECONDS);
}

void schedule_now(struct session *session)
{
    if (session)
        schedule(session, 0);
}

bool schedule_is_settled(const struct session *session)
{
    return !session || (!session->is_analysing && !session->is_due);
}

static void release_json(void *json)
{
    json_decref(json);
}

struct session *schedule_new(struct server *server, const char *folder)
{
    struct session *session = g_new0(struct session, 1);

    session->server = server;
    session->folder = g_strdup(folder);
    session->number = ++server->n_sessions;
    session->waiting = g_ptr_array_new_with_free_func(release_json);
    session->dropped = g_ptr_array_new_with_free_func(g_free);
    return session;
}

void schedule_free(struct session *session)
{
    end_progress(session);
    if (session->timer)
        g_source_remove(session->timer);
    analyst_free(session->analyst);
    if (session->has_result)
        engine_result_deinit(&session->result);
    g_free(session->folder);
    g_free(session->failure);
    g_ptr_array_unref(session->waiting);
    g_ptr_array_unref(session->dropped);
    g_free(session);
}
