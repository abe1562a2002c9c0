/* Semaphores that are given by what somebody else calls: a callback that is handed to a driver, one in a struct that
 * is, and a function in a table that only the kernel reads. */
#include "kernel.h"

struct gpio_callback {
    void *node;
    void (*handler)(const void *device, struct gpio_callback *callback, uint32_t pins);
};

struct init_entry {
    int (*init)(void);
    const void *device;
};

int gpio_add_callback(const void *device, struct gpio_callback *callback);
int bt_enable(void (*ready)(int error));

K_SEM_DEFINE(pressed, 0, 1);
K_SEM_DEFINE(initialized, 0, 1);
K_SEM_DEFINE(ready, 0, 1);

static void on_press(const void *device, struct gpio_callback *callback, uint32_t pins)
{
    (void)device, (void)callback, (void)pins;
    k_sem_give(&pressed);
}

static struct gpio_callback button = {NULL, on_press};

static int on_boot(void)
{
    k_sem_give(&initialized);
    return 0;
}

const struct init_entry boot_entry = {on_boot, NULL};

static void on_ready(int error)
{
    if (!error)
        k_sem_give(&ready);
}

static void run(void *one, void *two, void *three)
{
    (void)one, (void)two, (void)three;
    k_sem_take(&initialized, K_FOREVER);
    if (bt_enable(on_ready) == 0)
        k_sem_take(&ready, K_FOREVER);
    if (gpio_add_callback(NULL, &button) == 0)
        k_sem_take(&pressed, K_FOREVER);
}

K_THREAD_DEFINE(runner, 1024, run, NULL, NULL, NULL, 5, 0, 0);

int main(void)
{
    return 0;
}
