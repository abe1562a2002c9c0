/* stranded explain: what a check looks for, or all about one finding. */
#include <stranded/check.h>

#include "cli/command.h"
#include "cli/message.h"
#include "cli/options.h"
#include "cli/output.h"
#include "engine/engine.h"
#include "report/report.h"

#include <string.h>

static const struct check *find_check(const char *name)
{
    for (const struct check *const *check = stranded_checks; *check; check++) {
        if (strcmp((*check)->name, name) == 0)
            return *check;
    }
    return NULL;
}

static enum exit_code explain(const char *what, const struct engine_place *place)
{
    const struct check *check = find_check(what);
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    struct report_options look = {0};
    struct engine_result result;

    choose_look(NULL, &look);
    if (check) {
        report_explain_check(check, &look, text);
    } else if (!strpbrk(what, "0123456789")) {
        return report_usage("explain",
                            "'%s' is no check (stranded checks lists them) and no"
                            " fingerprint",
                            what);
    } else if (engine_find(place, what, &result, &error)) {
        report_explain_finding(&result.run, &result.findings.items[0], &look, text);
        engine_result_deinit(&result);
    } else {
        return report_failure(error);
    }
    return write_output(NULL, text) ? EXIT_CODE_CLEAN : EXIT_CODE_USER;
}

enum exit_code command_explain(int argc, char **argv)
{
    GOptionContext *context = g_option_context_new("CHECK|FINGERPRINT");
    struct place_options options = {0};
    enum exit_code code = EXIT_CODE_USER;

    g_option_context_set_summary(context,
                                 "Tells what a check looks for and how to mend what it finds, or "
                                 "all about one finding\nof the last runs (its fingerprint may be "
                                 "cut short).");
    add_place_options(context, &options);
    if (parse_options(context, "explain", &argc, &argv)) {
        struct engine_place place = place_of(&options);

        if (argc != 2)
            report_usage("explain", "explain takes a check or a fingerprint");
        else
            code = explain(argv[1], &place);
    }
    place_options_deinit(&options);
    return code;
}
