/* The semaphore for which a task of another file waits is given by a timer. */
#include "heartbeat.h"

static SemaphoreHandle_t heartbeat;

static void give(TimerHandle_t timer)
{
    (void)timer;
    xSemaphoreGive(heartbeat);
}

SemaphoreHandle_t heartbeat_start(void)
{
    heartbeat = xSemaphoreCreateBinary();
    if (!heartbeat)
        return NULL;
    TimerHandle_t timer = xTimerCreate("heartbeat", pdMS_TO_TICKS(500), pdTRUE, NULL, give);
    if (!timer || xTimerStart(timer, 0) != pdPASS)
        return NULL;
    return heartbeat;
}
