#pragma once
#include <stdatomic.h>
#include <stdbool.h>

enum { RING_SIZE = 1024 }; /* a power of two */

/* One producer, one consumer, no lock: each side moves an index of its own. */
struct ring {
    _Alignas(64) atomic_uint head;
    _Alignas(64) atomic_uint tail;
    long slots[RING_SIZE];
};

static inline bool ring_push(struct ring *r, long value)
{
    unsigned head = atomic_load_explicit(&r->head, memory_order_relaxed);
    if (head - atomic_load_explicit(&r->tail, memory_order_acquire) == RING_SIZE)
        return false;
    r->slots[head & (RING_SIZE - 1)] = value;
    atomic_store_explicit(&r->head, head + 1, memory_order_release);
    return true;
}

static inline bool ring_pop(struct ring *r, long *ret_value)
{
    unsigned tail = atomic_load_explicit(&r->tail, memory_order_relaxed);
    if (tail == atomic_load_explicit(&r->head, memory_order_acquire))
        return false;
    *ret_value = r->slots[tail & (RING_SIZE - 1)];
    atomic_store_explicit(&r->tail, tail + 1, memory_order_release);
    return true;
}
