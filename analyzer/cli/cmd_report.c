/* stranded report: the last run's findings again. */
#include "cli/command.h"
#include "cli/message.h"
#include "cli/options.h"
#include "cli/outputs.h"
#include "engine/engine.h"

static const char summary[] =
    "Shows the findings of the last run again, without analysing.\n\n"
    "  -p DIR|FILE                   the project's compile_commands.json, or a folder that holds\n"
    "                                it; else the results kept nearest to the current folder\n"
    "  -o FILE                       write the report to FILE";

static enum exit_code report_last(const struct engine_place *place, const char *since,
                                  const struct report_choice *choice)
{
    g_autoptr(GError) error = NULL;
    struct engine_result last;

    if (since ? !engine_load_since(place, since, &last, &error)
              : !engine_load_last(place, &last, &error))
        return report_failure(error);
    for (size_t i = 0; i < last.n_notices; i++)
        print_message("%s", last.notices[i]);
    enum exit_code code = outputs_write(&choice->outputs, &last, &choice->options);
    engine_result_deinit(&last);
    return code;
}

/* A report decides nothing, so it has no --fail-on and ends with 0. */
enum exit_code command_report(int argc, char **argv)
{
    GOptionContext *context = g_option_context_new(NULL);
    struct place_options options = {0};
    struct report_choice choice = {0};
    g_autofree char *since = NULL;
    const GOptionEntry entries[] = {
        {"since", 0, 0, G_OPTION_ARG_STRING, &since,
         "what has changed since the last run at this revision", "REV"},
        G_OPTION_ENTRY_NULL,
    };
    enum exit_code code = EXIT_CODE_USER;

    g_option_context_set_summary(context, summary);
    add_report_options(context, &choice);
    add_place_options(context, &options);
    g_option_context_add_main_entries(context, entries, NULL);
    if (parse_options(context, "report", &argc, &argv)) {
        struct engine_place place = place_of(&options);

        if (argc > 1)
            report_usage("report", "'%s': report takes no files", argv[1]);
        else if (report_choice_check(&choice, "report"))
            code = report_last(&place, since, &choice);
    }
    place_options_deinit(&options);
    report_choice_deinit(&choice);
    return code;
}
