/* Tasks of a firmware. One that lives in static memory is started once, whoever calls the function that does it: there is
 * room for one, and the device needs it as long as it runs. The twins take memory for each, from the heap or from an object
 * that each caller has. */
#include <stddef.h>
#include <stdint.h>

typedef struct tskTaskControlBlock *TaskHandle_t;
typedef unsigned long StackType_t;
typedef struct {
    void *words[20];
} StaticTask_t;
typedef long BaseType_t;

TaskHandle_t xTaskCreateStatic(void (*code)(void *), const char *name, uint32_t depth,
                               void *argument, unsigned long priority, StackType_t *stack,
                               StaticTask_t *storage);
BaseType_t xTaskCreate(void (*code)(void *), const char *name, unsigned depth, void *argument,
                       unsigned long priority, TaskHandle_t *handle);
void vTaskDelay(uint32_t ticks);

enum { DEPTH = 100, PRIORITY = 2, MOTORS = 4 };

void motor_step(int motor);
int radio_read(void *packet);

static void motor_run(void *argument)
{
    for (;;) {
        motor_step((int)(intptr_t)argument);
        vTaskDelay(10);
    }
}

static void radio_run(void *argument)
{
    for (;;)
        radio_read(argument);
}

static StackType_t radio_stack[DEPTH], motor_stacks[MOTORS][DEPTH];
static StaticTask_t radio_task, motor_tasks[MOTORS];
static TaskHandle_t radio;

void radio_start_ok(void)
{
    radio = xTaskCreateStatic(radio_run, "radio", DEPTH, NULL, PRIORITY, radio_stack, &radio_task);
}

void motor_start_ok(int motor)
{
    xTaskCreateStatic(motor_run, "motor", DEPTH, (void *)(intptr_t)motor, PRIORITY,
                      motor_stacks[motor], &motor_tasks[motor]);
}

void radio_start_bad(void *packet)
{
    xTaskCreate(radio_run, "radio", DEPTH, packet, PRIORITY, &radio); // EXPECT: thread-no-stop
}

struct link {
    StackType_t stack[DEPTH];
    StaticTask_t task;
    char packet[32];
};

void link_start_bad(struct link *link)
{
    xTaskCreateStatic(radio_run, "link", DEPTH, link->packet, // EXPECT: thread-no-stop
                      PRIORITY, link->stack, &link->task);
}
