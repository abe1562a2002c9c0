/* A function below the loop of the service answers; where a file cannot be opened it returns without. */
#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

struct query {
    const char *path;
    long size;
    sem_t answered;
};

static struct query *query;
static sem_t n_queries;

static void measure(struct query *query)
{
    FILE *file = fopen(query->path, "r");

    if (file == NULL)
        return;
    fseek(file, 0, SEEK_END);
    query->size = ftell(file);
    fclose(file);
    sem_post(&query->answered);
}

static void *measure_all(void *arg)
{
    for (;;) {
        sem_wait(&n_queries);
        struct query *next = query;
        if (next == NULL)
            return arg;
        measure(next);
    }
}

static long size_bad(const char *path)
{
    struct query mine = {.path = path, .size = -1};

    sem_init(&mine.answered, 0, 0);
    query = &mine;
    sem_post(&n_queries);
    sem_wait(&mine.answered); // EXPECT: recv-no-sender
    sem_destroy(&mine.answered);
    return mine.size;
}

struct lookup {
    struct lookup *next;
    const char *path;
    long size;
    sem_t answered;
};

static struct lookup *lookup;
static struct lookup *missing;
static sem_t n_lookups;

/* What is not found is put aside, and answered in the end. */
static void look_up(struct lookup *lookup)
{
    FILE *file = fopen(lookup->path, "r");

    if (file == NULL) {
        lookup->next = missing;
        missing = lookup;
        return;
    }
    fseek(file, 0, SEEK_END);
    lookup->size = ftell(file);
    fclose(file);
    sem_post(&lookup->answered);
}

static void *look_up_all(void *arg)
{
    for (;;) {
        sem_wait(&n_lookups);
        struct lookup *next = lookup;
        if (next == NULL)
            break;
        look_up(next);
    }
    while (missing != NULL) {
        struct lookup *next = missing->next;
        sem_post(&missing->answered);
        missing = next;
    }
    return arg;
}

static long size_ok(const char *path)
{
    struct lookup mine = {.path = path, .size = -1};

    sem_init(&mine.answered, 0, 0);
    lookup = &mine;
    sem_post(&n_lookups);
    sem_wait(&mine.answered);
    sem_destroy(&mine.answered);
    return mine.size;
}

struct check {
    const char *path;
    bool there;
    sem_t answered;
};

static struct check *check;
static sem_t n_checks;

/* Whoever calls it answers where it says that it has not. */
static bool look(struct check *check)
{
    FILE *file = fopen(check->path, "r");

    if (file == NULL)
        return false;
    fclose(file);
    check->there = true;
    sem_post(&check->answered);
    return true;
}

static void *look_all(void *arg)
{
    for (;;) {
        sem_wait(&n_checks);
        struct check *next = check;
        if (next == NULL)
            return arg;
        if (!look(next))
            sem_post(&next->answered);
    }
}

static bool is_there_ok(const char *path)
{
    struct check mine = {.path = path};

    sem_init(&mine.answered, 0, 0);
    check = &mine;
    sem_post(&n_checks);
    sem_wait(&mine.answered);
    sem_destroy(&mine.answered);
    return mine.there;
}

int main(int argc, char **argv)
{
    pthread_t threads[3];

    sem_init(&n_queries, 0, 0);
    sem_init(&n_lookups, 0, 0);
    sem_init(&n_checks, 0, 0);
    if (pthread_create(&threads[0], NULL, measure_all, NULL) != 0)
        abort();
    if (pthread_create(&threads[1], NULL, look_up_all, NULL) != 0)
        abort();
    if (pthread_create(&threads[2], NULL, look_all, NULL) != 0)
        abort();
    for (int i = 1; i < argc; i++)
        printf("%d %ld %ld\n", is_there_ok(argv[i]), size_bad(argv[i]), size_ok(argv[i]));
    query = NULL;
    sem_post(&n_queries);
    lookup = NULL;
    sem_post(&n_lookups);
    check = NULL;
    sem_post(&n_checks);
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    return 0;
}
