/* A child writes as many rows as it is asked for; its parent waits for its end before it reads one. */
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void write_rows(int fd, int rows)
{
    char row[64];

    for (int i = 0; i < rows; i++) {
        snprintf(row, sizeof row, "row %d\n", i);
        if (write(fd, row, strlen(row)) < 0)
            _exit(1);
    }
}

int rows_bad(int rows)
{
    int ends[2], status, total = 0;
    char buffer[256];
    ssize_t n;

    if (pipe(ends) < 0)
        return -1;
    pid_t child = fork();
    if (child < 0)
        return -1;
    if (child == 0) {
        close(ends[0]);
        write_rows(ends[1], rows); // EXPECT: queue-full
        _exit(0);
    }
    close(ends[1]);
    waitpid(child, &status, 0);
    while ((n = read(ends[0], buffer, sizeof buffer)) > 0)
        total += (int)n;
    close(ends[0]);
    return total;
}

int rows_ok(int rows)
{
    int ends[2], status, total = 0;
    char buffer[256];
    ssize_t n;

    if (pipe(ends) < 0)
        return -1;
    pid_t child = fork();
    if (child < 0)
        return -1;
    if (child == 0) {
        close(ends[0]);
        write_rows(ends[1], rows);
        _exit(0);
    }
    close(ends[1]);
    while ((n = read(ends[0], buffer, sizeof buffer)) > 0)
        total += (int)n;
    close(ends[0]);
    waitpid(child, &status, 0);
    return total;
}

/* One word fits in any pipe. */
int verdict_ok(int question)
{
    int ends[2], status, answer = -1;

    if (pipe(ends) < 0)
        return -1;
    pid_t child = fork();
    if (child < 0)
        return -1;
    if (child == 0) {
        close(ends[0]);
        answer = question * 2;
        _exit(write(ends[1], &answer, sizeof answer) < 0);
    }
    close(ends[1]);
    waitpid(child, &status, 0);
    if (read(ends[0], &answer, sizeof answer) != sizeof answer)
        answer = -1;
    close(ends[0]);
    return answer;
}
