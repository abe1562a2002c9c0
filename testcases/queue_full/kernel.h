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

struct k_thread {
    void *state;
};

typedef void (*k_thread_entry_t)(void *one, void *two, void *three);

void k_msgq_init(struct k_msgq *queue, char *buffer, size_t size, uint32_t most);
int k_msgq_put(struct k_msgq *queue, const void *message, k_timeout_t timeout);
int k_msgq_get(struct k_msgq *queue, void *message, k_timeout_t timeout);
struct k_thread *k_thread_create(struct k_thread *thread, void *stack, size_t size,
                                 k_thread_entry_t entry, void *one, void *two, void *three,
                                 int priority, uint32_t options, k_timeout_t delay);

#endif
