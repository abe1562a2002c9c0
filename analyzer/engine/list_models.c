/* What is embedded: the models and the functions that they define. */
#include "base/vector.h"
#include "engine/engine.h"
#include "engine/models.h"
#include "ir/codec.h"
#include "ir/ir.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static int compare_names(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static void list_functions(const struct ir_unit *unit, GString *out)
{
    VECTOR(const char *) names = {0};

    for (uint32_t i = 1; i < unit->n_functions; i++) {
        const struct ir_symbol *symbol = &unit->symbols[unit->functions[i].symbol.index];

        if (symbol->linkage == IR_LINKAGE_EXTERNAL &&
            !(unit->functions[i].flags & IR_FUNCTION_INIT))
            vector_push(&names, ir_text(unit, symbol->name));
    }
    if (names.count > 0)
        qsort(names.items, names.count, sizeof(*names.items), compare_names);
    for (uint32_t i = 0; i < names.count; i++)
        g_string_append_printf(out, "    %s\n", names.items[i]);
    vector_deinit(&names);
}

bool engine_list_models(GString *out, GError **error)
{
    for (const struct embedded_model *model = embedded_models; model->name; model++) {
        struct ir_unit unit;
        const char *reason;

        if (!ir_decode(model->ir, model->size, &unit, &reason)) {
            g_set_error(error, ENGINE_ERROR, ENGINE_ERROR_PROCESS,
                        "the embedded model %s is damaged (%s): install stranded again",
                        model->name, reason);
            return false;
        }
        g_string_append_printf(out, "%s\n", model->name);
        list_functions(&unit, out);
    }
    return true;
}
