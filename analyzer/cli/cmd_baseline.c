/* stranded baseline: the findings that a project has accepted. */
#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/message.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "engine/engine.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct baseline_options {
    struct place_options place;
    char *reason;
    char **models;
    gboolean all;
};

static const char summary[] =
    "Keeps .stranded-baseline in the project's root, which is committed with the sources: what\n"
    "it accepts is no longer reported.\n\n"
    "  add FINGERPRINT... --reason TEXT   accepts these findings\n"
    "  add --all --reason TEXT            accepts all that are there now\n"
    "  update                             removes those that are gone, and adds none\n\n"
    "  -p DIR|FILE                        the project's compile_commands.json, or its folder";

static bool is_blank(const char *text)
{
    return text[strspn(text, " \t\r\n\v\f")] == '\0';
}

static enum exit_code say(struct engine_baseline *change, const char *what)
{
    g_autoptr(GString) text = g_string_new(NULL);

    for (size_t i = 0; i < change->result.n_notices; i++)
        print_message("%s", change->result.notices[i]);
    g_string_append_printf(text, ".stranded-baseline: %zu %s, %zu in it\n", change->n_changed, what,
                           change->n_all);
    engine_result_deinit(&change->result);
    return write_output(NULL, text) ? EXIT_CODE_CLEAN : EXIT_CODE_USER;
}

static enum exit_code run(const struct baseline_options *options, bool is_add,
                          const char *const *names)
{
    g_autoptr(GError) error = NULL;
    struct progress_bar bar;
    struct engine_baseline change;

    progress_init(&bar);
    struct engine_request request = {
        .place = place_of(&options->place),
        .models = (const char *const *)options->models,
        .cancel_fd = hold_interrupts(),
        .progress = progress_show,
        .progress_data = &bar,
    };
    bool is_good = is_add ? engine_baseline_add(&request, options->all ? NULL : names,
                                                options->reason, &change, &error)
                          : engine_baseline_update(&request, &change, &error);
    progress_clear(&bar);
    if (!is_good)
        return report_failure(error);
    release_interrupts();
    return say(&change, is_add ? "added" : "removed");
}

static enum exit_code choose(const struct baseline_options *options, int argc, char **argv)
{
    const char *const *names = (const char *const *)argv + 2;
    bool is_add = argc > 1 && strcmp(argv[1], "add") == 0;

    if (!is_add && (argc != 2 || strcmp(argv[1], "update") != 0))
        return report_usage("baseline", "baseline takes add or update");
    if (!is_add && (options->reason || options->all))
        return report_usage("baseline", "update takes neither --reason nor --all");
    if (is_add && (!options->reason || is_blank(options->reason)))
        return report_usage("baseline", "--reason is missing: the next reader wants to know why");
    if (is_add && (argc > 2) == (bool)options->all)
        return report_usage("baseline", "add takes fingerprints, or --all");
    return run(options, is_add, names);
}

enum exit_code command_baseline(int argc, char **argv)
{
    GOptionContext *context = g_option_context_new("add [FINGERPRINT…] | update");
    struct baseline_options options = {0};
    enum exit_code code = EXIT_CODE_USER;
    const GOptionEntry entries[] = {
        {"all", 0, 0, G_OPTION_ARG_NONE, &options.all, "accept all findings", NULL},
        {"reason", 0, 0, G_OPTION_ARG_STRING, &options.reason, "why they are to stay", "TEXT"},
        {"models", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.models,
         "a C file that says what functions do; may be repeated", "FILE"},
        G_OPTION_ENTRY_NULL,
    };

    g_option_context_set_summary(context, summary);
    g_option_context_add_main_entries(context, entries, NULL);
    add_place_options(context, &options.place);
    if (parse_options(context, "baseline", &argc, &argv))
        code = choose(&options, argc, argv);
    place_options_deinit(&options.place);
    g_free(options.reason);
    g_strfreev(options.models);
    return code;
}
