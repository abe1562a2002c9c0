/* stranded dump-ir: what stranded understands of a file. */
#include "cli/command.h"
#include "cli/message.h"
#include "cli/options.h"
#include "cli/output.h"
#include "engine/engine.h"

#include <stddef.h>

static enum exit_code dump(const struct engine_place *place, const char *file, const char *function,
                           enum engine_dump detail)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GError) error = NULL;

    if (!engine_dump_ir(place, file, function, detail, text, &error))
        return report_failure(error);
    return write_output(NULL, text) ? EXIT_CODE_CLEAN : EXIT_CODE_USER;
}

enum exit_code command_dump_ir(int argc, char **argv)
{
    GOptionContext *context = g_option_context_new("FILE [FUNCTION]");
    struct place_options options = {0};
    enum exit_code code = EXIT_CODE_USER;
    gboolean locations = FALSE;
    const GOptionEntry entries[] = {
        {"locations", 0, 0, G_OPTION_ARG_NONE, &locations, "with the line and column of each step",
         NULL},
        G_OPTION_ENTRY_NULL,
    };

    g_option_context_set_summary(context,
                                 "Prints what stranded understands of a file, or of one function "
                                 "in it: as the project\ncompiles it, or without flags where it "
                                 "is in no project.\n\n"
                                 "  -p DIR|FILE                   the project");
    add_place_options(context, &options);
    g_option_context_add_main_entries(context, entries, NULL);
    if (parse_options(context, "dump-ir", &argc, &argv)) {
        struct engine_place place = place_of(&options);

        if (argc != 2 && argc != 3)
            report_usage("dump-ir", "dump-ir takes a file, and a function if you like");
        else
            code = dump(&place, argv[1], argc == 3 ? argv[2] : NULL,
                        locations ? ENGINE_DUMP_LOCATIONS : ENGINE_DUMP_PLAIN);
    }
    place_options_deinit(&options);
    return code;
}
