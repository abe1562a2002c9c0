/* stranded models: whose effects are known. */
#include "cli/command.h"
#include "cli/message.h"
#include "cli/options.h"
#include "cli/output.h"
#include "engine/engine.h"

#include <stddef.h>

enum exit_code command_models(int argc, char **argv)
{
    GOptionContext *context = g_option_context_new(NULL);
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GError) error = NULL;

    g_option_context_set_summary(context,
                                 "Lists the models and the library functions that they describe.");
    if (!parse_options(context, "models", &argc, &argv))
        return EXIT_CODE_USER;
    if (argc > 1)
        return report_usage("models", "'%s': models takes nothing", argv[1]);
    if (!engine_list_models(text, &error))
        return report_failure(error);
    return write_output(NULL, text) ? EXIT_CODE_CLEAN : EXIT_CODE_USER;
}
