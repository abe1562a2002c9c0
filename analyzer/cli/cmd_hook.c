/* stranded hook: judges each commit before it is made. */
#include "cli/command.h"
#include "cli/hook_files.h"
#include "cli/message.h"
#include "cli/options.h"
#include "cli/run_check.h"
#include "engine/engine.h"

#include <stddef.h>
#include <string.h>

struct hook_options {
    struct place_options place;
    struct report_choice report;
    char *checks;
    char **models;
};

static const char summary[] =
    "install  has git judge what is staged before each commit and merge; a hook that is there\n"
    "         already is kept, and runs first. The options are those of the runs.\n"
    "remove   takes that back.\n"
    "run      is what the hook runs: stranded check --staged, silent where there is nothing to\n"
    "         say; what can't be judged stops no commit.\n\n"
    "  -p DIR|FILE                   the project, as for stranded check";

static GOptionContext *make_context(struct hook_options *options)
{
    GOptionContext *context = g_option_context_new("install|remove|run");
    const GOptionEntry entries[] = {
        {"checks", 0, 0, G_OPTION_ARG_STRING, &options->checks,
         "run only these checks, separated by commas", "GLOBS"},
        {"models", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->models,
         "a C file that says what functions do; may be repeated", "FILE"},
        G_OPTION_ENTRY_NULL,
    };

    g_option_context_set_summary(context, summary);
    add_place_options(context, &options->place);
    g_option_context_add_main_entries(context, entries, NULL);
    return context;
}

/* ---- run ---- */

/* `pre-commit run --from-ref REV --to-ref HEAD`, as in CI, is about commits, and nothing is staged. Before a push
 * and after a checkout the framework names revisions as well, and the work tree may be neither of them. */
static const char *framework_base(void)
{
    const char *from = g_getenv("PRE_COMMIT_FROM_REF");

    if (g_getenv("PRE_COMMIT_REMOTE_BRANCH") || g_getenv("PRE_COMMIT_CHECKOUT_TYPE"))
        return NULL;
    return from && *from ? from : NULL;
}

static enum exit_code run(struct hook_options *options)
{
    struct engine_request request = {
        .place = place_of(&options->place),
        .checks = options->checks,
        .models = (const char *const *)options->models,
    };
    const char *base = framework_base();
    struct engine_change change = {
        .kind = base ? ENGINE_CHANGE_SINCE : ENGINE_CHANGE_STAGED,
        .revision = base,
    };

    report_choice_for_commit(&options->report);
    if (!report_choice_check(&options->report, "hook"))
        return EXIT_CODE_USER;
    change.least_confidence = options->report.options.least_confidence;
    return run_check(&request, &change, &options->report, CHECK_FOR_COMMIT);
}

/* ---- install ---- */

/* A path as the hook will use it, which runs at the top of each work tree. */
static void append_path(GString *line, const char *option, const char *path, const char *top)
{
    g_autofree char *absolute = g_canonicalize_filename(path, NULL);
    size_t length = strlen(top);
    bool is_inside = strncmp(absolute, top, length) == 0 &&
                     (absolute[length] == '/' || absolute[length] == '\0');
    const char *inside = absolute + length + (absolute[length] == '/');
    g_autofree char *quoted = g_shell_quote(is_inside ? (*inside ? inside : ".") : absolute);

    g_string_append_printf(line, " %s %s", option, quoted);
}

/* The options of the runs, quoted for a shell. */
static char *make_arguments(const struct hook_options *options, const char *top)
{
    GString *line = g_string_new(NULL);

    if (options->place.project)
        append_path(line, "-p", options->place.project, top);
    if (options->place.sources)
        append_path(line, "--sources", options->place.sources, top);
    if (options->place.db)
        append_path(line, "--db", options->place.db, top);
    for (char **model = options->models; model && *model; model++)
        append_path(line, "--models", *model, top);
    if (options->checks) {
        g_autofree char *quoted = g_shell_quote(options->checks);
        g_string_append_printf(line, " --checks %s", quoted);
    }
    return g_string_free(line, FALSE);
}

static enum exit_code change_hooks(const struct hook_options *options, bool installs)
{
    g_autoptr(GError) error = NULL;
    struct engine_hooks hooks;
    enum exit_code code;

    if (!engine_find_hooks(".", &hooks, &error))
        return report_failure(error);
    if (installs) {
        g_autofree char *arguments = make_arguments(options, hooks.top);
        code = hook_files_install(&hooks, arguments);
    } else {
        code = hook_files_remove(hooks.folder);
    }
    engine_hooks_deinit(&hooks);
    return code;
}

enum exit_code command_hook(int argc, char **argv)
{
    struct hook_options options = {0};
    enum exit_code code = EXIT_CODE_USER;

    if (parse_options(make_context(&options), "hook", &argc, &argv)) {
        if (argc == 2 && strcmp(argv[1], "install") == 0)
            code = change_hooks(&options, true);
        else if (argc == 2 && strcmp(argv[1], "remove") == 0)
            code = change_hooks(&options, false);
        else if (argc == 2 && strcmp(argv[1], "run") == 0)
            code = run(&options);
        else
            report_usage("hook", "hook takes install, remove or run");
    }
    place_options_deinit(&options.place);
    report_choice_deinit(&options.report);
    g_free(options.checks);
    g_strfreev(options.models);
    return code;
}
