/* A hash table of macros, which the first entry makes: emptied when the server ends, and while it serves. */
#include "mini_uthash.h"

#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <time.h>

static volatile sig_atomic_t running = 1;

struct visitor {
    char name[32];
    unsigned long visits;
    hash_handle hh;
};

static struct visitor *visitors;

static void count_bad(const char *name)
{
    struct visitor *visitor;
    HASH_FIND(hh, visitors, name, strlen(name), visitor);
    if (visitor == NULL) {
        visitor = calloc(1, sizeof(*visitor));
        if (visitor == NULL)
            return;
        snprintf(visitor->name, sizeof(visitor->name), "%s", name);
        size_t size = strlen(visitor->name);
        HASH_ADD_KEYPTR(hh, visitors, visitor->name, size, visitor); // EXPECT: cache-only-grows
    }
    visitor->visits++;
}

static void forget_all(void)
{
    while (visitors != NULL) {
        struct visitor *visitor = visitors;
        HASH_DEL(hh, visitors, visitor);
        free(visitor);
    }
}

struct lease {
    char name[32];
    time_t until;
    hash_handle hh;
};

static struct lease *leases;

static void lease_ok(const char *name, time_t now)
{
    struct lease *lease, *next;
    for (lease = leases; lease != NULL; lease = next) {
        next = lease->hh.next;
        if (lease->until < now) {
            HASH_DEL(hh, leases, lease);
            free(lease);
        }
    }
    HASH_FIND(hh, leases, name, strlen(name), lease);
    if (lease == NULL) {
        lease = calloc(1, sizeof(*lease));
        if (lease == NULL)
            return;
        snprintf(lease->name, sizeof(lease->name), "%s", name);
        HASH_ADD_KEYPTR(hh, leases, lease->name, strlen(lease->name), lease);
    }
    lease->until = now + 600;
}

static void stop(int number)
{
    (void)number;
    running = 0;
}

int main(void)
{
    struct sockaddr_in own = {.sin_family = AF_INET, .sin_port = htons(5140)};
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    signal(SIGTERM, stop);
    if (fd < 0 || bind(fd, (struct sockaddr *)&own, sizeof(own)) != 0)
        return 1;
    while (running) {
        char name[32];
        ssize_t n = recv(fd, name, sizeof(name) - 1, 0);
        if (n < 0)
            continue;
        name[n] = '\0';
        count_bad(name);
        lease_ok(name, time(NULL));
    }
    forget_all();
    return 0;
}
