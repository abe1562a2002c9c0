/* A task that waits to be notified, whose handle nobody keeps. */
#include "FreeRTOS.h"

void led_toggle(void);

static void blink(void *unused)
{
    (void)unused;
    for (;;) {
        ulTaskNotifyTake(pdTRUE, portMAX_DELAY); // EXPECT: recv-no-sender
        led_toggle();
    }
}

int main(void)
{
    if (xTaskCreate(blink, "blink", 128, NULL, 1, NULL) != pdPASS)
        return 1;
    vTaskStartScheduler();
    return 0;
}
