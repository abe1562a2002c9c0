/* The child is made by a helper that is handed an end of the pipe, or both: it closes them in the child, and perhaps here. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

long size_bad(char *const program[]);
long size_ok(char *const program[]);
long lines_bad(const char *text);
long lines_ok(const char *text);

static pid_t launch(char *const program[], int out)
{
    pid_t child = fork();

    if (child == 0) {
        dup2(out, STDOUT_FILENO);
        close(out);
        execvp(program[0], program);
        _exit(127);
    }
    return child;
}

long size_bad(char *const program[])
{
    char block[512];
    long size = 0, n;
    int ends[2];

    if (pipe(ends) != 0)
        return -1;
    pid_t child = launch(program, ends[1]);
    if (child < 0)
        return -1;
    while ((n = read(ends[0], block, sizeof block)) > 0) // EXPECT: recv-no-sender
        size += n;
    close(ends[0]);
    close(ends[1]);
    waitpid(child, NULL, 0);
    return size;
}

long size_ok(char *const program[])
{
    char block[512];
    long size = 0, n;
    int ends[2];

    if (pipe(ends) != 0)
        return -1;
    pid_t child = launch(program, ends[1]);
    close(ends[1]);
    if (child < 0)
        return -1;
    while ((n = read(ends[0], block, sizeof block)) > 0)
        size += n;
    close(ends[0]);
    waitpid(child, NULL, 0);
    return size;
}

static pid_t say(const char *text, const int ends[2])
{
    pid_t child = fork();

    if (child == 0) {
        close(ends[0]);
        dprintf(ends[1], "%s", text);
        _exit(0);
    }
    return child;
}

long lines_bad(const char *text)
{
    int ends[2];
    long n = 0;
    char byte;

    if (pipe(ends) != 0)
        return -1;
    pid_t child = say(text, ends);
    while (read(ends[0], &byte, 1) == 1) // EXPECT: recv-no-sender
        n += byte == '\n';
    close(ends[1]);
    close(ends[0]);
    waitpid(child, NULL, 0);
    return n;
}

/* Here the helper leaves only the end that is read to its caller. */
static pid_t say_and_close(const char *text, const int ends[2])
{
    pid_t child = fork();

    if (child == 0) {
        close(ends[0]);
        dprintf(ends[1], "%s", text);
        _exit(0);
    }
    close(ends[1]);
    return child;
}

long lines_ok(const char *text)
{
    int ends[2];
    long n = 0;
    char byte;

    if (pipe(ends) != 0)
        return -1;
    pid_t child = say_and_close(text, ends);
    while (read(ends[0], &byte, 1) == 1)
        n += byte == '\n';
    close(ends[0]);
    waitpid(child, NULL, 0);
    return n;
}

int main(void)
{
    char *const program[] = {"uptime", NULL};

    printf("%ld %ld\n", size_bad(program), size_ok(program));
    printf("%ld %ld\n", lines_bad("a\nb\n"), lines_ok("a\nb\n"));
    return 0;
}
