/* stranded history: what has become of one finding. */
#include "cli/command.h"
#include "cli/message.h"
#include "cli/options.h"
#include "cli/output.h"
#include "engine/engine.h"
#include "report/trend.h"

#include "base/arena.h"

#include <stddef.h>

static enum exit_code tell(const struct engine_place *place, const char *fingerprint)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    struct report_options look = {0};
    struct engine_past past;

    if (!engine_history(place, fingerprint, &past, &error))
        return report_failure(error);
    choose_look(NULL, &look);
    report_history(&past.finding, &past.past, &look, text);
    arena_free(past.arena);
    return write_output(NULL, text) ? EXIT_CODE_CLEAN : EXIT_CODE_USER;
}

enum exit_code command_history(int argc, char **argv)
{
    GOptionContext *context = g_option_context_new("FINGERPRINT");
    struct place_options options = {0};
    enum exit_code code = EXIT_CODE_USER;

    g_option_context_set_summary(context,
                                 "Tells when a finding came, went and came back, by run and"
                                 " revision.");
    add_place_options(context, &options);
    if (parse_options(context, "history", &argc, &argv)) {
        struct engine_place place = place_of(&options);

        if (argc != 2)
            report_usage("history", "history takes one fingerprint");
        else
            code = tell(&place, argv[1]);
    }
    place_options_deinit(&options);
    return code;
}
