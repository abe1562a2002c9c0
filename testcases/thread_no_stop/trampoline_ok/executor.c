#include "services.h"
#include "thread.h"

#include <pthread.h>
#include <stdlib.h>

struct item {
    struct item *next;
    int number;
};

struct executor {
    struct thread *thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct item *items;
    bool quit;
};

static void *executor_run(void *data)
{
    struct executor *executor = data;
    pthread_mutex_lock(&executor->lock);
    while (!executor->quit) {
        if (executor->items == NULL) {
            pthread_cond_wait(&executor->changed, &executor->lock);
            continue;
        }
        struct item *item = executor->items;
        executor->items = item->next;
        pthread_mutex_unlock(&executor->lock);
        free(item);
        pthread_mutex_lock(&executor->lock);
    }
    pthread_mutex_unlock(&executor->lock);
    return NULL;
}

static bool executor_shutdown(void *data)
{
    struct executor *executor = data;
    pthread_mutex_lock(&executor->lock);
    executor->quit = true;
    pthread_cond_signal(&executor->changed);
    pthread_mutex_unlock(&executor->lock);
    return true;
}

struct executor *executor_new(void)
{
    struct executor *executor = calloc(1, sizeof *executor);
    if (executor == NULL)
        return NULL;
    pthread_mutex_init(&executor->lock, NULL);
    pthread_cond_init(&executor->changed, NULL);
    executor->thread = thread_create("executor", executor_run, executor_shutdown, executor);
    return executor;
}

void executor_add(struct executor *executor, int number)
{
    struct item *item = calloc(1, sizeof *item);
    if (item == NULL)
        return;
    pthread_mutex_lock(&executor->lock);
    item->number = number;
    item->next = executor->items;
    executor->items = item;
    pthread_cond_signal(&executor->changed);
    pthread_mutex_unlock(&executor->lock);
}

void executor_free(struct executor *executor)
{
    thread_shutdown(executor->thread);
    free(executor);
}
