#include "cli/mend.h"

#include "cli/interrupt.h"
#include "cli/message.h"
#include "cli/output.h"
#include "cli/patch.h"
#include "cli/progress.h"
#include "findings/finding.h"

#include <stdio.h>

/* Fixes that overlapped, and those that mending others uncovers, come with the next round. */
enum { MAX_ROUNDS = 4 };

/* What the report would show. */
static bool is_to_mend(const void *data, const struct finding *finding)
{
    return report_choice_shows(data, finding);
}

/* An analysis whose findings carry the edits that mend them. On success the caller deinits the result. */
static enum exit_code find_fixes(const struct engine_request *request,
                                 struct engine_result *ret_result)
{
    struct engine_request full = *request;
    g_autoptr(GError) error = NULL;
    struct progress_bar bar;

    progress_init(&bar);
    full.wants_fixes = true;
    full.cancel_fd = hold_interrupts();
    full.progress = progress_show;
    full.progress_data = &bar;
    bool is_good = engine_check(&full, ret_result, &error);
    progress_clear(&bar);
    if (!is_good)
        return report_failure(error);
    release_interrupts();
    return EXIT_CODE_CLEAN;
}

bool mend(const struct engine_request *request, const struct report_choice *choice)
{
    struct patch_choice wanted = {is_to_mend, choice};
    size_t count = 1;
    bool is_good = true;

    for (int round = 0; round < MAX_ROUNDS && is_good && count > 0; round++) {
        g_autoptr(GString) told = g_string_new(NULL);
        struct engine_result result;
        if (find_fixes(request, &result) != EXIT_CODE_CLEAN)
            return false;
        is_good = patch_apply(result.findings, result.run.root, &wanted, told, &count);
        fwrite(told->str, 1, told->len, stderr);
        engine_result_deinit(&result);
    }
    return is_good;
}

enum exit_code mend_show(const struct engine_request *request, const struct report_choice *choice)
{
    struct patch_choice wanted = {is_to_mend, choice};
    g_autoptr(GString) diff = g_string_new(NULL);
    struct engine_result result;
    enum exit_code code = find_fixes(request, &result);

    if (code != EXIT_CODE_CLEAN)
        return code;
    if (!patch_show(result.findings, result.run.root, &wanted, diff) || !write_output(NULL, diff))
        code = EXIT_CODE_USER;
    else if (diff->len > 0)
        code = EXIT_CODE_FINDINGS;
    engine_result_deinit(&result);
    return code;
}
