#include "log.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int ends[2] = {-1, -1};
static int file = -1;
static pthread_t writer;
static bool is_started;

static void *writer_run(void *arg)
{
    char buffer[4096];
    ssize_t n;

    while ((n = read(ends[0], buffer, sizeof buffer)) != 0) {
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 || write(file, buffer, (size_t)n) != n)
            break;
    }
    close(ends[0]);
    return arg;
}

int log_open(void)
{
    return pipe(ends);
}

int log_start(const char *path)
{
    file = open(path, O_WRONLY | O_CREAT | O_APPEND, 0640);
    if (file < 0)
        return -1;
    if (pthread_create(&writer, NULL, writer_run, NULL) != 0) {
        close(file);
        return -1;
    }
    is_started = true;
    return 0;
}

void log_line(const char *format, ...)
{
    char line[512];
    va_list list;

    va_start(list, format);
    int n = vsnprintf(line, sizeof line, format, list);
    va_end(list);
    if (n < 0)
        return;
    if ((size_t)n >= sizeof line)
        n = (int)sizeof line - 1;
    while (write(ends[1], line, (size_t)n) < 0 && errno == EINTR)
        continue;
}

void log_close(void)
{
    close(ends[1]);
    if (is_started)
        pthread_join(writer, NULL);
}
