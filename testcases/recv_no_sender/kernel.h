/* What the testcases here use of Zephyr's kernel, declared after its API reference. */
#ifndef KERNEL_H
#define KERNEL_H

#include <stddef.h>
#include <stdint.h>

typedef struct {
    int64_t ticks;
} k_timeout_t;

#define K_FOREVER ((k_timeout_t){.ticks = -1})
#define K_NO_WAIT ((k_timeout_t){.ticks = 0})

struct k_msgq {
    void *waiting;
    char *buffer;
    size_t size;
    uint32_t max_msgs;
};

struct k_sem {
    void *waiting;
    unsigned count;
    unsigned limit;
};

struct k_event {
    void *waiting;
    uint32_t events;
};

struct k_thread {
    void *state;
};

typedef void (*k_thread_entry_t)(void *one, void *two, void *three);

/* What the macros define that take no call. */
struct _static_thread_data {
    struct k_thread *init_thread;
    void *init_stack;
    k_thread_entry_t init_entry;
    void *init_p1, *init_p2, *init_p3;
};

#define K_MSGQ_DEFINE(name, message_size, most, align)                                             \
    static char _k_msgq_buffer_##name[(message_size) * (most)];                                    \
    struct k_msgq name = {                                                                         \
        .buffer = _k_msgq_buffer_##name, .size = (message_size), .max_msgs = (most)}
#define K_SEM_DEFINE(name, initial, most) struct k_sem name = {.count = (initial), .limit = (most)}
#define K_EVENT_DEFINE(name)              struct k_event name = {.events = 0}
#define K_THREAD_DEFINE(name, stack_size, entry, one, two, three, priority, options, delay)        \
    static char _k_stack_##name[stack_size];                                                       \
    static struct k_thread _k_thread_##name;                                                       \
    const struct _static_thread_data _k_thread_data_##name = {                                     \
        &_k_thread_##name, _k_stack_##name, (entry), (one), (two), (three)}

int k_sem_take(struct k_sem *semaphore, k_timeout_t timeout);
void k_sem_give(struct k_sem *semaphore);
uint32_t k_event_post(struct k_event *event, uint32_t bits);
uint32_t k_event_wait(struct k_event *event, uint32_t bits, _Bool reset, k_timeout_t timeout);
void k_msgq_init(struct k_msgq *queue, char *buffer, size_t size, uint32_t most);
int k_msgq_put(struct k_msgq *queue, const void *message, k_timeout_t timeout);
int k_msgq_get(struct k_msgq *queue, void *message, k_timeout_t timeout);
struct k_thread *k_thread_create(struct k_thread *thread, void *stack, size_t size,
                                 k_thread_entry_t entry, void *one, void *two, void *three,
                                 int priority, uint32_t options, k_timeout_t delay);

#endif
