/* A System V queue is filled with all tasks before the first of them is taken out, by the same
 * thread. */
#include <errno.h>
#include <stdio.h>
#include <sys/ipc.h>
#include <sys/msg.h>

enum { N_TASKS = 50000, N_BATCH = 10 };

struct task {
    long type;
    int number;
};

void run_task(int number);

int run_all_bad(void)
{
    struct task task = {.type = 1};

    int queue = msgget(IPC_PRIVATE, IPC_CREAT | 0600);
    if (queue < 0)
        return -errno;
    for (int i = 0; i < N_TASKS; i++) {
        task.number = i;
        if (msgsnd(queue, &task, sizeof task.number, 0) < 0) // EXPECT: queue-full
            break;
    }
    while (msgrcv(queue, &task, sizeof task.number, 0, IPC_NOWAIT) >= 0)
        run_task(task.number);
    return msgctl(queue, IPC_RMID, NULL);
}

int run_batches_ok(void)
{
    struct task task = {.type = 1};

    int queue = msgget(IPC_PRIVATE, IPC_CREAT | 0600);
    if (queue < 0)
        return -errno;
    for (int i = 0; i < N_TASKS; i += N_BATCH) {
        for (int k = 0; k < N_BATCH; k++) {
            task.number = i + k;
            if (msgsnd(queue, &task, sizeof task.number, 0) < 0)
                break;
        }
        while (msgrcv(queue, &task, sizeof task.number, 0, IPC_NOWAIT) >= 0)
            run_task(task.number);
    }
    return msgctl(queue, IPC_RMID, NULL);
}

int run_some_ok(void)
{
    struct task task = {.type = 1};
    int sent = 0;

    int queue = msgget(IPC_PRIVATE, IPC_CREAT | 0600);
    if (queue < 0)
        return -errno;
    while (sent < N_TASKS) {
        task.number = sent;
        if (msgsnd(queue, &task, sizeof task.number, IPC_NOWAIT) < 0)
            break;
        sent++;
    }
    while (msgrcv(queue, &task, sizeof task.number, 0, IPC_NOWAIT) >= 0)
        run_task(task.number);
    msgctl(queue, IPC_RMID, NULL);
    return sent;
}
