/* Which checks a run is asked to make. */
#include <stranded/check.h>

#include "base/arena.h"
#include "engine/analysis.h"
#include "engine/engine.h"

#include <fnmatch.h>
#include <string.h>

static size_t n_checks(void)
{
    size_t count = 0;

    while (stranded_checks[count])
        count++;
    return count;
}

bool select_checks(const char *globs, struct arena *arena, const struct check ***ret_checks,
                   GError **error)
{
    size_t count = n_checks(), n_selected = 0;
    const struct check **selected = ARENA_ARRAY(arena, const struct check *, count + 1);
    bool *is_wanted = ARENA_ARRAY(arena, bool, count);
    g_auto(GStrv) parts = g_strsplit(globs ? globs : "*", ",", -1);

    for (char **part = parts; *part; part++) {
        const char *glob = g_strstrip(*part);
        bool found = false;

        for (size_t i = 0; i < count; i++) {
            if (fnmatch(glob, stranded_checks[i]->name, 0) == 0)
                is_wanted[i] = found = true;
        }
        if (!found) {
            g_set_error(error, ENGINE_ERROR, ENGINE_ERROR_INPUT,
                        "no check is named '%s': stranded checks lists them", glob);
            return false;
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (is_wanted[i])
            selected[n_selected++] = stranded_checks[i];
    }
    *ret_checks = selected;
    return true;
}
