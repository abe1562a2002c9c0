/* A module of the name service: each look-up of a user makes a connection, or all share one. */
#include "mini_redis.h"

#include <errno.h>
#include <nss.h>
#include <pwd.h>
#include <stddef.h>

static const struct timeval limit = {.tv_sec = 1};

static int ask(redisContext *context, const char *name, struct passwd *ret_user)
{
    redisReply *reply = redisCommand(context, "GET user:%s", name);
    if (reply == NULL)
        return -1;
    ret_user->pw_uid = (uid_t)reply->integer;
    freeReplyObject(reply);
    return 0;
}

enum nss_status _nss_bad_getpwnam_r(const char *name, struct passwd *ret_user, char *buffer,
                                    size_t size, int *ret_errno)
{
    (void)buffer;
    (void)size;
    redisContext *own = redisConnectWithTimeout("users", 6379, limit); // EXPECT: client-per-request
    if (own == NULL)
        return NSS_STATUS_UNAVAIL;
    redisSetTimeout(own, limit);
    int rc = own->err ? -1 : ask(own, name, ret_user);
    redisFree(own);
    *ret_errno = rc == 0 ? 0 : ENOENT;
    return rc == 0 ? NSS_STATUS_SUCCESS : NSS_STATUS_NOTFOUND;
}

static redisContext *shared;

enum nss_status _nss_ok_getpwnam_r(const char *name, struct passwd *ret_user, char *buffer,
                                   size_t size, int *ret_errno)
{
    (void)buffer;
    (void)size;
    if (shared == NULL) {
        shared = redisConnectWithTimeout("users", 6379, limit);
        if (shared == NULL)
            return NSS_STATUS_UNAVAIL;
        redisSetTimeout(shared, limit);
    }
    int rc = shared->err ? -1 : ask(shared, name, ret_user);
    if (rc != 0) {
        redisFree(shared);
        shared = NULL;
    }
    *ret_errno = rc == 0 ? 0 : ENOENT;
    return rc == 0 ? NSS_STATUS_SUCCESS : NSS_STATUS_NOTFOUND;
}
