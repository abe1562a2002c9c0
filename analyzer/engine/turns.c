#include "engine/turns.h"

#include "base/arena.h"
#include "engine/analysis.h"
#include "engine/overlays.h"
#include "engine/unseen.h"

#include <glib.h>

#include <stdint.h>
#include <string.h>

/* A larger source, or a longer name, is not looked at: it only comes later. */
enum { MAX_TEXT_BYTES = 16 << 20, MAX_NAME_BYTES = 255 };

/* Fewer units than that are parsed at once anyway. */
enum { FEW_UNITS = 16 };

struct names {
    GHashTable *wanted; /* that the first files have */
    GHashTable *own;    /* that they define themselves */
    GStringChunk *texts;
    bool is_found; /* in the file that is being read, a body of a wanted one */
};

static bool can_be_told(const struct analysis *analysis)
{
    const char *const *files = analysis->request->notes_in;

    return analysis->request->early && files && *files;
}

bool turns_is_first(const struct analysis *analysis, const struct engine_unit *unit)
{
    const char *const *file = analysis->request->notes_in;

    if (!can_be_told(analysis))
        return false;
    while (*file && strcmp(*file, unit->file) != 0)
        file++;
    return *file != NULL;
}

/* ---- who defines what is called ---- */

static void read_file(const struct analysis *analysis, const char *path,
                      void (*take)(void *data, enum unseen_kind kind, const char *name,
                                   size_t length),
                      struct names *names)
{
    const struct engine_overlay *overlay = find_overlay(analysis->request, path);
    g_autofree char *text = NULL;
    gsize size = 0;

    if (overlay)
        unseen_read(overlay->contents, overlay->size, take, names);
    else if (g_file_get_contents(path, &text, &size, NULL) && size <= MAX_TEXT_BYTES)
        unseen_read(text, size, take, names);
}

static void take_wanted(void *data, enum unseen_kind kind, const char *name, size_t length)
{
    struct names *names = data;
    g_autofree char *word = g_strndup(name, length);

    if (kind == UNSEEN_BODY)
        g_hash_table_add(names->own, g_string_chunk_insert_const(names->texts, word));
    else if (kind != UNSEEN_INCLUDE)
        g_hash_table_add(names->wanted, g_string_chunk_insert_const(names->texts, word));
}

static void take_defined(void *data, enum unseen_kind kind, const char *name, size_t length)
{
    struct names *names = data;
    char word[MAX_NAME_BYTES + 1];

    if (kind != UNSEEN_BODY || names->is_found || length > MAX_NAME_BYTES)
        return;
    memcpy(word, name, length);
    word[length] = '\0';
    names->is_found =
        g_hash_table_contains(names->wanted, word) && !g_hash_table_contains(names->own, word);
}

/* ---- turns ---- */

static bool is_beside(const char *file, const char *other)
{
    const char *slash = strrchr(file, '/');
    size_t length = slash ? (size_t)(slash - file) + 1 : 0;

    return strncmp(file, other, length) == 0 && !strchr(other + length, '/');
}

static enum turn turn_by_folder(const struct analysis *analysis, const struct engine_unit *unit)
{
    for (const char *const *file = analysis->request->notes_in; *file; file++) {
        if (is_beside(*file, unit->file))
            return TURN_BESIDE;
    }
    return TURN_REST;
}

static bool is_waiting(const struct engine_unit *unit)
{
    return !unit->is_model && !unit->is_current && !unit->has_ir && !unit->is_elsewhere;
}

static void find_needed(const struct analysis *analysis, enum turn *turns)
{
    struct names names = {g_hash_table_new(g_str_hash, g_str_equal),
                          g_hash_table_new(g_str_hash, g_str_equal), g_string_chunk_new(1 << 16),
                          false};

    for (const char *const *file = analysis->request->notes_in; *file; file++)
        read_file(analysis, *file, take_wanted, &names);
    for (uint32_t i = 0; i < analysis->n_units; i++) {
        if (turns[i] == TURN_FIRST || !is_waiting(&analysis->units[i]))
            continue;
        names.is_found = false;
        read_file(analysis, analysis->units[i].file, take_defined, &names);
        if (names.is_found)
            turns[i] = TURN_NEEDED;
    }
    g_hash_table_unref(names.wanted);
    g_hash_table_unref(names.own);
    g_string_chunk_free(names.texts);
}

const enum turn *turns_find(const struct analysis *analysis)
{
    enum turn *turns = ARENA_ARRAY(analysis->arena, enum turn, analysis->n_units);
    uint32_t n_waiting = 0;

    if (!can_be_told(analysis))
        return turns;
    for (uint32_t i = 0; i < analysis->n_units; i++) {
        const struct engine_unit *unit = &analysis->units[i];

        turns[i] = unit->is_model || turns_is_first(analysis, unit)
                       ? TURN_FIRST
                       : turn_by_folder(analysis, unit);
        n_waiting += is_waiting(unit);
    }
    if (n_waiting >= FEW_UNITS)
        find_needed(analysis, turns);
    return turns;
}
