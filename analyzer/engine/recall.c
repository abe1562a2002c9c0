#include "engine/recall.h"

#include "engine/analysis.h"
#include "store/store.h"

#include <stdint.h>

static bool are_all_current(const struct analysis *analysis)
{
    for (uint32_t i = 0; i < analysis->n_units; i++) {
        if (!analysis->units[i].is_current)
            return false;
    }
    return true;
}

static bool recall(struct analysis *analysis, struct arena *arena, bool *ret_is_known,
                   struct finding_list *ret_findings, GError **error)
{
    struct store_run last;

    *ret_is_known = false;
    if (analysis->stored.count == 0)
        return true;
    if (!find_current_units(analysis, error))
        return false;
    if (!are_all_current(analysis))
        return true;
    if (!store_load_last_run(analysis->store, analysis->arena, &last, error))
        return false;
    if (last.run.id == 0 || last.options_key != key_of_run(analysis, KEY_NOW))
        return true;
    *ret_is_known = true;
    return store_load_findings(analysis->store, STORE_LAST_RUN_FINDINGS, arena, ret_findings,
                               error);
}

bool recall_run(const struct engine_request *request, struct arena *arena, bool *ret_is_known,
                struct finding_list *ret_findings, GError **error)
{
    struct analysis analysis = {.request = request};
    bool is_good = analysis_open(&analysis, error) &&
                   recall(&analysis, arena, ret_is_known, ret_findings, error);

    analysis_close(&analysis);
    return is_good;
}
