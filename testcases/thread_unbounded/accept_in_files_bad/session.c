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
    return NULL;
}

bool session_start(int fd)
{
    struct session *session = calloc(1, sizeof *session);
    if (session == NULL)
        return false;
    session->fd = fd;
    if (thread_start_detached(session_run, session) != 0) {
        free(session);
        return false;
    }
    return true;
}
