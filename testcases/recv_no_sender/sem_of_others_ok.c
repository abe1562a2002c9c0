/* A semaphore that another program posts, which finds it by its name; and one that a child opens by its name. */
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int wait_for_setup_ok(void)
{
    sem_t *done = sem_open("/setup-done", O_CREAT, 0600, 0);

    if (done == SEM_FAILED)
        return -1;
    sem_wait(done);
    sem_close(done);
    return sem_unlink("/setup-done");
}

static void child_main(void)
{
    sem_t *turn = sem_open("/turn", 0);

    puts("child");
    if (turn != SEM_FAILED)
        sem_post(turn);
    _exit(0);
}

int take_turns_ok(void)
{
    sem_t *turn = sem_open("/turn", O_CREAT, 0600, 0);

    if (turn == SEM_FAILED)
        return -1;
    pid_t child = fork();
    if (child == 0)
        child_main();
    if (child > 0)
        sem_wait(turn);
    puts("parent");
    waitpid(child, NULL, 0);
    sem_close(turn);
    return sem_unlink("/turn");
}
