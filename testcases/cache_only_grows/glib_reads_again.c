/* A callback that starts the next read, so that it runs for each line of a feed. */
#include <gio/gio.h>

static GQueue *lines_bad;
static GQueue *lines_ok;

static void on_line(GObject *source, GAsyncResult *result, gpointer data)
{
    GDataInputStream *feed = G_DATA_INPUT_STREAM(source);
    char *line = g_data_input_stream_read_line_finish(feed, result, NULL, NULL);
    if (line == NULL) {
        g_main_loop_quit(data);
        return;
    }
    g_queue_push_tail(lines_bad, g_strdup(line)); // EXPECT: cache-only-grows
    if (g_queue_get_length(lines_ok) >= 100)
        g_free(g_queue_pop_head(lines_ok));
    g_queue_push_tail(lines_ok, line);
    g_data_input_stream_read_line_async(feed, G_PRIORITY_DEFAULT, NULL, on_line, data);
}

static GQueue *names;

/* Runs once: nobody starts it again. */
static void on_name_ok(GObject *source, GAsyncResult *result, gpointer data)
{
    char *name = g_resolver_lookup_by_address_finish(G_RESOLVER(source), result, NULL);
    (void)data;
    if (name != NULL)
        g_queue_push_tail(names, name);
}

static GList *addresses;

/* Starts again only as long as it fails. */
static void on_address_ok(GObject *source, GAsyncResult *result, gpointer data)
{
    GList *found = g_resolver_lookup_by_name_finish(G_RESOLVER(source), result, NULL);
    if (found == NULL) {
        g_resolver_lookup_by_name_async(G_RESOLVER(source), data, NULL, on_address_ok, data);
        return;
    }
    addresses = g_list_prepend(addresses, found->data);
}

int main(int argc, char **argv)
{
    if (argc < 2)
        return 1;
    lines_bad = g_queue_new();
    lines_ok = g_queue_new();
    names = g_queue_new();
    GMainLoop *loop = g_main_loop_new(NULL, FALSE);
    GFile *file = g_file_new_for_path(argv[1]);
    GFileInputStream *bytes = g_file_read(file, NULL, NULL);
    g_object_unref(file);
    if (bytes == NULL)
        return 1;
    GDataInputStream *feed = g_data_input_stream_new(G_INPUT_STREAM(bytes));
    g_object_unref(bytes);
    GInetAddress *address = g_inet_address_new_loopback(G_SOCKET_FAMILY_IPV4);
    g_resolver_lookup_by_address_async(g_resolver_get_default(), address, NULL, on_name_ok, NULL);
    g_resolver_lookup_by_name_async(g_resolver_get_default(), "feed.example", NULL, on_address_ok,
                                    "feed.example");
    g_data_input_stream_read_line_async(feed, G_PRIORITY_DEFAULT, NULL, on_line, loop);
    g_main_loop_run(loop);
    g_object_unref(address);
    g_object_unref(feed);
    g_main_loop_unref(loop);
    return 0;
}
