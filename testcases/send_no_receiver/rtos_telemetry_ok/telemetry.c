/* The sensor's task queues what it measures. Another task sends it. */
#include "telemetry.h"

static QueueHandle_t readings;

static void uplink(void *unused)
{
    (void)unused;
    for (;;) {
        struct reading reading;
        if (xQueueReceive(readings, &reading, portMAX_DELAY) == pdPASS)
            radio_send(&reading, sizeof(reading));
    }
}

int telemetry_init(void)
{
    readings = xQueueCreate(16, sizeof(struct reading));
    if (!readings)
        return -1;
    if (xTaskCreate(uplink, "uplink", 256, NULL, 2, NULL) != pdPASS)
        return -1;
    return 0;
}

void telemetry_put(const struct reading *reading)
{
    xQueueSend(readings, reading, portMAX_DELAY);
}
