#include "display.h"

static QueueHandle_t commands;

static void draw_all(void *unused)
{
    (void)unused;
    for (;;) {
        struct command command;
        if (xQueueReceive(commands, &command, portMAX_DELAY) == pdPASS)
            draw(&command);
    }
}

int display_init(void)
{
    commands = xQueueCreate(4, sizeof(struct command));
    return commands ? 0 : -1;
}

int display_run(void)
{
    return xTaskCreate(draw_all, "display", 256, NULL, 2, NULL) == pdPASS ? 0 : -1;
}

void display_say(uint8_t line, const char *text)
{
    struct command command = {.line = line, .text = text};
    xQueueSend(commands, &command, portMAX_DELAY);
}
