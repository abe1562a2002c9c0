/* The thread reads from a pipe of the program's own until its other end is closed, which only the
 * function that joins does: it cannot leave by itself. From a socket's other end it can. */
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <unistd.h>

struct capture {
    int pipe[2];
    bool running;
    pthread_t tid;
};

static void *capture_run(void *arg)
{
    char buffer[256];
    struct capture *c = arg;
    for (;;) {
        ssize_t n = read(c->pipe[0], buffer, sizeof buffer);
        if (n <= 0)
            break;
    }
    c->running = false;
    return NULL;
}

int capture_start_ok(struct capture *c)
{
    int ends[2];
    if (c->running)
        return 0;
    if (pipe(ends) != 0)
        return -1;
    c->pipe[0] = ends[0];
    c->pipe[1] = ends[1];
    c->running = true;
    if (pthread_create(&c->tid, NULL, capture_run, c) != 0) {
        c->running = false;
        return -1;
    }
    return 0;
}

void capture_stop(struct capture *c)
{
    if (!c->running)
        return;
    close(c->pipe[1]);
    pthread_join(c->tid, NULL);
}

struct tap {
    int sockets[2];
    bool running;
    pthread_t tid;
};

static void *tap_run(void *arg)
{
    char buffer[256];
    struct tap *tap = arg;
    for (;;) {
        ssize_t n = read(tap->sockets[0], buffer, sizeof buffer);
        if (n <= 0)
            break;
    }
    tap->running = false;
    return NULL;
}

int tap_start_bad(struct tap *tap, int from, int to)
{
    if (tap->running)
        return 0;
    tap->sockets[0] = from;
    tap->sockets[1] = to;
    tap->running = true;
    if (pthread_create(&tap->tid, NULL, tap_run, tap) != 0) { // EXPECT: thread-not-joined
        tap->running = false;
        return -1;
    }
    return 0;
}

void tap_stop(struct tap *tap)
{
    if (!tap->running)
        return;
    close(tap->sockets[1]);
    pthread_join(tap->tid, NULL);
}
