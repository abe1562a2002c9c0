#include "cli/outputs.h"

#include "cli/message.h"
#include "cli/output.h"

#include <stranded/check.h>

#include <string.h>

/* ---- reading them ---- */

static void clear_output(gpointer data)
{
    struct output *output = data;

    g_free(output->format);
    g_free(output->file);
}

static struct output *last_of(struct outputs *outputs)
{
    GArray *items = outputs->items;

    return items && items->len > 0 ? &g_array_index(items, struct output, items->len - 1) : NULL;
}

static struct output *add(struct outputs *outputs)
{
    const struct output empty = {NULL, NULL};

    if (!outputs->items) {
        outputs->items = g_array_new(FALSE, FALSE, sizeof(struct output));
        g_array_set_clear_func(outputs->items, clear_output);
    }
    g_array_append_val(outputs->items, empty);
    return last_of(outputs);
}

static gboolean take_format(const gchar *option, const gchar *value, gpointer data, GError **error)
{
    struct output *last = last_of(data);

    (void)option;
    (void)error;
    if (!last || last->format)
        last = add(data);
    last->format = g_strdup(value);
    return TRUE;
}

static gboolean take_file(const gchar *option, const gchar *value, gpointer data, GError **error)
{
    struct output *last = last_of(data);

    (void)option;
    (void)error;
    if (!last || last->file)
        last = add(data);
    last->file = g_strdup(value);
    return TRUE;
}

/* "text (the default), json, …": the formats' names are known in one place only. */
static char *describe_formats(void)
{
    GString *text = g_string_new("text (the default)");

    for (size_t i = 0; report_format_name(i); i++) {
        if (strcmp(report_format_name(i), "text") != 0)
            g_string_append_printf(text, ", %s", report_format_name(i));
    }
    g_string_append(text, "; may be repeated, each with its -o");
    return g_string_free(text, FALSE);
}

void add_output_options(GOptionContext *context, struct outputs *outputs)
{
    g_autofree char *formats = describe_formats();
    GOptionGroup *group = g_option_group_new(NULL, NULL, NULL, outputs, NULL);
    /* The description lives as long as the process: GLib keeps the pointer. */
    const GOptionEntry entries[] = {
        {"format", 0, 0, G_OPTION_ARG_CALLBACK, (gpointer)(guintptr)take_format,
         g_intern_string(formats), "FORMAT"},
        {"output", 'o', G_OPTION_FLAG_HIDDEN | G_OPTION_FLAG_FILENAME, G_OPTION_ARG_CALLBACK,
         (gpointer)(guintptr)take_file, NULL, NULL},
        G_OPTION_ENTRY_NULL,
    };

    g_option_group_add_entries(group, entries);
    g_option_context_set_main_group(context, group);
}

/* ---- what they come to ---- */

static bool is_format(const char *name)
{
    for (size_t i = 0; report_format_name(i); i++) {
        if (strcmp(report_format_name(i), name) == 0)
            return true;
    }
    return false;
}

bool outputs_check(struct outputs *outputs, const char *command)
{
    const struct output *standard = NULL;

    if (!last_of(outputs))
        add(outputs);
    for (guint i = 0; i < outputs->items->len; i++) {
        struct output *output = &g_array_index(outputs->items, struct output, i);

        if (!output->format)
            output->format = g_strdup("text");
        if (!is_format(output->format)) {
            report_usage(command, "--format: there is no format '%s'", output->format);
            return false;
        }
        if (!output->file && standard) {
            report_usage(command, "--format: %s and %s can't both go to standard output: give -o",
                         standard->format, output->format);
            return false;
        }
        if (!output->file)
            standard = output;
    }
    return true;
}

const struct output *outputs_find_standard(const struct outputs *outputs)
{
    for (guint i = 0; outputs->items && i < outputs->items->len; i++) {
        const struct output *output = &g_array_index(outputs->items, struct output, i);

        if (!output->file)
            return output;
    }
    return NULL;
}

enum exit_code outputs_write(const struct outputs *outputs, const struct engine_result *result,
                             const struct report_options *options)
{
    enum exit_code code = EXIT_CODE_CLEAN;

    for (guint i = 0; i < outputs->items->len; i++) {
        const struct output *output = &g_array_index(outputs->items, struct output, i);
        struct report_options look = *options;
        g_autoptr(GString) text = g_string_new(NULL);
        g_autoptr(GError) error = NULL;

        choose_look(output->file, &look);
        if (!report_write(output->format, &result->run, result->findings, &look, text, &error))
            code = report_failure(error);
        else if (!write_output(output->file, text))
            code = EXIT_CODE_USER;
    }
    return code;
}

void outputs_deinit(struct outputs *outputs)
{
    if (outputs->items)
        g_array_unref(outputs->items);
    outputs->items = NULL;
}
