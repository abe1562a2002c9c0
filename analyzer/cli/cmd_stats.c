/* stranded stats: the open findings over the runs. */
#include "cli/command.h"
#include "cli/message.h"
#include "cli/options.h"
#include "cli/output.h"
#include "engine/engine.h"
#include "report/trend.h"

#include "base/arena.h"

#include <stddef.h>

static enum exit_code tell(const struct engine_place *place, const char *format, const char *file)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    struct arena *arena = arena_new();
    struct trend trend;
    enum exit_code code = EXIT_CODE_USER;

    if (!engine_trend(place, arena, &trend, &error))
        code = report_failure(error);
    else if (!report_trend(format, &trend, text))
        report_usage("stats", "--format: '%s' is neither text, json, svg nor html", format);
    else if (write_output(file, text))
        code = EXIT_CODE_CLEAN;
    arena_free(arena);
    return code;
}

enum exit_code command_stats(int argc, char **argv)
{
    GOptionContext *context = g_option_context_new(NULL);
    struct place_options options = {0};
    g_autofree char *format = NULL;
    g_autofree char *file = NULL;
    enum exit_code code = EXIT_CODE_USER;
    const GOptionEntry entries[] = {
        {"format", 0, 0, G_OPTION_ARG_STRING, &format, "text (the default), json, svg or html",
         "FORMAT"},
        {"output", 'o', G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME, &file, NULL, NULL},
        G_OPTION_ENTRY_NULL,
    };

    g_option_context_set_summary(
        context, "Shows how many findings of each check were open after each run.\n\n"
                 "  -o FILE                       write it to FILE");
    g_option_context_add_main_entries(context, entries, NULL);
    add_place_options(context, &options);
    if (parse_options(context, "stats", &argc, &argv)) {
        struct engine_place place = place_of(&options);

        if (argc > 1)
            report_usage("stats", "'%s': stats takes no files", argv[1]);
        else
            code = tell(&place, format ? format : "text", file);
    }
    place_options_deinit(&options);
    return code;
}
