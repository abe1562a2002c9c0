/* DPDK: rings and what runs on the cores.
 *
 * States    the programmer's guide and the API reference of DPDK 22.11 (rte_ring.h, rte_launch.h). What
 *           enqueues and dequeues are inline functions of the header; they are stated for programs that
 *           see no more than their declarations.
 * Handles   The address of the ring.
 * Channels  A ring has a name by which another process finds it (rte_ring_lookup()): what nobody takes
 *           out here may be taken out there, so it is told as one that only counts. Neither enqueuing
 *           nor dequeuing ever waits. What has been freed takes nothing more.
 * Threads   A function that is launched runs in a thread of the library's own.
 * Failures  What allocates can fail. */
#include <stranded/primitives.h>

typedef __SIZE_TYPE__ size_t;

/* Laid over a rte_ring: what is enqueued is somewhere in it. */
struct model_ring {
    void *items[1024];
};

void *rte_ring_create(const char *name, unsigned count, int socket, unsigned flags)
{
    if (model_fails())
        return 0;
    void *ring = model_new();
    model_make(ring, MODEL_COUNTED, 0);
    return ring;
}

int rte_ring_init(void *ring, const char *name, unsigned count, unsigned flags)
{
    model_make(ring, MODEL_COUNTED, 0);
    return (int)model_any();
}

/* The ring of that name, whoever made it. */
void *rte_ring_lookup(const char *name)
{
    return (void *)model_any();
}

void rte_ring_free(void *ring)
{
    model_close(ring);
}

unsigned rte_ring_count(const void *ring)
{
    return (unsigned)model_any();
}

unsigned rte_ring_free_count(const void *ring)
{
    return (unsigned)model_any();
}

int rte_ring_empty(const void *ring)
{
    return (int)model_any();
}

int rte_ring_full(const void *ring)
{
    return (int)model_any();
}

void rte_ring_reset(void *ring)
{
    model_receive(ring, 0);
}

int rte_ring_enqueue(struct model_ring *ring, void *item)
{
    ring->items[model_any()] = item;
    model_offer(ring);
    return (int)model_any();
}

unsigned rte_ring_enqueue_bulk(struct model_ring *ring, void *const *items, unsigned count,
                               unsigned *free_room)
{
    ring->items[model_any()] = items[model_any()];
    model_offer(ring);
    return (unsigned)model_any();
}

unsigned rte_ring_enqueue_burst(struct model_ring *ring, void *const *items, unsigned count,
                                unsigned *free_room)
{
    ring->items[model_any()] = items[model_any()];
    model_offer(ring);
    return (unsigned)model_any();
}

int rte_ring_sp_enqueue(struct model_ring *ring, void *item)
{
    ring->items[model_any()] = item;
    model_offer(ring);
    return (int)model_any();
}

unsigned rte_ring_sp_enqueue_bulk(struct model_ring *ring, void *const *items, unsigned count,
                                  unsigned *free_room)
{
    ring->items[model_any()] = items[model_any()];
    model_offer(ring);
    return (unsigned)model_any();
}

unsigned rte_ring_sp_enqueue_burst(struct model_ring *ring, void *const *items, unsigned count,
                                   unsigned *free_room)
{
    ring->items[model_any()] = items[model_any()];
    model_offer(ring);
    return (unsigned)model_any();
}

int rte_ring_mp_enqueue(struct model_ring *ring, void *item)
{
    ring->items[model_any()] = item;
    model_offer(ring);
    return (int)model_any();
}

unsigned rte_ring_mp_enqueue_bulk(struct model_ring *ring, void *const *items, unsigned count,
                                  unsigned *free_room)
{
    ring->items[model_any()] = items[model_any()];
    model_offer(ring);
    return (unsigned)model_any();
}

unsigned rte_ring_mp_enqueue_burst(struct model_ring *ring, void *const *items, unsigned count,
                                   unsigned *free_room)
{
    ring->items[model_any()] = items[model_any()];
    model_offer(ring);
    return (unsigned)model_any();
}

int rte_ring_dequeue(struct model_ring *ring, void **item)
{
    *item = ring->items[model_any()];
    model_receive(ring, 0);
    return (int)model_any();
}

unsigned rte_ring_dequeue_bulk(struct model_ring *ring, void **items, unsigned count,
                               unsigned *available)
{
    items[model_any()] = ring->items[model_any()];
    model_receive(ring, 0);
    return (unsigned)model_any();
}

unsigned rte_ring_dequeue_burst(struct model_ring *ring, void **items, unsigned count,
                                unsigned *available)
{
    items[model_any()] = ring->items[model_any()];
    model_receive(ring, 0);
    return (unsigned)model_any();
}

int rte_ring_sc_dequeue(struct model_ring *ring, void **item)
{
    *item = ring->items[model_any()];
    model_receive(ring, 0);
    return (int)model_any();
}

unsigned rte_ring_sc_dequeue_bulk(struct model_ring *ring, void **items, unsigned count,
                                  unsigned *available)
{
    items[model_any()] = ring->items[model_any()];
    model_receive(ring, 0);
    return (unsigned)model_any();
}

unsigned rte_ring_sc_dequeue_burst(struct model_ring *ring, void **items, unsigned count,
                                   unsigned *available)
{
    items[model_any()] = ring->items[model_any()];
    model_receive(ring, 0);
    return (unsigned)model_any();
}

int rte_ring_mc_dequeue(struct model_ring *ring, void **item)
{
    *item = ring->items[model_any()];
    model_receive(ring, 0);
    return (int)model_any();
}

unsigned rte_ring_mc_dequeue_bulk(struct model_ring *ring, void **items, unsigned count,
                                  unsigned *available)
{
    items[model_any()] = ring->items[model_any()];
    model_receive(ring, 0);
    return (unsigned)model_any();
}

unsigned rte_ring_mc_dequeue_burst(struct model_ring *ring, void **items, unsigned count,
                                   unsigned *available)
{
    items[model_any()] = ring->items[model_any()];
    model_receive(ring, 0);
    return (unsigned)model_any();
}

int rte_eal_remote_launch(void *function, void *argument, unsigned core)
{
    if (model_fails())
        return model_nonzero();
    model_spawn(function, argument, 1);
    return 0;
}

/* On every core but the main one; with CALL_MAIN (1) on that one, too, which the caller is. */
int rte_eal_mp_remote_launch(void *function, void *argument, int call_main)
{
    if (model_fails())
        return model_nonzero();
    model_spawn(function, argument, 1);
    model_calls(function, argument);
    return 0;
}

int rte_eal_wait_lcore(unsigned core)
{
    return (int)model_any();
}

void rte_eal_mp_wait_lcore(void)
{
}
