/* A helper is let go by a semaphore; where its input cannot be opened it is joined without that. */
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>
#include <unistd.h>

struct copy {
    sem_t go;
    int from, to;
    bool cancelled;
};

static void *copy_run(void *arg)
{
    struct copy *copy = arg;
    char block[512];

    sem_wait(&copy->go); // EXPECT: recv-no-sender
    while (read(copy->from, block, sizeof(block)) > 0)
        if (write(copy->to, block, sizeof(block)) < 0)
            break;
    return NULL;
}

struct move {
    sem_t go;
    int from, to;
    bool cancelled;
};

static void *move_run(void *arg)
{
    struct move *move = arg;
    char block[512];

    sem_wait(&move->go);
    while (!move->cancelled && read(move->from, block, sizeof(block)) > 0)
        if (write(move->to, block, sizeof(block)) < 0)
            break;
    return NULL;
}

int copy_bad(const char *path, int to)
{
    struct copy copy = {.to = to};
    pthread_t thread;
    int result = -1;

    sem_init(&copy.go, 0, 0);
    if (pthread_create(&thread, NULL, copy_run, &copy) != 0)
        return -1;
    copy.from = open(path, O_RDONLY);
    if (copy.from < 0)
        goto out;
    sem_post(&copy.go);
    result = 0;
out:
    pthread_join(thread, NULL);
    sem_destroy(&copy.go);
    return result;
}

int move_ok(const char *path, int to)
{
    struct move move = {.to = to};
    pthread_t thread;
    int result = -1;

    sem_init(&move.go, 0, 0);
    if (pthread_create(&thread, NULL, move_run, &move) != 0)
        return -1;
    move.from = open(path, O_RDONLY);
    if (move.from < 0)
        move.cancelled = true;
    else
        result = 0;
    sem_post(&move.go);
    pthread_join(thread, NULL);
    sem_destroy(&move.go);
    return result;
}
