/* A server that gives up where it gets no memory, or where a thread cannot be started: that is no end of its loop. Lists
 * that are taken from until they are empty are. */
#include <pthread.h>
#include <stdlib.h>
#include <sys/queue.h>
#include <sys/socket.h>
#include <unistd.h>

struct session {
    STAILQ_ENTRY(session) next;
    int fd;
};

struct server {
    int listener, n_sessions;
    STAILQ_HEAD(waiting, session) waiting;
};

static void *serve(void *arg)
{
    struct session *session = arg;
    char request;

    while (read(session->fd, &request, 1) == 1)
        continue;
    close(session->fd);
    free(session);
    return NULL;
}

static struct session *session_new(struct server *server, int fd)
{
    struct session *session = calloc(1, sizeof *session);

    if (session == NULL)
        return NULL;
    server->n_sessions++;
    session->fd = fd;
    return session;
}

static struct session *take_waiting(struct server *server)
{
    struct session *session = STAILQ_FIRST(&server->waiting);

    if (session != NULL)
        STAILQ_REMOVE_HEAD(&server->waiting, next);
    return session;
}

/* Each that waits is asked once whether it is still there. */
static int serve_waiting_ok(struct server *server)
{
    for (;;) {
        pthread_t thread;
        char answer;
        struct session *session = take_waiting(server);
        if (session == NULL)
            return 0;
        if (recv(session->fd, &answer, 1, MSG_PEEK) != 1)
            continue;
        if (pthread_create(&thread, NULL, serve, session) == 0)
            pthread_join(thread, NULL);
    }
}

static int serve_all_bad(struct server *server)
{
    for (;;) {
        pthread_t thread;
        int fd = accept(server->listener, NULL, NULL);
        if (fd < 0)
            return -1;
        struct session *session = session_new(server, fd);
        if (session == NULL)
            return -1;
        if (pthread_create(&thread, NULL, serve, session) != 0) // EXPECT: thread-unbounded
            return -1;
        pthread_detach(thread);
    }
}

static int serve_next_bad(int listener)
{
    for (;;) {
        pthread_t thread;
        struct session *session = malloc(sizeof *session);
        if (session == NULL)
            return -1;
        session->fd = accept(listener, NULL, NULL);
        if (session->fd < 0)
            return -1;
        if (pthread_create(&thread, NULL, serve, session) != 0) // EXPECT: thread-not-joined
            break;
    }
    return 0;
}

int main(int argc, char **argv)
{
    struct server server = {.listener = socket(AF_INET, SOCK_STREAM, 0)};

    (void)argv;
    STAILQ_INIT(&server.waiting);
    listen(server.listener, 8);
    serve_waiting_ok(&server);
    return argc > 1 ? serve_all_bad(&server) : serve_next_bad(server.listener);
}
