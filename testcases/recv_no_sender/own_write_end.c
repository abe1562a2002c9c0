/* A child writes to a pipe until it ends; its parent waits for the end of file, but has the end
 * that writes open itself. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

int list_modules(int out);

/* The size of what the child says, or an error. */
long count_modules_bad(void)
{
    int ends[2];
    char buffer[512];
    long total = 0;
    ssize_t n;

    if (pipe(ends) < 0)
        return -errno;
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        _exit(list_modules(ends[1]) < 0);
    }
    if (child > 0) {
        while ((n = read(ends[0], buffer, sizeof buffer)) > 0) // EXPECT: recv-no-sender
            total += n;
        waitpid(child, NULL, 0);
    }
    close(ends[0]);
    close(ends[1]);
    return child < 0 ? -1 : total;
}

long count_modules_ok(void)
{
    int ends[2];
    char buffer[512];
    long total = 0;
    ssize_t n;

    if (pipe(ends) < 0)
        return -errno;
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        _exit(list_modules(ends[1]) < 0);
    }
    close(ends[1]);
    if (child > 0) {
        while ((n = read(ends[0], buffer, sizeof buffer)) > 0)
            total += n;
        waitpid(child, NULL, 0);
    }
    close(ends[0]);
    return child < 0 ? -1 : total;
}

/* One answer of a known size: the end of file is not waited for. */
int ask_module_ok(void)
{
    int ends[2];
    int answer = -1;

    if (pipe(ends) < 0)
        return -errno;
    pid_t child = fork();
    if (child == 0) {
        answer = list_modules(-1);
        _exit(write(ends[1], &answer, sizeof answer) != (ssize_t)sizeof answer);
    }
    if (child > 0) {
        if (read(ends[0], &answer, sizeof answer) != (ssize_t)sizeof answer)
            answer = -1;
        waitpid(child, NULL, 0);
    }
    close(ends[0]);
    close(ends[1]);
    return answer;
}
