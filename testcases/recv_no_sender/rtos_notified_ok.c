/* Tasks that are notified: by another one, from an interrupt, and by a driver out of sight that gets the handle. */
#include "FreeRTOS.h"

void led_toggle(void);
void uart_send(const char *text, TaskHandle_t told_when_sent);

static TaskHandle_t blinker, counter;

static void blink(void *unused)
{
    (void)unused;
    for (;;) {
        ulTaskNotifyTake(pdTRUE, portMAX_DELAY);
        led_toggle();
    }
}

static void count(void *unused)
{
    unsigned n = 0;

    (void)unused;
    for (;;) {
        n += ulTaskNotifyTake(pdTRUE, portMAX_DELAY);
        if (n % 8 == 0)
            xTaskNotifyGive(blinker);
        uart_send("tick", xTaskGetCurrentTaskHandle());
        ulTaskNotifyTake(pdTRUE, portMAX_DELAY);
    }
}

void TIMER_IRQHandler(void)
{
    BaseType_t woken = pdFALSE;

    vTaskNotifyGiveFromISR(counter, &woken);
}

int main(void)
{
    xTaskCreate(blink, "blink", 128, NULL, 1, &blinker);
    xTaskCreate(count, "count", 128, NULL, 2, &counter);
    vTaskStartScheduler();
    return 0;
}
