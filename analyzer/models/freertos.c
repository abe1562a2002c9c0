/* FreeRTOS: tasks, queues, semaphores, task notifications, event groups, stream buffers and timers.
 *
 * States    the reference manual of the FreeRTOS kernel, V10 and V11 (task.h, queue.h, semphr.h,
 *           event_groups.h, stream_buffer.h, message_buffer.h, timers.h). Most of what the manual names
 *           is a macro: xQueueSend() is xQueueGenericSend(), xSemaphoreTake() xQueueSemaphoreTake(),
 *           xSemaphoreGive() xQueueGenericSend() of nothing, xTaskNotifyGive() xTaskGenericNotify().
 *           Those functions are stated, and some of the manual's names for headers that declare them.
 * Handles   The handle of a task, queue, semaphore and so on is the thing. One that lies in memory of
 *           the program (…Static) is known by that memory. A task is joined by nobody; it must not
 *           return, but ends by vTaskDelete().
 * Channels  A queue has room for as many messages as it is made for; semaphores and event groups are
 *           counted. Which task a notification wakes is not told apart: all of them are one channel,
 *           which those use who have the handle of a task. Waiting is without end where the ticks
 *           are portMAX_DELAY, all bits of a TickType_t of 32 or 64 bits, which takes
 *           INCLUDE_vTaskSuspend as every port's demo has it. A queue that is in a set is received from
 *           by way of the set: it escapes. Peeking is told as receiving. What a message holds
 *           is not followed: it escapes.
 * Failures  What allocates can fail. The scheduler, once started, does not return. */
#include <stranded/primitives.h>

typedef __SIZE_TYPE__ size_t;

/* portMAX_DELAY, as `unsigned` sees it. */
#define FOREVER 0xffffffffU

/* What is received there is not known. */
static void fill(void *data)
{
    if (data)
        *(char *)data = (char)model_any();
}

/* ---- tasks ---- */

/* What the tasks are notified by: whose it is, is not told apart. */
static int notifications;

enum { PASS = 1, NO_MEMORY = -1 }; /* pdPASS, errCOULD_NOT_ALLOCATE_REQUIRED_MEMORY */

long xTaskCreate(void *code, const char *name, unsigned stack_depth, void *argument,
                 unsigned long priority, void **handle)
{
    if (model_fails())
        return NO_MEMORY;
    void *task = model_spawn(code, argument, 1);
    model_make(&notifications, MODEL_COUNTED, 0);
    model_known_by(&notifications, handle);
    if (handle)
        *handle = task;
    return PASS;
}

/* Of ESP-IDF. */
long xTaskCreatePinnedToCore(void *code, const char *name, unsigned stack_depth, void *argument,
                             unsigned long priority, void **handle, long core)
{
    if (model_fails())
        return NO_MEMORY;
    void *task = model_spawn(code, argument, 1);
    model_make(&notifications, MODEL_COUNTED, 0);
    model_known_by(&notifications, handle);
    if (handle)
        *handle = task;
    return PASS;
}

void *xTaskCreateStatic(void *code, const char *name, unsigned stack_depth, void *argument,
                        unsigned long priority, void *stack, void *storage)
{
    model_lives_in(storage);
    void *task = model_spawn(code, argument, 1);
    model_make(&notifications, MODEL_COUNTED, 0);
    model_known_by(&notifications, task);
    return task;
}

/* Of ESP-IDF. */
void *xTaskCreateStaticPinnedToCore(void *code, const char *name, unsigned stack_depth,
                                    void *argument, unsigned long priority, void *stack,
                                    void *storage, long core)
{
    model_lives_in(storage);
    void *task = model_spawn(code, argument, 1);
    model_make(&notifications, MODEL_COUNTED, 0);
    model_known_by(&notifications, task);
    return task;
}

/* NULL is the calling task. */
void vTaskDelete(void *task)
{
    if (!task)
        model_thread_exit();
    model_cancel(task);
}

void *xTaskGetCurrentTaskHandle(void)
{
    void *task = model_self();
    model_known_by(&notifications, task);
    return task;
}

void vTaskStartScheduler(void)
{
    model_waits_for_event();
    model_receive(0, 1);
}

void vTaskDelay(unsigned ticks)
{
    model_sleeps();
}

long xTaskDelayUntil(unsigned *previous, unsigned ticks)
{
    model_sleeps();
    return model_any();
}

void vTaskDelayUntil(unsigned *previous, unsigned ticks)
{
    model_sleeps();
}

unsigned xTaskGetTickCount(void)
{
    return (unsigned)model_any();
}

void vTaskSuspendAll(void)
{
}

long xTaskResumeAll(void)
{
    return model_any();
}

/* ---- notifications of tasks ---- */

long xTaskGenericNotify(void *task, unsigned long index, unsigned value, int action,
                        unsigned *previous)
{
    model_send(&notifications);
    return model_any();
}

long xTaskGenericNotifyFromISR(void *task, unsigned long index, unsigned value, int action,
                               unsigned *previous, long *woken)
{
    model_in_interrupt();
    model_send(&notifications);
    return model_any();
}

void vTaskGenericNotifyGiveFromISR(void *task, unsigned long index, long *woken)
{
    model_in_interrupt();
    model_send(&notifications);
}

long xTaskGenericNotifyWait(unsigned long index, unsigned clear_before, unsigned clear_after,
                            unsigned *value, unsigned ticks)
{
    model_receive(&notifications, ticks == FOREVER);
    fill(value);
    return model_any();
}

unsigned ulTaskGenericNotifyTake(unsigned long index, long clear, unsigned ticks)
{
    model_receive(&notifications, ticks == FOREVER);
    return (unsigned)model_any();
}

/* ---- queues; semaphores are queues of messages without size ---- */

enum { TYPE_BASE = 0 }; /* queueQUEUE_TYPE_BASE: every other type is a semaphore or a mutex */

void *xQueueGenericCreate(unsigned long length, unsigned long size, unsigned char type)
{
    if (model_fails())
        return 0;
    void *queue = model_new();
    if (type == TYPE_BASE)
        model_make(queue, length, 0);
    else
        model_make(queue, MODEL_COUNTED, 0);
    return queue;
}

void *xQueueGenericCreateStatic(unsigned long length, unsigned long size, void *storage,
                                void *queue, unsigned char type)
{
    if (type == TYPE_BASE)
        model_make(queue, length, 0);
    else
        model_make(queue, MODEL_COUNTED, 0);
    return queue;
}

long xQueueGenericSend(void *queue, const void *message, unsigned ticks, long position)
{
    model_escape(message);
    model_put(queue, ticks == FOREVER);
    return model_any();
}

long xQueueGenericSendFromISR(void *queue, const void *message, long *woken, long position)
{
    model_in_interrupt();
    model_escape(message);
    model_offer(queue);
    return model_any();
}

long xQueueGiveFromISR(void *queue, long *woken)
{
    model_in_interrupt();
    model_offer(queue);
    return model_any();
}

long xQueueReceive(void *queue, void *message, unsigned ticks)
{
    model_receive(queue, ticks == FOREVER);
    fill(message);
    return model_any();
}

long xQueuePeek(void *queue, void *message, unsigned ticks)
{
    model_receive(queue, ticks == FOREVER);
    fill(message);
    return model_any();
}

long xQueueReceiveFromISR(void *queue, void *message, long *woken)
{
    model_in_interrupt();
    model_receive(queue, 0);
    fill(message);
    return model_any();
}

/* What is in it is dropped. */
long xQueueGenericReset(void *queue, long is_new)
{
    model_receive(queue, 0);
    return model_any();
}

unsigned long uxQueueMessagesWaiting(void *queue)
{
    return (unsigned long)model_any();
}

unsigned long uxQueueSpacesAvailable(void *queue)
{
    return (unsigned long)model_any();
}

void vQueueAddToRegistry(void *queue, const char *name)
{
}

void vQueueDelete(void *queue)
{
    model_close(queue);
}

/* ---- sets of queues ---- */

void *xQueueCreateSet(unsigned long length)
{
    if (model_fails())
        return 0;
    return model_new();
}

long xQueueAddToSet(void *queue, void *set)
{
    model_escape(queue);
    return model_any();
}

void *xQueueSelectFromSet(void *set, unsigned ticks)
{
    model_receive(0, ticks == FOREVER);
    return (void *)model_any();
}

/* ---- semaphores ---- */

void *xQueueCreateCountingSemaphore(unsigned long most, unsigned long count)
{
    if (model_fails())
        return 0;
    void *semaphore = model_new();
    model_make(semaphore, MODEL_COUNTED, count);
    return semaphore;
}

void *xQueueCreateCountingSemaphoreStatic(unsigned long most, unsigned long count, void *semaphore)
{
    model_make(semaphore, MODEL_COUNTED, count);
    return semaphore;
}

/* A mutex is free when it is made. */
void *xQueueCreateMutex(unsigned char type)
{
    if (model_fails())
        return 0;
    void *mutex = model_new();
    model_make(mutex, MODEL_COUNTED, 1);
    return mutex;
}

void *xQueueCreateMutexStatic(unsigned char type, void *mutex)
{
    model_make(mutex, MODEL_COUNTED, 1);
    return mutex;
}

long xQueueSemaphoreTake(void *semaphore, unsigned ticks)
{
    model_receive(semaphore, ticks == FOREVER);
    return model_any();
}

long xQueueTakeMutexRecursive(void *mutex, unsigned ticks)
{
    model_lock(mutex);
    return model_any();
}

long xQueueGiveMutexRecursive(void *mutex)
{
    model_unlock(mutex);
    return model_any();
}

/* ---- event groups ---- */

void *xEventGroupCreate(void)
{
    if (model_fails())
        return 0;
    void *group = model_new();
    model_make(group, MODEL_COUNTED, 0);
    return group;
}

void *xEventGroupCreateStatic(void *group)
{
    model_make(group, MODEL_COUNTED, 0);
    return group;
}

unsigned xEventGroupWaitBits(void *group, unsigned bits, long clear, long all, unsigned ticks)
{
    model_receive(group, ticks == FOREVER);
    if (all)
        model_tagged_all(bits);
    else
        model_tagged_bits(bits);
    return (unsigned)model_any();
}

unsigned xEventGroupSetBits(void *group, unsigned bits)
{
    model_send(group);
    model_tagged_bits(bits);
    return (unsigned)model_any();
}

long xEventGroupSetBitsFromISR(void *group, unsigned bits, long *woken)
{
    model_in_interrupt();
    model_send(group);
    model_tagged_bits(bits);
    return model_any();
}

unsigned xEventGroupClearBits(void *group, unsigned bits)
{
    return (unsigned)model_any();
}

/* Sets bits and waits for those of the others. */
unsigned xEventGroupSync(void *group, unsigned own, unsigned bits, unsigned ticks)
{
    model_send(group);
    model_receive(group, ticks == FOREVER);
    return (unsigned)model_any();
}

/* Whoever waits for it goes on. */
void vEventGroupDelete(void *group)
{
    model_close(group);
}

/* ---- stream and message buffers: a message is of a byte at least ---- */

void *xStreamBufferGenericCreate(size_t size, size_t trigger, long type, void *sent, void *received)
{
    if (model_fails())
        return 0;
    void *buffer = model_new();
    model_make(buffer, size, 0);
    return buffer;
}

void *xStreamBufferGenericCreateStatic(size_t size, size_t trigger, long type, void *storage,
                                       void *buffer, void *sent, void *received)
{
    model_make(buffer, size, 0);
    return buffer;
}

size_t xStreamBufferSend(void *buffer, const void *data, size_t size, unsigned ticks)
{
    model_put(buffer, ticks == FOREVER);
    return (size_t)model_any();
}

size_t xStreamBufferSendFromISR(void *buffer, const void *data, size_t size, long *woken)
{
    model_offer(buffer);
    return (size_t)model_any();
}

size_t xStreamBufferReceive(void *buffer, void *data, size_t size, unsigned ticks)
{
    model_receive(buffer, ticks == FOREVER);
    fill(data);
    return (size_t)model_any();
}

size_t xStreamBufferReceiveFromISR(void *buffer, void *data, size_t size, long *woken)
{
    model_receive(buffer, 0);
    fill(data);
    return (size_t)model_any();
}

void vStreamBufferDelete(void *buffer)
{
    model_close(buffer);
}

/* ---- timers: their functions run in a task of the kernel ---- */

void *xTimerCreate(const char *name, unsigned period, long repeats, void *id, void *function)
{
    void *timer = model_new();

    model_on_timer(function, timer);
    return timer;
}

void *xTimerCreateStatic(const char *name, unsigned period, long repeats, void *id, void *function,
                         void *timer)
{
    model_on_timer(function, timer);
    return timer;
}

long xTimerPendFunctionCall(void *function, void *argument, unsigned value, unsigned ticks)
{
    model_on_event(function, argument);
    return model_any();
}

long xTimerPendFunctionCallFromISR(void *function, void *argument, unsigned value, long *woken)
{
    model_in_interrupt();
    model_on_event(function, argument);
    return model_any();
}

long xTimerGenericCommandFromTask(void *timer, long command, unsigned value, long *woken,
                                  unsigned ticks)
{
    return model_any();
}

long xTimerGenericCommand(void *timer, long command, unsigned value, long *woken, unsigned ticks)
{
    return model_any();
}
