#include "engine/unseen.h"

#include "engine/analysis.h"
#include "engine/engine.h"
#include "engine/overlays.h"
#include "frontend/frontend.h"
#include "ir/ir.h"

#include <glib.h>

#include <stdint.h>
#include <string.h>

/* Bounds: a larger source, a longer name or more headers than that are not read, and then everything may be
 * meant. */
enum { MAX_TEXT_BYTES = 16 << 20, MAX_NAME_BYTES = 255, MAX_HEADERS = 20000 };

/* Headers of the system name nothing of the program's. */
static const char system_folder[] = "/usr/";

struct macro {
    char *name;
    GPtrArray *meanings; /* words that it stands for */
    bool is_used;
};

struct unseen {
    GStringChunk *texts; /* holds all names */
    GHashTable *words;
    GHashTable *bodies;
    GHashTable *macros; /* name -> struct macro */
    GPtrArray *in_order;
    bool is_anything; /* something could not be read */

    /* While it is made. */
    const struct analysis *analysis;
    GHashTable *seen;  /* paths that parsed units have read */
    GHashTable *found; /* paths that are read or wait to be */
    GHashTable *asked; /* flags, folder and name of an include that was looked for */
    GPtrArray *todo;   /* of struct text */
};

/* A file to read. */
struct text {
    char *path;
    const struct frontend_source *source; /* whose flags say where its headers are */
    bool is_seen;                         /* of which only the macros are new */
};

struct reading {
    struct unseen *unseen;
    const struct text *text;
    struct macro *macro; /* that is being defined */
};

/* ---- what one text says ---- */

static char *intern(struct unseen *unseen, const char *name, size_t length)
{
    char key[MAX_NAME_BYTES + 1];

    if (length > MAX_NAME_BYTES) {
        unseen->is_anything = true;
        length = MAX_NAME_BYTES;
    }
    memcpy(key, name, length);
    key[length] = '\0';
    return g_string_chunk_insert_const(unseen->texts, key);
}

static struct macro *define(struct unseen *unseen, char *name)
{
    struct macro *macro = g_hash_table_lookup(unseen->macros, name);

    if (macro)
        return macro; /* another definition: it may mean both */
    macro = g_new0(struct macro, 1);
    macro->name = name;
    macro->meanings = g_ptr_array_new();
    g_hash_table_insert(unseen->macros, name, macro);
    g_ptr_array_add(unseen->in_order, macro);
    return macro;
}

static void add_text(struct unseen *unseen, const char *path, const struct frontend_source *source)
{
    struct text *text;

    if (g_str_has_prefix(path, system_folder) || g_hash_table_contains(unseen->found, path))
        return;
    if (unseen->todo->len == MAX_HEADERS) {
        unseen->is_anything = true;
        return;
    }
    text = g_new0(struct text, 1);
    text->path = g_string_chunk_insert_const(unseen->texts, path);
    text->source = source;
    text->is_seen = g_hash_table_contains(unseen->seen, path);
    g_hash_table_add(unseen->found, text->path);
    g_ptr_array_add(unseen->todo, text);
}

static bool add_where(struct unseen *unseen, const struct frontend_source *source,
                      const char *folder, const char *name)
{
    g_autofree char *path = g_canonicalize_filename(name, folder);

    if (!g_file_test(path, G_FILE_TEST_IS_REGULAR))
        return false;
    add_text(unseen, path, source);
    return true;
}

/* The folder that the flag names, of those after which one follows; NULL = it is another flag. */
static const char *folder_of_flag(const char *const **flag)
{
    static const char *const flags[] = {"-iquote", "-isystem", "-idirafter", "-I"};

    for (size_t i = 0; i < G_N_ELEMENTS(flags); i++) {
        size_t length = strlen(flags[i]);
        if (strncmp(**flag, flags[i], length) != 0)
            continue;
        if ((**flag)[length])
            return **flag + length;
        return (*flag)[1] ? *++*flag : NULL;
    }
    return NULL;
}

static void look_for(struct unseen *unseen, const struct text *text, const char *name)
{
    const struct frontend_source *source = text->source;
    g_autofree char *folder = g_path_get_dirname(text->path);
    g_autofree char *question = g_strdup_printf("%p\n%s\n%s\n%s", (const void *)source->arguments,
                                                source->directory, folder, name);

    if (!g_hash_table_add(unseen->asked, g_steal_pointer(&question)) ||
        add_where(unseen, source, folder, name))
        return;
    for (const char *const *flag = source->arguments; *flag; flag++) {
        const char *given = folder_of_flag(&flag);
        if (!given)
            continue;
        g_autofree char *path = g_canonicalize_filename(given, source->directory);
        if (add_where(unseen, source, path, name))
            return;
    }
}

static void take(void *data, enum unseen_kind kind, const char *name, size_t length)
{
    struct reading *reading = data;
    struct unseen *unseen = reading->unseen;
    char *word = intern(unseen, name, length);

    switch (kind) {
    case UNSEEN_WORD:
        if (!reading->text->is_seen)
            g_hash_table_add(unseen->words, word);
        break;
    case UNSEEN_MACRO:
        reading->macro = define(unseen, word);
        break;
    case UNSEEN_MEANING:
        g_ptr_array_add(reading->macro->meanings, word);
        break;
    case UNSEEN_BODY:
        if (!reading->text->is_seen)
            g_hash_table_add(unseen->bodies, word);
        break;
    case UNSEEN_INCLUDE:
        if (!reading->text->is_seen) /* whose own headers are seen as well */
            look_for(unseen, reading->text, word);
        break;
    }
}

static void read_text(struct unseen *unseen, const struct text *text)
{
    const struct engine_overlay *overlay = find_overlay(unseen->analysis->request, text->path);
    struct reading reading = {unseen, text, NULL};
    g_autofree char *contents = NULL;
    gsize size = 0;

    if (overlay) {
        unseen_read(overlay->contents, overlay->size, take, &reading);
        return;
    }
    if (!g_file_get_contents(text->path, &contents, &size, NULL) || size > MAX_TEXT_BYTES)
        unseen->is_anything = true;
    else
        unseen_read(contents, size, take, &reading);
}

/* ---- macros ---- */

/* What a word stands for is named as well. */
static void spread(struct unseen *unseen)
{
    bool is_more = true;

    while (is_more) {
        is_more = false;
        for (guint i = 0; i < unseen->in_order->len; i++) {
            struct macro *macro = g_ptr_array_index(unseen->in_order, i);
            if (macro->is_used || !g_hash_table_contains(unseen->words, macro->name))
                continue;
            macro->is_used = is_more = true;
            for (guint k = 0; k < macro->meanings->len; k++)
                g_hash_table_add(unseen->words, g_ptr_array_index(macro->meanings, k));
        }
    }
}

/* ---- all of it ---- */

/* What parsed units have read: its code is known, its macros may be used elsewhere. */
static void add_seen(struct unseen *unseen)
{
    const struct analysis *analysis = unseen->analysis;

    for (uint32_t i = 0; i < analysis->n_units; i++) {
        const struct engine_unit *unit = &analysis->units[i];
        for (uint32_t k = 1; unit->has_ir && !unit->is_model && k < unit->ir.n_files; k++) {
            const char *path = ir_text(&unit->ir, unit->ir.files[k].path);
            if (*path != '/' || g_str_has_prefix(path, system_folder))
                continue;
            g_hash_table_add(unseen->seen, g_string_chunk_insert_const(unseen->texts, path));
            if (strcmp(path, unit->file) != 0)
                add_text(unseen, path, &analysis->sources[i]);
        }
    }
}

static bool is_unseen(const struct engine_unit *unit)
{
    return !unit->has_ir && !unit->is_model && unit->status == FRONTEND_OK;
}

struct unseen *unseen_new(const struct analysis *analysis)
{
    struct unseen *unseen = g_new0(struct unseen, 1);

    unseen->analysis = analysis;
    unseen->texts = g_string_chunk_new(1 << 16);
    unseen->words = g_hash_table_new(g_str_hash, g_str_equal);
    unseen->bodies = g_hash_table_new(g_str_hash, g_str_equal);
    unseen->macros = g_hash_table_new(g_str_hash, g_str_equal);
    unseen->in_order = g_ptr_array_new();
    unseen->seen = g_hash_table_new(g_str_hash, g_str_equal);
    unseen->found = g_hash_table_new(g_str_hash, g_str_equal);
    unseen->asked = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    unseen->todo = g_ptr_array_new_with_free_func(g_free);
    add_seen(unseen);
    for (uint32_t i = 0; i < analysis->n_project_units; i++) {
        if (is_unseen(&analysis->units[i]))
            add_text(unseen, analysis->units[i].file, &analysis->sources[i]);
    }
    for (guint i = 0; i < unseen->todo->len; i++)
        read_text(unseen, g_ptr_array_index(unseen->todo, i));
    spread(unseen);
    return unseen;
}

bool unseen_has(const struct unseen *unseen, const char *name)
{
    return unseen->is_anything || g_hash_table_contains(unseen->words, name);
}

bool unseen_defines(const struct unseen *unseen, const char *name)
{
    return unseen->is_anything || g_hash_table_contains(unseen->bodies, name);
}

void unseen_free(struct unseen *unseen)
{
    for (guint i = 0; i < unseen->in_order->len; i++) {
        struct macro *macro = g_ptr_array_index(unseen->in_order, i);
        g_ptr_array_unref(macro->meanings);
        g_free(macro);
    }
    g_ptr_array_unref(unseen->in_order);
    g_ptr_array_unref(unseen->todo);
    g_hash_table_unref(unseen->words);
    g_hash_table_unref(unseen->bodies);
    g_hash_table_unref(unseen->macros);
    g_hash_table_unref(unseen->seen);
    g_hash_table_unref(unseen->found);
    g_hash_table_unref(unseen->asked);
    g_string_chunk_free(unseen->texts);
    g_free(unseen);
}
