#include "engine/relevance.h"

#include "engine/last.h"
#include "store/store.h"

#include <stdint.h>
#include <string.h>

void relevance_init(struct relevance *relevance, const struct engine_place *place,
                    struct arena *arena)
{
    *relevance = (struct relevance){.place = place, .arena = arena};
}

void relevance_deinit(struct relevance *relevance)
{
    if (!relevance->known)
        return;
    g_hash_table_unref(relevance->known);
    g_hash_table_unref(relevance->errors);
}

static void note_unit(struct relevance *relevance, const struct store_unit *unit)
{
    if (unit->n_errors > errors_of_file(relevance, unit->file))
        g_hash_table_insert(relevance->errors,
                            arena_copy(relevance->arena, unit->file, strlen(unit->file) + 1),
                            GUINT_TO_POINTER(unit->n_errors));
}

/* Without a store nothing is known, which is no failure: the analysis itself will tell of it. */
static void load_known(struct relevance *relevance)
{
    struct store *store = NULL;
    struct store_units units = {0};

    relevance->known = g_hash_table_new(g_str_hash, g_str_equal);
    relevance->errors = g_hash_table_new(g_str_hash, g_str_equal);
    if (open_last_store(relevance->place, STORE_READ, relevance->arena, &store, NULL) &&
        store_load_units(store, relevance->arena, &units, NULL)) {
        for (uint32_t i = 0; i < units.n_files; i++) {
            const char *file = units.files[i].path;

            if (file)
                g_hash_table_add(relevance->known,
                                 arena_copy(relevance->arena, file, strlen(file) + 1));
        }
        for (uint32_t i = 0; i < units.count; i++)
            note_unit(relevance, &units.items[i]);
    }
    store_close(store);
}

bool is_known_file(struct relevance *relevance, const char *path)
{
    if (!relevance->known)
        load_known(relevance);
    return g_hash_table_contains(relevance->known, path);
}

bool is_relevant(struct relevance *relevance, const char *path)
{
    static const char *const suffixes[] = {".c", ".h", ".inc", ".def", "/compile_commands.json"};

    for (size_t i = 0; i < G_N_ELEMENTS(suffixes); i++) {
        if (g_str_has_suffix(path, suffixes[i]))
            return true;
    }
    return is_known_file(relevance, path);
}

uint32_t errors_of_file(struct relevance *relevance, const char *path)
{
    if (!relevance->known)
        load_known(relevance);
    return GPOINTER_TO_UINT(g_hash_table_lookup(relevance->errors, path));
}
