/* A ring without a lock, tried again and again by its producer: it must be emptied before that is joined. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <sched.h>
#include <stdio.h>

#define RING 256u
struct spsc {
    _Atomic unsigned head;
    _Atomic unsigned tail;
    long cell[RING];
};

static bool spsc_push(struct spsc *r, long v)
{
    unsigned t = atomic_load_explicit(&r->tail, memory_order_relaxed);
    if (t - atomic_load_explicit(&r->head, memory_order_acquire) == RING)
        return false;
    r->cell[t & (RING - 1)] = v;
    atomic_store_explicit(&r->tail, t + 1, memory_order_release);
    return true;
}

static bool spsc_pop(struct spsc *r, long *v)
{
    unsigned h = atomic_load_explicit(&r->head, memory_order_relaxed);
    if (h == atomic_load_explicit(&r->tail, memory_order_acquire))
        return false;
    *v = r->cell[h & (RING - 1)];
    atomic_store_explicit(&r->head, h + 1, memory_order_release);
    return true;
}

static struct spsc ring;

static void *produce(void *arg)
{
    long n = *(long *)arg;
    for (long i = 1; i <= n; i++)
        while (!spsc_push(&ring, i))
            sched_yield();
    while (!spsc_push(&ring, 0))
        sched_yield();
    return NULL;
}

int main(void)
{
    long n = 100000, sum = 0, v;
    pthread_t t;
    if (pthread_create(&t, NULL, produce, &n) != 0)
        return 1;
    for (;;) {
        while (!spsc_pop(&ring, &v))
            sched_yield();
        if (v == 0)
            break;
        sum += v;
    }
    pthread_join(t, NULL);
    printf("%ld\n", sum);
    return 0;
}
