/* Two files define the same functions, and a build takes one of them: what the one makes, the other never ends. */
#include "login.h"

#include <stddef.h>

int main(int argc, char **argv)
{
    int rc = 1;
    for (int i = 1; i < argc; i++) {
        struct login *login = login_begin(argv[i]);
        if (login == NULL)
            continue;
        rc = 0;
        login_end(login);
    }
    return rc;
}
