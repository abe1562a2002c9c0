#include "heartbeat.h"

static SemaphoreHandle_t beat;

static void blink(void *unused)
{
    (void)unused;
    for (;;) {
        xSemaphoreTake(beat, portMAX_DELAY); // EXPECT: recv-no-sender
        toggle_led();
    }
}

int main(void)
{
    beat = heartbeat_start();
    if (!beat || xTaskCreate(blink, "blink", 128, NULL, 1, NULL) != pdPASS)
        return 1;
    vTaskStartScheduler();
    return 1;
}
