/* A lock-free ring: its producer spins while it is full. Consumer and producer are one thread, or
 * the consumer spins, too, on a thread of its own. */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#define RING_BITS 8
#define RING_MASK ((1u << RING_BITS) - 1)

struct events {
    uint64_t buffer[RING_MASK + 1];
    atomic_uint write, read;
};

bool poll_event(uint64_t *ret_event);
void account(uint64_t event);

static void events_write(struct events *ring, uint64_t event)
{
    unsigned at = atomic_load_explicit(&ring->write, memory_order_relaxed);
    while (at - atomic_load_explicit(&ring->read, memory_order_acquire) > RING_MASK)
        sched_yield();
    ring->buffer[at & RING_MASK] = event;
    atomic_store_explicit(&ring->write, at + 1, memory_order_release);
}

static bool events_read(struct events *ring, uint64_t *ret_event)
{
    unsigned at = atomic_load_explicit(&ring->read, memory_order_relaxed);
    if (at == atomic_load_explicit(&ring->write, memory_order_acquire))
        return false;
    *ret_event = ring->buffer[at & RING_MASK];
    atomic_store_explicit(&ring->read, at + 1, memory_order_release);
    return true;
}

static struct events batch, stream, turns;
static atomic_bool stream_over;

void record_batch_bad(void)
{
    uint64_t event;
    while (poll_event(&event))
        events_write(&batch, event); // EXPECT: queue-full
    while (events_read(&batch, &event))
        account(event);
}

static void *account_stream(void *arg)
{
    uint64_t event;
    for (;;) {
        bool over = atomic_load(&stream_over);
        if (events_read(&stream, &event))
            account(event);
        else if (over)
            return arg;
        else
            sched_yield();
    }
}

int record_stream_ok(void)
{
    pthread_t accountant;
    uint64_t event;
    atomic_store(&stream_over, false);
    if (pthread_create(&accountant, NULL, account_stream, NULL) != 0)
        return -1;
    while (poll_event(&event))
        events_write(&stream, event);
    atomic_store(&stream_over, true);
    return pthread_join(accountant, NULL);
}

/* The consumer takes all that is there after each write. */
void record_in_turns_ok(void)
{
    uint64_t event;
    while (poll_event(&event)) {
        events_write(&turns, event);
        while (events_read(&turns, &event))
            account(event);
    }
}
