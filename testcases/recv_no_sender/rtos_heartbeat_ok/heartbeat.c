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
    if (heartbeat && !xTimerCreate("heartbeat", pdMS_TO_TICKS(500), pdTRUE, NULL, give))
        return NULL;
    return heartbeat;
}
