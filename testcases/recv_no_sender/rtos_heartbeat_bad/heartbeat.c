/* The semaphore for which a task of another file waits is made and never given: the timer that would give
 * it is missing. */
#include "heartbeat.h"

SemaphoreHandle_t heartbeat_start(void)
{
    return xSemaphoreCreateBinary();
}
