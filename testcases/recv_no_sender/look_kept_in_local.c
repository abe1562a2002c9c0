/* What is looked at before the wait is read into a local in the condition itself. */
#include <pthread.h>
#include <stdlib.h>

enum state { STARTING, SERVING, FAILED };

struct server {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    enum state state;
    pthread_t thread;
};

int serve(void);

static void *run_bad(void *arg)
{
    struct server *server = arg;

    pthread_mutex_lock(&server->lock);
    server->state = SERVING;
    pthread_mutex_unlock(&server->lock);
    while (serve() == 0)
        ;
    return NULL;
}

void server_fail_bad(struct server *server)
{
    pthread_mutex_lock(&server->lock);
    server->state = FAILED;
    pthread_cond_broadcast(&server->changed);
    pthread_mutex_unlock(&server->lock);
}

struct server *server_start_bad(void)
{
    struct server *server = calloc(1, sizeof *server);
    enum state state = FAILED;

    if (server == NULL)
        return NULL;
    pthread_mutex_init(&server->lock, NULL);
    pthread_cond_init(&server->changed, NULL);
    if (pthread_create(&server->thread, NULL, run_bad, server) != 0)
        abort();
    pthread_detach(server->thread);
    pthread_mutex_lock(&server->lock);
    while ((state = server->state) == STARTING)
        pthread_cond_wait(&server->changed, &server->lock); // EXPECT: recv-no-sender
    pthread_mutex_unlock(&server->lock);
    return state == SERVING ? server : NULL;
}

struct sink {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    enum state state;
    pthread_t thread;
};

static void *run_ok(void *arg)
{
    struct sink *sink = arg;

    pthread_mutex_lock(&sink->lock);
    sink->state = SERVING;
    pthread_cond_broadcast(&sink->changed);
    pthread_mutex_unlock(&sink->lock);
    while (serve() == 0)
        ;
    return NULL;
}

void sink_fail_ok(struct sink *sink)
{
    pthread_mutex_lock(&sink->lock);
    sink->state = FAILED;
    pthread_cond_broadcast(&sink->changed);
    pthread_mutex_unlock(&sink->lock);
}

struct sink *sink_start_ok(void)
{
    struct sink *sink = calloc(1, sizeof *sink);
    enum state state = FAILED;

    if (sink == NULL)
        return NULL;
    pthread_mutex_init(&sink->lock, NULL);
    pthread_cond_init(&sink->changed, NULL);
    if (pthread_create(&sink->thread, NULL, run_ok, sink) != 0)
        abort();
    pthread_detach(sink->thread);
    pthread_mutex_lock(&sink->lock);
    while ((state = sink->state) == STARTING)
        pthread_cond_wait(&sink->changed, &sink->lock);
    pthread_mutex_unlock(&sink->lock);
    return state == SERVING ? sink : NULL;
}
