/* As in kept_end_bad.c, but the end that writes is closed before: by who makes the child, by a function in between, or by
 * the helper that reads. */
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

struct query {
    pid_t child;
    int ends[2];
};

static int start_query(struct query *query, const char *tool)
{
    if (pipe(query->ends) < 0)
        return -1;
    query->child = fork();
    if (query->child == 0) {
        dup2(query->ends[1], STDOUT_FILENO);
        execlp(tool, tool, (char *)NULL);
        _exit(127);
    }
    return query->child < 0 ? -1 : 0;
}

static void close_writer(int *end)
{
    close(*end);
    *end = -1;
}

static void settle_query(struct query *query)
{
    close_writer(&query->ends[1]);
}

static long read_query(struct query *query)
{
    char part[128];
    long total = 0;
    ssize_t n;

    while ((n = read(query->ends[0], part, sizeof part)) > 0)
        total += n;
    close(query->ends[0]);
    waitpid(query->child, NULL, 0);
    return total;
}

/* Where the child could not be made, nobody has closed the end, and nobody reads. */
long ask(const char *tool)
{
    struct query query;

    if (start_query(&query, tool) < 0)
        return -1;
    settle_query(&query);
    return read_query(&query);
}

static pid_t spawn(int link[2])
{
    if (pipe(link) < 0)
        return -1;
    pid_t child = fork();
    if (child == 0) {
        dup2(link[1], STDOUT_FILENO);
        execlp("df", "df", (char *)NULL);
        _exit(127);
    }
    if (child > 0)
        close(link[1]);
    return child;
}

long measure_disks(void)
{
    int link[2];
    char part[256];
    long total = 0;
    ssize_t n;
    pid_t child = spawn(link);

    if (child < 0)
        return -1;
    while ((n = read(link[0], part, sizeof part)) > 0)
        total += n;
    close(link[0]);
    waitpid(child, NULL, 0);
    return total;
}

/* ---- what wakes the process itself is no end of a child ---- */

static int wake[2];

static void on_child(int number)
{
    (void)!write(wake[1], number == SIGCHLD ? "c" : "?", 1);
}

static int start_wakes(void)
{
    if (pipe(wake) < 0)
        return -1;
    fcntl(wake[0], F_SETFL, O_NONBLOCK);
    fcntl(wake[1], F_SETFL, O_NONBLOCK);
    signal(SIGCHLD, on_child);
    return 0;
}

static void drain_wakes(void)
{
    char byte[16];

    while (read(wake[0], byte, sizeof byte) > 0)
        ;
}

static int supervise(void)
{
    if (start_wakes() < 0)
        return -1;
    pid_t child = fork();
    if (child == 0)
        _exit(measure_disks() < 0);
    pause();
    drain_wakes();
    return child < 0 ? -1 : 0;
}

int main(void)
{
    return ask("lsblk") < 0 || supervise() < 0;
}
