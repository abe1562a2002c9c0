#include "project/folders.h"

#include "base/arena.h"
#include "base/hash.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

struct folders {
    struct arena *arena;
    GHashTable *by_name; /* absolute path as written (owned) -> struct folder */
    GHashTable *by_path; /* resolved path -> struct folder */
    GString *name;       /* the absolute path that is asked for; scratch */

    /* Entries of one folder mostly follow each other. */
    GString *last_name;
    const struct folder *last;
};

struct folders *folders_new(struct arena *arena)
{
    struct folders *folders = g_new0(struct folders, 1);

    folders->arena = arena;
    folders->by_name = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    folders->by_path = g_hash_table_new(g_str_hash, g_str_equal);
    folders->name = g_string_new(NULL);
    folders->last_name = g_string_new(NULL);
    return folders;
}

void folders_free(struct folders *folders)
{
    if (folders == NULL)
        return;
    g_hash_table_destroy(folders->by_name);
    g_hash_table_destroy(folders->by_path);
    g_string_free(folders->name, TRUE);
    g_string_free(folders->last_name, TRUE);
    g_free(folders);
}

static struct folder *add_folder(struct folders *folders, const char *path)
{
    size_t length = strlen(path);
    char *copy = arena_copy(folders->arena, path, length + 1);
    struct folder *folder = ARENA_NEW(folders->arena, struct folder);

    *folder = (struct folder){
        .path = copy,
        .length = length,
        .hash = hash_bytes(path, length, 0),
    };
    g_hash_table_insert(folders->by_path, copy, folder);
    return folder;
}

/* The folder with an absolute name that was not asked for yet. */
static struct folder *resolve(struct folders *folders, const char *name)
{
    char *real = realpath(name, NULL);
    /* What does not exist has no links, so its `..` may be resolved by text. */
    char *path = real != NULL ? g_strdup(real) : g_canonicalize_filename(name, "/");
    struct folder *folder = g_hash_table_lookup(folders->by_path, path);

    if (folder == NULL)
        folder = add_folder(folders, path);
    g_free(path);
    free(real);
    return folder;
}

const struct folder *folders_get(struct folders *folders, const struct folder *base,
                                 const char *path, size_t length)
{
    GString *name = folders->name;

    if (length == 0 && base != NULL)
        return base;
    g_string_truncate(name, 0);
    if (length == 0 || path[0] != '/') {
        if (base != NULL)
            g_string_append_len(name, base->path, (gssize)base->length);
        g_string_append_c(name, '/');
    }
    g_string_append_len(name, path, (gssize)length);
    if (folders->last != NULL && g_string_equal(name, folders->last_name))
        return folders->last;

    struct folder *folder = g_hash_table_lookup(folders->by_name, name->str);
    if (folder == NULL) {
        folder = resolve(folders, name->str);
        g_hash_table_insert(folders->by_name, g_strdup(name->str), folder);
    }
    g_string_assign(folders->last_name, name->str);
    folders->last = folder;
    return folder;
}

const char *folders_file(struct folders *folders, const struct folder *base, const char *path,
                         const struct folder **ret_folder)
{
    const char *slash = strrchr(path, '/');
    const char *last = slash == NULL ? path : slash + 1;
    /* The slash counts when it is all there is: "/x.c". */
    size_t folder_length = slash == path ? 1 : slash == NULL ? 0 : (size_t)(slash - path);
    const struct folder *folder = folders_get(folders, base, path, folder_length);
    size_t last_length = strlen(last);
    size_t prefix = folder->length == 1 ? 0 : folder->length; /* of "/" the slash below is enough */
    char *file = arena_alloc(folders->arena, prefix + 1 + last_length + 1);

    memcpy(file, folder->path, prefix);
    file[prefix] = '/';
    memcpy(file + prefix + 1, last, last_length + 1);
    if (ret_folder != NULL)
        *ret_folder = folder;
    return file;
}

bool folder_holds(const struct folder *folder, const char *path)
{
    if (folder->length == 1)
        return true;
    return strncmp(path, folder->path, folder->length) == 0 &&
           (path[folder->length] == '/' || path[folder->length] == '\0');
}
