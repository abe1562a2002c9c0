/* Keeps what comes in as datagrams, in the store that the command line names. */
#include "store.h"

#include <netinet/in.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>

static const struct store_ops *find(const char *name)
{
    return strcmp(name, file_store.name) == 0 ? &file_store : &redis_store;
}

int main(int argc, char **argv)
{
    char session[256];
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    const struct store_ops *ops = find(argc > 1 ? argv[1] : "file");
    for (ssize_t n; (n = recv(fd, session, sizeof session - 1, 0)) >= 0;) {
        void *store = ops->open(argc > 2 ? argv[2] : "sessions");
        session[n] = 0;
        if (store == NULL)
            continue;
        ops->put(store, session, "1");
        ops->close(store);
    }
    return 0;
}
