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

static enum exit_code report_last(const struct engine_place *place,
                                  const struct report_choice *choice)
{
    g_autoptr(GError) error = NULL;
    struct engine_result last;

    if (!engine_load_last(place, &last, &error))
        return report_failure(error);
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
    enum exit_code code = EXIT_CODE_USER;

    g_option_context_set_summary(context, summary);
    add_report_options(context, &choice);
    add_place_options(context, &options);
    if (parse_options(context, "report", &argc, &argv)) {
        struct engine_place place = place_of(&options);

        if (argc > 1)
            report_usage("report", "'%s': report takes no files", argv[1]);
        else if (report_choice_check(&choice, "report"))
            code = report_last(&place, &choice);
    }
    place_options_deinit(&options);
    report_choice_deinit(&choice);
    return code;
}
