/* A set of System V semaphores: which way an operation counts stands in its fields. The child
 * posts, the parent waits. */
#include <errno.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

void prepare_child(void);

static int change(int set, short by)
{
    struct sembuf operation = {.sem_num = 0, .sem_op = by, .sem_flg = 0};

    while (semop(set, &operation, 1) < 0) {
        if (errno != EINTR)
            return -errno;
    }
    return 0;
}

int start_child_ok(void)
{
    int set = semget(IPC_PRIVATE, 1, IPC_CREAT | 0600);

    if (set < 0)
        return -errno;
    pid_t child = fork();
    if (child == 0) {
        prepare_child();
        _exit(change(set, 1) < 0);
    }
    int status = child < 0 ? -errno : change(set, -1);
    semctl(set, 0, IPC_RMID);
    if (child > 0)
        waitpid(child, NULL, 0);
    return status;
}
