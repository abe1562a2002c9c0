/* What a tool says is read until its end; a read that a signal has interrupted is made again. The end does not come as long
 * as the process has the end that writes open itself. */
#include <errno.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void become(const char *tool, int out)
{
    dup2(out, STDOUT_FILENO);
    execlp(tool, tool, "--version", (char *)NULL);
    _exit(127);
}

long version_bad(const char *tool, char *text, size_t size)
{
    int ends[2];
    size_t used = 0;

    if (pipe(ends) < 0)
        return -1;
    pid_t child = fork();
    if (child == 0)
        become(tool, ends[1]);
    for (;;) {
        ssize_t n = read(ends[0], text, size); // EXPECT: recv-no-sender
        if (n == 0 || (n < 0 && errno != EINTR))
            break;
        if (n > 0)
            used += (size_t)n;
    }
    close(ends[0]);
    close(ends[1]);
    waitpid(child, NULL, 0);
    return (long)used;
}

long version_ok(const char *tool, char *text, size_t size)
{
    int ends[2];
    size_t used = 0;

    if (pipe(ends) < 0)
        return -1;
    pid_t child = fork();
    if (child == 0)
        become(tool, ends[1]);
    close(ends[1]);
    for (;;) {
        ssize_t n = read(ends[0], text, size);
        if (n == 0 || (n < 0 && errno != EINTR))
            break;
        if (n > 0)
            used += (size_t)n;
    }
    close(ends[0]);
    waitpid(child, NULL, 0);
    return (long)used;
}

/* The first line ends it, too. */
long first_line_ok(const char *tool, char *text, size_t size)
{
    int ends[2];
    size_t used = 0;

    if (pipe(ends) < 0)
        return -1;
    pid_t child = fork();
    if (child == 0)
        become(tool, ends[1]);
    while (used < size) {
        ssize_t n = read(ends[0], text + used, 1);
        if (n == 0 || (n < 0 && errno != EINTR))
            break;
        if (n > 0 && text[used++] == '\n')
            break;
    }
    close(ends[0]);
    close(ends[1]);
    waitpid(child, NULL, 0);
    return (long)used;
}
