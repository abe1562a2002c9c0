/* stranded lsp: serve an editor. */
#include "cli/command.h"
#include "cli/message.h"
#include "cli/options.h"
#include "findings/finding.h"
#include "lsp/lsp.h"

#include <unistd.h>

/* More workers than that are a slip of the finger. */
enum { MAX_JOBS = 1024 };

struct lsp_command {
    struct place_options place;
    int jobs;
    char *checks, *confidence;
    char **models;
    gboolean stdio;
};

static GOptionContext *make_context(struct lsp_command *command)
{
    GOptionContext *context = g_option_context_new(NULL);
    const GOptionEntry entries[] = {
        {"jobs", 'j', G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT, &command->jobs, NULL, NULL},
        {"checks", 0, 0, G_OPTION_ARG_STRING, &command->checks,
         "run only these checks, separated by commas", "GLOBS"},
        {"models", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &command->models,
         "a C file that says what functions do; may be repeated", "FILE"},
        {"confidence", 0, 0, G_OPTION_ARG_STRING, &command->confidence,
         "show findings of this confidence and above: high, medium (the default), low", "LEVEL"},
        {"stdio", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &command->stdio, NULL, NULL},
        G_OPTION_ENTRY_NULL,
    };

    g_option_context_set_summary(
        context,
        "Speaks the Language Server Protocol on standard input and output, for an "
        "editor to start.\n\n"
        "  -p DIR|FILE                   compile_commands.json, or a folder that holds it; "
        "else the\n"
        "                                editor's folder and those above it are searched\n"
        "  -j N                          parse N files at a time (default: one a "
        "processor)");
    add_place_options(context, &command->place);
    g_option_context_add_main_entries(context, entries, NULL);
    return context;
}

static enum exit_code serve(const struct lsp_command *command)
{
    struct lsp_options options = {
        .place = place_of(&command->place),
        .jobs = (unsigned)command->jobs,
        .checks = command->checks,
        .models = (const char *const *)command->models,
        .least_confidence = CONFIDENCE_MEDIUM,
    };

    if (command->jobs < 0 || command->jobs > MAX_JOBS)
        return report_usage("lsp", "-j: %d is not between 1 and %d", command->jobs, MAX_JOBS);
    if (command->confidence && !confidence_parse(command->confidence, &options.least_confidence))
        return report_usage("lsp", "--confidence: '%s' is neither high, medium nor low",
                            command->confidence);
    switch (lsp_run(&options, STDIN_FILENO, STDOUT_FILENO)) {
    case LSP_SHUT_DOWN:
        return EXIT_CODE_CLEAN;
    case LSP_LEFT: /* the protocol wants 1 */
        return EXIT_CODE_FINDINGS;
    }
    return EXIT_CODE_INTERNAL;
}

enum exit_code command_lsp(int argc, char **argv)
{
    struct lsp_command command = {0};
    enum exit_code code = EXIT_CODE_USER;

    if (parse_options(make_context(&command), "lsp", &argc, &argv)) {
        if (argc > 1)
            report_usage("lsp", "'%s': lsp takes no file", argv[1]);
        else
            code = serve(&command);
    }
    place_options_deinit(&command.place);
    g_free(command.checks);
    g_free(command.confidence);
    g_strfreev(command.models);
    return code;
}
