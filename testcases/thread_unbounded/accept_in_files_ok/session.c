#include "limits.h"
#include "session.h"
#include "thread.h"

#include <stdlib.h>
#include <unistd.h>

struct session {
    int fd;
    size_t bytes;
};

static void *session_run(void *arg)
{
    struct session *session = arg;
    char buffer[1024];
    ssize_t n;
    while ((n = read(session->fd, buffer, sizeof buffer)) > 0)
        session->bytes += (size_t)n;
    close(session->fd);
    free(session);
    limits_leave();
    return NULL;
}

bool session_start(int fd)
{
    if (!limits_enter())
        return false;
    struct session *session = calloc(1, sizeof *session);
    if (session == NULL) {
        limits_leave();
        return false;
    }
    session->fd = fd;
    if (thread_start_detached(session_run, session) != 0) {
        free(session);
        limits_leave();
        return false;
    }
    return true;
}
