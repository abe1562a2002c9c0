#ifndef TASK_H
#define TASK_H

/* Threads as the rest of the program sees them. */
struct task;

struct task *task_start(void *(*run)(void *), void *arg);
void task_release(struct task *task);

#endif
