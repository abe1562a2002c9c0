/* stranded suppress: from now on be silent about a finding. */
#include "cli/command.h"
#include "cli/message.h"
#include "cli/options.h"
#include "cli/output.h"
#include "engine/engine.h"
#include "findings/finding.h"

#include <stddef.h>

static enum exit_code suppress(const struct engine_place *place, const char *fingerprint,
                               const char *reason)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    struct engine_result result;

    if (!engine_suppress(place, fingerprint, reason, &result, &error))
        return report_failure(error);
    const struct finding *finding = &result.findings.items[0];
    g_string_append_printf(text, "%s:%u:%u: suppressed: %s [%s]\n", finding->file, finding->line,
                           finding->column, finding->message, finding->check);
    engine_result_deinit(&result);
    return write_output(NULL, text) ? EXIT_CODE_CLEAN : EXIT_CODE_USER;
}

static bool is_blank(const char *text)
{
    while (g_ascii_isspace(*text))
        text++;
    return *text == '\0';
}

enum exit_code command_suppress(int argc, char **argv)
{
    GOptionContext *context = g_option_context_new("FINGERPRINT");
    struct place_options options = {0};
    g_autofree char *reason = NULL;
    enum exit_code code = EXIT_CODE_USER;
    const GOptionEntry entries[] = {
        {"reason", 0, 0, G_OPTION_ARG_STRING, &reason, "why it is to stay", "TEXT"},
        G_OPTION_ENTRY_NULL,
    };

    g_option_context_set_summary(context, "Silences a finding in all later runs, for a reason.");
    g_option_context_add_main_entries(context, entries, NULL);
    add_place_options(context, &options);
    if (parse_options(context, "suppress", &argc, &argv)) {
        struct engine_place place = place_of(&options);

        if (argc != 2)
            report_usage("suppress", "suppress takes one fingerprint");
        else if (!reason || is_blank(reason))
            report_usage("suppress", "--reason is missing: the next reader wants to know why");
        else
            code = suppress(&place, argv[1], reason);
    }
    place_options_deinit(&options);
    return code;
}
