#include "cli/hook_files.h"

#include "cli/message.h"
#include "cli/output.h"

#include <glib.h>
#include <glib/gstdio.h>

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Before a commit, and before a merge that git commits by itself. */
static const char *const hook_names[] = {"pre-commit", "pre-merge-commit"};

/* By this line we know ours. */
static const char mark[] = "# Installed by stranded; `stranded hook remove` takes it away again.";

/* The hook that was there before, beside ours. */
static const char kept_suffix[] = ".before-stranded";

enum { HOOK_MODE = 0755 };

static bool is_there(const char *path)
{
    struct stat status;

    return lstat(path, &status) == 0;
}

static bool is_ours(const char *path)
{
    g_autofree char *text = NULL;

    return g_file_get_contents(path, &text, NULL, NULL) && strstr(text, mark) != NULL;
}

static bool fail(const char *path, const char *what)
{
    int cause = errno;

    print_message("%s: can't be %s: %s", path, what, g_strerror(cause));
    return false;
}

/* ---- installing ---- */

/* Where a shell finds stranded, and where it is now, should it not be in the PATH.
 *
 * Other tools move hooks aside and run them, too, so our script may be called by the hook that it keeps: then the
 * one further out judges. Or the hook that it keeps has been installed once more, in our place: then that one has
 * run already. */
static char *make_script(const char *name, const char *arguments)
{
    char *self = realpath("/proc/self/exe", NULL);
    g_autofree char *program = g_shell_quote(self ? self : "stranded");
    char *script = g_strdup_printf("#!/bin/sh\n"
                                   "%s\n"
                                   "here=$(cd \"${0%%/*}\" && pwd)\n"
                                   "[ \"$STRANDED_HOOK\" != \"$here\" ] || exit 0\n"
                                   "STRANDED_HOOK=$here\n"
                                   "export STRANDED_HOOK\n"
                                   "kept=$here/%s%s\n"
                                   "if [ -x \"$kept\" ] && ! cmp -s \"$kept\" \"$here/%s\"; then\n"
                                   "    \"$kept\" \"$@\" || exit\n"
                                   "fi\n"
                                   "program=$(command -v stranded) || program=%s\n"
                                   "if [ ! -x \"$program\" ]; then\n"
                                   "    echo 'stranded: is not installed here, so this commit was "
                                   "not judged' >&2\n"
                                   "    exit 0\n"
                                   "fi\n"
                                   "exec \"$program\" hook run%s\n",
                                   mark, name, kept_suffix, name, program, arguments);

    free(self);
    return script;
}

static bool are_equal(const char *path, const char *other)
{
    g_autofree char *text = NULL, *other_text = NULL;
    gsize size, other_size;

    return g_file_get_contents(path, &text, &size, NULL) &&
           g_file_get_contents(other, &other_text, &other_size, NULL) && size == other_size &&
           memcmp(text, other_text, size) == 0;
}

/* Moves another's hook aside. */
static bool keep_other(const char *path, const char *kept)
{
    if (!is_there(path) || is_ours(path))
        return true;
    if (is_there(kept) && !are_equal(path, kept)) {
        print_message(
            "%s: is there already, from before another hook was installed over ours: remove "
            "it, or rename it",
            kept);
        return false;
    }
    if (g_rename(path, kept) != 0)
        return fail(path, "moved aside");
    print_message("%s: is kept as %s, and runs first", path, kept);
    return true;
}

static bool install_one(const char *folder, const char *name, const char *arguments)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autofree char *kept = g_strconcat(path, kept_suffix, NULL);
    g_autofree char *script = make_script(name, arguments);
    g_autoptr(GError) error = NULL;

    if (!keep_other(path, kept))
        return false;
    if (!g_file_set_contents_full(path, script, -1, G_FILE_SET_CONTENTS_CONSISTENT, HOOK_MODE,
                                  &error)) {
        print_message("%s", error->message);
        return false;
    }
    if (g_chmod(path, HOOK_MODE) != 0) /* whatever the umask says, git runs it */
        return fail(path, "made executable");
    return true;
}

static bool is_inside(const char *folder, const char *outer)
{
    size_t length = strlen(outer);

    return strncmp(folder, outer, length) == 0 && folder[length] == '/';
}

/* core.hooksPath: a folder inside of the work tree is there to be committed, and then everybody's; one outside of the
 * repository is that of others, too. */
static void warn_if_shared(const struct engine_hooks *hooks)
{
    if (is_inside(hooks->folder, hooks->repository))
        return;
    if (is_inside(hooks->folder, hooks->top))
        print_message("%s lies in the work tree: who commits it gives the hook to everybody",
                      hooks->folder);
    else
        print_message("%s lies outside of the repository: the hook, with these options, is that of "
                      "all repositories whose core.hooksPath names it",
                      hooks->folder);
}

enum exit_code hook_files_install(const struct engine_hooks *hooks, const char *arguments)
{
    g_autoptr(GString) text = g_string_new(NULL);

    if (g_mkdir_with_parents(hooks->folder, HOOK_MODE) != 0) {
        fail(hooks->folder, "made");
        return EXIT_CODE_USER;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(hook_names); i++) {
        if (!install_one(hooks->folder, hook_names[i], arguments))
            return EXIT_CODE_USER;
        g_string_append_printf(text, "installed %s/%s\n", hooks->folder, hook_names[i]);
    }
    warn_if_shared(hooks);
    return write_output(NULL, text) ? EXIT_CODE_CLEAN : EXIT_CODE_USER;
}

/* ---- removing ---- */

static bool remove_one(const char *folder, const char *name, GString *text)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autofree char *kept = g_strconcat(path, kept_suffix, NULL);

    if (!is_ours(path))
        return true;
    if (g_unlink(path) != 0)
        return fail(path, "removed");
    g_string_append_printf(text, "removed %s\n", path);
    if (!is_there(kept))
        return true;
    if (g_rename(kept, path) != 0)
        return fail(kept, "put back");
    g_string_append_printf(text, "put back the hook that was there before\n");
    return true;
}

enum exit_code hook_files_remove(const char *folder)
{
    g_autoptr(GString) text = g_string_new(NULL);

    for (size_t i = 0; i < G_N_ELEMENTS(hook_names); i++) {
        if (!remove_one(folder, hook_names[i], text))
            return EXIT_CODE_USER;
    }
    if (text->len == 0)
        print_message("%s: there is no hook of stranded in it", folder);
    return write_output(NULL, text) ? EXIT_CODE_CLEAN : EXIT_CODE_USER;
}
