/* A library's objects whose type its callers cannot look into: only the library could join.
 * The types stand in the .c file, as hiredis, zlib and many others do it. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

struct link {
    pthread_t pinger;
    atomic_bool closing;
};

struct wire {
    pthread_t pinger;
    atomic_bool closing;
};

static void *link_ping(void *arg)
{
    struct link *link = arg;
    while (!atomic_load(&link->closing))
        sleep(1);
    return NULL;
}

static void *wire_ping(void *arg)
{
    struct wire *wire = arg;
    while (!atomic_load(&wire->closing))
        sleep(1);
    return NULL;
}

struct link *link_open_bad(void)
{
    struct link *link = calloc(1, sizeof *link);
    if (link == NULL)
        return NULL;
    if (pthread_create(&link->pinger, NULL, link_ping, link) != 0) { // EXPECT: thread-not-joined
        free(link);
        return NULL;
    }
    return link;
}

void link_close(struct link *link)
{
    atomic_store(&link->closing, true);
}

struct wire *wire_open_ok(void)
{
    struct wire *wire = calloc(1, sizeof *wire);
    if (wire == NULL)
        return NULL;
    if (pthread_create(&wire->pinger, NULL, wire_ping, wire) != 0) {
        free(wire);
        return NULL;
    }
    return wire;
}

void wire_close(struct wire *wire)
{
    atomic_store(&wire->closing, true);
    pthread_join(wire->pinger, NULL);
    free(wire);
}
