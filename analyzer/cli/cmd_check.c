/* stranded check: analyse a project and report. */
#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/message.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "engine/engine.h"
#include "findings/finding.h"
#include "report/report.h"

#include <string.h>

/* More workers than that are a slip of the finger. */
enum { MAX_JOBS = 1024, MAX_UNIT_SECONDS = 24 * 60 * 60 };

struct check_options {
    struct place_options place;
    struct report_choice report;
    int jobs, unit_seconds;
    char *checks;
    char **models, **files;
    char *since;
    gboolean staged, stats, no_shared_headers;
};

static const char summary[] =
    "Analyses a project and reports what it creates and never ends. With files, only what\n"
    "lies in them is reported; the whole project is analysed all the same.\n\n"
    "  -p DIR|FILE                   compile_commands.json, or a folder that holds it; else the\n"
    "                                current folder and those above it are searched\n"
    "  -j N                          parse N files at a time (default: one a processor)\n"
    "  -o FILE                       write the report to FILE";

static GOptionContext *make_context(struct check_options *options)
{
    GOptionContext *context = g_option_context_new("[FILE…]");
    const GOptionEntry entries[] = {
        {"jobs", 'j', G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT, &options->jobs, NULL, NULL},
        {"checks", 0, 0, G_OPTION_ARG_STRING, &options->checks,
         "run only these checks, separated by commas", "GLOBS"},
        {"models", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->models,
         "a C file that says what functions do; may be repeated", "FILE"},
        {"no-shared-headers", 0, 0, G_OPTION_ARG_NONE, &options->no_shared_headers,
         "parse the headers that units begin with for each of them", NULL},
        {"stats", 0, 0, G_OPTION_ARG_NONE, &options->stats,
         "say what the whole program cost, and what in it cost most", NULL},
        {"unit-seconds", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT, &options->unit_seconds, NULL,
         NULL},
        {"since", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_STRING, &options->since, NULL, NULL},
        {"staged", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &options->staged, NULL, NULL},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->files, NULL, NULL},
        G_OPTION_ENTRY_NULL,
    };

    g_option_context_set_summary(context, summary);
    add_place_options(context, &options->place);
    g_option_context_add_main_entries(context, entries, NULL);
    add_report_options(context, &options->report);
    return context;
}

static bool check_options(struct check_options *options)
{
    if (options->since || options->staged) {
        report_usage("check", "--%s: not there yet in this version",
                     options->since ? "since" : "staged");
        return false;
    }
    if (options->jobs < 0 || options->jobs > MAX_JOBS) {
        report_usage("check", "-j: %d is not between 1 and %d", options->jobs, MAX_JOBS);
        return false;
    }
    if (options->unit_seconds < 0 || options->unit_seconds > MAX_UNIT_SECONDS) {
        report_usage("check", "--unit-seconds: %d is not between 1 and %d", options->unit_seconds,
                     MAX_UNIT_SECONDS);
        return false;
    }
    if (options->place.sources && options->place.project) {
        report_usage("check", "-p and --sources: a project has one of them");
        return false;
    }
    return report_choice_check(&options->report, "check");
}

/* What the report shows and asks to act on (see report_write()). */
static bool is_to_act_on(const struct finding *finding, const struct report_choice *choice)
{
    if (choice->never_fails || finding->severity < choice->least_severity ||
        finding->confidence < choice->options.least_confidence)
        return false;
    if (finding->state == STATE_FIXED || finding->state == STATE_SUPPRESSED)
        return false;
    return !choice->only_new || finding->state == STATE_NEW || finding->state == STATE_REOPENED;
}

static enum exit_code report_result(const struct engine_result *result,
                                    const struct report_choice *choice)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    enum exit_code code = EXIT_CODE_CLEAN;

    for (size_t i = 0; i < result->n_notices; i++)
        print_message("%s", result->notices[i]);
    if (!report_write(choice->format, &result->run, result->findings, &choice->options, text,
                      &error))
        return report_failure(error);
    if (!write_output(choice->output, text))
        return EXIT_CODE_USER;
    for (size_t i = 0; i < result->findings.count; i++) {
        if (is_to_act_on(&result->findings.items[i], choice))
            code = EXIT_CODE_FINDINGS;
    }
    return code;
}

static enum exit_code analyse(const struct check_options *options)
{
    g_autoptr(GError) error = NULL;
    struct progress_bar bar;
    struct engine_result result;

    progress_init(&bar);
    struct engine_request request = {
        .place = place_of(&options->place),
        .jobs = (unsigned)options->jobs,
        .unit_seconds = (unsigned)options->unit_seconds,
        .checks = options->checks,
        .models = (const char *const *)options->models,
        .files = (const char *const *)options->files,
        .measures = options->stats,
        .parses_alone = options->no_shared_headers,
        .cancel_fd = hold_interrupts(),
        .progress = progress_show,
        .progress_data = &bar,
    };
    bool is_good = engine_check(&request, &result, &error);
    progress_clear(&bar);
    if (!is_good)
        return report_failure(error);
    release_interrupts();
    enum exit_code code = report_result(&result, &options->report);
    engine_result_deinit(&result);
    return code;
}

enum exit_code command_check(int argc, char **argv)
{
    struct check_options options = {0};
    enum exit_code code = EXIT_CODE_USER;

    if (parse_options(make_context(&options), "check", &argc, &argv) && check_options(&options))
        code = analyse(&options);
    place_options_deinit(&options.place);
    report_choice_deinit(&options.report);
    g_free(options.checks);
    g_free(options.since);
    g_strfreev(options.models);
    g_strfreev(options.files);
    return code;
}
