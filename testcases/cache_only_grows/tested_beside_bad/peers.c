#include "peers.h"

#include <stdlib.h>

struct peer {
    int port;
    struct peer *next;
};

static struct peer *peers;

void peers_note(int port)
{
    struct peer *peer = malloc(sizeof(*peer));

    if (!peer)
        return;
    peer->port = port;
    peer->next = peers;
    peers = peer; // EXPECT: cache-only-grows
}

void peers_clear(void)
{
    while (peers) {
        struct peer *next = peers->next;
        free(peers);
        peers = next;
    }
}
