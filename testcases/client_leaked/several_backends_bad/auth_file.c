#include <stdlib.h>
#include <string.h>

#include "auth.h"

struct auth {
    char *user;
};

struct auth *auth_begin(const char *user)
{
    struct auth *auth = calloc(1, sizeof(*auth));

    if (auth)
        auth->user = strdup(user);
    return auth;
}

int auth_allows(const struct auth *auth)
{
    return auth->user && strcmp(auth->user, "root") == 0;
}

void auth_end(struct auth *auth)
{
    free(auth->user);
    free(auth);
}
