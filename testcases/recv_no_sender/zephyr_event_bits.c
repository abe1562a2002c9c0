/* An event object is one of several bits: who waits for one is not woken by another. */
#include "kernel.h"

enum { LINK_UP = 1 << 0, LINK_DOWN = 1 << 1, TIME_SET = 1 << 2, TIME_LOST = 1 << 3 };

K_EVENT_DEFINE(network);
K_EVENT_DEFINE(clock_events);

static volatile int lamp, log_level;
static struct k_thread clock_thread;
static char clock_stack[1024];

static void show_link(void *one, void *two, void *three)
{
    (void)one, (void)two, (void)three;
    for (;;) {
        k_event_wait(&network, LINK_UP, 1, K_FOREVER);
        lamp = 1;
        k_event_wait(&network, LINK_DOWN, 1, K_FOREVER); // EXPECT: recv-no-sender
        lamp = 0;
    }
}

static void set_level(uint32_t event)
{
    k_event_post(&clock_events, event);
}

static void show_time(void *one, void *two, void *three)
{
    (void)one, (void)two, (void)three;
    for (;;) {
        k_event_wait(&clock_events, TIME_SET | TIME_LOST, 1, K_FOREVER);
        log_level++;
        k_event_wait(&clock_events, TIME_LOST, 1, K_FOREVER);
        log_level--;
    }
}

K_THREAD_DEFINE(link_shower, 1024, show_link, NULL, NULL, NULL, 5, 0, 0);

int main(void)
{
    k_thread_create(&clock_thread, clock_stack, sizeof clock_stack, show_time, NULL, NULL, NULL, 5,
                    0, K_NO_WAIT);
    for (;;) {
        k_event_post(&network, LINK_UP | TIME_SET);
        set_level(TIME_SET);
        if (log_level > 3)
            set_level(TIME_LOST);
    }
}
