#include "cli/options.h"

#include <stranded/check.h>

#include "cli/message.h"
#include "engine/engine.h"
#include "findings/finding.h"
#include "report/report.h"

#include <string.h>

struct engine_place place_of(const struct place_options *options)
{
    return (struct engine_place){options->project, options->sources, options->db};
}

void place_options_deinit(struct place_options *options)
{
    g_free(options->project);
    g_free(options->sources);
    g_free(options->db);
}

void report_choice_deinit(struct report_choice *choice)
{
    outputs_deinit(&choice->outputs);
    g_free(choice->confidence);
    g_free(choice->fail_on);
}

void add_place_options(GOptionContext *context, struct place_options *options)
{
    const GOptionEntry entries[] = {
        {"project", 'p', G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME, &options->project, NULL,
         NULL},
        {"sources", 0, 0, G_OPTION_ARG_FILENAME, &options->sources,
         "analyse a folder without a compilation database: guess flags", "DIR"},
        {"db", 0, 0, G_OPTION_ARG_FILENAME, &options->db,
         "where results are kept (.stranded/stranded.db below the root)", "FILE"},
        G_OPTION_ENTRY_NULL,
    };

    g_option_context_add_main_entries(context, entries, NULL);
}

void add_report_options(GOptionContext *context, struct report_choice *choice)
{
    const GOptionEntry entries[] = {
        {"confidence", 0, 0, G_OPTION_ARG_STRING, &choice->confidence,
         "show findings of this confidence and above: high, medium (the default), low", "LEVEL"},
        {"fail-on", 0, 0, G_OPTION_ARG_STRING, &choice->fail_on,
         "exit with 1 at this severity and above: high, medium (the default), low, never", "LEVEL"},
        {"new", 0, 0, G_OPTION_ARG_NONE, &choice->only_new,
         "only findings that the runs before did not have", NULL},
        {"no-suppressed", 0, 0, G_OPTION_ARG_NONE, &choice->hides_suppressed,
         "leave out of json, sarif and junit what somebody gave a reason for", NULL},
        G_OPTION_ENTRY_NULL,
    };

    add_output_options(context, &choice->outputs);
    g_option_context_add_main_entries(context, entries, NULL);
}

bool parse_options(GOptionContext *context, const char *command, int *argc, char ***argv)
{
    g_autoptr(GError) error = NULL;
    bool is_good = g_option_context_parse(context, argc, argv, &error);

    g_option_context_free(context);
    if (!is_good)
        report_usage(command, "%s", error->message);
    return is_good;
}

void report_choice_for_commit(struct report_choice *choice)
{
    choice->only_new = TRUE;
    if (!choice->confidence)
        choice->confidence = g_strdup(confidence_name(CONFIDENCE_HIGH));
}

bool report_choice_shows(const struct report_choice *choice, const struct finding *finding)
{
    if (finding->confidence < choice->options.least_confidence)
        return false;
    if (finding->state == STATE_FIXED || finding->state == STATE_SUPPRESSED)
        return false;
    return !choice->options.only_new || finding->state == STATE_NEW ||
           finding->state == STATE_REOPENED;
}

bool report_choice_check(struct report_choice *choice, const char *command)
{
    choice->least_severity = SEVERITY_MEDIUM;
    choice->options.only_new = choice->only_new;
    choice->options.hides_suppressed = choice->hides_suppressed;
    choice->options.least_confidence = CONFIDENCE_MEDIUM;
    choice->options.checks = stranded_checks;
    if (!outputs_check(&choice->outputs, command))
        return false;
    if (choice->confidence &&
        !confidence_parse(choice->confidence, &choice->options.least_confidence)) {
        report_usage(command, "--confidence: '%s' is neither high, medium nor low",
                     choice->confidence);
        return false;
    }
    if (choice->fail_on && strcmp(choice->fail_on, "never") == 0) {
        choice->never_fails = true;
    } else if (choice->fail_on && !severity_parse(choice->fail_on, &choice->least_severity)) {
        report_usage(command, "--fail-on: '%s' is neither high, medium, low nor never",
                     choice->fail_on);
        return false;
    }
    return true;
}
