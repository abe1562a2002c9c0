/* A session is handed out, and a thread that it was given serves it until it ends: who takes no notice of it loses
 * nothing, and who is told that there is none has lost what is not in it yet. */
#include "mini_redis.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

struct session {
    void *link;
    int port;
};

struct link {
    redisContext *redis;
    const char *host;
};

static int dial_bad(struct session *session)
{
    struct timeval time_out = {1, 0};
    struct link *link = session->link;
    redisContext *redis =
        redisConnectWithTimeout(link->host, session->port, time_out); // EXPECT: client-leaked

    if (redis == NULL)
        return -1;
    if (session->port == 0)
        return -1;
    link->redis = redis;
    return 0;
}

static void *serve(void *data)
{
    struct session *session = data;
    struct link *link = session->link;

    while (link->redis->err == 0) {
        redisReply *reply = redisCommand(link->redis, "PING");
        if (reply == NULL)
            break;
        freeReplyObject(reply);
        sleep(1);
    }
    redisFree(link->redis);
    free(link);
    free(session);
    return NULL;
}

static struct session *open_session(const char *host, int port)
{
    struct session *session = calloc(1, sizeof(*session));
    struct link *link = calloc(1, sizeof(*link));
    pthread_t thread;

    if (session == NULL || link == NULL)
        abort();
    session->link = link;
    session->port = port;
    link->host = host;
    if (dial_bad(session) != 0) {
        free(link);
        free(session);
        return NULL;
    }
    if (pthread_create(&thread, NULL, serve, session) != 0)
        abort();
    pthread_detach(thread);
    return session;
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        open_session(argv[i], 6379 + i);
    pause();
    return 0;
}
