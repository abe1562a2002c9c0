/* The thread gives its word by a wrapper that is handed the semaphore, with a result or without; or tells by that whether it
 * went well. */
#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stdio.h>

static int post(sem_t *semaphore)
{
    return sem_post(semaphore);
}

static void post_quietly(sem_t *semaphore)
{
    if (sem_post(semaphore) != 0)
        perror("sem_post");
}

static bool say(sem_t *semaphore, const char *what)
{
    puts(what);
    return post(semaphore) == 0;
}

static sem_t filled, cleaned, named;

static void *fill(void *tank)
{
    *(int *)tank = 1;
    post(&filled);
    return NULL;
}

static void *clean(void *tank)
{
    *(int *)tank = 0;
    post_quietly(&cleaned);
    return NULL;
}

static void *name(void *tank)
{
    *(int *)tank = 'a';
    if (!say(&named, "named"))
        return tank;
    puts("said so");
    return NULL;
}

int prepare_ok(int *tank)
{
    pthread_t filler, cleaner, namer;

    sem_init(&filled, 0, 0);
    sem_init(&cleaned, 0, 0);
    sem_init(&named, 0, 0);
    if (pthread_create(&filler, NULL, fill, tank) != 0)
        return -1;
    sem_wait(&filled);
    pthread_join(filler, NULL);
    if (pthread_create(&cleaner, NULL, clean, tank) != 0)
        return -1;
    sem_wait(&cleaned);
    pthread_join(cleaner, NULL);
    if (pthread_create(&namer, NULL, name, tank) != 0)
        return -1;
    sem_wait(&named);
    return pthread_join(namer, NULL);
}
