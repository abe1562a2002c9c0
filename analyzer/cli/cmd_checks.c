/* stranded checks: what it looks for. */
#include <stranded/check.h>

#include "cli/command.h"
#include "cli/message.h"
#include "cli/options.h"
#include "cli/output.h"

#include <stddef.h>

enum { NAME_COLUMN = 20 };

enum exit_code command_checks(int argc, char **argv)
{
    GOptionContext *context = g_option_context_new(NULL);
    g_autoptr(GString) text = g_string_new(NULL);

    g_option_context_set_summary(context, "Lists the checks.");
    if (!parse_options(context, "checks", &argc, &argv))
        return EXIT_CODE_USER;
    if (argc > 1)
        return report_usage("checks", "'%s': checks takes nothing", argv[1]);
    for (const struct check *const *check = stranded_checks; *check; check++)
        g_string_append_printf(text, "%-*s %s\n", NAME_COLUMN, (*check)->name, (*check)->title);
    return write_output(NULL, text) ? EXIT_CODE_CLEAN : EXIT_CODE_USER;
}
