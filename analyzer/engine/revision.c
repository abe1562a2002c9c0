#include "engine/revision.h"

#include "base/arena.h"

#include <glib.h>

#include <stdbool.h>
#include <string.h>

/* Bounds on what is followed: a HEAD that refers to a ref that refers to …; and on packed-refs. */
enum { MAX_SYMBOLIC = 5 };

/* The file's text without the white space around it; NULL where there is none. */
static char *read_line(const char *folder, const char *name)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    char *text = NULL;

    if (!g_file_get_contents(path, &text, NULL, NULL))
        return NULL;
    return g_strstrip(text);
}

/* `.git` of the innermost work tree: a folder, or in a linked work tree a file that names one. */
static char *find_git_folder(const char *folder)
{
    g_autofree char *at = g_strdup(folder);

    for (;;) {
        g_autofree char *git = g_build_filename(at, ".git", NULL);
        g_autofree char *parent = g_path_get_dirname(at);
        g_autofree char *text = read_line(at, ".git");

        if (g_file_test(git, G_FILE_TEST_IS_DIR))
            return g_steal_pointer(&git);
        if (text && g_str_has_prefix(text, "gitdir: "))
            return g_canonicalize_filename(text + strlen("gitdir: "), at);
        if (strcmp(parent, at) == 0)
            return NULL;
        g_free(at);
        at = g_steal_pointer(&parent);
    }
}

static bool is_commit(const char *text)
{
    size_t length = strspn(text, "0123456789abcdef");

    return (length == 40 || length == 64) && text[length] == '\0'; /* SHA-1, SHA-256 */
}

/* A line of packed-refs: `<hex> <ref>`. */
static char *find_packed(const char *common, const char *ref)
{
    g_autofree char *text = read_line(common, "packed-refs");
    g_auto(GStrv) lines = g_strsplit(text ? text : "", "\n", -1);

    for (char **line = lines; *line; line++) {
        char *blank = strchr(*line, ' ');

        if (blank && strcmp(blank + 1, ref) == 0)
            return g_strndup(*line, (gsize)(blank - *line));
    }
    return NULL;
}

static char *read_head(const char *git)
{
    g_autofree char *named = read_line(git, "commondir");
    g_autofree char *common = g_canonicalize_filename(named ? named : ".", git);
    char *value = read_line(git, "HEAD");

    for (int i = 0; i < MAX_SYMBOLIC && value && g_str_has_prefix(value, "ref: "); i++) {
        g_autofree char *symbolic = value;
        const char *ref = symbolic + strlen("ref: ");

        value = strstr(ref, "..") ? NULL : read_line(git, ref);
        if (!value && !strstr(ref, ".."))
            value = read_line(common, ref);
        if (!value)
            value = find_packed(common, ref);
    }
    return value;
}

/* What git says to these arguments, without the newline behind it; NULL = nothing, or it fails. */
static char *ask_git(GStrvBuilder *arguments)
{
    g_auto(GStrv) command = g_strv_builder_end(arguments);
    g_autofree char *output = NULL;
    int status = 0;

    if (!g_spawn_sync(NULL, command, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                      NULL, &output, NULL, &status, NULL) ||
        !g_spawn_check_wait_status(status, NULL) || !output || !*g_strchomp(output))
        return NULL;
    return g_steal_pointer(&output);
}

char **list_ancestors(const char *folder, const char *revision)
{
    g_autoptr(GStrvBuilder) arguments = g_strv_builder_new();

    /* As many as a store has runs of, and more. */
    g_strv_builder_add_many(arguments, "git", "-C", folder, "rev-list", "--max-count=10000",
                            "--end-of-options", revision, "--", NULL);
    g_autofree char *output = ask_git(arguments);
    return output ? g_strsplit(output, "\n", -1) : NULL;
}

bool is_in_git(const char *folder)
{
    g_autofree char *git = find_git_folder(folder);

    return git != NULL;
}

char *find_author(const char *folder)
{
    g_autoptr(GStrvBuilder) arguments = g_strv_builder_new();

    g_strv_builder_add_many(arguments, "git", "-C", folder, "config", "user.name", NULL);
    char *name = ask_git(arguments);
    return name ? name : g_strdup(g_get_user_name());
}

const char *find_revision(const char *folder, struct arena *arena)
{
    g_autofree char *git = find_git_folder(folder);
    g_autofree char *head = git ? read_head(git) : NULL;

    if (!head || !is_commit(head))
        return "";
    return arena_string(arena, head, strlen(head));
}
