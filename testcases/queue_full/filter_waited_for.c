/* The output of a program, by a pipe, which this function makes itself. */
#include <stdio.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

int sort_bad(const char *path)
{
    char buffer[512];
    int ends[2], status = 0;
    ssize_t n;

    if (pipe(ends) != 0)
        return -1;
    pid_t child = fork();
    if (child < 0)
        return -1;
    if (child == 0) {
        dup2(ends[1], STDOUT_FILENO);
        close(ends[0]);
        close(ends[1]);
        execlp("sort", "sort", path, (char *)NULL);
        _exit(127);
    }
    close(ends[1]);
    waitpid(child, &status, 0); // EXPECT: queue-full
    if (status != 0)
        return -1;
    while ((n = read(ends[0], buffer, sizeof(buffer))) > 0)
        fwrite(buffer, 1, (size_t)n, stdout);
    close(ends[0]);
    return 0;
}

int sort_ok(const char *path, int quick)
{
    char buffer[512];
    int ends[2], status = 0;
    ssize_t n;

    if (pipe(ends) != 0)
        return -1;
    pid_t child = fork();
    if (child < 0)
        return -1;
    if (child == 0) {
        dup2(ends[1], STDOUT_FILENO);
        close(ends[0]);
        close(ends[1]);
        execlp("sort", "sort", path, (char *)NULL);
        _exit(127);
    }
    close(ends[1]);
    if (quick) { /* the program fails when it writes */
        close(ends[0]);
        waitpid(child, &status, 0);
        return 0;
    }
    while ((n = read(ends[0], buffer, sizeof(buffer))) > 0)
        fwrite(buffer, 1, (size_t)n, stdout);
    close(ends[0]);
    waitpid(child, &status, 0);
    return status;
}

/* The input of the program: what it reads is in the pipe when it starts, and it writes elsewhere. */
int feed_ok(const char *text, size_t size)
{
    char answer;
    int ends[2], status = 0;

    if (pipe(ends) != 0)
        return -1;
    pid_t child = fork();
    if (child < 0)
        return -1;
    if (child == 0) {
        dup2(ends[0], STDIN_FILENO);
        close(ends[0]);
        close(ends[1]);
        execlp("lpr", "lpr", (char *)NULL);
        _exit(127);
    }
    if (write(ends[1], text, size) < 0)
        status = -1;
    close(ends[1]);
    waitpid(child, &status, 0);
    if (read(ends[0], &answer, 1) == 1) /* something is left */
        status = -1;
    close(ends[0]);
    return status;
}
