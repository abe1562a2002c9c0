/* Two children that read until the end of file. The second inherits the end that writes to the
 * first, and keeps it: when the parent closes its own, the first still waits. */
#include <errno.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

void consume(const char *data, size_t size);

struct stage {
    pid_t pid;
    int in; /* the parent writes here */
};

struct filter {
    pid_t pid;
    int in;
};

static struct stage stages[2];
static struct filter filters[2];

static void stage_run(int in)
{
    char buffer[1024];
    ssize_t n;

    while ((n = read(in, buffer, sizeof buffer)) > 0)
        consume(buffer, (size_t)n);
}

static void filter_run(int in)
{
    char buffer[1024];
    ssize_t n;

    while ((n = read(in, buffer, sizeof buffer)) > 0)
        consume(buffer, (size_t)n);
}

int stages_start_bad(void)
{
    for (int i = 0; i < 2; i++) {
        int ends[2];
        if (pipe(ends) < 0)
            return -errno;
        stages[i].pid = fork();
        if (stages[i].pid < 0)
            return -errno;
        if (stages[i].pid == 0) {
            close(ends[1]);
            stage_run(ends[0]); // MISS: recv-no-sender
            _exit(EXIT_SUCCESS);
        }
        close(ends[0]);
        stages[i].in = ends[1];
    }
    return 0;
}

/* In order: the first one never ends while the second lives. */
void stages_end(void)
{
    for (int i = 0; i < 2; i++) {
        close(stages[i].in);
        waitpid(stages[i].pid, NULL, 0);
    }
}

int filters_start_ok(void)
{
    for (int i = 0; i < 2; i++) {
        int ends[2];
        if (pipe(ends) < 0)
            return -errno;
        filters[i].pid = fork();
        if (filters[i].pid < 0)
            return -errno;
        if (filters[i].pid == 0) {
            for (int k = 0; k < i; k++)
                close(filters[k].in);
            close(ends[1]);
            filter_run(ends[0]);
            _exit(EXIT_SUCCESS);
        }
        close(ends[0]);
        filters[i].in = ends[1];
    }
    return 0;
}

void filters_end(void)
{
    for (int i = 0; i < 2; i++) {
        close(filters[i].in);
        waitpid(filters[i].pid, NULL, 0);
    }
}
