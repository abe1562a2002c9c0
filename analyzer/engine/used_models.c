/* Which of the embedded models a program has a use for: those that define a function which a unit names,
 * or another model in use. There are models of many libraries, and a program uses few of them. */
#include "engine/used_models.h"

#include <stdint.h>
#include <string.h>

#include "base/bitset.h"
#include "base/hash.h"
#include "base/intmap.h"
#include "engine/analysis.h"
#include "engine/engine.h"
#include "engine/models.h"
#include "ir/codec.h"

struct search {
    struct intmap owners; /* hash of a function's name -> number of the model that defines it */
    struct bitset used;   /* numbers in embedded_models */
    VECTOR(uint32_t) todo;
};

/* Two names of one hash make a model used for nothing, which does no harm. */
static uint64_t key_of(const char *name)
{
    return hash_bytes(name, strlen(name), 0);
}

static uint32_t note_owners(struct search *search)
{
    uint32_t count = 0;

    for (; embedded_models[count].name; count++)
        for (const char *name = embedded_models[count].functions; *name; name += strlen(name) + 1)
            intmap_put(&search->owners, key_of(name), count, NULL);
    return count;
}

static void note_uses(struct search *search, const struct ir_unit *unit)
{
    for (uint32_t i = 1; i < unit->n_symbols; i++) {
        const struct ir_symbol *symbol = &unit->symbols[i];
        if (!(symbol->flags & IR_SYMBOL_FUNCTION) || symbol->linkage != IR_LINKAGE_EXTERNAL)
            continue;
        const uint32_t *owner = intmap_find(&search->owners, key_of(ir_text(unit, symbol->name)));
        if (owner && bitset_add(&search->used, *owner))
            vector_push(&search->todo, *owner);
    }
}

static const struct ir_unit *decode(const struct analysis *analysis,
                                    const struct embedded_model *model, GError **error)
{
    struct ir_unit *unit = ARENA_NEW(analysis->arena, struct ir_unit);
    const char *reason;

    if (ir_decode(model->ir, model->size, unit, &reason))
        return unit;
    g_set_error(error, ENGINE_ERROR, ENGINE_ERROR_PROCESS,
                "the embedded model %s is damaged (%s): install stranded again", model->name,
                reason);
    return NULL;
}

bool add_used_models(const struct analysis *analysis, struct program_inputs *inputs, GError **error)
{
    struct arena *scratch = arena_new();
    struct search search = {0};
    uint32_t n_models = note_owners(&search);
    bool is_good = true;

    search.used = bitset_new(scratch, n_models);
    for (uint32_t i = 0; i < inputs->count; i++)
        note_uses(&search, inputs->items[i].unit);
    while (search.todo.count && is_good) {
        const struct embedded_model *model = &embedded_models[vector_pop(&search.todo)];
        const struct ir_unit *unit = decode(analysis, model, error);
        is_good = unit != NULL;
        if (!is_good)
            break;
        note_uses(&search, unit);
        vector_push(inputs, (struct program_input){unit, model->name, PROGRAM_MODEL});
    }
    intmap_deinit(&search.owners);
    vector_deinit(&search.todo);
    arena_free(scratch);
    return is_good;
}
