/* The tasks of a pool put further tasks into its queue, which holds 64: once it is full, all workers wait for
 * room that only they make. The twin's tasks do the work themselves. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROOM = 64 };

struct task {
    void (*run)(char *path);
    char *path;
};

struct tasks {
    pthread_mutex_t lock;
    pthread_cond_t room, some;
    struct task ring[ROOM];
    int head, n;
};

static struct tasks spread = {.lock = PTHREAD_MUTEX_INITIALIZER,
                              .room = PTHREAD_COND_INITIALIZER,
                              .some = PTHREAD_COND_INITIALIZER};

static struct tasks whole = {.lock = PTHREAD_MUTEX_INITIALIZER,
                             .room = PTHREAD_COND_INITIALIZER,
                             .some = PTHREAD_COND_INITIALIZER};

static void tasks_put(struct tasks *tasks, struct task task)
{
    pthread_mutex_lock(&tasks->lock);
    while (tasks->n == ROOM)
        pthread_cond_wait(&tasks->room, &tasks->lock);
    tasks->ring[(tasks->head + tasks->n) % ROOM] = task;
    tasks->n++;
    pthread_cond_signal(&tasks->some);
    pthread_mutex_unlock(&tasks->lock);
}

static struct task tasks_take(struct tasks *tasks)
{
    pthread_mutex_lock(&tasks->lock);
    while (tasks->n == 0)
        pthread_cond_wait(&tasks->some, &tasks->lock);
    struct task task = tasks->ring[tasks->head];
    tasks->head = (tasks->head + 1) % ROOM;
    tasks->n--;
    pthread_cond_signal(&tasks->room);
    pthread_mutex_unlock(&tasks->lock);
    return task;
}

static void print_file(char *path)
{
    puts(path);
    free(path);
}

static void spread_list(char *path)
{
    char line[256];
    FILE *list = fopen(path, "r");
    while (list != NULL && fgets(line, sizeof line, list) != NULL)
        tasks_put(&spread, (struct task){print_file, strdup(line)}); // EXPECT: queue-full
    if (list != NULL)
        fclose(list);
    free(path);
}

static void print_list(char *path)
{
    char line[256];
    FILE *list = fopen(path, "r");
    while (list != NULL && fgets(line, sizeof line, list) != NULL)
        print_file(strdup(line));
    if (list != NULL)
        fclose(list);
    free(path);
}

static void *work_spread(void *arg)
{
    for (;;) {
        struct task task = tasks_take(&spread);
        if (task.run == NULL)
            return arg;
        task.run(task.path);
    }
}

static void *work_whole(void *arg)
{
    for (;;) {
        struct task task = tasks_take(&whole);
        if (task.run == NULL)
            return arg;
        task.run(task.path);
    }
}

int print_spread_bad(char *const *paths, int n)
{
    pthread_t worker;
    if (pthread_create(&worker, NULL, work_spread, NULL) != 0)
        return -1;
    for (int i = 0; i < n; i++)
        tasks_put(&spread, (struct task){spread_list, strdup(paths[i])});
    tasks_put(&spread, (struct task){NULL, NULL});
    return pthread_join(worker, NULL);
}

int print_whole_ok(char *const *paths, int n)
{
    pthread_t worker;
    if (pthread_create(&worker, NULL, work_whole, NULL) != 0)
        return -1;
    for (int i = 0; i < n; i++)
        tasks_put(&whole, (struct task){print_list, strdup(paths[i])});
    tasks_put(&whole, (struct task){NULL, NULL});
    return pthread_join(worker, NULL);
}
