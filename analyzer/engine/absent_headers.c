#include "engine/absent_headers.h"

#include "base/vector.h"
#include "frontend/frontend.h"
#include "ir/ir.h"

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>

/* Bounds on what is remembered for one unit; over them, a header that appears is not noticed. */
enum { MAX_PATHS = 4096, MAX_HEADER_BYTES = 1 << 24 };

/* Where clang looks beside the folders of the command line, on systems like ours. */
static const char *const system_folders[] = {"/usr/local/include", "/usr/include"};

struct search {
    const struct ir_unit *unit;
    GPtrArray *folders; /* of the command line, absolute */
    GHashTable *seen;   /* directives that were looked at: folder of the file, and the name */
    struct path_list *paths;
};

/* An include directive. */
struct include {
    const char *name;
    size_t length;
    bool is_quoted;
};

/* ---- folders ---- */

/* The folder in a flag that adds one, joined or in the next word; NULL = no such flag. */
static const char *folder_of_flag(const char *const *flag)
{
    static const char *const names[] = {"-iquote", "-isystem", "-idirafter", "-I"};

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        size_t length = strlen(names[i]);

        if (strncmp(*flag, names[i], length) == 0)
            return (*flag)[length] != '\0' ? *flag + length : flag[1];
    }
    return NULL;
}

GPtrArray *find_include_folders(const struct frontend_source *source)
{
    GPtrArray *folders = g_ptr_array_new_with_free_func(g_free);

    for (const char *const *flag = source->arguments; *flag; flag++) {
        const char *folder = folder_of_flag(flag);

        if (folder)
            g_ptr_array_add(folders, g_canonicalize_filename(folder, source->directory));
    }
    for (size_t i = 0; i < G_N_ELEMENTS(system_folders); i++)
        g_ptr_array_add(folders, g_strdup(system_folders[i]));
    return folders;
}

/* ---- directives ---- */

static const char *skip_blanks(const char *at)
{
    return at + strspn(at, " \t");
}

/* False if the line is no include, or one whose name is a macro's. */
static bool parse_include(const char *line, struct include *ret_include)
{
    static const char word[] = "include";

    line = skip_blanks(line);
    if (*line != '#')
        return false;
    line = skip_blanks(line + 1);
    if (strncmp(line, word, sizeof(word) - 1) != 0)
        return false;
    line = skip_blanks(line + sizeof(word) - 1);
    if (*line != '"' && *line != '<')
        return false;
    size_t length = strcspn(line + 1, *line == '"' ? "\"\n" : ">\n");
    if (length == 0 || line[1 + length] == '\n' || line[1 + length] == '\0')
        return false;
    *ret_include = (struct include){line + 1, length, *line == '"'};
    return true;
}

/* ---- places ---- */

static bool exists(const char *path)
{
    struct stat status;

    return stat(path, &status) == 0;
}

/* Whether the unit read a file of that name, wherever: the compiler's own headers are in no folder
 * that we know. */
static bool was_read(const struct ir_unit *unit, const char *name)
{
    size_t length = strlen(name);

    for (uint32_t i = 1; i < unit->n_files; i++) {
        const char *path = ir_text(unit, unit->files[i].path);
        size_t path_length = strlen(path);

        if (path_length > length && path[path_length - length - 1] == '/' &&
            strcmp(path + path_length - length, name) == 0)
            return true;
    }
    return false;
}

static void add_places(struct search *search, const char *folder, const char *name, bool is_quoted)
{
    g_autoptr(GPtrArray) places = g_ptr_array_new_with_free_func(g_free);

    if (is_quoted)
        g_ptr_array_add(places, g_canonicalize_filename(name, folder));
    for (guint i = 0; i < search->folders->len; i++)
        g_ptr_array_add(places,
                        g_canonicalize_filename(name, g_ptr_array_index(search->folders, i)));
    for (guint i = 0; i < places->len; i++) {
        if (exists(g_ptr_array_index(places, i)))
            return;
    }
    for (guint i = 0; i < places->len && search->paths->count < MAX_PATHS; i++)
        vector_push(search->paths, g_strdup(g_ptr_array_index(places, i)));
}

static void search_line(struct search *search, const char *folder, const char *line)
{
    struct include include;

    if (!parse_include(line, &include))
        return;
    g_autofree char *name = g_strndup(include.name, include.length);
    char *directive = g_strdup_printf("%s\n%s", include.is_quoted ? folder : "", name);
    if (g_hash_table_add(search->seen, directive) && !was_read(search->unit, name))
        add_places(search, folder, name, include.is_quoted);
}

static void search_file(struct search *search, const char *path)
{
    g_autofree char *text = NULL, *folder = g_path_get_dirname(path);
    gsize size;

    if (!g_file_get_contents(path, &text, &size, NULL) || size > MAX_HEADER_BYTES)
        return;
    for (const char *line = text; line;) {
        const char *newline = strchr(line, '\n');

        search_line(search, folder, line);
        line = newline ? newline + 1 : NULL;
    }
}

void find_absent_headers(const struct ir_unit *unit, const struct frontend_source *source,
                         struct path_list *ret_paths)
{
    struct search search = {
        .unit = unit,
        .folders = find_include_folders(source),
        .seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
        .paths = ret_paths,
    };

    for (uint32_t i = 1; i < unit->n_files; i++) {
        if (!unit->files[i].is_system)
            search_file(&search, ir_text(unit, unit->files[i].path));
    }
    g_hash_table_unref(search.seen);
    g_ptr_array_unref(search.folders);
}
