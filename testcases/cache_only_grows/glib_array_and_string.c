/* An array of pointers and a text to which something is appended for each message; the twins start again after
 * each report. */
#include <glib.h>

static GPtrArray *errors;
static GString *log_text;
static GPtrArray *warnings;
static GString *report_text;

static void on_error_bad(const char *text)
{
    g_ptr_array_add(errors, g_strdup(text)); // EXPECT: cache-only-grows
    g_string_append(log_text, text);         // EXPECT: cache-only-grows
}

static void on_warning_ok(const char *text)
{
    g_ptr_array_add(warnings, g_strdup(text));
    g_string_append_printf(report_text, "%s\n", text);
    if (report_text->len > 4096) {
        g_print("%s (%u)", report_text->str, warnings->len);
        g_string_truncate(report_text, 0);
        g_ptr_array_set_size(warnings, 0);
    }
}

static gboolean on_message(GIOChannel *channel, GIOCondition condition, gpointer data)
{
    gchar text[256];
    gsize size = 0;

    (void)condition;
    (void)data;
    if (g_io_channel_read_chars(channel, text, sizeof text - 1, &size, NULL) != G_IO_STATUS_NORMAL)
        return FALSE;
    text[size] = '\0';
    if (text[0] == 'E')
        on_error_bad(text);
    else
        on_warning_ok(text);
    return TRUE;
}

int main(void)
{
    errors = g_ptr_array_new_with_free_func(g_free);
    warnings = g_ptr_array_new_with_free_func(g_free);
    log_text = g_string_new("");
    report_text = g_string_new("");
    g_io_add_watch(g_io_channel_unix_new(0), G_IO_IN, on_message, NULL);
    g_main_loop_run(g_main_loop_new(NULL, FALSE));
    return 0;
}
