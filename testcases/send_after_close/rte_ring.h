/* What the testcases here use of DPDK's rings, declared after its API reference. */
#ifndef RTE_RING_H
#define RTE_RING_H

struct rte_ring;

struct rte_ring *rte_ring_create(const char *name, unsigned count, int socket, unsigned flags);
void rte_ring_free(struct rte_ring *ring);
int rte_ring_enqueue(struct rte_ring *ring, void *item);
int rte_ring_dequeue(struct rte_ring *ring, void **item);

#endif
