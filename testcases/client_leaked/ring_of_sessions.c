/* Sessions that share one client, in a ring: the last one closes it. What the destructor asks of
 * the ring before is known in part only. One that closes none at all is told of. */
#include "mini_redis.h"

#include <stdlib.h>
#include <string.h>

struct session {
    redisContext *redis;
    char *user;
    int status;
    struct session *next;
};

static const struct timeval soon = {1, 0};

static void leave_ring(struct session *session)
{
    struct session *before = session->next;
    while (before->next != session)
        before = before->next;
    before->next = before == session->next ? NULL : session->next;
}

static void session_free_ok(struct session *session)
{
    int is_shared = 0;
    if (!session)
        return;
    for (struct session *at = session->next; at && at != session; at = at->next)
        if (at->status != 0) {
            is_shared = 1;
            break;
        }
    if (is_shared)
        leave_ring(session);
    else
        redisFree(session->redis);
    free(session->user);
    free(session);
}

struct session *session_open_ok(const char *user)
{
    struct session *session = calloc(1, sizeof *session);
    if (!session)
        return NULL;
    session->redis = redisConnectWithTimeout("db", 6379, soon);
    if (!session->redis)
        goto fail;
    session->user = strdup(user);
    if (!session->user)
        goto fail;
    session->status = 1;
    return session;
fail:
    session_free_ok(session);
    return NULL;
}

struct session *session_share_ok(struct session *first)
{
    struct session *session = calloc(1, sizeof *session);
    if (!session)
        return NULL;
    session->redis = first->redis;
    session->next = first->next ? first->next : first;
    first->next = session;
    session->status = 1;
    return session;
}

static void session_drop(struct session *session)
{
    if (!session)
        return;
    if (session->next)
        leave_ring(session);
    free(session->user);
    free(session);
}

struct session *session_open_bad(const char *user)
{
    struct session *session = calloc(1, sizeof *session);
    if (!session)
        return NULL;
    session->redis = redisConnectWithTimeout("db", 6379, soon); // EXPECT: client-leaked
    if (!session->redis)
        goto fail;
    session->user = strdup(user);
    if (!session->user)
        goto fail;
    session->status = 1;
    return session;
fail:
    session_drop(session);
    return NULL;
}

void session_end(struct session *session)
{
    session_free_ok(session);
}
