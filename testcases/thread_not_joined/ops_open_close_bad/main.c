#include "backend.h"

#include <stddef.h>

static const struct backend *const backends[] = {&fast_backend, &safe_backend};

static int run_session(const struct backend *backend, int amount)
{
    void *session = backend->open(1);
    if (session == NULL)
        return -1;
    int total = backend->feed(session, amount);
    backend->close(session);
    return total;
}

int main(int argc, char **argv)
{
    int total = 0;
    for (int i = 0; i < argc; i++)
        total += run_session(backends[argv[i][0] == 's'], i);
    return total < 0;
}
