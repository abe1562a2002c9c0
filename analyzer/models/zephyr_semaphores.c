/* Zephyr: semaphores, events, stacks, mutexes and condition variables.
 *
 * States    the Kernel Services pages and the API reference of Zephyr 3.7, as zephyr.c does: both names of a
 *           system call.
 * Handles   The address of the object.
 * Channels  Semaphores and events are counted. A stack has room for the numbers that it is made for. What
 *           is defined statically (K_SEM_DEFINE) is made by its initializer.
 * Failures  What needs no memory does not fail. */
#include <stranded/primitives.h>

/* K_FOREVER, in ticks. */
#define FOREVER (-1)

/* What is received there is not known. */
static void fill(void *data)
{
    if (data)
        *(char *)data = (char)model_any();
}

/* ---- semaphores ---- */

/* As the header declares it: what K_SEM_DEFINE() defines. */
struct k_sem {
    unsigned count;
};

static __attribute__((__unused__)) void static_semaphore(struct k_sem *self)
{
    model_make(self, MODEL_COUNTED, self->count);
}

int k_sem_init(void *semaphore, unsigned count, unsigned most)
{
    model_make(semaphore, MODEL_COUNTED, count);
    return (int)model_any();
}

int k_sem_take(void *semaphore, long timeout)
{
    model_receive(semaphore, timeout == FOREVER);
    return (int)model_any();
}

void k_sem_give(void *semaphore)
{
    model_send(semaphore);
}

/* Whoever waits for it goes on. */
void k_sem_reset(void *semaphore)
{
    model_close(semaphore);
}

int z_impl_k_sem_init(void *semaphore, unsigned count, unsigned most)
{
    model_make(semaphore, MODEL_COUNTED, count);
    return (int)model_any();
}

int z_impl_k_sem_take(void *semaphore, long timeout)
{
    model_receive(semaphore, timeout == FOREVER);
    return (int)model_any();
}

void z_impl_k_sem_give(void *semaphore)
{
    model_send(semaphore);
}

/* Whoever waits for it goes on. */
void z_impl_k_sem_reset(void *semaphore)
{
    model_close(semaphore);
}

/* ---- events: bits that are set ---- */

/* As the header declares it: what K_EVENT_DEFINE() defines. */
struct k_event {
    unsigned events;
};

static __attribute__((__unused__)) void static_event(struct k_event *self)
{
    model_make(self, MODEL_COUNTED, self->events);
}

void k_event_init(void *event)
{
    model_make(event, MODEL_COUNTED, 0);
}

unsigned k_event_post(void *event, unsigned bits)
{
    model_send(event);
    model_tagged_bits(bits);
    return (unsigned)model_any();
}

unsigned k_event_set(void *event, unsigned bits)
{
    model_send(event);
    model_tagged_bits(bits);
    return (unsigned)model_any();
}

unsigned k_event_set_masked(void *event, unsigned bits, unsigned mask)
{
    model_send(event);
    return (unsigned)model_any();
}

unsigned k_event_clear(void *event, unsigned bits)
{
    return (unsigned)model_any();
}

unsigned k_event_wait(void *event, unsigned bits, _Bool reset, long timeout)
{
    model_receive(event, timeout == FOREVER);
    model_tagged_bits(bits);
    return (unsigned)model_any();
}

unsigned k_event_wait_all(void *event, unsigned bits, _Bool reset, long timeout)
{
    model_receive(event, timeout == FOREVER);
    model_tagged_all(bits);
    return (unsigned)model_any();
}

void z_impl_k_event_init(void *event)
{
    model_make(event, MODEL_COUNTED, 0);
}

unsigned z_impl_k_event_post(void *event, unsigned bits)
{
    model_send(event);
    model_tagged_bits(bits);
    return (unsigned)model_any();
}

unsigned z_impl_k_event_set(void *event, unsigned bits)
{
    model_send(event);
    model_tagged_bits(bits);
    return (unsigned)model_any();
}

unsigned z_impl_k_event_set_masked(void *event, unsigned bits, unsigned mask)
{
    model_send(event);
    return (unsigned)model_any();
}

unsigned z_impl_k_event_clear(void *event, unsigned bits)
{
    return (unsigned)model_any();
}

unsigned z_impl_k_event_wait(void *event, unsigned bits, _Bool reset, long timeout)
{
    model_receive(event, timeout == FOREVER);
    model_tagged_bits(bits);
    return (unsigned)model_any();
}

unsigned z_impl_k_event_wait_all(void *event, unsigned bits, _Bool reset, long timeout)
{
    model_receive(event, timeout == FOREVER);
    model_tagged_all(bits);
    return (unsigned)model_any();
}

/* ---- stacks: of numbers ---- */

/* As the header declares it: what K_STACK_DEFINE() defines. Its room is known by its ends. */
struct k_stack {
    void *base;
};

static __attribute__((__unused__)) void static_stack(struct k_stack *self)
{
    model_make(self, MODEL_NO_LIMIT, 0);
}

void k_stack_init(void *stack, void *buffer, unsigned most)
{
    model_make(stack, most, 0);
}

int k_stack_alloc_init(void *stack, unsigned most)
{
    model_make(stack, most, 0);
    return (int)model_any();
}

int k_stack_push(void *stack, unsigned long data)
{
    model_offer(stack);
    return (int)model_any();
}

int k_stack_pop(void *stack, unsigned long *data, long timeout)
{
    model_receive(stack, timeout == FOREVER);
    fill(data);
    return (int)model_any();
}

int z_impl_k_stack_alloc_init(void *stack, unsigned most)
{
    model_make(stack, most, 0);
    return (int)model_any();
}

int z_impl_k_stack_push(void *stack, unsigned long data)
{
    model_offer(stack);
    return (int)model_any();
}

int z_impl_k_stack_pop(void *stack, unsigned long *data, long timeout)
{
    model_receive(stack, timeout == FOREVER);
    fill(data);
    return (int)model_any();
}

/* ---- mutexes and condition variables ---- */

int k_mutex_init(void *mutex)
{
    return 0;
}

int k_mutex_lock(void *mutex, long timeout)
{
    model_lock(mutex);
    return (int)model_any();
}

int k_mutex_unlock(void *mutex)
{
    model_unlock(mutex);
    return (int)model_any();
}

int k_condvar_init(void *condition)
{
    return 0;
}

int k_condvar_wait(void *condition, void *mutex, long timeout)
{
    model_wait(condition, timeout == FOREVER);
    return (int)model_any();
}

int k_condvar_signal(void *condition)
{
    model_signal(condition);
    return 0;
}

int k_condvar_broadcast(void *condition)
{
    model_broadcast(condition);
    return (int)model_any();
}

int z_impl_k_mutex_init(void *mutex)
{
    return 0;
}

int z_impl_k_mutex_lock(void *mutex, long timeout)
{
    model_lock(mutex);
    return (int)model_any();
}

int z_impl_k_mutex_unlock(void *mutex)
{
    model_unlock(mutex);
    return (int)model_any();
}

int z_impl_k_condvar_init(void *condition)
{
    return 0;
}

int z_impl_k_condvar_wait(void *condition, void *mutex, long timeout)
{
    model_wait(condition, timeout == FOREVER);
    return (int)model_any();
}

int z_impl_k_condvar_signal(void *condition)
{
    model_signal(condition);
    return 0;
}

int z_impl_k_condvar_broadcast(void *condition)
{
    model_broadcast(condition);
    return (int)model_any();
}
