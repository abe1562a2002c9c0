/* The C library fills names and times inside an object; it keeps no pointer to the object for that. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

struct task {
    pthread_t id;
    char name[16];
    struct timeval begun;
    int (*run)(void *);
    void *arg;
};

static void *enter(void *arg)
{
    struct task *task = arg;
    task->run(task->arg);
    return NULL;
}

static struct task *task_start(const char *name, int (*run)(void *), void *arg)
{
    struct task *task = calloc(1, sizeof *task);
    if (task == NULL)
        return NULL;
    strncpy(task->name, name, sizeof task->name - 1);
    gettimeofday(&task->begun, NULL);
    task->run = run;
    task->arg = arg;
    if (pthread_create(&task->id, NULL, enter, task) != 0) {
        free(task);
        return NULL;
    }
    return task;
}

static void task_wait(struct task *task)
{
    printf("waits for %.16s\n", task->name);
    pthread_join(task->id, NULL);
}

static void task_free(struct task *task)
{
    free(task);
}

static int draw(void *arg)
{
    return puts(arg);
}

static int play(void *arg)
{
    return puts(arg);
}

static int count(void *arg)
{
    return puts(arg);
}

void show_ok(char *film)
{
    struct task *picture = task_start("picture", draw, film);
    struct task *sound = task_start("sound", play, film);
    if (picture != NULL) {
        task_wait(picture);
        task_free(picture);
    }
    if (sound != NULL) {
        task_wait(sound);
        task_free(sound);
    }
}

void count_bad(char *film)
{
    struct task *task = task_start("count", count, film); // EXPECT: thread-not-joined
    if (task == NULL)
        return;
    printf("counting since %ld\n", (long)task->begun.tv_sec);
    task_free(task);
}

/* A link inside the object is another matter: who gets its address gets the object. */
struct link {
    struct link *next;
};

struct member {
    pthread_t id;
    struct link link;
};

void members_add(struct link *link);

static void *attend(void *arg)
{
    return arg;
}

int member_ok(void)
{
    struct member *member = calloc(1, sizeof *member);
    if (member == NULL)
        return -1;
    if (pthread_create(&member->id, NULL, attend, NULL) != 0) {
        free(member);
        return -1;
    }
    members_add(&member->link);
    return 0;
}
