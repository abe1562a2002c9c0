/* A set of semaphores of the program's own: nobody counts it up; or somebody does, sets it, or only tries to count it
 * down. */
#include <pthread.h>
#include <stddef.h>
#include <sys/ipc.h>
#include <sys/sem.h>

union semun {
    int val;
};

static int drained = -1, filled = -1, bus = -1;

static int down(int set)
{
    struct sembuf operation = {0, -1, 0};

    return semop(set, &operation, 1);
}

static int up(int set)
{
    struct sembuf operation = {.sem_num = 0, .sem_op = 1, .sem_flg = SEM_UNDO};

    return semop(set, &operation, 1);
}

static int try_down(int set)
{
    struct sembuf operation;

    operation.sem_num = 0;
    operation.sem_op = -1;
    operation.sem_flg = IPC_NOWAIT | SEM_UNDO;
    return semop(set, &operation, 1);
}

static void *drain(void *tank)
{
    *(int *)tank = 0;
    return NULL;
}

int drain_bad(int *tank)
{
    pthread_t drainer;

    drained = semget(IPC_PRIVATE, 1, 0600);
    if (drained < 0 || pthread_create(&drainer, NULL, drain, tank) != 0)
        return -1;
    down(drained); // EXPECT: recv-no-sender
    pthread_join(drainer, NULL);
    return semctl(drained, 0, IPC_RMID);
}

static void *fill(void *tank)
{
    *(int *)tank = 1;
    up(filled);
    return NULL;
}

int fill_ok(int *tank)
{
    pthread_t filler;

    filled = semget(IPC_PRIVATE, 1, 0600);
    if (filled < 0 || pthread_create(&filler, NULL, fill, tank) != 0)
        return -1;
    down(filled);
    pthread_join(filler, NULL);
    return semctl(filled, 0, IPC_RMID);
}

int bus_open_ok(void)
{
    union semun free = {.val = 1};

    bus = semget(IPC_PRIVATE, 1, 0600);
    return bus < 0 ? -1 : semctl(bus, 0, SETVAL, free);
}

int bus_take_ok(void)
{
    return down(bus);
}

int poll_ok(void)
{
    int set = semget(IPC_PRIVATE, 1, 0600), n = 0;

    while (set >= 0 && n < 10 && try_down(set) < 0)
        n++;
    return semctl(set, 0, IPC_RMID);
}
