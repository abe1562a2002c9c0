/* A session starts its endless thread once, by a count of its own. That is no limit: each connection has a session. */
#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct session {
    int fd, activations;
    pthread_t ticker;
    int (*on_activate)(struct session *session);
};

struct service {
    int activations;
    pthread_t ticker;
    int (*on_activate)(struct service *service);
};

static struct service service;

static void *tick_bad(void *arg)
{
    struct session *session = arg;

    for (;;) {
        sleep(1);
        if (write(session->fd, ".", 1) != 1)
            continue;
    }
    return NULL;
}

static int activate_bad(struct session *session)
{
    session->activations++;
    if (session->activations == 1)
        pthread_create(&session->ticker, NULL, tick_bad, session); // EXPECT: thread-no-stop
    return 0;
}

static void *tick_ok(void *arg)
{
    struct service *self = arg;

    for (;;) {
        sleep(1);
        if (self->activations > 100)
            continue;
    }
    return NULL;
}

static int activate_ok(struct service *self)
{
    self->activations++;
    if (self->activations == 1)
        pthread_create(&self->ticker, NULL, tick_ok, self);
    return 0;
}

static void *serve(void *arg)
{
    struct session *session = arg;
    char request;

    session->on_activate = activate_bad;
    while (read(session->fd, &request, 1) == 1) {
        if (request == 'a')
            session->on_activate(session);
        else if (request == 's')
            service.on_activate(&service);
    }
    close(session->fd);
    free(session);
    return NULL;
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    pthread_attr_t attr;

    pthread_attr_init(&attr);
    pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
    service.on_activate = activate_ok;
    listen(listener, 8);
    for (;;) {
        pthread_t thread;
        struct session *session = calloc(1, sizeof *session);
        if (session == NULL)
            return 1;
        session->fd = accept(listener, NULL, NULL);
        if (session->fd < 0)
            return 1;
        if (pthread_create(&thread, &attr, serve, session) != 0) // EXPECT: thread-unbounded
            return 1;
    }
}
