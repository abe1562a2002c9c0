/* Everybody may. */
#include "login.h"

#include <stdlib.h>

struct login {
    int number;
};

struct login *login_begin(const char *name)
{
    struct login *login = calloc(1, sizeof(*login));
    if (login)
        login->number = name[0];
    return login;
}

void login_end(struct login *login)
{
    free(login);
}
