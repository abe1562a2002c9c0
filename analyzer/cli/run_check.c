#include "cli/run_check.h"

#include "cli/interrupt.h"
#include "cli/message.h"
#include "cli/outputs.h"
#include "cli/progress.h"
#include "findings/finding.h"

#include <stddef.h>

/* From so many files on, a commit waits long enough to be told why. */
enum { MANY_FILES = 16 };

struct watching {
    struct progress_bar bar;
    enum check_mode mode;
    bool has_told;
};

/* ---- while it runs ---- */

static void tell_why(struct watching *watching, const struct engine_progress *progress)
{
    if (watching->mode != CHECK_FOR_COMMIT || watching->has_told ||
        progress->stage != ENGINE_PARSING || progress->total < MANY_FILES)
        return;
    watching->has_told = true;
    print_message("parsing %zu files; what is learned is kept, so this is not for every commit",
                  progress->total);
}

static void show(void *data, const struct engine_progress *progress)
{
    struct watching *watching = data;

    tell_why(watching, progress);
    progress_show(&watching->bar, progress);
}

/* ---- when it is done ---- */

static size_t count(const struct engine_result *result, const struct report_choice *choice,
                    enum severity least)
{
    size_t n = 0;

    for (size_t i = 0; i < result->findings.count; i++)
        n += report_choice_shows(choice, &result->findings.items[i]) &&
             result->findings.items[i].severity >= least;
    return n;
}

static enum exit_code report_result(const struct engine_result *result,
                                    const struct report_choice *choice, enum check_mode mode)
{
    bool is_quiet = mode == CHECK_FOR_COMMIT && count(result, choice, SEVERITY_LOW) == 0;

    for (size_t i = 0; i < result->n_notices; i++)
        print_message("%s", result->notices[i]);
    if (result->is_irrelevant && mode == CHECK_FOR_USER)
        print_message("nothing is staged that the program is made of");
    if (!is_quiet) {
        enum exit_code code = outputs_write(&choice->outputs, result, &choice->options);
        if (code != EXIT_CODE_CLEAN)
            return code;
    }
    if (choice->never_fails || count(result, choice, choice->least_severity) == 0)
        return EXIT_CODE_CLEAN;
    if (mode == CHECK_FOR_COMMIT)
        print_message("this commit brings that about, so it was stopped; if it is meant to be, say "
                      "so in the source: /* stranded:ignore(CHECK): REASON */");
    return EXIT_CODE_FINDINGS;
}

/* A hook that fails stops nobody; one that was interrupted does not get here. */
static enum exit_code report_trouble(const GError *error, enum check_mode mode)
{
    enum exit_code code = report_failure(error);

    if (mode == CHECK_FOR_USER)
        return code;
    print_message("so this commit was not judged");
    return EXIT_CODE_CLEAN;
}

enum exit_code run_check(const struct engine_request *request, const struct engine_change *change,
                         const struct report_choice *choice, enum check_mode mode)
{
    g_autoptr(GError) error = NULL;
    struct watching watching = {.mode = mode};
    struct engine_request full = *request;
    struct engine_result result;

    progress_init(&watching.bar);
    full.cancel_fd = hold_interrupts();
    full.progress = show;
    full.progress_data = &watching;
    bool is_good = change ? engine_check_change(&full, change, &result, &error)
                          : engine_check(&full, &result, &error);
    progress_clear(&watching.bar);
    if (!is_good)
        return report_trouble(error, mode);
    release_interrupts();
    enum exit_code code = report_result(&result, choice, mode);
    engine_result_deinit(&result);
    return code;
}
