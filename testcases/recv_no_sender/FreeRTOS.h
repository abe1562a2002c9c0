/* What the testcases here use of FreeRTOS, declared after its reference manual: the functions, and the
 * macros by which programs call them. */
#ifndef FREERTOS_H
#define FREERTOS_H

#include <stddef.h>
#include <stdint.h>

typedef long BaseType_t;
typedef unsigned long UBaseType_t;
typedef uint32_t TickType_t;
typedef struct QueueDefinition *QueueHandle_t;
typedef struct QueueDefinition *SemaphoreHandle_t;
typedef struct tskTaskControlBlock *TaskHandle_t;
typedef struct tmrTimerControl *TimerHandle_t;

#define pdTRUE           ((BaseType_t)1)
#define pdFALSE          ((BaseType_t)0)
#define pdPASS           pdTRUE
#define portMAX_DELAY    ((TickType_t)0xffffffffUL)
#define pdMS_TO_TICKS(m) ((TickType_t)(m))

BaseType_t xTaskCreate(void (*code)(void *), const char *name, unsigned depth, void *argument,
                       UBaseType_t priority, TaskHandle_t *handle);
void vTaskDelete(TaskHandle_t task);
void vTaskDelay(TickType_t ticks);
void vTaskStartScheduler(void);
QueueHandle_t xQueueGenericCreate(UBaseType_t length, UBaseType_t size, uint8_t type);
void vQueueDelete(QueueHandle_t queue);
BaseType_t xQueueGenericSend(QueueHandle_t queue, const void *message, TickType_t ticks,
                             BaseType_t position);
BaseType_t xQueueGiveFromISR(QueueHandle_t queue, BaseType_t *woken);
BaseType_t xQueueReceive(QueueHandle_t queue, void *message, TickType_t ticks);
BaseType_t xQueueSemaphoreTake(QueueHandle_t queue, TickType_t ticks);
BaseType_t xTaskGenericNotify(TaskHandle_t task, UBaseType_t index, uint32_t value, int action,
                              uint32_t *previous);
void vTaskGenericNotifyGiveFromISR(TaskHandle_t task, UBaseType_t index, BaseType_t *woken);
uint32_t ulTaskGenericNotifyTake(UBaseType_t index, BaseType_t clear, TickType_t ticks);
TaskHandle_t xTaskGetCurrentTaskHandle(void);
TimerHandle_t xTimerCreate(const char *name, TickType_t period, BaseType_t repeats, void *id,
                           void (*function)(TimerHandle_t timer));
TickType_t xTaskGetTickCount(void);
BaseType_t xTimerGenericCommand(TimerHandle_t timer, BaseType_t command, TickType_t value,
                                BaseType_t *woken, TickType_t ticks);

#define xTaskNotifyGive(task)               xTaskGenericNotify((task), 0, 0, 2, NULL)
#define vTaskNotifyGiveFromISR(task, woken) vTaskGenericNotifyGiveFromISR((task), 0, (woken))
#define ulTaskNotifyTake(clear, ticks)      ulTaskGenericNotifyTake(0, (clear), (ticks))
#define xTimerStart(timer, ticks)                                                                  \
    xTimerGenericCommand((timer), 1, xTaskGetTickCount(), NULL, (ticks))
#define xQueueCreate(length, size)          xQueueGenericCreate((length), (size), 0)
#define xSemaphoreCreateBinary()            xQueueGenericCreate(1, 0, 3)
#define xQueueSend(queue, message, ticks)   xQueueGenericSend((queue), (message), (ticks), 0)
#define xSemaphoreGive(semaphore)           xQueueGenericSend((semaphore), NULL, 0, 0)
#define xSemaphoreTake(semaphore, ticks)    xQueueSemaphoreTake((semaphore), (ticks))
#define xSemaphoreGiveFromISR(semaphore, w) xQueueGiveFromISR((semaphore), (w))

#endif
