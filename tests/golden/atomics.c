/* C11 atomics, GNU __atomic_… and __sync_…: plain instructions with the atomic flag. */
#include <stdatomic.h>
#include <stdbool.h>
struct state {
    atomic_int running;
    _Atomic(struct state *) next;
    atomic_flag busy;
    int plain;
    void *head;
};
int f(int);

int c11(struct state *s, int v)
{
    atomic_init(&s->running, 1);
    atomic_store(&s->running, v);
    v = atomic_load(&s->running);
    v = atomic_exchange(&s->running, 0);
    atomic_fetch_add(&s->running, 1);
    v = atomic_fetch_sub_explicit(&s->running, v, memory_order_relaxed);
    if (atomic_compare_exchange_strong(&s->running, &v, 7))
        return 1;
    while (!atomic_load_explicit(&s->running, memory_order_acquire))
        f(1);
    if (atomic_flag_test_and_set(&s->busy))
        return 2;
    atomic_flag_clear(&s->busy);
    atomic_thread_fence(memory_order_seq_cst);
    v = atomic_exchange(&s->running, v);
    s = atomic_exchange(&s->next, 0);
    s->running = 3;
    s->running++;
    s->running += v;
    atomic_store(&s->next, s);
    return s->running;
}

int gnu(struct state *s, int v)
{
    int old, new = 2;
    __atomic_store_n(&s->plain, v, __ATOMIC_SEQ_CST);
    v = __atomic_load_n(&s->plain, __ATOMIC_SEQ_CST);
    __atomic_load(&s->plain, &old, __ATOMIC_SEQ_CST);
    __atomic_store(&s->plain, &new, __ATOMIC_SEQ_CST);
    __atomic_exchange(&s->plain, &new, &old, __ATOMIC_SEQ_CST);
    v = __atomic_add_fetch(&s->plain, 1, __ATOMIC_SEQ_CST);
    v = __atomic_fetch_and(&s->plain, 3, __ATOMIC_SEQ_CST);
    __atomic_or_fetch(&s->plain, 4, __ATOMIC_SEQ_CST);
    v = __atomic_fetch_nand(&s->plain, 4, __ATOMIC_SEQ_CST);
    if (__atomic_compare_exchange_n(&s->plain, &old, 5, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST))
        f(1);
    __atomic_compare_exchange(&s->plain, &old, &new, 1, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
    if (__atomic_test_and_set(&s->plain, __ATOMIC_SEQ_CST))
        f(2);
    __atomic_clear(&s->plain, __ATOMIC_SEQ_CST);
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
    return v;
}

int sync(struct state *s, int v)
{
    __sync_fetch_and_add(&s->plain, 1);
    v = __sync_sub_and_fetch(&s->plain, v);
    v = __sync_fetch_and_or(&s->plain, 2);
    v = __sync_and_and_fetch(&s->plain, 3);
    if (__sync_bool_compare_and_swap(&s->plain, v, 4))
        return 1;
    v = __sync_val_compare_and_swap(&s->plain, 5, 6);
    while (__sync_lock_test_and_set(&s->plain, 1))
        ;
    __sync_lock_release(&s->plain);
    __sync_synchronize();
    return v;
}
