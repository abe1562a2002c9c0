/* stranded merge: stores of several machines become one. */
#include "cli/command.h"
#include "cli/message.h"
#include "cli/options.h"
#include "cli/output.h"
#include "engine/engine.h"

#include "base/arena.h"

#include <stddef.h>

static const char summary[] =
    "Takes over into the project's store (or --db FILE) what other stores know: parsed files, "
    "runs,\n"
    "what has become of findings, suppressions. The other stores are not changed.\n\n"
    "  -p DIR|FILE                   the project's compile_commands.json, or its folder";

static enum exit_code merge(const struct engine_place *place, const char *const *files)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    struct arena *arena = arena_new();
    const char *line = NULL;
    bool is_good = engine_merge(place, files, arena, &line, &error);

    if (is_good)
        g_string_append_printf(text, "%s\n", line);
    arena_free(arena);
    if (!is_good)
        return report_failure(error);
    return write_output(NULL, text) ? EXIT_CODE_CLEAN : EXIT_CODE_USER;
}

enum exit_code command_merge(int argc, char **argv)
{
    GOptionContext *context = g_option_context_new("STORE…");
    struct place_options options = {0};
    enum exit_code code = EXIT_CODE_USER;

    g_option_context_set_summary(context, summary);
    add_place_options(context, &options);
    if (parse_options(context, "merge", &argc, &argv)) {
        struct engine_place place = place_of(&options);

        if (argc < 2)
            report_usage("merge", "merge takes the stores to take over");
        else
            code = merge(&place, (const char *const *)argv + 1);
    }
    place_options_deinit(&options);
    return code;
}
