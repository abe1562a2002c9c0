/* stranded extract: parse and store, and solve nothing. */
#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/message.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "engine/engine.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* More workers, or machines, than that are a slip of the finger. */
enum { MAX_JOBS = 1024, MAX_SHARDS = 100000, DECIMAL = 10 };

static const char summary[] =
    "Parses what is not up to date and stores it, all files or a part of them, for a check that\n"
    "comes later, here or on another machine (stranded merge brings the parts together).\n\n"
    "  -p DIR|FILE                   compile_commands.json, or a folder that holds it\n"
    "  -j N                          parse N files at a time (default: one a processor)";

struct extract_options {
    struct place_options place;
    int jobs;
    char *shard;
    char **models;
};

/* `2/3`: the second of three. */
static bool parse_shard(const char *text, struct engine_shard *ret_shard)
{
    char *slash = NULL, *end = NULL;
    unsigned long index = strtoul(text, &slash, DECIMAL);
    unsigned long count = slash && *slash == '/' ? strtoul(slash + 1, &end, DECIMAL) : 0;

    if (!g_ascii_isdigit(*text) || !end || *end != '\0' || !g_ascii_isdigit(slash[1]) ||
        index < 1 || index > count || count > MAX_SHARDS)
        return false;
    *ret_shard = (struct engine_shard){(unsigned)index - 1, (unsigned)count};
    return true;
}

static enum exit_code say(struct engine_result *result, const struct engine_extracted *extracted)
{
    g_autoptr(GString) text = g_string_new(NULL);

    for (size_t i = 0; i < result->n_notices; i++)
        print_message("%s", result->notices[i]);
    g_string_append_printf(text, "%zu units: %zu parsed, %zu up to date, %zu failed\n",
                           extracted->units, extracted->units - extracted->reused,
                           extracted->reused, extracted->failed);
    engine_result_deinit(result);
    return write_output(NULL, text) ? EXIT_CODE_CLEAN : EXIT_CODE_USER;
}

static enum exit_code extract(const struct extract_options *options)
{
    g_autoptr(GError) error = NULL;
    struct engine_shard shard = {0};
    struct engine_extracted extracted;
    struct engine_result result;
    struct progress_bar bar;

    if (options->jobs < 0 || options->jobs > MAX_JOBS)
        return report_usage("extract", "-j: %d is not between 1 and %d", options->jobs, MAX_JOBS);
    if (options->shard && !parse_shard(options->shard, &shard))
        return report_usage("extract", "--shard: '%s' is not like 2/3, the second of three",
                            options->shard);
    progress_init(&bar);
    struct engine_request request = {
        .place = place_of(&options->place),
        .jobs = (unsigned)options->jobs,
        .models = (const char *const *)options->models,
        .cancel_fd = hold_interrupts(),
        .progress = progress_show,
        .progress_data = &bar,
    };
    bool is_good = engine_extract(&request, shard, &result, &extracted, &error);
    progress_clear(&bar);
    if (!is_good)
        return report_failure(error);
    release_interrupts();
    return say(&result, &extracted);
}

enum exit_code command_extract(int argc, char **argv)
{
    GOptionContext *context = g_option_context_new(NULL);
    struct extract_options options = {0};
    enum exit_code code = EXIT_CODE_USER;
    const GOptionEntry entries[] = {
        {"jobs", 'j', G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT, &options.jobs, NULL, NULL},
        {"shard", 0, 0, G_OPTION_ARG_STRING, &options.shard, "only this part of the files: 2/3",
         "I/N"},
        {"models", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.models,
         "a C file that says what functions do; may be repeated", "FILE"},
        G_OPTION_ENTRY_NULL,
    };

    g_option_context_set_summary(context, summary);
    g_option_context_add_main_entries(context, entries, NULL);
    add_place_options(context, &options.place);
    if (parse_options(context, "extract", &argc, &argv)) {
        if (argc > 1)
            report_usage("extract", "'%s': extract takes no files", argv[1]);
        else
            code = extract(&options);
    }
    place_options_deinit(&options.place);
    g_free(options.shard);
    g_strfreev(options.models);
    return code;
}
