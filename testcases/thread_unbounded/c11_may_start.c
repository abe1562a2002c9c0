/* C11 threads; the limit stands in a function of its own, `may_start`, that is asked before. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <threads.h>
#include <unistd.h>

struct caller {
    int fd;
};

struct visitor {
    int fd;
};

static mtx_t desk;
static int n_visitors, n_visitors_most = 12;

static bool may_start(void)
{
    mtx_lock(&desk);
    bool may = n_visitors < n_visitors_most;
    if (may)
        n_visitors++;
    mtx_unlock(&desk);
    return may;
}

static void has_ended(void)
{
    mtx_lock(&desk);
    n_visitors--;
    mtx_unlock(&desk);
}

static int caller_run(void *arg)
{
    struct caller *caller = arg;
    dprintf(caller->fd, "please hold the line\n");
    close(caller->fd);
    free(caller);
    return 0;
}

static int visitor_run(void *arg)
{
    struct visitor *visitor = arg;
    dprintf(visitor->fd, "please take a seat\n");
    close(visitor->fd);
    free(visitor);
    has_ended();
    return 0;
}

int callers_bad(int listener)
{
    thrd_t thread;
    int fd;
    while ((fd = accept(listener, NULL, NULL)) != -1) {
        struct caller *caller = malloc(sizeof *caller);
        if (caller == NULL)
            return 1;
        caller->fd = fd;
        if (thrd_create(&thread, caller_run, caller) != thrd_success) { // EXPECT: thread-unbounded
            close(fd);
            free(caller);
            continue;
        }
        thrd_detach(thread);
    }
    return 0;
}

int visitors_ok(int listener)
{
    thrd_t thread;
    int fd;
    mtx_init(&desk, mtx_plain);
    while ((fd = accept(listener, NULL, NULL)) != -1) {
        if (!may_start()) {
            close(fd);
            continue;
        }
        struct visitor *visitor = malloc(sizeof *visitor);
        if (visitor == NULL)
            return 1;
        visitor->fd = fd;
        if (thrd_create(&thread, visitor_run, visitor) != thrd_success) {
            has_ended();
            close(fd);
            free(visitor);
            continue;
        }
        thrd_detach(thread);
    }
    return 0;
}
