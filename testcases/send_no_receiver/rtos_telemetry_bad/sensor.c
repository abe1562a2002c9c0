#include "telemetry.h"

static void measure(void *unused)
{
    (void)unused;
    for (uint32_t at = 0;; at++) {
        struct reading reading = {.at = at, .celsius = read_celsius()};
        telemetry_put(&reading);
        vTaskDelay(pdMS_TO_TICKS(1000));
    }
}

int main(void)
{
    if (telemetry_init() != 0 || xTaskCreate(measure, "measure", 128, NULL, 1, NULL) != pdPASS)
        return 1;
    vTaskStartScheduler();
    return 1;
}
