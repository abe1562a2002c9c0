/* A filter is fed the whole file before anything is read of what it makes of it; or in a child, line by line, or only
 * with a question. */
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct filter {
    pid_t pid;
    int in, out;
};

static int filter_open(struct filter *filter, char *const argv[])
{
    int to[2], from[2];

    if (pipe(to) < 0)
        return -1;
    if (pipe(from) < 0) {
        close(to[0]);
        close(to[1]);
        return -1;
    }
    filter->pid = fork();
    if (filter->pid == 0) {
        dup2(to[0], STDIN_FILENO);
        dup2(from[1], STDOUT_FILENO);
        close(to[0]);
        close(to[1]);
        close(from[0]);
        close(from[1]);
        execvp(argv[0], argv);
        _exit(127);
    }
    close(to[0]);
    close(from[1]);
    filter->in = to[1];
    filter->out = from[0];
    return filter->pid < 0 ? -1 : 0;
}

int recode_bad(char *const argv[], FILE *source, FILE *sink)
{
    struct filter filter;
    char text[1024];
    size_t n;
    ssize_t n_read;

    if (filter_open(&filter, argv) < 0)
        return -1;
    while ((n = fread(text, 1, sizeof text, source)) > 0)
        if (write(filter.in, text, n) < 0) // EXPECT: queue-full
            break;
    close(filter.in);
    while ((n_read = read(filter.out, text, sizeof text)) > 0)
        fwrite(text, 1, (size_t)n_read, sink);
    close(filter.out);
    return waitpid(filter.pid, NULL, 0) < 0 ? -1 : 0;
}

int recode_in_child_ok(char *const argv[], FILE *source, FILE *sink)
{
    struct filter filter;
    char text[1024];
    size_t n;
    ssize_t n_read;

    if (filter_open(&filter, argv) < 0)
        return -1;
    pid_t feeder = fork();
    if (feeder == 0) {
        while ((n = fread(text, 1, sizeof text, source)) > 0)
            if (write(filter.in, text, n) < 0)
                break;
        _exit(0);
    }
    close(filter.in);
    while ((n_read = read(filter.out, text, sizeof text)) > 0)
        fwrite(text, 1, (size_t)n_read, sink);
    close(filter.out);
    waitpid(feeder, NULL, 0);
    return waitpid(filter.pid, NULL, 0) < 0 ? -1 : 0;
}

int translate_lines_ok(char *const argv[], FILE *source, FILE *sink)
{
    struct filter filter;
    char line[1024];

    if (filter_open(&filter, argv) < 0)
        return -1;
    while (fgets(line, sizeof line, source)) {
        if (write(filter.in, line, strlen(line)) < 0)
            break;
        ssize_t n = read(filter.out, line, sizeof line);
        if (n <= 0)
            break;
        fwrite(line, 1, (size_t)n, sink);
    }
    close(filter.in);
    close(filter.out);
    return waitpid(filter.pid, NULL, 0) < 0 ? -1 : 0;
}

ssize_t ask_ok(char *const argv[], const char *question, char *answer, size_t size)
{
    struct filter filter;

    if (filter_open(&filter, argv) < 0)
        return -1;
    ssize_t n = write(filter.in, question, strlen(question));
    close(filter.in);
    n = n < 0 ? n : read(filter.out, answer, size);
    close(filter.out);
    waitpid(filter.pid, NULL, 0);
    return n;
}
