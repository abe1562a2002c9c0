/* A program whose output goes into a pipe, and may be of any length, is waited for before that is
 * read. */
#include <errno.h>
#include <stdio.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t spawn_to(int out, int in_parent, char *const *arguments)
{
    pid_t child = fork();

    if (child == 0) {
        dup2(out, STDOUT_FILENO);
        close(out);
        close(in_parent);
        execvp(arguments[0], arguments);
        _exit(127);
    }
    return child;
}

int list_archive_bad(char *archive)
{
    char *arguments[] = {"tar", "-tvf", archive, NULL};
    char buffer[4096];
    int ends[2], status;
    ssize_t n;

    if (pipe(ends) < 0)
        return -errno;
    pid_t child = spawn_to(ends[1], ends[0], arguments);
    close(ends[1]);
    if (child < 0 || waitpid(child, &status, 0) < 0) { // EXPECT: queue-full
        close(ends[0]);
        return -1;
    }
    while ((n = read(ends[0], buffer, sizeof buffer)) > 0)
        fwrite(buffer, 1, (size_t)n, stdout);
    close(ends[0]);
    return WEXITSTATUS(status);
}

int list_folder_ok(char *folder)
{
    char *arguments[] = {"find", folder, "-print", NULL};
    char buffer[4096];
    int ends[2], status;
    ssize_t n;

    if (pipe(ends) < 0)
        return -errno;
    pid_t child = spawn_to(ends[1], ends[0], arguments);
    close(ends[1]);
    while ((n = read(ends[0], buffer, sizeof buffer)) > 0)
        fwrite(buffer, 1, (size_t)n, stdout);
    close(ends[0]);
    if (child < 0 || waitpid(child, &status, 0) < 0)
        return -1;
    return WEXITSTATUS(status);
}
