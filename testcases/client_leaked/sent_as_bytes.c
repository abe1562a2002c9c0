/* A connection goes to another thread: its address is put into a ring of bytes. */
#include "mini_redis.h"

#include <stdlib.h>

static const struct timeval soon = {1, 0};
/* Copies the bytes in, or out; not 0: it is full, or empty. */
int ring_put(const void *data, size_t size);
int ring_take(void *data, size_t size);

struct session {
    redisContext *redis;
    int number;
};

static int hand_over(struct session *session)
{
    return ring_put(&session, sizeof(session));
}

int start_ok(const char *host, int number)
{
    struct session *session = calloc(1, sizeof(*session));
    if (session == NULL)
        return -1;
    session->number = number;
    session->redis = redisConnectWithTimeout(host, 6379, soon);
    if (session->redis == NULL) {
        free(session);
        return -1;
    }
    return hand_over(session);
}

static int announce(const struct session *session)
{
    return ring_put(&session->number, sizeof(session->number));
}

int start_bad(const char *host, int number)
{
    struct session *session = calloc(1, sizeof(*session));
    if (session == NULL)
        return -1;
    session->number = number;
    session->redis = redisConnectWithTimeout(host, 6379, soon); // EXPECT: client-leaked
    if (session->redis == NULL) {
        free(session);
        return -1;
    }
    int rc = announce(session);
    free(session);
    return rc;
}

void *serve(void *data)
{
    struct session *session;
    while (ring_take(&session, sizeof(session)) == 0) {
        redisFree(session->redis);
        free(session);
    }
    return data;
}
