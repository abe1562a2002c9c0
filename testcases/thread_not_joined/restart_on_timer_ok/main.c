#include "fetcher.h"

#include <poll.h>
#include <stddef.h>

static struct fetcher fetcher;
static volatile bool quit;

/* Looks once a second whether the connection is still there. */
static void on_tick(void)
{
    if (!fetcher.alive)
        fetcher_start(&fetcher);
}

int main(void)
{
    while (!quit) {
        poll(NULL, 0, 1000);
        on_tick();
    }
    fetcher_stop(&fetcher);
    return 0;
}
