/* Which project a document belongs to: that of the innermost folder which the editor has open, if a compilation
 * database lies in it; or else that of the nearest database above the file; or else whatever is found from the
 * editor's folder. With a project among the options, there is that one and no other. */
#include "lsp/channel.h"
#include "lsp/documents.h"
#include "lsp/server.h"
#include "lsp/uri.h"

#include <glib.h>
#include <jansson.h>

#include <string.h>

/* Each has processes of its own, and the IR of its program in memory. */
enum { MAX_SESSIONS = 16 };

/* ---- folders ---- */

/* As the front ends look for one. */
static bool has_database(const char *folder)
{
    g_autofree char *here = g_build_filename(folder, "compile_commands.json", NULL);
    g_autofree char *built = g_build_filename(folder, "build", "compile_commands.json", NULL);

    return g_file_test(here, G_FILE_TEST_IS_REGULAR) || g_file_test(built, G_FILE_TEST_IS_REGULAR);
}

/* The nearest folder with one, from that one upwards; NULL = none. Freed with g_free(). */
static char *find_database(const char *folder)
{
    g_autofree char *at = g_strdup(folder);

    while (!has_database(at)) {
        char *above = g_path_get_dirname(at);
        bool is_top = strcmp(above, at) == 0;
        g_free(at);
        at = above;
        if (is_top)
            return NULL;
    }
    return g_steal_pointer(&at);
}

static bool lies_below(const char *path, const char *folder)
{
    size_t length = strlen(folder);

    return strncmp(path, folder, length) == 0 &&
           (path[length] == '/' || path[length] == '\0' || strcmp(folder, "/") == 0);
}

/* The innermost of the editor's folders around that path; NULL = it lies outside of all. */
static const char *folder_around(const struct server *server, const char *path)
{
    const char *best = NULL;

    for (guint i = 0; i < server->folders->len; i++) {
        const char *folder = g_ptr_array_index(server->folders, i);
        if (lies_below(path, folder) && (!best || strlen(folder) > strlen(best)))
            best = folder;
    }
    return best;
}

static bool is_given(const struct server *server)
{
    const struct engine_place *place = &server->options->place;

    return place->project || place->sources || place->db;
}

/* Where to look for the project of a file; freed with g_free(). */
static char *folder_of(const struct server *server, const char *path)
{
    const char *around = folder_around(server, path);
    const char *first = server->folders->len > 0 ? g_ptr_array_index(server->folders, 0) : NULL;
    g_autofree char *own = g_path_get_dirname(path);

    if (is_given(server))
        return g_strdup(first ? first : own);
    if (around && has_database(around))
        return g_strdup(around);
    char *nearest = find_database(own);
    if (!nearest && first)
        nearest = find_database(first);
    if (nearest)
        return nearest;
    if (around || first)
        return g_strdup(around ? around : first);
    return g_steal_pointer(&own);
}

/* ---- sessions ---- */

static struct session *find_folder(const struct server *server, const char *folder)
{
    for (guint i = 0; i < server->sessions->len; i++) {
        struct session *session = g_ptr_array_index(server->sessions, i);
        if (strcmp(session->folder, folder) == 0)
            return session;
    }
    return NULL;
}

static void complain(const struct server *server)
{
    enum { MESSAGE_WARNING = 2 };

    channel_notify(server->channel, "window/showMessage",
                   json_pack("{s:i, s:s}", "type", MESSAGE_WARNING, "message",
                             "stranded: too many projects are open: close the files of one"));
}

/* NULL = there are too many. */
static struct session *get_session(struct server *server, const char *folder)
{
    struct session *session = find_folder(server, folder);

    if (session)
        return session;
    if (is_given(server) && server->sessions->len > 0)
        return g_ptr_array_index(server->sessions, 0);
    if (server->sessions->len == MAX_SESSIONS) {
        complain(server);
        return NULL;
    }
    session = schedule_new(server, folder);
    g_ptr_array_add(server->sessions, session);
    return session;
}

struct session *session_of(const struct document *document)
{
    return document->session;
}

const struct engine_result *result_of(const struct document *document)
{
    const struct session *session = document->session;

    return session && session->has_result ? &session->result : NULL;
}

GPtrArray *session_documents(const struct session *session)
{
    GPtrArray *documents = documents_list(&session->server->documents);

    for (guint i = documents->len; i > 0; i--) {
        const struct document *document = g_ptr_array_index(documents, i - 1);
        if (document->session != session)
            g_ptr_array_remove_index(documents, i - 1);
    }
    return documents;
}

struct session *sessions_find(const struct server *server, const char *fingerprint)
{
    for (guint i = 0; i < server->sessions->len; i++) {
        struct session *session = g_ptr_array_index(server->sessions, i);
        for (size_t k = 0; session->has_result && k < session->result.findings.count; k++) {
            if (strcmp(session->result.findings.items[k].fingerprint, fingerprint) == 0)
                return session;
        }
    }
    return server->sessions->len > 0 ? g_ptr_array_index(server->sessions, 0) : NULL;
}

/* ---- who belongs where ---- */

static void move(struct document *document, struct session *session)
{
    struct session *before = document->session;

    if (before == session)
        return;
    if (before) {
        g_ptr_array_add(before->dropped, g_strdup(document->path));
        schedule_edit(before);
    }
    document->session = session;
    document->is_sent = false;
    document->asked_version = document->analysed_version = -1;
    if (session)
        schedule_now(session);
}

static bool is_needed(const struct session *session)
{
    g_autoptr(GPtrArray) documents = session_documents(session);

    return session->is_pinned || documents->len > 0;
}

static void end_unneeded(struct server *server)
{
    for (guint i = server->sessions->len; i > 0; i--) {
        if (!is_needed(g_ptr_array_index(server->sessions, i - 1)))
            g_ptr_array_remove_index(server->sessions, i - 1);
    }
}

/* Those of the editor's folders, which are read before a file of theirs is open. */
static void pin_folders(struct server *server)
{
    for (guint i = 0; i < server->sessions->len; i++)
        ((struct session *)g_ptr_array_index(server->sessions, i))->is_pinned = false;
    for (guint i = 0; i < server->folders->len; i++) {
        const char *folder = g_ptr_array_index(server->folders, i);
        g_autofree char *nearest = find_database(folder);
        const char *place = has_database(folder) || is_given(server) ? folder : nearest;
        unsigned before = server->n_sessions;
        struct session *session = place ? get_session(server, place) : NULL;
        if (!session)
            continue;
        session->is_pinned = true;
        if (server->n_sessions > before)
            schedule_now(session);
    }
}

void sessions_assign(struct server *server)
{
    g_autoptr(GPtrArray) documents = documents_list(&server->documents);

    pin_folders(server);
    for (guint i = 0; i < documents->len; i++) {
        struct document *document = g_ptr_array_index(documents, i);
        g_autofree char *folder = document->path ? folder_of(server, document->path) : NULL;

        if (folder)
            move(document, get_session(server, folder));
    }
    end_unneeded(server);
}

static guint find_name(const struct server *server, const char *path)
{
    guint i;

    for (i = 0; i < server->folders->len; i++)
        if (strcmp(g_ptr_array_index(server->folders, i), path) == 0)
            break;
    return i;
}

void sessions_change_folders(struct server *server, const json_t *added, const json_t *removed)
{
    const json_t *item;
    size_t i;

    json_array_foreach(removed, i, item)
    {
        const char *uri = json_string_value(json_object_get(item, "uri"));
        g_autofree char *path = uri ? path_of_uri(uri) : NULL;
        if (path && find_name(server, path) < server->folders->len)
            g_ptr_array_remove_index(server->folders, find_name(server, path));
    }
    json_array_foreach(added, i, item)
    {
        const char *uri = json_string_value(json_object_get(item, "uri"));
        char *path = uri ? path_of_uri(uri) : NULL;
        if (path && find_name(server, path) == server->folders->len)
            g_ptr_array_add(server->folders, path);
        else
            g_free(path);
    }
    sessions_assign(server);
}

static void free_session(void *data)
{
    struct session *session = data;
    g_autoptr(GPtrArray) documents = session_documents(session);

    for (guint i = 0; i < documents->len; i++)
        ((struct document *)g_ptr_array_index(documents, i))->session = NULL;
    diagnostics_answer(session);
    schedule_free(session);
}

void sessions_init(struct server *server)
{
    server->folders = g_ptr_array_new_with_free_func(g_free);
    server->sessions = g_ptr_array_new_with_free_func(free_session);
}

void sessions_end(struct server *server)
{
    g_ptr_array_set_size(server->sessions, 0);
}

void sessions_deinit(struct server *server)
{
    g_ptr_array_unref(server->sessions);
    g_ptr_array_unref(server->folders);
}
