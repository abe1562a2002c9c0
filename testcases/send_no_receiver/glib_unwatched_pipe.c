/* A pipe between a thread and the main loop: the loop watches it, as a descriptor or as a channel;
 * or nobody does. */
#include <fcntl.h>
#include <glib-unix.h>
#include <glib.h>
#include <string.h>
#include <unistd.h>

gchar *next_title(void);
void show_title(gint length);

static gint lost[2] = {-1, -1};
static gint watched[2] = {-1, -1};
static gint streamed[2] = {-1, -1};

static gpointer lost_run(gpointer data)
{
    gchar *title;

    while ((title = next_title()) != NULL) {
        gint length = (gint)strlen(title);
        g_free(title);
        if (write(lost[1], &length, sizeof length) < 0) // EXPECT: send-no-receiver
            break;
    }
    return data;
}

gboolean titles_start_bad(void)
{
    if (!g_unix_open_pipe(lost, FD_CLOEXEC, NULL))
        return FALSE;
    g_thread_unref(g_thread_new("titles", lost_run, NULL));
    return TRUE;
}

static gboolean on_title(gint fd, GIOCondition condition, gpointer data)
{
    gint length;

    (void)condition;
    (void)data;
    if (read(fd, &length, sizeof length) != (gssize)sizeof length)
        return G_SOURCE_REMOVE;
    show_title(length);
    return G_SOURCE_CONTINUE;
}

static gpointer watched_run(gpointer data)
{
    gchar *title;

    while ((title = next_title()) != NULL) {
        gint length = (gint)strlen(title);
        g_free(title);
        if (write(watched[1], &length, sizeof length) < 0)
            break;
    }
    return data;
}

gboolean names_start_ok(void)
{
    if (!g_unix_open_pipe(watched, FD_CLOEXEC, NULL))
        return FALSE;
    g_unix_fd_add(watched[0], G_IO_IN, on_title, NULL);
    g_thread_unref(g_thread_new("names", watched_run, NULL));
    return TRUE;
}

static gboolean on_stream(GIOChannel *channel, GIOCondition condition, gpointer data)
{
    gint length;
    gsize n;

    (void)condition;
    (void)data;
    if (g_io_channel_read_chars(channel, (gchar *)&length, sizeof length, &n, NULL) !=
        G_IO_STATUS_NORMAL)
        return FALSE;
    show_title(length);
    return TRUE;
}

static gpointer streamed_run(gpointer data)
{
    gchar *title;

    while ((title = next_title()) != NULL) {
        gint length = (gint)strlen(title);
        g_free(title);
        if (write(streamed[1], &length, sizeof length) < 0)
            break;
    }
    return data;
}

gboolean streams_start_ok(void)
{
    if (!g_unix_open_pipe(streamed, FD_CLOEXEC, NULL))
        return FALSE;
    GIOChannel *channel = g_io_channel_unix_new(streamed[0]);
    g_io_channel_set_encoding(channel, NULL, NULL);
    g_io_add_watch(channel, G_IO_IN, on_stream, NULL);
    g_io_channel_unref(channel);
    g_thread_unref(g_thread_new("streams", streamed_run, NULL));
    return TRUE;
}
