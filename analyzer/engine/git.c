#include "engine/git.h"

#include "engine/engine.h"

#include <glib.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

/* More than any diff or set of sources that is worth judging; a larger answer is refused. */
static const off_t most_bytes = (off_t)1 << 30;

/* ---- files in memory for git's input and output ---- */

static bool write_whole(int fd, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t put = write(fd, bytes, size);

        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return false;
        bytes += put;
        size -= (size_t)put;
    }
    return true;
}

static int open_input(const GString *input)
{
    int fd = memfd_create("stranded-git-input", MFD_CLOEXEC);

    if (fd >= 0 && input &&
        (!write_whole(fd, input->str, input->len) || lseek(fd, 0, SEEK_SET) != 0)) {
        close(fd);
        return -1;
    }
    return fd;
}

static GString *read_output(int fd)
{
    struct stat status;

    if (fstat(fd, &status) != 0 || status.st_size > most_bytes)
        return NULL;
    GString *output = g_string_sized_new((gsize)status.st_size);
    g_string_set_size(output, (gsize)status.st_size);
    for (gsize at = 0; at < output->len;) {
        ssize_t got = pread(fd, output->str + at, output->len - at, (off_t)at);

        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0) {
            g_string_free(output, TRUE);
            return NULL;
        }
        at += (gsize)got;
    }
    return output;
}

/* ---- running it ---- */

static const char *const fixed_arguments[] = {
    "git",
    "-c",
    "core.fsmonitor=false", /* would run a program */
    "-c",
    "core.quotePath=false",
    "-c",
    "diff.noprefix=false",
    "-c",
    "diff.mnemonicPrefix=false",
};

static char **make_command(const char *const *arguments)
{
    GPtrArray *words = g_ptr_array_new();

    for (size_t i = 0; i < G_N_ELEMENTS(fixed_arguments); i++)
        g_ptr_array_add(words, g_strdup(fixed_arguments[i]));
    for (; *arguments; arguments++)
        g_ptr_array_add(words, g_strdup(*arguments));
    g_ptr_array_add(words, NULL);
    return (char **)g_ptr_array_free(words, FALSE);
}

static char **make_environment(void)
{
    char **environment = g_get_environ();

    environment = g_environ_setenv(environment, "LC_ALL", "C", TRUE);
    environment = g_environ_setenv(environment, "GIT_OPTIONAL_LOCKS", "0", TRUE);
    environment = g_environ_setenv(environment, "GIT_PAGER", "cat", TRUE);
    return g_environ_unsetenv(environment, "GIT_EXTERNAL_DIFF");
}

static bool fail_to_start(const GError *cause, GError **error)
{
    if (g_error_matches(cause, G_SPAWN_ERROR, G_SPAWN_ERROR_NOENT))
        g_set_error_literal(error, ENGINE_ERROR, ENGINE_ERROR_INPUT,
                            "git is not installed here: install its package, or judge the whole "
                            "project without --staged and --since");
    else
        g_set_error(error, ENGINE_ERROR, ENGINE_ERROR_PROCESS, "git can't be started: %s",
                    cause->message);
    return false;
}

/* Git's own first line says best what is wrong. */
static bool fail_as_git(GString *complaint, GError **error)
{
    char *newline = complaint ? strchr(complaint->str, '\n') : NULL;

    if (newline)
        *newline = '\0';
    g_set_error(error, ENGINE_ERROR, ENGINE_ERROR_INPUT, "git: %s",
                complaint && *complaint->str ? complaint->str : "ended without a word");
    return false;
}

static int wait_for(pid_t pid)
{
    int status = -1;

    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    return status;
}

struct pipes {
    int input, output, complaint;
};

static bool spawn(const struct git *git, const char *const *arguments, const struct pipes *pipes,
                  int *ret_status, GError **error)
{
    g_auto(GStrv) command = make_command(arguments);
    g_auto(GStrv) environment = make_environment();
    g_autoptr(GError) cause = NULL;
    GPid pid;

    if (!g_spawn_async_with_fds(git->folder, command, environment,
                                G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid,
                                pipes->input, pipes->output, pipes->complaint, &cause))
        return fail_to_start(cause, error);
    *ret_status = wait_for(pid);
    return true;
}

static bool run_with(const struct git *git, const char *const *arguments, const struct pipes *pipes,
                     GString **ret_output, GError **error)
{
    int status;

    if (!spawn(git, arguments, pipes, &status, error))
        return false;
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        GString *complaint = read_output(pipes->complaint);

        fail_as_git(complaint, error);
        if (complaint)
            g_string_free(complaint, TRUE);
        return false;
    }
    *ret_output = read_output(pipes->output);
    if (!*ret_output)
        g_set_error_literal(error, ENGINE_ERROR, ENGINE_ERROR_PROCESS,
                            "git's answer can't be read, or is larger than 1 GiB");
    return *ret_output != NULL;
}

static void close_one(int fd)
{
    if (fd >= 0)
        close(fd);
}

bool git_run(const struct git *git, const char *const *arguments, const GString *input,
             GString **ret_output, GError **error)
{
    struct pipes pipes = {open_input(input), memfd_create("stranded-git-output", MFD_CLOEXEC),
                          memfd_create("stranded-git-complaint", MFD_CLOEXEC)};
    bool is_good = pipes.input >= 0 && pipes.output >= 0 && pipes.complaint >= 0;

    if (!is_good)
        g_set_error(error, ENGINE_ERROR, ENGINE_ERROR_PROCESS, "no room for git's answer: %s",
                    g_strerror(errno));
    is_good = is_good && run_with(git, arguments, &pipes, ret_output, error);
    close_one(pipes.input);
    close_one(pipes.output);
    close_one(pipes.complaint);
    return is_good;
}

bool git_ask(const struct git *git, const char *const *arguments, char **ret_line, GError **error)
{
    GString *output = NULL;

    if (!git_run(git, arguments, NULL, &output, error))
        return false;
    char *newline = strchr(output->str, '\n');
    if (newline)
        g_string_truncate(output, (gsize)(newline - output->str));
    *ret_line = g_string_free(output, FALSE);
    return true;
}

/* ---- the work tree ---- */

/* Git gives its hooks paths that are relative to where it runs them. */
static bool is_run_by_git(void)
{
    return g_getenv("GIT_DIR") || g_getenv("GIT_INDEX_FILE");
}

bool git_open(const char *folder, struct git *ret_git, GError **error)
{
    static const char *const ask[] = {"rev-parse", "--show-toplevel", "--git-path", "MERGE_HEAD",
                                      NULL};
    struct git git = {.folder = is_run_by_git() ? g_get_current_dir()
                                                : g_canonicalize_filename(folder, NULL)};
    GString *output = NULL;

    if (!git_run(&git, ask, NULL, &output, error)) {
        g_free(git.folder);
        return false;
    }
    g_auto(GStrv) lines = g_strsplit(output->str, "\n", 2);
    g_string_free(output, TRUE);
    char *real = realpath(lines[0], NULL);
    git.top = real ? real : strdup(lines[0]);
    git.merge = g_canonicalize_filename(g_strchomp(lines[1] ? lines[1] : lines[0]), git.folder);
    *ret_git = git;
    return true;
}

void git_close(struct git *git)
{
    g_free(git->folder);
    g_free(git->merge);
    free(git->top);
    *git = (struct git){0};
}
