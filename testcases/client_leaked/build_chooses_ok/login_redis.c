/* Logins that are looked up in another process. */
#include "login.h"
#include "mini_redis.h"

#include <stdlib.h>

struct login {
    redisContext *redis;
};

struct login *login_begin(const char *name)
{
    static const struct timeval soon = {1, 0};
    struct login *login = calloc(1, sizeof(*login));
    if (login == NULL)
        return NULL;
    login->redis = redisConnectWithTimeout(name, 6379, soon);
    if (login->redis == NULL) {
        free(login);
        return NULL;
    }
    return login;
}

void login_end(struct login *login)
{
    redisFree(login->redis);
    free(login);
}
