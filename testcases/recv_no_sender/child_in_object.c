/* A child reads its input until the end; the parent keeps the end that writes in an object, and ends the child by another
 * function. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct counter_bad {
    pid_t child;
    int input;
};

struct counter_ok {
    pid_t child;
    int input;
};

struct killed_ok {
    pid_t child;
    int input;
};

static int lines(int from)
{
    int n = 0;
    char byte;

    while (read(from, &byte, 1) == 1)
        n += byte == '\n';
    return n;
}

static int counter_start_bad(struct counter_bad *counter)
{
    int ends[2];

    if (pipe(ends) != 0)
        return -1;
    counter->child = fork();
    if (counter->child == 0) {
        close(ends[1]);
        _exit(lines(ends[0])); // EXPECT: recv-no-sender
    }
    close(ends[0]);
    counter->input = ends[1];
    return counter->child < 0 ? -1 : 0;
}

static int counter_end_bad(struct counter_bad *counter)
{
    int status = 0;

    waitpid(counter->child, &status, 0);
    close(counter->input);
    return WEXITSTATUS(status);
}

static int counter_start_ok(struct counter_ok *counter)
{
    int ends[2];

    if (pipe(ends) != 0)
        return -1;
    counter->child = fork();
    if (counter->child == 0) {
        close(ends[1]);
        _exit(lines(ends[0]));
    }
    close(ends[0]);
    counter->input = ends[1];
    return counter->child < 0 ? -1 : 0;
}

static int counter_end_ok(struct counter_ok *counter)
{
    int status = 0;

    close(counter->input);
    waitpid(counter->child, &status, 0);
    return WEXITSTATUS(status);
}

static int killed_start_ok(struct killed_ok *killed)
{
    int ends[2];

    if (pipe(ends) != 0)
        return -1;
    killed->child = fork();
    if (killed->child == 0) {
        close(ends[1]);
        _exit(lines(ends[0]));
    }
    close(ends[0]);
    killed->input = ends[1];
    return killed->child < 0 ? -1 : 0;
}

static void killed_end_ok(struct killed_ok *killed)
{
    kill(killed->child, SIGTERM);
    waitpid(killed->child, NULL, 0);
    close(killed->input);
}

int main(void)
{
    struct counter_bad bad;
    struct counter_ok ok;
    struct killed_ok killed;

    if (counter_start_ok(&ok) != 0 || killed_start_ok(&killed) != 0)
        return 1;
    dprintf(ok.input, "one\ntwo\n");
    printf("%d\n", counter_end_ok(&ok));
    killed_end_ok(&killed);
    if (counter_start_bad(&bad) != 0)
        return 1;
    dprintf(bad.input, "one\n");
    printf("%d\n", counter_end_bad(&bad));
    return 0;
}
