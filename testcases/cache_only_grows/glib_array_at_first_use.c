/* An array that is made when the first entry comes is one array from then on. The twin gives it up when it is full, and the
 * next entry makes another one. */
#include <glib.h>

static GArray *given_out;
static GArray *recent;
static GIOChannel *requests;

static guint32 new_id_bad(void)
{
    guint32 id = g_random_int();

    if (!given_out)
        given_out = g_array_new(FALSE, FALSE, sizeof(guint32));
    for (guint i = 0; i < given_out->len; i++)
        if (g_array_index(given_out, guint32, i) == id)
            return 0;
    g_array_append_val(given_out, id); // EXPECT: cache-only-grows
    return id;
}

static void note_id_ok(guint32 id)
{
    if (recent && recent->len > 100) {
        g_array_free(recent, TRUE);
        recent = NULL;
    }
    if (!recent)
        recent = g_array_new(FALSE, FALSE, sizeof(guint32));
    g_array_append_val(recent, id);
}

static gboolean on_request(GIOChannel *channel, GIOCondition condition, gpointer data)
{
    gchar text[16];
    gsize size = 0;

    (void)condition;
    (void)data;
    if (g_io_channel_read_chars(channel, text, sizeof text, &size, NULL) != G_IO_STATUS_NORMAL)
        return FALSE;
    note_id_ok(new_id_bad());
    return TRUE;
}

int main(void)
{
    requests = g_io_channel_unix_new(0);
    g_io_add_watch(requests, G_IO_IN, on_request, NULL);
    g_main_loop_run(g_main_loop_new(NULL, FALSE));
    return 0;
}
