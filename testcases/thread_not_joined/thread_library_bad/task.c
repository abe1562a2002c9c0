/* The program's own threads: a task can be started and released, but nothing can wait for it. */
#include "task.h"

#include <pthread.h>
#include <stdlib.h>

struct task {
    pthread_t handle;
    void *(*run)(void *);
    void *arg;
};

struct task *task_start(void *(*run)(void *), void *arg)
{
    struct task *task = malloc(sizeof *task);
    if (task == NULL)
        return NULL;
    task->run = run;
    task->arg = arg;
    if (pthread_create(&task->handle, NULL, run, arg) != 0) { // EXPECT: thread-not-joined
        free(task);
        return NULL;
    }
    return task;
}

void task_release(struct task *task)
{
    free(task);
}
