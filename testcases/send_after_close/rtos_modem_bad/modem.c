/* Bytes for the modem are queued for the task that writes them. */
#include "modem.h"

static QueueHandle_t bytes;
static TaskHandle_t writer;

static void write_bytes(void *unused)
{
    (void)unused;
    for (;;) {
        uint8_t byte;
        if (xQueueReceive(bytes, &byte, portMAX_DELAY) == pdPASS)
            uart_put(byte);
    }
}

int modem_start(void)
{
    bytes = xQueueCreate(32, 1);
    if (!bytes)
        return -1;
    return xTaskCreate(write_bytes, "modem", 128, NULL, 3, &writer) == pdPASS ? 0 : -1;
}

void modem_say(uint8_t byte)
{
    xQueueSend(bytes, &byte, pdMS_TO_TICKS(10)); // MISS: send-after-close
}

void modem_stop(void)
{
    vTaskDelete(writer);
    vQueueDelete(bytes);
}
