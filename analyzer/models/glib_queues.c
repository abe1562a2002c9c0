/* GLib: asynchronous queues.
 *
 * States    the GLib reference manual, 2.74 (Asynchronous Queues), and g_async_queue_timed_pop() of the
 *           deprecated ones.
 * Handles   A GAsyncQueue * is the channel. References are not counted: what one owner gives back,
 *           another may use, so that unref closes nothing.
 * Channels  A queue holds as much as memory does. A push never waits; a pop waits for ever, the
 *           variants that try or have a time-out do not. Nothing ends a pop but an item.
 * Failures  No memory ends the process. */
#include <stranded/primitives.h>

/* Laid over a GAsyncQueue: what is pushed is somewhere in it. */
struct model_async_queue {
    void *items[1024];
};

void *g_async_queue_new(void)
{
    void *queue = model_new();
    model_make(queue, MODEL_NO_LIMIT, 0);
    return queue;
}

void *g_async_queue_new_full(void *free_item)
{
    if (free_item)
        model_on_exit(free_item, (void *)model_any());
    void *queue = model_new();
    model_make(queue, MODEL_NO_LIMIT, 0);
    return queue;
}

void *g_async_queue_ref(void *queue)
{
    return queue;
}

void g_async_queue_ref_unlocked(void *queue)
{
}

void g_async_queue_unref(void *queue)
{
}

void g_async_queue_unref_and_unlock(void *queue)
{
}

void g_async_queue_lock(void *queue)
{
}

void g_async_queue_unlock(void *queue)
{
}

int g_async_queue_length(void *queue)
{
    return (int)model_any();
}

int g_async_queue_length_unlocked(void *queue)
{
    return (int)model_any();
}

void g_async_queue_push(struct model_async_queue *queue, void *item)
{
    queue->items[model_any()] = item;
    model_send(queue);
}

void g_async_queue_push_unlocked(struct model_async_queue *queue, void *item)
{
    queue->items[model_any()] = item;
    model_send(queue);
}

void g_async_queue_push_front(struct model_async_queue *queue, void *item)
{
    queue->items[model_any()] = item;
    model_send(queue);
}

void g_async_queue_push_front_unlocked(struct model_async_queue *queue, void *item)
{
    queue->items[model_any()] = item;
    model_send(queue);
}

void g_async_queue_push_sorted(struct model_async_queue *queue, void *item, void *compare,
                               void *user_data)
{
    queue->items[model_any()] = item;
    model_calls(compare, user_data);
    model_send(queue);
}

void g_async_queue_push_sorted_unlocked(struct model_async_queue *queue, void *item, void *compare,
                                        void *user_data)
{
    queue->items[model_any()] = item;
    model_calls(compare, user_data);
    model_send(queue);
}

void *g_async_queue_pop(struct model_async_queue *queue)
{
    model_receive(queue, 1);
    return queue->items[model_any()];
}

void *g_async_queue_pop_unlocked(struct model_async_queue *queue)
{
    model_receive(queue, 1);
    return queue->items[model_any()];
}

void *g_async_queue_try_pop(struct model_async_queue *queue)
{
    model_receive(queue, 0);
    if (model_fails())
        return 0;
    return queue->items[model_any()];
}

void *g_async_queue_try_pop_unlocked(struct model_async_queue *queue)
{
    model_receive(queue, 0);
    if (model_fails())
        return 0;
    return queue->items[model_any()];
}

void *g_async_queue_timeout_pop(struct model_async_queue *queue, unsigned long long microseconds)
{
    model_receive(queue, 0);
    if (model_fails())
        return 0;
    return queue->items[model_any()];
}

void *g_async_queue_timeout_pop_unlocked(struct model_async_queue *queue,
                                         unsigned long long microseconds)
{
    model_receive(queue, 0);
    if (model_fails())
        return 0;
    return queue->items[model_any()];
}

void *g_async_queue_timed_pop(struct model_async_queue *queue, const void *end)
{
    model_receive(queue, 0);
    if (model_fails())
        return 0;
    return queue->items[model_any()];
}

void *g_async_queue_timed_pop_unlocked(struct model_async_queue *queue, const void *end)
{
    model_receive(queue, 0);
    if (model_fails())
        return 0;
    return queue->items[model_any()];
}

/* Takes that item out, if it is there. */
int g_async_queue_remove(struct model_async_queue *queue, void *item)
{
    model_receive(queue, 0);
    return (int)model_any();
}

int g_async_queue_remove_unlocked(struct model_async_queue *queue, void *item)
{
    model_receive(queue, 0);
    return (int)model_any();
}

void g_async_queue_sort(void *queue, void *compare, void *user_data)
{
    model_calls(compare, user_data);
}

void g_async_queue_sort_unlocked(void *queue, void *compare, void *user_data)
{
    model_calls(compare, user_data);
}
