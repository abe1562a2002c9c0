/* The findings that lie where the user looks. */
#include "engine/analysis.h"
#include "engine/engine.h"
#include "findings/finding.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Each name resolved and relative to the root, as findings name files; freed by the caller. */
static GPtrArray *resolve(const struct analysis *analysis, GError **error)
{
    g_autoptr(GPtrArray) resolved = g_ptr_array_new_with_free_func(g_free);

    for (const char *const *file = analysis->request->files; *file; file++) {
        char *real = realpath(*file, NULL);

        if (!real) {
            g_set_error(error, ENGINE_ERROR, ENGINE_ERROR_INPUT, "%s: %s: check the name", *file,
                        g_strerror(errno));
            return NULL;
        }
        if (strcmp(real, analysis->project->root) == 0)
            g_ptr_array_add(resolved, g_strdup(""));
        else
            g_ptr_array_add(resolved, g_strdup(relative_to(analysis->project->root, real)));
        free(real);
    }
    return g_steal_pointer(&resolved);
}

static bool lies_in(const char *file, const GPtrArray *places)
{
    for (guint i = 0; i < places->len; i++) {
        const char *place = g_ptr_array_index(places, i);
        size_t length = strlen(place);

        if (length == 0 && *file != '/')
            return true;
        if (strncmp(file, place, length) == 0 && (file[length] == '\0' || file[length] == '/'))
            return true;
    }
    return false;
}

bool narrow_findings(const struct analysis *analysis, struct finding_list *findings, GError **error)
{
    size_t kept = 0;

    if (!analysis->request->files || !analysis->request->files[0])
        return true;
    g_autoptr(GPtrArray) places = resolve(analysis, error);
    if (!places)
        return false;
    for (size_t i = 0; i < findings->count; i++) {
        if (lies_in(findings->items[i].file, places))
            findings->items[kept++] = findings->items[i];
    }
    findings->count = kept;
    return true;
}
