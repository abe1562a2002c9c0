/* The sensor's task queues what it measures. The task that sends it is behind a switch that this build
 * leaves out, so that the sensor's task stands still once the queue is full. */
#include "telemetry.h"

static QueueHandle_t readings;

#ifdef WITH_UPLINK
static void uplink(void *unused)
{
    (void)unused;
    for (;;) {
        struct reading reading;
        if (xQueueReceive(readings, &reading, portMAX_DELAY) == pdPASS)
            radio_send(&reading, sizeof(reading));
    }
}
#endif

int telemetry_init(void)
{
    readings = xQueueCreate(16, sizeof(struct reading));
    if (!readings)
        return -1;
#ifdef WITH_UPLINK
    if (xTaskCreate(uplink, "uplink", 256, NULL, 2, NULL) != pdPASS)
        return -1;
#endif
    return 0;
}

void telemetry_put(const struct reading *reading)
{
    xQueueSend(readings, reading, portMAX_DELAY); // EXPECT: send-no-receiver
}
