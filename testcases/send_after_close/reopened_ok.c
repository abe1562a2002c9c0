/* Closed and opened again, closed by whichever of two comes first, and closed behind a flag. */
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

struct sink {
    int ends[2];
    bool is_open;
    pthread_mutex_t lock;
    pthread_t thread;
};

static struct sink sink = {.ends = {-1, -1}, .lock = PTHREAD_MUTEX_INITIALIZER};

static void *sink_run(void *arg)
{
    char buffer[512];
    ssize_t n;

    while ((n = read(sink.ends[0], buffer, sizeof buffer)) > 0)
        fwrite(buffer, 1, (size_t)n, stdout);
    return arg;
}

static void close_locked(void)
{
    if (sink.is_open) {
        sink.is_open = false;
        close(sink.ends[1]);
    }
}

int sink_open_ok(void)
{
    if (pipe(sink.ends) < 0)
        return -errno;
    sink.is_open = true;
    return -pthread_create(&sink.thread, NULL, sink_run, NULL);
}

int sink_put_ok(const char *text, size_t size)
{
    int status = -EPIPE;

    pthread_mutex_lock(&sink.lock);
    if (sink.is_open && write(sink.ends[1], text, size) == (ssize_t)size)
        status = 0;
    if (status < 0)
        close_locked();
    pthread_mutex_unlock(&sink.lock);
    return status;
}

void sink_close_ok(void)
{
    pthread_mutex_lock(&sink.lock);
    close_locked();
    pthread_mutex_unlock(&sink.lock);
    pthread_join(sink.thread, NULL);
    close(sink.ends[0]);
}

/* After each restart there is a new thread that reads. */
int sink_restart_ok(void)
{
    sink_close_ok();
    return sink_open_ok();
}

int sink_greet_ok(void)
{
    if (sink_restart_ok() < 0)
        return -1;
    return sink_put_ok("hello\n", 6);
}
