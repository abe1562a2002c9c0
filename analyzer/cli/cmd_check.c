/* stranded check: analyse a project and report. */
#include "cli/command.h"
#include "cli/mend.h"
#include "cli/message.h"
#include "cli/options.h"
#include "cli/run_check.h"
#include "engine/engine.h"

/* More workers than that are a slip of the finger. */
enum { MAX_JOBS = 1024, MAX_UNIT_SECONDS = 24 * 60 * 60 };

struct check_options {
    struct place_options place;
    struct report_choice report;
    int jobs, unit_seconds;
    char *checks;
    char **models, **files;
    char *since;
    gboolean staged, stats, fix, diff, no_shared_headers;
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
        {"fix", 0, 0, G_OPTION_ARG_NONE, &options->fix,
         "mend what can be mended safely, in the sources, and report what is left", NULL},
        {"diff", 0, 0, G_OPTION_ARG_NONE, &options->diff,
         "with --fix: print the changes, and make none", NULL},
        {"no-shared-headers", 0, 0, G_OPTION_ARG_NONE, &options->no_shared_headers,
         "parse the headers that units begin with for each of them", NULL},
        {"stats", 0, 0, G_OPTION_ARG_NONE, &options->stats,
         "say what the whole program cost, and what in it cost most", NULL},
        {"unit-seconds", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT, &options->unit_seconds, NULL,
         NULL},
        {"staged", 0, 0, G_OPTION_ARG_NONE, &options->staged,
         "judge what is staged: only findings of high confidence that it brings about", NULL},
        {"since", 0, 0, G_OPTION_ARG_STRING, &options->since,
         "new is what the program did not have where it parted from REV", "REV"},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->files, NULL, NULL},
        G_OPTION_ENTRY_NULL,
    };

    g_option_context_set_summary(context, summary);
    add_report_options(context, &options->report);
    add_place_options(context, &options->place);
    g_option_context_add_main_entries(context, entries, NULL);
    return context;
}

static bool check_options(struct check_options *options)
{
    if (options->since && options->staged) {
        report_usage("check", "--staged and --since: a run judges one change");
        return false;
    }
    if (options->staged)
        report_choice_for_commit(&options->report);
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
    if (options->diff && !options->fix) {
        report_usage("check", "--diff shows what --fix would change: give both");
        return false;
    }
    if (options->fix && (options->staged || options->since)) {
        report_usage("check", "--fix mends what is on disk: leave out --staged and --since");
        return false;
    }
    return report_choice_check(&options->report, "check");
}

static enum exit_code analyse(struct check_options *options)
{
    struct engine_request request = {
        .place = place_of(&options->place),
        .jobs = (unsigned)options->jobs,
        .unit_seconds = (unsigned)options->unit_seconds,
        .checks = options->checks,
        .models = (const char *const *)options->models,
        .files = (const char *const *)options->files,
        .measures = options->stats,
        .parses_alone = options->no_shared_headers,
    };
    struct engine_change change = {
        .kind = options->staged ? ENGINE_CHANGE_STAGED : ENGINE_CHANGE_SINCE,
        .revision = options->since,
        .least_confidence = options->report.options.least_confidence,
    };

    if (options->diff)
        return mend_show(&request, &options->report);
    if (options->fix && !mend(&request, &options->report))
        return EXIT_CODE_USER;
    return run_check(&request, options->staged || options->since ? &change : NULL, &options->report,
                     CHECK_FOR_USER);
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
