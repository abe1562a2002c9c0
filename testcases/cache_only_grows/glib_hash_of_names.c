/* A hash table of GLib, filled by a handler of the main loop. The twin forgets what has left. */
#include <glib.h>
#include <stdio.h>
#include <string.h>

static GHashTable *seen;
static GHashTable *online;

static void greet_bad(const char *name)
{
    int *count = g_hash_table_lookup(seen, name);

    if (count == NULL) {
        count = g_new0(int, 1);
        g_hash_table_insert(seen, g_strdup(name), count); // EXPECT: cache-only-grows
    }
    ++*count;
}

static void greet_ok(const char *name)
{
    if (!g_hash_table_contains(online, name))
        g_hash_table_insert(online, g_strdup(name), GINT_TO_POINTER(1));
}

static void leave_ok(const char *name)
{
    g_hash_table_remove(online, name);
}

static gboolean on_line(GIOChannel *channel, GIOCondition condition, gpointer data)
{
    gchar *line = NULL;

    (void)condition;
    (void)data;
    if (g_io_channel_read_line(channel, &line, NULL, NULL, NULL) != G_IO_STATUS_NORMAL)
        return FALSE;
    greet_bad(line);
    greet_ok(line);
    if (g_str_has_prefix(line, "bye"))
        leave_ok(line + 4);
    g_free(line);
    return TRUE;
}

int main(void)
{
    GMainLoop *loop = g_main_loop_new(NULL, FALSE);
    GIOChannel *input = g_io_channel_unix_new(0);

    seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    online = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_io_add_watch(input, G_IO_IN, on_line, NULL);
    g_main_loop_run(loop);
    g_hash_table_destroy(seen);
    g_hash_table_destroy(online);
    return 0;
}
