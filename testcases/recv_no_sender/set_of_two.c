/* Two semaphores in one set of System V: one for what is empty, one for what is filled. */
#include <pthread.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/ipc.h>
#include <sys/sem.h>

enum { FILLED = 1, EMPTIED = 2, N_SEMAPHORES = 3 };

static int down(int set, unsigned short number)
{
    struct sembuf operation = {number, -1, 0};

    return semop(set, &operation, 1);
}

static int up(int set, unsigned short number)
{
    struct sembuf operation = {.sem_num = number, .sem_op = 1};

    return semop(set, &operation, 1);
}

static int glass_set = -1, cup_set = -1;
static double glass, cup;

static void *drink_glasses(void *arg)
{
    for (int i = 0; i < 12; i++) {
        if (down(glass_set, FILLED) != 0)
            break;
        printf("%g\n", glass);
        glass = 0;
        up(glass_set, FILLED);
    }
    return arg;
}

int pour_glasses_bad(void)
{
    pthread_t guest;

    glass_set = semget(IPC_PRIVATE, N_SEMAPHORES, 0600);
    if (glass_set < 0 || pthread_create(&guest, NULL, drink_glasses, NULL) != 0)
        return -1;
    for (int i = 0; i < 12; i++) {
        glass = 0.25;
        up(glass_set, FILLED);
        down(glass_set, EMPTIED); // EXPECT: recv-no-sender
    }
    return pthread_join(guest, NULL);
}

static void *drink_cups(void *arg)
{
    for (int i = 0; i < 12; i++) {
        if (down(cup_set, FILLED) != 0)
            break;
        printf("%g\n", cup);
        cup = 0;
        up(cup_set, EMPTIED);
    }
    return arg;
}

int pour_cups_ok(void)
{
    pthread_t guest;

    cup_set = semget(IPC_PRIVATE, N_SEMAPHORES, 0600);
    if (cup_set < 0 || pthread_create(&guest, NULL, drink_cups, NULL) != 0)
        return -1;
    for (int i = 0; i < 12; i++) {
        cup = 0.125;
        up(cup_set, FILLED);
        down(cup_set, EMPTIED);
    }
    return pthread_join(guest, NULL);
}

/* What is free at the start is set. */
static int tray_set = -1;

int take_tray_ok(void)
{
    tray_set = semget(IPC_PRIVATE, N_SEMAPHORES, 0600);
    if (tray_set < 0 || semctl(tray_set, EMPTIED, SETVAL, 4) != 0)
        return -1;
    return down(tray_set, EMPTIED);
}

static int shelf_set = -1;

int take_shelf_ok(void)
{
    unsigned short free_places[N_SEMAPHORES] = {0, 0, 4};

    shelf_set = semget(IPC_PRIVATE, N_SEMAPHORES, 0600);
    if (shelf_set < 0 || semctl(shelf_set, 0, SETALL, free_places) != 0)
        return -1;
    return down(shelf_set, EMPTIED);
}
