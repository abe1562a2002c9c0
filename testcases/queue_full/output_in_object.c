/* A program is started by one function, and another one gets its output and its exit code out of the same object. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

struct tool_bad {
    pid_t process;
    int output;
    char text[100000];
};

struct tool_ok {
    pid_t process;
    int output;
    char text[100000];
};

struct probe_ok {
    pid_t process;
    int status; /* of the start itself: nothing, or an error number */
};

static void become(char *const program[], int out)
{
    dup2(out, STDOUT_FILENO);
    close(out);
    execvp(program[0], program);
    _exit(127);
}

static int tool_start_bad(struct tool_bad *tool, char *const program[])
{
    int ends[2];

    if (pipe(ends) != 0)
        return -1;
    tool->process = fork();
    if (tool->process == 0) {
        close(ends[0]);
        become(program, ends[1]);
    }
    close(ends[1]);
    tool->output = ends[0];
    return tool->process < 0 ? -1 : 0;
}

static int tool_finish_bad(struct tool_bad *tool)
{
    size_t used = 0;
    ssize_t n;
    int status;

    if (waitpid(tool->process, &status, 0) < 0) // EXPECT: queue-full
        return -1;
    while ((n = read(tool->output, tool->text + used, sizeof tool->text - 1 - used)) > 0)
        used += n;
    close(tool->output);
    return status;
}

static int tool_start_ok(struct tool_ok *tool, char *const program[])
{
    int ends[2];

    if (pipe(ends) != 0)
        return -1;
    tool->process = fork();
    if (tool->process == 0) {
        close(ends[0]);
        become(program, ends[1]);
    }
    close(ends[1]);
    tool->output = ends[0];
    return tool->process < 0 ? -1 : 0;
}

static int tool_finish_ok(struct tool_ok *tool)
{
    size_t used = 0;
    ssize_t n;
    int status;

    while ((n = read(tool->output, tool->text + used, sizeof tool->text - 1 - used)) > 0)
        used += n;
    close(tool->output);
    return waitpid(tool->process, &status, 0) < 0 ? -1 : status;
}

/* The pipe is no output of the program: only the start writes to it, a number at most. */
static int probe_start_ok(struct probe_ok *probe, char *const program[])
{
    int ends[2];

    if (pipe(ends) != 0)
        return -1;
    probe->process = fork();
    if (probe->process == 0) {
        close(ends[0]);
        execvp(program[0], program);
        int error = errno;
        _exit(write(ends[1], &error, sizeof error) < 0);
    }
    close(ends[1]);
    probe->status = ends[0];
    return probe->process < 0 ? -1 : 0;
}

static int probe_finish_ok(struct probe_ok *probe)
{
    int error = 0;

    waitpid(probe->process, NULL, 0);
    if (read(probe->status, &error, sizeof error) == (ssize_t)sizeof error)
        fprintf(stderr, "%s\n", strerror(error));
    close(probe->status);
    return error;
}

int main(int argc, char **argv)
{
    static struct tool_bad bad;
    static struct tool_ok ok;
    struct probe_ok probe;

    if (argc < 2 || tool_start_bad(&bad, argv + 1) != 0 || tool_start_ok(&ok, argv + 1) != 0 ||
        probe_start_ok(&probe, argv + 1) != 0)
        return 1;
    int rc = tool_finish_bad(&bad) + tool_finish_ok(&ok) + probe_finish_ok(&probe);
    printf("%s%s", bad.text, ok.text);
    return rc != 0;
}
