/* One function makes a pipe, a child that writes to it, and keeps its ends in fields; another one reads until the end. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct source_bad {
    int reads, writes;
    pid_t child;
};

struct forgotten_bad {
    pid_t child;
    int reads;
};

struct source_ok {
    int reads, writes;
    pid_t child;
};

struct remembered_ok {
    pid_t child;
    int reads;
};

static void become(char *const program[])
{
    execvp(program[0], program);
    _exit(127);
}

static int source_open_bad(struct source_bad *source, char *const program[])
{
    int ends[2];

    if (pipe(ends) != 0)
        return -1;
    source->reads = ends[0];
    source->writes = ends[1];
    source->child = fork();
    if (source->child == 0) {
        dup2(source->writes, STDOUT_FILENO);
        become(program);
    }
    return source->child < 0 ? -1 : 0;
}

static long source_size_bad(const struct source_bad *source)
{
    char block[256];
    long size = 0, n;

    while ((n = read(source->reads, block, sizeof block)) > 0) // EXPECT: recv-no-sender
        size += n;
    return size;
}

static void source_close_bad(struct source_bad *source)
{
    close(source->reads);
    close(source->writes);
    waitpid(source->child, NULL, 0);
}

/* The end that writes is put nowhere, and left open. */
static int forgotten_open_bad(struct forgotten_bad *source, char *const program[])
{
    int ends[2];

    if (pipe(ends) != 0)
        return -1;
    source->child = fork();
    if (source->child == 0) {
        dup2(ends[1], STDOUT_FILENO);
        close(ends[0]);
        close(ends[1]);
        become(program);
    }
    source->reads = ends[0];
    return source->child < 0 ? -1 : 0;
}

static long forgotten_size_bad(struct forgotten_bad *source)
{
    char block[256];
    long size = 0, n;

    while ((n = read(source->reads, block, sizeof block)) > 0) // EXPECT: recv-no-sender
        size += n;
    close(source->reads);
    waitpid(source->child, NULL, 0);
    return size;
}

static int source_open_ok(struct source_ok *source, char *const program[])
{
    int ends[2];

    if (pipe(ends) != 0)
        return -1;
    source->reads = ends[0];
    source->writes = ends[1];
    source->child = fork();
    if (source->child == 0) {
        dup2(source->writes, STDOUT_FILENO);
        become(program);
    }
    return source->child < 0 ? -1 : 0;
}

static void source_is_started_ok(struct source_ok *source)
{
    close(source->writes);
    source->writes = -1;
}

static long source_size_ok(struct source_ok *source)
{
    char block[256];
    long size = 0, n;

    while ((n = read(source->reads, block, sizeof block)) > 0)
        size += n;
    close(source->reads);
    waitpid(source->child, NULL, 0);
    return size;
}

static int remembered_open_ok(struct remembered_ok *source, char *const program[])
{
    int ends[2];

    if (pipe(ends) != 0)
        return -1;
    source->child = fork();
    if (source->child == 0) {
        dup2(ends[1], STDOUT_FILENO);
        become(program);
    }
    close(ends[1]);
    source->reads = ends[0];
    return source->child < 0 ? -1 : 0;
}

static long remembered_size_ok(struct remembered_ok *source)
{
    char block[256];
    long size = 0, n;

    while ((n = read(source->reads, block, sizeof block)) > 0)
        size += n;
    close(source->reads);
    waitpid(source->child, NULL, 0);
    return size;
}

int main(int argc, char **argv)
{
    struct source_bad bad;
    struct forgotten_bad forgotten;
    struct source_ok ok;
    struct remembered_ok remembered;
    long size = 0;

    if (argc < 2 || source_open_ok(&ok, argv + 1) != 0 ||
        remembered_open_ok(&remembered, argv + 1) != 0)
        return 1;
    source_is_started_ok(&ok);
    size += source_size_ok(&ok) + remembered_size_ok(&remembered);
    if (source_open_bad(&bad, argv + 1) != 0)
        return 1;
    size += source_size_bad(&bad);
    source_close_bad(&bad);
    if (forgotten_open_bad(&forgotten, argv + 1) != 0)
        return 1;
    size += forgotten_size_bad(&forgotten);
    printf("%ld\n", size);
    return 0;
}
