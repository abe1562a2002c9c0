#include <stdio.h>

#include "auth.h"

static int serve(const char *user)
{
    struct auth *auth = auth_begin(user); // EXPECT: client-leaked
    int allowed = 0;

    if (!auth)
        return 0;
    allowed = auth_allows(auth);
    if (!allowed)
        return 0;
    auth_end(auth);
    return allowed;
}

int main(void)
{
    char line[100];

    while (fgets(line, sizeof(line), stdin))
        puts(serve(line) ? "yes" : "no");
    return 0;
}
