#include "project/tree.h"

#include "project/conditionals.h"
#include "project/includes.h"
#include "project/notices.h"
#include "project/project.h"
#include "project/text.h"

#include "base/arena.h"
#include "base/vector.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define MAX_SCANNED_BYTES ((size_t)1 << 24)

struct tree {
    struct arena *arena; /* all texts */
    const char *top;
    VECTOR(struct tree_file) files;
    GHashTable *folders;   /* path -> struct tree_folder */
    GHashTable *by_path;   /* path -> struct tree_file */
    GHashTable *by_name;   /* last part -> GPtrArray of struct tree_file, in order of path */
    GHashTable *meanings;  /* name in an #include -> struct meanings */
    struct macros *macros; /* NULL: they are not looked for */
};

static void free_list(void *list)
{
    g_ptr_array_free(list, TRUE);
}

static void free_meanings(void *memory)
{
    struct meanings *meanings = memory;

    vector_deinit(&meanings->list);
    g_free(meanings);
}

static struct tree *tree_new(const char *top)
{
    struct tree *tree = g_new0(struct tree, 1);

    tree->arena = arena_new();
    tree->top = arena_string(tree->arena, top, strlen(top));
    tree->folders = g_hash_table_new(g_str_hash, g_str_equal);
    tree->by_path = g_hash_table_new(g_str_hash, g_str_equal);
    tree->by_name = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_list);
    tree->meanings = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_meanings);
    return tree;
}

void tree_free(struct tree *tree)
{
    if (tree == NULL)
        return;
    for (uint32_t i = 0; i < tree->files.count; i++) {
        vector_deinit(&tree->files.items[i].includes.list);
        vector_deinit(&tree->files.items[i].macros.list);
    }
    vector_deinit(&tree->files);
    g_hash_table_destroy(tree->folders);
    g_hash_table_destroy(tree->by_path);
    g_hash_table_destroy(tree->by_name);
    g_hash_table_destroy(tree->meanings);
    macros_free(tree->macros);
    arena_free(tree->arena);
    g_free(tree);
}

/* The folder at the first `length` bytes of a path; 0 means the top. */
static struct tree_folder *get_folder(struct tree *tree, const char *path, size_t length)
{
    char *key = length == 0 ? g_strdup(".") : g_strndup(path, length);
    struct tree_folder *folder = g_hash_table_lookup(tree->folders, key);

    if (folder == NULL) {
        char *copy = arena_copy(tree->arena, key, strlen(key) + 1);
        folder = ARENA_NEW(tree->arena, struct tree_folder);
        folder->path = copy;
        g_hash_table_insert(tree->folders, copy, folder);
    }
    g_free(key);
    return folder;
}

enum entry_kind {
    ENTRY_FILE,
    ENTRY_FOLDER,
    ENTRY_NEITHER,
};

static enum entry_kind kind_of(int folder, const struct dirent *entry)
{
    struct stat status;
    bool is_link = entry->d_type == DT_LNK;

    if (entry->d_name[0] == '.')
        return ENTRY_NEITHER;
    if (entry->d_type == DT_DIR)
        return ENTRY_FOLDER;
    if (entry->d_type == DT_REG)
        return ENTRY_FILE;
    if (entry->d_type != DT_UNKNOWN && !is_link)
        return ENTRY_NEITHER;
    if (entry->d_type == DT_UNKNOWN) { /* a file system that does not tell */
        if (fstatat(folder, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0)
            return ENTRY_NEITHER;
        if (S_ISDIR(status.st_mode))
            return ENTRY_FOLDER;
        is_link = S_ISLNK(status.st_mode);
    }
    if (is_link && g_str_has_suffix(entry->d_name, ".c"))
        return ENTRY_NEITHER;
    if (fstatat(folder, entry->d_name, &status, 0) != 0 || !S_ISREG(status.st_mode))
        return ENTRY_NEITHER;
    return ENTRY_FILE;
}

/* Lists one open folder: files into the tree, folders into `rest`. */
static void list_folder(struct tree *tree, DIR *open, const char *path, GPtrArray *rest)
{
    const char *between = path[0] == '\0' ? "" : "/";

    int fd = dirfd(open);

    if (fd < 0)
        return;
    for (;;) {
        /* Safe: no other thread has this stream. NOLINTNEXTLINE(concurrency-mt-unsafe) */
        const struct dirent *entry = readdir(open);
        if (entry == NULL)
            return;
        switch (kind_of(fd, entry)) {
        case ENTRY_FILE: {
            struct tree_file file = {
                .path = arena_printf(tree->arena, "%s%s%s", path, between, entry->d_name),
                .folder = get_folder(tree, path, strlen(path)),
            };
            vector_push(&tree->files, file);
            break;
        }
        case ENTRY_FOLDER:
            g_ptr_array_add(rest, g_strconcat(path, between, entry->d_name, NULL));
            break;
        case ENTRY_NEITHER:
            break;
        }
    }
}

static bool fail_top(const char *top, int cause, GError **error)
{
    char *shown = text_shown(top);

    g_set_error(error, PROJECT_ERROR,
                cause == ENOENT ? PROJECT_ERROR_NOT_FOUND : PROJECT_ERROR_UNREADABLE,
                "%s: %s; --sources takes a folder of C sources", shown, g_strerror(cause));
    g_free(shown);
    return false;
}

/* Walks with a list of folders that are still to be read, so that depth costs no stack. */
static bool walk(struct tree *tree, struct notices *notices, GError **error)
{
    GPtrArray *rest = g_ptr_array_new_with_free_func(g_free);
    bool ok = true;

    g_ptr_array_add(rest, g_strdup(""));
    while (ok && rest->len > 0) {
        char *path = g_ptr_array_steal_index_fast(rest, rest->len - 1);
        char *full = g_build_filename(tree->top, path, NULL);
        DIR *open = opendir(full);
        if (open != NULL) {
            list_folder(tree, open, path, rest);
            closedir(open);
        } else if (path[0] == '\0') {
            ok = fail_top(tree->top, errno, error);
        } else {
            notices_add(notices, PROJECT_NOTICE_UNREAD, path, "is a folder that can't be read");
        }
        if (tree->files.count > PROJECT_MAX_SOURCES) {
            char *shown = text_shown(tree->top);
            g_set_error(error, PROJECT_ERROR, PROJECT_ERROR_TOO_LARGE,
                        "%s: holds more than %zu files; name a folder further down, or %s", shown,
                        PROJECT_MAX_SOURCES, "use a compile_commands.json");
            g_free(shown);
            ok = false;
        }
        g_free(full);
        g_free(path);
    }
    g_ptr_array_free(rest, TRUE);
    return ok;
}

static int compare_files(const void *a, const void *b)
{
    return strcmp(((const struct tree_file *)a)->path, ((const struct tree_file *)b)->path);
}

/* Sorts and indexes the files; after this they don't move. */
static void index_files(struct tree *tree)
{
    if (tree->files.count > 0)
        qsort(tree->files.items, tree->files.count, sizeof(struct tree_file), compare_files);
    for (uint32_t i = 0; i < tree->files.count; i++) {
        struct tree_file *file = &tree->files.items[i];
        const char *slash = strrchr(file->path, '/');
        char *path = arena_copy(tree->arena, file->path, strlen(file->path) + 1);
        char *name = slash == NULL ? path : path + (slash - file->path) + 1;
        file->path = path;
        file->name = name;
        g_hash_table_insert(tree->by_path, path, file);
        GPtrArray *list = g_hash_table_lookup(tree->by_name, name);
        if (list == NULL) {
            list = g_ptr_array_new();
            g_hash_table_insert(tree->by_name, name, list);
        }
        g_ptr_array_add(list, file);
    }
}

bool tree_load(const char *top, struct notices *notices, struct tree **ret, GError **error)
{
    struct tree *tree = tree_new(top);

    if (!walk(tree, notices, error)) {
        tree_free(tree);
        return false;
    }
    index_files(tree);
    *ret = tree;
    return true;
}

void tree_look_for_macros(struct tree *tree)
{
    if (tree->macros == NULL)
        tree->macros = macros_new(tree->arena);
}

struct tree_file *tree_files(struct tree *tree, size_t *ret_count)
{
    *ret_count = tree->files.count;
    return tree->files.items;
}

/* Whether the line tells what configure has found: a switch, or a value that is put in. */
static bool is_switch_line(const char *line)
{
    static const char *const begins[] = {"undef", "cmakedefine", "mesondefine"};

    line += strspn(line, " \t");
    if (*line != '#')
        return false;
    line += 1 + strspn(line + 1, " \t");
    for (size_t i = 0; i < G_N_ELEMENTS(begins); i++)
        if (g_str_has_prefix(line, begins[i]))
            return true;
    return false;
}

static bool has_switch_line(const char *text)
{
    for (const char *line = text; line != NULL; line = strchr(line, '\n')) {
        line += *line == '\n';
        if (is_switch_line(line))
            return true;
    }
    return false;
}

const struct includes *tree_includes(struct tree *tree, struct tree_file *file,
                                     struct notices *notices)
{
    struct stat status;
    char *text = NULL;
    size_t size = 0;

    if (file->is_scanned)
        return &file->includes;
    file->is_scanned = true;
    char *full = g_build_filename(tree->top, file->path, NULL);
    if (stat(full, &status) == 0 && (size_t)status.st_size > MAX_SCANNED_BYTES)
        notices_add(notices, PROJECT_NOTICE_UNREAD, file->path, "is larger than 16 MiB");
    else if (!g_file_get_contents(full, &text, &size, NULL))
        notices_add(notices, PROJECT_NOTICE_UNREAD, file->path, "is a file that can't be read");
    else
        includes_scan(text, size, tree->arena, &file->includes);
    file->is_code = text != NULL && g_str_has_suffix(file->name, ".in") && !has_switch_line(text);
    if (text != NULL && tree->macros != NULL)
        conditionals_scan(text, size, tree->macros, &file->macros);
    g_free(text);
    g_free(full);
    return &file->includes;
}

bool tree_is_code(struct tree *tree, struct tree_file *file, struct notices *notices)
{
    tree_includes(tree, file, notices);
    return file->is_code;
}

/* The folder from which `name` leads to the file, or NULL. */
static struct tree_folder *folder_for(struct tree *tree, const struct tree_file *file,
                                      const char *name)
{
    size_t length = strlen(file->path);
    size_t tail = strlen(name);

    if (tail > length || strcmp(file->path + length - tail, name) != 0)
        return NULL;
    if (tail == length)
        return get_folder(tree, "", 0);
    if (file->path[length - tail - 1] != '/')
        return NULL;
    return get_folder(tree, file->path, length - tail - 1);
}

const struct meanings *tree_meanings(struct tree *tree, const char *name)
{
    struct meanings *known = g_hash_table_lookup(tree->meanings, name);
    const char *slash = strrchr(name, '/');

    if (known != NULL)
        return known;
    known = g_new0(struct meanings, 1);
    const GPtrArray *files = g_hash_table_lookup(tree->by_name, slash == NULL ? name : slash + 1);
    for (guint i = 0; files != NULL && i < files->len; i++) {
        struct meaning meaning = {.file = files->pdata[i]};
        meaning.folder = folder_for(tree, meaning.file, name);
        if (meaning.folder != NULL)
            vector_push(&known->list, meaning);
    }
    g_hash_table_insert(tree->meanings, arena_copy(tree->arena, name, strlen(name) + 1), known);
    return known;
}

struct tree_file *tree_find(struct tree *tree, const struct tree_folder *from, const char *name)
{
    /* Below a made-up top, so that `..` beyond the tree's own top is seen. */
    char *folder = g_strconcat("/t/", from->path, NULL);
    char *path = g_canonicalize_filename(name, folder);
    struct tree_file *file =
        g_str_has_prefix(path, "/t/") ? g_hash_table_lookup(tree->by_path, path + 3) : NULL;

    g_free(path);
    g_free(folder);
    return file;
}
