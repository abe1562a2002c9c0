/* A bridge has two sides, each with a thread and a flag: both are set. */
#include "bridge.h"
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

static void *copy(void *arg)
{
    struct side *side = arg;
    char buf[512];
    while (!side->quit) {
        struct pollfd p = {side->from, POLLIN, 0};
        if (poll(&p, 1, 100) <= 0)
            continue;
        ssize_t n = read(side->from, buf, sizeof buf);
        if (n > 0 && write(side->to, buf, n) != n)
            continue;
    }
    return NULL;
}

struct bridge *bridge_open(int a, int b)
{
    struct bridge *bridge = calloc(1, sizeof *bridge);
    if (!bridge)
        return NULL;
    bridge->up.from = bridge->down.to = a;
    bridge->up.to = bridge->down.from = b;
    if (pthread_create(&bridge->up.thread, NULL, copy, &bridge->up) != 0)
        goto fail;
    if (pthread_create(&bridge->down.thread, NULL, copy, &bridge->down) != 0) {
        bridge->up.quit = true;
        pthread_join(bridge->up.thread, NULL);
        goto fail;
    }
    return bridge;
fail:
    free(bridge);
    return NULL;
}

void bridge_close(struct bridge *bridge)
{
    bridge->up.quit = true;
    bridge->down.quit = true;
    pthread_join(bridge->up.thread, NULL);
    pthread_join(bridge->down.thread, NULL);
    free(bridge);
}
