/* A task waits for a semaphore that only an interrupt handler gives. Nobody calls the handler: its address
 * stands in the vector table, which is written in assembler. */
#include "FreeRTOS.h"

static SemaphoreHandle_t frame_ready;

size_t read_frame(void *frame, size_t size);
void show(const void *frame, size_t size);

void DMA1_Channel1_IRQHandler(void)
{
    BaseType_t woken = pdFALSE;
    xSemaphoreGiveFromISR(frame_ready, &woken);
}

static void display(void *unused)
{
    static char frame[4096];
    (void)unused;
    for (;;) {
        if (xSemaphoreTake(frame_ready, portMAX_DELAY) == pdTRUE)
            show(frame, read_frame(frame, sizeof(frame)));
    }
}

int main(void)
{
    frame_ready = xSemaphoreCreateBinary();
    if (!frame_ready || xTaskCreate(display, "display", 512, NULL, 2, NULL) != pdPASS)
        return 1;
    vTaskStartScheduler();
    return 1;
}
