/* The modem is stopped before it is told to say good-bye. */
#include "modem.h"

enum { GOOD_BYE = 0x04 };

static void watch_battery(void *unused)
{
    (void)unused;
    while (!battery_is_low())
        vTaskDelay(pdMS_TO_TICKS(1000));
    modem_stop();
    modem_say(GOOD_BYE);
    vTaskDelete(NULL);
}

int main(void)
{
    if (modem_start() != 0 || xTaskCreate(watch_battery, "power", 128, NULL, 1, NULL) != pdPASS)
        return 1;
    vTaskStartScheduler();
    return 1;
}
