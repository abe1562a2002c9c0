/* Each line on standard input becomes a job of a pool, which another file sets up: with as many
 * threads as there are jobs, or with as many as a constant says. */
#include "thumbnails.h"

#include <unistd.h>

static gboolean on_line(GIOChannel *channel, GIOCondition condition, gpointer user)
{
    gchar *line = NULL;
    (void)condition;
    if (g_io_channel_read_line(channel, &line, NULL, NULL, NULL) != G_IO_STATUS_NORMAL)
        return G_SOURCE_REMOVE;
    thumbnails_add(user, g_strchomp(line));
    return G_SOURCE_CONTINUE;
}

int main(void)
{
    Thumbnails *thumbnails = thumbnails_new("small");
    GMainLoop *loop = g_main_loop_new(NULL, FALSE);
    GIOChannel *channel = g_io_channel_unix_new(STDIN_FILENO);
    g_io_add_watch(channel, G_IO_IN, on_line, thumbnails);
    g_main_loop_run(loop);
    g_io_channel_unref(channel);
    g_main_loop_unref(loop);
    thumbnails_free(thumbnails);
    return 0;
}
