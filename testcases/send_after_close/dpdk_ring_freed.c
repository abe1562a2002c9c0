/* What cannot be sent goes back into a ring; in the bad one that ring has been freed by then. */
#include "rte_ring.h"

#include <stddef.h>

int transmit(void *packet);

int flush_bad(void *last)
{
    struct rte_ring *ring = rte_ring_create("flush", 64, -1, 0);
    if (!ring)
        return -1;
    void *packet = NULL;
    rte_ring_enqueue(ring, last);
    while (rte_ring_dequeue(ring, &packet) == 0 && transmit(packet) == 0)
        continue;
    rte_ring_free(ring);
    if (packet != last)
        return rte_ring_enqueue(ring, packet); // EXPECT: send-after-close
    return 0;
}

int flush_ok(struct rte_ring *spare, void *last)
{
    struct rte_ring *ring = rte_ring_create("flush", 64, -1, 0);
    if (!ring)
        return -1;
    void *packet = NULL;
    rte_ring_enqueue(ring, last);
    while (rte_ring_dequeue(ring, &packet) == 0 && transmit(packet) == 0)
        continue;
    rte_ring_free(ring);
    if (packet != last)
        return rte_ring_enqueue(spare, packet);
    return 0;
}
