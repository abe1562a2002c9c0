/* A child writes more than a pipe takes; its parent waits for its end before it reads. */
#include <errno.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

enum { TABLE_BYTES = 1 << 20, ROW_BYTES = 64 };

void render_table(char *table, size_t size);
void render_row(char *row, size_t size);

static int write_all(int fd, const char *data, size_t size)
{
    while (size > 0) {
        ssize_t n = write(fd, data, size);
        if (n < 0 && errno != EINTR)
            return -1;
        if (n > 0) {
            data += n;
            size -= (size_t)n;
        }
    }
    return 0;
}

static size_t read_all(int fd, char *data, size_t size)
{
    size_t used = 0;
    ssize_t n;

    while (used < size && (n = read(fd, data + used, size - used)) > 0)
        used += (size_t)n;
    return used;
}

long table_bad(char *table)
{
    int ends[2], status;

    if (pipe(ends) < 0)
        return -errno;
    pid_t child = fork();
    if (child < 0)
        return -errno;
    if (child == 0) {
        render_table(table, TABLE_BYTES);
        _exit(write_all(ends[1], table, TABLE_BYTES) < 0); // EXPECT: queue-full
    }
    close(ends[1]);
    if (waitpid(child, &status, 0) < 0 || !WIFEXITED(status)) {
        close(ends[0]);
        return -ECHILD;
    }
    size_t size = read_all(ends[0], table, TABLE_BYTES);
    close(ends[0]);
    return (long)size;
}

long table_ok(char *table)
{
    int ends[2], status;

    if (pipe(ends) < 0)
        return -errno;
    pid_t child = fork();
    if (child < 0)
        return -errno;
    if (child == 0) {
        render_table(table, TABLE_BYTES);
        _exit(write_all(ends[1], table, TABLE_BYTES) < 0);
    }
    close(ends[1]);
    size_t size = read_all(ends[0], table, TABLE_BYTES);
    close(ends[0]);
    if (waitpid(child, &status, 0) < 0 || !WIFEXITED(status))
        return -ECHILD;
    return (long)size;
}

/* What the child has to say fits. */
long row_ok(char *row)
{
    int ends[2], status;

    if (pipe(ends) < 0)
        return -errno;
    pid_t child = fork();
    if (child < 0)
        return -errno;
    if (child == 0) {
        render_row(row, ROW_BYTES);
        _exit(write_all(ends[1], row, ROW_BYTES) < 0);
    }
    close(ends[1]);
    if (waitpid(child, &status, 0) < 0 || !WIFEXITED(status)) {
        close(ends[0]);
        return -ECHILD;
    }
    size_t size = read_all(ends[0], row, ROW_BYTES);
    close(ends[0]);
    return (long)size;
}
