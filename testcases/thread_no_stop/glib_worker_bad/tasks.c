#include "tasks.h"

static GAsyncQueue *queue;

void tasks_init(void)
{
    queue = g_async_queue_new_full(g_free);
}

void tasks_send(TaskKind kind, gint page)
{
    Task *task = g_new(Task, 1);
    task->kind = kind;
    task->page = page;
    g_async_queue_push(queue, task);
}

Task *tasks_next(void)
{
    return g_async_queue_pop(queue);
}
