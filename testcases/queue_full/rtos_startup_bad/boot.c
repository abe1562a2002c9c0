/* The boot screen has more lines than the queue of the display has room for, and the task that draws them
 * is started behind them. */
#include "display.h"

static const char *const boot_screen[] = {"self test", "memory", "sensors",
                                          "radio",     "clock",  "ready"};

static void boot(void *unused)
{
    (void)unused;
    for (uint8_t line = 0; line < sizeof(boot_screen) / sizeof(*boot_screen); line++)
        display_say(line, boot_screen[line]);
    display_run();
    vTaskDelete(NULL);
}

int main(void)
{
    if (display_init() != 0 || xTaskCreate(boot, "boot", 128, NULL, 1, NULL) != pdPASS)
        return 1;
    vTaskStartScheduler();
    return 1;
}
