/* A thread waits for orders, for ever. Nothing puts an order into the bad one's queue; a function that
 * others may call puts them into the good one's. */
#include "kernel.h"

struct order {
    uint8_t valve;
    uint8_t percent;
};

void set_valve(uint8_t valve, uint8_t percent);

static char order_buffer_bad[8 * sizeof(struct order)];
static struct k_msgq orders_bad;
static struct k_thread valves_bad;
static char stack_bad[1024];

static void follow_bad(void *one, void *two, void *three)
{
    (void)one, (void)two, (void)three;
    struct order order;
    while (k_msgq_get(&orders_bad, &order, K_FOREVER) == 0) // EXPECT: recv-no-sender
        set_valve(order.valve, order.percent);
}

void valves_start_bad(void)
{
    k_msgq_init(&orders_bad, order_buffer_bad, sizeof(struct order), 8);
    k_thread_create(&valves_bad, stack_bad, sizeof(stack_bad), follow_bad, NULL, NULL, NULL, 5, 0,
                    K_NO_WAIT);
}

static char order_buffer_ok[8 * sizeof(struct order)];
static struct k_msgq orders_ok;
static struct k_thread valves_ok;
static char stack_ok[1024];

static void follow_ok(void *one, void *two, void *three)
{
    (void)one, (void)two, (void)three;
    struct order order;
    while (k_msgq_get(&orders_ok, &order, K_FOREVER) == 0)
        set_valve(order.valve, order.percent);
}

void valves_start_ok(void)
{
    k_msgq_init(&orders_ok, order_buffer_ok, sizeof(struct order), 8);
    k_thread_create(&valves_ok, stack_ok, sizeof(stack_ok), follow_ok, NULL, NULL, NULL, 5, 0,
                    K_NO_WAIT);
}

int valves_set_ok(uint8_t valve, uint8_t percent)
{
    struct order order = {.valve = valve, .percent = percent};
    return k_msgq_put(&orders_ok, &order, K_NO_WAIT);
}
