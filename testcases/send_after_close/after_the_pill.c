/* A message that ends its receiver: what is sent after it stays in the queue. */
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <threads.h>

enum task_kind { TASK_DRAW, TASK_SAVE, TASK_QUIT };

struct task {
    enum task_kind kind;
    struct task *next;
};

struct tasks {
    mtx_t mtx;
    cnd_t nonempty;
    struct task *first, **last;
};

void draw(void);
void save(void);

static int tasks_init(struct tasks *tasks)
{
    tasks->first = NULL;
    tasks->last = &tasks->first;
    if (mtx_init(&tasks->mtx, mtx_plain) != thrd_success)
        return -1;
    return cnd_init(&tasks->nonempty) == thrd_success ? 0 : -1;
}

static void tasks_give(struct tasks *tasks, enum task_kind kind)
{
    struct task *task = malloc(sizeof *task);
    if (task == NULL)
        abort();
    *task = (struct task){.kind = kind};
    mtx_lock(&tasks->mtx);
    *tasks->last = task;
    tasks->last = &task->next;
    cnd_signal(&tasks->nonempty);
    mtx_unlock(&tasks->mtx);
}

static enum task_kind tasks_take(struct tasks *tasks)
{
    mtx_lock(&tasks->mtx);
    while (tasks->first == NULL)
        cnd_wait(&tasks->nonempty, &tasks->mtx);
    struct task *task = tasks->first;
    if ((tasks->first = task->next) == NULL)
        tasks->last = &tasks->first;
    mtx_unlock(&tasks->mtx);
    enum task_kind kind = task->kind;
    free(task);
    return kind;
}

static int carry_out(void *arg)
{
    for (;;) {
        switch (tasks_take(arg)) {
        case TASK_DRAW:
            draw();
            break;
        case TASK_SAVE:
            save();
            break;
        case TASK_QUIT:
            return 0;
        }
    }
}

int paint_bad(int n_strokes)
{
    struct tasks tasks;
    thrd_t painter;
    if (tasks_init(&tasks) != 0 || thrd_create(&painter, carry_out, &tasks) != thrd_success)
        return -1;
    for (int i = 0; i < n_strokes; i++)
        tasks_give(&tasks, TASK_DRAW);
    tasks_give(&tasks, TASK_QUIT);
    tasks_give(&tasks, TASK_SAVE); // MISS: send-after-close
    return thrd_join(painter, NULL) == thrd_success ? 0 : -1;
}

int paint_ok(int n_strokes)
{
    struct tasks tasks;
    thrd_t painter;
    if (tasks_init(&tasks) != 0 || thrd_create(&painter, carry_out, &tasks) != thrd_success)
        return -1;
    for (int i = 0; i < n_strokes; i++)
        tasks_give(&tasks, TASK_DRAW);
    tasks_give(&tasks, TASK_SAVE);
    tasks_give(&tasks, TASK_QUIT);
    return thrd_join(painter, NULL) == thrd_success ? 0 : -1;
}

/* What comes after the end mark is for the next painter, who takes from the same queue. */
int paint_twice_ok(int n_strokes)
{
    struct tasks tasks;
    if (tasks_init(&tasks) != 0)
        return -1;
    for (int round = 0; round < 2; round++) {
        thrd_t painter;
        if (thrd_create(&painter, carry_out, &tasks) != thrd_success)
            return -1;
        for (int i = 0; i < n_strokes; i++)
            tasks_give(&tasks, TASK_DRAW);
        tasks_give(&tasks, TASK_QUIT);
        thrd_join(painter, NULL);
    }
    return 0;
}
