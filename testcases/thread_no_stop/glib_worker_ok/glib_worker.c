/* A worker that leaves when it is sent the task to quit. */
#include "tasks.h"

static GThread *worker;

static gpointer worker_run(gpointer data)
{
    gboolean quit = FALSE;
    while (!quit) {
        g_autofree Task *task = tasks_next();
        switch (task->kind) {
        case TASK_RENDER:
            g_print("render %d\n", task->page);
            break;
        case TASK_EXPORT:
            g_print("export %d\n", task->page);
            break;
        case TASK_QUIT:
            quit = TRUE;
            break;
        }
    }
    return data;
}

static void worker_start(void)
{
    tasks_init();
    worker = g_thread_new("worker", worker_run, NULL);
}

static void worker_stop(void)
{
    tasks_send(TASK_QUIT, 0);
    g_thread_join(worker);
}

int main(int argc, char **argv)
{
    worker_start();
    for (int i = 1; i < argc; i++)
        tasks_send(TASK_RENDER, (gint)g_ascii_strtoll(argv[i], NULL, 10));
    worker_stop();
    return 0;
}
