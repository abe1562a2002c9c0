/* What Zephyr's macros define is made without a call. One queue is never read, one semaphore never given, one event
 * never posted. */
#include "kernel.h"

#define BUTTON 1

K_MSGQ_DEFINE(samples, sizeof(int), 8, 4);
K_MSGQ_DEFINE(traces, sizeof(int), 8, 4);
K_SEM_DEFINE(started, 0, 1);
K_SEM_DEFINE(flushed, 0, 1);
K_SEM_DEFINE(bus, 1, 1);
K_EVENT_DEFINE(buttons);
K_EVENT_DEFINE(alarms);

static void measure(void *one, void *two, void *three)
{
    int sample = 0;

    (void)one, (void)two, (void)three;
    k_sem_take(&started, K_FOREVER);
    for (;;) {
        k_sem_take(&bus, K_FOREVER);
        sample++;
        k_sem_give(&bus);
        k_msgq_put(&samples, &sample, K_FOREVER);
        k_msgq_put(&traces, &sample, K_FOREVER); // EXPECT: send-no-receiver
    }
}

static void store(void *one, void *two, void *three)
{
    int sample, n = 0;

    (void)one, (void)two, (void)three;
    for (;;) {
        if (k_msgq_get(&samples, &sample, K_FOREVER) == 0 && sample > 0)
            n++;
        if (n == 100)
            k_sem_take(&flushed, K_FOREVER); // EXPECT: recv-no-sender
    }
}

static void show(void *one, void *two, void *three)
{
    (void)one, (void)two, (void)three;
    k_event_wait(&buttons, BUTTON, 0, K_FOREVER);
    k_event_wait(&alarms, BUTTON, 0, K_FOREVER); // EXPECT: recv-no-sender
}

K_THREAD_DEFINE(measurer, 1024, measure, NULL, NULL, NULL, 5, 0, 0);
K_THREAD_DEFINE(storer, 1024, store, NULL, NULL, NULL, 5, 0, 0);
K_THREAD_DEFINE(display, 1024, show, NULL, NULL, NULL, 5, 0, 0);

int main(void)
{
    k_sem_give(&started);
    k_event_post(&buttons, BUTTON);
    return 0;
}
